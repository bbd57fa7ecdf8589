"""When an address is asked for again: young articles often, older ones ever more rarely, then never.

An article's toll changes mostly in its first hours; the wait is therefore a share of its age. Pure functions.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from pipeline.store import PageState

SHORTEST_WAIT = timedelta(hours=1)
"""Cron crawls hourly at most; asking more often finds little and costs the site traffic."""

WAIT_PER_AGE = 0.5
"""Asked for at about 1 h, 2 h, 3 h, 4.5 h, 7 h, 10 h ... 9 d: some 14 requests in an article's life."""

YOUNG_FOR = timedelta(days=14)
"""After two weeks without a change an article is left alone; corrections later than that come as new articles."""

LONGEST_BACK_OFF = timedelta(days=2)
MOST_FAILURES = 6
"""Failures in a row, at waits of 1 h, 2 h, 4 h ... 32 h, after which an address is given up: some three days."""

MOST_WITHOUT_ARTICLE = 2
"""Looks at a page that holds no article. The second is for stubs that agencies publish first and fill later."""


def after_article(state: PageState, now: datetime, *, changed: bool, published_at: datetime | None = None) -> PageState:
    """Return the state after an answer that holds the article, `changed` or not."""
    changed_at = now if changed else state.changed_at
    young_since = max(moment for moment in (published_at or state.first_seen, changed_at) if moment is not None)
    age = now - min(young_since, now)
    due = None if age > YOUNG_FOR else now + max(SHORTEST_WAIT, age * WAIT_PER_AGE)
    return replace(state, checked_at=now, changed_at=changed_at, next_due=due, failures=0)


def after_failure(state: PageState, now: datetime, *, not_before: datetime | None = None) -> PageState:
    """Return the state after no usable answer; `not_before` is when the server said to come back."""
    failures = state.failures + 1
    if failures > MOST_FAILURES:
        return replace(state, checked_at=now, next_due=None, failures=failures)
    wait = min(SHORTEST_WAIT * 2 ** (failures - 1), LONGEST_BACK_OFF)
    return replace(state, checked_at=now, next_due=max(now + wait, not_before or now), failures=failures)


def after_no_article(state: PageState, now: datetime) -> PageState:
    """Return the state after a page without an article; it may be a stub that is filled later."""
    failures = state.failures + 1
    due = now + SHORTEST_WAIT * 6 if failures < MOST_WITHOUT_ARTICLE else None
    return replace(state, checked_at=now, next_due=due, failures=failures)


def given_up(state: PageState, now: datetime) -> PageState:
    """Return the state of an address that is not asked for again: gone, forbidden, or no page at all."""
    return replace(state, checked_at=now, next_due=None)


def is_due(state: PageState, now: datetime, *, modified_at: datetime | None = None) -> bool:
    """Tell whether an address is to be fetched; `modified_at` is when a feed or sitemap says that it last changed.

    A site that says so of an article just read (its clock may be ahead) is believed at the next look. Feeds tell whole
    seconds: what changed in the second of our visit may have changed after it.
    """
    if state.next_due is not None and state.next_due <= now:
        return True
    if modified_at is None or state.checked_at is None:
        return False
    return state.checked_at.replace(microsecond=0) <= modified_at <= now
