"""Parquet, for data frames: typed columns, moments in UTC, text as it stands."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.publish.cells import plain
from pipeline.publish.columns import Column, Table
from pipeline.store.codec import count

ROWS_PER_GROUP = 10_000  # some 20 MB of claims; always the same, so that the same rows give the same bytes

_TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "datetime": pa.timestamp("us", tz="UTC"),
    "list": pa.list_(pa.string()),
    "json": pa.string(),
}


@contextmanager
def parquet_file(file: Path, table: Table) -> Iterator[Callable[[Mapping[str, Any]], None]]:
    """Write a Parquet file; 'json' columns hold JSON text."""
    schema = pa.schema([_field(column) for column in table.columns])
    waiting: list[Mapping[str, Any]] = []

    def write_out() -> None:
        columns = [
            pa.array([_value(row[column.name], column.kind) for row in waiting], _TYPES[column.kind])
            for column in table.columns
        ]
        writer.write_table(pa.Table.from_arrays(columns, schema=schema), row_group_size=ROWS_PER_GROUP)
        waiting.clear()

    def take(row: Mapping[str, Any]) -> None:
        waiting.append(row)
        if len(waiting) == ROWS_PER_GROUP:
            write_out()

    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        yield take
        write_out()


def _field(column: Column) -> Any:
    return pa.field(column.name, _TYPES[column.kind], metadata={"description": column.description})


def _value(value: Any, kind: str) -> Any:
    if value is None:
        return None
    if kind == "json":
        return json.dumps(plain(value, kind), ensure_ascii=False, sort_keys=True)
    if kind == "integer":
        return count(value)
    if kind == "datetime":
        return value.astimezone(UTC)
    return value if kind == "date" else plain(value, kind)
