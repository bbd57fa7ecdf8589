"""Cumulative claims joined into series: what, where, since when, who counts; and what is odd about a reading.

"65 dead since the war" and a later "68 since the war" are two readings of one series. A series is known by its key:
the outcome, the country and place, the cause, the start of the period and the body that counts. Who counts is part of
the key, so two sides' series never run into one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import replace as dataclass_replace
from datetime import date

from msgspec.structs import replace

from pipeline.records import Article, CasualtyClaim, Reading, Tally, TallyReading, stable_id
from pipeline.resolve.marks import day_of
from pipeline.resolve.protocol import State
from pipeline.vocabulary import Assertion, Cause, Outcome, Scope, TextField

CLOSED_BEFORE_DAYS = 7
"""A period that ended this long before publication is closed (a year, a war that is over); else it runs on."""


@dataclass(frozen=True, slots=True)
class SeriesKey:
    """What makes two cumulative claims readings of one series."""

    outcome: Outcome
    country: str | None
    place: str | None
    cause: Cause | None
    since: date | None
    until: date | None
    counted_by: str | None

    @property
    def id(self) -> str:
        """The tally's id."""
        return stable_id(
            "tal", self.outcome, self.country, self.place, self.cause, self.since, self.until, self.counted_by
        )


def key_of(claim: CasualtyClaim, article: Article, total: CasualtyClaim | None = None) -> SeriesKey:
    """Return the key of the series that a cumulative claim is a reading of; `total` is what it is a part of."""
    place, time = claim.place, claim.time
    until = time.end if time is not None else None
    published = day_of(article.published_at)
    closed = until is not None and published is not None and (published - until).days > CLOSED_BEFORE_DAYS
    return SeriesKey(
        outcome=claim.outcome,
        country=place.country if place else None,
        place=place.name if place else None,
        cause=claim.cause,
        since=time.start if time is not None else None,
        until=until if closed else None,
        counted_by=_counted_by(claim, total),
    )


def changed_tallies(state: State, new: Mapping[str, tuple[Article, Reading]]) -> list[Tally]:
    """Return the series that the new articles changed, each whole; one without readings is dissolved.

    All series of an outcome in a country are looked at together: a claim that names no counter goes to the only one
    there is.
    """
    given = [claim for _, reading in new.values() for claim in reading.claims if _counts(claim)]
    before = list(state.tallies_with(sorted(new)))
    asked = {(claim.outcome, _country(claim)) for claim in given}
    asked |= {(tally.outcome, tally.country) for tally in before}
    changed = [tally for group in sorted(asked, key=repr) for tally in _changed(state, new, given, group)]
    return sorted(changed, key=lambda tally: tally.id)


def _changed(
    state: State,
    new: Mapping[str, tuple[Article, Reading]],
    given: Iterable[CasualtyClaim],
    group: tuple[Outcome, str | None],
) -> Iterator[Tally]:
    stored = (claim for claim in state.cumulative_claims(*group) if claim.article_id not in new)
    fresh = (claim for claim in given if (claim.outcome, _country(claim)) == group)
    claims = {claim.id: claim for claim in (*filter(_counts, stored), *fresh)}
    articles = {id_: article for id_, (article, _) in new.items()}
    articles |= state.articles(sorted({claim.article_id for claim in claims.values()} - articles.keys()))
    claims = {id_: claim for id_, claim in claims.items() if claim.article_id in articles}
    parts = _parts(claims)
    series = _series(claims, _wholes(state, new, claims), articles)
    now = {key.id: _tally(key, readings, articles, parts) for key, readings in series.items()}
    before = {tally.id: tally for tally in state.tallies_near(*group)}
    yield from (tally for id_, tally in now.items() if before.get(id_) != tally)
    yield from (replace(tally, readings=()) for id_, tally in before.items() if id_ not in now)


def _wholes(
    state: State, new: Mapping[str, tuple[Article, Reading]], claims: Mapping[str, CasualtyClaim]
) -> dict[str, CasualtyClaim]:
    """Return the claims that these are parts of, by id: those killed of a sum of killed and injured, too."""
    parts = [claim for claim in claims.values() if claim.part_of is not None]
    elsewhere = {claim.article_id for claim in parts} - new.keys()
    readings = [reading for _, reading in new.values()] + list(state.readings(sorted(elsewhere)).values())
    wanted = {claim.part_of for claim in parts}
    return {claim.id: claim for reading in readings for claim in reading.claims if claim.id in wanted}


def _series(
    claims: Mapping[str, CasualtyClaim], wholes: Mapping[str, CasualtyClaim], articles: Mapping[str, Article]
) -> dict[SeriesKey, list[CasualtyClaim]]:
    """Return the claims by series. A sub-group of a total ("14 of them children") is no reading of the whole."""
    whole = [
        claims[id_]
        for id_ in sorted(claims)
        if (total := wholes.get(claims[id_].part_of or "")) is None or total.outcome != claims[id_].outcome
    ]
    keys = {c.id: key_of(c, articles[c.article_id], wholes.get(c.part_of or "")) for c in whole}
    counters: dict[SeriesKey, set[str]] = {}
    for key in keys.values():
        if key.counted_by is not None:
            counters.setdefault(dataclass_replace(key, counted_by=None), set()).add(key.counted_by)
    series: dict[SeriesKey, list[CasualtyClaim]] = {}
    for claim in whole:
        key = keys[claim.id]
        counted_by = _fuller(key.counted_by, counters.get(dataclass_replace(key, counted_by=None), set()))
        series.setdefault(dataclass_replace(key, counted_by=counted_by), []).append(claim)
    return series


