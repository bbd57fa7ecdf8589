"""Look-ups for resolving: what was reported near a place and time, counted by whom, said by whom.

Each is answered from an index: its cost grows with what it finds, not with the dataset.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import false, func, select, true, union_all

from pipeline.records import CasualtyClaim, ReportedIncident, Tally
from pipeline.store.base import Part
from pipeline.store.codec import decode, decoded, words
from pipeline.store.flatten import LONG_DAYS
from pipeline.store.readings import IS_CURRENT
from pipeline.store.schema.readings import claims, readings, reported_incidents, statements, utterances
from pipeline.store.schema.resolution import tallies
from pipeline.store.snapshots import is_current
from pipeline.vocabulary import Outcome, Scope

CANDIDATES = 1000
"""No country has as many series; beyond, the ids decide, which is at least stable."""

OF_ONE_TIME = 100
"""Reports of one place that state one time; of more the first by id. Who compares takes fewer."""

SAID = 200
"""Statements of one speaker to compare a new one with: some days of a busy one's."""


class Nearby(Part):
    """Look-ups of what is current."""

    def reported_incidents_at(
        self, start: date, end: date, *, country: str, places: Collection[str], each: int = OF_ONE_TIME
    ) -> list[ReportedIncident]:
        """Return the reported incidents of a country's places from `start` to `end` inclusive, by id.

        One that states no date is found around its article's day of publication. Of the thousand reports of a city in
        the news all day, `each` of every time they state are returned: there are few times, and only these records are
        read.
        """
        spoken_of = [words(place) for place in sorted(places)]
        both = union_all(*(_at_that_time(start, end, words(country), spoken_of, long=long) for long in (False, True)))
        found = both.subquery()
        stated = found.c.start_date, found.c.end_date, found.c.date_precision
        position = func.row_number().over(partition_by=stated, order_by=(found.c.id, found.c.seq))
        ranked = select(found.c.seq, position.label("position")).subquery()
        first = select(ranked.c.seq).where(ranked.c.position <= each)
        table = reported_incidents.c
        rows = self.fetch(select(table.record).where(table.seq.in_(first)).order_by(table.id, table.seq))
        return [decoded(ReportedIncident, row.record) for row in rows]

    def cumulative_claims(
        self, outcome: Outcome, country: str | None, *, limit: int = CANDIDATES
    ) -> list[CasualtyClaim]:
        """Return the cumulative claims of an outcome in a country (None: those that state none), by id."""
        query = (
            select(claims.c.record)
            .join(readings, readings.c.seq == claims.c.reading)
            .where(
                claims.c.scope == Scope.CUMULATIVE, claims.c.country == country, claims.c.outcome == outcome, IS_CURRENT
            )
        )
        return [decode(CasualtyClaim, row.record) for row in self.fetch(query.order_by(claims.c.id).limit(limit))]

    def tallies_near(self, outcome: Outcome, country: str | None, *, limit: int = CANDIDATES) -> list[Tally]:
        """Return the tallies of an outcome in a country (None: those that state none), by id."""
        same = tallies.c.outcome == outcome, tallies.c.country == country, is_current(tallies)
        rows = self.fetch(select(tallies.c.record).where(*same).order_by(tallies.c.id).limit(limit))
        return [decode(Tally, row.record) for row in rows]

    def said_by(self, speaker: str, *, around: datetime | None = None, limit: int = SAID) -> list[tuple[str, str]]:
        """Return what a speaker (resolved name, else the words) has said: ids of statements and of their articles.

        Of more than `limit` statements those published last up to a moment (None: up to now), and half as many of those
        published after it. What a ministry said in ten years is never asked for at once.
        """
        told = utterances.c.told_at
        query = (
            select(statements.c.id, statements.c.article_id)
            .join(statements, statements.c.seq == utterances.c.statement)
            .join(readings, readings.c.seq == statements.c.reading)
            .where(utterances.c.speaker == words(speaker), IS_CURRENT)
        )
        before = query if around is None else query.where(told <= around)
        rows = [*self.fetch(before.order_by(told.desc(), statements.c.id).limit(limit))]
        if around is not None:
            after = query.where(told > around).order_by(told, statements.c.id)
            rows += self.fetch(after.limit(limit // 2))
        return sorted((row.id, row.article_id) for row in rows)


def _at_that_time(start: date, end: date, country: str | None, places: Sequence[str | None], *, long: bool) -> Any:
    table = reported_incidents.c
    earliest = table.near_start.is_not(None) if long else table.near_start >= start - timedelta(days=LONG_DAYS)
    return (
        select(table.seq, table.id, table.start_date, table.end_date, table.date_precision)
        .join(readings, readings.c.seq == table.reading)
        .where(
            table.country == country,
            table.place.in_(places),
            table.long == (true() if long else false()),
            table.near_start <= end,
            table.near_end >= start,
            earliest,
            IS_CURRENT,
        )
    )
