"""Tables of what was resolved and decided: copies, judgements, incidents, tallies, decisions."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    UniqueConstraint,
)

from pipeline.store.schema.columns import (
    METADATA,
    RECORD_TABLES,
    Moment,
    RowNumber,
    Words,
    arrival_table,
    record_table,
    toll_columns,
)
from pipeline.vocabulary import INCIDENT_OUTCOMES

sketches = arrival_table(
    "sketches",
    Column("kind", Words, nullable=False),
    Column("article_id", Words, ForeignKey("articles.id"), nullable=False),
    Column("digest", LargeBinary, nullable=False),
    UniqueConstraint("article_id", "kind"),
)
sketch_bands = Table(
    "sketch_bands",
    METADATA,
    Column("band", Integer, primary_key=True, autoincrement=False),
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("sketch", RowNumber, ForeignKey("sketches.seq"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,  # the key is the row: a look-up reads one page
)
mark_carriers = Table(
    "mark_carriers",
    METADATA,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("instant", BigInteger, primary_key=True, autoincrement=False),
    Column("sketch", RowNumber, ForeignKey("sketches.seq"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,  # all carriers of a key lie on one page or two, with when they were published
)
syndication = record_table(
    "syndication",
    Column("article_id", Words, ForeignKey("articles.id"), nullable=False),
    Column("family", Words, nullable=False),
    Column("matched_article", Words),
    Column("share", Float, nullable=False),
)
Index("ix_syndication_article_id_seq", syndication.c.article_id, syndication.c.seq)
Index("ix_syndication_family", syndication.c.family)

judgements = record_table(
    "judgements",
    Column("id", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("left", Words, nullable=False),
    Column("right", Words, nullable=False),
    Column("verdict", Words, nullable=False),
    Column("score", Float, nullable=False),
    Column("decided_by", Words, nullable=False),
    Column("by_machine", Boolean, nullable=False),
)
Index("ix_judgements_id", judgements.c.id)
Index("ix_judgements_pair", judgements.c.kind, judgements.c.left, judgements.c.right, judgements.c.seq)
Index("ix_judgements_right", judgements.c.kind, judgements.c.right)
Index("ix_judgements_verdict", judgements.c.kind, judgements.c.verdict)

incidents = record_table(
    "incidents",
    Column("id", Words, nullable=False),
    Column("dissolved", Boolean, nullable=False),
    Column("status", Words),
    Column("independent_sources", Integer),
    *toll_columns(*INCIDENT_OUTCOMES),
    Column("displaced_unit", Words),
    Column("start_date", Date),
    Column("end_date", Date),
    Column("date_precision", Words),
    Column("place", Words),
    Column("admin", Words),
    Column("country", Words),
    Column("lat", Float),
    Column("lon", Float),
    Column("cause", Words),
)
Index("ix_incidents_id_seq", incidents.c.id, incidents.c.seq)
Index("ix_incidents_country_start_date", incidents.c.country, incidents.c.start_date)
Index("ix_incidents_start_date", incidents.c.start_date)
Index("ix_incidents_cause_start_date", incidents.c.cause, incidents.c.start_date)
Index("ix_incidents_status", incidents.c.status)

incident_members = Table(
    "incident_members",
    METADATA,
    Column("incident", RowNumber, ForeignKey("incidents.seq"), primary_key=True, autoincrement=False),
    Column("reported_incident_id", Words, primary_key=True),
)
Index("ix_incident_members_reported", incident_members.c.reported_incident_id, incident_members.c.incident)

tallies = record_table(
    "tallies",
    Column("id", Words, nullable=False),
    Column("dissolved", Boolean, nullable=False),
    Column("outcome", Words),
    Column("place", Words),
    Column("country", Words),
    Column("cause", Words),
    Column("since", Date),
    Column("until", Date),
    Column("counted_by", Words),
)
Index("ix_tallies_id_seq", tallies.c.id, tallies.c.seq)
Index("ix_tallies_outcome_country", tallies.c.outcome, tallies.c.country)

tally_members = Table(
    "tally_members",
    METADATA,
    Column("tally", RowNumber, ForeignKey("tallies.seq"), primary_key=True, autoincrement=False),
    Column("claim_id", Words, primary_key=True),
)
Index("ix_tally_members_claim_id", tally_members.c.claim_id, tally_members.c.tally)

resolved_readings = Table(
    "resolved_readings",
    METADATA,
    Column("reading", RowNumber, ForeignKey("readings.seq"), primary_key=True, autoincrement=False),
    Column("resolver_version", Words, primary_key=True),
    Column("appended_at", Moment, nullable=False),
)
decisions = record_table(
    "decisions",
    Column("id", Words, nullable=False, unique=True),
    Column("target_kind", Words, nullable=False),
    Column("target_id", Words, nullable=False),
    Column("target_key", Words, nullable=False),
    Column("verdict", Words, nullable=False),
    Column("reviewer", Words, nullable=False),
    Column("decided_at", Moment, nullable=False),
    Column("note", Words, nullable=False),
)
Index("ix_decisions_target", decisions.c.target_kind, decisions.c.target_id)
Index("ix_decisions_target_key", decisions.c.target_key, postgresql_using="hash")
Index("ix_decisions_reviewer_decided_at", decisions.c.reviewer, decisions.c.decided_at)
Index("ix_decisions_decided_at", decisions.c.decided_at)

RECORD_TABLES += ["sketch_bands", "mark_carriers", "incident_members", "tally_members", "resolved_readings"]
