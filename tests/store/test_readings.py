"""Readings: whole or not at all; the one that arrived last is current, earlier ones stay."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from pipeline.store import Dataset, DatasetError
from pipeline.store.readings import Readings
from tests.store.made import article, claim, reading, statement, told


def test_a_reading_comes_back_whole(dataset: Dataset) -> None:
    source = article()
    dataset.append_article(source)
    assert dataset.append_reading(reading(source))
    assert dataset.reading(source.id) == reading(source)
    assert dataset.claim(claim(source).id) == claim(source)
    assert dataset.statement(statement(source).id) == statement(source)
    assert dataset.reported_incident(told(source).id) == told(source)


def test_the_same_reading_is_not_stored_again(dataset: Dataset) -> None:
    source = article()
    dataset.append_article(source)
    dataset.append_reading(reading(source))
    assert not dataset.append_reading(reading(source))
    assert dataset.count_readings() == {"readings": 1, "claims": 1, "statements": 1, "reported_incidents": 1}


def test_a_later_reading_is_current_and_the_earlier_one_stays(dataset: Dataset) -> None:
    source = article()
    dataset.append_article(source)
    dataset.append_reading(reading(source))
    dataset.append_reading(reading(source, version="2", killed=3))
    assert dataset.reading(source.id) == reading(source, version="2", killed=3)
    assert dataset.reading(source.id, "1") == reading(source)


def test_a_reading_needs_its_article(dataset: Dataset) -> None:
    with pytest.raises(DatasetError, match="append it before its reading"):
        dataset.append_reading(reading(article()))


def test_a_reading_that_fails_half_way_leaves_nothing(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    source = article()
    dataset.append_article(source)
    insert = Readings._insert_parts

    def failing(self: Readings, connection: object, table: object, *rest: object) -> None:
        if getattr(table, "name", "") == "reported_incidents":
            raise ConnectionAbortedError
        insert(self, connection, table, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Readings, "_insert_parts", failing)
    with pytest.raises(ConnectionAbortedError):
        dataset.append_reading(reading(source))
    assert dataset.reading(source.id) is None
    assert set(dataset.count_readings().values()) == {0}


def test_counts_beyond_64_bits_survive_in_the_record(dataset: Dataset) -> None:
    source = article()
    dataset.append_article(source)
    huge = replace(reading(source), claims=(claim(source, best=10**30),))
    dataset.append_reading(huge)
    assert dataset.reading(source.id) == huge


def test_what_is_resolved_is_not_given_again(dataset: Dataset) -> None:
    source, other = article("a"), article("b")
    for one in (source, other):
        dataset.append_article(one)
        dataset.append_reading(reading(one))
    dataset.mark_resolved([source.id], "r1")
    assert [one.article_id for one in dataset.readings_without_resolution("r1")] == [other.id]
    assert len(list(dataset.readings_without_resolution("r2"))) == 2
