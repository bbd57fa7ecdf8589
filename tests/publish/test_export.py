"""What is exported is whole, the same to the byte whatever the order of arrival, and valid for other programs."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import pyarrow.parquet as pq
import pytest
from frictionless import Package, system

from pipeline.publish.cells import unshielded
from pipeline.publish.export import ExportError, export
from pipeline.publish.formats import FORMATS
from pipeline.publish.tables import TABLES
from pipeline.store import Dataset
from tests.publish.conftest import AWKWARD, COPY, FIRST, LATER, fill
from tests.store.made import claim, incident


def read_csv(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def digests(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())}


def test_every_table_in_every_format(dataset: Dataset, tmp_path: Path) -> None:
    counts = export(dataset, tmp_path / "out", FORMATS)
    assert counts == {
        "articles": 3, "claims": 3, "statements": 3, "incidents": 1, "incident_members": 3, "incident_history": 3,
        "judgements": 2, "tallies": 1, "tally_readings": 1, "decisions": 1,
    }  # fmt: skip
    for table in TABLES:
        rows = read_csv(tmp_path / "out" / f"{table.name}.csv")
        lines = (tmp_path / "out" / f"{table.name}.jsonl").read_text(encoding="utf-8").splitlines()
        parquet = pq.read_table(tmp_path / "out" / f"{table.name}.parquet")
        assert {len(rows), len(lines), parquet.num_rows} == {counts[table.name]}
        assert parquet.column_names == [column.name for column in table.columns] == list(json.loads(lines[0]))


def test_articles_say_what_became_of_them(dataset: Dataset, tmp_path: Path) -> None:
    export(dataset, tmp_path / "out", ["csv"])
    rows = {row["id"]: row for row in read_csv(tmp_path / "out" / "articles.csv")}
    assert {row["main_incident_id"] for row in rows.values()} == {incident(FIRST, COPY, LATER).id}
    assert (rows[COPY.id]["syndicated_from"], rows[FIRST.id]["latest"]) == (FIRST.id, "false")
    assert (rows[LATER.id]["version_of"], rows[LATER.id]["latest"]) == (FIRST.id, "true")
    assert unshielded(rows[COPY.id]["source_id"]) == "'n7"


def test_no_cell_runs_and_every_cell_can_be_turned_back(dataset: Dataset, tmp_path: Path) -> None:
    export(dataset, tmp_path / "out", ["csv", "jsonl", "xlsx"])
    (cell,) = (row["title"] for row in read_csv(tmp_path / "out" / "articles.csv") if row["id"] == COPY.id)
    assert cell == "'" + AWKWARD
    assert unshielded(cell) == AWKWARD
    assert json.dumps(AWKWARD) in (tmp_path / "out" / "articles.jsonl").read_text(encoding="utf-8")
    with ZipFile(tmp_path / "out" / "tollwatch.xlsx") as book:
        sheets = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    assert "<f>" not in sheets
    assert "&#39;=HYPERLINK" in sheets or "'=HYPERLINK" in sheets


def test_the_same_bytes_whatever_the_order_and_time_of_arrival(tmp_path: Path) -> None:
    clock = iter(datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=number) for number in range(10_000))
    for name, backwards in (("one", False), ("two", True)):
        with Dataset.open(tmp_path / f"{name}.sqlite", create=True, now=lambda: next(clock)) as dataset:
            export(fill(dataset, backwards=backwards), tmp_path / name, FORMATS)
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_the_data_package_is_valid(dataset: Dataset, tmp_path: Path) -> None:
    export(dataset, tmp_path / "out", ["csv"])
    with system.use_context(trusted=True):
        report = Package(str(tmp_path / "out" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])


def test_the_data_package_notices_damage(dataset: Dataset, tmp_path: Path) -> None:
    export(dataset, tmp_path / "out", ["csv"])
    claims = tmp_path / "out" / "claims.csv"
    claims.write_text(claims.read_text(encoding="utf-8").replace(",killed,", ",eaten,"), encoding="utf-8")
    with system.use_context(trusted=True):
        assert not Package(str(tmp_path / "out" / "datapackage.json")).validate().valid


def test_an_earlier_export_is_replaced_and_other_files_are_not(dataset: Dataset, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    export(dataset, folder, ["csv"])
    export(dataset, folder, ["jsonl"])
    assert not (folder / "claims.csv").exists()
    (folder / "my notes.txt").write_text("keep me")
    with pytest.raises(ExportError, match=r"my notes\.txt"):
        export(dataset, folder, ["csv"])
    assert (folder / "my notes.txt").read_text() == "keep me"


def test_what_fails_leaves_the_earlier_export(
    dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    export(dataset, folder, ["csv"])
    before = digests(folder)

    def full(*_: object) -> Iterable[object]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Dataset, "current_tallies", full)
    with pytest.raises(OSError, match="No space"):
        export(dataset, folder, ["csv"])
    assert digests(folder) == before
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


def test_what_a_killed_export_left_is_cleared_away(dataset: Dataset, tmp_path: Path) -> None:
    (tmp_path / ".out.partial").mkdir()
    (tmp_path / ".out.partial" / "claims.csv").write_text("half")
    export(dataset, tmp_path / "out", ["csv"])
    assert not (tmp_path / ".out.partial").exists()


def test_unknown_formats_are_named(dataset: Dataset, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="sas"):
        export(dataset, tmp_path / "out", ["csv", "sas"])


def test_an_empty_dataset_gives_empty_tables(tmp_path: Path) -> None:
    with Dataset.open(tmp_path / "empty.sqlite", create=True) as dataset:
        assert set(export(dataset, tmp_path / "out", FORMATS).values()) == {0}
    with system.use_context(trusted=True):
        assert Package(str(tmp_path / "out" / "datapackage.json")).validate().valid


def test_claims_point_into_their_article(dataset: Dataset, tmp_path: Path) -> None:
    export(dataset, tmp_path / "out", ["jsonl"])
    texts = {one.id: one.text for one in (FIRST, COPY, LATER)}
    for line in (tmp_path / "out" / "claims.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert texts[row["article_id"]][row["start"] : row["end"]] == row["as_stated"] == "Two"
        assert row["id"] in {claim(one).id for one in (FIRST, COPY, LATER)}
