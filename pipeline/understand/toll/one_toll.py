"""The mentions of one outcome reconciled into one toll, with the rule that chose."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Toll
from pipeline.understand.counting.group import Form
from pipeline.understand.figure import Figure
from pipeline.understand.harm.partitives import ID as OF_THE_STRICKEN
from pipeline.understand.times.days import NAMED_WEEKDAY
from pipeline.understand.toll.beyond import beyond, blew_up
from pipeline.understand.toll.chosen import (
    AUTHORITIES,
    HEARSAY,
    are_among_them,
    chosen,
    have_died,
    is_one_of_them,
    is_total,
    opens,
    other_side,
    points_back,
    prominence,
    whole_of,
)
from pipeline.understand.toll.hurt_besides import less_hurt
from pipeline.understand.toll.individuals import people_of
from pipeline.understand.toll.made_up_of import make_up
from pipeline.understand.toll.more_told import are_further, told_exactly
from pipeline.understand.toll.nobody import nobody_in, nobody_yet
from pipeline.understand.toll.only_wounded import died_of_it, tells_of_wounds
from pipeline.understand.toll.other_side import is_admitted, of_the_other_side
from pipeline.understand.toll.person import Person
from pipeline.understand.toll.persons_told import of_the_opening, persons_with
from pipeline.understand.toll.ranks import EACH_ONCE, next_beside, ranked, with_later, without_additions
from pipeline.understand.toll.rescuers import are_helpers, besides_helpers, is_bystander
from pipeline.understand.toll.sides import (
    FORCES,
    REBELS,
    Bounds,
    are_neutralised,
    besides_assailants,
    counted_apart,
    fell_opposite,
    holds_both_sides,
    left_out,
    persons_apart,
    side_of,
    sides_of,
    total_told,
    with_the_bomber,
)
from pipeline.understand.toll.told_before import told_before
from pipeline.vocabulary import Outcome, Qualifier

_ON_DAY = re.compile(rf"[^.;,]{{0,60}}?\bon ({NAMED_WEEKDAY.pattern})\b")
_LAST = re.compile(r"\blast (?:week|month|year|weekend)\b", re.IGNORECASE)
OPENING, IN_BODY = "headline or lead", "first figure of the body"
SOME = {outcome: f", some of those {'hurt' if outcome is Outcome.INJURED else outcome}" for outcome in Outcome}
HEDGED = frozenset({Qualifier.AT_LEAST, Qualifier.ABOUT})
COMPANIONS = 6  # sentences within which a report tells who died with whom


def toll_of(
    figures: Sequence[Figure], people: Sequence[Person], outcome: Outcome, killed: Toll | None = None
) -> Toll | None:
    """Return the toll of one outcome; None where nothing is stated. `killed`: the toll of the dead, if it is known."""
    figures = without_additions(figures)
    own = [f for f in figures if f.outcome is outcome and not f.mention.word.struck]
    persons = persons_with(people, outcome, killed, figures)
    totals = totals_of(figures, outcome, killed)
    if any(p.headline for p in persons) and all(is_one_of_them(f) and not is_bystander(f) for f in totals):
        totals = []  # the headline's "intruder killed" is the one of "managed to kill one of them"
    if outcome is Outcome.KILLED and tells_of_wounds(figures):
        tied, persons = died_of_it(figures, persons)
        totals = [f for f in totals if f in tied]
        own = tied
    counted = _of_whom_one_is_told(totals)
    if counted:
        totals, persons = counted, []
    opened = any(opens(f) for f in totals)
    if not opened and of_the_opening(persons):
        hurt = outcome is Outcome.INJURED
        helpers = next((f for f in totals if hurt and (are_helpers(f) or is_bystander(f, persons))), None)
        if helpers is not None:
            return _each_once(persons, helpers)
        dead = outcome is Outcome.KILLED
        felled = next((f for f in totals if dead and (are_neutralised(f) or fell_opposite(f, persons))), None)
        if felled is not None and not any(p.attacker for p in persons):
            return _each_once(persons, felled, ", and those of the other side")
        others = next((f for f in totals if hurt and are_further(f, figures)), None)
        if others is not None:
            return _each_once(persons, others, ", and the others counted later")
        totals = [f for f in totals if _tells_of_companions(f)]
        # The opening tells of single people: another number deep in the body is of other events.
    elif not opened:
        nobody = nobody_in([f for f in figures if opens(f)], outcome, figures) or nobody_yet(persons, figures, outcome)
        if nobody is not None:
            return nobody  # the same where the opening says that there were none
    stated = _stated(totals, own, persons)
    if stated is None:
        once = _each_once(persons)
        if once is not None and own and all(are_among_them(f) for f in own):
            return Toll(low=once.low, best=None, high=None, rule=once.rule + SOME[outcome])
        return ranked(once, own, figures) or nobody_in(figures, outcome)
    later = with_later(stated, own, killed)
    return _with_attackers(later, totals, persons, own) if outcome is Outcome.KILLED else later


def _less_bare(first: Figure, totals: Sequence[Figure]) -> Figure:
    """Return the lead's "at least 13" for a headline's "13", unless the text says anywhere that there were just 13."""
    if not first.in_title or first.groups[0].qualifier is not Qualifier.EXACT or len(first.groups) > 1:
        return first
    same = [f for f in totals if not f.in_title and f.bounds[1] == first.bounds[1] is not None and f.whole is None]
    hedged = bool(same) and all(f.groups[0].qualifier in HEDGED and len(f.groups) == 1 for f in same)
    return same[0] if hedged and same[0].sentence.leads else first


def _of_whom_one_is_told(totals: Sequence[Figure]) -> list[Figure]:
    """Return the figures from the count on of those of whom one is told: "One of the rebels killed was 16. Six died".

    Empty where the opening tells of no such one.
    """
    one = [f for f in totals if is_one_of_them(f) and f.mention.rule == "reduced passive" and opens(f)]
    kinds = {g.kind.id for f in one for g in f.groups if g.kind is not None}
    later = [f for f in totals if one and f.number > one[0].number and (f.bounds[1] or 0) > 1 and f.whole is None]
    alike = [f for f in later if kinds & {g.kind.id for g in f.groups if g.kind is not None}]
    later = alike or [f for f in later if side_of(f) == side_of(one[0])]
    near = bool(later) and later[0].sentence.index - one[0].sentence.index <= COMPANIONS
    return [f for f in totals if f.number >= later[0].number] if near else []


def _tells_of_companions(figure: Figure) -> bool:
    """Whether a sentence counts those who died with whom the opening told of: "She died along with seven others"."""
    pronoun = figure.groups[0].form is Form.PRONOUN and len(figure.groups) > 1
    return pronoun and figure.mention.word.id == "die" and figure.sentence.rank <= COMPANIONS


def totals_of(figures: Sequence[Figure], outcome: Outcome, killed: Toll | None) -> list[Figure]:
    """Return the figures that count everybody to whom it happened."""
    own = [f for f in figures if f.outcome is outcome and not f.mention.word.struck]
    totals = [f for f in own if is_total(f, figures) and not are_the_dead(f, killed) and not have_died(f, figures)]
    return _of_victims([f for f in totals if not _is_some_of(f, totals)])


def _is_some_of(figure: Figure, totals: Sequence[Figure]) -> bool:
    """Whether "three of the injured are critical" counts some of those whom another figure counts."""
    words = figure.clause.words[figure.groups[0].start : figure.groups[0].end]
    some = figure.groups[0].partitive and bool({"injured", "wounded"} & set(words))
    return some and any((f.bounds[1] or 0) > (figure.bounds[1] or 0) and not f.groups[0].partitive for f in totals)


def _of_victims(totals: list[Figure]) -> list[Figure]:
    """Leave out attackers who blew themselves up where their victims are counted."""
    return [f for f in totals if f.mention.rule != "reflexive"] or totals


def _each_once(
    persons: Sequence[Person], counted: Figure | None = None, told: str = ", and those who came to help"
) -> Toll | None:
    """Return the single people together, and those counted beside them of whom `told` says who they are."""
    if counted is not None:
        low, best, high = (None if n is None else len(persons) + n for n in counted.bounds)
        return Toll(low=low, best=best, high=high, rule=EACH_ONCE + told)
    number = len(persons)
    return Toll(low=number, best=number, high=number, rule=EACH_ONCE) if number else None


def are_the_dead(figure: Figure, killed: Toll | None) -> bool:
    """Whether "both had head injuries" speaks of the two who died."""
    group = figure.groups[0]
    if killed is not None and group.partitive and figure.clause.word(group.end - 1) == "victims":
        return figure.mention.word.weak and (figure.bounds[1] or 0) <= (killed.best or 0)  # "two of the victims burnt"
    pointing = (group.definite and len(figure.groups) == 1) or figure.clause.word(group.start) == "both"
    return killed is not None and pointing and figure.mention.word.weak and figure.bounds[1] == killed.best


def _stated(totals: Sequence[Figure], own: Sequence[Figure], persons: Sequence[Person]) -> Toll | None:
    """Return the figure of headline or lead, else the first of the body; those said to be beyond it are added."""
    if not totals:
        return None
    first = whole_of(chosen(totals), own)
    if are_among_them(first):
        first = next(
            (f for f in totals if not are_among_them(f) and (f.bounds[0] or 0) > (first.bounds[0] or 0)), first
        )
    own = [f for f in own if not is_admitted(f, first)]
    if any(f.source in AUTHORITIES and f.bounds[1] == first.bounds[1] for f in totals):
        own = [f for f in own if f.source not in HEARSAY]  # "Residents said that a driver had been killed as well"
    own = [f for f in own if not _is_of_last_week(f, first)]
    days = {day for f in _copies_of(first, totals) for day in NAMED_WEEKDAY.findall(f.sentence.text)}
    own = [f for f in own if not _is_of_another_day(f, first, days)]
    low, best, high = _less_bare(first, totals).bounds
    sixth = next_beside(first, own)
    if sixth and best is not None:
        low, best, high = (None if n is None else n + 1 for n in (low, best, high))
        own = [f for f in own if f is not sixth]
    rule = OPENING if prominence(first)[0] == 0 else IN_BODY
    exact = told_exactly(first, totals)
    if exact is not None:
        low, best, high = exact.bounds
        rule += ", more exactly told in the body"
    some = first.mention.word.id == OF_THE_STRICKEN or (exact is None and are_among_them(first))
    if some:
        best = high = None  # "her husband was one of those killed": how many there were is not told
        rule += SOME[first.outcome]
    counted = [g.best for g in first.groups if g.best is not None]
    if best is None and counted and len(first.groups) > 1 and not some:
        low = best = sum(counted)
        rule += ", others not counted left out"
    added = None
    spelt_out = any(f.mention.rule == "toll list" and f.bounds == first.bounds for f in totals)  # "The dead were two"
    copies = (first, *_copies_of(first, totals))
    if first.mention.rule != "toll" and not spelt_out and not holds_both_sides(first, own):
        counted_out = next((parts for f in copies if (parts := make_up(f, _of_one_side(f, own)))), [])
        own = [f for f in own if f not in counted_out]
        acts = first.mention.rule == "active"
        added = next((more for f in copies if (more := _of_other_sides(f, own, persons, acts=acts))), None)
        alone = [f for f in own if f.of_attackers and not f.counted and f.mention.rule == "passive"] if acts else []
        rest = [f for f in own if f not in alone]  # one attacker is added to what somebody did, and to a copy not again
        added = added or next((more for f in _exact(copies) if (more := beyond(f, own if f is first else rest))), None)
        tolls = [f for f in totals if f.mention.rule == "toll" and f.bounds[1] == first.bounds[1]]
        added = added or next(
            (more for f in (*copies, *tolls) if (more := of_the_other_side(f, own if f is first else rest))), None
        )
        added = added or told_before(first, persons)
    if added is not None and added[1] is None and best is not None:
        low, high = (None if low is None or added[0] is None else low + added[0]), None
        rule += ", others not counted left out"  # "several assailants were also killed"
    elif added is not None and added[1] is not None and first.groups[0].qualifier is Qualifier.AT_MOST and high:
        low, best, high = added[0], high + added[1], high + added[1]
        rule += ", a ceiling, with those counted beyond it"
    elif added is not None and best is None and added[1] is not None:
        low, best, high = (None if low is None or added[0] is None else low + added[0]), added[1], None
        rule += ", others not counted left out"  # "another was wounded; several of the gunmen were wounded as well"
    elif added is not None:
        low, best, high = (
            None if a is None or b is None else a + b for a, b in zip((low, best, high), added, strict=True)
        )
        rule += ", with those counted beyond it"
    held = exact is not None and any(f.whole == exact.number and f.of_attackers for f in own)  # "the bomber among them"
    assailants = besides_assailants(first)
    if not assailants and added is None and not held:
        assailants = left_out(first, own) or with_the_bomber(first, totals)
    if assailants and best is not None:
        low, best, high = (None if n is None else n + assailants for n in (low, best, high))
        rule += ", with the attackers it leaves out"
    victims = _victims_told(first, totals) if added is None and not assailants else None
    if victims is not None and best is not None:
        low, best, high = (
            None if a is None or b is None else a + b for a, b in zip((low, best, high), victims, strict=True)
        )
        rule += ", with those whom they killed"
    others = besides_helpers(first, totals) if added is None else None
    if others is not None and best is not None:
        low, best, high = (best + others,) * 3
        rule += ", with those whom they helped"
    lesser = less_hurt(first, totals) if added is None and others is None else None
    if lesser is not None and best is not None:
        low, best, high = (best + lesser,) * 3
        rule += ", with those less hurt"
    other = other_side(first, totals)
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


def _victims_told(first: Figure, totals: Sequence[Figure]) -> Bounds | None:
    """Return how many the attackers killed whose own death alone the headline counts; None where it is not so."""
    if not (first.in_title and first.of_attackers and first.counted):
        return None
    told = [f for f in totals if f.sentence.first and f.counted and f.whole is None and not f.of_attackers]
    killed = [f for f in told if f.mention.rule == "active" and f.bounds[1] and f.groups[0].kind is not None]
    killed = [f for f in killed if f.bounds != first.bounds]  # "lynches five thieves", "A mob lynched five men"
    return killed[0].bounds if len(told) == len(killed) == 1 else None


def _of_one_side(first: Figure, own: Sequence[Figure]) -> list[Figure]:
    """Leave out those who fought on the other side than the one counted: a rebel who died is none of five soldiers."""
    side = side_of(first)
    return [f for f in own if f.whole is not None or {side, side_of(f)} != {FORCES, REBELS}]


def _is_of_another_day(figure: Figure, first: Figure, opening: set[str]) -> bool:
    """Whether a figure gives a weekday of its own: "killed four soldiers on Sunday. The front lost 18 on Saturday".

    `opening`: the weekdays that the sentences name which give the count of `first`.
    """
    told = _ON_DAY.match(figure.tail) if figure.mention.rule in {"active", "passive"} else None
    if figure.mention.rule == "passive" and (opens(figure) or figure.mention.word.id != "kill"):
        told = None if figure.sentence is first.sentence or figure.bounds == first.bounds else told
    told = told if figure.number > first.number else None
    days = set(NAMED_WEEKDAY.findall(first.sentence.text)) or opening
    if figure.sentence is first.sentence and told is not None:
        days -= {told[1]}
    return told is not None and bool(days) and told[1] not in days


def _is_of_last_week(figure: Figure, first: Figure) -> bool:
    """Whether a body's figure is of the week or month before: "killing six militiamen last week"."""
    later = not opens(figure) or (figure.sentence.index > first.sentence.index and not figure.groups[0].partitive)
    told = figure is not first and later and _LAST.search(figure.tail.split(".")[0])
    return bool(told) and not _LAST.search(first.sentence.text)


