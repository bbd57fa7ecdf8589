"""Parts of the training recipe that need no corpus, and what the bundled names component must find."""

from collections.abc import Iterator
from random import Random

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc, Span
from spacy.training import Example

from pipeline.understand import language
from pipeline.understand.training import noise, packing
from pipeline.understand.training.substitution import with_other_names


class OneName:
    """Stands for the made-up names: always the same."""

    def of(self, label: str, words: int) -> str:
        return {"PERSON": "Oleksandr A. Bello", "LOC": "Goranboy"}[label]


@pytest.fixture
def doc() -> Iterator[Doc]:
    nlp = spacy.blank("en")
    made = nlp("Ann Lee died in Ohio.")
    made.set_ents([Span(made, 0, 2, label="PERSON"), Span(made, 4, 5, label="LOC")])
    yield made


def test_names_are_replaced_and_marked_where_they_stand(doc: Doc) -> None:
    random = Random(3)
    random.random = lambda: 0.0  # type: ignore[method-assign]  # every name is replaced
    other = with_other_names(doc, OneName(), random, spacy.blank("en"))  # type: ignore[arg-type]  # a stand-in
    assert other.text == "Oleksandr A. Bello died in Goranboy."
    assert [(e.text, e.label_) for e in other.ents] == [("Oleksandr A. Bello", "PERSON"), ("Goranboy", "LOC")]


def test_names_not_drawn_stay(doc: Doc) -> None:
    random = Random(3)
    random.random = lambda: 1.0  # type: ignore[method-assign]  # no name is replaced
    other = with_other_names(doc, OneName(), random, spacy.blank("en"))  # type: ignore[arg-type]  # a stand-in
    assert other.text == doc.text
    assert [(e.text, e.label_) for e in other.ents] == [("Ann Lee", "PERSON"), ("Ohio", "LOC")]


def test_noise_yields_the_example_and_its_variant(doc: Doc) -> None:
    nlp = spacy.blank("en")
    upper = noise.noise(0.0, 1.0, 0.0)
    plain, loud = upper(nlp, Example(nlp.make_doc(doc.text), doc))
    assert plain.text == doc.text
    assert loud.text == doc.text.upper()


def test_diacritics_are_stripped() -> None:
    assert noise.without_diacritics("Ağdam, Xankəndi, Füzuli") == "Agdam, Xankəndi, Fuzuli"


def test_packing_narrows_floats_only() -> None:
    weights = {"w": [np.ones(3, np.float32), np.arange(3)], "name": "ner"}
    packed = packing._files.msgpack_loads(packing.pack(packing._files.msgpack_dumps(weights)))
    assert packed["w"][0].dtype == np.float16
    assert packed["w"][1].dtype == np.arange(3).dtype
    assert packed["name"] == "ner"


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Prime Minister Nikol Pashinyan spoke on Friday.", "Nikol Pashinyan", "PERSON"),
        ("The blast in Karabakh hurt two.", "Karabakh", "LOC"),
        ("Fighters of Boko Haram raided a village in Borno.", "Boko Haram", "ORG"),
        ("Shells fell on Donetsk again.", "Donetsk", "LOC"),
    ],
)
def test_the_bundled_model_knows_names_of_conflict(text: str, name: str, label: str) -> None:
    (parsed,) = language.parse(language.load(), [text])
    assert (name, label) in [(entity.text, entity.label_) for entity in parsed.ents]
