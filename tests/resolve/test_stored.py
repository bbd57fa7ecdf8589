"""Resolving over a real dataset gives what it gives in memory, in portions, and again after re-reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline.resolve import resolve_new
from pipeline.store import Dataset
from pipeline.stored_state import StoredState, append_resolution
from tests.resolve.made import Told, resolved
from tests.resolve.scenarios import all_scenarios, read

NEWS = [
    (replace(source, id=f"{number:02}{source.id}", canonical_url=f"https://x.example/{number}/{source.id}"), reading)
    for number, (_, scenario) in enumerate(all_scenarios())
    for source, reading in map(read, scenario["article"])
]


def renamed(one: Told) -> Told:
    """Article ids are one scenario's own; in one dataset they and what hangs on them need to differ."""
    source, reading = one
    prefix = source.id[:2]
    claims = tuple(
        replace(
            claim,
            id=f"{prefix}{claim.id}",
            article_id=source.id,
            part_of=claim.part_of and f"{prefix}{claim.part_of}",
        )
        for claim in reading.claims
    )
    incidents = tuple(
        replace(
            told,
            id=f"{prefix}{told.id}",
            article_id=source.id,
            claim_ids=tuple(f"{prefix}{id_}" for id_ in told.claim_ids),
        )
        for told in reading.incidents
    )
    return source, replace(reading, article_id=source.id, claims=claims, incidents=incidents)


ALL = [renamed(one) for one in NEWS]


@pytest.fixture
def dataset(tmp_path: Path) -> Iterator[Dataset]:
    with Dataset.open(tmp_path / "d.sqlite", create=True) as opened:
        yield opened


def run(dataset: Dataset, portion: Sequence[Told]) -> None:
    for source, reading in portion:
        dataset.append_article(source)
        dataset.append_reading(reading)
    append_resolution(dataset, resolve_new(StoredState(dataset), portion))


def test_the_store_and_the_memory_agree_in_any_portions(dataset: Dataset):
    expected = resolved([ALL])
    for start in range(0, len(ALL), 40):
        run(dataset, ALL[start : start + 40])
    assert {incident.id: incident for incident in dataset.current_incidents()} == expected.incidents
    assert {tally.id: tally for tally in dataset.current_tallies()} == expected.tallies
    assert dataset.syndication_of(expected.by_article) == expected.syndication_of(expected.by_article)


def test_a_second_run_appends_nothing(dataset: Dataset):
    run(dataset, ALL[:30])
    again = resolve_new(StoredState(dataset), ALL[:30])
    assert (again.incidents, again.judgements, again.syndication, again.tallies) == ((), (), (), ())


def test_a_new_reading_takes_the_old_ones_place(dataset: Dataset):
    run(dataset, ALL[:10])
    source, reading = ALL[0]
    changed = replace(reading, extractor_version="later", incidents=(), claims=())
    run(dataset, [(source, changed)])
    members = {member for incident in dataset.current_incidents() for member in incident.members}
    assert members and members.isdisjoint(told.id for told in reading.incidents)
