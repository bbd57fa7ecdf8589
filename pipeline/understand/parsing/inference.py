"""The bundled model made ready for reading: the same sums as spaCy's own, done faster.

Four things cost most of a parse. The large matrix products are left to numpy's BLAS, three times as fast here as the
one that comes with spaCy, on one thread: more cores are used by more processes. The first layer knows nothing of a
word's neighbours, so that its answer is remembered for each word; and so are the lemmas. Parser and recogniser step
through many sentences at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps
from threadpoolctl import threadpool_limits

from pipeline.understand.parsing import greedy_names, greedy_tree, lemmas
from pipeline.understand.parsing.encoder import QuickEncoder

REMEMBERED_WORDS = 30_000  # of each network, 384 bytes a word: some 12 MB; when it is full, all are forgotten
STAND_INS = (("ner", greedy_names.NAME), ("parser", greedy_tree.NAME), ("lemmatizer", lemmas.NAME))
_WORD: list[int | str] = [
    "ORTH",
    "NORM",
]  # what the first layer's answer depends on: the form, and the form it stands for ('ve: have)
_ODD = np.uint64(0x9E3779B97F4A7C15)  # spreads the two hashes of a word into one


def made_ready(nlp: Language) -> Language:
    """Return the pipeline with its networks set up for reading (not for training)."""
    threadpool_limits(limits=1, user_api="blas")
    quick = NumpyOps(use_blis=False)
    for node in _nodes(widened(nlp)):
        node.ops = quick
        if node.has_ref("embed"):
            layer, encoder = node.get_ref("embed"), node.get_ref("encode")
            layer._func = RememberedWords(layer)
            encoder._func = QuickEncoder(encoder)
    for slow, quick in STAND_INS:
        nlp.add_pipe(quick, after=slow)
        nlp.disable_pipe(slow)
    return nlp


def widened(nlp: Language) -> Language:
    """Return the pipeline with its 16-bit weights as 32-bit ones, as spaCy reckons with them."""
    for node in _nodes(nlp):
        _widen(node)
    return nlp


def _nodes(nlp: Language) -> Iterator[Any]:
    for _, component in nlp.pipeline:
        model: Any = getattr(component, "model", None)
        if hasattr(model, "walk"):
            yield from model.walk()


def _widen(node: Any) -> None:
    for parameter in node.param_names:
        if node.has_param(parameter) and node.get_param(parameter).dtype == np.float16:
            node.set_param(parameter, node.get_param(parameter).astype(np.float32))


class RememberedWords:
    """The forward step of a first layer (`cluster_hash_embed`) that asks the layer for new words only."""

    def __init__(self, layer: Model[Any, Any], room: int = REMEMBERED_WORDS) -> None:
        """Remember up to `room` words of the layer."""
        self._ask: Callable[..., Any] = layer._func
        self._features, _, self._columns, self._mix, _ = layer.layers
        self._rows: dict[int, int] = {}
        self._answers = np.zeros((room, layer.get_dim("nO")), dtype=np.float32)

    def __call__(self, model: Any, docs: list[Doc], is_train: bool) -> tuple[list[Any], Callable[[Any], Any]]:
        """Return the layer's answer for each document."""
        keys = [_keys(doc) for doc in docs]
        flat = [key for one in keys for key in one]
        if is_train or not self._learn(docs, keys, flat):
            answer: tuple[list[Any], Callable[[Any], Any]] = self._ask(model, docs, is_train)
            return answer
        found = self._answers[list(map(self._rows.__getitem__, flat))]
        ends = list(accumulate(map(len, keys)))
        return [found[end - len(one) : end] for one, end in zip(keys, ends, strict=True)], lambda _gradient: []

    def _learn(self, docs: list[Doc], keys: list[list[int]], flat: list[int]) -> bool:
        """Ask for the words not met yet; False when there are more of them than room."""
        rows, room = self._rows, len(self._answers)
        unknown = set(flat).difference(rows)
        if not unknown:
            return True
        if len(rows) + len(unknown) > room:
            rows.clear()
        features = []
        for doc, one in zip(docs, keys, strict=True):
            new = _first_places(one, rows)
            if len(rows) + len(new) > room:
                rows.clear()
                return False
            if new:
                features.append(self._features.predict([doc])[0][new])
                rows.update(zip((one[place] for place in new), range(len(rows), room), strict=False))
        if features:
            asked = np.concatenate(features)
            self._answers[len(rows) - len(asked) : len(rows)] = self._mix.predict(self._columns.predict(asked))
        return True


def _keys(doc: Doc) -> list[int]:
    forms: Any = doc.to_array(_WORD)
    forms = forms.reshape(len(doc), 2)
    keys: list[int] = (forms[:, 0] * _ODD ^ forms[:, 1]).tolist()
    return keys


def _first_places(keys: Iterable[int], known: dict[int, int]) -> list[int]:
    """Return where each unknown key stands first."""
    first: dict[int, int] = {}
    for place, key in enumerate(keys):
        if key not in known:
            first.setdefault(key, place)
    return list(first.values())
