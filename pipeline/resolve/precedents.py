"""The judgements in force on one kind of pair: stored ones, the machine's newer word, and above all an analyst's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.records import Judgement
from pipeline.resolve.cluster import Pair, pair_of
from pipeline.resolve.protocol import State
from pipeline.vocabulary import Verdict


def is_machine(judgement: Judgement) -> bool:
    """Return whether the machine, not an analyst, decided it."""
    return judgement.decided_by.startswith("machine:")


class Precedents:
    """Stored judgements by pair, fetched when first asked for, with this run's own laid over them."""

    def __init__(self, state: State, kind: str) -> None:
        """Start with nothing fetched."""
        self._state = state
        self._kind = kind
        self._asked: set[str] = set()
        self._by_pair: dict[Pair, Judgement] = {}
        self._of: dict[str, set[str]] = {}
        self.fresh: dict[Pair, Judgement] = {}

    def fetch(self, ids: Iterable[str]) -> None:
        """Make sure that the judgements about these are at hand."""
        wanted = sorted(set(ids) - self._asked)
        if not wanted:
            return
        self._asked.update(wanted)
        for judgement in self._state.judgements_about(wanted, kind=self._kind):
            pair = pair_of(judgement.left, judgement.right)
            if pair not in self.fresh:
                self._keep(pair, judgement)

    def decided(self, one: str, other: str) -> Judgement | None:
        """Return an analyst's judgement on a pair at hand; None if there is none."""
        found = self._by_pair.get(pair_of(one, other))
        return found if found is not None and not is_machine(found) else None

    def is_decided_on(self, one: str) -> bool:
        """Return whether an analyst's judgement at hand speaks of it."""
        return any(not is_machine(self._by_pair[pair_of(one, other)]) for other in self._of.get(one, ()))

    def judged(self, one: str, other: str) -> Judgement | None:
        """Return the judgement in force on a pair at hand."""
        return self._by_pair.get(pair_of(one, other))

    def add(self, judgement: Judgement) -> None:
        """Lay a new machine judgement over what is stored, unless an analyst has decided or it says nothing new."""
        pair = pair_of(judgement.left, judgement.right)
        before = self._by_pair.get(pair)
        if before == judgement or (before is not None and not is_machine(before)):
            return
        self.fresh[pair] = judgement
        self._keep(pair, judgement)

    def partners(self, one: str) -> list[str]:
        """Return all that a judgement at hand speaks of together with this one, sorted."""
        return sorted(self._of.get(one, ()))

    def joined(self, one: str) -> Iterator[str]:
        """Yield those that are perhaps one with it: same or unsure."""
        for other in self.partners(one):
            if self._by_pair[pair_of(one, other)].verdict != Verdict.DIFFERENT:
                yield other

    def _keep(self, pair: Pair, judgement: Judgement) -> None:
        self._by_pair[pair] = judgement
        for one, other in (pair, pair[::-1]):
            self._of.setdefault(one, set()).add(other)


def reach(precedents: Precedents, start: Iterable[str]) -> list[str]:
    """Return everything connected to these by judgements that do not say 'different', themselves included, sorted."""
    reached: set[str] = set()
    front = set(start)
    while front:
        precedents.fetch(front)
        reached |= front
        front = {other for one in front for other in precedents.joined(one)} - reached
    return sorted(reached)
