"""The overview: what has come in, how the sites are, how far the review is, and how far analysts agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from starlette.responses import Response

from pipeline.review.agreement import agreement
from pipeline.review.charts import bars
from pipeline.review.desk import Desk
from pipeline.review.visit import View, Visit
from pipeline.standing import State
from pipeline.store import Run
from pipeline.store.desk_items import Arrivals

DAYS = 30
WIDTH = 600
RUNS_SHOWN = 8
QUIET_AFTER = timedelta(days=3)
"""A site that brought nothing for longer stands out here; `tollwatch status` knows what each site declares."""


@dataclass(frozen=True, slots=True)
class SiteLine:
    """How a site has been: what the period brought, the last day with news, and whether that is long ago."""

    site: str
    articles: int
    claims: int
    last: date
    quiet: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the progress bar: a state, its number, where it starts and how wide it is."""

    state: str
    number: int
    x: float
    width: float


def overview(visit: Visit) -> Response:
    """Show the overview."""
    desk = visit.desk
    desk.follower.catch_up()
    today = desk.now().date()
    first = today - timedelta(days=DAYS - 1)
    arrivals = desk.store.arrivals(first)
    days = [first + timedelta(days=number) for number in range(DAYS)]
    claims, articles = _by_day(arrivals, "claims"), _by_day(arrivals, "articles")
    states = desk.store.count_states()
    reviewers = desk.store.frequent("trail", "reviewer", limit=12)
    return visit.page(
        "overview.html",
        articles=desk.dataset.count_articles(),
        kinds=desk.store.count_kinds(),
        claim_bars=bars([(f"{day:%-d %b}", claims[day]) for day in days], WIDTH),
        article_bars=bars([(f"{day:%-d %b}", articles[day]) for day in days], WIDTH),
        width=WIDTH,
        days=DAYS,
        states=states,
        parts=progress(states),
        waiting=sum(states.get(state, 0) for state in (State.OPEN, State.SECOND, State.DISPUTED)),
        agreement=agreement(desk.store.decided_pairs()),
        reviewers=reviewers,
        sites=site_lines(arrivals, today),
        runs=[(run, run_books(desk, run)) for run in desk.dataset.runs(limit=RUNS_SHOWN)],
    )


def progress(states: dict[str, int]) -> list[Part]:
    """Return the parts of the progress bar, decided ones first."""
    total = max(sum(states.values()), 1)
    found: list[Part] = []
    x = 0.0
    for state in (State.DECIDED, State.SETTLED, State.SECOND, State.DISPUTED, State.OPEN):
        width = states.get(state, 0) / total * WIDTH
        found.append(Part(state.value, states.get(state, 0), round(x, 1), round(width, 1)))
        x += width
    return found


def site_lines(arrivals: Sequence[Arrivals], today: date) -> list[SiteLine]:
    """Return what each site brought, quiet ones first."""
    articles, claims = Counter[str](), Counter[str]()
    last: dict[str, date] = {}
    for row in arrivals:
        articles[row.site] += row.articles
        claims[row.site] += row.claims
        last[row.site] = max(row.day, last.get(row.site, row.day))
    lines = [SiteLine(site, articles[site], claims[site], day, today - day > QUIET_AFTER) for site, day in last.items()]
    return sorted(lines, key=lambda line: (not line.quiet, -line.articles, line.site))


def run_books(desk: Desk, run: Run) -> dict[str, int]:
    """Return how many addresses of a run ended how, the most frequent outcome first."""
    counts = Counter[str]()
    for (_, outcome), number in desk.dataset.run_counts(run.id).items():
        counts[outcome.value] += number
    return dict(counts.most_common(5))


def _by_day(arrivals: Sequence[Arrivals], what: str) -> Counter[date]:
    counted = Counter[date]()
    for row in arrivals:
        counted[row.day] += getattr(row, what)
    return counted


VIEWS = (View("/overview", overview),)
