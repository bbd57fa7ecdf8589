"""Columns of the published tables, taken from the record types: their kind, their codes and their description."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from msgspec import Meta

from pipeline.records import Record
from pipeline.vocabulary import Code

KINDS = ("string", "integer", "number", "boolean", "date", "datetime", "list", "json")
"""Frictionless' names where it has them; a 'list' holds strings, 'json' anything nested."""

_SIMPLE: dict[Any, str] = {str: "string", int: "integer", float: "number", bool: "boolean"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `path` leads to its value in the record; None: the table's maker computes it.

    `refers_to` names the table whose ids the column holds, where every value must be found there.
    """

    name: str
    kind: str
    description: str
    codes: type[Code] | None = None
    path: tuple[str, ...] | None = None
    required: bool = False
    refers_to: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One published table; `key` names the column whose values are unique, None if there is none."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: str | None = "id"


def of(record: type[Record], path: str, name: str | None = None, *, refers_to: str | None = None) -> Column:
    """Return the column for a field of a record, or of a record inside it ('quantity.low')."""
    steps = tuple(path.split("."))
    hint, optional = _hint(record, steps[0])
    described = [_description(hint)]
    for step in steps[1:]:
        hint, more = _hint(_plain(hint)[0], step)
        optional = optional or more
        described.append(_description(hint))
    plain = _plain(hint)[0]
    codes = plain if isinstance(plain, type) and issubclass(plain, Code) else None
    return Column(
        name or steps[-1], "string" if codes else _kind(plain), " ".join(described), codes, steps,
        required=not optional, refers_to=refers_to,
    )  # fmt: skip


def computed(name: str, kind: str, description: str, *, refers_to: str | None = None) -> Column:
    """Return a column that stands in no record."""
    return Column(name, kind, description, refers_to=refers_to)


def value_at(record: Any, path: tuple[str, ...]) -> Any:
    """Return the value that a column's path leads to; None where a part on the way is not stated."""
    for step in path:
        if record is None:
            return None
        record = getattr(record, step)
    return record


@cache
def _hints(record: type[Record]) -> dict[str, Any]:
    return get_type_hints(record, include_extras=True)


def _hint(record: type[Record], field: str) -> tuple[Any, bool]:
    hint = _hints(record)[field]
    return hint, _plain(hint)[1]


def _plain(hint: Any) -> tuple[Any, bool]:
    """Return the type without annotations and without None, and whether None was allowed."""
    if get_origin(hint) is Annotated:
        return _plain(get_args(hint)[0])
    given = get_args(hint)
    if type(None) in given:
        (only,) = (one for one in given if one is not type(None))
        return _plain(only)[0], True
    return hint, False


def _description(hint: Any) -> str:
    notes = [note.description for note in getattr(hint, "__metadata__", ()) if isinstance(note, Meta)]
    return next(filter(None, notes), "")


def _kind(plain: Any) -> str:
    if plain in _SIMPLE:
        return _SIMPLE[plain]
    if plain is datetime or plain is date:
        return "datetime" if plain is datetime else "date"
    return "list" if get_args(plain)[:1] == (str,) and get_origin(plain) is tuple else "json"
