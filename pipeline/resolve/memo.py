"""What was worked out before, kept up to a bound: the oldest is forgotten first."""

from __future__ import annotations

from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Memo(Generic[K, V]):
    """Answers by all that they follow from: one that is forgotten is worked out again, to the same result."""

    def __init__(self, most: int) -> None:
        """Keep so many."""
        self._most = most
        self._known: dict[K, V] = {}

    def get(self, asked: K) -> V | None:
        """Return the answer; None if it is not known."""
        return self._known.get(asked)

    def keep(self, asked: K, answer: V) -> None:
        """Keep an answer, in the place of the oldest where there are too many."""
        if asked not in self._known and len(self._known) >= self._most:
            del self._known[next(iter(self._known))]
        self._known[asked] = answer
