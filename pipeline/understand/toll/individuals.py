"""Single people told of in an article: which mentions are one person, and what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.understand.antecedents import Antecedents
from pipeline.understand.cast import Cast, Named, may_be_one, sex_by_name, surname
from pipeline.understand.counting.group import PRONOUNS, Form, Group
from pipeline.understand.counting.people import GENERIC, KIN
from pipeline.understand.described import age_group_of, make_of, ridden_by, sex_of
from pipeline.understand.figure import Figure
from pipeline.understand.toll.may_be import may_be
from pipeline.understand.toll.other_side import is_shot_by_forces
from pipeline.understand.toll.person import Person, merged
from pipeline.understand.toll.retold import as_he, has_died_since, is_felled, is_suspected, last_harmed
from pipeline.understand.toll.told_apart import (
    OF_ANOTHER,
    POSITIONS,
    fell_beside,
    has_another_trade,
    is_a_new_one,
    is_last_of,
    is_of_forces,
    is_other_kin,
    is_patient_of_headline,
    is_same_guard,
    is_somebody_else,
    is_told_soon,
    is_told_too,
    lives,
    may_be_attacker,
    may_be_dead,
    may_have_died,
    names_of_the_dead,
    names_the_dead,
    of_the_dead,
    sits_elsewhere,
)
from pipeline.vocabulary import CivilianStatus, Outcome, Sex, Unit

CHILDREN = frozenset({"baby", "infant", "toddler", "child", "boy", "girl", "teen", "teenager"})
"""What a headline calls somebody's son or daughter."""


def people_of(figures: Iterable[Figure], antecedents: Antecedents | None = None) -> list[Person]:
    """Return the individuals that figures about single people tell of, in order of first mention.

    `antecedents`: whom its pronouns stand for, and its named people, who lend age and sex to a surname.
    """
    people: list[Person] = []
    cast: Cast = antecedents.cast if antecedents else {}
    before: Figure | None = None
    told_all = tuple(figures)
    gone = names_of_the_dead(figures := tuple(f for f in told_all if not has_died_since(f, told_all)))
    for figure in (one for several in figures for one in _singly(several)):
        figure = as_he(figure)
        if figure.counted or figure.mention.zero or _is_no_one(figure.groups[0], figure):
            continue
        if _is_one_of_counted(figure, told_all):
            continue
        felled = figure.groups[0].form is Form.PRONOUN and is_felled(figure)
        told = (antecedents.of(figure) if antecedents and not figure.mention.word.itself else None) or figure
        told = last_harmed(figure, told, before) or told
        before = figure
        group = told.groups[0]
        person = _known(group, told, of_the_dead(group, told, people, gone), cast)
        if felled and person is not None and person.dead and figure.sentence.index in person.sentences:
            told, group = figure, figure.groups[0]  # "killed a guard before a trooper fatally shot him"
            person = next((p for p in people if p.attacker and p.struck), None)
        if person is None:
            alone = figure.alone or not figure.mention.word.itself
            nobody_new = group.form is Form.PRONOUN and people and alone and not felled
            if nobody_new and not _is_nobody_yet(group, figure, people):
                continue
            person = Person(attacker=_is_overcome(figure, people))
            people.append(person)
        _learn(person, group, told, cast.get(surname(group.name)) if group.name else None)
        if told is not figure:
            _learn(person, figure.groups[0], figure, None)
    return merged(people)


def _is_overcome(figure: Figure, people: Sequence[Person]) -> bool:
    """Whether forces shot one more than those told of as dead: "A tourist was killed. Police shot the man dead"."""
    one = figure.groups[0].form is Form.SINGLE and figure.groups[0].definite and not figure.groups[0].possessive
    told = any(p.dead and _has_a_calling(p, "man") for p in people)
    return figure.outcome is Outcome.KILLED and one and told and is_shot_by_forces(figure)


