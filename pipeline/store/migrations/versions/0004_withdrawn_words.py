"""Views that know of words taken back: withdrawn judgements, and joins and splits that are no opinions.

A new dataset has them from the first step.
"""

from alembic import op

from pipeline.store.views import VIEWS

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the two views anew."""
    for name in ("current_judgements", "standing_decisions"):
        op.execute(f"DROP VIEW IF EXISTS {name}")
        op.execute(f"CREATE VIEW {name} AS {VIEWS[name]}")
