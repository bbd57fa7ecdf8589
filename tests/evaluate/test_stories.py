"""Whole articles of ours in the ways of news: what is read right stays right, and what is missed is listed."""

from functools import cache
from pathlib import Path

import pytest

from pipeline.evaluate import floors
from pipeline.evaluate.stories import Story, StoryResult, load_stories, story_results, story_scores
from pipeline.evaluate.tables import TableError
from pipeline.records import Article, Reading
from pipeline.understand.reader import Reader

TABLES = Path(__file__).parents[1] / "stories" / "en"


@cache
def found() -> list[StoryResult]:
    reader = Reader()

    def read(article: Article) -> Reading:
        reading = reader.read(article)
        assert sum(incident.main for incident in reading.incidents) <= 1
        return reading

    return list(story_results(load_stories(TABLES), read))


def test_no_story_is_lost() -> None:
    assert floors.changes(found(), TABLES).losses == ()


def test_gains_are_pinned() -> None:
    assert floors.changes(found(), TABLES).gains == (), "run `tollwatch evaluate --pin` to keep what was gained"


def test_every_family_is_above_its_floor() -> None:
    assert floors.broken(story_scores(found()), floors.load_floors(TABLES)) == []


def test_every_story_has_a_name_of_its_own() -> None:
    names = [(result.example.family, result.example.id) for result in found()]
    assert len(set(names)) == len(names)


def test_a_quarter_of_the_stories_have_no_dead() -> None:
    assert sum(not result.example.killed for result in found()) >= len(found()) / 4


def test_measures_tell_dead_from_none() -> None:
    def result(told: tuple[int | None, int | None], read: tuple[int | None, int | None]) -> StoryResult:
        return StoryResult(Story("f", "1", "", "x", *told), *read)

    score = story_scores(
        [
            result((2, 1), (2, 1)),
            result((2, 1), (2, None)),
            result((3, None), (1, None)),
            result((None, 2), (None, 2)),
        ]
    )[0]
    assert (score.exact, score.killed, score.nobody) == (0.5, pytest.approx(2 / 3), 1.0)


def test_none_stated_is_not_zero() -> None:
    told_of_none = Story("f", "1", "", "Nobody was hurt.", 0, 0)
    assert StoryResult(told_of_none, 0, 0).exact
    assert not StoryResult(told_of_none, None, None).exact


def test_an_entry_without_text_is_refused_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "wrong.toml").write_text('[[story]]\nid = "1"\ntitle = "Two dead"\n', encoding="utf-8")
    with pytest.raises(TableError, match=r"wrong\.toml, story 1: 'text'"):
        list(load_stories(tmp_path))
