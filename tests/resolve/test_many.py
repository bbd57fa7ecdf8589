"""Events with many dead: two reports of one kind in one place within days are of one, whatever words they share."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from pipeline.records import PlaceRef, ReportedIncident, Toll
from pipeline.resolve.evidence import facts, places
from pipeline.resolve.report import Report
from pipeline.vocabulary import Cause, PlacePrecision
from tests.resolve.made import article, at, told

TOWN = at("Halden", "US", 31.1, -97.7)
AROUND = PlaceRef(as_stated="Texas", name="Texas", country="US", admin="Texas", precision=PlacePrecision.REGION)


def report(
    id_: str,
    killed: int,
    injured: int | None = None,
    *,
    day: str | None = "2024-05-06",
    published: str = "2024-05-06T12:00",
    place: PlaceRef = TOWN,
    cause: Cause = Cause.ROAD_ACCIDENT,
) -> Report:
    source, reading = told(article(id_, "", published), killed=killed, day=day, place=place, cause=cause)
    (one,) = reading.incidents
    hurt = None if injured is None else Toll(low=injured, best=injured, high=injured)
    incident: ReportedIncident = replace(one, injured=hurt)
    return Report(incident, source, (), {}, id_)


def points(left: Report, right: Report) -> float:
    found = facts.many(left, right)
    return found.score if found is not None else 0.0


def test_a_bus_with_many_dead_is_one_bus() -> None:
    assert points(report("a", 7), report("b", 9)) > 0


def test_dead_and_hurt_count_together() -> None:
    assert points(report("a", 2, 11), report("b", 2, 14)) > 0


def test_a_region_or_no_day_tells_less() -> None:
    exact = points(report("a", 7), report("b", 9))
    region = points(report("a", 7, place=replace(TOWN, admin="Texas")), report("b", 9, place=AROUND))
    undated = points(report("a", 7), report("b", 9, day=None))
    assert 0 < region < exact
    assert 0 < undated < exact


@pytest.mark.parametrize(
    "other",
    [
        report("b", 1),
        report("b", 9, cause=Cause.FIRE),
        report("b", 9, day="2024-05-09"),
        report("b", 9, published="2024-05-20T12:00"),
        report("b", 9, place=at("Verano", "US", 35.0, -80.0)),
    ],
    ids=["few", "another kind", "another day", "weeks later", "another town"],
)
def test_what_does_not_match_tells_nothing(other: Report) -> None:
    assert points(report("a", 7), other) == 0


@pytest.mark.parametrize(("killed", "one"), [(5, True), (12, False)])
def test_in_fighting_the_counts_must_be_near(killed: int, one: bool) -> None:
    shelled = report("a", 4, cause=Cause.SHELLING)
    assert (points(shelled, report("b", killed, cause=Cause.SHELLING)) > 0) is one


def test_names_that_no_gazetteer_holds_are_compared_by_ear() -> None:
    here, there = (
        replace(TOWN, name=name, as_stated=name, lat=None, lon=None) for name in ("Vembakkottai", "Vembakottai")
    )
    found = places.place(report("a", 7, place=here), report("b", 7, place=there))
    assert found is not None
    assert found.score > 0
