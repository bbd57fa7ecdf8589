"""The stored index of telling words: what it answers, and how an older dataset gets one."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import delete, text

from pipeline.resolve import resolve_new
from pipeline.resolve.marks import UNDATED, instant_of, profile
from pipeline.resolve.shingles import bands, sketch
from pipeline.resolve.word_index import all_keys
from pipeline.steps import resolve_new_readings
from pipeline.store import Dataset, DatasetError
from pipeline.store.schema.resolution import mark_carriers
from pipeline.store.word_index import Indexed
from pipeline.stored_state import StoredState, append_resolution
from tests.resolve.made import article, told

EARLY = article("early", "A ferry sank off Port Halden.", "2021-05-01T10:00:00.250000")
LATE = article("late", "The ferry that sank off Port Halden was old.", "2021-05-02T10:00:00")
UNKNOWN = article("unknown", "A ferry sank.")
HIGH = 2**64 - 1


def indexed(dataset: Dataset) -> None:
    for one in (EARLY, LATE, UNKNOWN):
        dataset.append_article(one)
    dataset.append_words(
        [
            Indexed(EARLY.id, instant_of(EARLY.published_at), [7, HIGH]),
            Indexed(LATE.id, instant_of(LATE.published_at), [7, 7]),
            Indexed(UNKNOWN.id, instant_of(None), [HIGH]),
        ]
    )


def carriers(dataset: Dataset) -> dict[int, list[tuple[int, str]]]:
    return {key: sorted(found) for key, found in dataset.articles_with_words([7, HIGH, 8]).items()}


EXPECTED = {
    7: [(1619863200250000, "early"), (1619949600000000, "late")],
    HIGH: [(UNDATED, "unknown"), (1619863200250000, "early")],
}


def test_each_key_tells_who_carries_it_and_since_when(tmp_path: Path):
    with Dataset.open(tmp_path / "d.sqlite", create=True) as dataset:
        indexed(dataset)
        assert carriers(dataset) == EXPECTED


def test_an_indexed_article_gets_the_keys_it_lacks_and_none_twice(tmp_path: Path):
    with Dataset.open(tmp_path / "d.sqlite", create=True) as dataset:
        indexed(dataset)
        again = Indexed(LATE.id, instant_of(LATE.published_at), [7, 8])
        assert dataset.append_words([again]) == 0
        assert dataset.append_words([again]) == 0
        assert carriers(dataset) == {**EXPECTED, 8: [(1619949600000000, "late")]}


def test_what_an_earlier_version_indexed_is_found_by_its_new_keys_once_it_is_resolved_again(tmp_path: Path):
    with Dataset.open(tmp_path / "d.sqlite", create=True) as dataset:
        for source, reading in map(told, (EARLY, LATE)):
            dataset.append_article(source)
            dataset.append_reading(reading)
        known = all_keys(profile(EARLY))
        dataset.append_words([Indexed(EARLY.id, instant_of(EARLY.published_at), known[: len(known) // 2])])
        dataset.mark_resolved([EARLY.id, LATE.id], "an earlier version")
        assert resolve_new_readings(dataset).articles == 0
        assert resolve_new_readings(dataset, again=True).articles == 2
        found = dataset.articles_with_words(known)
        assert all(EARLY.id in {id_ for _, id_ in found[key]} for key in known)
        assert resolve_new_readings(dataset, again=True).articles == 0


def test_rows_are_never_changed(tmp_path: Path):
    with Dataset.open(tmp_path / "d.sqlite", create=True) as dataset:
        indexed(dataset)
        with pytest.raises(DatasetError, match="never changed"), dataset.writing() as connection:
            connection.execute(delete(mark_carriers))


def test_an_older_dataset_is_indexed_by_resolving_again(tmp_path: Path):
    with Dataset.open(tmp_path / "d.sqlite", create=True) as dataset:
        for one in (EARLY, LATE):
            dataset.append_article(one)
        with dataset.writing() as connection:
            connection.execute(text("DROP TABLE mark_carriers"))
            connection.execute(text("UPDATE alembic_version SET version_num = '0002'"))
    with Dataset.open(tmp_path / "d.sqlite") as dataset:
        for one in (EARLY, LATE):
            append_resolution(dataset, resolve_new(StoredState(dataset), [told(one)]))
        keys = all_keys(profile(EARLY))
        found = {id_ for carriers in dataset.articles_with_words(keys).values() for _, id_ in carriers}
        assert found == {"early", "late"}
        with pytest.raises(DatasetError, match="never changed"), dataset.writing() as connection:
            connection.execute(delete(mark_carriers))


def test_keys_of_one_time_lie_together():
    assert {key >> 48 for key in bands(sketch(EARLY))} == {0}
    stretches = {key >> 48 for key in all_keys(profile(EARLY))}
    assert stretches and stretches == {key >> 48 for key in all_keys(profile(LATE))}
    assert {key >> 48 for key in all_keys(profile(UNKNOWN))} == {0}
