"""`run`: the cron job. Crawl, read, resolve, check, report, tell."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from crawler.sites import SiteError
from pipeline import notify
from pipeline.cli.app import AsJson, CommandError, Folder, Quiet, Status, app, settings_in
from pipeline.cli.crawl_process import CrawlEnd, crawl_apart
from pipeline.cli.folders import declared_sites
from pipeline.cli.locking import exclusive
from pipeline.cli.metrics import write_metrics
from pipeline.cli.printing import print_json
from pipeline.cli.processing import understand
from pipeline.cli.run_report import Balance, RunReport, write_report
from pipeline.cli.site_results import SiteResult, from_dataset, from_report
from pipeline.cli.stopping import Stopped, stoppable
from pipeline.config import Settings
from pipeline.publish.checks import check_dataset
from pipeline.store import Dataset, DatasetError
from pipeline.vocabulary import UrlOutcome

log = logging.getLogger(__name__)
ABANDONED = "abandoned"
_STORED = (UrlOutcome.STORED.value, UrlOutcome.UPDATED.value)
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

    Status 3 when a site is silent, broken, wrongly declared or far from what it declares; 75 when another run is under
    way; 1 when something failed or the run was stopped. Killed at any point, it loses nothing: the next run takes up
    the rest.
    """
    settings = settings_in(folder, quiet=quiet)
    wrong: list[SiteError] = []
    declared = declared_sites(settings, wrong)
    wanted = _checked(declared, sites or (list(declared) if wrong else []))
    with _told_at_once(settings), exclusive(settings), Dataset.open(settings.dataset_url) as dataset:
        close_dead_runs(dataset)
        report = RunReport(dataset.start_run("run", wanted), datetime.now(UTC), wrong=[str(error) for error in wrong])
        with stoppable():
            _go_through(report, settings, dataset, wanted, workers, quiet=quiet or as_json)
        _tell(report, settings, dataset)
    if as_json:
        print_json(report.as_dict())
    elif not quiet or report.exit_status is not Status.DONE:
        typer.echo(report.text(), nl=False)
    raise typer.Exit(report.exit_status)


@contextmanager
def _told_at_once(settings: Settings) -> Iterator[None]:
    """Tell whom the settings name when a run cannot even begin; another run under way is no news."""
    try:
        yield
    except (CommandError, DatasetError, OSError) as error:
        if not isinstance(error, CommandError) or error.status is not Status.LOCKED:
            notify.tell(settings.notify, "tollwatch: the run could not begin", str(error), {"problems": [str(error)]})
        raise


def close_dead_runs(dataset: Dataset) -> list[str]:
    """Give runs that were killed their end, and return their ids; the caller holds the lock, so none is under way."""
    dead = [run.id for run in dataset.open_runs()]
    for run_id in dead:
        log.warning("run %s was killed: marked as abandoned; what it had stored is kept", run_id)
        dataset.finish_run(run_id, ABANDONED, {})
    return dead


def _checked(declared: Collection[str], sites: list[str]) -> list[str]:
    if unknown := sorted(set(sites) - set(declared)):
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
    before = dataset.count_articles()
    end = None
    try:
        end = crawl_apart(settings, sites, quiet=quiet)
    finally:
        noted = _noted(dataset, report)
        report.sites = from_report(end.report) if end and end.report else noted
    report.problems += _problems(end)
    stored = sum(site.outcomes.get(outcome, 0) for site in noted for outcome in _STORED)
    told, stated = sum(site.urls for site in report.sites), sum(site.urls for site in noted)
    report.books += [
        Balance(
            "addresses met = outcomes",
            sum(site.urls if site.found is None else site.found for site in report.sites),
            told,
        ),
        Balance("outcomes reported = outcomes noted", told, stated),
        Balance("articles stored = growth of the dataset", stored, dataset.count_articles() - before),
    ]


def _noted(dataset: Dataset, report: RunReport) -> list[SiteResult]:
    """Return what the crawl of this run noted in the dataset; it is the only one since, as we hold the lock."""
    crawls = [run for run in dataset.runs(limit=5) if run.kind == "crawl" and run.started_at >= report.started_at]
    return from_dataset(dataset, crawls[0].id) if crawls else []


def _problems(end: CrawlEnd) -> Iterator[str]:
    if end.report.get("failure"):
        yield f"the crawl failed: {end.report['failure']}"
    elif end.failed:
        yield f"the crawl ended with status {end.status}: see the log"
    elif not end.report:
        yield "the crawl left no report"


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
