"""From a matched time expression to its days: one reader per kind of wording, named in the grammar's table."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from pipeline.understand.lexicon import table
from pipeline.understand.times.days import (
    Days,
    around,
    back,
    day_in,
    days_of,
    last_weekday,
    number_of,
    one_day,
    one_year,
    singular,
    span,
    weekend,
)
from pipeline.understand.times.grammar import whole
from pipeline.vocabulary import DatePrecision

Match = re.Match[str]
FIRST_MONTHS = {"half": 6, "quarter": 3}  # months in each
ORDER = {"first": 0, "second": 1, "third": 2, "fourth": 3}


def days_in(reads: str, match: Match, published: datetime | None) -> Days | None:
    """Return the days of a match by its reader; None if the words are no time after all."""
    if reads == "ago" or reads == "past":
        return READERS_OF_HOURS[reads](match, published)
    return READERS[reads](match, published.date() if published else None)


def _nothing(_match: Match, _today: date | None) -> Days | None:
    return None


def _stated(match: Match, today: date | None) -> Days | None:
    return days_of(match["when"], today)


def _year_so_far(match: Match, today: date | None) -> Days | None:
    stated = whole("year").search(match[0])
    if stated and not (today and today.year == int(stated[0])):
        return one_year(int(stated[0]))
    return span(date(today.year, 1, 1) if today else None, today)


def _this_alone(match: Match, today: date | None) -> Days | None:
    return span(around(today, match["unit"].lower()).start if today else None, today)


def _part_of_year(match: Match, today: date | None) -> Days | None:
    """Read "the first half of 2022", "the first six months of this year", "the last quarter of last year"."""
    year = _year_of(match["year"].lower(), today)
    if year is None:
        return span(None, None)
    size, which = singular(match["size"]), match["which"].lower()
    number = number_of(match["number"])
    if size in {"week", "day"} or number is None:
        first = date(year, 1, 1)
        days = (number or 1) * (7 if size == "week" else 1)
        return span(first, first + timedelta(days=days - 1)) if which == "first" and number else one_year(year)
    months = FIRST_MONTHS.get(size, 1) * number
    start = 12 - months if which in {"last", "final"} else months * ORDER[which]
    if not 0 <= start <= 12 - months:
        return None
    return span(date(year, start + 1, 1), around(date(year, start + months, 1), "month").end)


def _year_of(words: str, today: date | None) -> int | None:
    if words.isdigit():
        return int(words)
    return today.year - words.startswith("last") if today else None


def _year_ended(match: Match, today: date | None) -> Days | None:
    last = days_of(match["what"], today)
    if last is None or last.end is None:
        return span(None, None)
    return span(back(last.end + timedelta(days=1), 1, "year"), last.end)


def _week_of(match: Match, today: date | None) -> Days | None:
    day = days_of(match["what"], today)
    return around(day.start, "week") if day and day.start else Days(None, None, DatePrecision.WEEK)


def _between(match: Match, today: date | None) -> Days | None:
    """Read "between May and July 2022": the first end takes the year, or the month, of the second."""
    last = days_of(match["last"], today)
    if last is None:
        return None
    words = match["first"]
    stated = whole("year").search(match["last"])
    if words.isdigit() and len(words) < 3 and last.end:
        words = f"{words} {last.end:%B} {last.end.year}"
    elif stated and not whole("year").search(words):
        words = f"{words} {stated[0]}"
    first = days_of(words, today)
    if first is None or (first.start and last.end and first.start > last.end):
        return None
    return span(first.start, last.end)


def _days_of_month(match: Match, today: date | None) -> Days | None:
    month, year = match["month"] or match["month2"], f" {match['year']}" if match["year"] else ""
    first = days_of(f"{match['first'] or match['first2']} {month}{year}", today)
    last = days_of(f"{match['last'] or match['last2']} {month}{year}", today)
    if first is None or last is None or (first.start and last.start and first.start >= last.start):
        return None
    return span(first.start, last.end)


def _years(match: Match, _today: date | None) -> Days | None:
    first, last = int(match["first"]), int(match["last"])
    if last < 100:
        last += first // 100 * 100
    return span(date(first, 1, 1), date(last, 12, 31)) if first < last else None


def _since_start(match: Match, today: date | None) -> Days | None:
    start = days_of(match["anchor"], today)
    return None if start is None else span(start.start, today)


def _open(_match: Match, today: date | None) -> Days | None:
    """Read "since the end of the war", "in recent weeks": up to publication, since nobody says when."""
    return span(None, today)


def _until(match: Match, today: date | None) -> Days | None:
    end = days_of(match["what"], today)
    return None if end is None else span(None, end.end)


def _numeric(match: Match, _today: date | None) -> Days | None:
    """Read "15/04/2022"; where day and month could be either way round, only the year is certain."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if match["mark"] == "/" and first != second and first <= 12 and second <= 12:
        return one_year(year)
    day, month = (second, first) if second > 12 else (first, second)
    found = day_in(year, month, day)
    return one_day(found) if found else None