def _exact(copies: Sequence[Figure]) -> list[Figure]:
    """Leave out "at least 14" as a copy of 14."""
    return [f for f in copies if f.bounds == copies[0].bounds]


def _copies_of(first: Figure, totals: Sequence[Figure]) -> list[Figure]:
    """Return the figures of the opening that say the same number again."""
    told = [f for f in totals if f is not first and f.mention.rule != "toll" and opens(f)]
    same = [f for f in told if f.bounds[1] is not None and f.bounds[1] == first.bounds[1]]
    return [f for f in same if not f.groups[0].definite and not points_back(f)]


def _of_other_sides(first: Figure, own: Sequence[Figure], persons: Sequence[Person], *, acts: bool) -> Bounds | None:
    """Return those counted apart from the people of a figure because they stand on other sides.

    `acts`: the figure that was chosen says who did it; attackers who died are then added later.
    """
    apart = counted_apart(first, own)
    sides = {side for side in (side_of(f) for f in (first, *apart)) if side is not None} | sides_of(first)
    alone = people_of([f for f in own if f.whole is None and not _is_retold(f)]) if persons else []
    if acts or first.mention.rule == "active":
        alone = [p for p in alone if not p.attacker]  # they are added later
    if first.mention.rule == "active":
        apart = [f for f in apart if f.counted or not f.of_attackers]
    single = persons_apart(sides, alone) if sides else 0
    if not apart and not single:
        return None
    low, best, high = (
        (
            None if None in column else sum(n for n in column if n is not None) + single
            for column in zip(*(f.bounds for f in apart), strict=True)
        )
        if apart
        else (single, single, single)
    )
    told = total_told((first.bounds[1] or 0) + (best or 0), own)
    return None if told else (low, best, high)


