"""B-cubed and pairs on groups small enough to count by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.clusters import Agreement, b_cubed, pairs

GOLD = {"a": 1, "b": 1, "c": 1, "d": 2}


def test_one_wrong_member_and_one_split():
    agreement = b_cubed({"a": "x", "b": "x", "c": "y", "d": "y"}, GOLD)
    assert agreement.precision == pytest.approx((1 + 1 + 0.5 + 0.5) / 4)
    assert agreement.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)


def test_an_item_left_out_counts_as_alone():
    assert b_cubed({"a": "x", "b": "x", "d": "y"}, GOLD) == b_cubed({"a": "x", "b": "x", "c": "z", "d": "y"}, GOLD)


def test_pairs_are_counted():
    assert pairs({"a": "x", "b": "x", "c": "y", "d": "y"}, GOLD) == Agreement(1 / 2, 1 / 3)
    assert pairs({"a": 1, "b": 2, "c": 3, "d": 4}, GOLD) == Agreement(1.0, 0.0)


def test_nothing_to_find():
    assert b_cubed({}, {}).f1 == 0.0


@given(st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.integers(0, 4), min_size=1))
def test_equal_groups_agree_wholly(gold: dict[str, int]):
    assert b_cubed(gold, gold).f1 == pytest.approx(1.0)
    assert pairs(gold, gold) == Agreement(1.0, 1.0)
    alone = b_cubed({}, gold)
    assert alone.precision == 1.0 and 0 < alone.recall <= 1.0