def _next_weekday(match: Match, today: date | None) -> Days | None:
    return one_day(last_weekday(match["day"].lower(), today) + timedelta(days=7) if today else None)


def _overnight(_match: Match, today: date | None) -> Days | None:
    return span(today - timedelta(days=1) if today else None, today)


def _tomorrow(_match: Match, today: date | None) -> Days | None:
    return one_day(today + timedelta(days=1) if today else None)


def _weekend(_match: Match, today: date | None) -> Days | None:
    return weekend(today) if today else Days(None, None, DatePrecision.WEEK)


def _coming(match: Match, today: date | None) -> Days | None:
    unit = match["unit"].lower()
    if today is None:
        return Days(None, None, DatePrecision.of(unit))
    end = around(today, unit).end
    return around(end + timedelta(days=1), unit) if end else None


def _decade(match: Match, _today: date | None) -> Days | None:
    start = int(match["decade"])
    return span(date(start, 1, 1), date(start + 9, 12, 31))


def _century(match: Match, _today: date | None) -> Days | None:
    last = int(match["century"]) * 100
    return span(date(last - 99, 1, 1), date(last, 12, 31))


def _season(match: Match, today: date | None) -> Days | None:
    """Read "the summer of 2019" as its year, "last summer" as some time in the twelve months before publication."""
    if match["year"]:
        return one_year(int(match["year"]))
    return span(back(today, 1, "year") if today else None, today)


def _holiday(match: Match, today: date | None) -> Days | None:
    if today is None:
        return one_day(None)
    month, day = table("time")["holidays"][match["name"].lower().replace("’", "'")]
    this_year = date(today.year, month, day)
    return one_day(this_year if this_year <= today else this_year.replace(year=today.year - 1))


def _undated(_match: Match, _today: date | None) -> Days | None:
    return span(None, None)


def _past(match: Match, published: datetime | None) -> Days | None:
    """Read "the past decade", "the last 24 hours"; "the past few weeks" is open at the beginning."""
    if published is None:
        return span(None, None)
    number = number_of(match["number"])
    start = _earlier(published, number, singular(match["unit"])) if number else None
    return span(start, published.date())


def _ago(match: Match, published: datetime | None) -> Days | None:
    """Read "two days ago" as a day, "six years ago" as a year; "days ago" has no day."""
    unit, number = singular(match["unit"]), number_of(match["number"])
    if published is None or number is None or match["number"] is None:
        return span(None, published.date() if published else None)
    day = _earlier(published, number, unit)
    return around(day, unit) if day else None


def _earlier(published: datetime, number: int, unit: str) -> date | None:
    if unit in {"minute", "hour"}:
        return (published - timedelta(**{f"{unit}s": number})).date()
    return back(published.date(), number, unit)


READERS: dict[str, Callable[[Match, date | None], Days | None]] = {
    "nothing": _nothing, "stated": _stated, "year_so_far": _year_so_far, "this_alone": _this_alone,
    "part_of_year": _part_of_year, "year_ended": _year_ended, "week_of": _week_of, "between": _between,
    "days_of_month": _days_of_month, "years": _years, "since_start": _since_start, "since_event": _open,
    "recent": _open, "until": _until, "numeric": _numeric, "next_weekday": _next_weekday, "overnight": _overnight,
    "tomorrow": _tomorrow, "weekend": _weekend, "coming": _coming, "decade": _decade, "century": _century,
    "season": _season, "holiday": _holiday, "war": _undated, "duration": _undated,
}  # fmt: skip
READERS_OF_HOURS: dict[str, Callable[[Match, datetime | None], Days | None]] = {"past": _past, "ago": _ago}
