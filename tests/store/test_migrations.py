"""What the migrations make is what the schema declares, for a new dataset and for one that was brought up to date."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from pipeline.store import Dataset, DatasetError
from pipeline.store.migrate import MIGRATIONS, head
from pipeline.store.schema import METADATA
from pipeline.store.views import VIEWS
from tests.store.made import PUBLISHED, article, reading

_NOT_OURS = re.compile(r"alembic_version|_words(_\w+)?$|ix_\w+_words")


def _differences(dataset: Dataset) -> list[object]:
    with dataset.writing() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": _is_ours, "compare_type": False})
        return list(compare_metadata(context, METADATA))


def _is_ours(_thing: object, name: str | None, *_rest: object) -> bool:
    return _NOT_OURS.search(name or "") is None


def test_migrations_make_the_schema(dataset: Dataset) -> None:
    assert _differences(dataset) == []


def test_every_view_can_be_read(dataset: Dataset) -> None:
    with dataset.writing() as connection:
        assert set(VIEWS) <= set(inspect(connection).get_view_names())
        for name in VIEWS:
            assert connection.execute(text(f"SELECT * FROM {name}")).all() == []


def test_revisions_are_numbered_without_gaps() -> None:
    numbers = [file.name[:4] for file in sorted((MIGRATIONS / "versions").glob("[0-9]*.py"))]
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
    assert head() == numbers[-1]


def test_a_dataset_of_a_newer_program_is_refused(address: str) -> None:
    with Dataset.open(address, create=True) as dataset, dataset.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatasetError, match="newer tollwatch"):
        Dataset.open(address)


def test_an_older_dataset_is_brought_up_to_date(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it was before the desk: its tables are made, what was stored stays."""
    with Dataset.open(address, create=True) as dataset, dataset.writing() as connection:
        for table in reversed([t for t in METADATA.sorted_tables if t.name.startswith("desk_")]):
            connection.execute(text(f"DROP TABLE {table.name}"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with Dataset.open(address) as dataset:
        assert _differences(dataset) == []


def test_an_older_dataset_learns_who_spoke_when(address: str) -> None:
    """As it was before what a speaker said lay in order of time: it is filled from what is stored."""
    source, undated = article("a"), article("b", published_at=None)
    with Dataset.open(address, create=True) as dataset:
        for one in (source, undated):
            dataset.append_article(one)
            dataset.append_reading(reading(one))
        with dataset.writing() as connection:
            connection.execute(text("DROP TABLE utterances"))
            connection.execute(text("DROP INDEX ix_reported_incidents_place"))
            connection.execute(text("UPDATE alembic_version SET version_num = '0005'"))
    with Dataset.open(address) as dataset:
        assert _differences(dataset) == []
        said = dataset.said_by("Leyla Orujova", around=PUBLISHED, limit=1)
        assert [article_id for _, article_id in said] == [source.id]
        assert len(dataset.said_by("Leyla Orujova")) == 2
        with pytest.raises(DatasetError, match="never changed"), dataset.writing() as connection:
            connection.execute(text("DELETE FROM utterances"))


def test_there_is_none_to_open(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="tollwatch init"):
        Dataset.open(tmp_path / "none.sqlite")


@pytest.mark.parametrize("address", ["mysql://here/db", "sqlite://", "://"])
def test_addresses_that_are_no_dataset(address: str) -> None:
    with pytest.raises(DatasetError):
        Dataset.open(address, create=True)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "letter.sqlite"
    file.write_text("Dear reader, " * 100)
    with pytest.raises(DatasetError, match="no dataset"):
        Dataset.open(file)
