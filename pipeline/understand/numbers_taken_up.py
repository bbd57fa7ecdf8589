"""Numbers that take up a count told before: "the figure had climbed to 40", "the correct figure is 39"."""

from __future__ import annotations

from dataclasses import replace

from pipeline.understand.figure import Figure
from pipeline.vocabulary import Assertion

CORRECTED, MOVED = "corrected_figure", "moved_figure"
"""The entries of the lexicon."""


def with_numbers_taken_up(found: list[Figure]) -> list[Figure]:
    """Return "The correct figure is 39" as a count of whatever the number counts that was taken back before it."""
    kept: list[Figure] = []
    for figure in found:
        if figure.mention.word.id in {CORRECTED, MOVED}:
            wrong = _taken_up(figure, kept)
            if wrong is None:
                continue
            word = replace(figure.mention.word, outcome=wrong.outcome)
            figure = replace(
                figure, mention=replace(figure.mention, trigger=replace(figure.mention.trigger, word=word))
            )
        kept.append(figure)
    return kept


def _taken_up(figure: Figure, before: list[Figure]) -> Figure | None:
    """Return the count that a figure corrects, or that it goes on from in its sentence or the one before."""
    counted = [f for f in reversed(before) if f.counted and not f.mention.zero]
    if figure.mention.word.id == CORRECTED:
        return next((f for f in counted if f.assertion is Assertion.DENIED), None)
    near = (f for f in counted if 0 <= figure.sentence.index - f.sentence.index <= 1 and not f.in_title)
    return next((f for f in near if (f.bounds[1] or f.bounds[0] or 0) < (figure.bounds[1] or 0)), None)
