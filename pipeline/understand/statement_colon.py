"""Reporting with no verb: "Aliyev: 'We will ...'", "Police: three dead", and headlines that end in their source."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.understand.passage import Sentence
from pipeline.understand.statement_cast import Cast
from pipeline.understand.statement_introductions import introduction
from pipeline.understand.statement_report import Extent, Report
from pipeline.understand.statement_tokens import FINITE
from pipeline.understand.statement_words import words_of
from pipeline.vocabulary import CueClass, TextField

_HEAD = re.compile(r"^\s*([^:\"“”«»]{2,80}?)(:)\s+(\S.*)$", re.DOTALL)
_TAIL = re.compile(r"^(.{12,}?)\s*(:| [-–—]|,)\s+([^:\"“”«»,]{2,50})$", re.DOTALL)
NEVER_IN_NAMES = frozenset({"is", "are", "was", "were", "has", "have", "to", "by"})
OPENING = frozenset("\"“«„'‘")
LONGEST_NAME = 9  # words before a colon


def colon_report(sentence: Sentence, quoted: Sequence[Extent], cast: Cast) -> Report | None:
    """Return the report of a sentence that names its source before a colon, or a headline that ends in it."""
    head = _HEAD.match(sentence.text)
    if (
        head is not None
        and _is_spoken(sentence, head.start(3), quoted)
        and _names_speaker(sentence, head.span(1), cast)
    ):
        end = len(sentence.text.rstrip())
        return Report(head.span(2), CueClass.SAY, head.span(1), ((head.start(3), end),), "colon:before")
    tail = _TAIL.match(sentence.text) if sentence.field is TextField.TITLE else None
    if tail is not None and not (tail[2] == "," and not quoted) and _names_speaker(sentence, tail.span(3), cast):
        return Report(_mark(tail), CueClass.SAY, tail.span(3), (tail.span(1),), "colon:after")
    return None


def _mark(match: re.Match[str]) -> Extent:
    return match.end(2) - 1, match.end(2)


def _is_spoken(sentence: Sentence, start: int, quoted: Sequence[Extent]) -> bool:
    """Whether words after the colon are speech: quoted in running text, anything in a headline."""
    if sentence.field is TextField.TITLE:
        return True
    return any(a <= start < b for a, b in quoted)


def _names_speaker(sentence: Sentence, place: Extent, cast: Cast) -> bool:
    """Whether the words are an office, a body, or a person's name; a name alone must be known
    from elsewhere or stand beside a quotation.
    """
    start, end = place
    words = words_of(sentence.text[start:end])
    if not words or len(words) > LONGEST_NAME or any(word.key in NEVER_IN_NAMES for word in words):
        return False
    if sentence.doc is not None and any(t.tag_ in FINITE and start <= t.idx < end for t in sentence.doc):
        return False
    introduced = introduction(words)
    if introduced.role is not None or introduced.body_kind is not None:
        return True
    if introduced.name is None or len(words) > 4:
        return False
    beside_quote = {sentence.text[end:].lstrip(": ")[:1], sentence.text[:1]} & OPENING
    return bool(cast.known_as(introduced.name)) or bool(beside_quote)
