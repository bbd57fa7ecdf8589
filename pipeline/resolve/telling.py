"""Who speaks in a statement, by the words that tell it apart, and how much two statements have in common."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TypeVar

from pipeline.records import Statement
from pipeline.resolve.rarity import rarity

W = TypeVar("W", str, int)

_WORD = re.compile(r"[^\W\d_]{3,}|\d+")
_TELLING = 0.12
"""Rarity from which a word counts as content: 'ceasefire', not 'people'."""
_STEM_LETTERS = 6
"""Words are compared by their first letters: 'violated', 'violation'."""


def speaker_of(statement: Statement) -> str | None:
    """Return who spoke: the resolved name, else the name or words for a body; None for nobody and for "a witness"."""
    said = statement.speaker
    if said is None:
        return None
    return said.name or (said.shown if said.organisation and said.resolved is not None else None)


@lru_cache(maxsize=5_000)
def telling_words(statement: Statement) -> frozenset[str]:
    """Return the content words and figures of what was said."""
    words = (word.lower() for word in _WORD.findall(statement.content))
    return frozenset(word[:_STEM_LETTERS] for word in words if word.isdigit() or rarity(word) > _TELLING)


def one_utterance(left: Statement, right: Statement) -> float:
    """Return the share of the shorter statement's telling words that the other has, 0 for statements of few words."""
    return share_in_common(telling_words(left), telling_words(right))


def share_in_common(ours: frozenset[W], theirs: frozenset[W]) -> float:
    """Return the share of the fewer words that are among the others; of fewer than three, 1 if they are the same."""
    shorter = min(len(ours), len(theirs))
    return len(ours & theirs) / shorter if shorter >= 3 else float(ours == theirs and bool(ours))
