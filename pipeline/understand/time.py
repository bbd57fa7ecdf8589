"""When: the time expressions of a sentence, as days relative to publication, never more precise than stated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from pipeline.records import TimeRef
from pipeline.understand.passage import Sentence
from pipeline.understand.times.grammar import Expression, expressions, may_hold_time
from pipeline.understand.times.readers import days_in


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression in characters `start` to `end` of its sentence.

    `kind`: 'point' for when something happened, 'period' for a span of days, 'since' for a span up to publication,
    'duration' for a length of time that is not placed.
    """

    start: int
    end: int
    time: TimeRef
    kind: str


@lru_cache(maxsize=256)
def find_times(sentence: Sentence, published: datetime | None) -> tuple[TimeMention, ...]:
    """Return the time expressions of a sentence in text order.

    Without a publication date, relative expressions keep their words and have no days.
    """
    if not may_hold_time(sentence.text):
        return ()
    taken: list[tuple[int, int]] = []
    found: list[TimeMention] = []
    for expression, match in expressions().matches(sentence.text):
        if any(match.start() < end and start < match.end() for start, end in taken):
            continue
        mention = _mention(sentence, expression, match, published)
        if mention is not None:
            found.append(mention)
        if mention is not None or expression.reads == "nothing":
            taken.append(match.span())
    return tuple(sorted(found, key=lambda mention: mention.start))


def _mention(
    sentence: Sentence, expression: Expression, match: re.Match[str], published: datetime | None
) -> TimeMention | None:
    days = days_in(expression.reads, match, published)
    if days is None:
        return None
    start, end = match.span("when") if "when" in match.re.groupindex else match.span()
    words = sentence.span(start, end)
    time = TimeRef(start=days.start, end=days.end, precision=days.precision, as_stated=words.text, span=words)
    return TimeMention(start, end, time, expression.kind)
