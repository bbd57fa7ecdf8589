"""`status`: how the dataset, its last runs and its sites are."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import typer

from pipeline.cli.app import AsJson, Folder, app, settings_in
from pipeline.cli.printing import print_json
from pipeline.cli.site_results import UNKNOWN, WELL
from pipeline.publish.checks import Check, check_dataset
from pipeline.store import Dataset, Run
from pipeline.understand.version import EXTRACTOR_VERSION

RUNS_SHOWN = 10
RUNS_LOOKED_AT = 200  # a week of hourly runs; a site not visited since is not shown
LATE = timedelta(hours=26)
"""A dataset whose last run ended longer ago is not being run: a daily job with two hours' grace."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What `status` shows; `last_end` is None when no run has ended yet."""

    place: str
    articles: int
    readings: int
    claims: int
    statements: int
    read_by_earlier_rules: int
    last_end: datetime | None
    late: bool
    runs: list[dict[str, Any]]
    sites: list[dict[str, Any]]
    checks: list[Check]


@app.command()
def status(folder: Folder = Path(), as_json: AsJson = False) -> None:
    """Show the dataset's size, its last runs, its sites' health and what is left to do."""
    settings = settings_in(folder, quiet=True)
    with Dataset.open(settings.dataset_url, to_read=True) as dataset, dataset.snapshot():
        overview = look_over(dataset, datetime.now(UTC))
    if as_json:
        print_json(asdict(overview))
    else:
        typer.echo("\n".join(_lines(overview)))


def look_over(dataset: Dataset, now: datetime) -> Overview:
    """Return how the dataset stands at `now`."""
    runs, counts = dataset.runs(limit=RUNS_LOOKED_AT), dataset.count_readings()
    ended = [run.finished_at for run in runs if run.finished_at and run.kind == "run"]
    unread = dataset.count_unread()
    return Overview(
        place=dataset.place,
        articles=dataset.count_articles(),
        readings=counts["readings"],
        claims=counts["claims"],
        statements=counts["statements"],
        read_by_earlier_rules=dataset.count_unread(EXTRACTOR_VERSION) - unread,
        last_end=max(ended, default=None),
        late=bool(ended) and now - max(ended) > LATE,
        runs=[_run(run) for run in runs[:RUNS_SHOWN]],
        sites=_sites(runs),
        checks=check_dataset(dataset),
    )


def _run(run: Run) -> dict[str, Any]:
    return {"id": run.id, "kind": run.kind, "started_at": run.started_at, "finished_at": run.finished_at,
            "status": run.status or "under way or killed"}  # fmt: skip


def _sites(runs: list[Run]) -> list[dict[str, Any]]:
    """Return each site as the last run that visited it found it, by name."""
    found: dict[str, dict[str, Any]] = {}
    for run in reversed(runs):
        for site in (run.report or {}).get("sites", ()) if run.kind == "run" else ():
            found[site["site"]] = {**site, "run": run.id, "visited_at": run.started_at}
    return [found[site] for site in sorted(found)]


def _lines(overview: Overview) -> list[str]:
    ended = f"last run ended: {overview.last_end:%Y-%m-%d %H:%M} UTC" if overview.last_end else "no run has ended yet"
    lines = [
        overview.place,
        f"{overview.articles} article versions, {overview.readings} readings, {overview.claims} claims, "
        f"{overview.statements} statements",
        f"{ended}{' - LATE: is cron running?' if overview.late else ''}",
    ]
    if overview.read_by_earlier_rules:
        lines.append(f"{overview.read_by_earlier_rules} articles read by earlier rules: `tollwatch process --all`")
    lines += [_check_line(check) for check in overview.checks]
    lines += [_site_line(site) for site in overview.sites]
    lines += [f"{run['started_at']:%Y-%m-%d %H:%M}  {run['kind']:<8} {run['status']}" for run in overview.runs]
    return lines


def _check_line(check: Check) -> str:
    state = "ok  " if check.ok else "todo" if check.remedy else "BAD "
    return f"{state} {check.name}: {check.found}{f': `{check.remedy}`' if check.remedy else ''}"


def _site_line(site: dict[str, Any]) -> str:
    state = site["state"] if site["state"] in (WELL, UNKNOWN) else site["state"].replace("_", " ").upper()
    counts = ", ".join(f"{number} {outcome}" for outcome, number in site["outcomes"].items()) or "nothing found"
    line = f"{state:<7} {site['site']}, {site['visited_at']:%Y-%m-%d %H:%M}: {counts}"
    return " - ".join((line, *site["reasons"]))
