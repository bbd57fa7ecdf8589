"""An article's own figure: its mentions of one outcome reconciled into one toll, with the rule that chose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.records import Toll
from pipeline.understand.figures import LEAD_SENTENCES, Figure
from pipeline.understand.individuals import Person, people_of
from pipeline.understand.wholes import parts_of
from pipeline.vocabulary import Outcome, Qualifier, SourceKind

AUTHORITIES = frozenset(
    {
        SourceKind.GOVERNMENT,
        SourceKind.MILITARY,
        SourceKind.POLICE,
        SourceKind.EMERGENCY_SERVICES,
        SourceKind.HEALTH,
        SourceKind.OFFICIALS,
    }
)
STATE, REBELS = frozenset({"soldier", "police"}), frozenset({"fighter", "attacker"})
SIDES = ((STATE, REBELS), (REBELS, STATE))  # kinds of people that fall on the two sides of a fight
HELPERS = frozenset(
    {"firefighters", "officers", "constables", "deputies", "troopers", "rescuers", "paramedics", "medics"}
)
_SEVERE = re.compile(r"\b(?:critical|serious|grave|life-threatening)", re.IGNORECASE)
_SLIGHT = re.compile(r"\b(?:minor|slight|light|lesser|superficial) (?:\w+ )?(?:injur|wound|burn|cut)", re.IGNORECASE)
EACH_ONCE = "individuals told apart, each once"


@dataclass(frozen=True, slots=True)
class Tolls:
    """The tolls of one incident as one article tells it; None where nothing is stated."""

    killed: Toll | None
    injured: Toll | None
    missing: Toll | None


def tolls_of(figures: Sequence[Figure]) -> Tolls:
    """Return the tolls of the figures of one incident, all affirmed and none cumulative."""
    people = people_of(figures)
    killed = _toll(figures, people, Outcome.KILLED)
    return Tolls(killed, _injured(figures, people, killed), _toll(figures, people, Outcome.MISSING))


def _opens(figure: Figure) -> bool:
    return figure.in_title or figure.sentence.index <= LEAD_SENTENCES


def _of_the_opening(persons: list[Person]) -> list[Person]:
    """Return those told of in the opening: a body that tells of other single deaths tells of other events."""
    return [p for p in persons if min(p.sentences) <= LEAD_SENTENCES]


def _survivors(hit: list[Person], killed: Toll, dead: int) -> list[Person]:
    """Leave out those hit who must be among the dead: more are said to have died than are told of one by one."""
    untold = max(0, (killed.best or 0) - dead)
    for person in [p for p in hit if p.struck and not p.alive][:untold]:
        hit = [p for p in hit if p is not person]
    return hit


def _toll(
    figures: Sequence[Figure], people: Sequence[Person], outcome: Outcome, killed: Toll | None = None
) -> Toll | None:
    own = [f for f in figures if f.outcome is outcome and not f.mention.word.struck]
    persons = _persons(people, outcome, killed)
    totals = [f for f in own if _is_total(f, figures) and not _are_the_dead(f, killed)]
    opened = any(_opens(f) for f in totals)
    if not opened and _of_the_opening(persons):
        helpers = next((f for f in totals if outcome is Outcome.INJURED and _are_helpers(f)), None)
        if helpers is not None:
            return _each_once(persons, helpers)
        totals = []  # the opening tells of single people: a number deep in the body is of other events
    elif not opened:
        nobody = _nobody([f for f in figures if _opens(f)], outcome)
        if nobody is not None:
            return nobody  # the same where the opening says that there were none
    stated = _stated(totals, own, persons)
    if stated is None:
        return _ranked(_each_once(persons), own) or _nobody(figures, outcome)
    later = _with_later(stated, own)
    return _with_attackers(later, totals, persons, own) if outcome is Outcome.KILLED else later


def _persons(people: Sequence[Person], outcome: Outcome, killed: Toll | None) -> list[Person]:
    """Return the single people to whom it happened; those who died are not among the injured."""
    found = [p for p in people if outcome in p.outcomes and not (outcome is Outcome.INJURED and _dead(p))]
    if outcome is Outcome.KILLED:
        return _of_the_opening(found) or found
    return _survivors(found, killed, sum(map(_dead, people))) if killed is not None else found


def _each_once(persons: Sequence[Person], helpers: Figure | None = None) -> Toll | None:
    """Return the single people together, and those counted who came to their help."""
    if helpers is not None:
        low, best, high = (None if n is None else len(persons) + n for n in helpers.bounds)
        return Toll(low=low, best=best, high=high, rule=EACH_ONCE + ", and those who came to help")
    number = len(persons)
    return Toll(low=number, best=number, high=number, rule=EACH_ONCE) if number else None


def _ranked(toll: Toll | None, own: Sequence[Figure]) -> Toll | None:
    """Raise the count of single people to the rank of who died last: "a second victim has died"."""
    ranks = [
        g.ordinal for f in own if f.mention.word.id in {"die", "deaths"} and _opens(f) for g in f.groups if g.ordinal
    ]
    if toll is None or toll.best is None or max(ranks, default=0) <= toll.best:
        return toll
    return Toll(low=max(ranks), best=max(ranks), high=max(ranks), rule=EACH_ONCE + ", raised by a later death")


def _are_helpers(figure: Figure) -> bool:
    return len(figure.groups) == 1 and figure.clause.words[figure.groups[0].head] in HELPERS


def _are_the_dead(figure: Figure, killed: Toll | None) -> bool:
    """Whether "both had head injuries" speaks of the two who died."""
    return (
        killed is not None
        and figure.groups[0].definite
        and figure.mention.word.weak
        and figure.bounds[1] == killed.best
    )


def _dead(person: Person) -> bool:
    return Outcome.KILLED in person.outcomes


def _is_total(figure: Figure, figures: Sequence[Figure]) -> bool:
    if not figure.counted or figure.mention.zero or figure.bounds == (None, None, None):
        return False
    whole = next((f for f in figures if f.number == figure.whole), None) if figure.whole is not None else None
    return whole is None or figure.outcome is not whole.outcome or whole.mention.word.struck


def _stated(totals: Sequence[Figure], own: Sequence[Figure], persons: Sequence[Person]) -> Toll | None:
    """Return the figure of headline or lead, else the first of the body; those said to be beyond it are added."""
    if not totals:
        return None
    first = _chosen(totals)
    low, best, high = first.bounds
    rule = "headline or lead" if _prominence(first)[0] == 0 else "first figure of the body"
    counted = [g.best for g in first.groups if g.best is not None]
    if best is None and counted and len(first.groups) > 1:
        low = best = sum(counted)
        rule += ", others not counted left out"
    added = None if first.mention.rule == "toll" else _beyond(first, own) or _told_before(first, persons)
    if added is not None:
        low, best, high = (
            None if a is None or b is None else a + b for a, b in zip((low, best, high), added, strict=True)
        )
        rule += ", with those counted beyond it"
    lesser = _less_hurt(first, totals) if added is None else None
    if lesser is not None and best is not None:
        low, best, high = (best + lesser,) * 3
        rule += ", with those less hurt"
    other = _other_side(first, totals)
    if other is not None and best is not None and other.bounds[1] is not None and added is None:
        claimed = other.bounds[1]
        return Toll(
            low=min(best, claimed),
            best=best,
            high=max(best, claimed),
            rule=rule + ", the official count of two sides' counts",
        )
    if best is None and first.groups[0].qualifier is Qualifier.AT_MOST:
        best, rule = high, rule + ", a ceiling"
    return Toll(low=low, best=best, high=high, rule=rule)


def _chosen(totals: Sequence[Figure]) -> Figure:
    return _official_for(_exact_for(_latest_for(min(totals, key=_prominence), totals), totals), totals)


def _latest_for(first: Figure, totals: Sequence[Figure]) -> Figure:
    """Return the toll that a lead arrives at: "two bodies were found, bringing to six the number killed"."""
    tolls = [f for f in totals if f.mention.rule == "toll" and _opens(f) and f.bounds[1] is not None]
    tolls = [f for f in tolls if f.source is first.source]  # another's toll is a disagreement
    return next((f for f in tolls if first.bounds[1] is not None and (f.bounds[1] or 0) > first.bounds[1]), first)


def _exact_for(first: Figure, totals: Sequence[Figure]) -> Figure:
    """Return the first number that fits an indefinite word: "dozens injured", then "at least 50"."""
    low, best, _ = first.bounds
    if best is not None:
        return first
    exact = [f for f in totals if f.bounds[1] is not None and f.bounds[1] >= (low or 0)]
    return exact[0] if exact else first


def _official_for(first: Figure, totals: Sequence[Figure]) -> Figure:
    """Return the authorities' count where an armed group's own claim stands beside it."""
    if first.source is not SourceKind.ARMED_GROUP:
        return first
    told = [f for f in totals if f.bounds[1] is not None]
    authorities = [f for f in told if f.source in AUTHORITIES]
    return next(iter(authorities or [f for f in told if f.source is SourceKind.NGO]), first)


def _other_side(first: Figure, totals: Sequence[Figure]) -> Figure | None:
    """Return an armed group's count beside that of the authorities."""
    if first.source not in AUTHORITIES:
        return None
    return next((f for f in totals if f.source is SourceKind.ARMED_GROUP and f.bounds[1] != first.bounds[1]), None)


