"""`export`: the dataset as tables for spreadsheets, statistics programs and other people's scripts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import AsJson, CommandError, Folder, Quiet, Status, app, settings_in
from pipeline.cli.printing import print_json
from pipeline.cli.progress import counting
from pipeline.store import Dataset

Target = Annotated[Path, typer.Argument(help="Folder to write; an earlier export there is replaced.")]
Formats = Annotated[str, typer.Option("--format", "-f", help="csv, jsonl, parquet, xlsx; several with commas.")]


@app.command()
def export(
    target: Target,
    formats: Formats = "csv,jsonl,parquet,xlsx",
    folder: Folder = Path(),
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Write all tables with codebook and data package. The same dataset gives the same files, to the byte."""
    from pipeline.publish.export import ExportError
    from pipeline.publish.export import export as write
    from pipeline.publish.formats.xlsx import TooManyRowsError
    from pipeline.publish.tables import TABLES
    from pipeline.revising import revised

    settings = settings_in(folder, quiet=quiet)
    wanted = [name.strip() for name in formats.split(",") if name.strip()]
    with (
        Dataset.open(settings.dataset_url, to_read=True) as dataset,
        counting("tables", quiet=quiet or as_json, total=len(TABLES)) as told,
    ):
        try:
            counts = write(dataset, target, wanted, revise=revised, told=told)
        except (ExportError, TooManyRowsError) as error:
            raise CommandError(str(error), Status.WRONG_USAGE) from error
    if as_json:
        print_json({"folder": str(target), "rows": counts})
    elif not quiet:
        rows = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.items())
        typer.echo(f"Wrote {target}: {rows}.")
