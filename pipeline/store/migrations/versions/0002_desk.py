"""The analysts' desk: accounts, sessions, items, leases, second opinions.

A new dataset has them from the first step, which makes all tables; this one is for datasets made before.
"""

from alembic import op
from sqlalchemy import inspect

from pipeline.store.guards import guard
from pipeline.store.schema import METADATA
from pipeline.store.schema import desk as desk_tables

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make them where they are missing."""
    connection = op.get_bind()
    if inspect(connection).has_table(desk_tables.items.name):
        return
    METADATA.create_all(connection, [table for table in METADATA.sorted_tables if table.name.startswith("desk_")])
    guard(connection, ["desk_second_opinions"])