def _prominence(figure: Figure) -> tuple[int, int, int]:
    place = figure.sentence.paragraph if not figure.in_title else 0
    lead = _opens(figure)
    exact = figure.bounds[1] is not None
    return (0 if lead else 1, 0 if exact else 1, figure.number if lead or place >= 0 else figure.number)


def _beyond(first: Figure, own: Sequence[Figure]) -> tuple[int | None, int | None, int | None] | None:
    """Return those counted beyond a figure in its own sentence ("killed two soldiers; three more died later")."""
    near = [
        f
        for f in own
        if f.sentence.index == first.sentence.index and f is not first and f.whole is None and not f.mention.zero
    ]
    beyond = [f for f in near if f.groups[0].more or (not f.counted and not f.groups[0].definite) or _others(f, first)]
    if first.groups[0].more:
        beyond = near
    beyond = beyond or [f for f in own if _of_the_other_side(f, first) or _are_found_later(f, first)]
    if not beyond:
        return None
    return beyond[0].bounds


def _less_hurt(first: Figure, totals: Sequence[Figure]) -> int | None:
    """Return how many more "nine were treated for minor injuries" tells of, beside "two in critical condition"."""
    if first.mention.word.id != "condition" or not _says(first, _SEVERE):
        return None
    slight = [f for f in totals if f.mention.word.id != "condition" and _says(f, _SLIGHT) and f.groups[0].best]
    return slight[0].bounds[1] if len(slight) == 1 and len({f.bounds for f in totals}) == 2 else None


