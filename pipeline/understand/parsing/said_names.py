"""Names that the model takes for a verb: "Communications Minister Salleh Said Keruak said", "Han Ji-won announced"."""

from __future__ import annotations

import re

from spacy.tokens import Doc

NAME = "Said"
NORM = "ahmed"
"""What the model is shown instead: a name that is nothing else."""
SYLLABLE, SYLLABLE_NORM = "won", "hyun"
"""The end of Korean first names, and another that is no English word."""
_LOWER = re.compile(r"\b[a-z]{2,}\b")
_CAPITAL = re.compile(r"\b[A-Z][a-z]+\b")
_SPEAKS = re.compile(r"\b(?:said|says|told)\b")


def show_names(doc: Doc, text: str) -> None:
    """Set, in place, the norm of every "Said" and "-won" that is somebody's name.

    Headlines in capitals are left alone.
    """
    if "-won" in text:
        for token in doc[3:]:
            parts = doc[token.i - 3 : token.i]
            if token.text == SYLLABLE and parts[2].text == "-" and parts[0].is_title and parts[1].is_title:
                token.norm_ = SYLLABLE_NORM
    if NAME not in text or len(_LOWER.findall(text)) <= len(_CAPITAL.findall(text)):
        return
    for token in doc:
        if token.text == NAME and _is_name(doc, token.i, text):
            token.norm_ = NORM


def _is_name(doc: Doc, index: int, text: str) -> bool:
    """Whether "Said" stands beside another capital inside a sentence, or opens one in which somebody speaks later."""
    following = doc[index + 1].text if index + 1 < len(doc) else ""
    if index == 0:
        return following[:1].isupper() and ":" not in text and _SPEAKS.search(text) is not None
    before = doc[index - 1]
    opens = before.is_quote or before.text in {":", ".", "?", "!", "-", "–", "—", "|", ")"}
    named = before.text[:1].isupper() or following[:1].isupper() or following in {"bin", "ibn", "al", "el", "al-"}
    return named and not opens
