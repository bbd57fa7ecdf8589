"""Sources of a sentence: who vouches for which words of it."""

from __future__ import annotations

from functools import cache

import pytest

from pipeline.records import Article
from pipeline.understand.attribution import SourceMention, find_sources
from pipeline.understand.components import passage_of
from pipeline.understand.reader import Reader
from pipeline.vocabulary import SourceKind


@cache
def reader() -> Reader:
    return Reader()


def sources(text: str, sentence: int = -1) -> tuple[SourceMention, ...]:
    article = Article(id="art_1", url="", canonical_url="", site="s", title="", text=text, content_hash="0")
    passage = reader().prepare(article)
    return find_sources(passage.sentences[sentence], passage)


@pytest.mark.parametrize(
    ("text", "name", "vouched"),
    [
        ("Twelve people died, officials said.", "officials", "Twelve people died"),
        (
            "According to official statistics, 58 people were hurt in 2023.",
            "official statistics",
            "58 people were hurt in 2023",
        ),
        ("The health ministry reported that nine people had died.", "The health ministry", "nine people had died"),
        ("Witnesses said the bus had burned out.", "Witnesses", "the bus had burned out"),
        ("The rebels claimed they had killed forty soldiers.", "The rebels", "they had killed forty soldiers"),
        ('Police: "Two men are dead."', "Police", '"Two men are dead."'),
        ("At least six miners died, the mayor told reporters.", "the mayor", "At least six miners died"),
        ("Six miners died, state television reported.", "state television", "Six miners died"),
    ],
)
def test_names_the_source_and_its_words(text: str, name: str, vouched: str) -> None:
    found = [s for s in sources(text) if s.attribution.as_stated == name]
    assert [[text[a:b] for a, b in s.content] for s in found] == [[vouched]]
    assert text[found[0].start : found[0].end] == name
    assert found[0].attribution.span.text == name


def test_a_cited_source_vouches_too() -> None:
    found = sources("Six miners died, citing hospital officials, the agency said.")
    assert "hospital officials" in {s.attribution.as_stated for s in found}


def test_denial_and_refusal_are_negated() -> None:
    assert [s.negated for s in sources("The army denied that its troops had killed two farmers.")] == [True]
    assert [s.negated for s in sources("The army did not confirm that two soldiers had died.")] == [True]
    assert [s.negated for s in sources("The army said that two soldiers had died.")] == [False]


def test_asking_and_promising_vouch_for_nothing() -> None:
    assert sources("The governor urged the army to send ten engineers.") == ()
    assert sources("The minister promised to pay forty families.") == ()


def test_the_speaker_is_resolved_over_sentences() -> None:
    text = "Health Minister Olu Bello spoke on Friday. She said nine people had died."
    (found,) = sources(text)
    assert found.attribution.kind is SourceKind.HEALTH
    assert (found.attribution.name, found.attribution.official) == ("Olu Bello", True)


def test_no_source_without_a_parse_or_a_cue() -> None:
    assert sources("Nine people died in the fire.") == ()


def test_component_reads_a_parsed_document() -> None:
    nlp = reader()._nlp
    doc = nlp("The mayor said the dam was safe. Rain fell.")
    assert [s.doc is not None for s in passage_of(doc).sentences] == [True, True]
