"""Tables of the crawler's memory (which may change) and of what each run did (which may not)."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table

from pipeline.store.schema.columns import METADATA, RECORD_TABLES, Moment, Words

page_states = Table(
    "page_states",
    METADATA,
    Column("key", Words, primary_key=True),  # hash of the address: addresses may be longer than an index key
    Column("url", Words, nullable=False),
    Column("site", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("etag", Words),
    Column("last_modified", Words),
    Column("content_hash", Words),
    Column("article_id", Words),
    Column("first_seen", Moment, nullable=False),
    Column("checked_at", Moment),
    Column("changed_at", Moment),
    Column("next_due", Moment),
    Column("failures", Integer, nullable=False),
)
Index("ix_page_states_site_next_due", page_states.c.site, page_states.c.next_due)

runs = Table(
    "runs",
    METADATA,
    Column("id", Words, primary_key=True),
    Column("kind", Words, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("sites", Words, nullable=False),
)
Index("ix_runs_started_at", runs.c.started_at)

run_ends = Table(
    "run_ends",
    METADATA,
    Column("run_id", Words, ForeignKey("runs.id"), primary_key=True),
    Column("finished_at", Moment, nullable=False),
    Column("status", Words, nullable=False),
    Column("report", Words, nullable=False),
)
outcomes = Table(
    "outcomes",
    METADATA,
    Column("run_id", Words, ForeignKey("runs.id"), primary_key=True),
    Column("key", Words, primary_key=True),
    Column("url", Words, nullable=False),
    Column("site", Words, nullable=False),
    Column("outcome", Words, nullable=False),
    Column("detail", Words),
    Column("article_id", Words),
    Column("bytes", BigInteger),
    Column("at", Moment, nullable=False),
)
Index("ix_outcomes_run_id_site_outcome", outcomes.c.run_id, outcomes.c.site, outcomes.c.outcome)

run_counts = Table(
    "run_counts",
    METADATA,
    Column("run_id", Words, ForeignKey("runs.id"), primary_key=True),
    Column("site", Words, primary_key=True),
    Column("outcome", Words, primary_key=True),
    Column("urls", BigInteger, nullable=False),
    Column("bytes", BigInteger, nullable=False),
)
Index("ix_run_counts_site", run_counts.c.site)

RECORD_TABLES += ["runs", "run_ends", "outcomes", "run_counts"]