def _singly(figure: Figure) -> Iterator[Figure]:
    """Yield "found the woman and the girl dead" as two figures about people told of before; all others as they are."""
    both = len(figure.groups) > 1 and figure.outcome is Outcome.KILLED and not figure.in_title
    if both and all(g.form is Form.SINGLE and g.definite and not g.possessive for g in figure.groups):
        for group in figure.groups:
            yield replace(figure, mention=replace(figure.mention, groups=(group,)))
    else:
        yield figure


def _is_no_one(group: Group, figure: Figure) -> bool:
    """Whether the words name no single person: a family, or "the fifth teenager killed this year", a rank."""
    carried = figure.outcome is Outcome.INJURED and figure.mention.word.weak
    carried = carried and figure.mention.rule in {"passive", "subject"}  # "The third worker was taken to hospital"
    if group.ordinal and group.definite and not group.more and not carried:
        return True
    if figure.clause.words[group.head] in {"someone", "somebody"} and not (figure.in_title or figure.sentence.leads):
        return True  # "this is the only one where someone got hurt"
    return group.kind is not None and group.kind.unit is Unit.HOUSEHOLD


def _is_one_of_counted(figure: Figure, figures: Sequence[Figure]) -> bool:
    """Whether "one" is of those just counted: "Two firemen were hurt too, one with a cut hand and one by the heat"."""
    group = figure.groups[0]
    if figure.clause.words[group.start : group.end] != ("one",) or figure.clause.word(group.start - 1) not in {
        ",",
        "and",
    }:
        return False
    same = [f for f in figures if f.sentence is figure.sentence and f.number < figure.number and f.counted]
    return any(f.outcome is figure.outcome and (f.bounds[1] or 0) > 1 for f in same) and not figure.in_title


def _is_nobody_yet(group: Group, figure: Figure, people: list[Person]) -> bool:
    """Whether a pronoun must stand for somebody of whom no figure told: of the other sex, or the only one who died."""
    sex = sex_of(group, figure)
    if sex is not None and all(p.sex not in {None, sex} for p in people):
        return True
    return figure.outcome is Outcome.KILLED and not any(p.dead or p.sex in {None, sex} for p in people)


