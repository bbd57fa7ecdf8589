"""Metadata for Datasette, which shows a dataset's SQLite file in the browser, read-only.

    python -m pipeline.publish.datasette > metadata.json
    datasette --immutable dataset.sqlite --metadata metadata.json

Tables and columns are described as in the codebook; the canned queries are in `datasette_queries.toml`.
"""

from __future__ import annotations

import json
import sys
import tomllib
from importlib import resources
from typing import Any

from pipeline.publish.columns import Table
from pipeline.publish.tables import TABLES

DATABASE = "dataset"
"""The name of the file without its ending, as `tollwatch init` makes it."""

SHOWN = {
    "articles": "latest_articles",
    "claims": "current_claims",
    "statements": "current_statements",
    "incidents": "current_incidents",
    "judgements": "current_judgements",
    "tallies": "current_tallies",
    "decisions": "standing_decisions",
}
"""Published tables, and the views with their current rows in the database."""


def metadata() -> dict[str, Any]:
    """Return Datasette's metadata: titles, descriptions of views and columns, canned queries."""
    views = {view: _described(table) for table in TABLES if (view := SHOWN.get(table.name))}
    return {
        "title": "Tollwatch",
        "description": "Reported casualties, displacement and official statements, read from the news. Use the "
        "current_… views: the tables also hold what has been superseded.",
        "databases": {DATABASE: {"tables": views, "queries": queries()}},
    }


def queries() -> dict[str, dict[str, str]]:
    """Return the canned queries by name."""
    text = resources.files(__package__).joinpath("datasette_queries.toml").read_text(encoding="utf-8")
    return {
        name: {"title": query["title"], "description": query["why"], "sql": query["sql"].strip()}
        for name, query in tomllib.loads(text).items()
    }


def _described(table: Table) -> dict[str, Any]:
    return {
        "description": table.description,
        "columns": {column.name: column.description for column in table.columns if column.kind != "json"},
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(metadata(), ensure_ascii=False, indent=2) + "\n")
