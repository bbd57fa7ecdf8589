"""`sites`: the declared outlets. List them, add one, and check that their saved pages are still read as expected."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from pipeline.cli.app import AsJson, CommandError, Folder, Status, app, settings_in
from pipeline.cli.countries import country_code
from pipeline.cli.folders import declared_sites, site_folders
from pipeline.cli.printing import print_json
from pipeline.config import Settings

if TYPE_CHECKING:
    from crawler.finding import FoundSite, SiteFacts
    from crawler.samples import Difference
    from crawler.sites import Site

sites_app = typer.Typer(help="The declared outlets: list, add, check.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(sites_app, name="sites")

_NO_COUNTRY = {"com", "org", "net", "info", "news", "media", "eu", "io", "co", "tv", "me", "ai", "int", "example"}
_UNUSUAL = {"uk": "GB"}  # the one country whose web ending is not its ISO code

Address = Annotated[
    str, typer.Argument(metavar="URL", help="The outlet's front page, or the page of its English edition.")
]
Country = Annotated[
    str | None, typer.Option(help="Country of the outlet, ISO 3166, e.g. AZ; from the host by default.")
]
Zone = Annotated[str | None, typer.Option(help="Time zone of times without one, e.g. Asia/Baku; UTC by default.")]
Slug = Annotated[str | None, typer.Option(help="Name of the site in files and records; from the host by default.")]
Pause = Annotated[float, typer.Option(min=0, max=60, help="Seconds between two requests.")]
Wanted = Annotated[list[str] | None, typer.Argument(metavar="[SITE]...", help="Sites by name; all if none.")]


@sites_app.command("list")
def list_sites(folder: Folder = Path(), as_json: AsJson = False) -> None:
    """Print the declared sites: where they start, what a day should bring, and whether somebody has tried them."""
    declared = declared_sites(settings_in(folder))
    if as_json:
        print_json([site.model_dump(mode="json") for site in declared.values()])
        return
    width = max((len(slug) for slug in declared), default=0)
    for slug, site in declared.items():
        typer.echo(f"{slug:<{width}}  {site.country}  {_described(site)}")
    unverified = sum(not site.verified for site in declared.values())
    typer.echo(
        f"{len(declared)} sites, {unverified} of them not verified: nobody has crawled them with this declaration."
    )


@sites_app.command("add")
def add_site(
    url: Address,
    country: Country = None,
    timezone: Zone = None,
    slug: Slug = None,
    pause: Pause = 2.0,
    folder: Folder = Path(),
) -> None:
    """Find a site's feeds and sitemaps, and write its declaration and a saved page with what is read from it.

    Asks some ten to twenty documents of the site, one at a time, and only what its robots.txt allows.
    """
    from crawler.fetching import Fetcher, FetchError
    from crawler.finding import NothingFoundError, SiteFacts, find_site
    from crawler.identity import user_agent

    settings = settings_in(folder, quiet=True)
    address = url if "://" in url else f"https://{url}"
    facts = SiteFacts(slug or slug_of(address), country_code(country or country_of(address)), timezone)
    _refuse_known(settings, facts)
    fetcher = Fetcher(user_agent(settings.crawl.contact), settings.crawl.allow_private_addresses, pause)
    try:
        found = find_site(address, facts, fetcher, datetime.now(UTC))
    except (FetchError, NothingFoundError) as error:
        raise CommandError(f"{error}; nothing was written") from error
    except ValueError as error:  # what pydantic says of a wrong country, zone or name
        raise CommandError(
            f"not a declaration: {_first_reason(error)}; nothing was written", Status.WRONG_USAGE
        ) from error
    _write(settings.path(settings.crawl.sites[0]), found)


@sites_app.command("check")
def check_sites(sites: Wanted = None, folder: Folder = Path(), as_json: AsJson = False) -> None:
    """Read the saved pages again and say what differs from what is expected. Status 1 if something does. No network."""
    settings = settings_in(folder)
    declared = declared_sites(settings)
    if unknown := sorted(set(sites or []) - declared.keys()):
        raise CommandError(f"no site is declared as {unknown[0]!r}; see `tollwatch sites list`", Status.WRONG_USAGE)
    results = {slug: _checked(settings, declared[slug]) for slug in (sites or declared)}
    if as_json:
        print_json({slug: _as_dict(result) for slug, result in results.items()})
    else:
        _print_results(results)
    wrong = [slug for slug, (differences, problem) in results.items() if differences or problem]
    if wrong:
        raise CommandError(f"{len(wrong)} of {len(results)} sites are not read as expected, first {wrong[0]}")


def slug_of(url: str) -> str:
    """Return the name that a site gets from its host: `https://www.jam-news.net/` is `jam_news`."""
    host = re.sub(r"^(?:www\d?|en|eng|english|m)\.", "", urlsplit(url).hostname or "")
    parts = host.split(".")
    kept = parts if all(part.isdigit() for part in parts) else parts[:-1] or parts
    slug = re.sub(r"[^a-z0-9]+", "_", "_".join(kept).lower()).strip("_")
    return slug if slug[:1].isalpha() else f"site_{slug}"


def country_of(url: str) -> str:
    """Return the country that a host name tells. Raises `CommandError` (status 2) when it tells none."""
    ending = (urlsplit(url).hostname or "").rpartition(".")[2].lower()
    if not re.fullmatch("[a-z]{2}", ending) or ending in _NO_COUNTRY:
        raise CommandError(
            f"{url} does not tell a country; say it with --country, e.g. --country GE", Status.WRONG_USAGE
        )
    return _UNUSUAL.get(ending, ending.upper())


def _refuse_known(settings: Settings, facts: SiteFacts) -> None:
    if facts.slug in declared_sites(settings):
        message = f"a site is declared as {facts.slug!r} already; edit its declaration, or name this one with --slug"
        raise CommandError(message, Status.WRONG_USAGE)


def _write(sites_folder: Path, found: FoundSite) -> None:
    from crawler.declaration import declaration_text
    from crawler.samples import sample_folder, write_sample
    from crawler.sites import load_site

    site = found.site
    file = sites_folder / site.country.lower() / f"{site.slug}.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(declaration_text(site, datetime.now(UTC).date(), found.notes), encoding="utf-8")
    load_site(file)
    typer.echo(f"Wrote {file}: {_described(site)}")
    for note in found.notes:
        typer.echo(f"  note: {note}")
    if found.sample is not None:
        folder = sample_folder(sites_folder, site)
        write_sample(folder, found.sample)
        article = found.sample.article
        typer.echo(f"Wrote {folder}/: {article.title!r}, {article.published_at or 'no date'}")
    typer.echo(
        f"Next: look over both, `tollwatch sites check {site.slug}`, `tollwatch crawl {site.slug}`, verified = true."
    )


def _described(site: Site) -> str:
    found = {"feed": site.feeds, "sitemap": site.sitemaps, "section": site.sections}
    starts = ", ".join(f"{len(urls)} {kind}{'s' if len(urls) > 1 else ''}" for kind, urls in found.items() if urls)
    tried = "" if site.verified else ", not verified"
    return f"{site.name}: {starts}; {site.expected.low} to {site.expected.high} articles a day{tried}"


def _checked(settings: Settings, site: Site) -> tuple[list[Difference] | None, str | None]:
    """Return the differences (None: no saved page) and what kept them from being told."""
    from crawler.samples import SampleError, check_sample, sample_folder

    folders = [folder for place in reversed(site_folders(settings)) if (folder := sample_folder(place, site)).is_dir()]
    try:
        return (check_sample(folders[0], site) if folders else None), None
    except SampleError as error:
        return None, str(error)


def _as_dict(result: tuple[list[Difference] | None, str | None]) -> dict[str, object]:
    differences, problem = result
    told = [{"field": d.field, "expected": d.expected, "read": d.read} for d in differences or []]
    return {"saved_page": differences is not None, "differences": told, "problem": problem}


def _print_results(results: dict[str, tuple[list[Difference] | None, str | None]]) -> None:
    without = [slug for slug, (differences, problem) in results.items() if differences is None and not problem]
    for slug, (differences, problem) in results.items():
        if problem:
            typer.echo(f"{slug}: {problem}", err=True)
        elif differences:
            for difference in differences:
                typer.echo(
                    f"{slug}: {difference.field}: expected {difference.expected!r}, read {difference.read!r}", err=True
                )
        elif differences is not None:
            typer.echo(f"{slug}: read as expected")
    if without:
        typer.echo(f"{len(without)} without a saved page: {', '.join(without)}")


def _first_reason(error: ValueError) -> str:
    """Return the first thing that is wrong, in one line."""
    from pydantic import ValidationError

    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors()[0]
    return f"{first['loc'][0] if first['loc'] else 'site'}: {first['msg'].removeprefix('Value error, ')}"
