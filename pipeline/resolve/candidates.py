"""Which pairs are looked at: articles that share rare marks or a sketch, reports near in time and place, old pairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from heapq import merge
from itertools import islice

from pipeline.records import ReportedIncident, TimeRef
from pipeline.resolve.evidence.facts import days_apart
from pipeline.resolve.marks import day_of, profile
from pipeline.resolve.protocol import State
from pipeline.resolve.report import Report
from pipeline.resolve.shelf import Shelf
from pipeline.vocabulary import PlacePrecision

DAYS_AROUND = 3
"""An incident is dated by day of the event in one report and by that of the arrest or the death in another."""

NEAR_CANDIDATES = 60
"""Reports of one place and days; more are a mass event, whose reports share words as well."""

LONGEST_DAYS = 31
"""Reports dated less exactly than to a month are near too much to be looked up by date."""

_EXACT = frozenset({PlacePrecision.SITE, PlacePrecision.SETTLEMENT, PlacePrecision.DISTRICT, PlacePrecision.REGION})


def by_words(shelf: Shelf, article_ids: Iterable[str]) -> dict[str, list[str]]:
    """Return for each article at hand those that share most of its telling marks."""
    here = {id_: profile(shelf.articles[id_]) for id_ in sorted(article_ids) if id_ in shelf.articles}
    shelf.index.load(here.values())
    return {id_: shelf.index.candidates(found) for id_, found in here.items()}


class NearInFact:
    """Reports near in time and place: stored ones by look-up, new ones from a small block index."""

    def __init__(self, state: State, new: Iterable[Report]) -> None:
        """Index the new reports by country and place."""
        self._state = state
        self._known: dict[tuple[Window | None, str, str], list[_OfOneTime]] = {}
        self._new: dict[tuple[str, str], list[ReportedIncident]] = {}
        for report in new:
            for key in _keys(report):
                self._new.setdefault(key, []).append(report.told)

    def of(self, report: Report) -> Iterator[str]:
        """Yield the article of each report near this one, nearest days first, within the bound."""
        window = _window(report)
        for country, place in _keys(report):
            by_gap: dict[int, list[list[ReportedIncident]]] = {}
            for time, told in self._at(window, country, place):
                by_gap.setdefault(days_apart(report.told.time, time) or 0, []).append(told)
            close = (by_gap[gap] for gap in sorted(by_gap) if gap <= DAYS_AROUND)
            nearest = (other for lists in close for other in merge(*lists, key=_id))
            others = (other.article_id for other in nearest if other.article_id != report.article.id)
            yield from islice(others, NEAR_CANDIDATES)

    def _at(self, window: Window | None, country: str, place: str) -> list[_OfOneTime]:
        """Ask once for each place and days: many of a day's reports are of one city."""
        key = (window, country, place)
        if key not in self._known:
            stored = self._state.reported_near(*window, country=country, places=(place,)) if window is not None else ()
            self._known[key] = _by_time((*stored, *self._new.get((country, place), ())))
        return self._known[key]


Window = tuple[date, date]
_OfOneTime = tuple[TimeRef | None, list[ReportedIncident]]
"""A time, and the reports that state it, by id: a thousand reports of a city state few times."""


def _by_time(told: Iterable[ReportedIncident]) -> list[_OfOneTime]:
    found: dict[object, _OfOneTime] = {}
    for one in sorted({one.id: one for one in told}.values(), key=_id):
        stated = (one.time.start, one.time.end, one.time.precision) if one.time is not None else None
        found.setdefault(stated, (one.time, []))[1].append(one)
    return list(found.values())


def _id(told: ReportedIncident) -> str:
    return told.id


def _keys(report: Report) -> list[tuple[str, str]]:
    place = report.told.place
    if place is None or place.country is None or place.precision not in _EXACT:
        return []
    return [(place.country, place.name)]


def _window(report: Report) -> Window | None:
    time = report.told.time
    first, last = (time.start, time.end) if time is not None else (None, None)
    if first is None or last is None:
        first = last = day_of(report.article.published_at)
    if first is None or last is None or (last - first).days > LONGEST_DAYS:
        return None
    return first - timedelta(days=DAYS_AROUND), last + timedelta(days=DAYS_AROUND)
