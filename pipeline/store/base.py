"""What every part of the dataset shares: the database, the clock, and two ways to insert."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, Table, insert
from sqlalchemy.dialects import postgresql, sqlite

from pipeline.store.connect import Database

T = TypeVar("T")

BATCH_ROWS = 500
"""Rows fetched or ids asked for at a time: memory stays flat, and SQLite's limit on parameters is far."""


class Part:
    """One part of the dataset: some of its methods, over the same database."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        """Use `database`; `now` gives the arrival time of rows."""
        self._database = database
        self._now = now

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Store all that is appended inside together, or nothing of it; may be nested."""
        with self._database.writing():
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let every read inside see one state of the dataset, whatever others write meanwhile."""
        with self._database.snapshot():
            yield

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection inside a transaction, for tables that this package does not know."""
        with self._database.writing() as connection:
            yield connection

    def fetch(self, query: Select[Any]) -> Sequence[Row[Any]]:
        """Return all rows of a query over the tables of `pipeline.store.schema`."""
        with self._database.reading() as connection:
            return connection.execute(query).all()

    def _stream(self, query: Select[Any]) -> Iterator[Row[Any]]:
        """Yield rows without holding more than a batch in memory; the read stays open until the last one."""
        with self._database.reading() as connection:
            yield from connection.execute(query, execution_options={"yield_per": BATCH_ROWS})

    def _insert_if_new(self, connection: Connection, table: Table, row: dict[str, Any]) -> bool:
        """Insert a row unless its key is known; return whether it was new."""
        dialect = sqlite if self._database.is_sqlite else postgresql
        inserted = dialect.insert(table).on_conflict_do_nothing().returning(*table.primary_key)
        # Not `rowcount`: PostgreSQL's driver gives -1 where SQLAlchemy fetches the new key by itself.
        return connection.execute(inserted, row).first() is not None

    def _insert_those_new(self, connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        """Insert the rows whose keys are not known."""
        dialect = sqlite if self._database.is_sqlite else postgresql
        if rows:
            connection.execute(dialect.insert(table).on_conflict_do_nothing(), rows)

    def _insert_arrival(self, connection: Connection, table: Table, row: dict[str, Any]) -> int:
        """Insert a row with its time of arrival and return its `seq`."""
        result = connection.execute(insert(table), row | {"appended_at": self._now()})
        key = result.inserted_primary_key
        assert key is not None
        return int(key[0])


def batches(items: Sequence[T], size: int = BATCH_ROWS) -> Iterator[Sequence[T]]:
    """Yield slices of at most `size` items."""
    return (items[start : start + size] for start in range(0, len(items), size))
