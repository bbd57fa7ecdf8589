"""Body text against body text, counted as scrapinghub's article-extraction-benchmark counts (its README, 2020).

Words are runs of word characters, shingles are four words in a row, counted with repetition; a page's counts are
shares of its own shingles; precision and recall are means over pages, F1 is the harmonic mean of the two means.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean

SHINGLE_WORDS = 4
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Overlap:
    """Shingles of one page in both texts, only in ours, only in the reference."""

    both: int
    surplus: int
    missed: int

    @property
    def precision(self) -> float:
        return self.both / (self.both + self.surplus) if self.both + self.surplus else 1.0

    @property
    def recall(self) -> float:
        return self.both / (self.both + self.missed) if self.both + self.missed else 1.0

    @property
    def f1(self) -> float:
        return harmonic(self.precision, self.recall)


def compare(reference: str, text: str) -> Overlap:
    """Return how the shingles of the two texts overlap."""
    wanted, found = shingles(reference), shingles(text)
    both = sum((wanted & found).values())
    return Overlap(both, sum(found.values()) - both, sum(wanted.values()) - both)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Return the shingles with their counts; a text of fewer words than a shingle is one shingle, no words are none."""
    words = _WORD.findall(text)
    if not words:
        return Counter()
    return Counter(tuple(words[at : at + SHINGLE_WORDS]) for at in range(max(1, len(words) - SHINGLE_WORDS + 1)))


def summary(overlaps: Iterable[Overlap]) -> tuple[float, float, float]:
    """Return F1, precision and recall over pages."""
    pages: Sequence[Overlap] = list(overlaps)
    # A side without any text has no precision (ours) or recall (the reference): left out, as the benchmark does.
    precision = mean(page.precision for page in pages if page.both + page.surplus)
    recall = mean(page.recall for page in pages if page.both + page.missed)
    return harmonic(precision, recall), precision, recall


def harmonic(left: float, right: float) -> float:
    return 2 * left * right / (left + right) if left + right else 0.0
