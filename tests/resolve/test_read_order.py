"""Articles as outlets write them, in other orders and portions of arrival: the same incidents, and exact undoing."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from pipeline.records import Judgement, stable_id
from pipeline.resolve import re_resolve, resolve_new
from pipeline.resolve.cluster import pair_of
from pipeline.resolve.memory import MemoryState
from pipeline.vocabulary import Verdict
from tests.resolve.made import Told, resolved, whole
from tests.resolve.test_read_scenarios import SCENARIOS, read


@pytest.fixture(scope="module")
def news() -> list[Told]:
    """All local stories together: a hundred look-alikes of a few towns."""
    return [told for name in SCENARIOS if name.startswith("local: ") for told in read(name)]


@pytest.fixture
def at_once(news: list[Told]) -> MemoryState:
    return resolved([news])


@pytest.mark.parametrize("seed", range(3))
def test_order_and_portions_do_not_matter(news: list[Told], at_once: MemoryState, seed: int):
    mixed, chance = list(news), random.Random(seed)
    chance.shuffle(mixed)
    ends = sorted({0, len(mixed), *chance.sample(range(1, len(mixed)), 6)})
    later = resolved(mixed[first:last] for first, last in pairwise(ends))
    assert later.incidents == at_once.incidents
    assert later.syndication_of(later.by_article) == at_once.syndication_of(at_once.by_article)


@pytest.mark.parametrize("name", SCENARIOS)
def test_one_by_one_backwards(name: str):
    assert resolved([one] for one in reversed(read(name))).incidents == resolved([read(name)]).incidents


def test_running_again_changes_nothing(news: list[Told], at_once: MemoryState):
    again = resolve_new(at_once, news)
    assert not again.incidents and not again.judgements and not again.syndication and not again.tallies


@pytest.mark.parametrize("seed", range(4))
def test_joins_and_splits_undone_in_any_order_restore_the_whole(at_once: MemoryState, seed: int):
    chance, before = random.Random(seed), whole(at_once)
    reports = sorted(member for incident in at_once.incidents.values() for member in incident.members)
    decisions = [_decided(chance, chance.sample(reports, 2)) for _ in range(3)]
    together = [list(one.members) for one in at_once.incidents.values() if len(one.members) > 1]
    decisions.append(_decided(chance, chance.choice(together)[:2], Verdict.DIFFERENT))
    for judgement in decisions:
        at_once.decide(judgement)
        at_once.append(re_resolve(at_once, [judgement.left, judgement.right]))
    assert whole(at_once) != before
    chance.shuffle(decisions)
    for judgement in decisions:
        at_once.withdraw(judgement)
        at_once.append(re_resolve(at_once, [judgement.left, judgement.right]))
    assert whole(at_once) == before


def _decided(chance: random.Random, reports: list[str], verdict: Verdict | None = None) -> Judgement:
    left, right = pair_of(*reports)
    chosen = verdict or chance.choice([Verdict.SAME, Verdict.DIFFERENT])
    id_ = stable_id("jud", left, right, chosen)
    return Judgement(id=id_, kind="incident", left=left, right=right, verdict=chosen, score=0.0, decided_by="analyst")
