"""`tools`: the dataset in the tools that analysts know: Datasette, Label Studio, displaCy."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.cli.app import CommandError, Folder, Status, app, settings_in
from pipeline.publish import datasette as datasette_
from pipeline.publish import displacy as displacy_
from pipeline.review import DeskSettings
from pipeline.review.desk import Desk
from pipeline.review.labelling import AnswerError, configuration, take_answers, tasks
from pipeline.store import Dataset
from pipeline.store.desk_items import ItemFilter

tools = typer.Typer(name="tools", help="The dataset in Datasette, Label Studio and displaCy.", no_args_is_help=True)
app.add_typer(tools)

LOOKED_AT = 2000  # newest articles among which those with records are drawn

Out = Annotated[Path, typer.Argument(help="File to write; it must not exist yet.")]
Kind = Annotated[str, typer.Option("--kind", help="claim or statement.")]
Limit = Annotated[int, typer.Option("--limit", min=1, help="At most so many, the most pressing or newest first.")]


@tools.command("datasette")
def write_datasette(out: Out, folder: Folder = Path()) -> None:
    """Write metadata with descriptions, facets and ready-made questions, and say how to open Datasette with it."""
    settings = settings_in(folder, quiet=True)
    _write(out, json.dumps(datasette_.metadata(), ensure_ascii=False, indent=2) + "\n")
    place = settings.dataset_url if "://" not in settings.dataset_url else settings.dataset_url.split("///")[-1]
    typer.echo(f"datasette --immutable {place} --metadata {out}")


@tools.command("displacy")
def write_displacy(
    out: Out,
    article: Annotated[list[str] | None, typer.Option("--article", help="Article id; repeatable.")] = None,
    limit: Limit = 20,
    folder: Folder = Path(),
) -> None:
    """Draw articles with claims and statements marked: a page if OUT ends in .html, else displaCy's JSON lines."""
    with _dataset(folder) as dataset:
        wanted = article or dataset.newest_article_ids(limit=LOOKED_AT)
        drawn = list(islice(_drawn(dataset, wanted), limit * 2))
    if not drawn:
        raise CommandError("nothing to draw: no such article, or none has been read", Status.WRONG_USAGE)
    if out.suffix == ".html":
        _write(out, _page(drawn))
    else:
        _write(out, "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in drawn))
    typer.echo(f"{len(drawn)} drawings in {out}")


@tools.command("label-config")
def print_configuration(kind: Kind = "claim") -> None:
    """Print the labelling interface to paste into a Label Studio project (Settings, Labeling Interface, Code)."""
    typer.echo(configuration(_known(kind)), nl=False)


@tools.command("label-tasks")
def write_tasks(
    out: Out,
    kind: Kind = "claim",
    reason: Annotated[str | None, typer.Option("--reason", help="Why it is in the queue: low_confidence, …")] = None,
    country: Annotated[str | None, typer.Option("--country", help="ISO code, as AM.")] = None,
    site: Annotated[str | None, typer.Option("--site", help="Site that published it.")] = None,
    limit: Limit = 500,
    folder: Folder = Path(),
) -> None:
    """Write what waits in the queue as tasks for Label Studio, with the machine's reading as predictions."""
    wanted = ItemFilter(kind=_known(kind), reason=reason, country=country, site=site)
    with _desk(folder) as desk:
        lines = [json.dumps(task, ensure_ascii=False) for task in tasks(desk, desk.store.items(wanted, limit=limit))]
    # An array, one task a line: Label Studio imports arrays, and people count lines.
    _write(out, "[\n" + ",\n".join(lines) + "\n]\n" if out.suffix == ".json" else "".join(f"{x}\n" for x in lines))
    typer.echo(f"{len(lines)} tasks in {out}; their interface: tollwatch tools label-config --kind {kind}")


@tools.command("label-answers")
def take(
    file: Annotated[Path, typer.Argument(help="Label Studio's JSON export, an array or one task a line.")],
    reviewer: Annotated[str, typer.Option("--reviewer", help="Account that decides, where an annotator has none.")],
    folder: Folder = Path(),
) -> None:
    """Take annotations as decisions, each dated as it was made; the same file again adds nothing."""
    with _desk(folder) as desk:
        account = desk.store.account(reviewer)
        if account is None or not account.active or account.role == "viewer":
            raise CommandError(
                f"{reviewer!r} is no account that may decide: see `tollwatch users list`", Status.WRONG_USAGE
            )
        try:
            taken = take_answers(desk, file.read_text(encoding="utf-8"), reviewer)
        except AnswerError as error:
            raise CommandError(f"{file}: {error}", Status.WRONG_USAGE) from error
    for problem in taken.problems:
        typer.echo(f"refused: {problem}", err=True)
    typer.echo(
        ", ".join(f"{number} {outcome}" for outcome, number in sorted(taken.outcomes.items())) or "no annotations"
    )


def _drawn(dataset: Dataset, ids: Sequence[str]) -> Iterator[dict[str, Any]]:
    for article_id in ids:
        article, reading = dataset.article(article_id), dataset.reading(article_id)
        if article is not None and reading is not None and (reading.claims or reading.statements):
            yield displacy_.marked_claims(article, reading)
            yield displacy_.marked_statements(article, reading)


def _page(drawn: list[dict[str, Any]]) -> str:
    from spacy import displacy

    options = {"colors": {name.upper(): colour for name, colour in displacy_.COLOURS.items()}}
    shown = [{**one, "ents": [{**ent, "label": ent["label"].upper()} for ent in one["ents"]]} for one in drawn]
    return str(displacy.render(shown, style="ent", manual=True, page=True, options=options, jupyter=False))


def _known(kind: str) -> str:
    if kind not in ("claim", "statement"):
        raise CommandError(f"{kind!r} cannot be labelled: claim or statement", Status.WRONG_USAGE)
    return kind


def _write(out: Path, text: str) -> None:
    try:
        with out.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise CommandError(f"{out} exists: choose another name", Status.WRONG_USAGE) from error


@contextmanager
def _dataset(folder: Path) -> Iterator[Dataset]:
    settings = settings_in(folder, quiet=True)
    with Dataset.open(settings.dataset_url) as dataset:
        yield dataset


@contextmanager
def _desk(folder: Path) -> Iterator[Desk]:
    settings = settings_in(folder, quiet=True)
    desk = Desk(DeskSettings(settings.dataset_url), lambda: datetime.now(UTC))
    try:
        yield desk
    finally:
        desk.close()
