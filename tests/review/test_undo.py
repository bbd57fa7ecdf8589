"""Joins and splits by several analysts over a real dataset, undone: exactly what stood before stands again."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pipeline.cli.reviewing import draw_anew
from pipeline.resolve import resolve_new
from pipeline.review import DeskSettings
from pipeline.review.desk import Desk
from pipeline.review.joining import KIND, Pair, joining_pairs, reshape, splitting_pairs, take_apart
from pipeline.store import Dataset
from pipeline.stored_state import StoredState, append_resolution
from pipeline.vocabulary import Verdict
from tests.resolve.made import Told
from tests.resolve.test_properties import news

Undo = Callable[[], None]
FEW = 4
"""Of few articles the same pairs are judged again and again, by one analyst after the other."""

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@contextmanager
def desk_over(articles: list[Told]) -> Iterator[Desk]:
    """A desk over a new dataset in which these articles are resolved, in two portions."""
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{Path(folder) / 'd.sqlite'}"
        with Dataset.open(address, create=True) as dataset:
            for portion in (articles[::2], articles[1::2]):
                for source, reading in portion:
                    dataset.append_article(source)
                    dataset.append_reading(reading)
                append_resolution(dataset, resolve_new(StoredState(dataset), portion))
        desk = Desk(DeskSettings(address, re_resolve=draw_anew), lambda: NOON)
        try:
            yield desk
        finally:
            desk.close()


def everything(desk: Desk) -> tuple[object, ...]:
    """What stands: incidents, copies, and the judgements that hold."""
    articles = [article.id for article in desk.dataset.articles()]
    incidents, judged = list(desk.dataset.current_incidents()), list(desk.dataset.current_judgements())
    return incidents, judged, desk.dataset.syndication_of(articles)


def has_said(desk: Desk, person: str, pair: Pair, verdict: Verdict) -> bool:
    left, right = sorted(pair)
    words = desk.dataset.words_of_people(KIND, left, right)
    return any((word.decided_by, word.verdict) == (person, verdict) for word in words)


def reshaped(desk: Desk, person: str, chance: random.Random) -> Undo:
    """Let a person join two incidents or split a report off one, whichever is there; return how it is undone.

    What the person has said of a pair already is not said again: undoing would take back both words.
    """
    standing = list(desk.dataset.current_incidents())
    large = [one for one in standing if len(one.members) > 1]
    if len(standing) > 1 and (not large or chance.random() < 0.5):
        one, other = chance.sample(standing, 2)
        pairs, verdict = joining_pairs(desk, one, other), Verdict.SAME
        members = (*one.members, *other.members)
    else:
        incident = chance.choice(large or standing)
        pairs, verdict = splitting_pairs(incident, chance.choice(incident.members)), Verdict.DIFFERENT
        members = incident.members
    if any(has_said(desk, person, pair, verdict) for pair in pairs):
        return lambda: None
    reshape(desk, person, pairs, verdict, "as the test decided")
    return lambda: take_apart(desk, person, pairs, members)


@settings(max_examples=8, deadline=None, phases=[Phase.reuse, Phase.generate])
@given(news(), st.randoms(use_true_random=False), st.integers(1, 5))
def test_undone_step_by_step_each_earlier_state_stands_again(articles: list[Told], chance: random.Random, steps: int):
    with desk_over(articles[:FEW]) as desk:
        states, undoing = [everything(desk)], []
        for _ in range(steps):
            undoing.append(reshaped(desk, chance.choice(["ann", "davit"]), chance))
            states.append(everything(desk))
        for undo in reversed(undoing):
            assert everything(desk) == states.pop()
            undo()
        assert everything(desk) == states.pop()


@settings(max_examples=8, deadline=None, phases=[Phase.reuse, Phase.generate])
@given(news(), st.randoms(use_true_random=False), st.integers(2, 5))
def test_undone_in_any_order_the_first_state_stands_again(articles: list[Told], chance: random.Random, steps: int):
    with desk_over(articles[:FEW]) as desk:
        before = everything(desk)
        undoing = [reshaped(desk, "ann", chance) for _ in range(steps)]
        chance.shuffle(undoing)
        for undo in undoing:
            undo()
        assert everything(desk) == before
