"""Many patterns and one text: only those are tried whose letters stand in the text at all.

A pattern like "(?:shelling|mortar fire)" can match nothing where neither "shelling" nor "mortar fire" stands. Such
words are read from the pattern itself, so that nothing has to be kept in step with it; to look for them costs a tenth
of a search. A pattern that shows none is always tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib import import_module
from typing import Any, Generic, TypeVar

from wordfreq import zipf_frequency

T = TypeVar("T")
Words = frozenset[str]
DIGIT = "\\d"  # stands for any digit among the words
CHANCES = (1.0, 0.9, 0.35, 0.05, 0.02, 0.01)  # that a sentence holds given letters, by how many they are; roughly
RARE, OF_DIGIT = 0.005, 0.4  # of more letters; of any digit
SENTENCE, BILLION = 25, 9  # words of a sentence; the power of ten that Zipf frequencies are counted in
MOST_WORDS = 100  # more of them cost as much as the search
MOST_NEEDS = 3  # what is asked for beyond the rarest words hardly ever decides
_TRIPLE = 3
_RARER_AND_RARER = " etaoinsrhdlucmfywgpbvkxqjz"  # letters of English
_DIGIT = re.compile(r"\d")
_SAME_LETTER = str.maketrans({"İ": "i", "ı": "i", "ſ": "s"})  # what patterns without case take for i and s
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})


class Sieve(Generic[T]):
    """Patterns with a value each, in order."""

    def __init__(self, patterns: Iterable[tuple[T, re.Pattern[str]]]) -> None:
        """Read from each pattern what every match of it holds."""
        self._rows = [(value, pattern, needs_of(pattern)) for value, pattern in patterns]
        self._by_triple: dict[str, list[tuple[str, int]]] = {}  # rows by letters of the rarest words that they need
        self._asked_anyway = []
        for number, (_, _, needs) in enumerate(self._rows):
            if needs and all(len(word) >= _TRIPLE and word != DIGIT for word in needs[0]):
                for word in needs[0]:
                    self._by_triple.setdefault(_rarest_triple(word), []).append((word, number))
            else:
                self._asked_anyway.append(number)

    def fitting(self, text: str) -> Iterator[tuple[T, re.Pattern[str]]]:
        """Yield, in order, the patterns that may match somewhere in `text`; those left out cannot."""
        plain, triples = _letters_of(text)
        chosen = set(self._asked_anyway)
        for triple in self._by_triple.keys() & triples:
            chosen.update([number for word, number in self._by_triple[triple] if word in plain])
        for number in sorted(chosen):
            value, pattern, needs = self._rows[number]
            if _holds(plain, needs):
                yield value, pattern

    def matches(self, text: str) -> Iterator[tuple[T, re.Match[str]]]:
        """Yield every match of every pattern, pattern after pattern."""
        for value, pattern in self.fitting(text):
            for match in pattern.finditer(text):
                yield value, match


def needs_of(pattern: re.Pattern[str]) -> tuple[tuple[str, ...], ...]:
    """Return sets of letters, in lower case: one of each set stands in every match. Empty where none are sure."""
    try:
        tree = import_module("re._parser").parse(pattern.pattern, pattern.flags)
    except ImportError:  # a Python that keeps its parser elsewhere: slower, and right
        return ()
    found = {words for words in _of_sequence(tree) if len(words) <= MOST_WORDS and _chance(words) < 1}
    kept = sorted(found, key=lambda words: (_chance(words), sorted(words)))[:MOST_NEEDS]
    return tuple(tuple(sorted(words, key=lambda word: (len(word), word))) for words in kept)


def _holds(plain: str, needs: Iterable[Iterable[str]]) -> bool:
    """Whether one word of each set stands in a text."""
    for words in needs:
        for word in words:
            if word in plain:
                break
        else:
            return False
    return True


@lru_cache(maxsize=16)
def _letters_of(text: str) -> tuple[str, frozenset[str]]:
    """Return a text as words are looked for in it, and all that stands in it of three letters."""
    plain = _plain(text)
    if _DIGIT.search(text) is not None:
        plain += DIGIT
    return plain, frozenset(map("".join, zip(*(plain[by:] for by in range(_TRIPLE)), strict=False)))


def _rarest_triple(word: str) -> str:
    """Return three letters of a word that few texts hold: the index is by them."""
    triples = [word[by : by + _TRIPLE] for by in range(len(word) - _TRIPLE + 1)]
    return max(triples, key=lambda triple: sum(map(_RARER_AND_RARER.find, triple)))


def _plain(text: str) -> str:
    return text.lower() if text.isascii() else text.translate(_SAME_LETTER).lower()


@cache
def _chance(words: Words) -> float:
    """Return how often one of the words stands in a sentence, at most and roughly."""
    return sum(OF_DIGIT if word == DIGIT else _chance_of(word) for word in words)


def _chance_of(letters: str) -> float:
    by_length = (*CHANCES, RARE)[min(len(letters), len(CHANCES))]
    common = [SENTENCE * 10 ** (zipf_frequency(word, "en") - BILLION) for word in letters.split()]
    return max(by_length, min(common, default=0.0))


def _of_sequence(items: Iterable[Any]) -> list[Words]:
    """Return the letters that the parts of a sequence need, each a choice of several."""
    found: list[Words] = []
    run = ""
    for operator, argument in items:
        if operator.name == "LITERAL":
            run += _plain(chr(argument))
            continue
        if run:
            found.append(frozenset({run}))
        run = ""
        found += _of_part(operator.name, argument)
    return [*found, frozenset({run})] if run else found


def _of_part(operator: str, argument: Any) -> list[Words]:
    if operator in {"SUBPATTERN", "ATOMIC_GROUP"}:
        return _of_sequence(argument[3] if operator == "SUBPATTERN" else argument)
    if operator == "ASSERT":
        return _of_sequence(argument[1])
    if operator in _REPEATS:
        return _of_sequence(argument[2]) if argument[0] > 0 else []
    if operator == "BRANCH":
        return _of_any([_of_sequence(branch) for branch in argument[1]])
    if operator == "IN":
        return _of_any([_of_character(name.name, value) for name, value in argument])
    return []


def _of_any(ways: list[list[Words]]) -> list[Words]:
    """Return what one of several ways needs: the rarest words of each; nothing if one of them needs nothing."""
    if not all(ways):
        return []
    return [frozenset(word for way in ways for word in min(way, key=_chance))]


def _of_character(operator: str, value: Any) -> list[Words]:
    if operator == "LITERAL":
        return [frozenset({_plain(chr(value))})]
    digits = operator == "RANGE" and ord("0") <= value[0] and value[1] <= ord("9")
    return [frozenset({DIGIT})] if digits or (operator == "CATEGORY" and value.name == "CATEGORY_DIGIT") else []
