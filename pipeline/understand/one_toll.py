"""The mentions of one outcome reconciled into one toll, with the rule that chose."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.records import Toll
from pipeline.understand.beyond import beyond, less_hurt, told_before
from pipeline.understand.chosen import (
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
from pipeline.understand.figure import Figure
from pipeline.understand.individuals import people_of
from pipeline.understand.person import Person
from pipeline.understand.sides import (
    Bounds,
    besides_assailants,
    counted_apart,
    persons_apart,
    side_of,
    sides_of,
    total_told,
)
from pipeline.vocabulary import Outcome, Qualifier

HELPERS = frozenset(
    {"firefighters", "officers", "constables", "deputies", "troopers", "rescuers", "paramedics", "medics"}
    | {"firefighter", "officer", "constable", "deputy", "trooper", "rescuer", "paramedic", "medic"}
)
OWNERS = frozenset({"his", "her", "their"})
OPENING = "headline or lead"
RAISED, RAISED_BY_HURT = ", raised by a later death", ", raised by one more told of"
EACH_ONCE = "individuals told apart, each once"


def _of_the_opening(persons: list[Person]) -> list[Person]:
    """Return those told of in the opening: a body that tells of other single deaths tells of other events."""
    return [p for p in persons if p.opens]


def _survivors(hit: list[Person], killed: Toll, dead: int, figures: Sequence[Figure]) -> list[Person]:
    """Leave out those hit who must be among the dead: more are said to have died than are told of one by one.

    Where the dead are somebody's ("her roommates, both 22, died"), those hit are not among them.
    """
    deaths = [f for f in figures if f.outcome is Outcome.KILLED and f.bounds[1] == killed.best]
    if any(OWNERS & set(f.clause.words[group.start : group.end]) for f in deaths for group in f.groups):
        return hit
    if any(len(f.groups) > 1 and all(group.name for group in f.groups) for f in deaths):
        return hit  # the dead are named, one by one
    untold = max(0, (killed.best or 0) - dead)
    for person in [p for p in hit if p.struck and not p.alive and not p.further][:untold]:
        hit = [p for p in hit if p is not person]
    return hit


def toll_of(
    figures: Sequence[Figure], people: Sequence[Person], outcome: Outcome, killed: Toll | None = None
) -> Toll | None:
    """Return the toll of one outcome; None where nothing is stated. `killed`: the toll of the dead, if it is known."""
    own = [f for f in figures if f.outcome is outcome and not f.mention.word.struck]
    persons = persons_with(people, outcome, killed, figures)
    totals = totals_of(figures, outcome, killed)
    if any(p.headline for p in persons) and all(is_one_of_them(f) and not _is_bystander(f) for f in totals):
        totals = []  # the headline's "intruder killed" is the one of "managed to kill one of them"
    opened = any(opens(f) for f in totals)
    if not opened and _of_the_opening(persons):
        hurt = outcome is Outcome.INJURED
        helpers = next((f for f in totals if hurt and (are_helpers(f) or _is_bystander(f))), None)
        if helpers is not None:
            return _each_once(persons, helpers)
        totals = []  # the opening tells of single people: a number deep in the body is of other events
    elif not opened:
        nobody = _nobody([f for f in figures if opens(f)], outcome, figures) or _nobody_yet(persons, figures, outcome)
        if nobody is not None:
            return nobody  # the same where the opening says that there were none
    stated = _stated(totals, own, persons)
    if stated is None:
        return _ranked(_each_once(persons), own) or _nobody(figures, outcome)
    later = _with_later(stated, own, killed)
    return _with_attackers(later, totals, persons, own) if outcome is Outcome.KILLED else later


def totals_of(figures: Sequence[Figure], outcome: Outcome, killed: Toll | None) -> list[Figure]:
    """Return the figures that count everybody to whom it happened."""
    own = [f for f in figures if f.outcome is outcome and not f.mention.word.struck]
    return _of_victims(
        [f for f in own if is_total(f, figures) and not are_the_dead(f, killed) and not have_died(f, figures)]
    )


def _of_victims(totals: list[Figure]) -> list[Figure]:
    """Leave out attackers who blew themselves up where their victims are counted."""
    return [f for f in totals if f.mention.rule != "reflexive"] or totals


def persons_with(
    people: Sequence[Person], outcome: Outcome, killed: Toll | None, figures: Sequence[Figure]
) -> list[Person]:
    """Return the single people to whom it happened; those who died are not among the injured."""
    found = [p for p in people if outcome in p.outcomes and not (outcome is Outcome.INJURED and p.dead)]
    if outcome is Outcome.KILLED:
        opening = _of_the_opening(found)
        return [*opening, *(p for p in found if p.beside and not p.opens)] if opening else found
    if killed is None:
        return found
    return _survivors(found, killed, sum(person.dead for person in people), figures)


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
        g.ordinal
        for f in own
        if f.mention.word.id in {"die", "deaths", "death_of"}
        and opens(f)
        and f.clause.word(f.mention.trigger.start - 1) != "to"
        for g in f.groups
        if g.ordinal and not _beside_living(f)  # "the second child to die of gunfire this year" ranks other events
    ]
    if toll is None or toll.best is None or max(ranks, default=0) <= toll.best:
        return toll
    return Toll(low=max(ranks), best=max(ranks), high=max(ranks), rule=EACH_ONCE + RAISED)


def _beside_living(figure: Figure) -> bool:
    """Whether the rank counts those aboard: "three are recovering and a fourth did not survive"."""
    before = figure.clause.words[: figure.groups[0].start]
    return bool({"recovering", "survived", "alive", "rescued", "injured", "hospital", "safe"} & set(before))


def are_helpers(figure: Figure) -> bool:
    """Whether a figure counts firefighters, officers or others who came to help."""
    return len(figure.groups) == 1 and figure.clause.words[figure.groups[0].head] in HELPERS


def _is_bystander(figure: Figure) -> bool:
    """Whether one of several who were there is hurt too: "One of the co-workers had a gash in his palm"."""
    group = figure.groups[0]
    one = len(figure.groups) == 1 and group.partitive and group.best == 1 and figure.whole is None
    return one and group.kind is not None and group.kind.id in {"civilian", "kin"} and not figure.mention.word.struck


def _besides_helpers(first: Figure, totals: Sequence[Figure]) -> int | None:
    """Return the others hurt where a lead counts helpers only: "three firefighters were hurt", later "both women"."""
    if not are_helpers(first):
        return None
    others = [f for f in totals if f is not first and f.whole is None and not are_helpers(f) and f.bounds[1]]
    named = [f for f in others if f.groups[0].kind is not None and f.groups[0].kind.id != "person"]
    both = [f for f in others if f.clause.word(f.groups[0].start) == "both" and f.bounds[1] != first.bounds[1]]
    return next((f.bounds[1] for f in named or both), None)


def are_the_dead(figure: Figure, killed: Toll | None) -> bool:
    """Whether "both had head injuries" speaks of the two who died."""
    pointing = figure.groups[0].definite or figure.clause.word(figure.groups[0].start) == "both"
    return killed is not None and pointing and figure.mention.word.weak and figure.bounds[1] == killed.best


def _stated(totals: Sequence[Figure], own: Sequence[Figure], persons: Sequence[Person]) -> Toll | None:
    """Return the figure of headline or lead, else the first of the body; those said to be beyond it are added."""
    if not totals:
        return None
    first = whole_of(chosen(totals), own)
    low, best, high = first.bounds
    rule = OPENING if prominence(first)[0] == 0 else "first figure of the body"
    counted = [g.best for g in first.groups if g.best is not None]
    if best is None and counted and len(first.groups) > 1:
        low = best = sum(counted)
        rule += ", others not counted left out"
    added = None
    if first.mention.rule != "toll":
        copies = (first, *_copies_of(first, totals))
        added = next((more for f in copies if (more := _of_other_sides(f, own, persons))), None)
        added = added or next((more for f in copies if (more := beyond(f, own))), None) or told_before(first, persons)
    if added is not None and added[1] is None and best is not None:
        low, high = (None if low is None or added[0] is None else low + added[0]), None
        rule += ", others not counted left out"  # "several assailants were also killed"
    elif added is not None:
        low, best, high = (
            None if a is None or b is None else a + b for a, b in zip((low, best, high), added, strict=True)
        )
        rule += ", with those counted beyond it"
    assailants = besides_assailants(first)
    if assailants and best is not None:
        low, best, high = (None if n is None else n + assailants for n in (low, best, high))
        rule += ", with the attackers it leaves out"
    others = _besides_helpers(first, totals) if added is None else None
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


def _copies_of(first: Figure, totals: Sequence[Figure]) -> list[Figure]:
    """Return the figures of the opening that say the same number again."""
    told = [f for f in totals if f is not first and f.mention.rule != "toll" and opens(f)]
    same = [f for f in told if f.bounds[1] is not None and f.bounds[1] == first.bounds[1]]
    return [f for f in same if not f.groups[0].definite and not points_back(f)]


def _of_other_sides(first: Figure, own: Sequence[Figure], persons: Sequence[Person]) -> Bounds | None:
    """Return those counted apart from the people of a figure because they stand on other sides."""
    apart = counted_apart(first, own)
    sides = {side for side in (side_of(f) for f in (first, *apart)) if side is not None} | sides_of(first)
    alone = people_of([f for f in own if f.whole is None]) if persons else []
    if first.mention.rule == "active":
        alone = [p for p in alone if not p.attacker]  # they are added later
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


def _with_later(toll: Toll, own: Sequence[Figure], killed: Toll | None) -> Toll:
    """Raise a toll to the rank of "a fourth victim died".

    The rank of somebody hurt ("a fifth person was grazed") may count one who died, and then says nothing more.
    """
    ranks = [g.ordinal for f in own for g in f.groups if g.ordinal and (g.more or (opens(f) and not f.counted))]
    dead = killed.best or 0 if killed is not None else 0
    if ranks and toll.best is not None and max(ranks) == toll.best + 1 and dead != 1:
        last, rule = max(ranks), toll.rule + (RAISED if killed is None else RAISED_BY_HURT)
        return Toll(low=last, best=last, high=last, rule=rule)
    return toll


def _with_attackers(toll: Toll, totals: Sequence[Figure], persons: Sequence[Person], own: Sequence[Figure]) -> Toll:
    """Add attackers whose own death is told beside those they killed ("killed three, then himself").

    Every person who died counts, as recorders of armed violence count; victims and attackers stay apart in the claims,
    and `low` is the count without attackers. A suicide bomber is never added. Nothing is added to "three dead", which
    may include them, or where the text says that it does.
    """
    attackers = sum(person.attacker and "bomber" not in person.words for person in persons)
    first = chosen(totals)
    included = any(f.whole is not None and f.of_attackers for f in own)
    if not attackers or toll.best is None or first.mention.rule != "active" or first.of_attackers or included:
        return toll
    high = None if toll.high is None else toll.high + attackers
    return Toll(low=toll.low, best=toll.best + attackers, high=high, rule=toll.rule + ", attackers who died added")


def _nobody(figures: Sequence[Figure], outcome: Outcome, all_told: Sequence[Figure] = ()) -> Toll | None:
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


def _nobody_yet(persons: Sequence[Person], figures: Sequence[Figure], outcome: Outcome) -> Toll | None:
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
    return group.partitive or (group.kind is not None and group.kind.id != "person")
