"""Tables of what was understood: readings, and their claims, statements and reported incidents."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, Float, ForeignKey, Index, Integer, Table, UniqueConstraint

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


def _of_a_reading() -> list[Any]:
    return [
        Column("reading", RowNumber, ForeignKey("readings.seq"), nullable=False),
        Column("position", Integer, nullable=False),
        Column("id", Words, nullable=False),
        Column("article_id", Words, nullable=False),
        Column("extractor_version", Words, nullable=False),
        UniqueConstraint("reading", "position"),
    ]


def _when_and_where() -> list[Column[Any]]:
    return [
        Column("start_date", Date),
        Column("end_date", Date),
        Column("date_precision", Words),
        Column("place", Words),
        Column("admin", Words),
        Column("country", Words),
        Column("lat", Float),
        Column("lon", Float),
    ]


def _where_in_text() -> list[Column[Any]]:
    return [
        Column("sentence", Words, nullable=False),
        Column("field", Words, nullable=False),
        Column("start", BigInteger, nullable=False),
        Column("end", BigInteger, nullable=False),
        Column("confidence", Float, nullable=False),
    ]


readings = arrival_table(
    "readings",
    Column("article_id", Words, ForeignKey("articles.id"), nullable=False),
    Column("extractor_version", Words, nullable=False),
    UniqueConstraint("article_id", "extractor_version"),
)
Index("ix_readings_article_id_seq", readings.c.article_id, readings.c.seq)

claims = record_table(
    "claims",
    *_of_a_reading(),
    Column("outcome", Words, nullable=False),
    Column("low", BigInteger),
    Column("best", BigInteger),
    Column("high", BigInteger),
    Column("qualifier", Words, nullable=False),
    Column("unit", Words, nullable=False),
    Column("scope", Words, nullable=False),
    Column("assertion", Words, nullable=False),
    *_when_and_where(),
    Column("cause", Words),
    Column("actor", Words),
    Column("attribution", Words),
    Column("source_kind", Words),
    Column("official", Boolean),
    Column("part_of", Words),
    Column("background", Boolean, nullable=False),
    *_where_in_text(),
)
Index("ix_claims_id", claims.c.id)
Index("ix_claims_article_id", claims.c.article_id)
Index("ix_claims_scope_country_outcome", claims.c.scope, claims.c.country, claims.c.outcome)
Index("ix_claims_country_start_date", claims.c.country, claims.c.start_date)
Index("ix_claims_cause_start_date", claims.c.cause, claims.c.start_date)
Index("ix_claims_start_date", claims.c.start_date)
Index("ix_claims_confidence", claims.c.confidence)

statements = record_table(
    "statements",
    *_of_a_reading(),
    Column("speaker", Words),
    Column("speaker_as_stated", Words),
    Column("role", Words),
    Column("organisation", Words),
    Column("country", Words),
    Column("source_kind", Words),
    Column("official", Boolean),
    Column("cue", Words),
    Column("cue_class", Words),
    Column("mode", Words, nullable=False),
    Column("negated", Boolean, nullable=False),
    Column("content", Words, nullable=False),
    Column("topics", Words, nullable=False),
    Column("start_date", Date),
    Column("end_date", Date),
    *_where_in_text(),
)
Index("ix_statements_id", statements.c.id)
Index("ix_statements_article_id", statements.c.article_id)
Index("ix_statements_speaker", statements.c.speaker)
Index("ix_statements_country_cue_class", statements.c.country, statements.c.cue_class)
Index("ix_statements_confidence", statements.c.confidence)

utterances = Table(
    "utterances",
    METADATA,
    Column("speaker", Words, primary_key=True),
    Column("told_at", Moment, primary_key=True),  # when the article was published, else when it arrived
    Column("statement", RowNumber, ForeignKey("statements.seq"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,  # what one speaker said lies in order of time: the last week of ten years is a page or two
)
RECORD_TABLES.append(utterances.name)

reported_incidents = record_table(
    "reported_incidents",
    *_of_a_reading(),
    Column("main", Boolean, nullable=False),
    *toll_columns(*INCIDENT_OUTCOMES),
    Column("displaced_unit", Words),
    *_when_and_where(),
    Column("cause", Words),
    # Where to look for the same incident: as dated, else the day of publication.
    Column("near_start", Date),
    Column("near_end", Date),
    Column("long", Boolean, nullable=False),
)
_reported = reported_incidents.c
Index("ix_reported_incidents_id", _reported.id)
Index("ix_reported_incidents_article_id", _reported.article_id)
Index("ix_reported_incidents_near", _reported.long, _reported.country, _reported.near_start)
Index("ix_reported_incidents_near_start", _reported.long, _reported.near_start)
Index("ix_reported_incidents_place", _reported.country, _reported.place, _reported.long, _reported.near_start)