def _known(group: Group, figure: Figure, people: list[Person], cast: Cast) -> Person | None:
    sentence = figure.sentence.index
    met = next((p for p in people if _expression(figure, group) in p.nouns), None)
    if met is not None:
        return met
    if group.name is not None:
        named = cast.get(surname(group.name))
        sex = sex_of(group, figure) or (named.sex if named else sex_by_name(group.name))
        fitting = [p for p in people if not (sex and p.sex and p.sex is not sex)]
        if group.more:  # "Another man, Carl Love, was wounded" is nobody told of without a name
            fitting = [p for p in fitting if p.names or p.further]
        return _by_name(group, figure, fitting)
    if _is_one_of_others(group, figure):
        people = [p for p in people if sentence in p.sentences]
    people = _but_either(people, figure)
    candidates = [p for p in people if may_be(p, group, figure)]
    candidates = [p for p in candidates if not (group.ordinal and p.rank) or p.rank == group.ordinal]
    if group.form is Form.SINGLE:
        candidates = [p for p in candidates if not sits_elsewhere(p, figure.clause.words[group.head])]
        make = make_of(group, figure)
        candidates = [p for p in candidates if not (make and p.makes and make not in p.makes)]
        rides = ridden_by(group, figure)
        candidates = [p for p in candidates if not (rides and p.rides) or rides & p.rides]
    if figure.outcome is Outcome.KILLED and group.form is Form.SINGLE:
        candidates = [p for p in candidates if not (p.alive and p.words <= {"one", "1"})]  # "two dead, one hurt"
    if figure.mention.word.itself and figure.alone:
        again = [p for p in candidates if p.by_own_hand and p.headline and sentence not in p.sentences]
        if len(again) == 1:
            return again[0]  # "3-year-old shoots himself", "his toddler shot himself"
    if figure.mention.word.itself and (gone := [p for p in people if p.by_own_hand and p.dead]):
        return gone[-1]  # "before killing himself", later "He had shot himself in the head"
    if figure.mention.word.itself and not figure.alone:
        alone = [p for p in people if p.headline and p.dead and p.words <= {"one", "1"} and sentence not in p.sentences]
        return next(
            (p for p in reversed(candidates) if p.attacker), alone[0] if len(people) == len(alone) == 1 else None
        )
    if group.form is Form.PRONOUN or (group.definite and not group.possessive):
        candidates = [p for p in candidates if not is_somebody_else(p, group, figure)]
        if group.form is Form.SINGLE and ("also" in _told(figure, group) or is_told_too(figure)):
            candidates = [p for p in candidates if not (p.alive and figure.outcome is Outcome.KILLED)]  # "also died"
        if "own" in figure.clause.words[group.end : figure.mention.trigger.start]:
            candidates = [p for p in candidates if not p.alive]  # "a gunfight that ended with his own death"
        if figure.outcome is Outcome.KILLED and group.form is Form.SINGLE:
            candidates = [p for p in candidates if not (p.further and p.alive and not p.struck and p.headline)]
            word = figure.clause.words[group.head]
            others = [p for p in candidates if not (p.alive and not p.dead and _has_a_calling(p, word))]
            candidates = others  # "the man" found dead is not the deputy who is recovering
        if group.form is Form.SINGLE and figure.outcome is Outcome.KILLED and is_shot_by_forces(figure):
            word = figure.clause.words[group.head]  # "A tourist was killed. A policeman shot and killed the driver"
            candidates = [p for p in candidates if not (p.dead and _has_a_calling(p, "man") and word not in p.words)]
        died = figure.outcome is Outcome.KILLED and figure.mention.word.id == "pronounce_dead"
        same = [p for p in candidates if figure.outcome in p.outcomes and (group.form is not Form.PRONOUN or died)]
        called = [p for p in candidates if figure.clause.words[group.head] in p.words]
        called = called if group.form is Form.SINGLE else []  # "the man" is none told of as "the passenger"
        told_as = [p for p in called if p in same] or called or same or candidates
        if not told_as and is_patient_of_headline(people, figure):
            return people[0]
        return max(told_as, key=lambda p: (p.sentences != {0} or not p.headline, p.last), default=None)
    slots = [p for p in candidates if p.headline and p.further and p.words <= {"another", "other", "one"}]
    if not slots and figure.sentence.leads and group.kind is not None and group.kind.kin:
        slots = [p for p in candidates if p.headline and not p.dead and p.words <= CHILDREN and p.age is None]
    if group.possessive and figure.sentence.leads and figure.outcome is Outcome.INJURED and len(slots) == 1:
        return slots[0]  # "kills fisherman, injures another", "his colleague was injured"
    if group.possessive and is_told_too(figure):
        return None  # "Their driver died too"
    if group.possessive:
        if figure.outcome is Outcome.INJURED and not figure.mention.word.struck:
            candidates = [p for p in candidates if Outcome.KILLED not in p.outcomes]  # "his nephew was hurt"
        word, owner = figure.clause.words[group.head], _owner(group, figure)
        others = [p for p in candidates if owner is None or p.sex not in {None, owner}]
        known = next((p for p in candidates if word in p.words), None)
        family = group.kind is None or group.kind.id != "kin"  # "his roommate" is nobody told of before
        return known or (_unnamed(others, sentence) if family else None)
    if group.more or group.ordinal:
        told = [p for p in candidates if figure.outcome in p.outcomes and sentence not in p.sentences]
        if figure.outcome is Outcome.INJURED and group.more:
            told = [p for p in told if not p.dead]  # "The boy was shot in the chest. Another Syrian was wounded"
        again = [p for p in told if p.further or p.headline or (p.opens and p.words <= {"one", "another"})]
        if not again and is_last_of(people, group, figure) and len(told) == 1:
            return told[0]
        return again[0] if again else None
    if figure.outcome is Outcome.INJURED:
        candidates = [p for p in candidates if Outcome.KILLED not in p.outcomes]
        shot = [p for p in candidates if p.attacker and p.struck and sentence in p.sentences]
        if figure.in_title and figure.of_attackers and not figure.mention.word.struck and len(shot) == 1:
            return shot[0]  # "Homeowner shoots intruder; suspect hospitalized"
    earlier = [p for p in candidates if sentence not in p.sentences and not is_a_new_one(p, group, figure)]
    word = figure.clause.words[group.head]
    earlier = [p for p in earlier if p.headline or is_same_guard(p, group, word) or not is_of_forces(p, group)]
    same = [p for p in earlier if figure.outcome in p.outcomes]
    changed = [p for p in earlier if p.struck or group.definite or figure.mention.word.struck]
    return next(iter(same or changed), None)


