"""The part of the day a story tells of: 'early Sunday', 'about 9:40 p.m.', 'overnight'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

HEAD_CHARACTERS = 900
"""Later hours are those of deaths in hospital, vigils and hearings."""

DAY_HOURS = 24.0
_CLOCK = re.compile(r"\b(\d{1,2})(?:[:.](\d{2}))?\s?(a|p)\.?\s?m\b", re.IGNORECASE)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_OF_DAY = (
    (
        rf"\bearly (?:on )?(?:this morning|(?:{_WEEKDAY}|yesterday|today)(?: morning)?\b(?! (?:after|even)))"
        r"|\bearly[- ]morning|\b(?:after|past) midnight|\bpre-?dawn|\bbefore dawn",
        (0.0, 7.0),
    ),
    (r"\bovernight\b", (22.0, 30.0)),
    (
        rf"\b(?:late (?:on )?{_WEEKDAY}(?: night| evening)?|late[- ]night|before midnight)\b(?! (?:morn|after))",
        (20.0, 26.0),
    ),
    (rf"\b(?:{_WEEKDAY}|yesterday|that|last) night\b|\btonight\b", (18.0, 27.0)),
    (rf"\b(?:{_WEEKDAY}|yesterday|that|this) evening\b", (16.5, 23.0)),
    (rf"\b(?:{_WEEKDAY}|yesterday|that|this) afternoon\b", (12.0, 18.5)),
    (rf"(?<!early )\b(?:{_WEEKDAY}|yesterday|that|this) morning\b", (0.0, 12.0)),
)
_PARTS = tuple((re.compile(words, re.IGNORECASE), span) for words, span in _OF_DAY)
"""'Morning' is said of one o'clock at night as well."""

_LATER = re.compile(
    r"\b(?:vigil|funeral|visitation|memorial service|hearing|court|arraign\w*|(?:press|news) conference|autops\w+"
    r"|meeting|arrested|custody|taken off life|died at|died (?:on )?\w+day|pronounced)\b",
    re.IGNORECASE,
)
"""Sentences with these tell hours of what came after."""

_SENTENCE = re.compile(r"[^.!?\n]+")
_HALF_OF_DAY = re.compile(r"\b([ap])\.\s?m\b\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hours:
    """A part of a day, in hours since its midnight; past 24 it runs into the next day."""

    first: float
    last: float
    stated: str
    exact: bool = False
    """Whether it is a time on the clock."""


def hours(text: str) -> tuple[Hours, ...]:
    """Return the parts of the day that the head of a text names for what happened, in the order of the text."""
    head = _HALF_OF_DAY.sub(r"\1m", text[:HEAD_CHARACTERS])
    sentences = [found[0] for found in _SENTENCE.finditer(head) if not _LATER.search(found[0])]
    clocks = tuple(part for sentence in sentences for part in _clocks(sentence))
    return clocks or tuple(part for sentence in sentences for part in _parts(sentence))


def apart(ours: Iterable[Hours], theirs: Iterable[Hours]) -> float | None:
    """Return the hours between the nearest two parts of any day, 0 where they overlap; None if a text names none."""
    turns = (-DAY_HOURS, 0.0, DAY_HOURS)
    return min((_gap(one, other, turn) for one in ours for other in theirs for turn in turns), default=None)


def apart_on(ours: Iterable[Hours], theirs: Iterable[Hours], days: int) -> float | None:
    """Return the hours between the nearest two where theirs are of so many days later; None if a text names none.

    'Late Saturday' and 'early Sunday' are one night; 'early Saturday' and 'early Sunday' are two.
    """
    return min((_gap(one, other, days * DAY_HOURS) for one in ours for other in theirs), default=None)


def _clocks(sentence: str) -> Iterator[Hours]:
    for found in _CLOCK.finditer(sentence):
        if 0 < int(found[1]) <= 12:
            at = int(found[1]) % 12 + int(found[2] or 0) / 60 + (12 if found[3].lower() == "p" else 0)
            yield Hours(at - 0.5, at + 0.5, found[0], exact=True)


def _parts(sentence: str) -> Iterator[Hours]:
    for pattern, (first, last) in _PARTS:
        found = pattern.search(sentence)
        if found is not None:
            yield Hours(first, last, found[0].lower())


def _gap(one: Hours, other: Hours, turn: float) -> float:
    first, last = other.first + turn, other.last + turn
    return max(0.0, first - one.last, one.first - last)
