"""All tables."""

from alembic import op

from pipeline.store.guards import guard
from pipeline.store.schema import METADATA, RECORD_TABLES
from pipeline.store.search import index_words
from pipeline.store.views import VIEWS

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make them."""
    METADATA.create_all(op.get_bind())
    guard(op.get_bind(), RECORD_TABLES)
    index_words(op.get_bind())
    for name, query in VIEWS.items():
        op.execute(f"CREATE VIEW {name} AS {query}")
