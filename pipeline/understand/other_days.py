"""Days named in the body that are not the day of which a report tells: "A rider was killed May 21 near the valley"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from pipeline.understand.context import Hit
from pipeline.understand.group import Form
from pipeline.understand.mention import Mention

ANOTHER_DAY = "another_day"
LONG = timedelta(days=10)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = re.compile(
    r"\b(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)(?:\.|[a-z]{2,6})? (?P<day>\d{1,2})\b"
    r"(?!,? \d{4}|[:%])"
)
_MONTH = re.compile(
    r"^(?:Back )?[Ii]n (?P<month>January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\b(?!,? \d)"
)
_LAST = re.compile(
    r"^(?:Also )?[Ll]ast (?:week|month|year|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?:['’]s)?\b"
    r"|\b(?:shooting|fighting|clashes|attacks?|protests?|violence|shelling|strikes?) (?:there |here )?"
    r"last (?:week|month)\b"
)
_FOLLOWS_UP = re.compile(
    r"\b(?:arrest|charge|court|trial|sentenc|suspect|investigat|funeral|buried|burial|identif|mourn|vigil|death toll"
    r"|died|death|killed|jail|convict|guilty|inquest|plead)",
    re.IGNORECASE,
)
_RECENT = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|tonight|last night|overnight"
    r"|this (?:morning|evening|afternoon))\b"
)


def is_of_these_days(opening: str) -> bool:
    """Whether the opening tells of an event by its weekday, or as of last night: it is of the days before."""
    return bool(_RECENT.search(opening))


def another_week(text: str, opening: str) -> Hit | None:
    """Return "last week" where a sentence goes back to it from an opening that follows nothing up; else None."""
    found = _LAST.search(text)
    if found is None or _FOLLOWS_UP.search(opening) or _LAST.search(opening):
        return None
    return Hit(ANOTHER_DAY, found.start(), found.end(), found[0])


def another_day(text: str, published: datetime | None, opening: str) -> Hit | None:
    """Return the day or month in a sentence that lies well before publication; None if there is none.

    A day that the opening names too is that of the report.
    """
    if published is None:
        return None
    for found in _DAY.finditer(text):
        day = _latest(_MONTHS.index(found["month"][:3].lower()) + 1, int(found["day"]), published)
        if day is not None and published - day > LONG and found[0] not in opening:
            return Hit(ANOTHER_DAY, found.start(), found.end(), found[0])
    month = _MONTH.match(text)
    if (
        month
        and month["month"] not in opening
        and (published.month - _MONTHS.index(month["month"][:3].lower()) - 1) % 12 == 1
    ):
        return Hit(ANOTHER_DAY, month.start(), month.end(), month[0])
    return None


def _latest(month: int, day: int, published: datetime) -> datetime | None:
    """Return the last such day up to publication; None for one that the calendar lacks."""
    try:
        found = published.replace(month=month, day=day)
        return found if found <= published else found.replace(year=published.year - 1)
    except ValueError:
        return None


def brings_in(mention: Mention) -> bool:
    """Whether a figure tells of people of whom nothing was told: no name, no pronoun, nothing that points back."""
    group = mention.groups[0]
    return group.form in {Form.SINGLE, Form.COUNT} and not (
        group.definite or group.more or group.partitive or group.none
    )
