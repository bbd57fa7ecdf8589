"""The moves of parser and recogniser, chosen for many sentences at a time.

spaCy steps through one sentence after the other; here the states of all sentences are rows of arrays, scored together.
The sums are the same and so are the moves. What does not fit (sentences to be found first, names that are set already)
is left to spaCy's own component.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Protocol

import numpy as np
from spacy.tokens import Doc

Scores = Callable[[Any], Any]
"""From the words that each state looks at (numbered through the batch from 1 on, 0 for none) to its scores."""


class StepNetwork:
    """The network that scores every move of a state from the words which the state looks at."""

    def __init__(self, model: Any) -> None:
        """Take the network of one of spaCy's transition components, with a hidden layer above the words."""
        self._vectors, lower, upper = model.layers
        weights = lower.get_param("W")
        self._looks, units, pieces, width = weights.shape
        self._shape = (pieces, units)
        self._lower = np.ascontiguousarray(weights.transpose(0, 2, 1, 3).reshape(-1, width).T)
        self._none = lower.get_param("pad")[0].transpose(0, 2, 1).reshape(self._looks, -1)
        self._lower_bias = np.ascontiguousarray(lower.get_param("b").T).reshape(-1)
        self._upper = np.ascontiguousarray(upper.get_param("W").T)
        self._upper_bias = upper.get_param("b")

    def scores(self, docs: Sequence[Doc]) -> Scores:
        """Return what scores the states of these documents."""
        vectors = self._vectors.predict(docs)
        words = np.empty((len(vectors) + 1, self._lower.shape[1]), dtype=np.float32)
        words[0] = self._none.reshape(-1)
        np.matmul(vectors, self._lower, out=words[1:])
        looks = words.reshape(len(words) * self._looks, -1)  # what each word adds in each place that is looked at
        places = np.arange(self._looks)

        def scores(seen: Any) -> Any:
            summed = looks.take(seen * self._looks + places, axis=0).sum(axis=1) + self._lower_bias
            hidden = summed.reshape(len(seen), *self._shape).max(axis=1)
            return hidden @ self._upper + self._upper_bias

        return scores


class Mover(Protocol):
    """A component that works on many documents at a time."""

    def fits(self, doc: Doc) -> bool:
        """Whether this way of working can give what spaCy's would."""

    def annotate(self, docs: Sequence[Doc]) -> None:
        """Annotate documents that fit, in place."""


class Greedy:
    """The pipeline component: a mover for what fits, spaCy's own component for the rest."""

    def __init__(self, own: Any, mover: Mover) -> None:
        """Take spaCy's component and what works faster."""
        self._own, self._mover = own, mover

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Annotate documents a batch at a time, and yield them in order."""
        waiting = iter(docs)
        while batch := list(islice(waiting, batch_size)):
            fitting = [doc for doc in batch if self._mover.fits(doc)]
            if fitting:
                self._mover.annotate(sorted(fitting, key=len, reverse=True))
            if len(fitting) < len(batch):
                done = {id(doc) for doc in fitting}
                for doc in batch:
                    if id(doc) not in done:
                        self._own(doc)
            yield from batch


def bounds_of(docs: Sequence[Doc]) -> tuple[Any, Any]:
    """Return where each document's words begin and end among the words of all, the first being 1."""
    ends = np.cumsum([len(doc) for doc in docs]) + 1
    return np.concatenate(([1], ends[:-1])), ends
