"""What an incident tells of people carried off and driven from home, beside its dead, injured and missing.

A new dataset has the columns from the first step. In an older one they are empty until its articles are read again.
"""

from alembic import op
from sqlalchemy import Column, inspect

from pipeline.store.schema.readings import reported_incidents
from pipeline.store.schema.resolution import incidents
from pipeline.store.views import VIEWS

revision = "0007"
down_revision = "0006"

_OF_INCIDENTS = ("current_incident_members", "current_incidents", "current_reported_incidents")
"""The views that show the tables, whoever rests on another first."""


def upgrade() -> None:
    """Make what is missing; views of all columns are made anew, so that they show it."""
    known = {table.name: _columns(table.name) for table in (incidents, reported_incidents)}
    added = [
        (table.name, Column(column.name, column.type))
        for table in (incidents, reported_incidents)
        for column in table.columns
        if column.name not in known[table.name]
    ]
    if not added:
        return
    for name in _OF_INCIDENTS:
        op.execute(f"DROP VIEW IF EXISTS {name}")
    for table_name, column in added:
        op.add_column(table_name, column)
    for name in reversed(_OF_INCIDENTS):
        op.execute(f"CREATE VIEW {name} AS {VIEWS[name]}")


def _columns(table_name: str) -> set[str]:
    return {str(column["name"]) for column in inspect(op.get_bind()).get_columns(table_name)}
