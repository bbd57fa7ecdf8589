"""What was worked out before, kept up to a bound: the oldest is forgotten first. For questions of few answers."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memo(Generic[V]):
    """Answers by the hash of all that they follow from: one that is forgotten is worked out again, to the same result.

    Two questions of one 64-bit hash are less likely than a fault of the memory that holds it.
    """

    def __init__(self, most: int) -> None:
        """Keep so many."""
        self._most = most
        self._known: dict[int, V] = {}
        self._once: dict[V, V] = {}

    def get(self, asked: int) -> V | None:
        """Return the answer; None if it is not known."""
        return self._known.get(asked)

    def keep(self, asked: int, answer: V) -> None:
        """Keep an answer, in the place of the oldest where there are too many."""
        if asked not in self._known and len(self._known) >= self._most:
            del self._known[next(iter(self._known))]
        self._known[asked] = self._once.setdefault(answer, answer)


class Recent(Generic[K, V]):
    """What was made of things met lately, kept up to a bound: what was longest not asked for is forgotten first."""

    def __init__(self, most: int) -> None:
        """Keep so many."""
        self._most = most
        self._known: dict[K, V] = {}

    def get(self, asked: K) -> V | None:
        """Return what was kept of it; None if nothing is."""
        found = self._known.pop(asked, None)
        if found is not None:
            self._known[asked] = found
        return found

    def forget(self, asked: K) -> None:
        """Forget what was made of it, if anything was."""
        self._known.pop(asked, None)

    def keep(self, asked: K, made: V) -> V:
        """Keep what was made of it, in the place of the longest unasked where there are too many; return it."""
        self._known[asked] = made
        if len(self._known) > self._most:
            del self._known[next(iter(self._known))]
        return made
