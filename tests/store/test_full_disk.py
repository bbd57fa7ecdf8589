"""A full disk: a clear message, nothing half-written, and once there is room it goes on."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import event

from pipeline.store import Dataset, DatasetError
from tests.store.made import article, reading


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    """SQLite's own limit on pages stands for the quota: the error is the one that a full disk gives."""
    file = tmp_path / "dataset.sqlite"
    with Dataset.open(file, create=True) as dataset:
        dataset.append_article(article("before"))
    stored = 0
    with Dataset.open(file) as dataset:
        event.listen(dataset._database.engine, "connect", _limit_pages)
        dataset._database.engine.dispose()
        with pytest.raises(DatasetError, match="the disk is full: make room"):
            for number in range(1000):
                one = article(f"a{number}", text="A mine killed two near Aghdam. " * 200)
                dataset.append_article(one)
                stored += 1
    with Dataset.open(file) as dataset:
        assert dataset.count_articles() == stored + 1
        dataset.append_article(article("after"))
        dataset.append_reading(reading(article("after")))
        assert dataset.count_articles() == stored + 2


def _limit_pages(connection: object, _record: object) -> None:
    connection.execute("PRAGMA max_page_count=300")  # type: ignore[attr-defined]  (sqlite3's own connection)
