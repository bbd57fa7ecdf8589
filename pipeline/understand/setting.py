"""When, where and by what an incident happened, from its claims first and the article's opening next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.records import CasualtyClaim, PlaceRef, TimeRef
from pipeline.understand.cause import main_cause
from pipeline.understand.figures import LEAD_SENTENCES
from pipeline.understand.passage import Sentence
from pipeline.understand.references import References
from pipeline.vocabulary import Cause, DatePrecision, PlacePrecision

FINENESS = [
    PlacePrecision.SITE,
    PlacePrecision.SETTLEMENT,
    PlacePrecision.DISTRICT,
    PlacePrecision.REGION,
    PlacePrecision.COUNTRY,
    PlacePrecision.SUPRANATIONAL,
    None,
]


def time_of_incident(claims: Sequence[CasualtyClaim], references: References, *, main: bool) -> TimeRef | None:
    """Return the day stated with the claims, else in the opening sentences; None if no day is stated."""
    stated = [claim.time for claim in claims if claim.time is not None]
    days = [time for time in stated if time.precision is DatePrecision.DAY]
    if days or not main:
        return days[0] if days else next(iter(stated), None)
    for sentence in _opening(references):
        for mention in references.times(sentence):
            if mention.kind == "point" and mention.time.precision is DatePrecision.DAY:
                return mention.time
    return next(iter(stated), None)


def place_of_incident(claims: Sequence[CasualtyClaim], references: References, *, main: bool) -> PlaceRef | None:
    """Return the finest place of the claims and, for the main incident, of the opening; the dateline comes last."""
    found = [claim.place for claim in claims if claim.place is not None]
    if main:
        found += [mention.place for sentence in _opening(references) for mention in references.places(sentence)]
    if found:
        return min(enumerate(found), key=lambda pair: (FINENESS.index(pair[1].precision), pair[0]))[1]
    dateline = references.dateline() if main else None
    return dateline.place if dateline else None


def cause_of_incident(claims: Sequence[CasualtyClaim], references: References, *, main: bool) -> Cause | None:
    """Return the cause that most of the claims name, the earliest of equals; else the opening's."""
    counts = Counter(claim.cause for claim in claims if claim.cause is not None)
    if counts:
        return max(counts, key=lambda cause: counts[cause])
    if main:
        mentions = tuple(m for sentence in _opening(references) for m in references.causes(sentence))
        found = main_cause(mentions)
        return found.cause if found else None
    return None


def _opening(references: References) -> Iterator[Sentence]:
    return (s for s in references.passage.sentences if s.index <= LEAD_SENTENCES)
