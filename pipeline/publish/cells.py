"""What goes into a cell: values as text, and text that no spreadsheet runs.

A spreadsheet takes a cell that begins with =, +, -, @ (also full-width, also after blanks, tabs or line breaks) for a
formula; a headline may be written to be one. Such a text gets an apostrophe in front. So does a text that begins with
an apostrophe, so that the rule can be turned round without loss: where a text cell begins with an apostrophe, remove
that one character. Numbers and dates are left as they are.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from enum import Enum
from typing import Any

import msgspec

from pipeline.store.codec import storable

RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
BLANKS = ("\t", "\r", "\n")
SHIELD = "'"


def shielded(text: str) -> str:
    """Return text that no spreadsheet takes for a formula; `unshielded` returns the original."""
    runs = text.startswith((SHIELD, *BLANKS)) or text.lstrip().startswith(RUN_BY_SPREADSHEETS)
    return SHIELD + text if runs else text


def unshielded(text: str) -> str:
    """Return the text that `shielded` was given."""
    return text.removeprefix(SHIELD)


def plain(value: Any, kind: str) -> Any:
    """Return a value as JSON has it: codes and moments as text; None, numbers and booleans as they are."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return storable(value)
    if kind == "list":
        return [storable(str(part)) for part in value or ()]
    return msgspec.to_builtins(value) if kind == "json" else value


def cell(value: Any, kind: str) -> Any:
    """Return a value for a spreadsheet: numbers as they are, None as None, the rest as text that cannot run."""
    simple = plain(value, kind)
    if simple is None or (kind == "list" and not simple):
        return None
    if kind == "boolean":
        return "true" if simple else "false"
    if kind in ("integer", "number"):
        return simple
    text = simple if isinstance(simple, str) else json.dumps(simple, ensure_ascii=False, sort_keys=True)
    return shielded(text)
