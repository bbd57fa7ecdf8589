"""Days named in the body that are not the day of which a report tells: "A rider was killed May 21 near the valley"."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from pipeline.records import TimeRef
from pipeline.understand.context import MONTHS, Hit, single
from pipeline.understand.counting.group import Form
from pipeline.understand.mention import Mention
from pipeline.understand.passage import Sentence
from pipeline.understand.phrases import folded
from pipeline.understand.time import find_times
from pipeline.vocabulary import DatePrecision

ANOTHER_DAY = "another_day"
ANOTHER_WEEKDAY = "other_weekday"
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b")
_DATE = re.compile(rf"\b(?:{'|'.join(MONTHS)}) \d{{1,2}}\b")
_IN_MONTH = re.compile(rf"in ({'|'.join(MONTHS)}),")
_HAD_IN_MONTH = re.compile(rf"\bhad (?:\w+ ){{0,8}}in ({'|'.join(MONTHS)})[,.]")
LONG = timedelta(days=8)
PLACED = frozenset({"point", "period"})  # kinds of time expressions that name their days
SHORT_NAMES = tuple(name[:3] for name in MONTHS)


def is_of_these_days(opening: str) -> bool:
    """Whether the opening tells of an event by its weekday, or as of last night: it is of the days before."""
    return bool(single("these_days").search(folded(opening)))


def names_weekday(opening: str) -> bool:
    """Whether an opening names the weekday of its event, and not only that of telling."""
    return bool(_WEEKDAY.search(single("telling_day").sub("", folded(opening))))


def another_week(text: str, opening: str) -> Hit | None:
    """Return "last week" where a sentence goes back to it from an opening that follows nothing up; else None."""
    found = single("last_week").search(folded(text))
    plain = folded(opening)
    follows = single("follows_up").search(plain) and not names_weekday(opening)
    if found is None or follows or single("last_week").search(plain):
        return None
    return Hit(ANOTHER_DAY, found.start(), found.end(), found[0])


def another_weekday(text: str, first: str) -> Hit | None:
    """Return the weekday of "a bomb attack on Thursday killed" where headline and first sentence name others only."""
    told = single("telling_day_opens").match(folded(text))
    found = None if told else single("other_weekday").search(folded(text))
    days = set(_WEEKDAY.findall(folded(first)))
    if found is None or not days or (found[1] or found[2]) in days:
        return None
    return Hit(ANOTHER_WEEKDAY, found.start(), found.end(), found[0])


def later_weekday(text: str, first: str) -> Hit | None:
    """Return the weekday of "Two guards were shot dead in Hadera on Sunday" in the body; None where it is the event's.

    `first`: headline and first sentence, which must name the day of their event themselves.
    """
    found = single("later_weekday").search(folded(text))
    days = set(_WEEKDAY.findall(single("telling_day").sub("", folded(first))))
    if found is None or not days or found[1] in _WEEKDAY.findall(folded(first)):
        return None
    return Hit(ANOTHER_WEEKDAY, found.start(), found.end(), found[0])


def later_date(text: str, first: str, *, before: bool = False) -> Hit | None:
    """Return the date of "A bailiff was shot dead on November 15" where headline and first sentence name another.

    `before`: the date lies before the weekday that the first sentence names.
    """
    found = single("later_date").search(folded(text))
    dates = set(_DATE.findall(folded(first)))
    if found is None or found[1] in dates or not (dates or before):
        return None
    return Hit(ANOTHER_WEEKDAY, found.start(), found.end(), found[0])


def earlier_month(text: str, day: date) -> Hit | None:
    """Return the month of "In June, 38 tourists were shot dead" where the first sentence dates its event to another."""
    found = _IN_MONTH.match(folded(text)) or _HAD_IN_MONTH.search(folded(text))
    if found is None or MONTHS[day.month - 1] == found[1]:
        return None
    return Hit(ANOTHER_DAY, found.start(), found.end(), found[0])


def day_of(sentence: Sentence, published: datetime | None) -> date | None:
    """Return the last day that a sentence names with its month; None where it names none."""
    days = [
        told.time.end
        for told in (find_times(sentence, published) if published is not None else ())
        if told.kind in PLACED and told.time.end is not None and told.time.precision is DatePrecision.DAY
    ]
    return max(days, default=None)


def another_day(sentence: Sentence, published: datetime | None, opening: str, day: date | None = None) -> Hit | None:
    """Return the day or month in a sentence that lies well before the report's; None if there is none.

    A day that the opening names too is that of the report. `day`: that of the event where the first sentence names it,
    else that of publication.
    """
    today = day or (published.date() if published is not None else None)
    for told in find_times(sentence, published) if today is not None else ():
        words = sentence.text[told.start : told.end]
        named = told.kind in PLACED and any(word.startswith(SHORT_NAMES) for word in folded(words).split())
        agreed = single("agreed_then").search(folded(sentence.text[: told.start]))
        if named and today is not None and words not in opening and not agreed and _is_past(told.time, today):
            return Hit(ANOTHER_DAY, told.start, told.end, words)
    return None


def _is_past(time: TimeRef, today: date) -> bool:
    """Whether a time ended well before today, or in a month before this one where only the month is named."""
    if time.end is None:
        return False
    if time.precision is DatePrecision.MONTH:
        return time.end.replace(day=1) < today.replace(day=1)
    return today - time.end > LONG


def brings_in(mention: Mention) -> bool:
    """Whether a figure tells of people not told of before: no pronoun, no name without age, no pointing back."""
    group = mention.groups[0]
    pointing = group.definite or group.more or group.partitive or group.none
    introduced = group.form is Form.NAME and group.age is not None and group.kind is None  # "Ana Ruiz, 24, was killed"
    return introduced or (group.form in {Form.SINGLE, Form.COUNT} and not pointing)
