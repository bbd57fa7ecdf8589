"""Nouns, adjectives and verbs of the training corpora, by what they can do in a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from random import Random

from spacy.tokens import Doc, Token

LEAST = 2  # times that a word must stand in the corpora as what it is drawn for
AUXILIARY = frozenset(
    ["do", "be", "have", "get", "did", "had", "was", "let", "doing", "being", "having", "done", "been"]
)
FURTHER = frozenset(["ccomp", "xcomp", "compound:prt", "iobj"])
NOUN_PLACES = frozenset(["obj", "nsubj", "obl", "nmod"])


class Words:
    """Draws words: `NN`, `NNS`, `JJ`; verbs with an object `VB`, `VBD`, `VBG`, `VBN`; `VB-` without."""

    def __init__(self, docs: Iterable[Doc], random: Random) -> None:
        """Collect the words of parsed texts."""
        counted: dict[str, Counter[str]] = {}
        for token in (token for doc in docs for token in doc):
            use = _use(token)
            if use is not None:
                counted.setdefault(use, Counter())[token.text] += 1
        self._words = {use: sorted(w for w, n in found.items() if n >= LEAST) for use, found in counted.items()}
        self._random = random

    def __getitem__(self, use: str) -> str:
        """Return a word for this use."""
        return self._random.choice(self._words[use])


def _use(token: Token) -> str | None:
    """Return what a word can be drawn for; None if it is a name, short, or in no plain place."""
    if not (token.text.islower() and token.text.isalpha() and len(token) > 2) or token.text in AUXILIARY:
        return None
    children = {child.dep_ for child in token.children}
    if token.tag_ == "NN":
        counts = any(child.lower_ in {"the", "a"} for child in token.children)
        return "NN" if counts and "cop" not in children else None
    if token.tag_ == "NNS":
        return "NNS" if token.dep_ in NOUN_PLACES else None
    if token.tag_ == "JJ":
        return "JJ" if token.dep_ == "amod" else None
    if children & FURTHER:
        return None
    if token.tag_ == "VBN":
        return "VBN" if children & {"nsubj:pass", "obj"} else None
    if token.tag_ in {"VB", "VBD", "VBG"} and "obj" in children:
        return token.tag_
    return "VB-" if token.tag_ == "VB" and token.dep_ in {"ROOT", "conj", "ccomp"} else None
