"""The database itself refuses to change or delete what was appended, whoever asks."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, text, update

from pipeline.store import Dataset, DatasetError
from pipeline.store.schema import METADATA, RECORD_TABLES
from pipeline.vocabulary import DecisionVerdict
from tests.store.made import article, decision, incident, judgement, reading, syndication, tally


@pytest.fixture
def filled(dataset: Dataset) -> Dataset:
    first, second = article("a"), article("b")
    for one in (first, second):
        dataset.append_article(one)
        dataset.append_reading(reading(one))
        dataset.append_sketch(one.id, [1, 2], b"x")
    dataset.append_syndication([syndication(second, first)])
    dataset.append_judgements([judgement("rep_a", "rep_b")])
    dataset.append_incidents([incident(first, second)])
    dataset.append_tallies([tally(first)])
    dataset.append_decision(decision("clm_a", DecisionVerdict.ACCEPT))
    dataset.mark_resolved([first.id], "r1")
    return dataset


RECORDS = (
    "articles", "readings", "claims", "statements", "utterances", "reported_incidents", "sketches", "sketch_bands",
    "syndication", "judgements", "incidents", "incident_members", "tallies", "tally_members", "resolved_readings",
    "decisions",
)  # fmt: skip


@pytest.mark.parametrize("table", RECORDS)
def test_rows_cannot_be_changed_or_deleted(filled: Dataset, table: str) -> None:
    target = METADATA.tables[table]
    column = next(iter(target.columns))
    for change in (delete(target), update(target).values({column.name: column})):
        with pytest.raises(DatasetError, match="never changed"), filled.writing() as connection:
            connection.execute(change)


def test_every_table_of_records_is_guarded() -> None:
    assert set(RECORDS) <= set(RECORD_TABLES)


def test_a_replace_is_a_delete(filled: Dataset) -> None:
    with filled.writing() as connection:
        if connection.dialect.name != "sqlite":
            return
    with pytest.raises(DatasetError, match="never changed"), filled.writing() as connection:
        connection.execute(text("INSERT OR REPLACE INTO decisions SELECT * FROM decisions"))
