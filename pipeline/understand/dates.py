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
from pipeline.vocabulary import DatePrecision

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SAME_DAY = frozenset(
    {"today", "tonight", "overnight", "this morning", "this afternoon", "this evening", "earlier in the day"}
)
DAY_BEFORE = frozenset({"yesterday", "last night"})
YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
MONTH_NAME = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
DAY_NUMBER = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?\b")
AHEAD = timedelta(days=2)  # a date this little after publication is one of another time zone


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day, and how much is stated; None where the words leave it open."""

    start: date | None
    end: date | None
    precision: DatePrecision


def beginning(words: str, today: date | None) -> Days | None:
    """Return the days that a date, weekday, month, year or "last week" stands for; None if it is none of these."""
    lowered = words.lower().strip()
    if lowered in SAME_DAY or lowered in DAY_BEFORE:
        return _day(today - timedelta(days=lowered in DAY_BEFORE) if today else None)
    weekday = next((n for n, name in enumerate(WEEKDAYS) if name in lowered), None)
    if weekday is not None and not MONTH_NAME.search(lowered.replace(WEEKDAYS[weekday], "")):
        return _day(today - timedelta(days=(today.weekday() - weekday) % 7) if today else None)
    if lowered.startswith(("last ", "this ", "previous ")):
        return _last(lowered, today)
    return _calendar(words, today)


def _day(day: date | None) -> Days:
    return Days(day, day, DatePrecision.DAY)


def _last(words: str, today: date | None) -> Days | None:
    which, _, unit = words.partition(" ")
    if unit not in {"week", "month", "year"}:
        return None
    if today is None:
        return Days(None, None, DatePrecision.of(unit))
    return around(back(today, 0 if which == "this" else 1, unit), unit)


def _calendar(words: str, today: date | None) -> Days | None:
    year, month = YEAR.search(words), MONTH_NAME.search(words)
    if month is None:
        return _year(int(year[0])) if year else _iso(words)
    day = DAY_NUMBER.search(words[: year.start()] + words[year.end() :] if year else words)
    if year is None and today is None:
        return Days(None, None, DatePrecision.DAY if day else DatePrecision.MONTH)
    found = parsed(words, datetime(today.year, today.month, today.day) if today else None)  # noqa: DTZ001  # days only
    if found is None:
        return None
    if year is None and today is not None and found > today + AHEAD:
        found = back(found, 1, "year")
    return _day(found) if day else around(found, "month")


def _iso(words: str) -> Days | None:
    try:
        return _day(date.fromisoformat(words.strip()))
    except ValueError:
        return None


def _year(year: int) -> Days:
    return Days(date(year, 1, 1), date(year, 12, 31), DatePrecision.YEAR)


@lru_cache(maxsize=4096)
def parsed(words: str, base: datetime | None) -> date | None:
    """Return the day that dateparser reads in the words; the first of the month where no day is stated."""
    options: Any = {"PREFER_DATES_FROM": "past", "PREFER_DAY_OF_MONTH": "first", "PARSERS": ["absolute-time"]}
    if base is not None:
        options["RELATIVE_BASE"] = base
    found = dateparser.parse(words.rstrip("."), languages=["en"], settings=options)
    return found.date() if found else None


def around(day: date, unit: str) -> Days:
    """Return the day, week, month or year that a day lies in; a decade is given by its year."""
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return Days(monday, monday + timedelta(days=6), DatePrecision.WEEK)
    if unit == "month":
        return Days(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]), DatePrecision.MONTH)
    if unit in {"year", "decade"}:
        return _year(day.year)
    return _day(day)


def back(day: date, number: int, unit: str) -> date:
    """Return the day so many days, weeks, months, years or decades before."""
    unit = unit.lower().rstrip("s")
    if unit in {"day", "week"}:
        return day - timedelta(days=number * (7 if unit == "week" else 1))
    months = number * {"month": 1, "year": 12, "decade": 120}[unit]
    total = day.year * 12 + day.month - 1 - months
    year, month = max(total // 12, 1), total % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def number_of(words: str | None) -> int | None:
    """Return the number of "three", "a", "12"; 1 where none is written, None for "several"."""
    lowered = (words or "one").strip().lower()
    if lowered.isdigit():
        return int(lowered)
    if lowered in {"a", "an"}:
        return 1
    if lowered == "couple of":
        return 2
    found = table("numbers")["units"].get(lowered)
    return int(found) if found is not None else None
