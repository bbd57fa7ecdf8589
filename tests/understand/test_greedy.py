"""Many sentences at a time are parsed and searched for names as spaCy does one by one."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.evaluate.sentences import load_tables
from pipeline.understand.language import parse
from pipeline.understand.parsing import cluster_embedding, greedy_names, greedy_tree, lemmas
from pipeline.understand.parsing.inference import STAND_INS, made_ready

TABLES = Path(__file__).parents[1] / "sentences" / "en"
WORDS = [
    *("Two", "Lagos", "police", ",", "and", "the", "killed", "was", "(", "\n", "who", "31", "by", "in", "Governor"),
    *("Ayaan", "Warsame", '"', "said", "it", "-", "not's", "died", "."),
]


@pytest.fixture(scope="module")
def quick() -> Language:
    return made_ready(spacy.load(cluster_embedding.MODEL_FOLDER))


@pytest.fixture(scope="module")
def plain() -> Language:
    nlp = made_ready(spacy.load(cluster_embedding.MODEL_FOLDER))
    for slow, stand_in in STAND_INS:
        nlp.enable_pipe(slow)
        nlp.remove_pipe(stand_in)
    return nlp


def test_every_component_has_its_stand_in(quick: Language) -> None:
    assert {"ner", "parser", "lemmatizer"} <= set(quick.disabled)
    assert {greedy_names.NAME, greedy_tree.NAME, lemmas.NAME} <= set(quick.pipe_names)


def test_sentences_of_the_tables_have_the_same_trees_names_and_lemmas(quick: Language, plain: Language) -> None:
    texts = [example.text for example in load_tables(TABLES)]
    assert len(texts) > 600
    for one, other in zip(parse(quick, texts), parse(plain, texts), strict=True):
        assert _read(one) == _read(other)


@settings(max_examples=60, deadline=None)
@given(sentences=st.lists(st.lists(st.sampled_from(WORDS), min_size=0, max_size=30).map(" ".join), max_size=9))
def test_words_in_any_order_have_the_same_trees_and_names(
    quick: Language, plain: Language, sentences: list[str]
) -> None:
    for one, other in zip(parse(quick, sentences), parse(plain, sentences), strict=True):
        assert _read(one) == _read(other)


def test_a_text_of_several_sentences_is_left_to_spacy(quick: Language, plain: Language) -> None:
    text = "Two farmers were killed near Lagos. Governor Ayaan Warsame said so on Monday. Nobody else was hurt."
    assert _read(quick(text)) == _read(plain(text))
    assert len(list(quick(text).sents)) == 3


def test_names_that_are_set_already_stay(quick: Language) -> None:
    doc = quick.make_doc("A mine killed two farmers near Qarabulaq on Monday.")
    doc.set_ents([Span(doc, 6, 7, label="ORG")], default="unmodified")
    assert [(name.text, name.label_) for name in quick(doc).ents] == [("Qarabulaq", "ORG")]


def _read(doc: Doc) -> list[tuple[object, ...]]:
    return [
        (t.text, t.dep_, t.head.i, t.is_sent_start, t.ent_iob_, t.ent_type_, t.lemma_, t.left_edge.i, t.n_rights)
        for t in doc
    ]
