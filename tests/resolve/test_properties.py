"""What holds for any articles: order and portions do not matter, running again changes nothing, undo restores."""

from __future__ import annotations

import random
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.records import Judgement, stable_id
from pipeline.resolve import Remembered, re_resolve, resolve_new
from pipeline.resolve.cluster import Links, groups, pair_of
from pipeline.resolve.memory import MemoryState
from pipeline.vocabulary import Cause, Verdict
from tests.resolve.made import Told, article, at, resolved, told, whole

NAMES = ("Terrell Whitcomb", "Andre Pelletier", "Lionel Braithwaite", "Marquis Delacroix", "Oksana Melnyk")
STREETS = ("Larkspur Street", "Ashbury Avenue", "Pemberton Road", "Tamarind Lane")
TOWNS = (at("Dunmore", "US", 41.05, -81.52), at("Wexley", "US", 41.5, -81.69), None)


@st.composite
def news(draw: st.DrawFn) -> list[Told]:
    """Articles drawn from few names, streets, towns and days, so that many pairs nearly match."""
    count = draw(st.integers(2, 9))
    made = []
    for number in range(count):
        day = date(2016, 4, 1) + timedelta(days=draw(st.integers(0, 6)))
        words = [draw(st.sampled_from(NAMES)), draw(st.sampled_from(STREETS)), draw(st.sampled_from(NAMES))]
        text = f"{words[0]} was shot on {words[1]}, said {words[2]}. It is the {draw(st.integers(1, 3))}th this week."
        source = article(f"a{number}", text, f"{day}T10:00:00", site=f"s{draw(st.integers(0, 3))}")
        made.append(
            told(
                source,
                killed=draw(st.sampled_from([None, 1, 2])),
                day=str(day) if draw(st.booleans()) else None,
                place=draw(st.sampled_from(TOWNS)),
                cause=draw(st.sampled_from([None, Cause.SHOOTING, Cause.STABBING])),
            )
        )
    return made


@settings(max_examples=60, deadline=None)
@given(news(), st.randoms(use_true_random=False), st.integers(1, 4))
def test_order_of_arrival_does_not_matter(articles: list[Told], chance: random.Random, portions: int):
    at_once = resolved([articles])
    mixed = list(articles)
    chance.shuffle(mixed)
    size = -(-len(mixed) // portions)
    later = resolved(mixed[start : start + size] for start in range(0, len(mixed), size))
    assert later.incidents == at_once.incidents
    assert later.syndication_of(later.by_article) == at_once.syndication_of(at_once.by_article)
    remembering = resolved((mixed[start : start + size] for start in range(0, len(mixed), size)), None, Remembered())
    assert whole(remembering) == whole(later)


@settings(max_examples=30, deadline=None)
@given(news())
def test_running_again_changes_nothing(articles: list[Told]):
    state = resolved([articles])
    again = resolve_new(state, articles)
    assert not again.incidents and not again.judgements and not again.syndication and not again.tallies


@settings(max_examples=30, deadline=None)
@given(news())
def test_every_report_is_in_exactly_one_incident(articles: list[Told]):
    members = [member for incident in resolved([articles]).incidents.values() for member in incident.members]
    assert sorted(members) == sorted(f"rep_{source.id}" for source, _ in articles)


def decided(left: str, right: str, verdict: Verdict) -> Judgement:
    one, other = pair_of(left, right)
    id_ = stable_id("jud", one, other, verdict)
    return Judgement(id=id_, kind="incident", left=one, right=other, verdict=verdict, score=0.0, decided_by="analyst")


@settings(max_examples=40, deadline=None)
@given(news(), st.data())
def test_an_analysts_word_counts_and_its_undoing_restores_exactly(articles: list[Told], data: st.DataObject):
    state = resolved([articles])
    before = whole(state)
    pair = data.draw(st.lists(st.sampled_from(articles), min_size=2, max_size=2, unique_by=lambda one: one[0].id))
    left, right = (f"rep_{source.id}" for source, _ in pair)
    verdict = data.draw(st.sampled_from([Verdict.SAME, Verdict.DIFFERENT]))
    judgement = decided(left, right, verdict)
    state.decide(judgement)
    state.append(re_resolve(state, [left, right]))
    assert together(state, left, right) == (verdict == Verdict.SAME)
    state.withdraw(judgement)
    state.append(re_resolve(state, [left, right]))
    assert whole(state) == before


def together(state: MemoryState, left: str, right: str) -> bool:
    return any({left, right} <= set(incident.members) for incident in state.incidents.values())


def test_an_analysts_word_survives_later_articles_and_re_reading():
    texts = ("Terrell Whitcomb was shot on Larkspur Street.", "Terrell Whitcomb died on Larkspur Street.")
    first, second = (told(article(id_, text, "2016-04-10T10:00:00")) for id_, text in zip("ab", texts, strict=True))
    state = resolved([[first, second]])
    assert together(state, "rep_a", "rep_b")
    state.decide(decided("rep_a", "rep_b", Verdict.DIFFERENT))
    state.append(re_resolve(state, ["rep_a", "rep_b"]))
    third = told(article("c", texts[0] + " He was a cook.", "2016-04-10T12:00:00"))
    reread = (second[0], replace(second[1], extractor_version="t2"))
    resolved([[third], [reread]], state)
    assert not together(state, "rep_a", "rep_b")


def test_a_report_that_a_re_reading_drops_leaves_its_incident():
    first, second = (told(article(id_, "Terrell Whitcomb was shot.", "2016-04-10T10:00:00")) for id_ in "ab")
    state = resolved([[first, second]])
    resolved([[(second[0], replace(second[1], incidents=()))]], state)
    assert [incident.members for incident in state.incidents.values()] == [("rep_a",)]


@given(
    st.dictionaries(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")).filter(lambda pair: pair[0] < pair[1]),
        st.floats(-8, 8),
        max_size=15,
    ),
    st.randoms(use_true_random=False),
)
def test_linkage_is_the_same_in_any_order_and_keeps_constraints(
    points: dict[tuple[str, str], float], chance: random.Random
):
    items = list(points.items())
    apart = {pair for pair, _ in items[:2]}
    chance.shuffle(items)
    found = groups("abcdef", Links(points=dict(items), apart=apart))
    assert found == groups("fedcba", Links(points=points, apart=apart))
    assert not any(set(pair) <= set(group) for pair in apart for group in found)
    assert sorted(node for group in found for node in group) == list("abcdef")
