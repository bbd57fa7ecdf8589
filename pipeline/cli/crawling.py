"""`crawl`: visit the declared sites and store what is new."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import AsJson, CommandError, Folder, Quiet, Status, app, settings_in
from pipeline.cli.folders import declared_sites
from pipeline.cli.locking import exclusive
from pipeline.cli.printing import print_json
from pipeline.config import Settings

if TYPE_CHECKING:
    from crawler.report import CrawlReport
    from crawler.sites import Site

Sites = Annotated[
    list[str] | None, typer.Argument(metavar="[SITE]...", help="Sites by name; all declared ones if none.")
]
RevisitAll = Annotated[bool, typer.Option("--revisit-all", help="Also ask for young pages that are not due yet.")]


@app.command()
def crawl(
    sites: Sites = None,
    revisit_all: RevisitAll = False,
    folder: Folder = Path(),
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Visit sites and store what is new or changed. Status 3 if one is silent, broken or far from what it declares."""
    settings = settings_in(folder, quiet=quiet)
    chosen = chosen_sites(settings, sites or [])
    with exclusive(settings):
        report = crawl_sites(settings, chosen, revisit_all=revisit_all)
    if as_json:
        print_json(report.to_dict())
    elif not quiet:
        print_report(report)
    raise_for(report)


def chosen_sites(settings: Settings, names: list[str]) -> list[Site]:
    """Return the declared sites of these names, all if there are none.

    Raises `CommandError` (status 2) for a wrong declaration or an unknown name; where sites are named, the
    declarations of others are not asked about.
    """
    declared = declared_sites(settings, [] if names else None)
    unknown = [name for name in names if name not in declared]
    if unknown:
        raise CommandError(f"no site is declared as {unknown[0]!r}; see `tollwatch sites list`", Status.WRONG_USAGE)
    if not declared:
        raise CommandError("no site is declared; make a declaration with `tollwatch sites add URL`", Status.WRONG_USAGE)
    return [declared[name] for name in dict.fromkeys(names)] if names else list(declared.values())


def crawl_sites(settings: Settings, sites: list[Site], *, revisit_all: bool = False) -> CrawlReport:
    """Crawl into the dataset of the settings; the caller holds the lock. Once in a process."""
    from crawler.run import CrawlOptions
    from crawler.run import crawl as crawl_now

    options = CrawlOptions(
        contact=settings.crawl.contact,
        allow_private_addresses=settings.crawl.allow_private_addresses,
        revisit_all=revisit_all,
    )
    archive = settings.path(settings.crawl.archive)
    return crawl_now(sites, dataset_url=settings.dataset_url, archive=archive, options=options)


def print_report(report: CrawlReport) -> None:
    """Print one line for each site, then what needs a person."""
    for site in report.sites:
        counts = ", ".join(f"{count} {outcome}" for outcome, count in sorted(site.outcomes.items())) or "nothing found"
        typer.echo(f"{site.site}: {counts} ({site.requests} requests, {site.bytes_received / 1000:.0f} kB)")
    for finding in report.findings:
        typer.echo(f"{finding.kind.replace('_', ' ')}: {finding.site}: {finding.message}", err=True)


def raise_for(report: CrawlReport) -> None:
    """Leave with the status that the report calls for; return when all is well."""
    if report.failure:
        raise CommandError(report.failure)
    if not report.balances:
        raise CommandError("the books do not balance: an address has no outcome; please report this")
    if report.stopped:
        raise CommandError("stopped before the end; the next crawl goes on from here")
    if report.findings:
        first = report.findings[0]
        message = (
            f"{len(report.findings)} of {len(report.sites)} sites need attention, first {first.site}: {first.message}"
        )
        raise CommandError(message, Status.SITE_NEEDS_ATTENTION)
