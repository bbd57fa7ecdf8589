"""From judgements on pairs to groups: average linkage with constraints.

Groups join while the mean of the points between them says so; a pair without anything telling in common counts as
strangers do, and a silent one (the first news, which names nobody, and the trial) a fraction of what others count. One
wrong bridge therefore cannot chain two crowds, and one misread report cannot keep two halves apart.
Only an analyst's word, and two reports of one article, are absolute.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from pipeline.resolve.weights import weight

Pair = tuple[str, str]


def pair_of(one: str, other: str) -> Pair:
    """Return two ids as a pair, the smaller first."""
    return (one, other) if one <= other else (other, one)


@dataclass(slots=True)
class Links:
    """What is known of pairs: points and what they count, what an analyst joined, what must stay apart.

    Others are strangers.
    """

    points: dict[Pair, float] = field(default_factory=dict)
    shares: dict[Pair, float] = field(default_factory=dict)
    """What a pair counts in a mean, where it is not 1."""
    joined: set[Pair] = field(default_factory=set)
    apart: set[Pair] = field(default_factory=set)


def components(nodes: Iterable[str], edges: Iterable[Pair]) -> list[list[str]]:
    """Return the connected sets of nodes, each sorted, by their first node."""
    root = {node: node for node in nodes}

    def find(node: str) -> str:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for one, other in edges:
        if one in root and other in root:
            first, second = sorted((find(one), find(other)))
            root[second] = first
    sets: dict[str, list[str]] = {}
    for node in sorted(root):
        sets.setdefault(find(node), []).append(node)
    return [sets[key] for key in sorted(sets)]


def groups(nodes: Iterable[str], links: Links) -> list[tuple[str, ...]]:
    """Return the groups of the nodes, each sorted, by their first node; the same whatever order they are given in."""
    return _Linkage(sorted(set(nodes)), links).run()


class _Linkage:
    """Average linkage: each step joins the two groups with the highest mean, ties by their first nodes."""

    def __init__(self, nodes: list[str], links: Links) -> None:
        self._members = {node: [node] for node in nodes}
        self._stranger = weight("verdict", "stranger")
        self._sums: dict[str, dict[str, float]] = {node: {} for node in nodes}
        self._uncounted: dict[str, dict[str, float]] = {node: {} for node in nodes}
        self._apart: dict[str, set[str]] = {node: set() for node in nodes}
        for (one, other), points in sorted(links.points.items()):
            if one in self._sums and other in self._sums:
                # Kept as the surplus over strangers: a missing pair is then nothing, and sums of groups just add.
                share = links.shares.get((one, other), 1.0)
                self._sums[one][other] = self._sums[other][one] = share * (points - self._stranger)
                self._uncounted[one][other] = self._uncounted[other][one] = 1.0 - share
        for one, other in links.apart:
            if one in self._apart and other in self._apart:
                self._apart[one].add(other)
                self._apart[other].add(one)
        for one, other in sorted(links.joined):
            self._join_decided(one, other)

    def run(self) -> list[tuple[str, ...]]:
        heap = [self._entry(one, other) for one in self._sums for other in self._sums[one] if one < other]
        heapify(heap)
        least = weight("verdict", "join")
        while heap:
            entry = heappop(heap)
            mean, one, other = -entry[0], entry[1], entry[2]
            if mean < least:
                break
            if one in self._members and other in self._members and entry == self._entry(one, other):
                self._try_join(heap, one, other)
        return sorted(tuple(sorted(members)) for members in self._members.values())

    def _try_join(self, heap: list[tuple[float, str, str]], one: str, other: str) -> None:
        if other in self._apart[one]:
            return
        self._join(one, other)
        for neighbour in self._sums[one]:
            heappush(heap, self._entry(*pair_of(one, neighbour)))

    def _entry(self, one: str, other: str) -> tuple[float, str, str]:
        pairs = len(self._members[one]) * len(self._members[other]) - self._uncounted[one].get(other, 0.0)
        return (-round(self._sums[one].get(other, 0.0) / pairs + self._stranger, 6), one, other)

    def _join_decided(self, one: str, other: str) -> None:
        first, second = (self._holder(node) for node in (one, other))
        if first is None or second is None or first == second or second in self._apart[first]:
            return
        self._join(*pair_of(first, second))

    def _holder(self, node: str) -> str | None:
        return next((first for first, members in self._members.items() if node in members), None)

    def _join(self, kept: str, gone: str) -> None:
        """Put the second group into the first, whose name is the smaller: names do not depend on the order of joins."""
        self._members[kept] += self._members.pop(gone)
        for table in (self._sums, self._uncounted):
            for neighbour, total in sorted(table.pop(gone).items()):
                del table[neighbour][gone]
                if neighbour != kept:
                    together = table[kept].get(neighbour, 0.0) + total
                    table[kept][neighbour] = table[neighbour][kept] = together
        for neighbour in self._apart.pop(gone):
            self._apart[neighbour].discard(gone)
            self._apart[neighbour].add(kept)
            self._apart[kept].add(neighbour)
