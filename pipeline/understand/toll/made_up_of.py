"""Counts and single people of the body that are those of an opening's number, told out in the next sentences."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.understand.counting.group import Form
from pipeline.understand.figure import Figure
from pipeline.understand.toll.chosen import opens

_OTHER = frozenset({("the", "other"), ("the", "others")})
SOON, LONG = 3, 4  # sentences from a first sentence, and from a headline, within which a body counts out its number


def make_up(first: Figure, own: Sequence[Figure]) -> list[Figure]:
    """Return the counts and single people of the body that are those of a figure; none where they are others.

    "one guard lost his life", "three soldiers were killed" behind four; "One was shot dead. Two of the suspects died".
    """
    numbers = {f.number for f in own}
    later = [f for f in own if f.number > first.number and f.sentence is not first.sentence]
    later = [f for f in later if f.whole not in numbers]  # "Four of the wounded died later" are none of the dead before
    counts = [f for f in later if f.counted]
    new = [f for f in later if not (f.counted or f.groups[0].definite or f.groups[0].name)]
    singles = [f for f in new if f.groups[0].form is Form.SINGLE]
    total = sum(f.bounds[1] or 0 for f in counts) + len(singles)
    if counts and singles and total == first.bounds[1]:
        return [*counts, *singles]
    return _told_in_turn(first, later) or _one_and_the_other(first, later)


def _one_and_the_other(first: Figure, later: Sequence[Figure]) -> list[Figure]:
    """Return the halves of a number told in one sentence: "One was neutralised and the other passed away"."""
    for one, other in pairwise(later):
        same = one.sentence is other.sentence and not one.groups[0].definite
        words = other.clause.words[other.groups[0].start : other.groups[0].start + 2]
        if same and words in _OTHER and (one.bounds[1] or 0) + (other.bounds[1] or 0) == first.bounds[1]:
            return [one, other]
    return []


def _told_in_turn(first: Figure, later: Sequence[Figure]) -> list[Figure]:
    """Return the figures of the next sentences that count out an opening's number; none if they do not."""
    total, found = 0, []
    for figure in later:
        near = figure.sentence.index - first.sentence.index <= (LONG if first.in_title else SOON)
        if not (near and figure.groups[0].form in {Form.COUNT, Form.SINGLE} and figure.bounds[1]):
            return []
        if figure.groups[0].definite and not figure.groups[0].partitive:
            return []
        if opens(figure) and figure.bounds == first.bounds:
            continue  # the lead says again what the headline says
        total += figure.bounds[1]
        found.append(figure)
        if total >= (first.bounds[1] or 0):
            return found if total == first.bounds[1] and len(found) > 1 else []
    return []
