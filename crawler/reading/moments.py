"""Dates written for machines to points in time: ISO 8601 and its broken kin, RFC 822, epochs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

EARLIEST_YEAR = 1990
# Clocks differ, and a page dated tomorrow in its own zone may be fetched today in ours.
TOLERANCE = timedelta(hours=26)
LONGEST_DATE_WORDS = 80

_ISO = re.compile(
    r"(?P<day>\d{4}-\d{1,2}-\d{1,2})"
    r"(?:[T\s]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}(?![\d:])|[+-]\d{2}(?![\d:]))?)?(?![\d:])",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?(Z|[+-]\d{4})?")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time as a page states it.

    `at` is in UTC; with precision 'day' it is midnight UTC of the day stated. `zoned` tells whether the page gave the
    zone itself; `raw` is what it wrote.
    """

    at: datetime
    precision: str
    raw: str
    zoned: bool = False


def zone_named(name: str | None) -> tzinfo:
    """Return the zone with this IANA name; UTC when there is none of that name."""
    try:
        return ZoneInfo(name) if name else UTC
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def parse_machine_date(raw: str | None, zone: tzinfo = UTC) -> Moment | None:
    """Return the moment that an attribute or JSON value states; None when it is no date in a machine's format."""
    text = (raw or "").strip()
    if not text or len(text) > LONGEST_DATE_WORDS:
        return None
    if found := _ISO.match(text):
        return _from_iso(found, text, zone)
    if _EPOCH.fullmatch(text):
        seconds = int(text) / (1000 if len(text) == 13 else 1)
        return Moment(datetime.fromtimestamp(seconds, UTC), "minute", text, zoned=True)
    if found := _COMPACT.fullmatch(text):
        return _from_compact(found, text, zone)
    return _from_mail_date(text, zone)


def is_plausible(moment: Moment | None, fetched_at: datetime | None) -> bool:
    """Tell whether a page can have been published then: not before the web, not after it was fetched."""
    if moment is None or moment.at.year < EARLIEST_YEAR:
        return False
    return fetched_at is None or moment.at <= fetched_at + TOLERANCE


def _from_iso(found: re.Match[str], raw: str, zone: tzinfo) -> Moment | None:
    year, month, day = (int(part) for part in found["day"].split("-"))
    if found["hour"] is None:
        return _build((year, month, day, 0, 0, 0), UTC, raw, "day", False)
    clock = (int(found["hour"]), int(found["minute"]), int(found["second"] or 0))
    stated = _offset(found["zone"])
    if clock == (0, 0, 0):
        # Midnight to the second is how publishing systems write a date without a time.
        return _build((year, month, day, 0, 0, 0), UTC, raw, "day", False)
    return _build((year, month, day, *clock), stated or zone, raw, "minute", stated is not None)


def _from_compact(found: re.Match[str], raw: str, zone: tzinfo) -> Moment | None:
    year, month, day, hour, minute, second, stated = found.groups()
    if hour is None:
        return _build((int(year), int(month), int(day), 0, 0, 0), UTC, raw, "day", False)
    parts = (int(year), int(month), int(day), int(hour), int(minute), int(second or 0))
    return _build(parts, _offset(stated) or zone, raw, "minute", stated is not None)


def _from_mail_date(text: str, zone: tzinfo) -> Moment | None:
    try:
        parsed = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return moment_of(
        parsed if parsed.tzinfo else parsed.replace(tzinfo=zone), "minute", text, parsed.tzinfo is not None
    )


def _build(
    parts: tuple[int, int, int, int, int, int], zone: tzinfo, raw: str, precision: str, zoned: bool
) -> Moment | None:
    try:
        return moment_of(datetime(*parts, tzinfo=zone), precision, raw, zoned)
    except ValueError:
        return None


def moment_of(at: datetime, precision: str, raw: str, zoned: bool) -> Moment | None:
    """Return the moment in UTC; None when its zone shifts it out of the calendar."""
    try:
        return Moment(at.astimezone(UTC), precision, raw, zoned)
    except (OverflowError, ValueError):
        return None


def _offset(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text.upper() in ("Z", "UTC", "GMT"):
        return UTC
    return datetime.strptime(text.replace(":", "").ljust(5, "0"), "%z").tzinfo
