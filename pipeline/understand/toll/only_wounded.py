"""Articles that tell of wounds only: deaths in their body are of other events, unless it ties them to this one."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.understand.context import single
from pipeline.understand.figure import Figure
from pipeline.understand.phrases import folded
from pipeline.understand.toll.chosen import opens
from pipeline.understand.toll.person import Person
from pipeline.understand.toll.sides import FORCES, REBELS, side_of
from pipeline.vocabulary import Outcome

COMPANY = frozenset(
    f"{person}{plural}"
    for person in (
        *("driver", "chauffeur", "bodyguard", "guard", "escort", "companion", "passenger", "colleague", "aide"),
        *("interpreter", "pilot"),
    )
    for plural in ("", "s")
)
"""Those who go with a person: "His driver was killed"."""


def tells_of_wounds(figures: Sequence[Figure]) -> bool:
    """Whether a headline counts wounded, and neither it nor the first sentences tell of a death."""
    told = [f for f in figures if not f.mention.zero and not f.background]
    wounded = any(f.in_title and f.outcome is Outcome.INJURED and not f.mention.word.struck for f in told)
    dead = {Outcome.KILLED, Outcome.KILLED_OR_INJURED, Outcome.MISSING}
    return wounded and not any(opens(f) and f.outcome in dead for f in told)


def are_of_the_wounded(figure: Figure) -> bool:
    """Whether a death is that of somebody wounded, or of an attacker: "she later died in hospital"."""
    return figure.of_attackers or bool(single("died_of_it").search(folded(figure.sentence.text)))


def died_of_it(figures: Sequence[Figure], persons: Sequence[Person]) -> tuple[list[Figure], list[Person]]:
    """Return the deaths of a body that belong to an event of which headline and lead tell wounds only."""
    dead = [f for f in figures if f.outcome is Outcome.KILLED]
    wounded = [f for f in figures if f.in_title and f.outcome is Outcome.INJURED]
    tied = {f.sentence.index for f in dead if are_of_the_wounded(f) or _are_whom_they_fought(f, wounded)}
    told = {f.sentence.index for f in figures if f.outcome is Outcome.INJURED and not f.background}
    near = told | {index + 1 for index in told}
    tied |= {f.sentence.index for f in dead if _are_of_their_company(f) and f.sentence.index in near}
    return [f for f in dead if f.sentence.index in tied], [p for p in persons if p.sentences & tied]


def _are_whom_they_fought(figure: Figure, wounded: Sequence[Figure]) -> bool:
    """Whether rebels fell in the fight in which a headline's soldiers or police were wounded."""
    fell = figure.counted and figure.mention.rule == "passive" and side_of(figure) == REBELS
    return fell and any(side_of(f) == FORCES for f in wounded) and not _names_a_day(figure)


def _are_of_their_company(figure: Figure) -> bool:
    """Whether those who died were with somebody told of before: "He was injured. His driver was killed"."""
    theirs = {figure.clause.words[group.head] for group in figure.groups if group.possessive}
    return not COMPANY.isdisjoint(theirs) and not _names_a_day(figure)


def _names_a_day(figure: Figure) -> bool:
    return bool(single("these_days").search(folded(figure.sentence.text)))
