"""Days that a written date stands for, relative to publication: dateparser reads the words, these rules the sense.

What happened is told in the past: "Tuesday" is the last one, "3 March" the last 3 March.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

import dateparser

from pipeline.understand.lexicon import table
from pipeline.understand.times.grammar import whole
from pipeline.vocabulary import DatePrecision

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NAMED_WEEKDAY = re.compile("|".join(day.capitalize() for day in WEEKDAYS))
DAY_WORDS = {"yesterday": 1, "last night": 1, "day before yesterday": 2}  # days before publication
DAY_NUMBER = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?\b")
PART = re.compile(r"\s+(?:morning|afternoon|evening|night|lunchtime)$")
PORTION = re.compile(
    r"\b(?:the|early|late|mid|middle of|end of|beginning of|start of|close of|on|in|earlier|later)[\s-]+"
)
ISO = re.compile(r"\d{4}-\d\d-\d\d")
AHEAD = timedelta(days=2)  # a date this little after publication is one of another time zone
MONTHS_IN = {"month": 1, "year": 12, "decade": 120, "century": 1200}
VAGUE = frozenset({"several", "few", "many"})


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day, and how much is stated; None where the words leave it open."""

    start: date | None
    end: date | None
    precision: DatePrecision


def days_of(words: str, today: date | None) -> Days | None:
    """Return the days that a date, weekday, month, year or "last week" stands for; None if it is none of these."""
    lowered = PORTION.sub("", words.lower().strip())
    if lowered in DAY_WORDS or PART.sub("", lowered) in DAY_WORDS:
        return _before(today, DAY_WORDS.get(lowered) or DAY_WORDS[PART.sub("", lowered)])
    if lowered in {"today", "tonight", "day"} or re.fullmatch(r"this (?:morning|afternoon|evening)", lowered):
        return _before(today, 0)
    if whole("weekday").search(words) and not whole("month").search(words):
        return _weekday(words, today)
    running = re.fullmatch(r"(last|this|previous) (week|month|year|weekend)", lowered)
    if running:
        return _running(running[1], running[2], today)
    return _calendar(words, today)


def one_day(day: date | None) -> Days:
    """Return a single day; None keeps the precision without a date."""
    return Days(day, day, DatePrecision.DAY)


def one_year(year: int) -> Days:
    """Return a calendar year."""
    return Days(date(year, 1, 1), date(year, 12, 31), DatePrecision.YEAR)


def span(start: date | None, end: date | None) -> Days:
    """Return a span of days, open where None."""
    return Days(start, end, DatePrecision.PERIOD)


def around(day: date, unit: str) -> Days:
    """Return the day, week, month or year that a day lies in; decades and centuries are given by their year."""
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return Days(monday, monday + timedelta(days=6), DatePrecision.WEEK)
    if unit == "month":
        return Days(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]), DatePrecision.MONTH)
    return one_year(day.year) if unit in {"year", "decade", "century"} else one_day(day)


def back(day: date, number: int, unit: str) -> date:
    """Return the day so many days, weeks, months, years, decades or centuries before."""
    if unit in {"day", "week"}:
        return day - timedelta(days=number * (7 if unit == "week" else 1))
    total = day.year * 12 + day.month - 1 - number * MONTHS_IN[unit]
    year, month = max(total // 12, 1), total % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def singular(unit: str) -> str:
    """Return the unit without its plural: "weeks" -> "week", "centuries" -> "century"."""
    return re.sub(r"ies$", "y", unit.lower()).removesuffix("s")


def number_of(words: str | None) -> int | None:
    """Return the number of "three", "a", "12"; 1 where none is written, None for "several"."""
    lowered = (words or "one").strip().lower()
    if lowered in VAGUE:
        return None
    if lowered.isdigit():
        return int(lowered)
    if lowered in {"a", "an"}:
        return 1
    return 2 if lowered == "couple of" else table("numbers")["units"].get(lowered)


def last_weekday(name: str, today: date, *, strictly: bool = False) -> date:
    """Return the last such day up to `today`; `strictly` leaves `today` out."""
    days = (today.weekday() - WEEKDAYS.index(name)) % 7
    return today - timedelta(days=days or (7 if strictly else 0))


def _before(today: date | None, number: int) -> Days:
    return one_day(today - timedelta(days=number) if today else None)


def _weekday(words: str, today: date | None) -> Days:
    name = whole("weekday").search(words)
    if today is None or name is None:
        return one_day(None)
    return one_day(last_weekday(name[0].lower(), today, strictly="last" in words.lower()))


def _running(which: str, unit: str, today: date | None) -> Days:
    if today is None:
        return Days(None, None, DatePrecision.of("week" if unit == "weekend" else unit))
    return around(back(today, 0 if which == "this" else 1, unit), unit) if unit != "weekend" else weekend(today)


def weekend(today: date) -> Days:
    """Return the last Saturday and Sunday, or the running weekend up to today."""
    saturday = today - timedelta(days=(today.weekday() - 5) % 7)
    return Days(saturday, min(saturday + timedelta(days=1), today), DatePrecision.WEEK)


def _calendar(words: str, today: date | None) -> Days | None:
    """Read a date with a month, an ISO date or a year; a date without a year is the last one."""
    year, month = whole("year").search(words), whole("month").search(words)
    if month is None:
        return _iso(words) if ISO.search(words) else (one_year(int(year[0])) if year else None)
    relative = re.search(r"\b(last|this)\s+year", words.lower())
    day = DAY_NUMBER.search(words[: year.start()] + words[year.end() :] if year else words)
    if year is None and today is None:
        return Days(None, None, DatePrecision.DAY if day else DatePrecision.MONTH)
    base = (year and int(year[0])) or (today.year - (relative[1] == "last") if relative and today else None)
    found = _parsed(month[0], day[0] if day else None, base, today)
    if found is None:
        return None
    if day is None and re.match(r"last\b", words.lower()) and not relative and today and _same_month(found, today):
        found = back(found, 1, "year")
    return one_day(found) if day else around(found, "month")


def _same_month(one: date, other: date) -> bool:
    return (one.year, one.month) == (other.year, other.month)


def _iso(words: str) -> Days | None:
    try:
        return one_day(date.fromisoformat(words.strip()))
    except ValueError:
        return None


def _parsed(month: str, day: str | None, year: int | None, today: date | None) -> date | None:
    """Return the day, or the first of the month; without a year, the last one up to `today`."""
    stated = year if year is not None else (today.year if today else None)
    if stated is None:
        return None
    found = read_date(f"{day or 1} {month.rstrip('.')} {stated}")
    if found is not None and year is None and today is not None and found > today + AHEAD:
        return back(found, 1, "year")
    return found


@lru_cache(maxsize=4096)
def read_date(words: str) -> date | None:
    """Return the day that dateparser reads in full words, "3rd March 2021"; None if there is no such day."""
    options: Any = {"PARSERS": ["absolute-time"], "DATE_ORDER": "DMY", "STRICT_PARSING": True}
    options["RELATIVE_BASE"] = datetime(2000, 1, 1)  # noqa: DTZ001  # days only; keeps the machine's clock out
    found = dateparser.parse(words, languages=["en"], settings=options)
    return found.date() if found else None


def day_in(year: int, month: int, day: int) -> date | None:
    """Return that day; None if there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
