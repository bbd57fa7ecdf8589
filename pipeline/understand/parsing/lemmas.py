"""Base forms remembered: spaCy's rules work a lemma out anew for most words of most sentences.

Their answer depends on nothing but a word's form, its part of speech and its features. They look in lists of thousands
of words, which are made sets.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Token

NAME = "tollwatch_lemmas"
REMEMBERED_FORMS = 100_000  # some 15 MB; when so many are known, all are forgotten
_FORM: list[int | str] = ["ORTH", "POS", "MORPH"]
Form = tuple[int, int, int]


class RememberedLemmas:
    """The lemmatizer of a pipeline, asked once for each form."""

    def __init__(self, ask: Callable[[Token], list[str]], room: int = REMEMBERED_FORMS) -> None:
        """Take what finds the lemmas of one token; remember the first of up to `room` forms."""
        self._ask, self._room = ask, room
        self._known: dict[Form, int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemma of every token, in place; return the document."""
        forms: list[Form] = list(map(tuple, doc.to_array(_FORM).reshape(len(doc), len(_FORM)).tolist()))  # type: ignore[arg-type]
        known = self._known
        if len(known) > self._room:
            known.clear()
        for place, form in enumerate(forms):
            if form not in known:
                known[form] = doc.vocab.strings.add(self._ask(doc[place])[0])
        if forms:
            lemmas: Any = np.array([known[form] for form in forms], dtype=np.uint64)
            doc.from_array(["LEMMA"], lemmas)
        return doc


@Language.factory(NAME)
def remembered_lemmas(nlp: Language, name: str) -> RememberedLemmas:
    """Return the component that stands in for the lemmatizer of `nlp`."""
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    words = lemmatizer.lookups.get_table("lemma_index", {})
    for part_of_speech in [*words]:
        words[part_of_speech] = frozenset(words[part_of_speech])
    return RememberedLemmas(lemmatizer.lemmatize)
