"""Tables of sentences with the claims that belong to them: read, compared with what the reader says, scored by family.

A table is a TOML file; its name is the family. Each `[[sentence]]` has `text` and `claims`, a list of short lines:

    killed 5                    five, exactly
    injured at_least 12         a floor; also at_most, about
    killed between 10 15        a range
    displaced indefinite 10000  an indefinite word, by its least meaning
    killed 58 cumulative        more words say what differs from an affirmed figure of one incident:
                                cumulative, denied, hypothetical, part (of another figure of the sentence), background

A sentence without claims is a decoy. `title = true` marks a headline, `published` a date, `note` explains.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from pipeline.evaluate.tables import PUBLISHED, Read, TableError, article_of, by_family, entries_of, published_of
from pipeline.records import Article, CasualtyClaim
from pipeline.vocabulary import Assertion, Outcome, Qualifier, Scope


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of a table and the claims that belong to it."""

    family: str
    text: str
    claims: tuple[str, ...]
    title: bool = False
    published: datetime = PUBLISHED

    @property
    def article(self) -> Article:
        """The sentence as an article of its own."""
        title, text = (self.text, "") if self.title else ("", self.text)
        return article_of(self.family, title, text, self.published)


@dataclass(frozen=True, slots=True)
class Result:
    """What the reader made of an example."""

    example: Example
    found: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Expected claims that were not found."""
        return _less(self.example.claims, self.found)

    @property
    def wrong(self) -> tuple[str, ...]:
        """Found claims that were not expected."""
        return _less(self.found, self.example.claims)

    @property
    def exact(self) -> bool:
        """Whether found and expected are the same."""
        return not self.missing and not self.wrong


@dataclass(frozen=True, slots=True)
class Score:
    """Scores of one family: shares between 0 and 1; precision and recall are 1 where nothing was found or expected."""

    COUNTED: ClassVar[str] = "sentences"
    MEASURES: ClassVar[tuple[str, ...]] = ("exact", "precision", "recall")
    family: str
    sentences: int
    exact: float
    precision: float
    recall: float


def load_tables(folder: Path) -> Iterator[Example]:
    """Yield the examples of all tables in a folder, by file name and position."""
    for file in sorted(folder.glob("*.toml")):
        yield from load_table(file)


def load_table(file: Path) -> Iterator[Example]:
    """Yield the examples of one table. Raises `TableError` when an entry lacks its text or claims."""
    for number, entry in enumerate(entries_of(file, "sentence"), 1):
        try:
            claims = tuple(sorted(_checked(line) for line in entry["claims"]))
            yield Example(file.stem, entry["text"], claims, entry.get("title", False), published_of(entry))
        except (KeyError, ValueError) as error:
            raise TableError(f"{file}, sentence {number}: {error}") from error


def _checked(line: str) -> str:
    words = line.split()
    allowed = {
        *map(str, Qualifier),
        *map(str, Outcome),
        *map(str, Scope),
        *map(str, Assertion),
        "part",
        "background",
        "household",
    }
    wrong = [word for word in words if not word.isdigit() and word not in allowed]
    if wrong or not words:
        raise ValueError(f"{line!r}: {wrong or 'nothing'} is no word of a claim line")
    return " ".join(words)


def line_of(claim: CasualtyClaim) -> str:
    """Return a claim in short form."""
    counted = claim.quantity
    words = [claim.outcome.value]
    if counted.qualifier is Qualifier.BETWEEN:
        words += ["between", str(counted.low), str(counted.high)]
    elif counted.qualifier is Qualifier.EXACT:
        words.append(str(counted.best))
    else:
        value = next((v for v in (counted.best, counted.low, counted.high) if v is not None), None)
        words += [counted.qualifier.value, str(value)]
    words += [claim.scope.value] if claim.scope is not Scope.INCIDENT else []
    words += [claim.assertion.value] if claim.assertion is not Assertion.AFFIRMED else []
    words += ["part"] if claim.part_of else []
    words += ["background"] if claim.background else []
    return " ".join(words)


def results(examples: Iterable[Example], read: Read) -> Iterator[Result]:
    """Yield what `read` makes of each example. "background" counts only where the table asks for it."""
    for example in examples:
        found = [line_of(claim) for claim in read(example.article).claims]
        if not any("background" in line for line in example.claims):
            found = [line.replace(" background", "") for line in found]
        yield Result(example, tuple(sorted(found)))


def scores(found: Iterable[Result]) -> list[Score]:
    """Return the scores by family, in alphabetical order, "all" last."""
    return [_score(family, own) for family, own in by_family(found, lambda result: result.example.family)]


def _score(family: str, found: list[Result]) -> Score:
    expected = sum(len(result.example.claims) for result in found)
    returned = sum(len(result.found) for result in found)
    right = returned - sum(len(result.wrong) for result in found)
    return Score(
        family,
        len(found),
        sum(result.exact for result in found) / len(found),
        right / returned if returned else 1.0,
        right / expected if expected else 1.0,
    )


def _less(lines: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """Return the lines that are not among the others, each of which is used up once."""
    return tuple((Counter(lines) - Counter(others)).elements())
