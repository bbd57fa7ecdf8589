"""The desk's lists: one query each, for the page, the CSV and the JSON alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Table, func, select

from pipeline.records import Decision, Judgement
from pipeline.store.base import Part, batches
from pipeline.store.codec import decode
from pipeline.store.judgements import STANDS
from pipeline.store.schema.articles import articles
from pipeline.store.schema.columns import Moment
from pipeline.store.schema.desk import items, topics
from pipeline.store.schema.readings import claims, reported_incidents, statements
from pipeline.store.schema.resolution import decisions, incidents, judgements, tallies
from pipeline.store.snapshots import is_current

Row = dict[str, Any]
LATEST = 1000
"""Incidents whose places are put on the map: to look for all places of a million takes seconds."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows of a list: equal values by filter name, a period, and a page of the answer."""

    equal: Mapping[str, str]
    start: date | None = None
    end: date | None = None
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True, slots=True)
class _List:
    """A list: its columns, where each filter looks, what a period means, its order, and where its rows are."""

    columns: tuple[Any, ...]
    equal: Mapping[str, Any]
    period: Any
    order: tuple[Any, ...]
    source: Any
    conditions: tuple[Any, ...] = ()


class _Source(NamedTuple):
    """Joined tables, and which of their rows."""

    source: Any
    conditions: tuple[Any, ...]


_NEWEST_FIRST = (items.c.published_order.desc(), items.c.target_id.desc())


@cache
def _again(table: Table) -> Any:
    return table.alias("again")


def _columns(table: Table, names: str) -> tuple[Any, ...]:
    return tuple(table.c[name] for name in names.split())


_INCIDENTS = _List(
    _columns(
        incidents,
        "id status start_date end_date date_precision place admin country lat lon cause "
        "killed_low killed_best killed_high "
        "injured_low injured_best injured_high missing_low missing_best missing_high "
        "abducted_low abducted_best abducted_high displaced_low displaced_best displaced_high displaced_unit "
        "independent_sources",
    ),
    {name: incidents.c[name] for name in ("country", "cause", "status", "place")},
    incidents.c.start_date,
    (incidents.c.start_date.desc().nulls_last(), incidents.c.id),
    incidents,
    (is_current(incidents),),
)
_TALLIES = _List(
    (*_columns(tallies, "id outcome place country cause since until counted_by"), tallies.c.record),
    {name: tallies.c[name] for name in ("country", "cause", "outcome", "place", "counted_by")},
    tallies.c.since,
    (tallies.c.country, tallies.c.place, tallies.c.cause, tallies.c.outcome, tallies.c.id),
    tallies,
    (is_current(tallies),),
)


def _read(table: Table, kind: str) -> _Source:
    """Give the current records of a kind by the desk's items: those stand in order of publication, however narrowed."""
    newest = select(func.max(_again(table).c.seq)).where(_again(table).c.id == items.c.target_id).scalar_subquery()
    joined = items.join(table, table.c.seq == newest).join(articles, articles.c.id == items.c.article_id)
    return _Source(joined, (items.c.target_kind == kind,))


_STATEMENTS = _List(
    (
        *_columns(
            statements,
            "id article_id speaker speaker_as_stated role organisation country source_kind official cue cue_class mode "
            "negated content topics confidence",
        ),
        articles.c.site,
        articles.c.title,
        articles.c.published_at,
        statements.c.record,
    ),
    {
        **{name: items.c[name] for name in ("speaker", "country", "cue_class", "site")},
        **{name: statements.c[name] for name in ("organisation", "source_kind")},
    },
    items.c.published_order,
    _NEWEST_FIRST,
    *_read(statements, "statement"),
)
_CLAIMS = _List(
    (
        *_columns(
            claims,
            "id article_id outcome low best high qualifier unit scope assertion start_date end_date place country "
            "cause attribution part_of background sentence confidence",
        ),
        articles.c.site,
        articles.c.title,
        articles.c.published_at,
    ),
    {
        **{name: items.c[name] for name in ("outcome", "country", "cause", "site")},
        **{name: claims.c[name] for name in ("scope", "assertion")},
    },
    items.c.published_order,
    _NEWEST_FIRST,
    *_read(claims, "claim"),
)
_TRAIL = _List(
    (*_columns(decisions, "id decided_at reviewer verdict target_kind target_id note"), decisions.c.record),
    {name: decisions.c[name] for name in ("reviewer", "verdict", "target_kind", "target_id")},
    decisions.c.decided_at,
    (decisions.c.decided_at.desc(), decisions.c.id),
    decisions,
)
LISTS = {
    "incidents": _INCIDENTS,
    "tallies": _TALLIES,
    "statements": _STATEMENTS,
    "claims": _CLAIMS,
    "trail": _TRAIL,
}


