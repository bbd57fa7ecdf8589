"""Verbs of headlines that the model takes for nouns: "Police kill bandit, arrest two", "storm palace, kill maid"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

HARMING = frozenset({"kill", "wound", "injure", "shoot", "murder", "behead", "abduct", "kidnap", "stab", "slay"})
SEVERAL = frozenset({"police", "army", "troops", "taliban", "military", "cops", "bsf", "crpf"})
PLURALS = frozenset({"NNS", "NNPS"})
OBJECTS = frozenset({"NN", "NNS", "NNP", "CD", "JJ", "DT"})
STOPS = frozenset({".", "?", "!"})
SUBJECT = 3  # tokens within which a headline's subject ends


def mend_headline(doc: Doc, words: Sequence[int]) -> None:
    """Set right, in place, harming verbs behind a plural subject or a comma where no full stop ends the words.

    `words` are the lower forms of the document as spaCy numbers them.
    """
    if len(doc) < SUBJECT or doc[-1].text in STOPS or _harming().isdisjoint(words[1:]):
        return
    plural = any(map(_are_several, doc[:SUBJECT]))
    for token in doc[1:-1]:
        before = token.nbor(-1)
        joined = before.text == "," and plural
        follows = token.i <= SUBJECT and _are_several(before)
        noun = token.lower_ in HARMING and token.tag_ in {"NN", "NNP"} and token.nbor(1).tag_ in OBJECTS
        if noun and (joined or follows):
            token.tag_ = "VBP"


def _are_several(token: Token) -> bool:
    """Whether a noun is a plural, whatever the model takes it for: "Gunmen", "Police"."""
    return token.tag_ in PLURALS or token.lower_ in SEVERAL or token.lower_.endswith("men")


@cache
def _harming() -> frozenset[int]:
    return frozenset(map(get_string_id, HARMING))
