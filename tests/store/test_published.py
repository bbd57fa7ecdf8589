"""An export is the same to the byte from either database."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pipeline.publish.export import export
from pipeline.publish.formats import FORMATS
from pipeline.store import Dataset
from tests.publish.conftest import fill


def test_the_same_export_from_every_database(dataset: Dataset, tmp_path: Path) -> None:
    with Dataset.open(tmp_path / "other.sqlite", create=True) as other:
        export(fill(other), tmp_path / "sqlite", FORMATS)
    export(fill(dataset, backwards=True), tmp_path / "this", FORMATS)
    assert digests(tmp_path / "this") == digests(tmp_path / "sqlite")


def digests(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())}
