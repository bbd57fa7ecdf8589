"""An article's own figure: its mentions of each outcome reconciled into one toll, with the rule that chose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.records import Toll
from pipeline.understand.antecedents import Antecedents
from pipeline.understand.context import is_murder_suicide
from pipeline.understand.figures import Figure
from pipeline.understand.individuals import people_of
from pipeline.understand.injured import injured_of
from pipeline.understand.one_toll import toll_of
from pipeline.vocabulary import Outcome


@dataclass(frozen=True, slots=True)
class Tolls:
    """The tolls of one incident as one article tells it; None where nothing is stated."""

    killed: Toll | None
    injured: Toll | None
    missing: Toll | None


def tolls_of(figures: Sequence[Figure], antecedents: Antecedents | None = None) -> Tolls:
    """Return the tolls of the figures of one incident, all affirmed and none cumulative."""
    people = people_of(figures, antecedents)
    if antecedents is not None and is_murder_suicide(antecedents.passage.article):
        for person in people:
            if person.struck and not person.alive:
                person.outcomes.add(Outcome.KILLED)
    killed = toll_of(figures, people, Outcome.KILLED)
    return Tolls(killed, injured_of(figures, people, killed), toll_of(figures, people, Outcome.MISSING))
