"""Transcripts, where each turn stands behind a label: "MR. CARNEY: We have seen the report.", "Q: When?"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from pipeline.understand.passage import Passage, Sentence
from pipeline.vocabulary import TextField

TURN = "colon:turn"
FEWEST_TURNS = 3  # labels of a text; one or two may be headings ("UPDATE:", "NOTE TO EDITORS:")
_CAPITALS = r"(?:[A-Z][A-Z.'’-]+\s){0,4}[A-Z][A-Z.'’-]+"
_TITLED = r"(?:Mr|Ms|Mrs|Dr|Sen|Rep|Gov)\.?\s[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?"
_LABEL = re.compile(rf"({_CAPITALS}|{_TITLED}|Q|Reporter|Question)(?:\s\([^)]{{1,40}}\))?:\s")
_ASKER = re.compile(r"(?:Q|QUESTION|REPORTER|JOURNALIST|PRESS|THE PRESS)", re.IGNORECASE)
_NOTE = re.compile(r"[(\[]|END\b|[^a-z]*$")  # "(Laughter.)", "END 1:20 P.M."
Extent = tuple[int, int]  # characters of the text


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody says in a transcript: the label in the first sentence's own characters, the paragraphs' words."""

    first: Sentence
    last: Sentence
    label: Extent
    words: tuple[Extent, ...]


def turns_of(passage: Passage) -> tuple[Turn, ...]:
    """Return the turns of a transcript but those of reporters, in order; none if the text is no transcript."""
    paragraphs = list(_paragraphs(passage))
    labels = [_LABEL.match(sentences[0].text) for sentences in paragraphs]
    if sum(label is not None for label in labels) < FEWEST_TURNS:
        return ()
    found: list[Turn] = []
    speaking: re.Match[str] | None = None
    for sentences, label in zip(paragraphs, labels, strict=True):
        first, last = sentences[0], sentences[-1]
        if label is not None:
            speaking = None if _ASKER.fullmatch(label[1]) else label
            if speaking is not None:
                found.append(Turn(first, last, speaking.span(1), ((first.start + speaking.end(), last.end),)))
        elif _NOTE.match(first.text):
            speaking = None
        elif speaking is not None:
            turn = found[-1]
            found[-1] = Turn(turn.first, last, turn.label, (*turn.words, (first.start, last.end)))
    return tuple(found)


def _paragraphs(passage: Passage) -> Iterator[list[Sentence]]:
    texts = (s for s in passage.sentences if s.field is TextField.TEXT)
    for _, sentences in groupby(texts, key=lambda sentence: sentence.paragraph):
        yield list(sentences)
