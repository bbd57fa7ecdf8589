"""What has arrived since the desk last looked, table by table, in order of arrival."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Table, func, literal, select
from sqlalchemy.sql.elements import ColumnElement

from pipeline.store.base import Part
from pipeline.store.schema.desk import second_opinions
from pipeline.store.schema.readings import readings
from pipeline.store.schema.resolution import decisions, incidents, judgements


@dataclass(frozen=True, slots=True)
class Arrival:
    """One row that arrived: its number, what it is about, and when. `kind` is the target kind of a decision."""

    seq: int
    id: str
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class _Source:
    table: Table
    id: Column[str]
    kind: ColumnElement[str]
    at: Column[datetime]


_SOURCES = {
    "readings": _Source(readings, readings.c.article_id, literal("article"), readings.c.appended_at),
    "incidents": _Source(incidents, incidents.c.id, literal("incident"), incidents.c.appended_at),
    "judgements": _Source(judgements, judgements.c.id, judgements.c.kind, judgements.c.appended_at),
    "decisions": _Source(decisions, decisions.c.target_id, decisions.c.target_kind, decisions.c.appended_at),
    "second_opinions": _Source(
        second_opinions, second_opinions.c.target_id, literal("second_opinion"), second_opinions.c.asked_at
    ),
}
SOURCES = tuple(_SOURCES)
"""The tables that the desk follows, in the order in which it must."""


class Changes(Part):
    """What is new to the desk."""

    def arrivals_after(self, source: str, seq: int, *, limit: int) -> list[Arrival]:
        """Return rows of a table that arrived after row `seq`, the earliest first."""
        known = _SOURCES[source]
        columns = known.table.c.seq, known.id.label("id"), known.kind.label("kind"), known.at.label("at")
        query = select(*columns).where(known.table.c.seq > seq).order_by(known.table.c.seq).limit(limit)
        return [Arrival(int(row.seq), row.id, row.kind, row.at) for row in self.fetch(query)]

    def last_arrival(self, source: str) -> int:
        """Return the number of the last row of a table; 0 if it is empty."""
        return int(self.fetch(select(func.coalesce(func.max(_SOURCES[source].table.c.seq), 0)))[0][0])
