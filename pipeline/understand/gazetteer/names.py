"""How names of places are compared."""

from __future__ import annotations

import unicodedata

UNLIKE = str.maketrans(
    {"ı": "i", "ə": "a", "Ə": "A", "ʼ": "'", "’": "'", "‘": "'", "ʿ": "'", "-": " ", "ø": "o", "ł": "l"}
)
"""Letters and marks that have no decomposition, and hyphens, which writers leave out as often as not."""


def plain(name: str) -> str:
    """Return a name as it is compared: lower case, no diacritics, no hyphens or apostrophes, no article."""
    bare = unicodedata.normalize("NFKD", name.translate(UNLIKE))
    lowered = "".join(c for c in bare if not unicodedata.combining(c)).lower().replace("'", "")
    return " ".join(lowered.split()).removeprefix("the ")
