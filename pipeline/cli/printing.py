"""Printing for people and for machines."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import typer


def print_json(document: Any) -> None:
    """Print one JSON document, indented, with records and dates as plain JSON."""
    typer.echo(msgspec.json.format(msgspec.json.encode(document, enc_hook=str), indent=2).decode())


def print_line(line: dict[str, Any]) -> None:
    """Print one JSON line at once, so that whoever reads the pipe need not wait."""
    typer.echo(json.dumps(line, ensure_ascii=False).encode("utf-8", "backslashreplace"))
