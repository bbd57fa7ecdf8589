"""How rare a word is in general English: frozen, so that no verdict depends on what the store happens to hold.

The figures are Zipf values (log10 of occurrences per billion words) of `wordfreq`, a snapshot that its author has
closed, corrected by the words of our own trade. Frequencies counted in the growing store were rejected as the base:
every arrival would change every earlier judgement. What the store knows enters in steps only, see `candidates`.
"""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import wordfreq

UNSEEN_ZIPF = 1.5
"""Just below the rarest word of the snapshot (1.6)."""

TRADE_ZIPF = 5.3
"""As common as 'police'."""

COMMON_ZIPF = 6.0
"""Words as frequent as this tell nothing: 'people', 'year'."""


@cache
def _frequencies() -> dict[str, float]:
    table: dict[str, float] = wordfreq.get_frequency_dict("en", wordlist="large")
    return table


@cache
def _trade() -> dict[str, Any]:
    return tomllib.loads(files("pipeline.resolve").joinpath("trade_words.toml").read_text(encoding="utf-8"))


@cache
def titles() -> frozenset[str]:
    """Return the titles that make the name after them an official's, in lower case."""
    return frozenset(_trade()["titles"]["words"].split())


@cache
def geography() -> frozenset[str]:
    """Return the words that end names of places, in lower case."""
    return frozenset(_trade()["geography"]["words"].split())


@cache
def no_towns() -> frozenset[str]:
    """Return the words that no name of a town has, in lower case."""
    return frozenset(_trade()["no_town"]["words"].split())


@cache
def trade_words() -> frozenset[str]:
    """Return the words that every report of our kind uses, in lower case."""
    return frozenset(word for entry in _trade()["list"] for word in entry["words"].split())


@lru_cache(maxsize=100_000)
def zipf(word: str) -> float:
    """Return the Zipf value of a lower-case word."""
    if word in trade_words():
        return TRADE_ZIPF
    if "-" in word:  # 'year-old', 'life-threatening': as common as their commonest part
        return max((zipf(part) for part in word.split("-") if part), default=UNSEEN_ZIPF)
    frequency = _frequencies().get(word, 0.0)
    return float(wordfreq.freq_to_zipf(frequency)) if frequency > 0 else UNSEEN_ZIPF


def rarity(word: str) -> float:
    """Return from 0 (everyday) to 1 (not in the snapshot) how much it tells that two texts share this word."""
    return max(0.0, (COMMON_ZIPF - zipf(word)) / (COMMON_ZIPF - UNSEEN_ZIPF))
