"""One exception for everything a database can do to us, each with what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

ADVICE = {
    "SQLITE_FULL": "the disk is full: make room, then run again; nothing was half-written",
    "SQLITE_BUSY": "another program holds the dataset locked: wait for it or close it, then run again",
    "SQLITE_LOCKED": "another program holds the dataset locked: wait for it or close it, then run again",
    "SQLITE_CORRUPT": "the file is damaged: restore a backup, or save what is readable with `sqlite3 FILE .recover`",
    "SQLITE_NOTADB": "the file is no dataset: check the path in tollwatch.toml",
    "SQLITE_READONLY": "the file or its folder is read-only for this user: change its owner or rights",
    "SQLITE_CANTOPEN": "the file cannot be opened: check that its folder exists and is writable",
    "SQLITE_PERM": "this user has no right to the file: change its owner or rights",
    "SQLITE_IOERR_WRITE": "the file cannot grow: a quota or the disk is full, or the disk fails: make room, then run "
    "again; nothing was half-written",
    "SQLITE_IOERR": "the disk reports errors: check it before running again",
    "53100": "the database server's disk is full: make room, then run again; nothing was half-written",
    "55P03": "another program holds a lock: wait for it or close it, then run again",
    "25006": "the database is read-only for this user: change its rights",
    "28P01": "the database server refuses the password: check the address in tollwatch.toml",
}
"""By SQLite's error name or PostgreSQL's SQLSTATE."""

REFUSED = "the record contradicts what is stored; nothing was written"
UNREACHABLE = "check that the database server runs and that its address in tollwatch.toml is right"


class DatasetError(Exception):
    """The dataset cannot be used as asked; the message says what happened and what to do. Nothing was half-written."""


@contextmanager
def translated(place: str) -> Iterator[None]:
    """Turn the database's errors inside into `DatasetError`; `place` names the dataset, without its password."""
    try:
        yield
    except exc.DBAPIError as error:
        raise DatasetError(f"{place}: {_first_line(error)} - {_advice(error)}") from error
    except exc.SQLAlchemyError as error:
        raise DatasetError(f"{place}: {error}") from error


def _first_line(error: exc.DBAPIError) -> str:
    lines = str(error.orig).strip().splitlines()
    return lines[0] if lines else type(error.orig).__name__


def _advice(error: exc.DBAPIError) -> str:
    for name in _names(error):
        if name in ADVICE:
            return ADVICE[name]
    return REFUSED if isinstance(error, exc.IntegrityError) else UNREACHABLE


def _names(error: exc.DBAPIError) -> Iterator[str]:
    """Yield the error's names, the most specific first: SQLITE_IOERR_WRITE, then SQLITE_IOERR."""
    exact = getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None) or ""
    yield exact
    yield "_".join(exact.split("_")[:2])