def _fuller(counter: str | None, counters: set[str]) -> str | None:
    """Return the only counter whose name holds this one's words: "agency" is the "mine action agency" of its series."""
    words = _words(counter)
    fuller = [other for other in sorted(counters) if words < _words(other)]
    fullest = [one for one in fuller if not any(_words(one) < _words(other) for other in fuller)]
    return fullest[0] if len(fullest) == 1 else counter


def _words(counter: str | None) -> frozenset[str]:
    return frozenset((counter or "").casefold().split())


def _country(claim: CasualtyClaim) -> str | None:
    return claim.place.country if claim.place else None


def _counts(claim: CasualtyClaim) -> bool:
    return claim.scope == Scope.CUMULATIVE and claim.assertion == Assertion.AFFIRMED


def _counted_by(claim: CasualtyClaim, total: CasualtyClaim | None) -> str | None:
    """Return who counts; of a part that names the body in short, as the whole does: "the agency's deputy head"."""
    own, whole = _counter(claim), _counter(total) if total is not None else None
    return whole if own is None else _fuller(own, {whole} if whole else set())


def _counter(claim: CasualtyClaim) -> str | None:
    said = claim.attribution
    return None if said is None else said.organisation or said.name or said.as_stated


def _parts(claims: Mapping[str, CasualtyClaim]) -> dict[str, list[CasualtyClaim]]:
    parts: dict[str, list[CasualtyClaim]] = {}
    for id_ in sorted(claims):
        total = claims[id_].part_of
        if total is not None:
            parts.setdefault(total, []).append(claims[id_])
    return parts


def _tally(
    key: SeriesKey,
    claims: Iterable[CasualtyClaim],
    articles: Mapping[str, Article],
    parts: Mapping[str, list[CasualtyClaim]],
) -> Tally:
    readings = sorted(
        (_reading(claim, articles[claim.article_id], parts.get(claim.id, [])) for claim in _once(claims)),
        key=lambda reading: (reading.as_of or date.min, reading.article_id, reading.claim_id),
    )
    return Tally(
        id=key.id,
        outcome=key.outcome,
        place=key.place,
        country=key.country,
        cause=key.cause,
        since=key.since,
        until=key.until,
        counted_by=key.counted_by,
        readings=tuple(_with_falls(readings)),
    )


def _once(claims: Iterable[CasualtyClaim]) -> Iterator[CasualtyClaim]:
    """Yield one claim of each number an article gives: the text's, not the headline's copy of it."""
    seen: set[tuple[str, int | None, int | None]] = set()
    for claim in sorted(
        claims, key=lambda claim: (claim.sentence.field is TextField.TITLE, claim.sentence.start, claim.id)
    ):
        key = claim.article_id, claim.quantity.low, claim.quantity.best
        if key not in seen:
            seen.add(key)
            yield claim


def _reading(claim: CasualtyClaim, article: Article, parts: list[CasualtyClaim]) -> TallyReading:
    ends = claim.time.end if claim.time is not None else None
    told = day_of(article.published_at)
    ends = min(ends, told) if ends is not None and told is not None else ends  # "this year", told in November
    counted = claim.quantity
    return TallyReading(
        claim_id=claim.id,
        article_id=claim.article_id,
        as_of=ends or told,
        low=counted.low,
        best=counted.best,
        high=counted.high,
        source=_counter(claim) or article.agency or article.site,
        flag=_contradicted(claim, parts),
    )


def _contradicted(claim: CasualtyClaim, parts: list[CasualtyClaim]) -> str | None:
    """Return what is odd about a total and its parts: together they may not be more than the whole."""
    floors = [part.quantity.low if part.quantity.low is not None else part.quantity.best for part in parts]
    together = sum(floor for floor in floors if floor is not None)
    most = claim.quantity.high
    if most is None or together <= most or any(part.outcome != claim.outcome for part in parts):
        return None
    return f"its parts are {together} together, more than {most}"


def _with_falls(readings: Iterable[TallyReading]) -> Iterator[TallyReading]:
    """Yield the readings in order; one below an earlier reading is flagged: people do not come back to life."""
    highest: TallyReading | None = None
    for reading in readings:
        value = _value(reading)
        if value is None:
            yield reading
            continue
        before = _value(highest) if highest is not None else None
        if highest is not None and before is not None and value < before and _ceiling(reading) < before:
            fall = f"falls from {before} on {highest.as_of} to {value}"
            yield replace(reading, flag=f"{reading.flag}; {fall}" if reading.flag else fall)
            continue
        yield reading
        highest = reading


def _value(reading: TallyReading) -> int | None:
    return reading.best if reading.best is not None else reading.low


def _ceiling(reading: TallyReading) -> float:
    return float("inf") if reading.high is None else reading.high
