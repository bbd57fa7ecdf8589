"""How well groups match gold groups: B-cubed (Bagga and Baldwin 1998) and pairs.

B-cubed asks of each item what share of its found group belongs with it (precision) and what share of those that belong
with it were found (recall), and takes the mean over items. It does not let one large group decide, and counts single
items, which pairs leave out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from math import comb


@dataclass(frozen=True, slots=True)
class Agreement:
    """Shares from 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where both are."""
        together = self.precision + self.recall
        return 2 * self.precision * self.recall / together if together else 0.0


def b_cubed(found: Mapping[str, Hashable], gold: Mapping[str, Hashable]) -> Agreement:
    """Return the B-cubed agreement of found groups with gold ones, by item.

    An item of the gold that was not put in any group counts as alone; items without gold are left out.
    """
    sizes, gold_sizes, shared = _tables(found, gold)
    if not gold_sizes:
        return Agreement(0.0, 0.0)
    items = sum(gold_sizes.values())
    precision = sum(count * count / sizes[group] for (group, _), count in shared.items()) / items
    recall = sum(count * count / gold_sizes[true] for (_, true), count in shared.items()) / items
    return Agreement(precision, recall)


def pairs(found: Mapping[str, Hashable], gold: Mapping[str, Hashable]) -> Agreement:
    """Return the share of joined pairs that belong together, and of pairs that belong together that were joined.

    Without any pair a share is 1: nothing was joined wrongly, nothing was missed.
    """
    sizes, gold_sizes, shared = _tables(found, gold)
    right = sum(comb(count, 2) for count in shared.values())
    joined = sum(comb(count, 2) for count in sizes.values())
    belonging = sum(comb(count, 2) for count in gold_sizes.values())
    return Agreement(right / joined if joined else 1.0, right / belonging if belonging else 1.0)


def _tables(
    found: Mapping[str, Hashable], gold: Mapping[str, Hashable]
) -> tuple[Counter[Hashable], Counter[Hashable], Counter[tuple[Hashable, Hashable]]]:
    """Return the sizes of the found groups, of the gold ones, and of their intersections."""
    placed = {item: ("group", found[item]) if item in found else ("alone", item) for item in gold}
    return (
        Counter(placed.values()),
        Counter(gold.values()),
        Counter((placed[item], gold[item]) for item in gold),
    )
