"""Metadata for Datasette, which shows a dataset's SQLite file in the browser, read-only.

    tollwatch tools datasette metadata.json
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

FACETS = {
    "latest_articles": ["site", "language", "agency"],
    "current_claims": ["outcome", "scope", "assertion", "country", "cause", "source_kind"],
    "current_statements": ["cue_class", "country", "source_kind", "official"],
    "current_incidents": ["status", "country", "cause"],
    "current_judgements": ["kind", "verdict", "decided_by"],
    "current_tallies": ["outcome", "country", "cause"],
    "standing_decisions": ["reviewer", "verdict", "target_kind"],
}
"""Columns whose values are counted beside the rows of each view."""

LABELS = {"articles": "title", "readings": "article_id", "incidents": "id", "tallies": "id"}
"""The column that stands for a row where another table refers to it."""

NEWEST_FIRST = {
    "latest_articles": "published_at",
    "current_incidents": "start_date",
    "standing_decisions": "decided_at",
}


def metadata() -> dict[str, Any]:
    """Return Datasette's metadata: titles, descriptions of views and columns, canned queries."""
    views = {view: _described(table) | _offered(view) for table in TABLES if (view := SHOWN.get(table.name))}
    labels = {table: {"label_column": column} for table, column in LABELS.items()}
    return {
        "title": "Tollwatch",
        "description": "Reported casualties, displacement and official statements, read from the news. Use the "
        "current_… views: the tables also hold what has been superseded.",
        "databases": {DATABASE: {"tables": views | labels, "queries": queries()}},
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


def _offered(view: str) -> dict[str, Any]:
    order = {"sort_desc": NEWEST_FIRST[view]} if view in NEWEST_FIRST else {}
    return {"facets": FACETS[view], **order}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(metadata(), ensure_ascii=False, indent=2) + "\n")
