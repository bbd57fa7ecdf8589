"""`export` as an analyst types it."""

from __future__ import annotations

from pathlib import Path

from tests.commands.conftest import Tollwatch


def test_tables_beside_their_codebook(tollwatch: Tollwatch, folder: Path, lines: Path, tmp_path: Path) -> None:
    tollwatch("ingest", lines, "-C", folder)
    ran = tollwatch("export", tmp_path / "out", "-C", folder, "--format", "csv, jsonl", "--json")
    assert (ran.status, ran.json["rows"]["articles"]) == (0, 2)
    names = {file.name for file in (tmp_path / "out").iterdir()}
    assert {"articles.csv", "claims.jsonl", "codebook.md", "datapackage.json"} <= names
    assert "tollwatch.xlsx" not in names


def test_wrong_formats_and_folders_are_wrong_usage(tollwatch: Tollwatch, folder: Path, tmp_path: Path) -> None:
    assert tollwatch("export", tmp_path / "out", "-C", folder, "--format", "spss").status == 2
    ran = tollwatch("export", folder, "-C", folder)
    assert (ran.status, "holds other files" in ran.err) == (2, True)
    assert (folder / "dataset.sqlite").exists()
