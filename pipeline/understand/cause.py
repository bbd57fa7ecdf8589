"""What harmed people: the causes that a sentence names, each with its words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pipeline.sieve import Sieve
from pipeline.understand.lexicon import table
from pipeline.understand.passage import Sentence
from pipeline.understand.phrases import folded
from pipeline.vocabulary import Cause


@dataclass(frozen=True, slots=True)
class CauseMention:
    """A cause named in characters `start` to `end` of its sentence; the higher `weight`, the more it tells."""

    start: int
    end: int
    cause: Cause
    weight: float


def find_causes(sentence: Sentence) -> tuple[CauseMention, ...]:
    """Return the causes that a sentence names, in text order; of two over the same words the one that tells more."""
    text = folded(sentence.text)
    for _, decoys in _decoys().fitting(text):
        text = decoys.sub(lambda match: "_" * len(match[0]), text)
    found = [
        CauseMention(match.start(), match.end(), cause, weight)
        for (cause, weight), match in _patterns().matches(text)
        if match.end() > match.start()
    ]
    kept: list[CauseMention] = []
    for mention in sorted(found, key=lambda m: (-m.weight, m.start, -m.end)):
        if all(mention.end <= other.start or mention.start >= other.end for other in kept):
            kept.append(mention)
    return tuple(sorted(kept, key=lambda m: m.start))


def main_cause(mentions: Iterable[CauseMention]) -> CauseMention | None:
    """Return the mention that tells most, the first of equals; None if there is none."""
    return min(mentions, key=lambda m: (-m.weight, m.start), default=None)


@cache
def _decoys() -> Sieve[None]:
    """Return the pattern of words of harm that harm nobody: strikes of workers, shots of films."""
    return Sieve([(None, re.compile(rf"\b(?:{'|'.join(table('causes')['decoys']['patterns'])})(?!\w)"))])


@cache
def _patterns() -> Sieve[tuple[Cause, float]]:
    """Return one pattern per cause: the alternatives of its table entry between word bounds."""
    return Sieve(
        (
            (Cause.of(entry["code"]), float(entry["weight"])),
            re.compile(rf"\b(?:{'|'.join(entry['patterns'])})(?!\w)"),
        )
        for entry in table("causes")["cause"]
    )
