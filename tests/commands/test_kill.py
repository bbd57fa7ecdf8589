"""Kill -9 anywhere, or fill the disk; resume, and the export is the same to the byte."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.world import World
from tests.commands.killable import Hindrance, call
from tests.commands.kills import (
    CrawlJob,
    FileJob,
    Job,
    Undisturbed,
    commands,
    digests,
    disturbed,
    undisturbed,
    write_news,
)

TEN_PAGES = 40_960
"""Room for a few transactions in SQLite's log."""


@pytest.fixture(scope="module")
def from_file(tmp_path_factory: pytest.TempPathFactory) -> tuple[Job, Undisturbed]:
    place = tmp_path_factory.mktemp("kills")
    job = FileJob(write_news(place / "news.jsonl"))
    return job, undisturbed(place / "calm", job)


@pytest.fixture(scope="module")
def from_crawl(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Job, Undisturbed]]:
    with World() as world:
        job = CrawlJob(world)
        yield job, undisturbed(tmp_path_factory.mktemp("crawls") / "calm", job)


@pytest.mark.parametrize("seed", range(2))
def test_killed_and_resumed(tmp_path: Path, from_file: tuple[Job, Undisturbed], seed: int) -> None:
    job, known = from_file
    assert disturbed(tmp_path / "killed", job, seed, known) == known.digests


@pytest.mark.slow
def test_a_crawl_killed_and_resumed(tmp_path: Path, from_crawl: tuple[Job, Undisturbed]) -> None:
    job, known = from_crawl
    assert disturbed(tmp_path / "killed", job, seed=1, known=known, kills=1) == known.digests


@pytest.mark.parametrize("name", ["collect", "process"])
def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path: Path, from_file: tuple[Job, Undisturbed], name: str) -> None:
    """A limit on the size of files stands for the disk: what does not fit is refused by the system, half-way."""
    job, known = from_file
    folder, said = tmp_path / "full", tmp_path / "said"
    job.prepare(folder)
    for step, command in commands(folder, job).items():
        if step == name:
            assert call(command, Hindrance(largest_file=TEN_PAGES), said=said) == 1
            assert "make room, then run again; nothing was half-written" in said.read_text()
            assert "Traceback" not in said.read_text()
        assert call(command) == 0
    assert digests(folder) == known.digests


def test_there_was_something_to_lose(from_file: tuple[Job, Undisturbed], from_crawl: tuple[Job, Undisturbed]) -> None:
    for _, known in (from_file, from_crawl):
        assert min(known.points.values()) > 50
        assert known.digests["claims.csv"] != known.digests["decisions.csv"]
