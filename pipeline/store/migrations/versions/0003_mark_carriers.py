"""The index of telling words: its moments beside its keys.

A new dataset has the table from the first step; an older one kept keys in band 1000 of `sketch_bands` and each moment
with its article. Those rows are taken over; the old ones stay, for records are never deleted, and nobody reads them.
"""

from alembic import op
from sqlalchemy import Connection, func, insert, inspect, literal, literal_column, select

from pipeline.store.guards import guard
from pipeline.store.schema.articles import articles
from pipeline.store.schema.resolution import mark_carriers, sketch_bands, sketches

revision = "0003"
down_revision = "0002"

WORDS_BAND = 1000
UNDATED = -(2**63)
_INSTANT = {
    "sqlite": "CAST(strftime('%s', articles.published_at) AS INTEGER) * 1000000"
    " + CAST(substr(articles.published_at, 21, 6) AS INTEGER)",
    "postgresql": "CAST(EXTRACT(EPOCH FROM articles.published_at) * 1000000 AS BIGINT)",
}


def upgrade() -> None:
    """Make it where it is missing, and fill it."""
    connection = op.get_bind()
    if inspect(connection).has_table(mark_carriers.name):
        return
    mark_carriers.create(connection)
    _take_over(connection)
    guard(connection, [mark_carriers.name])


def _take_over(connection: Connection) -> None:
    instant = func.coalesce(literal_column(_INSTANT[connection.dialect.name]), literal(UNDATED))
    carried = (
        select(sketch_bands.c.key, instant, sketch_bands.c.sketch)
        .join(sketches, sketches.c.seq == sketch_bands.c.sketch)
        .join(articles, articles.c.id == sketches.c.article_id)
        .where(sketch_bands.c.band == WORDS_BAND)
    )
    connection.execute(insert(mark_carriers).from_select(["key", "instant", "sketch"], carried))
