"""Kill -9 anywhere, or fill the disk; resume, and the export is the same to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cli.app import run
from pipeline.store import Dataset
from tests.commands.killable import Hindrance, call
from tests.commands.kills import Undisturbed, commands, digests, disturbed, undisturbed, write_news

TEN_PAGES = 40_960
"""Room for a few transactions in SQLite's log."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Undisturbed]:
    place = tmp_path_factory.mktemp("kills")
    news = write_news(place / "news.jsonl")
    return news, undisturbed(place / "calm", news)


@pytest.mark.parametrize("seed", range(3))
def test_killed_and_resumed(tmp_path: Path, world: tuple[Path, Undisturbed], seed: int) -> None:
    news, known = world
    assert disturbed(tmp_path / "killed", news, seed, known) == known.digests


@pytest.mark.parametrize("name", ["ingest", "process"])
def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path: Path, world: tuple[Path, Undisturbed], name: str) -> None:
    """A limit on the size of files stands for the disk: what does not fit is refused by the system, half-way."""
    news, known = world
    folder, said = tmp_path / "full", tmp_path / "said"
    assert run(["init", str(folder)]) == 0
    for step, command in commands(folder, news).items():
        if step == name:
            assert call(command, Hindrance(largest_file=TEN_PAGES), said=said) == 1
            assert "make room, then run again; nothing was half-written" in said.read_text()
            assert "Traceback" not in said.read_text()
        assert call(command) == 0
    assert digests(folder) == known.digests


def test_there_was_something_to_lose(world: tuple[Path, Undisturbed]) -> None:
    news, known = world
    with Dataset.open(news.parent / "calm" / "dataset.sqlite") as dataset:
        assert dataset.count_articles() == 30
        assert sum(dataset.count_readings().values()) > 60
    assert min(known.points.values()) > 50
