"""A cheap first look: which sentences can hold a claim, so that only those are parsed (`cues` knows statements)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.understand.phrases import folded, split_phrase
from pipeline.understand.triggers import LETTERED_HOSPITAL, Word, trigger_words

REMEMBERED = 4096  # sentences: those of the articles that are parsed together, which are looked at again when read
_WORDS = re.compile(r"[a-z]+(?:'[a-z]+)?")


@lru_cache(maxsize=REMEMBERED)
def may_hold_claim(text: str) -> bool:
    """Whether a word for an outcome stands in the sentence, with the words it needs beside it."""
    words = frozenset(_WORDS.findall(folded(text)))
    words |= {"hospital"} if LETTERED_HOSPITAL.search(text) else frozenset()
    return any(
        needed <= words and (not near or near & words)
        for first in words & _firsts()
        for needed, near in _needs()[first]
    )


@cache
def _needs() -> dict[str, tuple[tuple[frozenset[str], frozenset[str]], ...]]:
    """Return, by the first word of each trigger, the other words it takes and those of which one must be near."""
    found: dict[str, set[tuple[frozenset[str], frozenset[str]]]] = {}
    for phrase, word in trigger_words():
        parts = [part for part in split_phrase(phrase) if part.isalpha()]
        found.setdefault(parts[0], set()).add((frozenset(parts[1:]), _near(word)))
    return {first: tuple(_least(needs)) for first, needs in found.items()}


def _near(word: Word) -> frozenset[str]:
    """Return the words of which one must stand in the sentence too."""
    if word.needs_before or word.needs_after:
        phrases = (*word.needs_before, *word.needs_after)
        return frozenset(
            split_phrase(phrase)[-1] if phrase.startswith("were") else split_phrase(phrase)[0] for phrase in phrases
        )
    return word.near if all(near.isalpha() for near in word.near) else frozenset()


def _least(needs: set[tuple[frozenset[str], frozenset[str]]]) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Leave out what a weaker need covers: "shot dead" needs nothing more once "shot" alone will do."""
    return [n for n in needs if not any(other != n and other[0] <= n[0] and not other[1] for other in needs)]


@cache
def _firsts() -> frozenset[str]:
    return frozenset(_needs())
