"""Tables of whole articles with the figures of their main incident, compared with what the reader says.

A table is a TOML file; its name is the family. Each `[[story]]` has `id`, `text`, and where they are told `title`,
`published` (a date), `killed` and `injured`: the numbers that a record keeper would enter for the incident that the
article is about. A number left out means that the article states none, which is not the same as 0. `note`
explains. What is read wrong stands in the folder's `missed.txt`, so that a change shows what it wins and what it loses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from pipeline.evaluate.tables import PUBLISHED, Read, TableError, article_of, by_family, entries_of, published_of
from pipeline.records import Article, Reading


@dataclass(frozen=True, slots=True)
class Story:
    """An article of a table and the figures of its main incident; None where it states none."""

    family: str
    id: str
    title: str
    body: str
    killed: int | None
    injured: int | None
    published: datetime = PUBLISHED

    @property
    def text(self) -> str:
        """What names the story in lists of gains and losses."""
        return f"{self.id} {self.title or self.body[:60]}"

    @property
    def article(self) -> Article:
        """The story as the reader takes it."""
        return article_of(f"{self.family}/{self.id}", self.title, self.body, self.published)


@dataclass(frozen=True, slots=True)
class StoryResult:
    """What the reader made of a story: its main incident's best figures, None where it states none."""

    example: Story
    killed: int | None
    injured: int | None

    @property
    def exact(self) -> bool:
        """Whether both numbers are right."""
        return self.killed_right and self.injured == self.example.injured

    @property
    def killed_right(self) -> bool:
        """Whether the number of the dead is right."""
        return self.killed == self.example.killed


@dataclass(frozen=True, slots=True)
class StoryScore:
    """Scores of one family: shares between 0 and 1, and 1 where there is no such story."""

    COUNTED: ClassVar[str] = "stories"
    MEASURES: ClassVar[tuple[str, ...]] = ("exact", "killed", "nobody")
    family: str
    stories: int
    exact: float
    """Both numbers right."""
    killed: float
    """The number of the dead right, of stories that have dead."""
    nobody: float
    """No dead read (0 or none stated, as the story has it), of stories that have none."""


def load_stories(folder: Path) -> Iterator[Story]:
    """Yield the stories of all tables in a folder, by file name and position.

    Raises `TableError` when a table or an entry cannot be read.
    """
    for file in sorted(folder.glob("*.toml")):
        for number, entry in enumerate(entries_of(file, "story"), 1):
            try:
                yield _story(file.stem, entry)
            except (AttributeError, KeyError, ValueError) as error:
                raise TableError(f"{file}, story {number}: {error}") from error


def _story(family: str, entry: dict[str, Any]) -> Story:
    killed, injured = (entry.get(name) for name in ("killed", "injured"))
    if not all(number is None or isinstance(number, int) for number in (killed, injured)):
        raise ValueError(f"killed = {killed!r}, injured = {injured!r}: write a number, or leave it out")
    return Story(family, entry["id"], entry.get("title", ""), entry["text"], killed, injured, published_of(entry))


def story_results(stories: Iterable[Story], read: Read) -> Iterator[StoryResult]:
    """Yield what `read` makes of each story."""
    for story in stories:
        killed, injured = figures_of(read(story.article))
        yield StoryResult(story, killed, injured)


def figures_of(reading: Reading) -> tuple[int | None, int | None]:
    """Return the best numbers of killed and injured of the main incident; None where there is none."""
    main = next((incident for incident in reading.incidents if incident.main), None)
    tolls = (main.killed, main.injured) if main is not None else (None, None)
    killed, injured = (toll.best if toll is not None else None for toll in tolls)
    return killed, injured


def story_scores(found: Iterable[StoryResult]) -> list[StoryScore]:
    """Return the scores by family, in alphabetical order, "all" last."""
    return [_score(family, own) for family, own in by_family(found, lambda result: result.example.family)]


def _score(family: str, found: list[StoryResult]) -> StoryScore:
    dead, none = ([r for r in found if bool(r.example.killed) is wanted] for wanted in (True, False))
    return StoryScore(
        family,
        len(found),
        _share([r.exact for r in found]),
        _share([r.killed_right for r in dead]),
        _share([r.killed_right for r in none]),
    )


def _share(right: list[bool]) -> float:
    return sum(right) / len(right) if right else 1.0
