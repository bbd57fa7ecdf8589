"""Connections and transactions: how the database is opened, and who sees what when.

SQLite runs in WAL mode, so that readers never wait for the writer, with `synchronous=FULL`: what a command has
reported as stored is still there after a power cut. NORMAL would only lose the last transactions, but one of them may
be an analyst's decision, or an ETag in a dataset whose run report already went out by mail; one flush a transaction
costs about a millisecond on a solid-state disk, where reading one article costs twenty.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from pipeline.store.errors import DatasetError, translated

BUSY_TIMEOUT_MS = 30_000  # longer than any transaction of ours; shorter than cron's patience
PAGE_CACHE_KIB = 65_536  # the inner pages of the indices of a million articles

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",  # so that REPLACE fires the delete triggers that refuse it
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",
    f"PRAGMA cache_size=-{PAGE_CACHE_KIB}",
)
_CHANGED = "changed while it was read, by somebody who may write it: what was read may be torn: run again"


def dataset_url(address: str) -> URL:
    """Return a path or database address as URL; raises `DatasetError` when it is neither SQLite nor PostgreSQL."""
    if "://" not in address:
        return URL.create("sqlite", database=address)
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise DatasetError(f"{address!r} is no database address: use a path or postgresql://...") from error
    backend = url.get_backend_name()
    if backend == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and url.database not in (None, "", ":memory:"):
        return url
    raise DatasetError(f"{address!r}: a dataset is an SQLite file or a PostgreSQL database")


def sqlite_file(url: URL) -> Path | None:
    """Return the file of an SQLite address; None for a server."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def is_writable(file: Path) -> bool:
    """Return whether this user may write an SQLite file and the folder where SQLite puts its log beside it."""
    return os.access(file, os.W_OK) and os.access(file.absolute().parent, os.W_OK)


class Database:
    """An engine, and the transaction that the current thread is in, if any."""

    def __init__(self, url: URL, *, read_only: bool = False) -> None:
        """Prepare connections to `url`; none is made yet. `read_only` is for an SQLite file that cannot be written."""
        self.place = url.render_as_string(hide_password=True)
        self.is_sqlite = url.get_backend_name() == "sqlite"
        file = sqlite_file(url)
        self._lonely = file if file is not None and read_only and not _has_log(file) else None
        self._as_found = _state_of(self._lonely)
        if file is not None and read_only:
            self.engine = _read_only_engine(file, immutable=self._lonely is not None)
        else:
            self.engine = _sqlite_engine(url) if self.is_sqlite else _postgresql_engine(url)
        self._current = threading.local()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection to read with: that of the surrounding transaction or snapshot, else a short one."""
        current = self._writer() or getattr(self._current, "snapshot", None)
        with translated(self.place):
            if current is not None:
                yield current
            else:
                with self.engine.connect() as connection:
                    yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose changes are stored together, at the end of the outermost `writing`, or not at all."""
        if (current := self._writer()) is not None:
            yield current
            return
        writer = self.engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")
        with translated(self.place), writer.begin() as connection:
            self._current.writer = connection
            try:
                yield connection
            finally:
                self._current.writer = None

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let every read of this thread inside see one state of the dataset, whatever others write meanwhile."""
        options: dict[str, Any] = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with translated(self.place), self.engine.execution_options(**options).connect() as connection:
            self._current.snapshot = connection
            try:
                yield
            finally:
                self._current.snapshot = None

    def close(self) -> None:
        """Close every connection.

        Raises `DatasetError` when a file that was read without locks has changed meanwhile.
        """
        self.engine.dispose()
        if _state_of(self._lonely) != self._as_found:
            raise DatasetError(f"{self.place}: {_CHANGED}")

    def _writer(self) -> Connection | None:
        writer: Connection | None = getattr(self._current, "writer", None)
        return writer


def _sqlite_engine(url: URL, pragmas: tuple[str, ...] = _PRAGMAS) -> Engine:
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # transactions begin below, where SQLAlchemy says so
        for pragma in pragmas:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))

    return engine


def _read_only_engine(file: Path, *, immutable: bool) -> Engine:
    """Return an engine that writes nothing, not even SQLite's log and lock files.

    Without a log (`-wal`) beside it, the file is whole, and SQLite must be told to look for no lock: none can be made.
    With one, a writer is at work or was killed, and SQLite reads both or says why it cannot.
    """
    query = {"mode": "ro", "uri": "true", **({"immutable": "1"} if immutable else {})}
    url = URL.create("sqlite", database=file.absolute().as_uri(), query=query)
    return _sqlite_engine(url, (f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}", f"PRAGMA cache_size=-{PAGE_CACHE_KIB}"))


def _has_log(file: Path) -> bool:
    log = file.with_name(f"{file.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _state_of(file: Path | None) -> tuple[int, int, bool] | None:
    """Return what changes when somebody writes an SQLite file: time, size, a log beside it; None for no file."""
    if file is None:
        return None
    found = file.stat()
    return found.st_mtime_ns, found.st_size, _has_log(file)


def _postgresql_engine(url: URL) -> Engine:
    try:
        return create_engine(url, connect_args={"options": "-c timezone=UTC -c lock_timeout=30s"}, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise DatasetError("PostgreSQL needs psycopg: install tollwatch[postgresql]") from error
