"""Parts of the training recipe that need no corpus, and what the bundled names component must find."""

from collections.abc import Iterator
from random import Random
from typing import ClassVar

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc, Span
from spacy.training import Example

from pipeline.understand import language
from pipeline.understand.training import noise, packing, phrases, sentences
from pipeline.understand.training.substitution import with_other_names
from pipeline.understand.training.trees import Node, doc_of


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


def test_a_tree_is_written_with_its_heads_in_the_order_of_the_text() -> None:
    premier = Node("premier", "NN", [("det", Node("the", "DT"))])
    premier.after(("appos", Node("Ann", "NNP", [("punct", Node(",", ","))])), ("punct", Node(",", ",")))
    verb = Node("denied", "VBD", [("nsubj", premier)], [("obj", Node("claims", "NNS")), ("punct", Node(".", "."))])
    doc = doc_of(verb, spacy.blank("en"))
    assert doc is not None
    assert doc.text == "The premier, Ann, denied claims."
    assert [(t.text, t.tag_, t.dep_, t.head.text) for t in doc if not t.is_punct] == [
        ("The", "DT", "det", "premier"),
        ("premier", "NN", "nsubj", "denied"),
        ("Ann", "NNP", "appos", "premier"),
        ("denied", "VBD", "ROOT", "denied"),
        ("claims", "NNS", "obj", "denied"),
    ]


def test_words_that_the_tokenizer_cuts_otherwise_are_no_sentence() -> None:
    assert doc_of(Node("go-ahead", "NN"), spacy.blank("en")) is None


def test_weights_are_blended_between_two_networks() -> None:
    before, after = (packing._files.msgpack_dumps({"w": np.full(2, value, np.float32), "n": 3}) for value in (1.0, 3.0))
    blended = packing._files.msgpack_loads(packing.blended(before, after, 0.25))
    assert blended["w"].tolist() == [1.5, 1.5]
    assert blended["n"] == 3


class FewWords:
    """Stands for the words of the corpora: some for each use."""

    WORDS: ClassVar = {
        "NN": ["dog", "road", "plan"],
        "NNS": ["dogs", "roads", "plans"],
        "JJ": ["old", "open", "red"],
        "VB": ["see", "mend"],
        "VB-": ["sleep", "wait"],
        "VBD": ["saw", "mended"],
        "VBG": ["seeing", "mending"],
        "VBN": ["seen", "mended"],
    }

    def __init__(self, _: object, random: Random) -> None:
        self._random = random

    def __getitem__(self, use: str) -> str:
        return self._random.choice(self.WORDS[use])


def test_invented_sentences_are_whole_trees(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrases, "Names", lambda _: OneName())
    monkeypatch.setattr(sentences, "Words", FewWords)
    found = sentences.invented(200, 7, [])
    assert len({doc.text for doc in found}) > 150
    for doc in found:
        assert sum(token.head.i == token.i for token in doc) == 1, doc.text
        assert all(token.tag_ and token.dep_ and token.pos_ for token in doc)
        assert not doc[0].text[0].islower()
    assert [doc.text for doc in sentences.invented(5, 7, [])] == [doc.text for doc in found[:5]]  # one seed, one set


def test_the_bundled_model_parses_offices_in_commas() -> None:
    (doc,) = language.parse(
        language.load(), ["The premier, Chris Minn, denied suggestions the council had lost the files and said no."]
    )
    denied = next(token for token in doc if token.text == "denied")
    assert (denied.tag_, denied.dep_) == ("VBD", "ROOT")
