"""Strangers are told by what is cheap to compare, and never where judging them in full would have shown more."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings

from pipeline.resolve import Remembered
from pipeline.resolve.evidence import texts
from pipeline.resolve.judge import judge, judge_unless_far
from pipeline.resolve.memory import MemoryState
from pipeline.resolve.report import Report
from pipeline.resolve.shelf import Shelf
from pipeline.vocabulary import Cause, Verdict
from tests.resolve.made import Told, article, at, told
from tests.resolve.scenarios import all_scenarios, read
from tests.resolve.test_properties import news

LEAST = -0.5
SCENARIOS = dict(all_scenarios())


def reports(articles: list[Told]) -> list[Report]:
    shelf = Shelf(MemoryState(), {source.id: (source, reading) for source, reading in articles}, Remembered())
    return [report for source, _ in articles for report in shelf.reports(source.id)]


def assert_nothing_is_lost(articles: list[Told]) -> None:
    for left, right in combinations(reports(articles), 2):
        in_full, soon = judge(left, right), judge_unless_far(left, right, LEAST)
        assert soon == in_full if soon is not None else in_full.score < LEAST
        assert texts.most_by_words(left, right) >= getattr(texts.shared_words(left, right), "score", 0.0) - 0.001


@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS)
def test_of_a_scenario_every_pair_that_is_left_out_scores_less(scenario: dict[str, Any]):
    assert_nothing_is_lost([read(entry) for entry in scenario["article"]])


@settings(max_examples=60, deadline=None)
@given(news())
def test_of_any_news_every_pair_that_is_left_out_scores_less(articles: list[Told]):
    assert_nothing_is_lost(articles)


def test_strangers_of_one_town_are_left_out():
    town = at("Dunmore", "US", 41.05, -81.52)
    crash = article("crash", "A lorry ran into a queue at the toll gate. Drivers were cut free.", "2016-04-10T10:00:00")
    shots = article("shots", "Two gunmen opened fire at a wedding. Guests fled by boat.", "2016-04-10T12:00:00")
    left, right = reports(
        [
            told(crash, killed=1, day="2016-04-08", place=town, cause=Cause.ROAD_ACCIDENT),
            told(shots, killed=1, day="2016-04-10", place=town, cause=Cause.SHOOTING),
        ]
    )
    assert judge(left, right).verdict is Verdict.DIFFERENT
    assert judge_unless_far(left, right, LEAST) is None
