"""Names that the model takes for other words: "No 10", the armed group IS, the WHO, "the 71-year-old"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pipeline.understand.clause import RELATIVE


def mend_number_ten(doc: Doc) -> None:
    """Make a name of "No 10" and "No. 11", where British governments sit, before a verb in the past."""
    for token in doc[1:-1]:
        before = doc[token.i - 2] if token.nbor(-1).text == "." and token.i > 1 else token.nbor(-1)
        if token.text in {"10", "11"} and before.text in {"No", "Number"} and token.nbor(1).tag_ in {"VBD", "VBN"}:
            before.tag_ = token.tag_ = "NNP"
            token.nbor(1).tag_ = "VBD"


def mend_letters(doc: Doc) -> None:
    """Make a name of "IS", the armed group, where the sentence is not all in capitals."""
    if not any(token.is_lower for token in doc):
        return
    for token in doc:
        if token.text == "IS" and token.tag_ != "NNP":
            token.tag_ = "NNP"


def mend_acronym(token: Token) -> None:
    """Make a name of the World Health Organization that was taken for a pronoun."""
    token.tag_ = "NNP"
    for verb in token.doc[token.i + 1 : token.i + 3]:
        if verb.dep_ in RELATIVE:
            verb.dep_ = "parataxis"


def is_aged_speaker(verb: Token) -> bool:
    """Whether a verb of speech stands right behind "the 71-year-old", which stands for a person."""
    before = [t.lower_ for t in verb.doc[max(0, verb.i - 4) : verb.i]]
    return before[-4:] == ["-", "year", "-", "old"] and verb.tag_ in {"VBN", "VBD", "JJ"}


def mend_aged_speaker(verb: Token) -> None:
    """Make "old" the noun and subject that it is in "the 71-year-old told reporters"."""
    noun = verb.nbor(-1)
    verb.tag_ = "VBD"
    verb.dep_ = "parataxis" if verb.dep_ == "amod" else verb.dep_
    noun.tag_, noun.dep_ = "NN", "nsubj"
