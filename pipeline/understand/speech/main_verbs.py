"""Where words end before the main verb: of "Lee, who said A, told", "Promising A, he signed", "While A said B"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pipeline.understand.clause import RELATIVE
from pipeline.understand.speech.breaks import trimmed_end
from pipeline.understand.speech.tokens import ASKED, FINITE, beside, has_finite
from pipeline.understand.speech.verbs import SpeechVerb

CONTRASTS = frozenset({"while", "whereas", "although", "though"})
LONGEST_SUBJECT = 8  # tokens


def end_before_main_verb(doc: Doc, verb: SpeechVerb, start: int) -> int | None:
    """Return where the words of a clause end that stands before the main verb; None where none does."""
    return (
        _end_of_relative(doc, verb, start)
        or _end_of_subordinate(doc, verb, start)
        or _end_of_opening(doc, verb, start)
        or _end_of_name(doc, verb, start)
    )


def _end_of_relative(doc: Doc, verb: SpeechVerb, start: int) -> int | None:
    """Return where a relative clause in commas ends, before the main verb: "Lee, who said A, told reporters that"."""
    opening = next((t.i for t in reversed(doc[1 : verb.index]) if t.lower_ in {"who", "which"}), 0)
    if not opening or verb.index - opening > 3 or doc[opening - 1].text != ",":
        return None
    for token in doc[start + 1 : -2]:
        after = beside(token, 2) if beside(token).tag_ == "RB" else beside(token)
        while after.is_quote and after.i + 1 < len(doc):
            after = beside(after)
        if token.text == "," and after.tag_ in {"VBD", "VBZ", "VBP", "MD", "VBN"}:
            return int(token.i)
    return None


def _end_of_opening(doc: Doc, verb: SpeechVerb, start: int) -> int | None:
    """Return where a participle that opens the sentence ends: "Promising to act, the mayor signed the order"."""
    if verb.subject is None or verb.subject < start or doc[verb.index].tag_ != "VBG":
        return None
    edge = int(doc[verb.subject].left_edge.i)
    comma = next((t.i for t in reversed(doc[start:edge]) if t.text == ","), None)
    return int(comma) if comma is not None and edge - comma <= 2 and comma > start else None


def _end_of_name(doc: Doc, verb: SpeechVerb, start: int) -> int | None:
    """Return where a clause ends that describes the subject of the main verb: "Lee, an envoy who backs it, told"."""
    over = doc[verb.index]
    for _ in range(5):
        if over.dep_ in RELATIVE | {"acl"} or over.head.i == over.i:
            break
        over = over.head
    if over.dep_ not in RELATIVE | {"acl"} or over.head.i >= verb.index:
        return None
    end = int(over.right_edge.i) + 1
    if not start < end < len(doc) - 1 or doc[end].text != ",":
        return None
    after = doc[end + 2] if doc[end + 1].tag_ == "RB" and end + 2 < len(doc) else doc[end + 1]
    return trimmed_end(doc, start, end) if after.tag_ in FINITE else None


def _end_of_subordinate(doc: Doc, verb: SpeechVerb, start: int) -> int | None:
    """Return where a subordinate clause before the main one ends: "While A blamed B, C stayed silent"."""
    token = doc[verb.index]
    if doc[0].lower_ in ASKED or (doc[0].lower_ in CONTRASTS and not has_finite(doc, 0, verb.index)):
        for comma in doc[start + 1 : -2]:
            if comma.text == "," and _opens_clause(doc, comma.i + 1):
                return trimmed_end(doc, start, int(comma.i))
    if token.dep_ != "advcl" or token.head.i < token.i or not any(_subordinates(c) for c in token.children):
        return None
    end = int(token.right_edge.i) + 1
    after = doc[end : end + 1] or doc[end - 1 :]
    return (
        trimmed_end(doc, start, end)
        if start < end <= token.head.i and "," in {after[0].text, doc[end - 1].text}
        else None
    )


def _subordinates(word: Token) -> bool:
    """Whether a word makes its clause a subordinate one: "while", "when"."""
    return word.dep_ == "mark" or (word.tag_ == "WRB" and word.lower_ == "when")


def _opens_clause(doc: Doc, start: int) -> bool:
    """Whether a subject and its finite verb begin here: ", aid groups say"."""
    subject = doc[start].tag_ in {"DT", "NN", "NNS", "NNP", "NNPS", "PRP", "JJ", "PRP$", "CD"}
    for token in doc[start : start + LONGEST_SUBJECT] if subject else ():
        if token.tag_ in FINITE:
            return token.i > start
        if token.is_punct or token.tag_ in {"VB", "VBG", "CC"}:
            return False
    return False
