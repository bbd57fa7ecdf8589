"""Lists of the desk in order of publication without sorting; counters; views that know of words taken back.

A new dataset has all of it from the first step. In an older one, what the desk derives from records is completed here.
"""

import json
from collections.abc import Iterator

from alembic import op
from sqlalchemy import Column, Connection, inspect, text

from pipeline.store.codec import INDEXED_CHARACTERS
from pipeline.store.schema.columns import Words
from pipeline.store.schema.desk import counts, items, topics
from pipeline.store.schema.resolution import incidents
from pipeline.store.views import VIEWS

revision = "0004"
down_revision = "0003"

_ADDED = (
    Column("published_order", Words, nullable=False, server_default=""),
    Column("outcome", Words),
    Column("speaker", Words),
    Column("cue_class", Words),
)
_FILLED = """
UPDATE desk_items SET
  published_order = coalesce((SELECT published_order FROM articles WHERE articles.id = desk_items.article_id), ''),
  outcome = (SELECT outcome FROM claims WHERE claims.id = desk_items.target_id ORDER BY seq DESC LIMIT 1),
  speaker = (SELECT speaker FROM statements WHERE statements.id = desk_items.target_id ORDER BY seq DESC LIMIT 1),
  cue_class = (SELECT cue_class FROM statements WHERE statements.id = desk_items.target_id ORDER BY seq DESC LIMIT 1)
WHERE target_kind IN ('claim', 'statement')
"""
COUNTED = "INSERT INTO desk_counts SELECT target_kind, state, count(*) FROM desk_items GROUP BY target_kind, state"
_BATCH = 5000


def upgrade() -> None:
    """Make what is missing, and fill it."""
    connection = op.get_bind()
    known = {column["name"] for column in inspect(connection).get_columns("desk_items")}
    if "published_order" not in known:
        for column in _ADDED:
            op.add_column("desk_items", column.copy())
        connection.execute(text(_FILLED))
        topics.create(connection)
        counts.create(connection)
        connection.execute(text(COUNTED))
        for rows in _topics(connection):
            connection.execute(topics.insert(), rows)
    there = {index["name"] for table in (items, incidents) for index in inspect(connection).get_indexes(table.name)}
    for index in (*items.indexes, *incidents.indexes):
        if index.name not in there:
            index.create(connection)
    for name in ("current_judgements", "standing_decisions"):
        op.execute(f"DROP VIEW IF EXISTS {name}")
        op.execute(f"CREATE VIEW {name} AS {VIEWS[name]}")


def _topics(connection: Connection) -> Iterator[list[dict[str, str]]]:
    """Yield the topics of the statements that are current, as the records list them."""
    query = (
        "SELECT desk_items.target_id, desk_items.published_order, (SELECT record FROM statements "
        "WHERE statements.id = desk_items.target_id ORDER BY seq DESC LIMIT 1) AS record "
        "FROM desk_items WHERE target_kind = 'statement'"
    )
    rows: list[dict[str, str]] = []
    for target_id, order, record in connection.execute(text(query)):
        found = json.loads(record).get("topics", ()) if record else ()
        terms = {term[:INDEXED_CHARACTERS] for topic in found for term in (topic, *topic.split())}
        rows += [{"topic": term, "published_order": order, "target_id": target_id} for term in sorted(terms)]
        if len(rows) > _BATCH:
            yield rows
            rows = []
    if rows:
        yield rows
