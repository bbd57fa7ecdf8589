"""People carried off or driven from home: counted beside an incident's dead, injured and missing.

What an article says of them belongs to its incident where it tells of them as news. Whoever "had fled" before, who is
told of because he was freed, and the displaced whose camp is attacked, are of other events.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from pipeline.records import CasualtyClaim, Toll
from pipeline.understand.antecedents import Antecedents
from pipeline.understand.counting.group import Form
from pipeline.understand.figure import Figure
from pipeline.understand.toll.chosen import opens
from pipeline.understand.toll.individuals import people_of
from pipeline.understand.toll.one_toll import toll_of
from pipeline.vocabulary import Assertion, Outcome, Scope, Unit

TAKEN_AWAY = frozenset({Outcome.ABDUCTED, Outcome.DISPLACED})
HELPED = frozenset(
    {"helping", "helped", "assisting", "assisted", "assist", "help", "sheltering", "housing", "supporting", "aiding"}
)
"""Who shelters or helps displaced people after a fire tells that they were displaced by it."""
BACK = frozenset(
    {"freed", "released", "rescued", "free", "release", "rescue", "rescues", "frees", "releases", "freedom", "reunited"}
    | {"freeing", "releasing", "rescuing", "liberated", "repatriated", "anniversary", "escaped", "return"}
    | {"returned", "regained", "regain", "ransom", "custody", "court", "trial", "accused", "suspected", "arrested"}
)
"""Words of an opening that tells of an abduction because of what came of it since."""
ALREADY = frozenset({"had", "who", "after", "since"})
"""What stands before the words for a flight that was over when the event happened."""


@dataclass(frozen=True, slots=True)
class TakenAway:
    """Who was carried off and who was driven from home in one incident; None where nothing is stated."""

    abducted: Toll | None = None
    displaced: Toll | None = None
    figures: tuple[Figure, ...] = ()


def taken_away(
    figures: Sequence[Figure],
    apart: frozenset[int],
    claims: Mapping[int, CasualtyClaim],
    antecedents: Antecedents,
    *,
    news: bool,
) -> TakenAway:
    """Return those carried off or driven from home in the incident that an article is about.

    `apart` holds the numbers of figures told of another place, day or event. `news`: no other harm is told, so that
    they must be what headline or opening report.
    """
    found: dict[Outcome, tuple[Toll | None, list[Figure]]] = {}
    for outcome in TAKEN_AWAY:
        own = [f for f in figures if f.outcome is outcome and f.number not in apart and _is_of_now(f)]
        summed = any(f.outcome is outcome and f.scope is Scope.CUMULATIVE and opens(f) for f in figures)
        if summed and all(f.in_title for f in own):
            own = []  # "War displaces millions": the text says since when
        if news and not any(_is_reported(f) for f in own):
            own = []
        found[outcome] = _counted(own, outcome, claims, antecedents)
    (abducted, of_abducted), (displaced, of_displaced) = found[Outcome.ABDUCTED], found[Outcome.DISPLACED]
    together = sorted([*of_abducted, *of_displaced], key=lambda f: f.number)
    return TakenAway(abducted, displaced, tuple(together))


def _counted(
    figures: list[Figure], outcome: Outcome, claims: Mapping[int, CasualtyClaim], antecedents: Antecedents
) -> tuple[Toll | None, list[Figure]]:
    """Return the toll of one outcome with its figures: persons, or households where no figure counts persons."""
    persons = [f for f in figures if claims[f.number].quantity.unit is Unit.PERSON and not f.mention.zero]
    told = persons or [f for f in figures if claims[f.number].quantity.unit is Unit.HOUSEHOLD]
    told = [f for f in told if opens(f)] or told
    toll = toll_of(told, people_of(told, antecedents), outcome) if told else None
    if toll is None or (toll.low, toll.best, toll.high) == (None, None, None):
        return None, []
    return replace(toll, unit=Unit.PERSON if persons else Unit.HOUSEHOLD), figures


def _is_of_now(figure: Figure) -> bool:
    """Whether a sentence tells of them as of this event, and not of earlier days or of people who were away before."""
    if figure.assertion is not Assertion.AFFIRMED or figure.scope is not Scope.INCIDENT or figure.background:
        return False
    words, trigger, group = figure.clause.words, figure.mention.trigger, figure.groups[0]
    before = words[: trigger.start]
    fled = figure.outcome is Outcome.DISPLACED and figure.mention.word.id == "flee"
    if fled and (words[trigger.start].endswith("ing") or not ALREADY.isdisjoint(before[-1:])):
        return False  # "a camp for 20,000 people fleeing the war", "who have fled", "had fled"
    if figure.mention.rule == "prenominal" or group.start <= trigger.start < group.end:
        return figure.outcome is Outcome.DISPLACED and not HELPED.isdisjoint(before[-4:])
    return group.form is not Form.PRONOUN or figure.outcome is Outcome.ABDUCTED


def _is_reported(figure: Figure) -> bool:
    """Whether headline or opening report that people were carried off or driven out, and nothing that came of it."""
    goes_back = figure.outcome is Outcome.ABDUCTED and not BACK.isdisjoint(figure.clause.words)
    return opens(figure) and not goes_back
