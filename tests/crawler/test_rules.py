"""The pure parts: guard, re-visits, Retry-After, books, site health."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.guard import NotFetched, is_public, refuse_address
from crawler.health import check_site
from crawler.politeness import retry_after_seconds
from crawler.report import Books, SiteReport, SourceResult
from crawler.revisit import MOST_FAILURES, after_article, after_failure, after_no_article, is_due
from crawler.sites import Site
from pipeline.store import OutcomeCount, PageState
from pipeline.vocabulary import UrlOutcome

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SITE = Site.model_validate(
    {
        "slug": "wire",
        "name": "Wire",
        "country": "AZ",
        "hosts": ["wire.example", "8.8.8.8"],
        "feeds": ["https://feeds.example/wire"],
        "expected": {"low": 6, "high": 60},
    }
)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255"]
    + ["::1", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "2002:7f00:1::", "::", "wire.example", ""],
)
def test_what_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "[2606:4700::1111]"])
def test_what_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "passes"),
    [
        ("https://wire.example/a", True),
        ("https://en.wire.example/a", True),
        ("https://feeds.example/wire", True),
        ("https://8.8.8.8/a", True),
        ("https://else.example/a", False),
        ("https://wire.example.evil.example/a", False),
        ("ftp://wire.example/a", False),
        ("file:///etc/passwd", False),
        ("https://user:word@wire.example/a", False),
        ("https://wire.example:22/a", False),
        ("https://wire.example:8443/a", True),
        ("https://127.0.0.1/a", False),
        ("https://[::1]/a", False),
        ("https://[broken/a", False),
        ("https:///a", False),
    ],
)
def test_where_requests_may_go(url: str, passes: bool) -> None:
    if passes:
        refuse_address(url, SITE, allow_private=False)
    else:
        with pytest.raises(NotFetched) as refused:
            refuse_address(url, SITE, allow_private=False)
        assert refused.value.outcome is UrlOutcome.REFUSED


def test_a_young_article_is_asked_for_ever_more_rarely_and_then_left_alone() -> None:
    state, now, waits = PageState("u", "wire", first_seen=NOW), NOW, []
    for _ in range(100):
        state = after_article(state, now, changed=False)
        if state.next_due is None:
            break
        waits.append(state.next_due - now)
        now = state.next_due
    assert waits == sorted(waits)
    assert waits[0] == HOUR
    assert 10 <= len(waits) <= 20
    assert state.next_due is None


def test_a_change_makes_an_article_young_again() -> None:
    state = PageState("u", "wire", first_seen=NOW - 10 * DAY)
    still = after_article(state, NOW, changed=False).next_due
    changed = after_article(state, NOW, changed=True).next_due
    assert still == NOW + 5 * DAY
    assert changed == NOW + HOUR


def test_failures_wait_longer_each_time_and_end() -> None:
    state, waits = PageState("u", "wire", first_seen=NOW), []
    for _ in range(MOST_FAILURES):
        state = after_failure(state, NOW)
        assert state.next_due is not None
        waits.append(state.next_due - NOW)
    assert waits == sorted(waits)
    assert after_failure(state, NOW).next_due is None
    assert after_failure(PageState("u", "w", NOW), NOW, not_before=NOW + DAY).next_due == NOW + DAY


def test_a_stub_gets_a_second_look() -> None:
    once = after_no_article(PageState("u", "wire", first_seen=NOW), NOW)
    assert once.next_due == NOW + 6 * HOUR
    assert after_no_article(once, NOW).next_due is None


def test_when_an_address_is_due() -> None:
    state = PageState("u", "wire", first_seen=NOW - DAY, checked_at=NOW - HOUR, next_due=NOW + HOUR)
    assert not is_due(state, NOW)
    assert is_due(state, NOW + HOUR)
    assert is_due(state, NOW, modified_at=NOW - timedelta(minutes=5))
    assert not is_due(state, NOW, modified_at=NOW - 2 * HOUR)
    assert not is_due(state, NOW, modified_at=NOW + DAY), "a clock that is ahead"
    assert not is_due(replace(state, next_due=None), NOW)


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [
        (b"120", 120.0),
        (b" 7 ", 7.0),
        (b"Mon, 23 Nov 2026 12:01:00 GMT", 60.0),
        (b"Mon, 23 Nov 2026 11:00:00 GMT", 0.0),
        (b"99999999999999", 30 * 86_400.0),
        (b"soon", None),
        (b"-5", None),
        (b"", None),
        (None, None),
    ],
)
def test_retry_after(stated: bytes | None, seconds: float | None) -> None:
    assert retry_after_seconds(stated, NOW) == seconds


@given(st.binary(max_size=40))
def test_any_retry_after_is_read(stated: bytes) -> None:
    seconds = retry_after_seconds(stated, NOW)
    assert seconds is None or 0 <= seconds <= 30 * 86_400


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([None, *UrlOutcome]))))
def test_books_balance_whatever_happens(events: list[tuple[str, UrlOutcome | None]]) -> None:
    books = Books()
    for url, outcome in events:
        was_open, was_known = url in books.open, url in books.open or url in books.closed
        if outcome is None:
            assert books.enter(url) is not was_known
        else:
            assert books.close(url, outcome) is was_open
    for url in list(books.open):
        books.close(url, UrlOutcome.CANCELLED)
    assert books.met == sum(books.counts().values())


def report(outcomes: Mapping[UrlOutcome, int], *sources: SourceResult) -> SiteReport:
    return SiteReport("wire", sum(outcomes.values()), outcomes, sources, 0, 0)


def history(*days_and_new: tuple[float, int]) -> list[OutcomeCount]:
    return [
        OutcomeCount(f"run{n}", NOW - d * DAY, "wire", UrlOutcome.STORED, new, 0)
        for n, (d, new) in enumerate(days_and_new)
    ]


READ, UNREAD = SourceResult("u", "feed", 3), SourceResult("v", "feed", problem="status 404")
STEADY = history(*((day, 20) for day in range(25, 0, -1)))


@pytest.mark.parametrize(
    ("site_report", "earlier", "kind"),
    [
        (report({UrlOutcome.STORED: 20}, READ), STEADY, None),
        (report({UrlOutcome.STORED: 20}, READ, UNREAD), STEADY, None),
        (report({}, UNREAD), STEADY, "broken"),
        (report({UrlOutcome.STORED: 4, UrlOutcome.BLOCKED: 4}, READ), STEADY, "broken"),
        (report({UrlOutcome.BLOCKED: 4}, READ), STEADY, None),
        (report({}, READ), [], "silent"),
        (report({UrlOutcome.NO_ARTICLE: 2}, READ), [], "silent"),
        (report({UrlOutcome.STORED: 300}, READ), [], None),
        (report({}, READ), STEADY, None),
        (report({}, READ), history((9, 20), (2, 20)), "silent"),
        (
            report({UrlOutcome.STORED: 900}, READ),
            history((9, 20), *((day, 90) for day in (6, 5, 4, 3, 2, 1))),
            "far_from_declared",
        ),
        (report({UrlOutcome.STORED: 1}, READ), history((9, 500), (8, 1)), "far_from_declared"),
        (
            report({UrlOutcome.STORED: 14}, READ),
            history((29, 9), *((day, 60) for day in range(28, 7, -1))),
            "far_from_declared",
        ),
    ],
)
def test_site_health(site_report: SiteReport, earlier: list[OutcomeCount], kind: str | None) -> None:
    found = check_site(SITE, site_report, earlier, NOW)
    assert [finding.kind for finding in found] == ([kind] if kind else [])


def test_a_quiet_site_may_be_silent() -> None:
    quiet = SITE.model_copy(update={"expected": SITE.expected.model_copy(update={"low": 0})})
    assert check_site(quiet, report({}, READ), [], NOW) == []
