"""The Frictionless data package: what each file is, its columns, types, codes and keys, for programs to check."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.publish.columns import Column, Table
from pipeline.publish.tables import TABLES

FILE_NAME = "datapackage.json"
CODEBOOK = "codebook.md"
PROFILE = "data-package"  # not "tabular-": the codebook is listed too

_TYPES = {"list": "array", "json": "any"}


def describe(folder: Path, formats: Iterable[str]) -> None:
    """Write `datapackage.json` for an exported folder.

    CSV files are described as tables; they and the codebook are its resources. The tables' other formats are listed
    under `files` with size and hash: many programs would try to read a resource that they have no reader for.
    """
    tables = [_table(folder, table) for table in TABLES] if "csv" in set(formats) else []
    resources = [*tables, _file(folder / CODEBOOK)]
    described = {resource["path"] for resource in resources}
    others = sorted(file for file in folder.iterdir() if file.name not in described)
    package = {
        "profile": PROFILE,
        "name": "tollwatch-export",
        "title": "Reported casualties, displacement and official statements, read from the news",
        "description": "Every figure with who said it and where it stands. See codebook.md.",
        "resources": resources,
        "files": [_file(file) for file in others],
    }
    text = json.dumps(package, ensure_ascii=False, indent=2)
    (folder / FILE_NAME).write_text(text + "\n", encoding="utf-8")


def files_of(folder: Path) -> set[str]:
    """Return the names of the files that belong to an earlier export in the folder; none if it is no export."""
    try:
        package = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        return {FILE_NAME, *(str(file["path"]) for file in (*package["resources"], *package["files"]))}
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return set()


def _table(folder: Path, table: Table) -> dict[str, Any]:
    return _file(folder / f"{table.name}.csv", table.name) | {
        "profile": "tabular-data-resource",
        "title": table.name.replace("_", " ").capitalize(),
        "description": table.description,
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n"},
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    keys = [
        {"fields": column.name, "reference": {"resource": _resource(table, column), "fields": "id"}}
        for column in table.columns
        if column.refers_to
    ]
    schema: dict[str, Any] = {"fields": [_field(table, column) for column in table.columns], "missingValues": [""]}
    return schema | ({"primaryKey": table.key} if table.key else {}) | ({"foreignKeys": keys} if keys else {})


def _resource(table: Table, column: Column) -> str:
    """An empty name is the standard's way to refer to the table itself."""
    return "" if column.refers_to == table.name else str(column.refers_to)


def _field(table: Table, column: Column) -> dict[str, Any]:
    limits: dict[str, Any] = {"enum": [str(code.value) for code in column.codes]} if column.codes else {}
    if column.required and column.name == table.key:
        limits |= {"required": True, "unique": True}
    described = {
        "name": column.name,
        "type": _TYPES.get(column.kind, column.kind),
        "description": column.description,
    }
    if column.kind == "datetime":
        described["format"] = "default"
    return described | ({"constraints": limits} if limits else {})


def _file(file: Path, name: str | None = None) -> dict[str, Any]:
    ending = file.suffix.removeprefix(".")
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {
        "name": name or file.name.replace("_", "-").replace(".", "-").lower(),
        "path": file.name,
        "format": ending,
        "encoding": "utf-8",
        "bytes": file.stat().st_size,
        "hash": f"sha256:{digest}",
    }
