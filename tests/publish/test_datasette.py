"""Datasette's metadata fits the database that it describes."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from pipeline.publish.datasette import FACETS, LABELS, NEWEST_FIRST, SHOWN, metadata, queries
from pipeline.store import Dataset
from pipeline.store.views import VIEWS
from tests.publish.conftest import COPY, FIRST, LATER
from tests.store.made import incident

GIVEN = {"incident_id": incident(FIRST, COPY, LATER).id, "speaker": "orujova"}


@pytest.mark.parametrize("name", queries())
def test_every_query_runs_read_only(dataset: Dataset, tmp_path: Path, name: str) -> None:
    sql = queries()[name]["sql"]
    with sqlite3.connect(f"file:{tmp_path / 'dataset.sqlite'}?mode=ro", uri=True) as connection:
        connection.execute(sql, {key: value for key, value in GIVEN.items() if f":{key}" in sql}).fetchall()


@pytest.mark.parametrize(("name", "rows"), [("claims_of_an_incident", 3), ("who_said_what", 3), ("denials", 0)])
def test_what_queries_find(dataset: Dataset, name: str, rows: int) -> None:
    sql = queries()[name]["sql"]
    with dataset.writing() as connection:
        found = connection.execute(text(sql), {key: value for key, value in GIVEN.items() if f":{key}" in sql})
        assert len(found.all()) == rows


def test_described_views_exist() -> None:
    assert set(SHOWN.values()) <= set(VIEWS)
    tables = metadata()["databases"]["dataset"]["tables"]
    assert set(tables) == set(SHOWN.values()) | set(LABELS)
    assert all(words for view in SHOWN.values() for words in tables[view]["columns"].values())


def test_facets_labels_and_orders_are_columns(dataset: Dataset, tmp_path: Path) -> None:
    named = [(view, column) for view, columns in FACETS.items() for column in columns]
    with sqlite3.connect(f"file:{tmp_path / 'dataset.sqlite'}?mode=ro", uri=True) as connection:
        for table, column in (*named, *LABELS.items(), *NEWEST_FIRST.items()):
            assert column in {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}, (table, column)
