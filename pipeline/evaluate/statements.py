"""How well statements are read: against statements marked by people, by overlap of what was said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.records import Statement

ENOUGH = 0.5  # share of the shorter-covered content that must overlap: the usual threshold for quotation spans
Extent = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """A statement as a person marked it in the text field: content extents, and the speaker's name or words."""

    content: tuple[Extent, ...]
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class StatementScore:
    """Counts over articles; `speakers_right` of the `matched` statements whose speaker the gold names (`named`)."""

    found: int = 0
    wanted: int = 0
    matched: int = 0
    named: int = 0
    speakers_right: int = 0

    def __add__(self, other: StatementScore) -> StatementScore:
        return StatementScore(
            self.found + other.found,
            self.wanted + other.wanted,
            self.matched + other.matched,
            self.named + other.named,
            self.speakers_right + other.speakers_right,
        )

    @property
    def f1(self) -> float:
        """F1 of the contents; 0 when there is nothing to find and nothing found."""
        return 2 * self.matched / (self.found + self.wanted) if self.found + self.wanted else 0.0

    @property
    def speaker_accuracy(self) -> float:
        """Share of right speakers among matched statements; 0 when none is named."""
        return self.speakers_right / self.named if self.named else 0.0


def score(found: Sequence[Statement], gold: Sequence[GoldStatement]) -> StatementScore:
    """Score the statements of one article's text field: each gold statement is matched once, the best overlap first."""
    pairs = sorted(
        ((_overlap(_extents(s), g.content), i, j) for i, s in enumerate(found) for j, g in enumerate(gold)),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    left: set[int] = set()
    right: set[int] = set()
    named = correct = 0
    for overlap, i, j in pairs:
        if overlap < ENOUGH or i in left or j in right:
            continue
        left.add(i)
        right.add(j)
        if gold[j].speaker is not None:
            named += 1
            correct += _is_speaker(found[i], gold[j].speaker or "")
    return StatementScore(len(found), len(gold), len(left), named, correct)


def total(scores: Iterable[StatementScore]) -> StatementScore:
    """Add the scores of many articles."""
    return sum(scores, StatementScore())


def _extents(statement: Statement) -> tuple[Extent, ...]:
    return tuple((span.start, span.end) for span in statement.spans)


def _overlap(one: Sequence[Extent], other: Sequence[Extent]) -> float:
    """Return the shared characters over all characters of both (Jaccard)."""
    left, right = _characters(one), _characters(other)
    union = left | right
    return len(left & right) / len(union) if union else 0.0


def _characters(extents: Sequence[Extent]) -> set[int]:
    return {position for start, end in extents for position in range(start, end)}


def _is_speaker(statement: Statement, wanted: str) -> bool:
    """Whether the speaker found is the one marked: full name, or words that hold each other."""
    if statement.speaker is None:
        return False
    said = [statement.speaker.as_stated.lower(), (statement.speaker.name or "").lower()]
    return any(name and (name in wanted.lower() or wanted.lower() in name) for name in said)
