"""Records for the tests of resolving, made with little writing. All texts are ours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from pipeline.records import Article, Incident, PlaceRef, Reading, ReportedIncident, TimeRef, Toll, content_hash
from pipeline.resolve import Remembered, resolve_new
from pipeline.resolve.memory import MemoryState
from pipeline.vocabulary import Cause, DatePrecision, PlacePrecision

Told = tuple[Article, Reading]


def article(id_: str, text: str, published: str | None = None, *, site: str = "", **fields: object) -> Article:
    """An article published at an ISO moment (UTC)."""
    moment = None if published is None else datetime.fromisoformat(published).replace(tzinfo=UTC)
    address = f"https://{site or id_}.example/{id_}"
    return Article(
        id=id_, url=address, canonical_url=address, site=site or id_, title="", text=text,
        content_hash=content_hash("", text), published_at=moment, **fields,  # type: ignore[arg-type]
    )  # fmt: skip


def toll(number: int | None) -> Toll | None:
    return None if number is None else Toll(low=number, best=number, high=number)


def on(day: str | None) -> TimeRef | None:
    if day is None:
        return None
    at = date.fromisoformat(day)
    return TimeRef(start=at, end=at, precision=DatePrecision.DAY, as_stated=day)


def at(name: str, country: str, lat: float | None = None, lon: float | None = None) -> PlaceRef:
    return PlaceRef(
        as_stated=name, name=name, country=country, lat=lat, lon=lon, precision=PlacePrecision.SETTLEMENT
    )  # fmt: skip


def told(
    source: Article,
    *,
    killed: int | None = None,
    day: str | None = None,
    place: PlaceRef | None = None,
    cause: Cause | None = None,
) -> Told:
    """The article with a reading of one main incident."""
    incident = ReportedIncident(
        id=f"rep_{source.id}", article_id=source.id, main=True,
        killed=toll(killed), time=on(day), place=place, cause=cause,
    )  # fmt: skip
    return source, Reading(article_id=source.id, extractor_version="t", incidents=(incident,))


def resolved(
    portions: Iterable[Sequence[Told]], state: MemoryState | None = None, remembered: Remembered | None = None
) -> MemoryState:
    """Add and resolve portion by portion, as runs of several nights do, or one run that remembers."""
    kept = state or MemoryState()
    for portion in portions:
        for source, reading in portion:
            kept.add(source, reading)
        kept.append(resolve_new(kept, portion, remembered))
    return kept


def groups(incidents: Iterable[Incident]) -> set[frozenset[str]]:
    """Incidents as sets of article ids."""
    return {frozenset(member.removeprefix("rep_") for member in incident.members) for incident in incidents}


def whole(state: MemoryState) -> dict[str, object]:
    """All that resolving has made: incidents, families of copies, series, and the judgements that stand."""
    members = sorted(member for incident in state.incidents.values() for member in incident.members)
    return {
        "incidents": dict(state.incidents),
        "syndication": dict(state.syndication_of(state.by_article)),
        "tallies": dict(state.tallies),
        "judgements": {one.id: one for one in state.judgements_about(members, kind="incident")},
    }
