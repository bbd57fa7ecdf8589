"""The bundled model's word features: hashed form features beside Brown clusters, and its two small components.

The cluster table (word hash -> cluster) comes from spacy-lookups-data (`en_lexeme_cluster`, MIT).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from spacy.attrs import intify_attr
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry
from thinc.api import HashEmbed, Maxout, Model, chain, concatenate, list2ragged, ragged2list, with_array

MODEL_FOLDER = Path(__file__).parent.parent / "model"
FOUR_BITS, SEVEN_BITS = 15, 127  # coarse and middle cuts of a Brown cluster's bit path
CLUSTER_ROWS = (1500, 50, 300)  # embedding rows for the full cluster and its two cuts
CLOSING_MARKS = frozenset('.!?…:;"”)’—–-') | {"...", "?!", "!!", "''"}


@lru_cache(maxsize=2)
def _cluster_table(name: str) -> tuple[Any, Any]:
    table = np.load(MODEL_FOLDER / name)
    return table["k"], table["v"]


def _clusters_of(keys: Any, name: str) -> Any:
    """Return the cluster of each word hash; 0 for a word without one."""
    known, values = _cluster_table(name)
    places = np.searchsorted(known, keys)
    places[places == len(known)] = 0
    return np.where(known[places] == keys, values[places], 0).astype(np.uint64)


def cluster_features(attrs: list[str], path: str) -> Model[list[Doc], list[Any]]:
    """Return a layer giving each token its form features and three cuts of its Brown cluster."""
    columns = [intify_attr(attr) for attr in attrs]
    forms = [intify_attr("ORTH"), intify_attr("LOWER")]

    def features_of(doc: Doc) -> Any:
        base = doc.to_array(columns).astype(np.uint64).reshape(len(doc), len(columns))
        words = doc.to_array(forms).astype(np.uint64).reshape(len(doc), 2)
        exact = _clusters_of(words[:, 0], path)
        cluster = np.where(exact == 0, _clusters_of(words[:, 1], path), exact)
        cuts = (cluster, cluster & np.uint64(FOUR_BITS), cluster & np.uint64(SEVEN_BITS))
        return np.concatenate([base, *(cut[:, None] for cut in cuts)], axis=1)

    def forward(_model: Any, docs: list[Doc], is_train: bool) -> tuple[list[Any], Callable[[Any], list[Any]]]:
        return [features_of(doc) for doc in docs], lambda _gradient: []

    return Model("cluster_features", forward)


@registry.architectures("tollwatch.ClusterHashEmbed.v1")
def cluster_hash_embed(width: int, attrs: list[str], rows: list[int], path: str) -> Model[list[Doc], list[Any]]:
    """Return the embedding layer of the bundled model; `path` names the cluster table in the model folder."""
    all_rows = [*rows, *CLUSTER_ROWS]
    columns: list[Model[Any, Any]] = [
        HashEmbed(width, count, column=i, seed=8 + i, dropout=0.0) for i, count in enumerate(all_rows)
    ]
    mix: Model[Any, Any] = Maxout(width, width * len(columns), nP=3, dropout=0.0, normalize=True)
    layers: Model[list[Doc], list[Any]] = chain(
        cluster_features(attrs, path), list2ragged(), with_array(concatenate(*columns)), with_array(mix), ragged2list()
    )
    return layers


@Language.component("tollwatch_sentence_guard")
def sentence_guard(doc: Doc) -> Doc:
    """Force a sentence start after line breaks and forbid it at implausible places; the parser decides the rest."""
    if doc.has_annotation("SENT_START"):
        return doc
    for token in doc[1:]:
        before = doc[token.i - 1]
        if before.is_space and "\n" in before.text:
            token.is_sent_start = True
        elif not _may_start(before.text, token.text) or token.is_space:
            token.is_sent_start = False
    return doc


def _may_start(before: str, word: str) -> bool:
    ended = before in CLOSING_MARKS or before.endswith(".")
    return ended and not (word[0].islower() or word in {")", "”", "''", ",", ";"})


@Language.component("tollwatch_entity_filter")
def entity_filter(doc: Doc) -> Doc:
    """Drop numbers ("Seven feared dead") and names without a capital, and trim white space.

    Training on capitals and lower case makes a few of both.
    """
    doc.ents = tuple(trimmed for entity in doc.ents if (trimmed := _trimmed(entity)) is not None)
    return doc


def _trimmed(entity: Span) -> Span | None:
    words = [token.i for token in entity if not token.is_space]
    if not words or not any(entity.doc[i].text[:1].isupper() for i in words):
        return None
    if len(words) == 1 and entity.doc[words[0]].like_num:
        return None
    return Span(entity.doc, words[0], words[-1] + 1, label=entity.label_)
