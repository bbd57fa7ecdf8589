"""`evaluate`: scores of the reader on tables of sentences, beside the floors."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import logs
from pipeline.cli.app import AsJson, CommandError, Status, app
from pipeline.cli.printing import print_json

if TYPE_CHECKING:
    from pipeline.evaluate.floors import Changes
    from pipeline.evaluate.sentences import Score

DEFAULT_TABLES = Path("tests/sentences/en")
Gold = Annotated[list[Path] | None, typer.Argument(help="Folders of tables; the project's own by default.")]
Pin = Annotated[bool, typer.Option("--pin", help="Write the present scores as floors, the present misses as known.")]
Model = Annotated[str, typer.Option(help="'bundled', or an installed spaCy pipeline.")]


@app.command()
def evaluate(gold: Gold = None, pin: Pin = False, model: Model = "bundled", as_json: AsJson = False) -> None:
    """Read tables of sentences and print exact-match, precision and recall by family; status 1 below a floor."""
    logs.set_up(quiet=True)
    reports = [_evaluated(folder, pin=pin, model=model) for folder in gold or [DEFAULT_TABLES]]
    if as_json:
        print_json(reports)
    else:
        for report in reports:
            _show(report)
    if any(report.broken for report in reports):
        raise typer.Exit(Status.FAILED)


@dataclass(frozen=True, slots=True)
class Report:
    """What one folder of tables gave."""

    folder: str
    scores: list[Score]
    changes: Changes
    broken: list[str]


def _show(report: Report) -> None:
    typer.echo(f"{report.folder}\n{'family':<26}{'sentences':>10}{'exact':>8}{'precision':>11}{'recall':>8}")
    for score in report.scores:
        shares = f"{score.exact:>8.3f}{score.precision:>11.3f}{score.recall:>8.3f}"
        typer.echo(f"{score.family:<26}{score.sentences:>10}{shares}")
    for sign, lines in (("+", report.changes.gains), ("-", report.changes.losses), ("below", report.broken)):
        for line in lines:
            typer.echo(f"{sign} {line}")


def _evaluated(folder: Path, *, pin: bool, model: str) -> Report:
    from pipeline.evaluate import floors
    from pipeline.evaluate.sentences import TableError, load_tables, results, scores
    from pipeline.understand.reader import Reader

    if not folder.is_dir():
        raise CommandError(f"no tables at {folder}: name a folder with TOML tables of sentences", Status.WRONG_USAGE)
    try:
        found = list(results(load_tables(folder), Reader(model).read))
    except TableError as error:
        raise CommandError(str(error), Status.WRONG_USAGE) from error
    by_family = scores(found)
    changed = floors.changes(found, folder)
    broken = floors.broken(by_family, floors.load_floors(folder))
    if pin:
        floors.pin(found, by_family, folder)
    return Report(str(folder), by_family, changed, broken)
