"""`process`: understand and resolve all that is new."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import AsJson, CommandError, Folder, Quiet, Status, app, settings_in
from pipeline.cli.locking import exclusive
from pipeline.cli.printing import print_json
from pipeline.cli.progress import counting
from pipeline.config import Settings
from pipeline.steps import ReadReport, ResolveReport, read_new, resolve_new_readings
from pipeline.store import Dataset

Workers = Annotated[int | None, typer.Option(min=1, max=64, help="Processes that read; [read] workers by default.")]
All = Annotated[bool, typer.Option("--all", help="Also read again what only earlier versions of the rules have read.")]


@app.command()
def process(
    everything: All = False,
    workers: Workers = None,
    folder: Folder = Path(),
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Read and resolve every article that is new. Status 1 if reading failed on one; the others are done all the same.

    After an update that improves the rules, `--all` reads the archive again; earlier readings and decisions stay.
    """
    settings = settings_in(folder, quiet=quiet)
    with exclusive(settings), Dataset.open(settings.dataset_url) as dataset:
        read, resolved = understand(dataset, settings, workers=workers, again=everything, quiet=quiet or as_json)
    if as_json:
        print_json({"read": asdict(read), "resolved": asdict(resolved)})
    elif not quiet:
        typer.echo(f"Read {read.read} articles: {read.claims} claims, {read.statements} statements.")
        if read.other_language:
            typer.echo(f"{read.other_language} of them are not in English: nothing was taken from them.")
        changed = f"{resolved.incidents} incidents and {resolved.tallies} tallies"
        typer.echo(f"Resolved {resolved.articles} articles: {changed} are new or changed.")
    if read.failed:
        raise CommandError(f"could not read {len(read.failed)} articles, the first: {read.failed[0]}")


def understand(
    dataset: Dataset, settings: Settings, *, workers: int | None = None, again: bool = False, quiet: bool = False
) -> tuple[ReadReport, ResolveReport]:
    """Read, then resolve, all that is new; the caller holds the lock.

    Raises `CommandError` (status 2) when the language model of the settings is not there.
    """
    from pipeline.understand.language import ModelMissingError

    with counting("reading", quiet=quiet) as told:
        count = workers or settings.read.workers
        try:
            read = read_new(dataset, model=settings.read.model, workers=count, again=again, told=told)
        except ModelMissingError as error:
            raise CommandError(str(error), Status.WRONG_USAGE) from error
    with counting("resolving", quiet=quiet) as told:
        return read, resolve_new_readings(dataset, again=again, told=told)
