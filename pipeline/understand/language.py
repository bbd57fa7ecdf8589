"""Which language model reads, and how: the bundled pipeline by default, any installed spaCy package by name.

The bundled weights are stored as 16-bit floats (half the size, same output to three digits).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.understand.clause import TEXT
from pipeline.understand.parsing import cluster_embedding, greedy_names
from pipeline.understand.parsing.inference import made_ready
from pipeline.understand.parsing.mending import mend
from pipeline.understand.parsing.said_names import show_names

BUNDLED = "bundled"
NAMES = (
    "ner",
    greedy_names.NAME,
    "tollwatch_entity_filter",
)  # the components that only the names of people and places need
NO_START = np.uint64(2**64 - 1)  # -1 as spaCy keeps it: certainly no start of a sentence
BATCH_SENTENCES = 256  # larger batches gain under 2 % and cost memory
ENGLISH = frozenset({"en", "eng"})
COMMONEST = frozenset(
    {"the", "of", "and", "to", "that", "for", "with", "by", "from", "has", "have", "are", "were", "said"}
)
LEAST_WORDS, LEAST_SHARE = 40, 0.03  # English news has these among a fifth of its words, German among a hundredth


class ModelMissingError(RuntimeError):
    """The language model named in the settings cannot be loaded."""


def is_other(code: str | None, text: str = "") -> bool:
    """Whether a text's language ("de", "fr-CA") is not the one that rules and lexicons are for.

    In another language their words mean other things: the German article "die" would kill somebody in every sentence.
    Where no language is declared, a text of some length with hardly one of the commonest English words is in another.
    """
    if code is not None:
        return code.lower().replace("_", "-").split("-")[0] not in ENGLISH
    words = re.findall(r"[^\W\d_]+", text.lower())
    return len(words) >= LEAST_WORDS and sum(word in COMMONEST for word in words) < len(words) * LEAST_SHARE


@lru_cache(maxsize=2)
def load(name: str = BUNDLED) -> Language:
    """Return the pipeline called `name`: 'bundled', an installed package, or a folder.

    Raises `ModelMissingError` saying how to get it.
    """
    if name == BUNDLED:
        return made_ready(spacy.load(cluster_embedding.MODEL_FOLDER))
    try:
        return spacy.load(name)
    except OSError as error:
        message = f"language model {name!r} is not installed: install it, or set model = 'bundled' in tollwatch.toml"
        raise ModelMissingError(message) from error


def parse(nlp: Language, sentences: Iterable[str], *, unnamed: Container[int] = ()) -> list[Doc]:
    """Parse texts that are one sentence each; no further sentence boundary is set inside them.

    In those whose number is in `unnamed` no names are sought, which saves a third of a parse. Sentences of one length
    go together: parser and recogniser step on until the longest of a batch is done.
    """
    docs = [_as_one_sentence(nlp, text) for text in sentences]
    by_length = sorted(range(len(docs)), key=lambda number: len(docs[number]))
    for start in range(0, len(docs), BATCH_SENTENCES):
        few = by_length[start : start + BATCH_SENTENCES]
        for name, component in nlp.pipeline:
            chosen = [number for number in few if number not in unnamed] if name in NAMES else few
            through = _through(component, [docs[number] for number in chosen])
            for number, doc in zip(chosen, through, strict=True):
                docs[number] = doc
    return [mend(doc) for doc in docs]


def _through(component: Any, docs: Sequence[Doc]) -> Iterable[Doc]:
    """Yield documents as a component of a pipeline annotates them."""
    if hasattr(component, "pipe"):
        return component.pipe(docs, batch_size=BATCH_SENTENCES)  # type: ignore[no-any-return]
    return map(component, docs)


def _as_one_sentence(nlp: Language, text: str) -> Doc:
    doc = nlp.make_doc(text)
    doc.user_data[TEXT] = text
    show_names(doc, text)
    if len(doc):
        doc.from_array(["SENT_START"], _starts(len(doc)))
    return doc


@lru_cache(maxsize=512)
def _starts(length: int) -> Any:
    starts = np.full(length, NO_START)
    starts[0] = 1
    return starts
