"""Groups that tell one by one whom a count before them counts: "three people, a man and two women"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.understand.counting.group import Form, Group, sum_of
from pipeline.understand.counting.people import ARMED, FORCE_KINDS, REBEL_KINDS, Kind
from pipeline.vocabulary import AgeGroup, CivilianStatus

SIDES = (FORCE_KINDS, REBEL_KINDS, frozenset({"civilian"}))


def spell_out(counted: Group, groups: Sequence[Group]) -> bool:
    """Whether these are the people of the count again; "two officers, a clerk and a passer-by" are four."""
    same = counted.form is Form.COUNT and (counted.best or 0) > 1 and counted.best == sum_of(groups)[1]
    owned = groups[0].possessive and len(groups) > 1  # "Two brothers, their sister and a cousin"
    return same and not owned and not any(_are_others(counted.kind, group.kind) for group in groups)


def _are_others(kind: Kind | None, other: Kind | None) -> bool:
    """Whether nobody is of both kinds: soldiers and teachers, boys and mothers."""
    if kind is None or other is None:
        return False
    sides = [next((n for n, kinds in enumerate(SIDES) if k.id in kinds), None) for k in (kind, other)]
    armed = kind.status in ARMED and other.status is CivilianStatus.CIVILIAN
    sexes, ages = {kind.sex, other.sex} - {None}, {kind.age, other.age}
    opposed = None not in sides and sides[0] != sides[1]
    return opposed or armed or len(sexes) > 1 or ages == {AgeGroup.CHILD, AgeGroup.ADULT}
