"""`ingest`: articles from other tools' files."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from crawler.addresses import canonical_url
from pipeline.cli.app import AsJson, CommandError, Folder, Quiet, app, settings_in
from pipeline.cli.folders import declared_sites
from pipeline.cli.printing import print_json
from pipeline.cli.progress import counting
from pipeline.config import Settings
from pipeline.ingest import GZIP_MAGIC, Rejected, articles_from_lines, open_lines, to_the_end
from pipeline.records import Article
from pipeline.steps import IngestReport
from pipeline.steps import ingest as ingest_entries
from pipeline.store import Dataset

WARC_MAGIC = b"WARC/"
MOST_REJECTED_TOLD = 20  # a screenful; a file with more is the wrong file
Files = Annotated[
    list[Path],
    typer.Argument(exists=True, dir_okay=False, help="JSONL of ours, news-please, fundus, trafilatura; WARC; .gz."),
]


@app.command()
def ingest(files: Files, folder: Folder = Path(), as_json: AsJson = False, quiet: Quiet = False) -> None:
    """Add articles from files; known ones are left as they are.

    Status 1 if a file holds no article at all, or breaks off before its end: what stands before is kept.
    """
    settings = settings_in(folder, quiet=quiet)
    reports: dict[str, IngestReport] = {}
    with Dataset.open(settings.dataset_url) as dataset:
        for file in files:
            with counting(file.name, quiet=quiet or as_json) as told:
                reports[str(file)] = ingest_entries(dataset, _entries(file, settings), told)
    if as_json:
        print_json({file: asdict(report) for file, report in reports.items()})
    elif not quiet:
        for name, report in reports.items():
            typer.echo(f"{name}: {report.added} added, {report.known} known, {len(report.rejected)} rejected")
            _tell_rejected(name, report.rejected)
            _tell_undated(report.undated)
    if barren := [name for name, report in reports.items() if not report.added + report.known]:
        raise CommandError(f"no article in {', '.join(barren)}")
    if cut := [name for name, report in reports.items() if any(one.broken for one in report.rejected)]:
        raise CommandError(
            f"cut short: {', '.join(cut)}; what stands before is stored: fetch the file again, ingest it again"
        )


def _tell_rejected(name: str, rejected: list[Rejected]) -> None:
    for one in rejected[:MOST_REJECTED_TOLD]:
        typer.echo(f"  {name}: {one}", err=True)
    if (more := len(rejected) - MOST_REJECTED_TOLD) > 0:
        typer.echo(f"  and {more} more: `--json` lists all", err=True)


def _tell_undated(undated: list[str]) -> None:
    if undated:
        typer.echo("  stored without a date, as what is stated is none or lies in the future:", err=True)
    for one in undated[:MOST_REJECTED_TOLD]:
        typer.echo(f"    {one}", err=True)
    if (more := len(undated) - MOST_REJECTED_TOLD) > 0:
        typer.echo(f"    and {more} more: `--json` lists all", err=True)


def _entries(file: Path, settings: Settings) -> Iterator[Article | Rejected]:
    if _begins_with(file, WARC_MAGIC):
        from pipeline.cli.warc import articles_from_warc  # loads the page parser, a second that JSONL need not wait

        return to_the_end(articles_from_warc(file, declared_sites(settings).values()))
    return to_the_end(articles_from_lines(open_lines(file), canonical_url))


def _begins_with(file: Path, magic: bytes) -> bool:
    with file.open("rb") as stream:
        start = stream.read(len(magic))
    if not start.startswith(GZIP_MAGIC):
        return start == magic
    try:
        with gzip.open(file) as unpacked:
            return unpacked.read(len(magic)) == magic
    except (EOFError, gzip.BadGzipFile, zlib.error):
        return False
