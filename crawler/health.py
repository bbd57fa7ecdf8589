"""Is a site well? Compares what a run brought with the declaration and with the site's own history. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from crawler.report import Finding, SiteReport
from crawler.sites import Site
from pipeline.store import OutcomeCount
from pipeline.vocabulary import UrlOutcome

FEWEST_PAGES = 5
"""Below this many pages fetched, a share of failures says nothing."""

BROKEN_SHARE = 0.5
"""Half of the pages failing is a redesign, a wall or an outage; single pages fail on any site."""

SILENT_AFTER = 6.0
"""Silent when so many articles are overdue at the declared low: chance of that at a steady rate is 1 in 400 (e^-6)."""

LONGEST_SILENCE = timedelta(days=14)
FAR_WINDOW = timedelta(days=7)
"""A week, since most outlets publish little at week-ends."""

FAR_FACTOR = 3.0
"""Three times above or below the declared range: a changed feed, not a quiet or busy week."""

_NEW = {UrlOutcome.STORED, UrlOutcome.UPDATED}
_FAILED = {
    UrlOutcome.BLOCKED,
    UrlOutcome.HTTP_ERROR,
    UrlOutcome.NETWORK_ERROR,
    UrlOutcome.NO_ARTICLE,
    UrlOutcome.PARSE_ERROR,
    UrlOutcome.REFUSED,
    UrlOutcome.ROBOTS,
    UrlOutcome.STORE_ERROR,
}
_FETCHED = _FAILED | _NEW | {UrlOutcome.UNCHANGED, UrlOutcome.DUPLICATE}


def check_site(site: Site, report: SiteReport, history: Sequence[OutcomeCount], now: datetime) -> list[Finding]:
    """Return what a person should look at, the gravest first; empty when all is well.

    `history` are the counts of the site's earlier finished runs, the earliest first.
    """
    broken = _broken_sources(report) or _broken_pages(report.outcomes)
    if broken:
        return [Finding(site.slug, "broken", broken)]
    silent = _silent(site, report, history, now)
    if silent:
        return [Finding(site.slug, "silent", silent)]
    far = _far_from_declared(site, report, history, now)
    return [Finding(site.slug, "far_from_declared", far)] if far else []


def _broken_sources(report: SiteReport) -> str | None:
    problems = [source for source in report.sources if source.problem]
    if not problems or len(problems) < len(report.sources):
        return None
    return f"none of {len(problems)} sources could be read, the first, {problems[0].url}: {problems[0].problem}"


def _broken_pages(outcomes: Mapping[UrlOutcome, int]) -> str | None:
    fetched = sum(outcomes.get(outcome, 0) for outcome in _FETCHED)
    failed = {outcome: outcomes.get(outcome, 0) for outcome in _FAILED if outcomes.get(outcome, 0)}
    if fetched < FEWEST_PAGES or sum(failed.values()) < BROKEN_SHARE * fetched:
        return None
    worst = max(sorted(failed), key=lambda outcome: failed[outcome])
    return f"{sum(failed.values())} of {fetched} pages failed, most of them ({failed[worst]}) as {worst}"


def _silent(site: Site, report: SiteReport, history: Sequence[OutcomeCount], now: datetime) -> str | None:
    if site.expected.low == 0 or _new_in(report.outcomes):
        return None
    brought = [count.started_at for count in history if count.outcome in _NEW and count.urls]
    if not brought:
        return "no article was stored from it in all the time looked at"
    patience = min(timedelta(days=SILENT_AFTER / site.expected.low), LONGEST_SILENCE)
    quiet = now - brought[-1]
    if quiet <= patience:
        return None
    return f"nothing new for {_days(quiet)}, but {site.expected.low} articles a day are declared"


def _far_from_declared(site: Site, report: SiteReport, history: Sequence[OutcomeCount], now: datetime) -> str | None:
    """Compare a full week of runs; the first run of a site brings a backlog and is left out."""
    if not history or history[0].started_at > now - FAR_WINDOW:
        return None
    first_run = history[0].run_id
    week = [count for count in history if count.started_at > now - FAR_WINDOW and count.run_id != first_run]
    new = _new_in(report.outcomes) + sum(count.urls for count in week if count.outcome in _NEW)
    rate = new / (FAR_WINDOW / timedelta(days=1))
    declared = f"{site.expected.low} to {site.expected.high} are declared"
    if rate > site.expected.high * FAR_FACTOR or rate < site.expected.low / FAR_FACTOR:
        return f"{rate:.1f} articles a day in the last week; {declared}"
    usual = _usual_rate(history, first_run, now)
    if usual is not None and rate < usual / (FAR_FACTOR * 2):
        return f"{rate:.1f} articles a day in the last week, after {usual:.1f} before; {declared}"
    return None


def _usual_rate(history: Sequence[OutcomeCount], first_run: str, now: datetime) -> float | None:
    """Articles a day before the last week; None when there is less than a week of that."""
    earlier = [count for count in history if count.started_at <= now - FAR_WINDOW and count.run_id != first_run]
    covered = (now - FAR_WINDOW) - history[0].started_at
    if not earlier or covered < FAR_WINDOW:
        return None
    return sum(count.urls for count in earlier if count.outcome in _NEW) / (covered / timedelta(days=1))


def _new_in(outcomes: Mapping[UrlOutcome, int]) -> int:
    return sum(outcomes.get(outcome, 0) for outcome in _NEW)


def _days(span: timedelta) -> str:
    return (
        f"{span / timedelta(days=1):.1f} days"
        if span >= timedelta(days=1)
        else f"{span / timedelta(hours=1):.0f} hours"
    )
