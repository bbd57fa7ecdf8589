"""What the sieve leaves out could not have matched."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.sentences import load_tables
from pipeline.sieve import DIGIT, Sieve, needs_of
from pipeline.understand import cause, context
from pipeline.understand.counting import ages, decoys
from pipeline.understand.phrases import folded
from pipeline.understand.times import grammar as time_grammar

TABLES = Path(__file__).parent / "sentences" / "en"
SECTIONS = ("background", "fiction", "natural", "denied", "hypothetical", "cumulative")
SIEVES = {
    **{section: context._patterns(section) for section in SECTIONS},
    "ages": ages._ways(),
    "decoys": decoys._patterns(),
    "causes": cause._patterns(),
    "times": time_grammar.expressions(),
}
PIECES = [
    *("on Monday", "in March 2021", "JUNE 3", "last year", "İzmir", "ſhelling", "Kılıs", "the 1990s", "three days ago"),
    *("shelling", "car bomb", "in the past two weeks", "were feared drowned", "9 mm", "7:30 p.m.", "$4 million", "٣"),
    *("the war", "since", "-", ",", ".", "“", "’s", "a plot to", "no truth to reports that", "every year", "\n"),
]


@pytest.mark.parametrize("name", SIEVES)
def test_nothing_is_lost_in_the_sentences_of_the_tables(name: str) -> None:
    for text in _texts():
        for form in (text, folded(text)):
            assert _sieved(SIEVES[name], form) == _tried(SIEVES[name], form)


@given(words=st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=12), gap=st.sampled_from(" -"))
def test_nothing_is_lost_in_any_text(words: list[str], gap: str) -> None:
    text = gap.join(words)
    for sieve in SIEVES.values():
        assert _sieved(sieve, text) == _tried(sieve, text)


@pytest.mark.parametrize("name", SIEVES)
def test_most_patterns_are_left_out(name: str) -> None:
    rows = SIEVES[name]._rows
    tried = sum(len([*SIEVES[name].fitting(folded(text))]) for text in _texts())
    assert tried < 0.6 * len(rows) * len(_texts())


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        (r"\bshelling\b", (("shelling",),)),
        (r"(?:mortar fire|shelling)s?", (("shelling", "mortar fire"),)),
        (r"\d+ dead", ((" dead",), (DIGIT,))),
        (r"[0-9]{2}%", (("%",), (DIGIT,))),
        (r"(?:mine)?", ()),
        (r"[a-z]+", ()),
        (r"(?!mine)\w+", ()),
        (r"mine(?= clearance)", ((" clearance",), ("mine",))),
        (r"mine|", ()),
    ],
)
def test_what_a_match_needs(pattern: str, needs: tuple[tuple[str, ...], ...]) -> None:
    assert {*needs_of(re.compile(pattern))} == {*needs}


def test_matches_come_pattern_after_pattern() -> None:
    sieve = Sieve([("b", re.compile("dead")), ("a", re.compile("hurt"))])
    assert [(value, match[0]) for value, match in sieve.matches("hurt, dead, hurt")] == [
        ("b", "dead"),
        ("a", "hurt"),
        ("a", "hurt"),
    ]


def _texts() -> list[str]:
    return [example.text for example in load_tables(TABLES)]


def _sieved(sieve: Sieve[object], text: str) -> list[tuple[object, tuple[int, int]]]:
    return [(value, match.span()) for value, match in sieve.matches(text)]


def _tried(sieve: Sieve[object], text: str) -> list[tuple[object, tuple[int, int]]]:
    return [(value, match.span()) for value, pattern, _ in sieve._rows for match in pattern.finditer(text)]
