"""How far a count of all who were hit, where an article opens with it, tells how many of them live."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.records import Toll
from pipeline.understand.figure import Figure
from pipeline.understand.toll.apart_in_body import NEAR_BODY
from pipeline.understand.toll.chosen import opens
from pipeline.understand.toll.one_toll import OPENING
from pipeline.understand.toll.person import Person
from pipeline.understand.toll.ranks import EACH_ONCE
from pipeline.understand.toll.told_apart import lives
from pipeline.vocabulary import Outcome


def covers_more(hit: Figure, plain: Toll, killed: Toll | None, died: int) -> bool:
    """Whether the article opens with a count of all who were hit, of whom the injured told of later are only some.

    `died`: how many of them it says died, "Four shot, one fatally".
    """
    if not hit.mention.word.struck:
        return hit.in_title
    nobody_died = killed is None or killed.best == 0
    told = nobody_died or lives(hit) or (died > 0 and not plain.rule.startswith(OPENING))
    return told and (hit.in_title or hit.sentence.first) and (hit.bounds[1] or 0) - died > (plain.best or 0)


def left_of_the_opening(
    hit: Figure, later_died: Mapping[int, int | None], plain: Toll | None, people: Sequence[Person]
) -> int:
    """Return the one of "a car struck two women, killing one", told of in headline and body by different words; else 0.

    In the headline "dog walker hurt", in the body "her friend has a broken leg".
    """
    left = (hit.bounds[1] or 0) - (later_died.get(hit.number) or 0)
    if not (opens(hit) and hit.mention.word.struck and later_died.get(hit.number)) or plain is None or left < 1:
        return 0
    hurt = [p for p in people if Outcome.INJURED in p.outcomes and not p.dead]
    only_there = [p for p in hurt if p.headline and p.sentences == {0}]
    again = plain.rule == EACH_ONCE and plain.best == len(hurt) == left + len(only_there)
    return left if again and only_there else 0


def next_hit(hit: Figure, figures: Sequence[Figure]) -> int:
    """Return one for "A third person walked in with a graze wound" behind "found two people with gunshot wounds"."""
    later = [f for f in figures if f.outcome is Outcome.INJURED and not f.counted and f.number > hit.number]
    rank = (hit.bounds[1] or 0) + 1
    near = (f for f in later if f.sentence.index - hit.sentence.index <= NEAR_BODY + 1)
    return int(any(f.groups[0].ordinal == rank and f.groups[0].more for f in near))
