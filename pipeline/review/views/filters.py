"""What a query string asks for: filters of the queue and of lists. What cannot be read is ignored, never guessed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from pipeline.review.queue.items import WAITING
from pipeline.store.desk_items import ItemFilter
from pipeline.store.desk_lists import Wanted

PAGE_ROWS = 50
LAST_PAGE = 200
"""Ten thousand rows in; further in, a filter or the file finds what a person looks for."""
FILTERS = ("reason", "kind", "country", "cause", "site", "state", "start", "end")


def item_filter(query: Mapping[str, str]) -> ItemFilter:
    """Return the queue's filter."""
    words = {name: query[name] for name in ("reason", "kind", "country", "cause", "site", "state") if name in query}
    waiting = words["state"] in WAITING if "state" in words else None
    return ItemFilter(**words, start=day_in(query, "start"), end=day_in(query, "end"), waiting=waiting)


def selection(query: Mapping[str, str]) -> dict[str, str]:
    """Return the part of a query that goes along from record to record."""
    return {name: query[name] for name in FILTERS if name in query}


def wanted(query: Mapping[str, str], names: Collection[str], *, limit: int = PAGE_ROWS) -> Wanted:
    """Return which rows of a list are asked for."""
    equal = {name: query[name] for name in names if name in query}
    offset = (page_in(query) - 1) * limit
    return Wanted(equal, day_in(query, "start"), day_in(query, "end"), limit, offset)


def page_in(query: Mapping[str, str]) -> int:
    """Return the page of a list, from 1."""
    given = query.get("page", "1")
    return min(max(int(given), 1), LAST_PAGE) if given.isdecimal() and len(given) < 6 else 1


def day_in(query: Mapping[str, str], name: str) -> date | None:
    """Return a date of the query; None where there is none or it cannot be read."""
    try:
        return date.fromisoformat(query[name]) if name in query else None
    except ValueError:
        return None
