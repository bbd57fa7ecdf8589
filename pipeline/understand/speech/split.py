"""Clauses that a verb of speech interrupts: "The talks, said Lee, are over", "If so, she said, taxes rise"."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.understand.speech.breaks import trimmed_end
from pipeline.understand.speech.clauses import is_day
from pipeline.understand.speech.mentions import left_edge_of
from pipeline.understand.speech.resumed import TORN
from pipeline.understand.speech.starts import after_subject
from pipeline.understand.speech.tokens import FINITE, NOUNS, has_finite, is_finite
from pipeline.understand.speech.verbs import SpeechVerb

Range = tuple[int, int]
LONGEST_NAME = 12  # tokens
CONDITIONS = frozenset({"if", "unless", "without", "because", "although", "though", "even"})
"""Words that open a clause which is part of what is said; "when" and "after" tell when it was said."""
LINKS = frozenset({"while", "whereas", "and", "but", "that", "because"})
BEFORE_NOUNS = frozenset({"DT", "JJ", "CD", "PRP$", "POS", "JJS", "PRP", *NOUNS})


def split_clause(doc: Doc, verb: SpeechVerb, floor: int) -> tuple[Range, ...] | None:
    """Return the parts of a clause that the speech verb interrupts: "The talks, said Lee, are over".

    Of "In May, he said, talks failed" the words before are the verb's own setting, and no content.
    """
    first = verb.index if verb.inverted or verb.subject is None else left_edge_of(doc, verb.subject, verb.index)
    after = after_subject(doc, verb)
    if any(child.tag_ in {"WP", "WDT"} and child.i + 4 > verb.index > child.i for child in doc[verb.index].children):
        return None  # "Lee, a former judge who has advised the party, said"
    as_told = floor < len(doc) and doc[floor].lower_ == "as" and not verb.inverted
    after = _after_described(doc, after) if verb.inverted else after
    after = _after_setting(doc, after) if as_told or _is_cut(doc, floor, first, after) else after
    late = _late_subject(doc, floor, first)
    if late is not None and after < len(doc) - 2 and doc[after].text == "," and _is_predicate(doc, after + 1):
        return (late, first - 1), (after + 1, trimmed_end(doc, after + 1, len(doc)))
    if after < len(doc) - 1 and doc[after].text == "," and _in_relative(doc, first):
        return ((after + 1, trimmed_end(doc, after + 1, len(doc))),)
    if after >= len(doc) - 1 or doc[after].text != ",":
        return None
    end = trimmed_end(doc, after + 1, len(doc))
    if first - 1 > floor and doc[floor].lower_ in CONDITIONS and doc[first - 1].text == ",":
        return ((floor, first - 1), (after + 1, end)) if _has_subject(doc, after + 1, end) else None
    if has_finite(doc, floor, first - 1) and first - 1 - floor <= TORN and doc[first - 1].text == ",":
        return ((floor, first - 1), (after + 1, end)) if after > verb.end else None
    if has_finite(doc, floor, first - 1) and doc[first - 1].text == "," and _is_infinitive(doc, after + 1):
        return ((floor, first - 1), (after + 1, end)) if not verb.inverted else None
    if has_finite(doc, floor, first - 1) and not (doc[floor].tag_ == "WP" and _is_predicate(doc, after + 1)):
        return None
    if first - 1 > floor and doc[first - 1].text == "," and _is_predicate(doc, after + 1):
        return (floor, first - 1), (after + 1, end)
    clause = not verb.inverted and first > floor and _has_subject(doc, after + 1, end)
    return ((after + 1, end),) if clause else None


def _in_relative(doc: Doc, first: int) -> bool:
    """Whether the words before a subject open a relative clause: "a bill that, the office estimates, would cut"."""
    while first > 2 and doc[first - 1].tag_ == "DT":
        first -= 1
    if first < 3 or doc[first - 1].text != ",":
        return False
    for token in reversed(doc[max(1, first - LONGEST_NAME) : first - 1]):
        if token.tag_ in {"WDT", "WP", "WP$"} or (token.i == first - 2 and token.lower_ == "that"):
            return True
        if is_finite(token) or token.is_punct:
            return False
    return False


def _after_setting(doc: Doc, start: int) -> int:
    """Return the comma after time and place of "As the envoy announced today at the summit, ...", or `start`."""
    for token in doc[start : start + LONGEST_NAME]:
        if token.text == ",":
            return int(token.i)
        if is_finite(token) or token.is_punct or token.tag_ in {"TO", "VB", "WDT", "WP"} or token.lower_ == "that":
            return start
    return start


def _has_subject(doc: Doc, start: int, end: int) -> bool:
    """Whether a clause with subject and finite verb begins here, and no relative clause or quotation."""
    if start >= end or doc[start].tag_ in {"WP", "WDT", "VBG", "VBN"} or doc[start].is_quote:
        return False
    verb = next((token for token in doc[start:end] if is_finite(token)), None)
    return verb is not None and verb.i > start


def _is_infinitive(doc: Doc, start: int) -> bool:
    """Whether "to" and a verb follow: "She has tried, she says, to explain"."""
    return doc[start].lower_ == "to" and start + 1 < len(doc) and doc[start + 1].tag_ == "VB"


def _is_predicate(doc: Doc, start: int) -> bool:
    """Whether a verb without a subject of its own follows, adverbs aside."""
    while start < len(doc) - 1 and (doc[start].tag_ in {"RB", "MD"} or doc[start].is_quote):
        start += 1
    return doc[start].tag_ in FINITE | {"VB"} or (doc[start].tag_ == "VBN" and not has_finite(doc, start, len(doc)))


def _is_cut(doc: Doc, floor: int, first: int, after: int) -> bool:
    """Whether no clause of its own stands before the speaker: "The firm, the agency alleged at the time,", "If so,"."""
    if first - 1 <= floor or doc[first - 1].text != "," or after >= len(doc):
        return False
    if doc[floor].lower_ in CONDITIONS:
        return True
    if doc[after].tag_ not in {"IN", "RB"} and not is_day(doc, after):
        return False
    if first - 1 - floor <= TORN:
        return True
    return all(token.tag_ in BEFORE_NOUNS for token in doc[floor : first - 1])


def _after_described(doc: Doc, start: int) -> int:
    """Return the comma behind what describes a speaker: "said Adm. Thomas Pike, who is retired, [are the same]"."""
    if start + 2 >= len(doc) or doc[start].text != "," or doc[start + 1].tag_ not in {"WP", "WDT", "DT", "WP$"}:
        return start
    closing = next((t.i for t in doc[start + 1 : -1] if t.text == "," and _is_predicate(doc, t.i + 1)), None)
    return start if closing is None else int(closing)


def _late_subject(doc: Doc, floor: int, first: int) -> int | None:
    """Return where a subject begins behind another clause: "A said B, while [the senator], she noted, has none"."""
    if first - 2 <= floor or doc[first - 1].text != ",":
        return None
    start = first - 1
    while start > floor and doc[start - 1].tag_ in BEFORE_NOUNS and doc[start - 1].lower_ not in LINKS:
        start -= 1
    return start if floor + 1 < start < first - 1 and doc[start - 1].lower_ in LINKS else None
