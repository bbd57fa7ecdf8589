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
    from pipeline.evaluate.floors import AnyScore, Changes

DEFAULT_TABLES = (Path("tests/sentences/en"), Path("tests/stories/en"))
Gold = Annotated[list[Path] | None, typer.Argument(help="Folders of tables; the project's own by default.")]
Pin = Annotated[bool, typer.Option("--pin", help="Write the present scores as floors, the present misses as known.")]
Model = Annotated[str, typer.Option(help="'bundled', or an installed spaCy pipeline.")]


@app.command()
def evaluate(gold: Gold = None, pin: Pin = False, model: Model = "bundled", as_json: AsJson = False) -> None:
    """Read tables of sentences and of whole articles and print shares read right by family; status 1 below a floor.

    Sentences: all claims exact, precision and recall of claims. Articles: killed and injured of the main incident both
    right; killed right where somebody died; nobody read as killed where nobody died.
    """
    logs.set_up(quiet=True)
    reports = [_evaluated(folder, pin=pin, model=model) for folder in gold or DEFAULT_TABLES]
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
    scores: list[AnyScore]
    changes: Changes
    broken: list[str]


def _show(report: Report) -> None:
    counted, measures = (report.scores[0].COUNTED, report.scores[0].MEASURES) if report.scores else ("", ())
    typer.echo(f"{report.folder}\n{'family':<26}{counted:>10}" + "".join(f"{name:>11}" for name in measures))
    for score in report.scores:
        shares = "".join(f"{getattr(score, name):>11.3f}" for name in measures)
        typer.echo(f"{score.family:<26}{getattr(score, counted):>10}{shares}")
    for sign, lines in (("+", report.changes.gains), ("-", report.changes.losses), ("below", report.broken)):
        for line in lines:
            typer.echo(f"{sign} {line}")


def _evaluated(folder: Path, *, pin: bool, model: str) -> Report:
    from pipeline.evaluate import floors
    from pipeline.evaluate.sentences import load_tables, results, scores
    from pipeline.evaluate.stories import load_stories, story_results, story_scores
    from pipeline.evaluate.tables import TableError
    from pipeline.understand.reader import Reader

    if not folder.is_dir():
        raise CommandError(
            f"no tables at {folder}: name a folder with TOML tables of sentences or stories", Status.WRONG_USAGE
        )
    found: list[floors.AnyResult] = []
    by_family: list[AnyScore] = []
    try:
        if stories := list(load_stories(folder)):
            told = list(story_results(stories, Reader(model).read))
            found, by_family = [*told], [*story_scores(told)]
        else:
            read = list(results(load_tables(folder), Reader(model).read))
            found, by_family = [*read], [*scores(read)]
    except TableError as error:
        raise CommandError(str(error), Status.WRONG_USAGE) from error
    changed = floors.changes(found, folder)
    broken = floors.broken(by_family, floors.load_floors(folder))
    if pin:
        floors.pin(found, by_family, folder)
    return Report(str(folder), by_family, changed, broken)
