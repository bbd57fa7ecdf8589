"""Which language model reads, and how: the bundled pipeline by default, any installed spaCy package by name.

The bundled weights are stored as 16-bit floats (half the size, same output to three digits).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.understand import cluster_embedding, greedy_names
from pipeline.understand.inference import made_ready
from pipeline.understand.mending import mend

BUNDLED = "bundled"
NAMES = (
    "ner",
    greedy_names.NAME,
    "tollwatch_entity_filter",
)  # the components that only the names of people and places need
NO_START = np.uint64(2**64 - 1)  # -1 as spaCy keeps it: certainly no start of a sentence
BATCH_SENTENCES = 256  # larger batches gain under 2 % and cost memory


class ModelMissingError(RuntimeError):
    """The language model named in the settings cannot be loaded."""


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


def parse(nlp: Language, sentences: Iterable[str], *, names: bool = True) -> Iterator[Doc]:
    """Parse texts that are one sentence each; no further sentence boundary is set inside them.

    Without `names` the recogniser of names is left out, which costs a third of a parse.
    """
    without = [] if names else [name for name in NAMES if name in nlp.pipe_names]
    docs = (_as_one_sentence(nlp, text) for text in sentences)
    return map(mend, nlp.pipe(docs, batch_size=BATCH_SENTENCES, disable=without))


def _as_one_sentence(nlp: Language, text: str) -> Doc:
    doc = nlp.make_doc(text)
    if len(doc):
        starts: Any = np.full(len(doc), NO_START)
        starts[0] = 1
        doc.from_array(["SENT_START"], starts)
    return doc
