"""Numbers that are no counts of people: sums, dates, ages, distances, addresses, calibres, results."""

from __future__ import annotations

import re
from functools import cache

from pipeline.understand.lexicon import table
from pipeline.understand.phrases import folded


def barred_ranges(text: str) -> list[tuple[int, int]]:
    """Return the character ranges of such numbers in a sentence."""
    found: list[tuple[int, int]] = []
    text = folded(text)
    for pattern in _patterns():
        for match in pattern.finditer(text):
            group = 1 if pattern.groups and match.group(1) is not None else 0
            found.append(match.span(group))
    return found


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(entry["pattern"]) for entry in table("decoys")["decoy"])
