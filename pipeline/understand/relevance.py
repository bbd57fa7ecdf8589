"""A cheap first look: which sentences can hold a claim, so that only those are parsed (`cues` knows statements)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from wordfreq import zipf_frequency

from pipeline.understand.context import is_fiction
from pipeline.understand.countable import asks_nothing, may_count
from pipeline.understand.phrases import split_phrase
from pipeline.understand.triggers import LETTERED_HOSPITAL, Word, trigger_words

REMEMBERED = 4096  # sentences: those of the articles that are parsed together, which are looked at again when read
SLACK = 3  # tokens by which the tokenizer may cut a stretch of text more finely than it is cut here


@dataclass(frozen=True, slots=True)
class _Need:
    """What stands in every sentence that the words of a trigger hold in, its rarest word apart.

    `before` and `after`: its other words. `word`: its entry, which may name words of which one follows within its
    reach. `phrases`: of which one stands anywhere in the sentence.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    word: Word
    phrases: tuple[str, ...] = ()


@lru_cache(maxsize=REMEMBERED)
def may_hold_claim(text: str) -> bool:
    """Whether the words for an outcome stand in the sentence, with those they need near them; no film, no match."""
    return _has_words(text) and not is_fiction(text)


def _has_words(text: str) -> bool:
    words = split_phrase(text)
    keys = _keys().intersection(words)
    if not keys:
        return False
    lettered = LETTERED_HOSPITAL.search(text) is not None
    needs, plain = _needs(), f" {' '.join(words)} "
    return any(
        _is_met(need, words, place, plain, lettered=lettered)
        for place, word in enumerate(words)
        if word in keys
        for need in needs[word]
    )


def _is_met(need: _Need, words: tuple[str, ...], place: int, plain: str, *, lettered: bool) -> bool:
    end = place + 1 + len(need.after)
    if need.after and words[place + 1 : end] != need.after:
        return False
    if need.before and words[max(0, place - len(need.before)) : place] != need.before:
        return False
    near = need.word.near
    if near and not (lettered and "hospital" in near) and near.isdisjoint(words[end : end + need.word.reach + SLACK]):
        return False
    if need.phrases and not any(phrase in plain for phrase in need.phrases):
        return False
    return may_count(words, place - len(need.before), end, need.word)


@cache
def _needs() -> dict[str, tuple[_Need, ...]]:
    """Return, by the rarest word of each trigger, what else it takes."""
    found: dict[str, dict[_Need, None]] = {}
    for phrase, word in trigger_words():
        parts = split_phrase(phrase)
        key = min(range(len(parts)), key=lambda index: (not parts[index].isalpha(), zipf_frequency(parts[index], "en")))
        need = _Need(parts[:key], parts[key + 1 :], word, tuple(_phrases(word)))
        found.setdefault(parts[key], {})[need] = None
    return {key: tuple(_least([*needs])) for key, needs in found.items()}


def _phrases(word: Word) -> Iterator[str]:
    """Yield the phrases of which one must stand in the sentence too, between blanks."""
    for phrase in (*word.needs_before, *word.needs_after):
        yield f" {' '.join(split_phrase(phrase))} "


def _least(needs: list[_Need]) -> list[_Need]:
    """Leave out all others where one asks for nothing: "shot dead" needs nothing more once "shot" alone will do."""
    return next(([need] for need in needs if need == _Need((), (), need.word) and asks_nothing(need.word)), needs)


@cache
def _keys() -> frozenset[str]:
    return frozenset(_needs())
