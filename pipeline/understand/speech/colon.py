"""Reporting with no verb: "Aliyev: 'We will ...'", "Police: three dead", and headlines that end in their source."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from pipeline.understand.clause import RELATIVE, SUBJECTS
from pipeline.understand.passage import Sentence
from pipeline.understand.speech.cast import Cast
from pipeline.understand.speech.introductions import introduction
from pipeline.understand.speech.mentions import mention_extent
from pipeline.understand.speech.report import Extent, Report, extent_of
from pipeline.understand.speech.tokens import FINITE
from pipeline.understand.speech.words import words_of
from pipeline.vocabulary import CueClass, TextField

_HEAD = re.compile(r"^\s*([^:\"“”«»]{2,80}?)(:)\s+(\S.*)$", re.DOTALL)
_TAIL = re.compile(r"^(.{12,}?)\s*(:| [-–—]|,)\s+([^:\"“”«»,]{2,50})$", re.DOTALL)
NEVER_IN_NAMES = frozenset({"is", "are", "was", "were", "has", "have", "to", "by"})
OPENING = frozenset("\"“«„'‘")
SPEAKING = frozenset({"NNP", "NN", "NNS", "PRP"})
ANSWERS = frozenset(
    ["answer", "response", "reply", "rejoinder", "retort", "advice", "verdict", "explanation", "conclusion", "message"]
    + ["warning", "comment", "assessment", "summary", "motto", "plea", "appeal", "instruction", "promise"]
)
"""Nouns that their owner has spoken where a colon and quoted words follow."""
LONGEST_NAME = 9  # words before a colon


def colon_report(sentence: Sentence, quoted: Sequence[Extent], cast: Cast) -> Report | None:
    """Return the report of a sentence that names its source before a colon, or a headline that ends in it."""
    head = _HEAD.match(sentence.text)
    if (
        head is not None
        and _is_spoken(sentence, head.start(3), quoted)
        and _names_speaker(sentence, head.span(1), cast)
    ):
        return _said(sentence, head, head.span(1), weak=False)
    plain = sentence.field is TextField.TITLE and head is not None and head[3][0] not in OPENING
    if head is not None and not plain and _is_spoken(sentence, head.start(3), quoted) and sentence.doc is not None:
        subject = _answerer(sentence.doc, head.end(1)) or _subject_before(sentence.doc, head.end(1))
        if subject is not None:
            return _said(sentence, head, subject, weak=True)
    tail = _TAIL.match(sentence.text) if sentence.field is TextField.TITLE else None
    if tail is not None and not (tail[2] == "," and not quoted) and _names_speaker(sentence, tail.span(3), cast):
        return Report(_mark(tail), CueClass.SAY, tail.span(3), (tail.span(1),), "colon:after")
    return None


def _said(sentence: Sentence, head: re.Match[str], speaker: Extent, *, weak: bool) -> Report:
    words = head.start(3), len(sentence.text.rstrip())
    return Report(head.span(2), CueClass.SAY, speaker, (words,), "colon:before", weak=weak)


def _answerer(doc: Doc, colon: int) -> Extent | None:
    """Return whose answer stands before a colon and a quotation: 'The mayor's advice to him: "Talk less."'"""
    noun = next((t for t in doc if t.idx < colon and t.lower_ in ANSWERS), None)
    if noun is None or any(t.tag_ in FINITE for t in doc if t.idx < colon):
        return None
    owner = next((child for child in noun.children if child.dep_ in {"nmod:poss", "poss"}), None)
    return extent_of(doc, *mention_extent(doc, owner.i)) if owner is not None else None


def _subject_before(doc: Doc, colon: int) -> Extent | None:
    """Return who does something right before a colon and a quotation: 'Dietrich disagreed: "Give him a chance."'"""
    before = [token for token in doc if token.idx < colon]
    verbs = [token for token in before if token.tag_ in FINITE and token.dep_ not in RELATIVE]
    subjects = [token for token in before if token.dep_ in SUBJECTS and token.tag_ in SPEAKING]
    if len(verbs) != 1 or len(subjects) != 1 or subjects[0].i > verbs[0].i:
        return None
    return extent_of(doc, *mention_extent(doc, subjects[0].i))


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
