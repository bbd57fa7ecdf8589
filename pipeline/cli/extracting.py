"""`extract`: claims, statements and incidents of articles, with no dataset touched."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import tee
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crawler.addresses import canonical_url
from pipeline import logs
from pipeline.cli.app import CommandError, Quiet, Status, app
from pipeline.cli.printing import print_line
from pipeline.ingest import Rejected, article_from, articles_from_lines, open_lines, to_the_end
from pipeline.records import Article, Reading

if TYPE_CHECKING:
    from pipeline.understand.reader import ReadFailure

Source = Annotated[Path, typer.Argument(help="JSONL, .gz welcome; a .txt file is one article; - is standard input.")]
Workers = Annotated[int, typer.Option(min=1, help="Processes that read in parallel.")]
Model = Annotated[str, typer.Option(help="'bundled', or an installed spaCy pipeline.")]


@app.command()
def extract(source: Source = Path("-"), workers: Workers = 1, model: Model = "bundled", quiet: Quiet = False) -> None:
    """Read articles and print {id, claims, statements, incidents}, one line per input line, in input order."""
    from pipeline.understand.language import ModelMissingError

    logs.set_up(quiet=quiet)
    broken: list[Rejected] = []
    try:
        for line in extracted(_noting(_entries(source), broken), workers=workers, model=model):
            print_line(line)
    except ModelMissingError as error:
        raise CommandError(f"{error}; here: --model bundled", Status.WRONG_USAGE) from error
    if broken:
        raise CommandError(f"{source} is cut short at {broken[0]}; what stands before was read")


def _noting(entries: Iterable[Article | Rejected], broken: list[Rejected]) -> Iterator[Article | Rejected]:
    """Yield the entries, and note in `broken` where a file ends before its end."""
    for entry in entries:
        if isinstance(entry, Rejected) and entry.broken:
            broken.append(entry)
        yield entry


def extracted(entries: Iterable[Article | Rejected], *, workers: int, model: str) -> Iterator[dict[str, Any]]:
    """Yield the flat output of every entry in order; a rejected line yields its reason under `error`."""
    from pipeline.understand.reader import Reader

    shown, read = tee(entries)
    readings = Reader(model).read_many((entry for entry in read if isinstance(entry, Article)), workers=workers)
    for entry in shown:
        yield _rejection(entry) if isinstance(entry, Rejected) else _flat(entry, next(readings))


def _entries(source: Path) -> Iterator[Article | Rejected]:
    if source.suffix == ".txt":
        text = source.read_text(encoding="utf-8", errors="replace")
        return iter([article_from({"id": source.stem, "text": text}, canonical_url)])
    stream = sys.stdin.buffer if str(source) == "-" else source
    return to_the_end(articles_from_lines(open_lines(stream), canonical_url))  # type: ignore[arg-type]


def _flat(article: Article, reading: Reading | ReadFailure) -> dict[str, Any]:
    from pipeline.publish.flat import flat_claim, flat_incident, flat_statement

    if not isinstance(reading, Reading):
        identity = {"id": article.source_id or article.id}
        return {**identity, "claims": [], "statements": [], "incidents": [], "error": reading.reason}

    return {
        "id": article.source_id or article.id,
        "claims": [flat_claim(claim) for claim in reading.claims],
        "statements": [flat_statement(statement) for statement in reading.statements],
        "incidents": [flat_incident(incident) for incident in reading.incidents],
    }


def _rejection(rejected: Rejected) -> dict[str, Any]:
    reason = f"line {rejected.line}: {rejected.reason}"
    return {"id": rejected.source_id, "claims": [], "statements": [], "incidents": [], "error": reason}
