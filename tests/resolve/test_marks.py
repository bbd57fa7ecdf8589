"""What a text is recognised by, and how much each mark tells."""

from __future__ import annotations

import pytest

from pipeline.resolve.marks import READ_CHARACTERS, named_weekday, profile
from pipeline.resolve.rarity import rarity, trade_words, zipf
from pipeline.resolve.shingles import containments, shingles, sketch
from pipeline.resolve.weights import along, cause_families, ladder, rare_causes
from tests.resolve.made import article


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("He was Kevin D. Webb, 33, of Colfax.", "person:webb 33"),
        ("Police named 33-year-old Kevin Webb.", "person:webb 33"),
        ("Police named Jermaine Okafor today.", "name:jermaine okafor"),
        ("a man on Tamarind Ln. in town", "street:tamarind lane"),
        ("in the 1400 block of it", "block:1400"),
        ("A 23-year-old fell", "age:23"),
        ("about 9:45 p.m. they came", "clock:9:45p"),
        ("at 9 PM they came", "clock:9:00p"),
        ("found in Port Halden today", "town:port halden"),
        ("Dunmore police said", "town:dunmore"),
        ("case 48213 is open", "number:48213"),
        ("a 6.1-magnitude quake", "number:6.1"),
        ("the Norcia basilica fell", "word:norcia"),
    ],
)
def test_marks(text: str, mark: str):
    assert mark in profile(article("a", text)).marks


@pytest.mark.parametrize("text", ["call 555-0142 now", "in 2016 it was", "they shot the police officer", "in March"])
def test_what_everybody_writes_is_no_mark(text: str):
    telling = [mark for mark, worth in profile(article("a", text)).marks.items() if worth > 0.3]
    assert telling == []


def test_an_empty_text_and_a_long_one():
    assert not profile(article("a", "")).marks
    assert sketch(article("a", "")) == ()
    assert "word:norcia" not in profile(article("a", "x " * READ_CHARACTERS + "Norcia")).marks


def test_a_weekday_means_the_last_one_before_publication():
    assert str(named_weekday(article("a", "On Saturday he fell.", "2016-04-10T08:00:00"))) == "2016-04-09"
    assert str(named_weekday(article("a", "On Sunday he fell.", "2016-04-10T08:00:00"))) == "2016-04-10"
    assert named_weekday(article("a", "On Sunday he fell.")) is None


def test_trade_words_are_common_and_names_are_rare():
    assert all(zipf(word) == zipf("police") for word in trade_words())
    assert rarity("gunshot") < 0.3 < rarity("marquis") < rarity("merriweather")
    assert rarity("year-old") == rarity("year")


def test_a_copy_is_contained_whatever_is_added():
    words = " ".join(f"w{number}" for number in range(60))
    inner, outer = shingles(article("a", words)), shingles(article("b", words + " and more of our own making here"))
    of_inner, of_outer = containments(inner, outer)
    assert of_inner == 1.0
    assert 0.8 < of_outer < 1.0
    assert containments((), outer) == (0.0, 0.0)


def test_tables_are_sound():
    for table in ("words", "published"):
        positions = ladder(table, "shares" if table == "words" else "days")
        assert len(positions) == len(ladder(table, "points")) and list(positions) == sorted(positions)
    assert len(ladder("words", "step_worth")) == len(ladder("words", "steps")) + 1
    assert all(len(family) > 1 for family in cause_families()) and rare_causes()
    assert along((0.0, 1.0), (0.0, 10.0), 0.25) == 2.5
    assert along((0.0, 1.0), (0.0, 10.0), 9) == 10.0
