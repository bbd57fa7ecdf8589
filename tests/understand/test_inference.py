"""The quick way through the model gives what the plain way gives."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.understand import language
from pipeline.understand.parsing import cluster_embedding
from pipeline.understand.parsing.inference import RememberedWords, made_ready

SENTENCES = (
    "Two farmers were killed when their tractor struck a mine near Qarabulaq on Monday, the regional governor said.",
    "They've counted 31 dead, and can't say how many were buried.",
    "Governor Ayaan Warsame said the two farmers had not been warned.",
    "A mine.",
    "They've not said when the mine was laid near Qarabulaq.",
)


@pytest.fixture(scope="module")
def plain() -> Language:
    nlp = made_ready(spacy.load(cluster_embedding.MODEL_FOLDER))
    for _, node in _first_layers(nlp):
        node._func = node._func._ask
    return nlp


def test_remembering_words_changes_no_parse(plain: Language) -> None:
    quick = made_ready(spacy.load(cluster_embedding.MODEL_FOLDER))
    for _ in range(2):
        for sentence in SENTENCES:
            assert _read(quick, [sentence]) == _read(plain, [sentence])
    assert _read(quick, SENTENCES) == _read(plain, SENTENCES)


@pytest.mark.parametrize("room", [3, 12, 40])
def test_a_full_memory_starts_again(plain: Language, room: int) -> None:
    small = made_ready(spacy.load(cluster_embedding.MODEL_FOLDER))
    for _, node in _first_layers(small):
        node._func = _with_room(node, room)
    assert _read(small, SENTENCES) == _read(plain, SENTENCES)
    assert _read(small, SENTENCES[::-1]) == _read(plain, SENTENCES[::-1])


def _with_room(node, room: int) -> RememberedWords:  # type: ignore[no-untyped-def]  # thinc's generic model
    node._func = node._func._ask
    return RememberedWords(node, room)


def _first_layers(nlp: Language):  # type: ignore[no-untyped-def]  # thinc's generic model
    for name, component in nlp.components:
        for node in component.model.walk() if hasattr(component, "model") and component.model else ():
            if node.has_ref("embed"):
                yield name, node.get_ref("embed")


def _read(nlp: Language, texts: tuple[str, ...] | list[str]) -> list[list[tuple[str, ...]]]:
    return [[_of(doc, n) for n in range(len(doc))] for doc in language.parse(nlp, texts)]


def _of(doc: Doc, n: int) -> tuple[str, ...]:
    token = doc[n]
    return token.text, token.tag_, token.dep_, token.head.text, token.lemma_, token.ent_type_, str(token.morph)