def _says(figure: Figure, words: re.Pattern[str]) -> bool:
    return bool(words.search(figure.sentence.text[figure.clause.doc[figure.mention.trigger.start].idx :]))


def _told_before(first: Figure, persons: Sequence[Person]) -> tuple[int, int, int] | None:
    """Return the single people told of before "two other people were also hurt"."""
    certain = [p for p in persons if p.alive or _dead(p)]
    before = [p for p in certain if min(p.sentences) < first.sentence.index]
    kinds = {g.kind.id for g in first.groups if g.kind is not None}
    opposed = [p for p in before if _are_opposed(p.kinds, kinds)]
    number = len(before if first.groups[0].more else opposed)
    return (number, number, number) if number else None


def _of_the_other_side(figure: Figure, first: Figure) -> bool:
    """Whether the next sentence counts the losses of the others: "killed three militants. One soldier was martyred"."""
    kinds = [{g.kind.id for g in f.groups if g.kind is not None} for f in (figure, first)]
    apart = _are_opposed(*kinds)
    apart = apart or (
        first.mention.rule == "active" and figure.of_attackers and figure.counted and not first.of_attackers
    )
    follows = figure.sentence.index - first.sentence.index == 1 and figure.sentence.field is first.sentence.field
    same_teller = figure.source is first.source or figure.source is None
    return apart and follows and same_teller and figure.whole is None and not figure.mention.zero


def _are_found_later(figure: Figure, first: Figure) -> bool:
    """Whether the next sentence tells of more bodies: "MONUSCO later recovered 7 more bodies"."""
    follows = figure.sentence.index - first.sentence.index == 1 and figure.sentence.field is first.sentence.field
    bodies = {"body", "bodies"} & set(figure.clause.words[figure.mention.trigger.start : figure.mention.trigger.end])
    return follows and bool(bodies) and figure.groups[0].more and figure.counted


def _are_opposed(first: set[str], second: set[str]) -> bool:
    """Whether two sets of kinds of people fall on the two sides of a fight."""
    return any(first and second and first <= one and second <= other for one, other in SIDES)


def _others(figure: Figure, first: Figure) -> bool:
    """Whether two counts of one sentence are of different people: soldiers and insurgents, or "also"."""
    kinds = [{g.kind.id for g in f.groups if g.kind is not None} for f in (figure, first)]
    apart = bool(kinds[0] and kinds[1]) and not (kinds[0] & kinds[1]) and "person" not in kinds[0] | kinds[1]
    words = figure.clause.words[max(0, figure.mention.trigger.start - 3) : figure.mention.trigger.end]
    return apart or "also" in words


def _with_later(toll: Toll, own: Sequence[Figure]) -> Toll:
    """Raise a toll to the rank of "a fourth victim died"."""
    ranks = [g.ordinal for f in own for g in f.groups if g.ordinal and g.more]
    if ranks and toll.best is not None and max(ranks) == toll.best + 1:
        return Toll(low=max(ranks), best=max(ranks), high=max(ranks), rule=toll.rule + ", raised by a later death")
    return toll


