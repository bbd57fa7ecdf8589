"""A page that is changed and keeps its date: its new version takes the place of the old one, and the incident stays."""

from __future__ import annotations

from itertools import permutations

import pytest
from msgspec.structs import replace

from pipeline.records import Incident
from pipeline.vocabulary import Cause
from tests.resolve.made import Told, article, at, resolved, told

PLACE = at("Halden", "US", 31.1, -97.7)
TEXT = "{} people were killed in a fire at the Larkmoor mill in Halden on Monday, police said."


def page(id_: str, number: str, killed: int, version_of: str | None = None) -> Told:
    made = article(id_, TEXT.format(number), "2024-05-06T12:00", site="paper", version_of=version_of)
    one = replace(made, canonical_url="https://paper.example/fire")
    return told(one, killed=killed, day="2024-05-06", place=PLACE, cause=Cause.FIRE)


def only(incidents: dict[str, Incident]) -> Incident:
    (incident,) = (one for one in incidents.values() if one.members)
    return incident


# The names of the articles sort against the order of the versions, as ids made of content do by chance.
VERSIONS = [page("c", "Two", 2), page("b", "Four", 4, "c"), page("a", "Three", 3, "b")]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_last_version_holds(count: int) -> None:
    incident = only(resolved([VERSIONS[:count]]).incidents)
    assert incident.killed is not None
    assert incident.killed.best == [2, 4, 3][count - 1]
    assert incident.killed.low == incident.killed.high == incident.killed.best


def test_the_incident_keeps_its_id() -> None:
    assert len({only(resolved([VERSIONS[:count]]).incidents).id for count in (1, 2, 3)}) == 1


def test_the_order_of_arrival_does_not_matter() -> None:
    at_once = resolved([VERSIONS]).incidents
    for order in permutations(VERSIONS):
        assert resolved([[one] for one in order]).incidents == at_once
