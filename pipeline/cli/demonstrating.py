"""`demo`: a small invented news world on loopback, crawled for real, read, and shown."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.cli.app import CommandError, Status, app, settings_in
from pipeline.cli.crawl_process import COMMAND
from pipeline.cli.processing import understand
from pipeline.config import FILE_NAME, Settings, settings_template
from pipeline.store import Dataset

MARK = ".made-by-tollwatch-demo"
"""A folder with this file in it was made here and may be made anew; no other folder is touched."""

_CRAWL_SECONDS = 300

DemoFolder = Annotated[Path, typer.Option("--dir", "-C", help="Folder to make; one of an earlier demo is made anew.")]
Review = Annotated[bool, typer.Option("--review/--no-review", help="Go on into the review desk, until Ctrl-C.")]


@app.command()
def demo(folder: DemoFolder = Path(".demo"), review: Review = False) -> None:
    """Serve three invented outlets on this machine, crawl them twice, and show what was found.

    Between the two crawls the world goes on: tolls rise, a correction appears. Nothing leaves this machine.
    """
    from rich.console import Console

    from crawler.world import World
    from pipeline.cli.showing import show_dataset, show_traffic

    settings, console = _fresh(folder), Console(width=None if Console().is_terminal else 110, highlight=False)
    with World() as world:
        world.write_declarations(settings.path(settings.crawl.sites[0]))
        with _doing(console, "First crawl: three outlets, robots.txt, feeds, a sitemap index"):
            first = _crawl(settings, 1)
        with _doing(console, "Reading and resolving"):
            _understand(settings)
        world.advance()
        with _doing(console, "Some time later. Second crawl: what is new or changed"):
            second = _crawl(settings, 2, "--revisit-all")
        with _doing(console, "Reading and resolving"):
            _understand(settings)
    with Dataset.open(settings.dataset_url) as dataset:
        show_dataset(console, dataset)
    show_traffic(console, first, second)
    console.print(
        f"\nThe dataset is in {folder}. Look at it in the review desk:\n\n    tollwatch review --dir {folder}\n"
    )
    if review:
        from pipeline.cli.reviewing import review as open_desk

        open_desk(folder=folder)


def _fresh(folder: Path) -> Settings:
    """Make the dataset folder and return its settings."""
    if (folder / MARK).is_file():
        shutil.rmtree(folder)
    elif folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = f"{folder} is there and was not made by a demo; nothing was changed. Name another folder with --dir"
        raise CommandError(message, Status.WRONG_USAGE)
    for name in ("sites", "archive", "reports", "logs"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / MARK).touch()
    (folder / FILE_NAME).write_text(_settings_text(), encoding="utf-8")
    settings = settings_in(folder, quiet=True)
    Dataset.open(settings.dataset_url, create=True).close()
    return settings


def _settings_text() -> str:
    """Return the settings template, changed to know the world's outlets only and to let loopback through."""
    text = settings_template()
    changes = {
        'contact = ""': 'contact = "demo@tollwatch.example"',
        "bundled_sites = true": "bundled_sites = false",
        "allow_private_addresses = false": "allow_private_addresses = true",
    }
    for before, after in changes.items():
        assert before in text, f"the settings template no longer has {before!r}"
        text = text.replace(before, after)
    return text


def _crawl(settings: Settings, number: int, *options: str) -> dict[str, Any]:
    """Crawl in a process of its own, as Scrapy wants it, and return the report. Raises `CommandError`."""
    log_file = settings.folder / "logs" / f"crawl-{number}.log"
    arguments = [*COMMAND, *options, "--json", "--quiet", "--dir", str(settings.folder)]
    with log_file.open("wb") as log:
        ended = subprocess.run(arguments, stdout=subprocess.PIPE, stderr=log, timeout=_CRAWL_SECONDS, check=False)  # noqa: S603  (our own program)
    try:
        report: dict[str, Any] = json.loads(ended.stdout)
    except ValueError as error:
        raise CommandError(f"crawl {number} ended with status {ended.returncode}; see {log_file}") from error
    if ended.returncode not in (Status.DONE, Status.SITE_NEEDS_ATTENTION):
        raise CommandError(f"crawl {number} ended with status {ended.returncode}; see {log_file}")
    return report


def _understand(settings: Settings) -> None:
    with Dataset.open(settings.dataset_url) as dataset:
        read, _ = understand(dataset, settings)
    if read.failed:
        raise CommandError(f"could not read {len(read.failed)} articles, the first: {read.failed[0]}")


@contextmanager
def _doing(console: Any, what: str) -> Iterator[None]:
    """Say what is being done; on a terminal with something that moves."""
    console.print(f"[bold]{what}[/] ...")
    with console.status("working"):
        yield
