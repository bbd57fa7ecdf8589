"""`doctor`: what is wrong with this installation, and what to do about it."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import typer

from pipeline.cli.app import AsJson, CommandError, Folder, Status, app, settings_in
from pipeline.cli.printing import print_json
from pipeline.config import CrawlSettings, Settings

FREE_DISK_BYTES = 1 << 30  # a day of about 25 sites archives some 300 MB
OPTIONAL = {
    "psycopg": "PostgreSQL (extra: postgresql)",
    "scrapy_playwright": "rendering of script-built pages (extra: render)",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: `ok` is False where something is to be done, which `advice` says."""

    name: str
    ok: bool
    found: str
    advice: str = ""


@app.command()
def doctor(folder: Folder = Path(), as_json: AsJson = False) -> None:
    """Look for what is wrong with this installation and this dataset folder. Status 1 if anything is."""
    findings = list(examine(folder))
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            advice = f" - {finding.advice}" if finding.advice and not finding.ok else ""
            typer.echo(f"{'ok ' if finding.ok else 'BAD'}  {finding.name}: {finding.found}{advice}")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(Status.FAILED)


def examine(folder: Path) -> Iterator[Finding]:
    """Yield every finding, the installation first; the folder's checks stop at unusable settings."""
    yield _python()
    yield _full_text_search()
    yield _model("bundled")
    yield from (_optional(name, purpose) for name, purpose in OPTIONAL.items())
    try:
        settings = settings_in(folder)
    except CommandError as error:
        missing = "no settings at" in str(error)
        advice = "run doctor in a dataset folder, or with --dir" if missing else "correct what is named"
        yield Finding("settings", False, str(error), advice)
        return
    yield Finding("settings", True, str(settings.folder))
    checks: tuple[Callable[[Settings], Finding], ...] = (_contact, _disk, _writable, _dataset, _sites, _webhook)
    yield from (check(settings) for check in checks)
    if settings.read.model != "bundled":
        yield _model(settings.read.model)


def _python() -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    return Finding("python", sys.version_info >= (3, 11), found, "Python 3.11 or later is needed")


def _full_text_search() -> Finding:
    with sqlite3.connect(":memory:") as connection:
        options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    advice = "this Python's SQLite lacks FTS5: use another build, or PostgreSQL"
    return Finding("sqlite", "ENABLE_FTS5" in options, f"{sqlite3.sqlite_version}, FTS5", advice)


def _model(name: str) -> Finding:
    from pipeline.understand.language import ModelMissingError, load

    try:
        meta = load(name).meta
    except ModelMissingError as error:
        return Finding("language model", False, str(error), "see above")
    return Finding("language model", True, f"{meta['name']} {meta['version']}")


def _optional(name: str, purpose: str) -> Finding:
    there = importlib.util.find_spec(name) is not None
    return Finding(f"optional {name}", True, f"{'installed' if there else 'not installed'}: {purpose}")


def _contact(settings: Settings) -> Finding:
    contact = settings.crawl.contact
    advice = "set [crawl] contact in tollwatch.toml: an honest crawler says whom to write to"
    return Finding("contact", bool(contact), contact or "empty", advice)


def _disk(settings: Settings) -> Finding:
    free = shutil.disk_usage(settings.folder).free
    return Finding("disk", free > FREE_DISK_BYTES, f"{free / 1e9:.1f} GB free", "make room before the next crawl")


def _writable(settings: Settings) -> Finding:
    paths = [settings.folder, settings.path(settings.crawl.archive), settings.path(settings.report.folder)]
    closed = [str(path) for path in paths if path.exists() and not os.access(path, os.W_OK)]
    return Finding("folders", not closed, ", ".join(closed) or "writable", "give this user the right to write there")


def _dataset(settings: Settings) -> Finding:
    from pipeline.store import Dataset, DatasetError

    try:
        with Dataset.open(settings.dataset_url) as dataset:
            return Finding("dataset", True, f"{dataset.count_articles()} article versions")
    except DatasetError as error:
        return Finding("dataset", False, str(error), "see above")


def _webhook(settings: Settings) -> Finding:
    address = settings.notify.webhook
    told = address is None or address.startswith(("http://", "https://"))
    return Finding("webhook", told, address or "none", "[notify] webhook is a web address: https://...")


def _sites(settings: Settings) -> Finding:
    from crawler.sites import SiteError, load_sites
    from pipeline.cli.folders import site_folders

    try:
        sites = load_sites(site_folders(settings))
    except SiteError as error:
        return Finding("sites", False, str(error), "correct the declaration")
    missing = [str(place) for place in settings.crawl.sites if not settings.path(place).is_dir()]
    if missing and missing != [str(place) for place in CrawlSettings().sites]:
        return Finding("sites", False, f"no folder {', '.join(missing)}", "correct [crawl] sites, or make it")
    unverified = sum(not site.verified for site in sites.values())
    return Finding("sites", True, f"{len(sites)} declared, {unverified} of them never verified with a connection")
