"""Writing an export: all tables in all formats asked for, beside the codebook and the data package.

Everything is written to a folder beside the target, which takes the target's place at the end: whoever looks sees the
old export or the new one, whole. The same dataset gives the same bytes.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from pipeline.publish import package
from pipeline.publish.codebook import HEADING, codebook, codebook_lines
from pipeline.publish.columns import Table
from pipeline.publish.formats import FILES, FORMATS, Take
from pipeline.publish.formats.xlsx import Workbook
from pipeline.publish.reviewed import Revise
from pipeline.publish.rows import Rows
from pipeline.publish.tables import TABLES
from pipeline.store import Dataset

WORKBOOK = "tollwatch.xlsx"
Told = Callable[[int], None]


class ExportError(ValueError):
    """The export cannot be written as asked; the message says why and what to do."""


def export(
    dataset: Dataset, folder: Path, formats: Sequence[str], *, revise: Revise | None = None, told: Told | None = None
) -> dict[str, int]:
    """Write the dataset as it stands to `folder`, in place of an earlier export; return the rows of each table.

    `revise` lets decisions on claims reach the figures of incidents.
    Raises `ExportError` for an unknown format, or when the folder holds something that is no export.
    """
    if unknown := set(formats) - set(FORMATS):
        raise ExportError(f"unknown format {', '.join(sorted(unknown))}: use {', '.join(FORMATS)}")
    _refuse_foreign(folder)
    with _in_place_of(folder) as partial, dataset.snapshot():
        (partial / package.CODEBOOK).write_text(codebook(), encoding="utf-8", newline="\n")
        with ExitStack() as open_files:
            workbook = _workbook(open_files, partial / WORKBOOK) if "xlsx" in formats else None
            counts = _write_tables(Rows(dataset, revise), partial, formats, workbook, told)
        package.describe(partial, formats)
    return counts


def _write_tables(
    rows: Rows, folder: Path, formats: Sequence[str], workbook: Workbook | None, told: Told | None
) -> dict[str, int]:
    counts: dict[str, int] = {}
    for table in TABLES:
        with ExitStack() as files:
            takers = [files.enter_context(FILES[name](folder / f"{table.name}.{name}", table))
                      for name in FORMATS if name in formats and name in FILES]  # fmt: skip
            if workbook is not None:
                takers.append(files.enter_context(workbook.sheet(table)))
            counts[table.name] = _pour(rows, table, takers)
        if told:
            told(len(counts))
    return counts


def _pour(rows: Rows, table: Table, takers: Sequence[Take]) -> int:
    number = 0
    for row in rows.of(table):
        number += 1
        for take in takers:
            take(row)
    return number


def _workbook(open_files: ExitStack, file: Path) -> Workbook:
    workbook = Workbook(file)
    open_files.callback(workbook.close)
    workbook.add_text("codebook", HEADING, codebook_lines())
    return workbook


def _refuse_foreign(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise ExportError(f"{folder} is a file: name a folder")
    foreign = {file.name for file in folder.iterdir()} - package.files_of(folder) if folder.exists() else set()
    if foreign:
        shown = ", ".join(sorted(foreign)[:3])
        raise ExportError(f"{folder} holds other files, which would be lost ({shown}): name an empty or a new folder")


@contextmanager
def _in_place_of(folder: Path) -> Iterator[Path]:
    """Give a new folder that takes the place of `folder` when all went well; what a killed export left is removed."""
    target = folder.resolve()
    partial, old = (target.with_name(f".{target.name}.{state}") for state in ("partial", "old"))
    for leftover in (partial, old):
        shutil.rmtree(leftover, ignore_errors=True)
    partial.mkdir(parents=True)
    try:
        yield partial
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    if target.exists():
        target.rename(old)
    partial.rename(target)
    shutil.rmtree(old, ignore_errors=True)
