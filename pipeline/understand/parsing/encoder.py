"""The layers between the first and the last of a network that reads words, reckoned at one go.

Each layer looks at a word and its two neighbours, keeps the largest of three sums, brings the result to a common scale
and adds it to what it was given (spaCy's MaxoutWindowEncoder). The sums are the same; what is saved is the copying.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

WORDS_AT_A_TIME = 500  # their sums fill half a megabyte; fewer cost calls, more the cache
LEAST_VARIANCE = np.float32(1e-8)  # as thinc's layer has it


class QuickEncoder:
    """The forward step of an encoder of words."""

    def __init__(self, encoder: Any) -> None:
        """Take the weights of the encoder, which stays as it is."""
        self._ask: Callable[..., Any] = encoder._func
        self._layers = [_Layer(layer) for layer in encoder.layers[0].layers]

    def __call__(self, model: Any, documents: Sequence[Any], is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
        """Return the vectors of each document's words, given those of the layer below."""
        if is_train or not documents or not isinstance(documents, list):
            answer: tuple[Any, Callable[[Any], Any]] = self._ask(model, documents, is_train)
            return answer
        found: list[Any] = []
        for few in _runs(documents):
            found += self._encoded(few)
        return found, lambda _gradient: []

    def _encoded(self, documents: Sequence[Any]) -> list[Any]:
        reach = len(self._layers)  # words that count for a word to either side: so many empty ones stand between texts
        gap = np.zeros((reach, documents[0].shape[1]), dtype=np.float32)
        words = np.concatenate([gap, *(part for one in documents for part in (one, gap))])
        for layer in self._layers:
            words = layer(words)
        ends = np.cumsum([len(one) + reach for one in documents])
        return [words[end - len(one) : end] for one, end in zip(documents, ends, strict=True)]


def _runs(documents: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Yield documents, a few at a time: what is reckoned for them stays in the processor's cache."""
    start = words = 0
    for index, one in enumerate(documents):
        if index > start and words + len(one) > WORDS_AT_A_TIME:
            yield documents[start:index]
            start, words = index, 0
        words += len(one)
    yield documents[start:]


class _Layer:
    def __init__(self, residual: Any) -> None:
        window = residual.layers[0]
        maxout = next(node for node in window.walk() if node.name == "maxout")
        scale = next(node for node in window.walk() if node.name == "layernorm")
        weights = maxout.get_param("W")  # units, pieces, what the three words hold
        self._pieces = weights.shape[1]
        self._weights = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(-1, weights.shape[2]).T)
        self._bias = np.ascontiguousarray(maxout.get_param("b").T).reshape(-1)
        self._scale, self._shift = scale.get_param("G"), scale.get_param("b")

    def __call__(self, words: Any) -> Any:
        """Return what the layer makes of the words' vectors."""
        count, width = words.shape
        around = np.zeros((count, 3 * width), dtype=np.float32)
        around[1:, :width] = words[:-1]
        around[:, width : 2 * width] = words
        around[:-1, 2 * width :] = words[1:]
        sums = around @ self._weights
        sums += self._bias
        best = np.maximum(sums[:, :width], sums[:, width : 2 * width])
        for piece in range(2, self._pieces):
            np.maximum(best, sums[:, piece * width : (piece + 1) * width], out=best)
        best -= best.mean(axis=1, keepdims=True)
        spread = np.einsum("ij,ij->i", best, best) / np.float32(width) + LEAST_VARIANCE
        best *= (1 / np.sqrt(spread))[:, None]
        best *= self._scale
        best += self._shift
        best += words
        return best
