"""When a site asks for a person, as a table."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawler.sites import ExpectedArticles
from pipeline.cli.health import Health, site_health
from pipeline.store import OutcomeCount
from pipeline.vocabulary import UrlOutcome

NOW = datetime(2024, 5, 20, 12, tzinfo=UTC)
DECLARED = ExpectedArticles(low=10, high=40)
STORED, GONE, BLOCKED, SAME = UrlOutcome.STORED, UrlOutcome.GONE, UrlOutcome.BLOCKED, UrlOutcome.UNCHANGED


def days(*articles: int) -> list[OutcomeCount]:
    """One run a day at noon, the last one now."""
    return [
        OutcomeCount(f"r{ago}", NOW - timedelta(days=ago), "s", STORED, number, 0)
        for ago, number in zip(reversed(range(len(articles))), articles, strict=True)
    ]


@pytest.mark.parametrize(
    ("counts", "history", "health"),
    [
        ({STORED: 20}, days(20), Health.OK),
        ({STORED: 400}, days(400), Health.OK),  # the first run brings the backlog
        ({STORED: 20}, days(20, 20, 20), Health.OK),
        ({}, [], Health.BROKEN),
        ({BLOCKED: 9, STORED: 1}, days(1), Health.BROKEN),
        ({BLOCKED: 1, STORED: 9}, days(9), Health.OK),
        ({GONE: 5, SAME: 5}, [], Health.SILENT),
        ({SAME: 5}, [*days(20, 20), *days(20)], Health.OK),  # nothing new this hour, enough today
        ({SAME: 5}, days(20, 20, 0), Health.SILENT),
        ({STORED: 4}, days(20, 20, 4), Health.FAR),
        ({STORED: 100}, days(20, 20, 100), Health.FAR),
        ({STORED: 11}, days(90, 90, 90, 11), Health.FAR),
    ],
)
def test_health(counts: dict[UrlOutcome, int], history: list[OutcomeCount], health: Health) -> None:
    assert site_health("s", DECLARED, counts, history, NOW).health is health


def test_a_site_that_declares_silence_may_be_silent() -> None:
    quiet = ExpectedArticles(low=0, high=5)
    assert site_health("s", quiet, {SAME: 3}, [], NOW).health is Health.OK
