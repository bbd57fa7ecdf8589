"""Which pairs are looked at: articles that share rare marks or a sketch, reports near in time and place, old pairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from pipeline.records import ReportedIncident
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
        self._asked: dict[tuple[tuple[date, date], str, str], list[ReportedIncident]] = {}
        self._new: dict[tuple[str, str], list[Report]] = {}
        for report in sorted(new, key=lambda report: report.id):
            for key in _keys(report):
                self._new.setdefault(key, []).append(report)

    def of(self, report: Report) -> Iterator[str]:
        """Yield the article of each report near this one, nearest days first, within the bound."""
        window = _window(report)
        for country, place in _keys(report):
            new = [other.told for other in self._new.get((country, place), ()) if other.id != report.id]
            stored: list[ReportedIncident] = []
            if window is not None:
                stored = self._stored_near(window, country, place)
            found = {other.id: other for other in (*stored, *new) if other.article_id != report.article.id}
            close = (other for other in found.values() if _gap(report, other) <= DAYS_AROUND)
            near = sorted(close, key=lambda other: (_gap(report, other), other.id))
            yield from (other.article_id for other in near[:NEAR_CANDIDATES])

    def _stored_near(self, window: tuple[date, date], country: str, place: str) -> list[ReportedIncident]:
        """Ask once for each place and days: many of a day's reports are of one city."""
        key = (window, country, place)
        if key not in self._asked:
            self._asked[key] = list(self._state.reported_near(*window, country=country, places=(place,)))
        return self._asked[key]


def _keys(report: Report) -> list[tuple[str, str]]:
    place = report.told.place
    if place is None or place.country is None or place.precision not in _EXACT:
        return []
    return [(place.country, place.name)]


def _window(report: Report) -> tuple[date, date] | None:
    time = report.told.time
    first, last = (time.start, time.end) if time is not None else (None, None)
    if first is None or last is None:
        first = last = day_of(report.article.published_at)
    if first is None or last is None or (last - first).days > LONGEST_DAYS:
        return None
    return first - timedelta(days=DAYS_AROUND), last + timedelta(days=DAYS_AROUND)


def _gap(report: Report, other: ReportedIncident) -> int:
    """Return the days between two reports, 0 where one is undated."""
    return days_apart(report.told.time, other.time) or 0
