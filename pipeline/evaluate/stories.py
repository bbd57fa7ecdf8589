"""Tables of whole articles with the figures of their main incident, compared with what the reader says.

A table is a TOML file; its name is the family. Each `[[story]]` has `id`, `text`, and where they are told `title`,
`published` (a date), `killed` and `injured`: the numbers that a record keeper would enter for the incident that the
article is about. A number left out means that nobody is told of. `note` explains. What is read wrong stands in the
folder's `missed.txt`, so that a change shows which articles it wins and which it loses.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from pipeline.evaluate.sentences import PUBLISHED, Read, TableError
from pipeline.records import Article, Reading, Toll, article_id, content_hash


@dataclass(frozen=True, slots=True)
class Story:
    """An article of a table and the figures of its main incident; 0 where nobody is told of."""

    family: str
    id: str
    title: str
    body: str
    killed: int
    injured: int
    published: datetime = PUBLISHED

    @property
    def text(self) -> str:
        """What names the story in lists of gains and losses."""
        return f"{self.id} {self.title or self.body[:60]}"

    @property
    def article(self) -> Article:
        """The story as the reader takes it."""
        hashed = content_hash(self.title, self.body)
        return Article(
            id=article_id(f"{self.family}/{self.id}", hashed),
            url="",
            canonical_url="",
            site="table",
            title=self.title,
            text=self.body,
            content_hash=hashed,
            published_at=self.published,
        )


@dataclass(frozen=True, slots=True)
class StoryResult:
    """What the reader made of a story: its main incident's figures, 0 where it has none."""

    example: Story
    killed: int
    injured: int

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

    MEASURES: ClassVar[tuple[str, ...]] = ("exact", "killed", "nobody")
    family: str
    stories: int
    exact: float
    """Both numbers right."""
    killed: float
    """The number of the dead right, of stories that have dead."""
    nobody: float
    """No dead read, of stories that have none."""


def load_stories(folder: Path) -> Iterator[Story]:
    """Yield the stories of all tables in a folder, by file name and position.

    Raises `TableError` when a table or an entry cannot be read.
    """
    for file in sorted(folder.glob("*.toml")):
        try:
            entries = tomllib.loads(file.read_text(encoding="utf-8")).get("story", [])
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise TableError(f"{file} is not valid TOML: {error}") from error
        for number, entry in enumerate(entries, 1):
            try:
                yield _story(file.stem, entry)
            except (KeyError, TypeError, ValueError) as error:
                raise TableError(f"{file}, story {number}: {error}") from error


def _story(family: str, entry: dict[str, object]) -> Story:
    day = entry.get("published", PUBLISHED)
    if not isinstance(day, datetime):
        day = datetime.combine(day, PUBLISHED.timetz())  # type: ignore[arg-type]  # a TOML date; else a TypeError
    killed, injured = (int(entry.get(name, 0)) for name in ("killed", "injured"))  # type: ignore[call-overload]
    title, body = str(entry.get("title", "")), str(entry["text"])
    return Story(family, str(entry["id"]), title, body, killed, injured, day.astimezone(UTC))


def story_results(stories: Iterable[Story], read: Read) -> Iterator[StoryResult]:
    """Yield what `read` makes of each story."""
    for story in stories:
        killed, injured = figures_of(read(story.article))
        yield StoryResult(story, killed, injured)


def figures_of(reading: Reading) -> tuple[int, int]:
    """Return the best numbers of killed and injured of the main incident; 0 where there is none."""
    main = next((incident for incident in reading.incidents if incident.main), None)
    return (_best(main.killed), _best(main.injured)) if main is not None else (0, 0)


def _best(toll: Toll | None) -> int:
    return (toll.best or 0) if toll is not None else 0


def story_scores(found: Iterable[StoryResult]) -> list[StoryScore]:
    """Return the scores by family, in alphabetical order, "all" last."""
    families: dict[str, list[StoryResult]] = {}
    for result in found:
        families.setdefault(result.example.family, []).append(result)
        families.setdefault("~all", []).append(result)
    return [_score(name.lstrip("~"), families[name]) for name in sorted(families)]


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
