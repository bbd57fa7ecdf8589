"""Dates written for readers, in the page's language: a small grammar finds them, dateparser reads the words.

The grammar wants day, month and year together ("3 March 2024", "Mar. 3, 2024", "03.03.2024", "2024年3月3日"): a month
alone, a weekday or "2 hours ago" dates nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateparser.date import DateDataParser

from crawler.reading.moments import Moment, moment_of

LONGEST_TEXT = 300
_YEAR = r"(?:19|20)\d{2}"
_WORD = r"[^\W\d_]{3,14}"
_NUMERIC = re.compile(rf"(?<![\d./-])(\d{{1,2}})([./-])\s?(\d{{1,2}})\2\s?({_YEAR})(?!\d)")
_YEAR_FIRST = re.compile(rf"(?<![\d./-])({_YEAR})([./-])\s?(\d{{1,2}})\2\s?(\d{{1,2}})(?![\d])")
_EAST_ASIAN = re.compile(rf"({_YEAR})\s?[年년]\s?(\d{{1,2}})\s?[月월]\s?(\d{{1,2}})\s?[日일]")
_DAY_MONTH = re.compile(
    rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th|er|\.|º|ª|-?[еи]|-?o)?[\s-]+(?:(?:of|de|di|da|del)\s+)?{_WORD}[.,]?[\s-]+(?:(?:de|del)\s+)?{_YEAR}(?!\d)"
)
_MONTH_DAY = re.compile(rf"{_WORD}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)")
_CLOCK = re.compile(
    r"(?<![\d:.])(?P<hour>[01]?\d|2[0-3])(?:\s?[:.h時]\s?(?P<minute>[0-5]\d)(?::[0-5]\d)?)?分?\s*(?P<half>[ap]\.?\s?m\b\.?)?"
    r"(?:\s*\(?(?P<zone>[A-Z]{2,5}\b|[+-]\d{2}:?\d{2}|(?:GMT|UTC)\s?[+-]\s?\d{1,2}(?::?\d{2})?))?(?![\d:]|[./-]\d)",
    re.IGNORECASE,
)
# Abbreviations with one meaning in news; IST and CST have several and are left out. Hours east of Greenwich.
_ZONES = {"GMT": 0.0, "UTC": 0.0, "BST": 1.0, "WEST": 1.0, "CET": 1.0, "CEST": 2.0, "MEZ": 1.0, "MESZ": 2.0, "EET": 2.0,
          "EEST": 3.0, "MSK": 3.0, "TRT": 3.0, "EAT": 3.0, "CAT": 2.0, "SAST": 2.0, "WAT": 1.0, "AZT": 4.0, "AMT": 4.0,
          "GET": 4.0, "PKT": 5.0, "WIB": 7.0, "SGT": 8.0, "HKT": 8.0, "MYT": 8.0, "AWST": 8.0, "JST": 9.0, "KST": 9.0,
          "AEST": 10.0, "AEDT": 11.0, "NZST": 12.0, "NZDT": 13.0, "EST": -5.0, "EDT": -4.0, "CDT": -5.0, "MST": -7.0,
          "MDT": -6.0, "PST": -8.0, "PDT": -7.0}  # fmt: skip
_REGIONS = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}


@dataclass(frozen=True, slots=True)
class Manner:
    """How a page writes dates: its language, whether 3/4 is the third of April, and the zone of its clock."""

    language: str | None = None
    day_first: bool = True
    zone: tzinfo = UTC


def parse_written_date(words: str, manner: Manner) -> Moment | None:
    """Return the first full date in `words`, with the clock beside it if there is one; None when there is none."""
    text = " ".join(words[: LONGEST_TEXT * 2].split())[:LONGEST_TEXT]
    found = _find_day(text, manner)
    if found is None:
        return None
    day, start, end = found
    clock = _clock_near(text[:start], text[end:])
    if clock is None:
        return moment_of(datetime.combine(day, time(), UTC), "day", text[start:end], False)
    at, zone = clock
    return moment_of(datetime.combine(day, at, zone or manner.zone), "minute", text, zone is not None)


def _find_day(text: str, manner: Manner) -> tuple[date, int, int] | None:
    """Return the earliest full date in the text and where it stands."""
    best: tuple[date, int, int] | None = None
    for pattern, read in _GRAMMAR:
        for found in pattern.finditer(text):
            if best is not None and found.start() >= best[1]:
                break
            day = read(found, manner)
            if day is not None:
                best = (day, *found.span())
                break
    return best


def _read_numeric(found: re.Match[str], manner: Manner) -> date | None:
    first, mark, second, year = found.groups()
    # Dots are only used where the day comes first.
    day, month = (first, second) if manner.day_first or mark == "." else (second, first)
    return _date(year, month, day) or _date(year, day, month)


def _read_year_first(found: re.Match[str], manner: Manner) -> date | None:
    return _date(found[1], found[3], found[4])


def _read_east_asian(found: re.Match[str], manner: Manner) -> date | None:
    return _date(found[1], found[2], found[3])


def _read_words(found: re.Match[str], manner: Manner) -> date | None:
    return _in_words(found[0].replace("-", " "), manner.language)


_GRAMMAR = (
    (_NUMERIC, _read_numeric), (_YEAR_FIRST, _read_year_first), (_EAST_ASIAN, _read_east_asian),
    (_DAY_MONTH, _read_words), (_MONTH_DAY, _read_words),
)  # fmt: skip


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _clock_near(before: str, after: str) -> tuple[time, tzinfo | None] | None:
    """Return the clock time and stated zone right after the date, else right before it."""
    candidates = [*_CLOCK.finditer(after[:40]), *reversed(list(_CLOCK.finditer(before[-40:])))]
    for found in candidates:
        if found["minute"] is None and not found["half"]:
            continue
        hour = int(found["hour"])
        if found["half"]:
            hour = hour % 12 + (12 if found["half"].lower().startswith("p") else 0)
        return time(hour, int(found["minute"] or 0)), _zone(found["zone"])
    return None


def _zone(label: str | None) -> tzinfo | None:
    if not label:
        return None
    name = label.upper()
    if name in _ZONES:
        return timezone(timedelta(hours=_ZONES[name]))
    if name in _REGIONS:
        return ZoneInfo(_REGIONS[name])
    offset = re.search(r"([+-])\s?(\d{1,2}):?(\d{2})?$", name)
    if offset is None:
        return None
    minutes = int(offset[2]) * 60 + int(offset[3] or 0)
    return timezone(timedelta(minutes=minutes if offset[1] == "+" else -minutes)) if minutes < 24 * 60 else None


@lru_cache(maxsize=64)
def _date_parser(language: str) -> DateDataParser:
    return DateDataParser(
        languages=[language], settings={"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    )


@lru_cache(maxsize=4096)
def _in_words(text: str, language: str | None) -> date | None:
    """Return what dateparser reads in that language, then in English."""
    for code in dict.fromkeys((language or "en", "en")):
        try:
            parsed = _date_parser(code).get_date_data(text).date_obj
        except (ValueError, OverflowError, TypeError, RecursionError):
            continue
        if parsed is not None:
            return date(parsed.year, parsed.month, parsed.day)
    return None
