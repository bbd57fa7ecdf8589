"""`run`: the cron job. Crawl, read, resolve, check, report, tell."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from pipeline import notify
from pipeline.cli.app import AsJson, CommandError, Folder, Quiet, Status, app, settings_in
from pipeline.cli.crawl_process import crawl_apart
from pipeline.cli.folders import declared_sites
from pipeline.cli.health import HISTORY, SiteHealth, site_health
from pipeline.cli.locking import exclusive
from pipeline.cli.metrics import write_metrics
from pipeline.cli.printing import print_json
from pipeline.cli.processing import understand
from pipeline.cli.run_report import Balance, RunReport, write_report
from pipeline.cli.stopping import Stopped, stoppable
from pipeline.config import Settings
from pipeline.publish.checks import check_dataset
from pipeline.store import Dataset, DatasetError
from pipeline.vocabulary import UrlOutcome

log = logging.getLogger(__name__)
ABANDONED = "abandoned"
Sites = Annotated[list[str] | None, typer.Argument(help="Sites to crawl; all declared ones if none is named.")]


@app.command()
def run(
    sites: Sites = None,
    folder: Folder = Path(),
    workers: Annotated[int | None, typer.Option(min=1, max=64, help="Processes that read.")] = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Crawl, read and resolve what is new, check the dataset, write a report and tell whom the settings name.

    Status 3 when a site is silent, broken or far from what it declares; 75 when another run is under way; 1 when
    something failed or the run was stopped. Killed at any point, it loses nothing: the next run takes up the rest.
    """
    settings = settings_in(folder, quiet=quiet)
    wanted = _checked(settings, sites or [])
    with exclusive(settings), Dataset.open(settings.dataset_url) as dataset:
        close_dead_runs(dataset)
        report = RunReport(dataset.start_run("run", wanted), datetime.now(UTC))
        with stoppable():
            _go_through(report, settings, dataset, wanted, workers, quiet=quiet or as_json)
        _tell(report, settings, dataset)
    if as_json:
        print_json(report.as_dict())
    elif not quiet or report.exit_status is not Status.DONE:
        typer.echo(report.text(), nl=False)
    raise typer.Exit(report.exit_status)


def close_dead_runs(dataset: Dataset) -> list[str]:
    """Give runs that were killed their end, and return their ids; the caller holds the lock, so none is under way."""
    dead = [run.id for run in dataset.open_runs()]
    for run_id in dead:
        log.warning("run %s was killed: marked as abandoned; what it had stored is kept", run_id)
        dataset.finish_run(run_id, ABANDONED, {})
    return dead


def _checked(settings: Settings, sites: list[str]) -> list[str]:
    if unknown := sorted(set(sites) - declared_sites(settings).keys()):
        raise CommandError(f"no such site: {', '.join(unknown)}; see `tollwatch sites list`", Status.WRONG_USAGE)
    return sites


def _go_through(
    report: RunReport, settings: Settings, dataset: Dataset, sites: list[str], workers: int | None, *, quiet: bool
) -> None:
    """Do every step and fill in the report; what goes wrong becomes a problem in it."""
    try:
        _crawl(report, settings, dataset, sites, quiet=quiet)
        unread = dataset.count_unread()
        report.read, report.resolved = understand(dataset, settings, workers=workers, quiet=quiet)
        report.problems += [f"could not read {failure}" for failure in report.read.failed]
        report.books.append(
            Balance("unread articles = read + failed", unread, report.read.read + len(report.read.failed))
        )
        report.checks = [] if report.read.failed else check_dataset(dataset)
        report.status = "done"
    except Stopped as stop:
        report.status = "stopped"
        report.problems.append(f"{stop}; what was done is stored, the next run takes up the rest")
    except (CommandError, DatasetError, OSError) as error:
        report.status = "failed"
        report.problems.append(str(error))


def _crawl(report: RunReport, settings: Settings, dataset: Dataset, sites: list[str], *, quiet: bool) -> None:
    known, before = {run.id for run in dataset.runs(limit=20)}, dataset.count_articles()
    try:
        end = crawl_apart(settings, sites, quiet=quiet)
        if end.failed:
            report.problems.append(f"the crawl ended with status {end.status}: see the log")
    finally:
        crawls = [run.id for run in dataset.runs(limit=20) if run.kind == "crawl" and run.id not in known]
        for run_id in crawls:
            _count(report, dataset, run_id)
    if not crawls and not end.failed:
        report.problems.append("the crawl left no record of itself")
    stored = sum(_stored(counts) for counts in report.outcomes.values())
    report.books.append(Balance("articles stored = growth of the dataset", stored, dataset.count_articles() - before))
    report.sites = [site for run_id in crawls[:1] for site in _health(settings, dataset, run_id, sites)]


def _count(report: RunReport, dataset: Dataset, run_id: str) -> None:
    for (site, outcome), number in dataset.run_counts(run_id).items():
        counts = report.outcomes.setdefault(site, {})
        counts[str(outcome.value)] = counts.get(str(outcome.value), 0) + number
    report.received_bytes += dataset.run_bytes(run_id)


def _stored(counts: dict[str, int]) -> int:
    return counts.get(UrlOutcome.STORED.value, 0) + counts.get(UrlOutcome.UPDATED.value, 0)


def _health(settings: Settings, dataset: Dataset, run_id: str, sites: list[str]) -> Iterator[SiteHealth]:
    counts, now = dataset.run_counts(run_id), datetime.now(UTC)
    for slug, site in declared_sites(settings).items():
        if sites and slug not in sites:
            continue
        own = {outcome: number for (name, outcome), number in counts.items() if name == slug}
        history = dataset.site_history(slug, since=now - HISTORY)
        yield site_health(slug, site.expected, own, history, now)


def _tell(report: RunReport, settings: Settings, dataset: Dataset) -> None:
    """Write the report, close the run in the dataset, and notify if somebody is needed."""
    report.finished_at = datetime.now(UTC)
    file = write_report(report, settings.path(settings.report.folder))
    log.info("report: %s", file)
    if settings.report.metrics:
        write_metrics(report, settings.path(settings.report.metrics))
    try:
        dataset.finish_run(report.run_id, report.status, report.as_dict())
    except DatasetError as error:  # a full disk: the next run marks this one as abandoned
        log.warning("could not note the end of the run: %s", error)
    if report.exit_status is not Status.DONE:
        notify.tell(settings.notify, report.subject(), report.text(), report.as_dict())