def _has_a_calling(person: Person, word: str) -> bool:
    """Whether somebody was told of by what he does, and the word says only that it is a man or a woman."""
    return word in GENERIC and word not in person.words and bool(person.words - GENERIC - set(PRONOUNS))


def _is_one_of_others(group: Group, figure: Figure) -> bool:
    """Whether somebody is one of others than those told of before: "four others, including the owner, were hurt"."""
    listed = figure.mention.rule == "part" and group.form is Form.SINGLE
    return listed and not {"others", "other", "more"}.isdisjoint(figure.clause.words[: group.start])


def _but_either(people: list[Person], figure: Figure) -> list[Person]:
    """Leave out "one dead, one wounded" of the headline where somebody hit may be either: what follows says which."""
    group = figure.groups[0]
    slots = [p for p in people if p.headline and not p.names and p.age is None and may_be(p, group, figure)]
    word = figure.clause.words[group.head]
    if word not in GENERIC and any(word in p.words for p in slots):
        return people  # "kills man who stabbed fellow deputy", "stabbed another deputy"
    dead, hurt = [p for p in slots if p.dead], [p for p in slots if not p.dead]
    unsaid = figure.mention.word.struck and not lives(figure) and group.form is not Form.PRONOUN
    told = max((p.last for p in people), default=-1)
    if not (unsaid and dead and hurt) or any(
        p.last == told for p in slots if min(p.sentences) == figure.sentence.index
    ):
        return people
    return [p for p in people if p not in slots]


def _owner(group: Group, figure: Figure) -> Sex | None:
    """Return the sex of whoever "his" or "her" stands for, who is another than the relative."""
    word = figure.clause.words[group.start]
    return {"his": Sex.MALE, "her": Sex.FEMALE}.get(word)


def _unnamed(people: list[Person], sentence: int) -> Person | None:
    """Return the only person not yet named whom an earlier sentence told of."""
    found = [p for p in people if not p.names and sentence not in p.sentences and not p.attacker]
    found = [p for p in found if p.words & GENERIC or p.kinds & KIN or p.words & set(PRONOUNS)]
    return found[0] if len(found) == 1 else None


def _expression(figure: Figure, group: Group) -> str:
    return f"{figure.sentence.index}:{group.start}"


