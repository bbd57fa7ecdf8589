"""`parse`: saved pages to articles, without the network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline import logs
from pipeline.cli.app import Quiet, app
from pipeline.cli.printing import print_line
from pipeline.ingest import open_lines


@app.command()
def parse(
    manifest: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="JSONL of {id, url, html_path}.")],
    quiet: Quiet = False,
) -> None:
    """Turn saved pages into articles: a JSON line per manifest line, in its order; a failure is a line with `error`."""
    from crawler.page import parse_manifest

    logs.set_up(quiet=quiet)
    for line in parse_manifest(open_lines(manifest), manifest.parent):
        print_line(line)
