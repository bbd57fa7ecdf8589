"""Templates to pages: everything that comes from outside is text, escaped by the engine, never markup."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any
from urllib.parse import urlencode

from babel import Locale
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from pipeline.records import TimeRef, Toll
from pipeline.store import HIGHLIGHT
from pipeline.store.desk_items import COUNTED_TO
from pipeline.vocabulary import DatePrecision, Qualifier, Unit

DASH = "–"
_ACRONYMS = frozenset({"ied"})
_STATED = ("low", "best", "high", "qualifier", "unit")
_MARKS: Mapping[str | None, str] = {
    Qualifier.EXACT: "",
    Qualifier.AT_LEAST: "≥ ",
    Qualifier.AT_MOST: "≤ ",
    Qualifier.ABOUT: "≈ ",
}


def render(template: str, context: Mapping[str, Any]) -> str:
    """Return the page that a template makes of the context."""
    return _environment().get_template(template).render(**context)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("pipeline.review"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "code": code,
        "country": country,
        "bounds": bounds,
        "when": when,
        "spell": spell,
        "day": day,
        "moment": moment,
        "toll": toll,
        "stated": stated,
        "found": found,
        "query": query,
        "counted": counted,
        "value": shown,
        "sentence_case": sentence_case,
        "json": json.loads,
    }
    return environment


def code(value: str | None) -> str:
    """Return a code in words: 'road_accident' is 'road accident', 'ied' is 'IED'."""
    words = (value or "").split("_")
    return " ".join(word.upper() if word in _ACRONYMS else word for word in words)


def sentence_case(words: str) -> str:
    """Return words with a capital at their beginning, the others as they are."""
    return words[:1].upper() + words[1:]


def country(iso_code: str | None) -> str:
    """Return the English name of a country by its ISO 3166 code; the code itself where it names none."""
    return _country_names().get(iso_code or "", iso_code or "")


@cache
def _country_names() -> Mapping[str, str]:
    """CLDR's English names, as the babel package carries them."""
    names: Mapping[str, str] = Locale("en").territories
    return names


def day(value: date | None) -> str:
    """Return a calendar day, '4 May 2024'; a dash for None."""
    return f"{value.day} {value:%b %Y}" if value else DASH


def when(time: TimeRef | None) -> str:
    """Return when something happened, no more precise than stated: '4 May 2024', 'May 2024', '2019', '4-9 May 2024'."""
    return spell(time.start, time.end, time.precision) if time is not None else DASH


def spell(first: date | None, last: date | None, precision: str | None) -> str:
    """Return a day, month, year or period in words; a dash where neither end is known."""
    if first is None or last is None:
        return f"from {day(first)}" if first else f"until {day(last)}" if last else DASH
    if first == last:
        return day(first)
    if precision == DatePrecision.YEAR and first.year == last.year:
        return str(first.year)
    if (first.year, first.month) != (last.year, last.month):
        return f"{day(first)} {DASH} {day(last)}"
    return f"{first:%B %Y}" if precision == DatePrecision.MONTH else f"{first.day}{DASH}{day(last)}"


def moment(value: datetime | None) -> str:
    """Return a moment in UTC to the minute."""
    return f"{value.day} {value:%b %Y, %H:%M}" if value else DASH


def toll(value: Toll | None) -> str:
    """Return a toll as '12 (10–14)', '≈ 300' or '150 households'; a dash where the sources give none."""
    if value is None or (value.low is None and value.best is None and value.high is None):
        return DASH
    around = bounds(value.low, value.high)
    if value.best is None:
        return (around or str(value.low)) + value.unit.behind
    about = "≈ " if value.low is None and value.high is None else ""
    return (f"{value.best:,} ({around})" if around else f"{about}{value.best:,}") + value.unit.behind


def bounds(low: int | None, high: int | None) -> str:
    """Return bounds as '10–14', '≥ 10' where the top is open, '≤ 14' where the bottom is; nothing if they are one."""
    if low == high:
        return ""
    if low is None:
        return f"≤ {high:,}"
    return f"≥ {low:,}" if high is None else f"{low:,}{DASH}{high:,}"


def stated(figure: Any) -> str:
    """Return a number as its source states it: '12', '≥ 12', '≤ 50', '≈ 300', '10–14', '150 households', '?' for none.

    `figure` is whatever has `low`, `best` and `high`: a quantity, a list's row, an entry of a history or a tally. Only
    quantities and rows of claims say that a number is approximate.
    """
    given = figure if isinstance(figure, Mapping) else {name: getattr(figure, name, None) for name in _STATED}
    low, best, high = given.get("low"), given.get("best"), given.get("high")
    told = given.get("unit")
    unit = Unit.of(told).behind if told else ""
    if best is None:
        return (bounds(low, high) or (f"{low:,}" if low is not None else "?")) + unit
    open_side = "≥ " if high is None else "≤ " if low is None else ""
    return f"{_MARKS.get(given.get('qualifier'), open_side)}{best:,}{unit}"


def found(snippet: str) -> Markup:
    """Return a search snippet, escaped, with the found words marked."""
    begin, end = HIGHLIGHT
    return Markup(str(escape(snippet)).replace(begin, "<mark>").replace(end, "</mark>"))  # noqa: S704  (escaped first)


def query(given: Mapping[str, str], **changes: str | int | None) -> str:
    """Return a query string of the given parameters with changes; None takes one out."""
    merged = {**given, **changes}
    return urlencode({name: value for name, value in merged.items() if value not in (None, "")})


def counted(number: int) -> str:
    """Return a count that was stopped at `COUNTED_TO` as such."""
    return f"{COUNTED_TO:,}+" if number >= COUNTED_TO else f"{number:,}"


def shown(value: object) -> str:
    """Return a field's value as people read it; a dash for None."""
    if value is None or value == "":
        return DASH
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, int):
        return f"{value:,}"
    return str(value)
