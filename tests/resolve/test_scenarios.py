"""Every scenario: its incidents, histories, tolls and tallies, in any order and in any portions."""

from __future__ import annotations

import random
from typing import Any

import pytest

from pipeline.records import Incident, Toll
from pipeline.resolve.memory import MemoryState
from tests.resolve.made import groups, resolved
from tests.resolve.scenarios import OUTCOMES, all_scenarios, read

SCENARIOS = dict(all_scenarios())


def test_there_are_forty():
    assert len(SCENARIOS) >= 40


@pytest.fixture(params=SCENARIOS)
def scenario(request: pytest.FixtureRequest) -> dict[str, Any]:
    return SCENARIOS[request.param]


def run(scenario: dict[str, Any], portions: int = 1, seed: int | None = None) -> MemoryState:
    entries = [read(entry) for entry in scenario["article"]]
    if seed is not None:
        random.Random(seed).shuffle(entries)
    size = -(-len(entries) // portions)
    return resolved(entries[at : at + size] for at in range(0, len(entries), size))


def test_incidents_are_as_expected(scenario: dict[str, Any]):
    expected = {frozenset(group) for group in scenario.get("incidents", [])}
    assert groups(run(scenario).incidents.values()) == expected, scenario["why"]


def test_any_order_and_portions_give_the_same(scenario: dict[str, Any]):
    at_once = run(scenario)
    for seed in range(3):
        one_by_one = run(scenario, portions=len(scenario["article"]), seed=seed)
        assert one_by_one.incidents == at_once.incidents
        assert one_by_one.tallies == at_once.tallies


def test_tolls_and_status_are_as_expected(scenario: dict[str, Any]):
    incidents = {
        member.removeprefix("rep_"): found for found in run(scenario).incidents.values() for member in found.members
    }
    for expected in scenario.get("expect", []):
        found = incidents[expected["of"]]
        for name, value in expected.items():
            assert name == "of" or _observed(found, name) == value, (name, scenario["why"], found)


def test_series_are_as_expected(scenario: dict[str, Any]):
    found = sorted(
        [
            [reading.best if reading.best is not None else reading.low for reading in tally.readings]
            for tally in run(scenario).tallies.values()
        ]
    )
    assert found == sorted(scenario.get("series", []))


def test_readings_stand_for_the_days_expected(scenario: dict[str, Any]):
    days = [str(reading.as_of) for tally in run(scenario).tallies.values() for reading in tally.readings]
    assert "as_of" not in scenario or days == scenario["as_of"], scenario["why"]


def test_flags_are_as_expected(scenario: dict[str, Any]):
    tallies = run(scenario).tallies.values()
    flags = [reading.flag for tally in tallies for reading in tally.readings if reading.flag]
    assert sorted(flags) == sorted(scenario.get("flags", []))


def _observed(incident: Incident, name: str) -> Any:
    if name in {outcome.value for outcome in OUTCOMES}:
        toll: Toll | None = getattr(incident, name)
        return [] if toll is None else ["open" if part is None else part for part in (toll.low, toll.best, toll.high)]
    if name == "status":
        return incident.status.value
    if name == "sources":
        return incident.independent_sources
    if name == "history":
        return [entry.best if entry.best is not None else entry.low for entry in incident.history]
    if name == "superseded":
        return [entry.article_id for entry in incident.history if entry.superseded_by]
    if name == "place":
        return incident.place and incident.place.name
    if name == "day":
        return incident.time and str(incident.time.start)
    if name == "cause":
        return incident.cause and incident.cause.value
    if name == "rule":
        return incident.killed and incident.killed.rule
    raise KeyError(name)
