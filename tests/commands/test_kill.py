"""Kill -9 anywhere, resume, and the export is the same to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.store import Dataset
from tests.commands.kills import Undisturbed, disturbed, undisturbed, write_news


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Undisturbed]:
    place = tmp_path_factory.mktemp("kills")
    news = write_news(place / "news.jsonl")
    return news, undisturbed(place / "calm", news)


@pytest.mark.parametrize("seed", range(3))
def test_killed_and_resumed(tmp_path: Path, world: tuple[Path, Undisturbed], seed: int) -> None:
    news, known = world
    assert disturbed(tmp_path / "killed", news, seed, known) == known.digests


def test_there_was_something_to_lose(world: tuple[Path, Undisturbed]) -> None:
    news, known = world
    with Dataset.open(news.parent / "calm" / "dataset.sqlite") as dataset:
        assert dataset.count_articles() == 30
        assert sum(dataset.count_readings().values()) > 60
    assert min(known.points.values()) > 50
