"""When: the time expressions of a sentence, as days relative to publication, never more precise than stated."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pipeline.records import TimeRef
from pipeline.understand import dates
from pipeline.understand.dates import Days
from pipeline.understand.passage import Sentence
from pipeline.vocabulary import DatePrecision

MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
YEAR = r"(?:1[89]|20)\d\d"
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
NUMBER = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|several|few|couple of)"
UNIT = r"(?:day|week|month|year|decade)s?"
WAR = r"(?:\w+ ){0,4}(?:war|conflict|invasion|ceasefire|truce|uprising|revolution|fighting|insurgency|offensive|crisis|operation|campaign|coup|hostilities|unrest|independence|pandemic|epidemic|outbreak|violence|rebellion)"


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression in characters `start` to `end` of its sentence.

    `kind`: 'point' for when something happened, 'period' for a span, 'since' for a span up to publication.
    """

    start: int
    end: int
    time: TimeRef
    kind: str


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], date | None], Days | None]


def find_times(sentence: Sentence, published: datetime | None) -> tuple[TimeMention, ...]:
    """Return the time expressions of a sentence in text order.

    Without a publication date, relative expressions keep their words and have no days.
    """
    today = published.date() if published else None
    found: list[TimeMention] = []
    for rule in RULES:
        for match in rule.pattern.finditer(sentence.text):
            if all(match.end() <= other.start or match.start() >= other.end for other in found):
                mention = _mention(sentence, match, rule, today)
                if mention is not None:
                    found.append(mention)
    return tuple(sorted(found, key=lambda mention: mention.start))


def _mention(sentence: Sentence, match: re.Match[str], rule: _Rule, today: date | None) -> TimeMention | None:
    days = rule.read(match, today)
    if days is None:
        return None
    start, end = match.span("when") if "when" in match.re.groupindex else match.span()
    words = sentence.span(start, end)
    time = TimeRef(start=days.start, end=days.end, precision=days.precision, as_stated=words.text, span=words)
    return TimeMention(start, end, time, rule.kind)


def _rule(kind: str, pattern: str, read: Callable[[re.Match[str], date | None], Days | None]) -> _Rule:
    return _Rule(kind, re.compile(pattern, re.IGNORECASE), read)


def _since(match: re.Match[str], today: date | None) -> Days | None:
    """Read "since November 2020", "since the end of the 2020 war", "since Monday"."""
    start = dates.beginning(match["what"], today)
    if start is None:
        return Days(None, today, DatePrecision.PERIOD)
    return Days(start.start, today, DatePrecision.PERIOD if start.precision is DatePrecision.DAY else start.precision)


def _between(match: re.Match[str], today: date | None) -> Days | None:
    first, last = dates.beginning(match["first"], today), dates.beginning(match["last"], today)
    if first is None or last is None or first.start is None or last.end is None or first.start > last.end:
        return None
    return Days(first.start, last.end, DatePrecision.PERIOD)


def _past(match: re.Match[str], today: date | None) -> Days | None:
    """Read "in the past decade", "over the last three years"."""
    if today is None:
        return Days(None, None, DatePrecision.PERIOD)
    number = dates.number_of(match["number"])
    start = dates.back(today, number, match["unit"]) if number else None
    return Days(start, today, DatePrecision.PERIOD)


def _ago(match: re.Match[str], today: date | None) -> Days | None:
    number, unit = dates.number_of(match["number"]), match["unit"].lower().rstrip("s")
    if today is None or number is None:
        return Days(None, None, DatePrecision.PERIOD)
    return dates.around(dates.back(today, number, unit), unit)


def _this_year(match: re.Match[str], today: date | None) -> Days | None:
    if today is None:
        return Days(None, None, DatePrecision.PERIOD)
    return Days(date(today.year, 1, 1), today, DatePrecision.PERIOD)


def _absolute(match: re.Match[str], today: date | None) -> Days | None:
    return dates.beginning(match["when"], today)


def _weekend(match: re.Match[str], today: date | None) -> Days | None:
    if today is None:
        return Days(None, None, DatePrecision.WEEK)
    sunday = today - timedelta(days=(today.weekday() + 1) % 7)
    if match[0].lower().startswith("last") and (today - sunday).days < 1:
        sunday -= timedelta(days=7)
    return Days(sunday - timedelta(days=1), min(sunday, today), DatePrecision.WEEK)


