"""Who is missing still: those of whom a report says that they were missing, and are found, are not."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.understand.figure import Figure
from pipeline.vocabulary import Outcome

STILL = frozenset({"still", "remain", "remains", "remained"})


def without_those_found(figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures without the seven of "the bodies of six of the seven miners missing since Monday".

    Where the report says how many are still missing, no other number of missing people is left.
    """
    missing = [f for f in figures if f.outcome is Outcome.MISSING]
    still = [f for f in missing if _are_still(f)]
    some = still or [f for f in missing if not _are_a_whole(f)]
    gone = [f for f in missing if f not in some] if still or len(some) < len(missing) else []
    return [f for f in figures if f not in gone]


def _are_still(figure: Figure) -> bool:
    start = figure.mention.trigger.start
    return not figure.in_title and not STILL.isdisjoint(figure.clause.words[max(0, start - 3) : start + 2])


def _are_a_whole(figure: Figure) -> bool:
    """Whether only some of those who were missing are told of: "six of the seven miners missing"."""
    group = figure.groups[0]
    return group.definite and figure.clause.word(group.start - 1) == "of"
