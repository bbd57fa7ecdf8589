"""The first look for statements: what it lets through, what it leaves out, and the words that it stands on."""

from __future__ import annotations

import pytest

from pipeline.understand import language
from pipeline.understand.speech.relevance import has_marks, may_hold_statement
from pipeline.understand.speech.words import words_of

HOLDS = (
    "The governor of Sanmatenga said nobody had been warned.",
    "Engineers could not say how long the pumps would run.",
    "She declined to say who had ordered the closure.",
    "They went on to say that the harbour would reopen.",
    "The envoy was told that the convoy had left.",
    "The plan was condemned by the fishermen.",
    "Aid groups demand, among other things, that the road be opened.",
    "The port, according to its director, is safe.",
    "The mayor’s promise to rebuild the school was met with silence.",
    "The pupils sang `` Open the gates ''.",
    "A survey of 400 farmers put the losses at a third.",
    "Some fear the well is lost.",
)
HOLDS_NOTHING = (
    "The offer to the crew was withdrawn.",
    "The bridge is expected to open in May.",
    "The results will be announced in ten days.",
    "There was nothing to say.",
    "It could reveal the cause.",
    "Keita scored 23 points to become the best of the league.",
    "The pump was put in place at noon.",
    "Posted on 13 June at noon.",
    "Anyone with information is asked to call the station.",
    "The firm sells pumps in the United States, Canada and Peru.",
    "They stole credit card numbers.",
    "The team went on a long run of wins.",
)


@pytest.mark.parametrize("text", HOLDS)
def test_what_may_be_speech_is_let_through(text: str) -> None:
    assert may_hold_statement(text)


@pytest.mark.parametrize("text", HOLDS_NOTHING)
def test_nouns_passives_and_possibilities_are_no_sign_of_speech(text: str) -> None:
    assert not may_hold_statement(text)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("He said: no.", True),
        ("“No”", True),
        ("`` No ''", True),
        ("a ‘no’", True),
        ("the ministers' no", False),
        ("No", False),
    ],
)
def test_marks_of_every_kind_are_seen(text: str, marked: bool) -> None:
    assert has_marks(text) is marked


def test_words_are_cut_alike_with_and_without_letters_beyond_ascii() -> None:
    text = "Ann O'Neil's aides' van left.\n\nIt wasn't far - 12km, she said.\nAL-QASR\nThe end"
    plain = words_of(text)
    others = words_of(text + " é")[:-1]
    assert plain == others
    assert [word.text for word in plain if word.opens] == ["It", "AL", "The"]
    assert all(text[word.start : word.end] == word.text for word in plain)


def test_sentences_come_back_in_order_with_names_where_they_are_sought() -> None:
    texts = [
        "Ayaan Warsame said that two of the farmers who had worked beside the river since the spring were missing.",
        "Ann Lee left.",
        "Bob Ray said nothing.",
    ]
    docs = language.parse(language.load(), texts, unnamed={1})
    assert [doc.text for doc in docs] == texts
    assert [bool(doc.ents) for doc in docs] == [True, False, True]
