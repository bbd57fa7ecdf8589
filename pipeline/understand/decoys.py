"""Numbers that are no counts of people: sums, dates, ages, distances, addresses, calibres, results."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Doc

from pipeline.understand.lexicon import table


def barred_tokens(doc: Doc) -> frozenset[int]:
    """Return the indices of tokens that lie in a number which is no count of people."""
    ranges = barred_ranges(doc.text)
    if not ranges:
        return frozenset()
    return frozenset(t.i for t in doc if any(t.idx < end and t.idx + len(t) > start for start, end in ranges))


def barred_ranges(text: str) -> list[tuple[int, int]]:
    """Return the character ranges of such numbers in a sentence."""
    found: list[tuple[int, int]] = []
    for pattern in _patterns():
        for match in pattern.finditer(text):
            group = 1 if pattern.groups and match.group(1) is not None else 0
            found.append(match.span(group))
    return found


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(entry["pattern"], re.IGNORECASE) for entry in table("decoys")["decoy"])
