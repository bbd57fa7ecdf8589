"""`init`: a dataset folder to start with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import app, settings_in
from pipeline.config import FILE_NAME, settings_template
from pipeline.operations import write_examples


@app.command()
def init(folder: Annotated[Path, typer.Argument(help="Folder to make.", show_default="this folder")] = Path()) -> None:
    """Make a dataset folder: commented settings and an empty dataset.

    Where there are settings, they are kept, and the dataset that they name (say, on PostgreSQL) is made if need be.
    """
    from pipeline.store import Dataset

    file = folder / FILE_NAME
    known = file.exists()
    for name in ("sites", "archive", "reports"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    if not known:
        file.write_text(settings_template(), encoding="utf-8")
        write_examples(folder)
    with Dataset.open(settings_in(folder).dataset_url, create=True) as dataset:
        if known:
            typer.echo(f"Kept {file}; its dataset is ready: {dataset.place}, {dataset.count_articles()} articles.")
        else:
            typer.echo(f"Made {file} and an empty dataset. Next: fill in `contact`, then `tollwatch sites list`.")
