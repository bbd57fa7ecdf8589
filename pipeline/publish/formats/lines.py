"""CSV for spreadsheets and statistics programs, JSONL for programs."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.publish.cells import cell, plain
from pipeline.publish.columns import Table


@contextmanager
def csv_file(file: Path, table: Table) -> Iterator[Callable[[Mapping[str, Any]], None]]:
    """Write UTF-8 CSV as RFC 4180 has it; unknown is an empty cell."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow([column.name for column in table.columns])
        yield lambda row: writer.writerow([cell(row[column.name], column.kind) for column in table.columns])


@contextmanager
def jsonl_file(file: Path, table: Table) -> Iterator[Callable[[Mapping[str, Any]], None]]:
    """Write one JSON object a line, every column in it; text stands as it is, unshielded."""

    def take(row: Mapping[str, Any]) -> None:
        simple = {column.name: plain(row[column.name], column.kind) for column in table.columns}
        stream.write(json.dumps(simple, ensure_ascii=False, separators=(",", ":")) + "\n")

    with file.open("w", encoding="utf-8", newline="\n") as stream:
        yield take
