"""Look-ups for resolving: what was reported near a place and time, counted by whom, said by whom.

Each is answered from an index: its cost grows with what it finds, not with the dataset.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, false, func, or_, select, true, union_all

from pipeline.records import CasualtyClaim, ReportedIncident, Statement, Tally
from pipeline.store.base import Part
from pipeline.store.codec import decode, decoded, words
from pipeline.store.flatten import LONG_DAYS
from pipeline.store.readings import IS_CURRENT
from pipeline.store.schema.articles import articles
from pipeline.store.schema.readings import claims, readings, reported_incidents, statements
from pipeline.store.schema.resolution import tallies
from pipeline.store.snapshots import is_current
from pipeline.vocabulary import Outcome, Scope

CANDIDATES = 1000
"""No block of one place and date holds as many; beyond, the ids decide, which is at least stable."""

SAID = 200
"""Statements of one speaker to compare a new one with: some days of a busy one's."""


@dataclass(frozen=True, slots=True)
class Near:
    """What to look for: from `start` to `end` inclusive. A country, cause or place given also finds unstated ones;
    None finds any.
    """

    start: date
    end: date
    country: str | None = None
    cause: str | None = None
    places: Collection[str] | None = None


class Nearby(Part):
    """Look-ups of what is current."""

    def reported_incidents_near(self, near: Near, *, limit: int = CANDIDATES) -> list[ReportedIncident]:
        """Return the reported incidents of that time, country, cause and places, by id.

        An incident that states no date is found around its article's day of publication.
        """
        short, long = (_at_that_time(near, long=long) for long in (False, True))
        query = union_all(select(short.subquery()), select(long.subquery())).subquery()
        rows = self.fetch(select(query.c.record).order_by(query.c.id, query.c.article_id).limit(limit))
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

    def statements_by_speaker(
        self, speaker: str, *, around: datetime | None = None, limit: int = SAID
    ) -> list[Statement]:
        """Return what a speaker (resolved name, else the words) has said, by id.

        Of more than `limit` statements those published last up to a moment (None: up to now), and half as many of those
        published after it. What a ministry said in ten years is never asked for at once.
        """
        query = (
            select(statements.c.seq)
            .join(readings, readings.c.seq == statements.c.reading)
            .join(articles, articles.c.id == statements.c.article_id)
            .where(statements.c.speaker == words(speaker), IS_CURRENT)
        )
        told = func.coalesce(articles.c.published_at, articles.c.appended_at)
        before = query if around is None else query.where(told <= around)
        rows = [*self.fetch(_numbered(before.order_by(told.desc(), statements.c.id).limit(limit)))]
        if around is not None:
            after = query.where(told > around).order_by(told, statements.c.id)
            rows += self.fetch(_numbered(after.limit(limit // 2)))
        return [decoded(Statement, row.record) for row in sorted(rows, key=lambda row: row.id)]


def _numbered(chosen: Select[Any]) -> Select[Any]:
    """Give the statements of these numbers: to sort whole records of a busy speaker would read all of them."""
    return select(statements.c.record, statements.c.id).where(statements.c.seq.in_(chosen))


def _at_that_time(near: Near, *, long: bool) -> Any:
    table = reported_incidents.c
    earliest = table.near_start.is_not(None) if long else table.near_start >= near.start - timedelta(days=LONG_DAYS)
    return (
        select(table.id, table.article_id, table.record)
        .join(readings, readings.c.seq == table.reading)
        .where(
            table.long == (true() if long else false()),
            table.near_start <= near.end,
            table.near_end >= near.start,
            earliest,
            _matches(table.country, near.country),
            _matches(table.cause, near.cause),
            _among(table.place, near.places),
            IS_CURRENT,
        )
    )


def _matches(column: Column[Any], value: str | None) -> ColumnElement[bool]:
    return true() if value is None else or_(column == value, column.is_(None))


def _among(column: Column[Any], values: Collection[str] | None) -> ColumnElement[bool]:
    return true() if values is None else or_(column.in_([words(value) for value in sorted(values)]), column.is_(None))