def _by_name(group: Group, figure: Figure, people: list[Person]) -> Person | None:
    cared_for = figure.outcome is Outcome.INJURED and lives(figure) and "had" not in figure.clause.words
    if cared_for and len((group.name or "").split()) == 1:
        people = [p for p in people if not p.on_the_spot]  # "Rhonda Hale died at the scene. Hale was flown to hospital"
    for person in people:
        if any(may_be_one(name, group.name or "") for name in person.names):
            return person
    if group.age is not None:
        same_age = [p for p in people if p.age == group.age and not p.names]
        if same_age:
            return same_age[0]
    nameless = [p for p in _but_either(people, figure) if not p.names and (p.age is None or group.age is None)]
    attackers = [p for p in nameless if p.attacker and p.dead and not p.by_own_hand]
    fought = group.kind is not None and group.kind.status is CivilianStatus.PERPETRATOR
    nameless = [p for p in nameless if p.attacker is fought and not is_other_kin(p, group, figure)]
    word = figure.clause.words[group.head]
    called = [p for p in nameless if word in p.words - GENERIC and group.kind is not None]
    if len(called) == 1 and (called[0].dead and figure.mention.word.struck):
        return called[0]  # "a bouncer was stabbed to death ... The bouncer, Jason Reiss, was stabbed once"
    same = [p for p in nameless if figure.outcome in p.outcomes and not has_another_trade(p, group, figure)]
    besieged = len(attackers) == 1 and may_be_attacker(group, figure) and group.kind is None
    if besieged and same and all(p.status is CivilianStatus.SECURITY_FORCES for p in same):
        return attackers[0]  # "Deputy killed; suspect also dead", "found Virgil Stamper, 61, dead"
    if same:
        return same[0]
    alike = [p for p in nameless if may_have_died(p, figure) or may_be_dead(p, figure)]
    if group.kind is not None and group.kind.status is not None:
        alike = [p for p in alike if p.status is not None and may_be(p, group, figure)]
    dead = [p for p in nameless if p.dead and not any(other.names and other.dead for other in people)]
    if not alike and len(dead) == 1 and names_the_dead(group, figure):
        return dead[0]
    if not alike and len(attackers) == 1 and may_be_attacker(group, figure):
        return attackers[0]
    return alike[0] if len(alike) == 1 else None


def _told(figure: Figure, group: Group) -> tuple[str, ...]:
    """Return the last words before the outcome of somebody: "was also shot"."""
    return figure.clause.words[max(group.end, figure.mention.trigger.start - 3) : figure.mention.trigger.start]


def _till_next(figure: Figure) -> tuple[str, ...]:
    """Return the words of an outcome and the few behind it: "was found dead at the scene"."""
    return figure.clause.words[figure.mention.trigger.start : figure.mention.trigger.end + 4]


def _learn(person: Person, group: Group, figure: Figure, named: Named | None) -> None:
    person.sex = person.sex or sex_of(group, figure) or (named.sex if named else sex_by_name(group.name or ""))
    person.age = person.age if person.age is not None else group.age
    person.age = person.age if person.age is not None or named is None else named.age
    person.last = figure.number
    person.age_group = person.age_group or age_group_of(group)
    if group.kind is not None:
        person.status = person.status or group.kind.status
        person.kinds.add(group.kind.id)
    if group.name:
        person.names.add(group.name)
    person.words.add(figure.clause.words[group.head])
    person.words |= OF_ANOTHER & set(figure.clause.words[max(0, group.start - 7) : figure.mention.trigger.start])
    if figure.clause.words[group.end : group.end + 2] == ("who", "was"):
        person.words |= POSITIONS.keys() & set(figure.clause.words[group.end + 2 : group.end + 5])  # "a passenger"
    another = not group.definite or group.possessive
    also = group.form is Form.SINGLE and another and (is_told_too(figure) or "also" in _told(figure, group))
    person.further = person.further or group.more
    person.rank = person.rank or group.ordinal
    person.also = person.also or (also and not figure.in_title)
    person.nouns.add(_expression(figure, group))
    person.outcomes.add(figure.outcome)
    person.alive = person.alive or (figure.outcome is Outcome.INJURED and lives(figure))
    person.struck = person.struck or figure.mention.word.struck
    person.hit = person.hit or (figure.mention.word.struck and not figure.mention.word.weak)
    person.attacker = person.attacker or figure.of_attackers or is_felled(figure) or is_suspected(figure)
    person.by_own_hand = person.by_own_hand or figure.mention.word.itself
    person.headline = person.headline or figure.in_title
    person.opens = person.opens or figure.sentence.leads
    person.beside = person.beside or fell_beside(group, figure) or (also and is_told_soon(figure))
    person.on_the_spot = person.on_the_spot or (figure.outcome is Outcome.KILLED and "scene" in _till_next(figure))
    make = make_of(group, figure)
    person.makes |= {make} if make else set()
    person.rides |= ridden_by(group, figure)
    person.sentences.add(figure.sentence.index)
