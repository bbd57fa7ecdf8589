"""Is a site well? What a run brought, against what the site declares and against its own past."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from crawler.sites import ExpectedArticles
from pipeline.store import OutcomeCount
from pipeline.vocabulary import UrlOutcome

DAY = timedelta(days=1)
HISTORY = timedelta(days=15)
"""How far back runs are compared: two weeks hold every weekday twice."""

FAR_BELOW, FAR_ABOVE = 0.5, 2.0
"""Below half of the low bound, or above twice the high one, a day is far from what is declared: news is uneven, and a
warning that comes weekly is not read."""

COLLAPSE = 0.2
"""A day with less than a fifth of the site's usual number is far, whatever is declared: weekends halve most sites."""

ARTICLES = frozenset({UrlOutcome.STORED, UrlOutcome.UPDATED})
FAILURES = frozenset(
    {
        UrlOutcome.BLOCKED, UrlOutcome.ROBOTS, UrlOutcome.REFUSED, UrlOutcome.HTTP_ERROR, UrlOutcome.NETWORK_ERROR,
        UrlOutcome.PARSE_ERROR, UrlOutcome.STORE_ERROR,
    }
)  # fmt: skip
MOSTLY = 0.5
"""Above this share of failures among the addresses that were asked for, a site is broken."""

_NOT_ASKED = frozenset({UrlOutcome.NOT_DUE, UrlOutcome.FILTERED, UrlOutcome.DUPLICATE, UrlOutcome.CANCELLED})


class Health(StrEnum):
    """How a site is; all but `ok` ask for a person."""

    OK = "ok"
    SILENT = "silent"
    BROKEN = "broken"
    FAR = "far"


@dataclass(frozen=True, slots=True)
class SiteHealth:
    """A site's health after a run. `day` is the number of articles, new and changed, of the last 24 hours."""

    site: str
    health: Health
    reason: str
    urls: int
    articles: int
    day: int


def site_health(
    site: str,
    expected: ExpectedArticles,
    counts: Mapping[UrlOutcome, int],
    history: Sequence[OutcomeCount],
    now: datetime,
) -> SiteHealth:
    """Judge a site by this run's `counts` and by `history`, the counts of its finished runs (this one's included)."""
    articles = sum(counts.get(outcome, 0) for outcome in ARTICLES)
    day = max(articles, _articles(count for count in history if count.started_at > now - DAY))
    health, reason = _judge(expected, counts, history, now, day)
    return SiteHealth(site, health, reason, sum(counts.values()), articles, day)


def _judge(
    expected: ExpectedArticles,
    counts: Mapping[UrlOutcome, int],
    history: Sequence[OutcomeCount],
    now: datetime,
    day: int,
) -> tuple[Health, str]:
    if not counts:
        return Health.BROKEN, "no address was found: its feeds, sitemaps and sections gave nothing"
    asked = sum(number for outcome, number in counts.items() if outcome not in _NOT_ASKED)
    failed = {outcome: counts[outcome] for outcome in sorted(FAILURES) if counts.get(outcome)}
    if asked and sum(failed.values()) > MOSTLY * asked:
        told = ", ".join(f"{number} {outcome}" for outcome, number in failed.items())
        return Health.BROKEN, f"of {asked} addresses asked for: {told}"
    if day == 0 and expected.low > 0:
        return Health.SILENT, f"no article in 24 hours; declared are {expected.low} to {expected.high} a day"
    return _compared(expected, history, now, day)


def _compared(
    expected: ExpectedArticles, history: Sequence[OutcomeCount], now: datetime, day: int
) -> tuple[Health, str]:
    earlier = [count for count in history if count.started_at <= now - DAY]
    declared = f"{day} articles in 24 hours; declared are {expected.low} to {expected.high} a day"
    if not earlier:  # the first day brings the backlog and no comparison
        return Health.OK, ""
    if day < FAR_BELOW * expected.low or day > FAR_ABOVE * expected.high:
        return Health.FAR, declared
    usual = _articles(earlier) / max(1, (now - DAY - min(count.started_at for count in earlier)) / DAY)
    if day < COLLAPSE * usual:
        return Health.FAR, f"{day} articles in 24 hours; {usual:.0f} a day until then"
    return Health.OK, ""


def _articles(counts: Iterable[OutcomeCount]) -> int:
    return sum(count.urls for count in counts if count.outcome in ARTICLES)
