"""Those hurt who came to help or stood by: firefighters, officers, "one of the co-workers"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.understand.figure import Figure
from pipeline.understand.toll.person import Person
from pipeline.vocabulary import Outcome

PASSING = frozenset({"passing", "walking", "standing", "waiting", "shopping", "driving", "sitting"})
HELPERS = frozenset(
    {"firefighters", "officers", "constables", "deputies", "troopers", "rescuers", "paramedics", "medics"}
    | {"firefighter", "officer", "constable", "deputy", "trooper", "rescuer", "paramedic", "medic"}
)


def are_helpers(figure: Figure) -> bool:
    """Whether a figure counts firefighters, officers or others who came to help."""
    return len(figure.groups) == 1 and figure.clause.words[figure.groups[0].head] in HELPERS


def is_bystander(figure: Figure, persons: Sequence[Person] = ()) -> bool:
    """Whether one of several who were there is hurt too: "One of the co-workers had a gash in his palm".

    `persons` are those told of before: the "one person" of an opening may be "one of the drivers".
    """
    group = figure.groups[0]
    if len(persons) == 1 and persons[0].words <= {"one", "1", "person"}:
        return False
    behind = figure.clause.words[group.end : group.end + 4]
    if behind[:2] == ("who", "were") and not PASSING.isdisjoint(behind) and figure.outcome is Outcome.INJURED:
        return figure.counted and figure.whole is None  # "Two women who were passing were treated for cuts"
    one = len(figure.groups) == 1 and group.partitive and group.best == 1 and figure.whole is None
    return one and group.kind is not None and group.kind.id in {"civilian", "kin"} and not figure.mention.word.struck


def besides_helpers(first: Figure, totals: Sequence[Figure]) -> int | None:
    """Return the others hurt where a lead counts helpers only: "three firefighters were hurt", later "both women"."""
    if not are_helpers(first):
        return None
    others = [f for f in totals if f is not first and f.whole is None and not are_helpers(f) and f.bounds[1]]
    others = [f for f in others if not any(f.clause.words[g.head] in HELPERS | {"their"} for g in f.groups)]
    named = [f for f in others if f.groups[0].kind is not None and f.groups[0].kind.id != "person"]
    same = {g.kind.id for g in first.groups if g.kind is not None}
    named = [f for f in named if first.outcome is Outcome.INJURED or f.bounds[1] != first.bounds[1]]
    named = [f for f in named if f.bounds != first.bounds or f.groups[0].kind.id not in same]  # type: ignore[union-attr]
    both = [f for f in others if f.clause.word(f.groups[0].start) == "both" and f.bounds[1] != first.bounds[1]]
    return next((f.bounds[1] for f in named or both), None)
