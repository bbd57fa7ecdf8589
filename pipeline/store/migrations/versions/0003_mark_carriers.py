"""The index of telling words: moments beside keys, keys of one time together.

A new dataset has the table from the first step. In an older one it starts empty: the keys kept in band 1000 of
`sketch_bands` do not tell what they were made of. Resolving again (which a new resolver version asks for anyway) fills
it; the old rows stay, for records are never deleted.
"""

from alembic import op
from sqlalchemy import inspect

from pipeline.store.guards import guard
from pipeline.store.schema.resolution import mark_carriers

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make it where it is missing."""
    connection = op.get_bind()
    if inspect(connection).has_table(mark_carriers.name):
        return
    mark_carriers.create(connection)
    guard(connection, [mark_carriers.name])
