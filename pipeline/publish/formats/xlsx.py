"""An Excel workbook: a sheet a table, and the codebook's sheet first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from pipeline.publish.cells import cell
from pipeline.publish.columns import Table

MOST_ROWS = 1_048_576  # a sheet's limit, its heading included
MOST_CHARACTERS = 32_767  # a cell's limit
CUT = "… [cut]"
LARGEST_EXACT = 2**53  # beyond, Excel's numbers lose digits
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001  (a constant: the same rows give the same bytes)
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


class TooManyRowsError(ValueError):
    """A table does not fit into a sheet; the message says what to do."""


class Workbook:
    """A workbook being written, sheet after sheet."""

    def __init__(self, file: Path) -> None:
        """Begin the file."""
        self._book = xlsxwriter.Workbook(str(file), _OPTIONS)
        self._book.set_properties({"title": "Tollwatch export", "created": _MADE})
        self._bold = self._book.add_format({"bold": True})

    def close(self) -> None:
        """Finish the file."""
        self._book.close()

    def add_text(self, name: str, heading: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
        """Add a sheet of plain text."""
        sheet = self._sheet(name, heading)
        for number, line in enumerate(lines, 1):
            for position, words in enumerate(line):
                self._write(sheet, number, position, cell(words, "string"))

    @contextmanager
    def sheet(self, table: Table) -> Iterator[Callable[[Mapping[str, Any]], None]]:
        """Add a table's sheet; raises `TooManyRowsError` when it is full."""
        sheet, number = self._sheet(table.name, [column.name for column in table.columns]), 0

        def take(row: Mapping[str, Any]) -> None:
            nonlocal number
            number += 1
            if number >= MOST_ROWS:
                raise TooManyRowsError(
                    f"table {table.name} has more rows than the {MOST_ROWS} of an Excel sheet: export csv or parquet"
                )
            for position, column in enumerate(table.columns):
                self._write(sheet, number, position, cell(row[column.name], column.kind))

        yield take

    def _sheet(self, name: str, heading: Sequence[str]) -> Any:
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for position, words in enumerate(heading):
            sheet.write_string(0, position, words, self._bold)
        return sheet

    def _write(self, sheet: Any, row: int, column: int, value: Any) -> None:
        if value is None:
            return
        if isinstance(value, int | float) and abs(value) < LARGEST_EXACT:
            sheet.write_number(row, column, value)
        else:
            sheet.write_string(row, column, _fitting(str(value)))


def _fitting(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - len(CUT)] + CUT
