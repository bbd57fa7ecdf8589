"""The formats that tables are written in: each gives a function that takes the rows one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from pipeline.publish.columns import Table
from pipeline.publish.formats.lines import csv_file, jsonl_file
from pipeline.publish.formats.parquet import parquet_file

Take = Callable[[Mapping[str, Any]], None]

FILES: dict[str, Callable[[Path, Table], AbstractContextManager[Take]]] = {
    "csv": csv_file,
    "jsonl": jsonl_file,
    "parquet": parquet_file,
}
"""Formats with one file a table, by their ending."""

FORMATS = (*FILES, "xlsx")
"""All formats; `xlsx` is one workbook with a sheet a table."""