class DeskLists(Part):
    """The lists of a dataset."""

    def listed(self, name: str, wanted: Wanted, topic: str | None = None) -> list[Row]:
        """Return rows of the list `name`; of statements, with `topic`, those whose key terms hold that word."""
        known = LISTS[name]
        query = select(*known.columns).select_from(known.source).where(*known.conditions)
        query = query.where(*(known.equal[key] == value for key, value in wanted.equal.items()))
        query = _in_period(query, known.period, wanted)
        order = known.order
        if topic is not None and name == "statements":
            query = query.join(topics, topics.c.target_id == items.c.target_id).where(topics.c.topic == topic)
            order = topics.c.published_order.desc(), topics.c.target_id.desc()
        rows = self.fetch(query.order_by(*order).limit(wanted.limit).offset(wanted.offset))
        return [dict(row._mapping) for row in rows]

    def frequent(self, name: str, column: str, *, limit: int = 40) -> list[tuple[str, int]]:
        """Return the most frequent values of a column of tallies or the trail, which are short, with how often."""
        table = {"tallies": tallies, "trail": decisions}[name]
        value = table.c[column]
        query = select(value, func.count().label("times")).where(value.is_not(None)).group_by(value)
        return [(row[0], int(row.times)) for row in self.fetch(query.order_by(func.count().desc(), value).limit(limit))]

    def last_decisions(self, reviewer: str, *, limit: int) -> list[Decision]:
        """Return the decisions that a reviewer made last, the latest first."""
        mine = select(decisions.c.record).where(decisions.c.reviewer == reviewer)
        rows = self.fetch(mine.order_by(decisions.c.decided_at.desc(), decisions.c.seq.desc()).limit(limit))
        return [decode(Decision, row.record) for row in rows]

    def count_decisions(self, reviewer: str, since: datetime) -> int:
        """Return how many decisions a reviewer has made since a moment."""
        mine = decisions.c.reviewer == reviewer, decisions.c.decided_at >= since
        return int(self.fetch(select(func.count()).select_from(decisions).where(*mine))[0][0])

    def judgement(self, judgement_id: str) -> Judgement | None:
        """Return a judgement, standing or superseded."""
        rows = self.fetch(select(judgements.c.record).where(judgements.c.id == judgement_id).limit(1))
        return decode(Judgement, rows[0].record) if rows else None

    def judgements_by_id(self, ids: Iterable[str]) -> dict[str, Judgement]:
        """Return judgements, standing or superseded, by id."""
        found: dict[str, Judgement] = {}
        for batch in batches(sorted(set(ids))):
            rows = self.fetch(select(judgements.c.id, judgements.c.record).where(judgements.c.id.in_(batch)))
            found |= {row.id: decode(Judgement, row.record) for row in rows}
        return found

    def articles_telling(self, reported_incident_ids: Iterable[str]) -> dict[str, str]:
        """Return the article that tells each reported incident."""
        found: dict[str, str] = {}
        c = reported_incidents.c
        for batch in batches(sorted(set(reported_incident_ids))):
            found |= {row.id: row.article_id for row in self.fetch(select(c.id, c.article_id).where(c.id.in_(batch)))}
        return found

    def standing_judgement(self, kind: str, left: str, right: str) -> Judgement | None:
        """Return the judgement that counts for a pair."""
        pair = judgements.c.kind == kind, judgements.c.left == left, judgements.c.right == right
        rows = self.fetch(select(judgements.c.record).where(*pair, STANDS).limit(1))
        return decode(Judgement, rows[0].record) if rows else None

    def newer_version(self, article_id: str) -> str | None:
        """Return the id of the version that follows an article version; None for the newest."""
        query = select(articles.c.id).where(articles.c.version_of == article_id).order_by(articles.c.seq.desc())
        rows = self.fetch(query.limit(1))
        return rows[0].id if rows else None

    def decided_pairs(self, *, limit: int = 20_000) -> list[tuple[str, str, str]]:
        """Return (record, reviewer, verdict) of the last decisions, for the measure of agreement."""
        columns = decisions.c.target_id, decisions.c.reviewer, decisions.c.verdict
        query = select(*columns).order_by(decisions.c.decided_at.desc(), decisions.c.seq.desc()).limit(limit)
        return [(row.target_id, row.reviewer, row.verdict) for row in self.fetch(query)]

    def incidents_near(self, incident_id: str, country: str, day: date, *, days: int = 3, limit: int = 8) -> list[Row]:
        """Return other current incidents of a country that began within some days of `day`, by day."""
        c = incidents.c
        columns = c.id, c.start_date, c.place, c.cause, c.killed_best, c.injured_best, c.independent_sources
        period = c.start_date.between(day - timedelta(days=days), day + timedelta(days=days))
        query = select(*columns).where(c.country == country, period, c.id != incident_id, is_current(incidents))
        return [dict(row._mapping) for row in self.fetch(query.order_by(c.start_date, c.id).limit(limit))]

    def places_near(self, country: str, *, limit: int = 12) -> list[tuple[str, float, float]]:
        """Return places of a country's latest incidents, to orient by."""
        c = incidents.c
        latest = select(c.place, c.lat, c.lon).where(c.country == country, c.lat.is_not(None), c.place.is_not(None))
        late = latest.order_by(c.start_date.desc()).limit(LATEST).subquery()
        rows = self.fetch(select(late).distinct().limit(limit))
        return [(row.place, row.lat, row.lon) for row in rows]


def _in_period(query: Select[Any], column: ColumnElement[Any], wanted: Wanted) -> Select[Any]:
    if wanted.start is not None:
        query = query.where(column >= _bound(column, wanted.start))
    if wanted.end is not None:
        query = query.where(column < _bound(column, wanted.end + timedelta(days=1)))
    return query


def _bound(column: ColumnElement[Any], day: date) -> date | datetime | str:
    """Return the beginning of a day as the column has it: a moment, a date, or the text that orders articles."""
    if column is items.c.published_order:
        return day.isoformat()
    return _midnight(day) if isinstance(column.type, Moment) else day


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
