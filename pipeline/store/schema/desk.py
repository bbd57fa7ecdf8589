"""Tables of the analysts' desk: accounts, sessions, what needs eyes, who has it in hand, second opinions asked for.

`desk_items`, `desk_topics`, `desk_counts`, `desk_arrivals` and `desk_marks` are derived: emptied, they are filled again
from records and decisions.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Float, ForeignKey, Index, Integer, Table

from pipeline.store.schema.columns import METADATA, RECORD_TABLES, Moment, RowNumber, Words

accounts = Table(
    "desk_accounts",
    METADATA,
    Column("name", Words, primary_key=True),
    Column("role", Words, nullable=False),
    Column("password", Words, nullable=False),  # Argon2id, with its parameters and salt
    Column("active", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
)
sessions = Table(
    "desk_sessions",
    METADATA,
    Column("token", Words, primary_key=True),  # SHA-256 of the cookie: a copy of the dataset opens no session
    Column("account", Words, ForeignKey("desk_accounts.name"), nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
)
Index("ix_desk_sessions_account", sessions.c.account)

items = Table(
    "desk_items",
    METADATA,
    Column("target_id", Words, primary_key=True),
    Column("target_kind", Words, nullable=False),
    Column("target_key", Words, nullable=False),
    Column("article_id", Words),
    Column("site", Words),
    Column("country", Words),
    Column("cause", Words),
    Column("day", Date),
    Column("reason", Words, nullable=False),
    Column("weight", Integer, nullable=False),  # as it was when nobody had decided
    Column("priority", Integer, nullable=False),
    Column("confidence", Float),
    Column("state", Words, nullable=False),
    Column("waiting", Boolean, nullable=False),
    Column("holds", Words),  # id of the decision that counts
    Column("reopened_at", Moment),  # decisions up to then were about an earlier reading
    # What the lists of claims and statements are narrowed by, in order of publication.
    Column("published_order", Words, nullable=False, server_default=""),
    Column("outcome", Words),
    Column("speaker", Words),
    Column("cue_class", Words),
)
_ORDER = (items.c.priority.desc(), items.c.target_id)
Index("ix_desk_items_priority", items.c.waiting, *_ORDER)
Index("ix_desk_items_country_priority", items.c.waiting, items.c.country, *_ORDER)
Index("ix_desk_items_cause_priority", items.c.waiting, items.c.cause, *_ORDER)
Index("ix_desk_items_site_priority", items.c.waiting, items.c.site, *_ORDER)
Index("ix_desk_items_reason_priority", items.c.waiting, items.c.reason, *_ORDER)
# These begin with the reason, so that SQLite, which has no statistics, never takes them for "whatever waits".
Index("ix_desk_items_reason_country", items.c.reason, items.c.country, items.c.waiting, *_ORDER)
Index("ix_desk_items_reason_cause", items.c.reason, items.c.cause, items.c.waiting, *_ORDER)
Index("ix_desk_items_reason_site", items.c.reason, items.c.site, items.c.waiting, *_ORDER)
Index("ix_desk_items_state_priority", items.c.state, *_ORDER)
Index("ix_desk_items_kind_priority", items.c.waiting, items.c.target_kind, *_ORDER)
Index("ix_desk_items_day", items.c.waiting, items.c.day)
Index("ix_desk_items_target_key", items.c.target_key, postgresql_using="hash")
Index("ix_desk_items_article_id", items.c.article_id)

_PUBLISHED = (items.c.published_order, items.c.target_id)
Index("ix_desk_items_published", items.c.target_kind, *_PUBLISHED)
Index("ix_desk_items_country_published", items.c.target_kind, items.c.country, *_PUBLISHED)
Index("ix_desk_items_cause_published", items.c.target_kind, items.c.cause, *_PUBLISHED)
Index("ix_desk_items_site_published", items.c.target_kind, items.c.site, *_PUBLISHED)
Index("ix_desk_items_outcome_published", items.c.target_kind, items.c.outcome, *_PUBLISHED)
Index("ix_desk_items_speaker_published", items.c.target_kind, items.c.speaker, *_PUBLISHED)
Index("ix_desk_items_cue_class_published", items.c.target_kind, items.c.cue_class, *_PUBLISHED)

topics = Table(
    "desk_topics",
    METADATA,
    Column("topic", Words, primary_key=True),
    Column("published_order", Words, primary_key=True),
    Column("target_id", Words, primary_key=True),
)
Index("ix_desk_topics_target_id", topics.c.target_id)

counts = Table(
    "desk_counts",
    METADATA,
    Column("kind", Words, primary_key=True),
    Column("state", Words, primary_key=True),
    Column("number", Integer, nullable=False),
)

arrivals = Table(
    "desk_arrivals",
    METADATA,
    Column("day", Date, primary_key=True),
    Column("site", Words, primary_key=True),
    Column("articles", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("statements", Integer, nullable=False),
)
marks = Table(
    "desk_marks",
    METADATA,
    Column("source", Words, primary_key=True),
    Column("seq", RowNumber, nullable=False),  # the last row of that table that `desk_items` knows
)
leases = Table(
    "desk_leases",
    METADATA,
    Column("target_id", Words, primary_key=True),
    Column("holder", Words, nullable=False),
    Column("until", Moment, nullable=False),
)
Index("ix_desk_leases_holder", leases.c.holder)

second_opinions = Table(
    "desk_second_opinions",
    METADATA,
    Column("seq", RowNumber, primary_key=True, autoincrement=True),
    Column("target_id", Words, nullable=False),
    Column("asked_by", Words, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("note", Words, nullable=False),
)
Index("ix_desk_second_opinions_target_id", second_opinions.c.target_id)

RECORD_TABLES += ["desk_second_opinions"]
