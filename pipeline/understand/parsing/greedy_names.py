"""The recogniser's moves (begin, inside, last, unit, outside) for many sentences at a time; see `greedy`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.understand.parsing.greedy import Greedy, StepNetwork, bounds_of

NAME = "tollwatch_names"
BEGIN, INSIDE, LAST, UNIT, OUTSIDE = "BILUO"
_FREE = 4  # states with no name open: by whether the word is white space, and whether it is the last
_NEVER = np.float32(-np.inf)


class NameMover:
    """Finds names word by word, in all sentences at once."""

    def __init__(self, own: Any) -> None:
        """Take spaCy's recogniser."""
        self._network = StepNetwork(own.model)
        moves = [own.moves.get_class_name(number).partition("-") for number in range(own.moves.n_moves)]
        self._kinds = np.array([kind for kind, _, _ in moves])
        self._labels = [label for _, _, label in moves]
        known = [*dict.fromkeys(self._labels)]
        self._label_of = np.array([known.index(label) for label in self._labels])
        self._barred = self._bars(len(known))

    def _bars(self, labels: int) -> Any:
        """Return, for each kind of state, what is added to the scores so that moves which cannot be are not chosen."""
        bars = np.full((_FREE + 2 * labels, len(self._kinds)), _NEVER)
        named = np.array([bool(label) for label in self._labels])
        bars[:_FREE, self._kinds == OUTSIDE] = 0
        bars[:2, (self._kinds == UNIT) & named] = 0
        bars[0, (self._kinds == BEGIN) & named] = 0
        for label in range(labels):
            own = named & (self._label_of == label)
            bars[_FREE + 2 * label, own & (self._kinds == INSIDE)] = 0
            bars[_FREE + 2 * label : _FREE + 2 * label + 2, own & (self._kinds == LAST)] = 0
        return bars.astype(np.float32)

    def fits(self, doc: Doc) -> bool:
        """Whether nothing is known of names yet, and the document is one sentence."""
        if not len(doc):
            return False
        iob, starts = doc.to_array(["ENT_IOB", "SENT_START"]).T
        return not iob.any() and not (starts[1:] == 1).any()

    def annotate(self, docs: Sequence[Doc]) -> None:
        """Set the names of documents, the longest first."""
        first, end = bounds_of(docs)
        moves = self._moves(docs, first, end)
        for doc, start, stop in zip(docs, first.tolist(), end.tolist(), strict=True):
            doc.set_ents([*self._names(doc, moves[start:stop])])

    def _moves(self, docs: Sequence[Doc], first: Any, end: Any) -> Any:
        scores = self._network.scores(docs)
        blank = np.zeros(end[-1], dtype=np.int64)
        blank[1:] = np.concatenate([doc.to_array("IS_SPACE") for doc in docs])
        chosen = np.zeros(end[-1], dtype=np.int64)
        opened, label = np.zeros_like(first), np.zeros_like(first)  # the first word of the open name, or 0; its kind
        for step in range(end[0] - first[0]):
            count = np.searchsorted(first - end, -step)  # sentences that are longer than `step`
            word, opened, label = first[:count] + step, opened[:count], label[:count]
            inside, last = opened > 0, word + 1 == end[:count]
            state = np.where(inside, _FREE + 2 * label, 2 * blank[word]) + last
            seen = np.stack((word, opened, np.where(inside, word - 1, 0)), axis=1)
            move = (scores(seen) + self._barred[state]).argmax(axis=1)
            chosen[word] = move
            kind = self._kinds[move]
            opened = np.where(kind == BEGIN, word, np.where(kind == INSIDE, opened, 0))
            label = np.where(kind == BEGIN, self._label_of[move], label)
        return chosen

    def _names(self, doc: Doc, moves: Any) -> Iterator[Span]:
        kinds = self._kinds[moves]
        start = 0
        for place in np.flatnonzero(kinds != OUTSIDE).tolist():
            if kinds[place] in {BEGIN, UNIT}:
                start = place
            if kinds[place] in {LAST, UNIT}:
                yield Span(doc, start, place + 1, label=self._labels[moves[place]])


@Language.factory(NAME)
def greedy_names(nlp: Language, name: str) -> Greedy:
    """Return the component that stands in for the recogniser of `nlp`."""
    own: Any = nlp.get_pipe("ner")
    return Greedy(own, NameMover(own))
