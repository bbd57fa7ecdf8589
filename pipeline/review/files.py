"""Rows as files: CSV for spreadsheets, JSON for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from starlette.responses import Response

MOST_ROWS = 200_000
"""Rows of one file: what a spreadsheet opens without complaint. The whole dataset is for `tollwatch export`."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_file(name: str, content: bytes, kind: str, ending: str) -> Response:
    """Return an answer that a browser saves as `tollwatch-NAME.ENDING`."""
    saved = {"content-disposition": f'attachment; filename="tollwatch-{name}.{ending}"'}
    return Response(content, media_type=kind, headers=saved)


def as_csv(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Return rows as UTF-8 CSV; a text that a spreadsheet would run as a formula is put behind an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(rows[0] if rows else [])
    writer.writerows([_cell(value) for value in row.values()] for row in rows)
    return text.getvalue().encode("utf-8", "backslashreplace")


def as_json(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Return rows as a JSON array."""
    return json.dumps(list(rows), ensure_ascii=False, indent=1, default=_plain).encode("utf-8", "backslashreplace")


def _cell(value: Any) -> Any:
    plain = _plain(value) if isinstance(value, date | datetime) else value
    return f"'{plain}" if isinstance(plain, str) and plain.startswith(_FORMULA) else plain


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
