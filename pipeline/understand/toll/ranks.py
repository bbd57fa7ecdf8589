"""Ranks: "a fourth victim died", "the sixth person to lose her life" say how many have died by then."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Toll
from pipeline.understand.figure import Figure
from pipeline.understand.toll.chosen import opens
from pipeline.vocabulary import Outcome

NEXT = 2  # sentences
EACH_ONCE = "individuals told apart, each once"
_YEARLY = re.compile(r"\bthis (?:year|month|season|week|weekend|summer|winter)\b|\bsince\b|\bin (?:19|20)\d\d\b")
_OVER_A_YEAR = re.compile(r"\bthis (?:year|month|season|summer|winter)\b(?!['’]s)|\bin (?:19|20)\d\d\b")
RAISED, RAISED_BY_HURT = ", raised by a later death", ", raised by one more told of"


def ranked(toll: Toll | None, own: Sequence[Figure], figures: Sequence[Figure] = ()) -> Toll | None:
    """Raise the count of single people to the rank of who died last: "a second victim has died"."""
    ranks = [
        g.ordinal
        for f in own
        if (f.mention.word.id in {"die", "deaths", "death_of"} or _died_also(f))
        and opens(f)
        and not _OVER_A_YEAR.search(f.tail)  # "A 14th person has died in fires this year"
        and (f.clause.word(f.mention.trigger.start - 1) != "to" or _is_among_the_dead(f))
        for g in f.groups
        if g.ordinal
        and not (
            _beside_living(f) or _counts_hurt_before(f, figures)
        )  # "the second child to die of gunfire this year" ranks other events
    ]
    if toll is None or toll.best is None or max(ranks, default=0) <= toll.best:
        return toll
    return Toll(low=max(ranks), best=max(ranks), high=max(ranks), rule=EACH_ONCE + RAISED)


def _is_among_the_dead(figure: Figure) -> bool:
    """Whether a rank counts the dead of this event: "has died, the sixth person to lose her life in the wreck"."""
    before = figure.clause.words[: figure.groups[0].start]
    return bool({"died", "become", "became"} & set(before)) and not _YEARLY.search(figure.tail)


def _died_also(figure: Figure) -> bool:
    """Whether one more was killed with those told of before: "A fourth person, a woman, was also killed"."""
    told = figure.clause.words[figure.groups[0].start : figure.mention.trigger.start]
    return figure.mention.word.id == "kill" and figure.mention.rule == "passive" and "also" in told


def _counts_hurt_before(figure: Figure, figures: Sequence[Figure]) -> bool:
    """Whether a rank goes on from those hurt: "Two were wounded by pellets. A third victim died"."""
    rank = 0 if _died_also(figure) else figure.groups[0].ordinal or 0
    hurt = [f for f in figures if f.outcome is Outcome.INJURED and f.counted and f.number < figure.number]
    return rank > 1 and any(f.bounds[1] == rank - 1 and figure.sentence.index - f.sentence.index <= NEXT for f in hurt)


def _beside_living(figure: Figure) -> bool:
    """Whether the rank counts those aboard: "three are recovering and a fourth did not survive"."""
    before = figure.clause.words[: figure.groups[0].start]
    return bool({"recovering", "survived", "alive", "rescued", "injured", "hospital", "safe"} & set(before))


def next_beside(first: Figure, own: Sequence[Figure]) -> Figure | None:
    """Return the sixth of "Five soldiers burned to death and a sixth died in hospital"."""
    near = [f for f in own if f.sentence is first.sentence and not f.counted and f.number > first.number]
    return next((f for f in near if f.groups[0].ordinal == (first.bounds[1] or 0) + 1), None)


def with_later(toll: Toll, own: Sequence[Figure], killed: Toll | None) -> Toll:
    """Raise a toll to the rank of "a fourth victim died".

    The rank of somebody hurt ("a fifth person was grazed") may count one who died, and then says nothing more.
    """
    ranks = [g.ordinal for f in own for g in f.groups if g.ordinal and (g.more or (opens(f) and not f.counted))]
    dead = killed.best or 0 if killed is not None else 0
    if ranks and toll.best is not None and max(ranks) == toll.best + 1 and dead != 1:
        last, rule = max(ranks), toll.rule + (RAISED if killed is None else RAISED_BY_HURT)
        return Toll(low=last, best=last, high=last, rule=rule)
    return toll


def without_additions(figures: Sequence[Figure]) -> list[Figure]:
    """Leave out "four more died" where the sentence goes on with the total: "and the blast has now taken 13 lives"."""
    return [f for f in figures if not any(_leads_to(f, other) for other in figures)]


def _leads_to(figure: Figure, total: Figure) -> bool:
    after = figure.sentence is total.sentence and figure.number < total.number and figure.outcome is total.outcome
    if not after or not figure.groups[0].more or (total.bounds[1] or 0) <= (figure.bounds[1] or 0):
        return False
    between = total.clause.words[figure.groups[-1].end : total.groups[0].start]
    return bool({"has", "have", "now"} & set(between))
