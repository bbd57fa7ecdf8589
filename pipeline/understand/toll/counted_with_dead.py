"""Wounded whom a body counts together with those of them who died: "Three had bullet wounds. Two were dead"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.records import Toll
from pipeline.understand.counting.group import Form
from pipeline.understand.figure import Figure
from pipeline.vocabulary import Outcome

AFTER = 2  # sentences within which a report tells who of the wounded died


def without_the_dead(figures: Sequence[Figure], killed: Toll | None) -> list[Figure]:
    """Leave out counts of a body that hold the dead of the opening and the few hurt whom it tells of one by one.

    "Two were shot dead and a third was hurt", then "Three suffered bullet wounds"; bodies "were sent to hospital".
    """
    told = [f for f in figures if f.outcome is Outcome.INJURED and not f.mention.zero and f.groups[0].more]
    told = [f for f in told if f.sentence.first and f.groups[0].form is Form.SINGLE]
    return [f for f in figures if not (_counts_both(f, figures, told, killed) or _are_bodies(f, figures))]


def _counts_both(figure: Figure, figures: Sequence[Figure], told: Sequence[Figure], killed: Toll | None) -> bool:
    """Whether a count is as many as died and were hurt, or holds somebody who died of it in the next sentences."""
    number = figure.bounds[1]
    if not told or figure in told or killed is None or not killed.best or figure.outcome is not Outcome.INJURED:
        return False
    if not figure.counted or figure.in_title or figure.sentence.first or figure.groups[0].more or number is None:
        return False
    later = [f for f in _deaths_after(figure, figures) if not f.counted]
    return number == killed.best + len(told) or (bool(later) and number - len(later) == len(told))


def _are_bodies(figure: Figure, figures: Sequence[Figure]) -> bool:
    """Whether those sent to a hospital are the bodies just told of: "bodies of five people. Four of them were sent"."""
    if figure.outcome is not Outcome.INJURED or not figure.groups[0].partitive or not figure.mention.word.weak:
        return False
    before = [f for f in figures if f.outcome is Outcome.KILLED and 0 < figure.sentence.index - f.sentence.index <= 1]
    return any({"bodies", "corpses"} & set(f.clause.words) for f in before) and "them" in figure.clause.words


def of_whom_died(figure: Figure, figures: Sequence[Figure], killed: Toll | None) -> int:
    """Return how many of "a man, a woman and a girl with critical injuries" are the dead, told of again one by one."""
    words = figure.clause.words[figure.groups[0].start : figure.groups[0].end]
    pair = bool({"couple", "pair"} & set(words)) and len(figure.groups) == 1
    same = [f for f in _deaths_after(figure, figures) if f.sentence is figure.sentence and f.mention.rule == "active"]
    if pair and len(same) == 1 and not same[0].counted and same[0].groups[0].definite:
        return 1  # "mauled a couple out for a walk, killing the husband"
    singles = len(figure.groups) > 1 and all(g.form is Form.SINGLE and not g.definite for g in figure.groups)
    if not singles or killed is None or not killed.best or figure.in_title or figure.sentence.first:
        return 0
    again = [f for f in _deaths_after(figure, figures) if not f.counted]
    pointing = [f for f in again if f.groups[0].definite or f.groups[0].form is Form.PRONOUN]
    fits = len(pointing) == killed.best < (figure.bounds[1] or 0)
    return len(pointing) if fits else 0


def _deaths_after(figure: Figure, figures: Sequence[Figure]) -> list[Figure]:
    """Return the deaths of which the next sentences tell, or the rest of the same."""
    return [
        f
        for f in figures
        if f.outcome is Outcome.KILLED
        and f.number > figure.number
        and f.sentence.index - figure.sentence.index <= AFTER
        and not f.mention.zero
    ]
