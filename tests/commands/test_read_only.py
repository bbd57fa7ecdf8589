"""Commands that only read do so where nothing may be written, and leave nothing behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from pipeline.store import Dataset, DatasetError
from pipeline.store.connect import Database, dataset_url
from tests.commands.conftest import Tollwatch
from tests.publish.conftest import COPY, FIRST, LATER, fill
from tests.store.made import incident

EVENT = incident(FIRST, COPY, LATER)
SETPRIV = shutil.which("setpriv")
AS_OTHERS = [str(SETPRIV), "--bounding-set=-dac_override"] if os.geteuid() == 0 else []
"""Root may write anywhere; without this capability it may do what the file's rights say, as everybody else."""

pytestmark = pytest.mark.skipif(os.geteuid() == 0 and SETPRIV is None, reason="root needs setpriv to be refused")


@pytest.fixture
def kept(folder: Path) -> Iterator[Path]:
    """A dataset folder that nobody may write."""
    with Dataset.open(folder / "dataset.sqlite") as dataset:
        fill(dataset)
    places = [folder, *folder.iterdir()]
    rights = {place: place.stat().st_mode for place in places}
    for place in places:
        place.chmod(rights[place] & ~0o222)
    yield folder
    for place in places:
        place.chmod(rights[place])


def command(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    start = [*AS_OTHERS, sys.executable, "-c", "from pipeline.cli import main; main()"]
    return subprocess.run([*start, *map(str, arguments)], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "asked",
    [("status",), ("incidents", "list"), ("incidents", "show", EVENT.id)],
    ids=lambda asked: " ".join(asked[:2]),
)
def test_it_is_read_as_by_whoever_may_write(kept: Path, tollwatch: Tollwatch, asked: tuple[str, ...]) -> None:
    before = sorted(place.name for place in kept.iterdir())
    ran = command(*asked, "-C", kept)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert sorted(place.name for place in kept.iterdir()) == before
    assert ran.stdout == tollwatch(*asked, "-C", kept).out


def test_it_is_exported(kept: Path, tollwatch: Tollwatch, tmp_path: Path) -> None:
    ran = command("export", tmp_path / "there", "-f", "csv,jsonl", "-C", kept, "-q")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert tollwatch("export", tmp_path / "here", "-f", "csv,jsonl", "-C", kept, "-q").status == 0
    there, here = ({one.name: one.read_bytes() for one in (tmp_path / name).iterdir()} for name in ("there", "here"))
    assert there == here


def test_what_writes_is_refused_with_what_to_do(kept: Path, tmp_path: Path) -> None:
    ran = command("users", "list", "-C", kept)
    assert ran.returncode == 1
    assert "read-only for this user: change its owner or rights" in ran.stderr


def test_a_file_that_changes_while_it_is_read_is_no_silent_answer(folder: Path) -> None:
    file = folder / "dataset.sqlite"
    reading = Database(dataset_url(str(file)), read_only=True)
    with reading.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM articles")).scalar() == 0
    with Dataset.open(file) as dataset:
        fill(dataset)
    with pytest.raises(DatasetError, match="changed while it was read"):
        reading.close()


def test_nothing_can_be_written_by_the_way(folder: Path) -> None:
    reading = Database(dataset_url(str(folder / "dataset.sqlite")), read_only=True)
    with pytest.raises(DatasetError, match="readonly"), reading.writing() as connection:
        connection.execute(text("DELETE FROM desk_items"))
    reading.close()


def test_what_a_writer_has_only_logged_is_read_too(folder: Path) -> None:
    """A run at work keeps its latest records in SQLite's log beside the file."""
    file = folder / "dataset.sqlite"
    with Dataset.open(file) as writer:
        fill(writer)
        reading = Database(dataset_url(str(file)), read_only=True)
        with reading.reading() as connection:
            assert connection.execute(text("SELECT count(*) FROM articles")).scalar() == writer.count_articles()
        reading.close()
