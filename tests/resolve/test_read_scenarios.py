"""Article sets read by the real reader and then resolved: the whole way from words to incidents."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.records import Article, Reading, content_hash
from pipeline.resolve.memory import MemoryState
from pipeline.understand.reader import Reader
from pipeline.vocabulary import IncidentStatus
from tests.resolve.made import resolved

FOLDER = Path(__file__).parent.parent / "scenarios" / "read"
SCENARIOS = {
    f"{file.stem}: {scenario['name']}": scenario
    for file in sorted(FOLDER.glob("*.toml"))
    for scenario in tomllib.loads(file.read_text(encoding="utf-8"))["scenario"]
}


@cache
def reader() -> Reader:
    return Reader()


def article(entry: dict[str, Any]) -> Article:
    text, address = entry["text"].strip(), f"https://{entry['site']}/{entry['id']}"
    return Article(
        id=entry["id"],
        url=address,
        canonical_url=address,
        site=entry["site"],
        title=entry["title"],
        text=text,
        content_hash=content_hash(entry["title"], text),
        language="en",
        published_at=_moment(entry.get("published")),
    )


def _moment(published: str | None) -> datetime | None:
    return None if published is None else datetime.fromisoformat(published).replace(tzinfo=UTC)


@cache
def read(scenario: str) -> tuple[tuple[Article, Reading], ...]:
    articles = [article(entry) for entry in SCENARIOS[scenario]["article"]]
    return tuple((one, reader().read(one)) for one in articles)


@pytest.fixture(scope="module", params=SCENARIOS)
def told(request: pytest.FixtureRequest) -> tuple[dict[str, Any], MemoryState]:
    return SCENARIOS[request.param], resolved([read(request.param)])


def members(state: MemoryState) -> dict[str, frozenset[str]]:
    """The articles whose main incident each incident holds, by the incident's id."""
    mains = {
        told.id: reading.article_id
        for _, reading in state.by_article.values()
        for told in reading.incidents
        if told.main
    }
    found = {id_: frozenset(mains[m] for m in one.members if m in mains) for id_, one in state.incidents.items()}
    return {id_: articles for id_, articles in found.items() if articles}


def test_incidents(told: tuple[dict[str, Any], MemoryState]) -> None:
    scenario, state = told
    assert set(members(state).values()) == {frozenset(group) for group in scenario["incidents"]}, scenario["why"]


def test_tolls(told: tuple[dict[str, Any], MemoryState]) -> None:
    scenario, state = told
    of = {article: id_ for id_, articles in members(state).items() for article in articles}
    for expected in scenario.get("expect", []):
        incident = state.incidents[of[expected["of"]]]
        for name in ("killed", "injured", "missing"):
            if name in expected:
                toll = getattr(incident, name)
                seen = ["open" if part is None else part for part in (toll.low, toll.best, toll.high)] if toll else None
                assert seen == expected[name], (name, scenario["why"], toll)
        if "status" in expected:
            assert incident.status is IncidentStatus(expected["status"])
        if "day" in expected:
            assert incident.time is not None and str(incident.time.start) == expected["day"]


def test_series(told: tuple[dict[str, Any], MemoryState]) -> None:
    scenario, state = told
    found = [[reading.best for reading in tally.readings] for tally in state.tallies.values()]
    assert sorted(found) == sorted(scenario.get("series", [])), scenario["why"]
