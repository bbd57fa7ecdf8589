"""The parser's moves (shift, reduce, left and right arc) for many sentences at a time; see `greedy`.

The rules of the moves are those of spaCy's arc-eager system, for documents that are one sentence each. Words are
numbered through all documents from 1 on; 0 is no word.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.understand.parsing.greedy import Greedy, StepNetwork, bounds_of

NAME = "tollwatch_parser"
KINDS = "SDLRB"  # shift, reduce (D), left arc, right arc, break (of sentences: never, here)
SHIFT, REDUCE, LEFT, RIGHT = range(4)
_BELOW = 3  # empty places below each stack, so that the three topmost words can always be asked for
_NEVER = np.float32(-np.inf)


class _States:
    """The states of the sentences that are not finished: one row each."""

    def __init__(self, first: Any, end: Any) -> None:
        words, longest = int(end[-1]), int((end - first).max())
        self.first, self.end, self.next = first, end, first.copy()
        self.row = np.arange(len(first))
        self.depth, self.returned = np.zeros_like(first), np.zeros_like(first)
        self._stack = np.zeros((len(first), longest + _BELOW), dtype=np.int64)
        self._back = np.zeros((len(first), longest + _BELOW), dtype=np.int64)  # words put back before the next one
        self.heads, self.labels, self._left, self._right, self._right_before = np.zeros((5, words), dtype=np.int64)
        self._was_returned = np.zeros(words, dtype=bool)

    def look(self) -> Any:
        """Return the words that each state looks at: next two, top three, outermost children of next and top."""
        row, depth, back = self.row, self.depth, self.returned
        after = self.next + (back == 0)
        following = np.where(self.next < self.end, self.next, 0)
        self.b0 = np.where(back > 0, self._back[row, back + _BELOW - 1], following)
        self._b1 = np.where(back > 1, self._back[row, back + _BELOW - 2], np.where(after < self.end, after, 0))
        self.s0 = self._stack[row, depth + 2]
        stack = (self.s0, self._stack[row, depth + 1], self._stack[row, depth])
        children = (self._left[self.b0], self._left[self.s0], self._right[self.s0])
        return np.stack((self.b0, self._b1, *stack, *children), axis=1)

    def allowed(self) -> Any:
        """Return which kinds of move each state may take: rows by kind, columns by state."""
        some, inside = self.depth > 0, self.b0 != self.first
        arcs = some & (self.b0 > 0) & inside
        shift = ~some | ((self._b1 > 0) & inside & ~self._was_returned[self.b0])
        reduce = some & ((self.b0 == 0) | (self.depth > 1) | ~inside)
        return np.stack((shift, reduce, arcs, arcs, np.zeros_like(some)))

    def move(self, kinds: Any, labels: Any) -> None:
        """Make the moves, one for each state."""
        self._arc_left(np.flatnonzero(kinds == LEFT), labels)
        self._reduce(np.flatnonzero(kinds == REDUCE))
        self._arc_right(np.flatnonzero(kinds == RIGHT), labels)
        self._push(np.flatnonzero((kinds == SHIFT) | (kinds == RIGHT)))
        going = (self.depth > 0) | (self.next < self.end) | (self.returned > 0)
        if not going.all():
            for name in ("row", "first", "end", "next", "depth", "returned"):
                setattr(self, name, getattr(self, name)[going])

    def _arc_left(self, which: Any, labels: Any) -> None:
        child, head = self.s0[which], self.b0[which]
        headed = child[self.heads[child] > 0]
        self._right[self.heads[headed]] = self._right_before[headed]
        self.heads[child], self.labels[child] = head, labels[which]
        self._left[head] = child
        self._was_returned[head] = False
        self.depth[which] -= 1

    def _reduce(self, which: Any) -> None:
        kept = which[(self.heads[self.s0[which]] == 0) & (self.depth[which] > 1)]
        self._was_returned[self.s0[kept]] = True
        self._back[self.row[kept], self.returned[kept] + _BELOW] = self.s0[kept]
        self.returned[kept] += 1
        self.depth[which] -= 1

    def _arc_right(self, which: Any, labels: Any) -> None:
        head, child = self.s0[which], self.b0[which]
        self.heads[child], self.labels[child] = head, labels[which]
        self._right_before[child] = self._right[head]
        self._right[head] = child

    def _push(self, which: Any) -> None:
        self._stack[self.row[which], self.depth[which] + _BELOW] = self.b0[which]
        self.depth[which] += 1
        again = self.returned[which] > 0
        self.returned[which] -= again
        self.next[which] += ~again


class TreeMover:
    """Parses all sentences at once."""

    def __init__(self, own: Any) -> None:
        """Take spaCy's parser."""
        self._network = StepNetwork(own.model)
        self._afterwards = own.postprocesses
        moves = [own.moves.get_class_name(number).partition("-") for number in range(own.moves.n_moves)]
        strings = own.vocab.strings
        self._kinds = np.array([KINDS.index(kind) for kind, _, _ in moves])
        self._labels = np.array([strings.add(label) for _, _, label in moves], dtype=np.uint64)
        self._root = strings.add("ROOT")

    def fits(self, doc: Doc) -> bool:
        """Whether the document is one sentence and has no parse yet."""
        if not len(doc) or doc.has_annotation("DEP"):
            return False
        starts = doc.to_array("SENT_START").astype(np.int64)
        return bool(starts[0] == 1 and (starts[1:] == -1).all())

    def annotate(self, docs: Sequence[Doc]) -> None:
        """Set heads and labels of documents."""
        first, end = bounds_of(docs)
        states, scores = _States(first, end), self._network.scores(docs)
        while len(states.row):
            found = scores(states.look())
            moves = np.where(states.allowed()[self._kinds].T, found, _NEVER).argmax(axis=1)
            states.move(self._kinds[moves], moves)
        rooted = states.heads == 0
        words = np.arange(len(states.heads))
        heads = np.where(rooted, 0, states.heads - words).astype(np.uint64)
        labels = np.where(rooted, self._root, self._labels[states.labels])
        tree: Any = np.stack((heads, labels.astype(np.uint64)), axis=1)
        for doc, start, stop in zip(docs, first.tolist(), end.tolist(), strict=True):
            doc.from_array(["HEAD", "DEP"], tree[start:stop])
            for finish in self._afterwards:
                finish(doc)


@Language.factory(NAME)
def greedy_parser(nlp: Language, name: str) -> Greedy:
    """Return the component that stands in for the parser of `nlp`."""
    own: Any = nlp.get_pipe("parser")
    return Greedy(own, TreeMover(own))
