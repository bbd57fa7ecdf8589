"""Where sentences end: own examples by family; and offsets that always give back the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.understand.parsing.segment import sentence_bounds


def sentences(text: str) -> list[str]:
    return [text[start:end] for _, start, end in sentence_bounds(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Gen. John A. Okello of the U.S. Army left on Monday.",
        "The blast hit at 5 p.m. Monday near St. Anne's.",
        "Flight No. 12 carried 40 people.",
        '"Are they safe?" Petrosyan asked.',
        '"Run!" the officer shouted at the crowd.',
        "Nos. 3 and 4 units of the plant were shut.",
        "Maj. Gen. Rashid Umarov and Lt. Col. P. Ivanov died.",
        "Acme Ltd. said the fire was out.",
    ],
)
def test_one_sentence_stays_one(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("He left.", "She stayed."),
        ('"We lost three men."', "He gave no names."),
        ("It ended at 6 p.m.", "The road is open."),
        ("Was it a mine?", "Nobody knew."),
        ("They came from the U.S.", "He did not."),
        ("Twelve died.", "14 others were hurt."),
        ("“It is over.”", "“We go home.”"),
        ("Two died…", "Then it was quiet."),
    ],
)
def test_two_sentences_are_two(first: str, second: str) -> None:
    assert sentences(f"{first} {second}") == [first, second]


def test_line_breaks() -> None:
    assert sentences("Mine blast\nTwo died.\r\n\r\nThird line") == ["Mine blast", "Two died.", "Third line"]
    wrapped = "Rescuers said on Tuesday that the road to the village was closed by\nthe slide and would stay so."
    assert sentences(wrapped) == [wrapped]


def test_a_headline_stays_whole() -> None:
    title = "Quake kills 12. Hundreds homeless"
    assert [title[a:b] for _, a, b in sentence_bounds(title, whole=True)] == [title]


@given(st.text(alphabet=st.sampled_from("aB.!?\n\r \"”'9é—"), max_size=80))
def test_bounds_are_ordered_trimmed_and_lose_no_word(text: str) -> None:
    bounds = list(sentence_bounds(text))
    flat = [place for _, start, end in bounds for place in (start, end)]
    assert flat == sorted(flat)
    assert all(text[a:b] == text[a:b].strip() != "" for _, a, b in bounds)
    assert "".join("".join(text[a:b].split()) for _, a, b in bounds) == "".join(text.split())