def _is_retold(figure: Figure) -> bool:
    """Whether the body names a death only as known: "a file was opened for the homicide of the director"."""
    known = not figure.counted and figure.mention.rule.startswith("of") and figure.groups[0].definite
    return known and not opens(figure)


def _lists_attackers(figure: Figure) -> bool:
    """Whether a list of the dead holds those who attacked: "the dead are three officers and two suicide bombers"."""
    attackers = [g for g in figure.groups if g.kind is not None and g.kind.id == "attacker"]
    return 0 < len(attackers) < len(figure.groups)


def _with_attackers(toll: Toll, totals: Sequence[Figure], persons: Sequence[Person], own: Sequence[Figure]) -> Toll:
    """Add attackers whose own death is told beside those they killed ("killed three, then himself").

    Every person who died counts, as recorders of armed violence count; victims and attackers stay apart in the claims,
    and `low` is the count without attackers. A suicide bomber is added in "killing himself and four others" only.
    Nothing is added to "three dead", which may include them, or where the text says that it does.
    """
    first = chosen(totals)
    same = {f.mention.trigger.start for f in totals if f.bounds[1] == first.bounds[1] and f.mention.rule == "active"}
    by_himself = [f for f in own if f.mention.rule == "reflexive"]
    with_himself = any(f.mention.trigger.start in same for f in by_himself) and not any(map(blew_up, by_himself))
    exploded = any(map(blew_up, by_himself))  # counted beyond the victims, if he is
    bombers = [p for p in persons if "bomber" in p.words or (exploded and p.by_own_hand)]
    attackers = sum(person.attacker and (with_himself or person not in bombers) for person in persons)
    included = any(f.whole is not None and f.of_attackers for f in own)
    included = included or any(f.bounds[1] == toll.best and _lists_attackers(f) for f in own)
    told = [first, *(f for f in totals if f.bounds == first.bounds and opens(f))]
    acted = any(f.mention.rule == "active" for f in told)  # "Three killed in church", "a man killed three people"
    if not attackers or toll.best is None or not acted or first.of_attackers or included:
        return toll
    above = toll.best - (first.bounds[1] or 0)
    counted = [f for f in own if f.of_attackers and f.in_title and f.mention.rule in {"state", "state after"}]
    if first.in_title and counted and above >= attackers:
        return toll  # "officer, doctor and clerk slain; gunman also dead" counts him already
    beside = any(
        f.of_attackers and not f.counted and f.mention.rule.endswith("passive")
        for f in own
        if f.sentence is first.sentence
    )
    if beside and first.bounds[1] is not None and toll.best > first.bounds[1]:
        return toll  # "Knifeman shot dead after he fatally stabs five" counts him already
    high = None if toll.high is None else toll.high + attackers
    return Toll(low=toll.low, best=toll.best + attackers, high=high, rule=toll.rule + ", attackers who died added")