def _with_attackers(toll: Toll, totals: Sequence[Figure], persons: Sequence[Person], own: Sequence[Figure]) -> Toll:
    """Add attackers whose own death is told beside those they killed ("killed three, then himself").

    Every person who died counts, as recorders of armed violence count; victims and attackers stay apart in the claims,
    and `low` is the count without attackers. A suicide bomber is never added. Nothing is added to "three dead", which
    may include them, or where the text says that it does.
    """
    attackers = sum(person.attacker and "bomber" not in person.words for person in persons)
    first = _chosen(totals)
    included = any(f.whole is not None and f.of_attackers for f in own)
    if not attackers or toll.best is None or first.mention.rule != "active" or first.of_attackers or included:
        return toll
    high = toll.high + attackers if toll.high is not None else None
    return Toll(low=toll.low, best=toll.best + attackers, high=high, rule=toll.rule + ", attackers who died added")


def _nobody(figures: Sequence[Figure], outcome: Outcome) -> Toll | None:
    """Return zero where the article says that nobody was affected."""
    both = {Outcome.KILLED, Outcome.INJURED} & {outcome}
    for figure in figures:
        if figure.mention.zero and (
            figure.outcome is outcome or (figure.outcome is Outcome.KILLED_OR_INJURED and both)
        ):
            return Toll(low=0, best=0, high=0, rule="the article says there were none")
    return None


def _covers_more(hit: Figure, plain: Toll, killed: Toll | None) -> bool:
    """Whether the article opens with a count of all who were hit, of whom the injured told of later are only some."""
    if not hit.mention.word.struck:
        return hit.in_title
    nobody_died = killed is None or killed.best == 0
    return nobody_died and (hit.in_title or hit.sentence.first) and (hit.bounds[1] or 0) > (plain.best or 0)


def _dead_of_those_hit(killed: Toll | None, people: Sequence[Person]) -> int | None:
    """Return how many of the dead can be among those hit: attackers who killed themselves are not."""
    if killed is None or killed.best is None:
        return None
    if killed.rule != EACH_ONCE:
        return killed.best
    return killed.best - sum(_dead(person) and person.by_own_hand for person in people)


def _exact_number(vague: Toll, figures: Sequence[Figure]) -> Toll:
    """Return "dozens hurt" with the number that the text gives of those taken to hospital, where it fits."""
    taken = [f for f in figures if f.mention.word.id == "carry_to_hospital" and f.counted and _is_total(f, figures)]
    fitting = [f for f in taken if f.bounds[1] is not None and f.bounds[1] >= (vague.low or 0)]
    if vague.best is not None or not fitting:
        return vague
    low, best, high = fitting[0].bounds
    return Toll(low=low, best=best, high=high, rule=vague.rule + ", as many as were taken to hospital")


def _injured(figures: Sequence[Figure], people: Sequence[Person], killed: Toll | None) -> Toll | None:
    """Return the injured: those said to be, else those hit less those who died of it."""
    plain = _toll(figures, people, Outcome.INJURED, killed)
    parts = [(part, whole) for part, whole in parts_of(figures) if part.outcome is Outcome.KILLED]
    later_died = {whole.number: part.bounds[1] for part, whole in parts if whole.outcome is Outcome.INJURED}
    struck = [f for f in figures if _is_total(f, figures) and (f.mention.word.struck or f.number in later_died)]
    said = [f for f in figures if f.counted and f.outcome is Outcome.INJURED and f not in struck]
    said = [f for f in said if not f.groups[0].partitive]  # "one of the victims is still in hospital"
    first = min(struck, key=_prominence) if struck else None
    if first is None or (plain is not None and said and not _covers_more(first, plain, killed)):
        return plain and _exact_number(plain, figures)
    low, best, high = first.bounds
    before = _told_before(first, _persons(people, Outcome.INJURED, killed))
    if before is not None and best is not None:
        low, best, high = (None if n is None else n + before[0] for n in first.bounds)
    dead = _dead_of_those_hit(killed, people)
    if not first.mention.word.struck:
        dead = later_died[first.number]
    if first.mention.word.id == "carry_to_hospital" and not any(whole is first for _, whole in parts):
        dead = None  # the dead were not taken there
    if dead and best is not None and not first.groups[0].more:
        left = best - dead
        return Toll(low=left, best=left, high=left, rule="those hit less those who died") if left > 0 else plain
    return Toll(low=low, best=best, high=high, rule="those hit")
