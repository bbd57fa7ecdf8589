"""Phrases as data: the longest phrase of a table that stands at a token."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, TypeVar

_WORD = re.compile(r"'s\b|[^\W_]+(?:['’][^\W_]+)?|[^\w\s]")
_CUT_OFF = ("'s", "n't")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "‐": "-", "‑": "-"})

V = TypeVar("V")


def folded(word: str) -> str:
    """Return a text in lower case with straight apostrophes and plain hyphens, as tables are compared.

    Its length stays the same, so that places in it are places in the text.
    """
    if word.isascii():
        return word.lower()
    return word.replace("İ", "I").lower().translate(_APOSTROPHES)  # the one letter whose lower case is two


def split_phrase(phrase: str) -> tuple[str, ...]:
    """Return the tokens of a phrase as the tokenizer cuts them: hyphens, possessives and "n't" stand alone."""
    words: list[str] = []
    for word in _WORD.findall(folded(phrase)):
        ending = next((end for end in _CUT_OFF if word.endswith(end) and word != end), None) if "'" in word else None
        words += [word] if ending is None else [word[: -len(ending)], ending]
    return tuple(words)


class PhraseTable(Generic[V]):
    """Phrases with a value each."""

    def __init__(self, phrases: Mapping[str, V] | Iterable[tuple[str, V]]) -> None:
        """Take the phrases; of two equal ones the later wins."""
        pairs = phrases.items() if isinstance(phrases, Mapping) else phrases
        self._values: dict[tuple[str, ...], V] = {split_phrase(phrase): value for phrase, value in pairs}
        self._lengths: dict[str, tuple[int, ...]] = {}
        for key in self._values:
            self._lengths.setdefault(key[0], ())
            self._lengths[key[0]] = tuple(sorted({*self._lengths[key[0]], len(key)}, reverse=True))

    @property
    def openings(self) -> frozenset[str]:
        """The first words of all phrases."""
        return frozenset(self._lengths)

    def at(self, words: Sequence[str], start: int) -> tuple[int, V] | None:
        """Return the end and value of the longest phrase that begins at `start`; None if there is none."""
        for length in self._lengths.get(words[start], ()):
            value = self._values.get(tuple(words[start : start + length]))
            if value is not None and start + length <= len(words):
                return start + length, value
        return None

    def before(self, words: Sequence[str], end: int, longest: int = 6) -> tuple[int, V] | None:
        """Return the start and value of the longest phrase that ends at `end`; None if there is none."""
        for start in range(max(0, end - longest), end):
            value = self._values.get(tuple(words[start:end]))
            if value is not None:
                return start, value
        return None

    @property
    def first_words(self) -> frozenset[str]:
        """The words that begin a phrase."""
        return frozenset(self._lengths)
