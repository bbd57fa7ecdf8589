"""Where a time axis is labelled: at full hours, days, months or years, never at odd moments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

MOST_TICKS = 7
_EPOCH = datetime(2001, 1, 1, tzinfo=UTC)  # a Monday, so that steps of weeks begin on Mondays
_STEPS = tuple(timedelta(hours=hours) for hours in (1, 3, 6, 12, 24, 48, 168, 336))
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 600)


def ticks(first: datetime, last: datetime) -> list[tuple[datetime, str]]:
    """Return at most seven moments of a period and their labels; of a single moment, that moment."""
    if first == last:
        return [(first, f"{_day(first)} {first:%Y}" if _is_midnight(first) else f"{_day(first)} {first:%Y, %H:%M}")]
    for step in _STEPS:
        if (last - first) / step < MOST_TICKS:
            return _labelled(list(_regular(first, last, step)), with_year=first.year != last.year)
    for months in _MONTHS:
        found = list(_monthly(first, last, months))
        if len(found) <= MOST_TICKS:
            return [(moment, f"{moment:%Y}" if months >= 12 else f"{moment:%b %Y}") for moment in found]
    return [(first, f"{first:%Y}"), (last, f"{last:%Y}")]


def _regular(first: datetime, last: datetime, step: timedelta) -> Iterator[datetime]:
    moment = _EPOCH + -(-(first - _EPOCH) // step) * step
    while moment <= last:
        yield moment
        moment += step


def _monthly(first: datetime, last: datetime, months: int) -> Iterator[datetime]:
    number = -(-(first.year * 12 + first.month - 1) // months) * months
    while True:
        moment = datetime(number // 12, number % 12 + 1, 1, tzinfo=UTC)
        if moment > last:
            return
        if moment >= first:
            yield moment
        number += months


def _labelled(moments: list[datetime], *, with_year: bool) -> list[tuple[datetime, str]]:
    """Name the day once, hours beside it: '26 Nov', '06:00', '12:00', '27 Nov'."""
    found = []
    for number, moment in enumerate(moments):
        day = f"{_day(moment)} {moment:%Y}" if with_year else _day(moment)
        if _is_midnight(moment):
            found.append((moment, day))
        else:
            found.append((moment, f"{day}, {moment:%H:%M}" if number == 0 else f"{moment:%H:%M}"))
    return found


def _is_midnight(moment: datetime) -> bool:
    return moment.hour == moment.minute == 0


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%b}"