def _decade(match: re.Match[str], today: date | None) -> Days | None:
    start = int(match["decade"])
    return Days(date(start, 1, 1), date(start + 9, 12, 31), DatePrecision.PERIOD)


def _war(match: re.Match[str], today: date | None) -> Days | None:
    year = re.search(YEAR, match[0])
    if year:
        return Days(date(int(year[0]), 1, 1), date(int(year[0]), 12, 31), DatePrecision.YEAR)
    return Days(None, None, DatePrecision.PERIOD)


FULL_DATE = rf"(?:{DAY}\s+(?:of\s+)?{MONTH}(?:,?\s+{YEAR})?|{MONTH}\s+{DAY}(?!\d|:|\s?[ap]\.?m)(?:,?\s+{YEAR})?|{YEAR}-\d\d-\d\d)"
PART_OF_DAY = r"(?:\s+(?:morning|afternoon|evening|night))?"
SPAN_END = rf"(?:{FULL_DATE}|{MONTH}\s+{YEAR}|{MONTH}|{YEAR})"

RULES = (
    _rule("period", rf"\b(?:between|from)\s+(?P<first>{SPAN_END})\s+(?:and|to|until|till|through)\s+(?P<last>{SPAN_END})\b", _between),
    _rule(
        "since",
        rf"\bsince\s+(?P<what>(?:the\s+)?(?:(?:early|mid|late|end of|start of|beginning of|outbreak of|onset of|launch of)[\s-]+(?:the\s+)?)*"
        rf"(?:last\s+)?(?:{FULL_DATE}|{MONTH}\s+{YEAR}|{WEEKDAY}|{YEAR}(?:\s+(?:war|conflict|ceasefire|invasion|uprising|coup|accord|truce))?|{MONTH}|{WAR}|week|month|year|then))\b",
        _since,
    ),
    _rule("period", r"\b(?:so far (?:in )?this year|this year(?: alone)?|since the (?:start|beginning) of (?:the|this) year|year[- ]to[- ]date)\b", _this_year),
    _rule(
        "period",
        rf"\b(?:in|over|during|within|for|throughout)\s+(?:the\s+)?(?:past|last|previous|preceding)\s+(?P<number>{NUMBER}\s+)?(?P<unit>{UNIT})\b",
        _past,
    ),
    _rule("point", rf"\b(?P<when>{WEEKDAY},\s+{FULL_DATE})", _absolute),
    _rule("point", rf"\b(?P<when>{FULL_DATE})", _absolute),
    _rule("point", rf"\b(?P<when>(?:(?:early|late|last|this|mid)\s+(?:on\s+)?)?{WEEKDAY}{PART_OF_DAY})\b", _absolute),
    _rule("point", r"\b(?P<when>today|yesterday|tonight|overnight|last night|this (?:morning|afternoon|evening)|earlier in the day)\b", _absolute),
    _rule("point", rf"\b(?P<number>{NUMBER})\s+(?P<unit>{UNIT})\s+(?:ago|earlier)\b", _ago),
    _rule("period", r"\b(?:over|during|at|last|this) (?:the )?weekend\b|\blast weekend\b|\bthis weekend\b", _weekend),
    _rule("period", r"\b(?P<when>(?:last|this|previous) (?:week|month|year))\b", _absolute),
    _rule("period", r"\bin the (?:early |mid-?|late )?(?P<decade>(?:1[89]|20)\d0)s\b", _decade),
    _rule("period", rf"\b(?:in|of|during|by|early|late|mid)[\s-]+(?:the month of\s+)?(?P<when>{MONTH},?\s+{YEAR})\b", _absolute),
    _rule("period", rf"\b(?P<when>{MONTH},?\s+{YEAR})\b", _absolute),
    _rule("period", rf"\b(?:in|during|throughout)\s+(?:early |late |mid-?)?(?P<when>{MONTH})(?!\s*\d)\b", _absolute),
    _rule("period", rf"\b(?:in|during|throughout|of|for|the)\s+(?:(?:early|late|mid)[\s-]|all of |the year )?(?P<when>{YEAR})\b(?!\s+(?:people|soldiers|civilians))", _absolute),
    _rule("period", rf"\b(?:during|throughout|in)\s+(?:the|its|a)\s+{WAR}\b", _war),
)  # fmt: skip
