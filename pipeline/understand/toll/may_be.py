"""Whether somebody told of before can be whom an expression names: by sex, age and calling."""

from __future__ import annotations

from pipeline.understand.counting.group import Group
from pipeline.understand.described import OLDEST_TEENAGER, age_group_of, decade_of, sex_of
from pipeline.understand.figure import Figure
from pipeline.understand.toll.person import TEENS, Person, are_foes
from pipeline.vocabulary import AgeGroup, CivilianStatus

YOUNGEST_PARENT, YOUNGEST_DRIVER = 13, 14  # years
AT_THE_WHEEL = frozenset({"driver", "trucker", "motorist", "motorcyclist", "pilot"})
LOOSELY = TEENS | {"man", "woman"}
PARENTS = frozenset({"mother", "father", "grandmother", "grandfather", "parent", "mom", "dad", "aunt", "uncle"})


def may_be(person: Person, group: Group, figure: Figure) -> bool:
    """Whether somebody told of before can be whom the words name, by sex, age and calling."""
    sex = sex_of(group, figure)
    if sex and person.sex and sex is not person.sex:
        return False
    if group.age is not None and person.age is not None and group.age != person.age:
        return False
    if group.age is not None and group.age < YOUNGEST_PARENT and not person.words.isdisjoint(PARENTS):
        return False  # "their mother was burned", "The 8-year-old was treated"
    if figure.clause.words[group.head] in AT_THE_WHEEL and (person.age or YOUNGEST_DRIVER) < YOUNGEST_DRIVER:
        return False  # "A 12-year-old girl was flown to hospital. The driver of the truck had cuts"
    decade = decade_of(group, figure)
    if decade is not None and person.age is not None and not decade <= person.age <= decade + 9:
        return False
    kind = group.kind
    if kind is None:
        return True
    if not person.attacker and are_foes(person.words, person.kinds, {figure.clause.words[group.head]}, {kind.id}):
        return False  # "a reservist", "one militant", both combatants
    forces = {kind.status, person.status} == {CivilianStatus.COMBATANT, CivilianStatus.SECURITY_FORCES}
    if kind.status and person.status and kind.status is not person.status and not forces:
        return False  # the ranks of police and army are the same words
    if kind.status is CivilianStatus.PERPETRATOR and not person.attacker:
        return False
    if person.attacker and kind.status is not CivilianStatus.PERPETRATOR and figure.outcome not in person.outcomes:
        return False
    if kind.age is AgeGroup.CHILD and group.age is None and (person.age or 0) > OLDEST_TEENAGER:
        return False  # "the boy" is not his father, 43
    if figure.sentence.first and person.headline and _is_called_loosely(person, group, figure):
        return True  # "Elephant kills man", "has killed a teenager"
    return not (age_group_of(group) and person.age_group and age_group_of(group) is not person.age_group)


def _is_called_loosely(person: Person, group: Group, figure: Figure) -> bool:
    """Whether headline and first sentence may call one teenager a man and a teenager."""
    words = {figure.clause.words[group.head], *person.words}
    return words <= LOOSELY and figure.outcome in person.outcomes and not person.names
