"""Where an article says that nobody was hurt or killed, and what that says of whom."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.records import Toll
from pipeline.understand.figure import Figure
from pipeline.understand.toll.person import Person
from pipeline.vocabulary import Outcome

OWNED = frozenset({"had", "has", "have", "suffered", "sustained", "showed"})
OF_FORCES = frozenset({"forces", "troops", "soldiers", "police", "policemen", "army", "side", "ranks"})


def nobody_in(figures: Sequence[Figure], outcome: Outcome, all_told: Sequence[Figure] = ()) -> Toll | None:
    """Return zero where the article says that nobody was affected.

    That nobody of one kind was ("no passengers") tells nothing where `all_told` has somebody to whom it happened.
    """
    both = {Outcome.KILLED, Outcome.INJURED} & {outcome}
    told = [f for f in (*figures, *all_told) if f.outcome is outcome and not f.mention.zero]
    positive = any(f.counted or not f.mention.word.struck for f in told)
    for figure in figures:
        if positive and of_some(figure):
            continue
        if figure.mention.zero and (
            figure.outcome is outcome or (figure.outcome is Outcome.KILLED_OR_INJURED and both)
        ):
            return Toll(low=0, best=0, high=0, rule="the article says there were none")
    return None


def nobody_yet(persons: Sequence[Person], figures: Sequence[Figure], outcome: Outcome) -> Toll | None:
    """Return zero for the dead where "nobody was hurt" stands before a body that goes over to some other death."""
    if outcome is not Outcome.KILLED or any(f.counted and not f.mention.zero for f in figures if f.outcome is outcome):
        return None
    first = min((min(p.sentences) for p in persons), default=0)
    before = [f for f in figures if f.mention.zero and f.sentence.index < first and not of_some(f)]
    told = any(f.outcome in {Outcome.INJURED, Outcome.KILLED_OR_INJURED} for f in before)
    return Toll(low=0, best=0, high=0, rule="the article says there were none") if told else None


def of_some(figure: Figure) -> bool:
    """Whether nobody of one kind was hurt ("none of the 137 passengers"), which says nothing of others."""
    group = figure.groups[0]
    if figure.clause.words[group.start] in {"neither", "none", "without"}:
        return True
    if OWNED & set(figure.clause.words[max(0, group.start - 1) : group.start]):
        return True  # "the infant had no injuries"
    behind = figure.clause.words[group.end : group.end + 6]
    if behind[:3] == ("on", "the", "ground"):
        return True  # of a plane that went down, those below
    if behind[:1] == ("among",) and behind[1:2] != ("them",):
        return True  # "no wounded among civilians"
    if behind[:1] in {("to",), ("on",)} and not OF_FORCES.isdisjoint(behind):
        return True  # "no casualty to Afghan forces"
    return group.partitive or (group.kind is not None and group.kind.id != "person")
