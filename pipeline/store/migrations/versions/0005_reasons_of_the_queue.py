"""Indices for the queue narrowed by reason and country, cause or site; states counted by kind of record.

A new dataset has them from the first step.
"""

from alembic import op
from sqlalchemy import inspect, text

from pipeline.store.schema.desk import counts, items

revision = "0005"
down_revision = "0004"

COUNTED = "INSERT INTO desk_counts SELECT target_kind, state, count(*) FROM desk_items GROUP BY target_kind, state"


def upgrade() -> None:
    """Make what is missing, and count anew."""
    connection = op.get_bind()
    if "kind" not in {column["name"] for column in inspect(connection).get_columns(counts.name)}:
        counts.drop(connection)
        counts.create(connection)
        connection.execute(text(COUNTED))
    there = {index["name"] for index in inspect(connection).get_indexes(items.name)}
    for index in items.indexes:
        if index.name not in there:
            index.create(connection)
