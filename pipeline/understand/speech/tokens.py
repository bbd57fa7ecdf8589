"""What the statement rules ask of single tokens, with care for what the tagger gets wrong."""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Doc, Token

from pipeline.understand.clause import SUBJECTS, folded_words, tags_of
from pipeline.understand.speech.cues import words_of

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
VERBAL = FINITE | {"VB", "VBN", "VBG"}
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
NOMINAL = NOUNS | {"PRP", "CD", "DT", "WP", "WDT"}
NEGATIONS = frozenset({"not", "n't", "never", "neither", "nor"})
MOVING_ON = frozenset(
    {"then", "later", "also", "again", "repeatedly", "subsequently", "immediately", "quickly", "further", "separately"}
)
"""Adverbs before the next verb of speech of one speaker: "and later said"."""
REFUSING = frozenset({"did", "does", "do", "not", "n't", "would"})
ASKED = frozenset({"asked", "pressed", "questioned", "quizzed", "challenged"})
AUXILIARIES = frozenset({"was", "were", "is", "are", "had", "has", "have", "will", "would", "did", "does"})


def goes_on(token: Token) -> bool:
    """Whether a verb of speech takes up the one before: "..., adding that", "... and called for"."""
    if token.i == 0 or any(child.dep_ in SUBJECTS for child in token.children):
        return False
    before = token.doc[link_of(token)]
    if token.tag_ == "VBG":
        return before.text == ","
    if before.text == "," and before.i + 1 < token.i:
        return token.nbor(-1).lower_ == "then" and token.tag_ in {"VBD", "VBZ"}
    refuses = token.tag_ == "VB" and token.nbor(-1).lower_ in {"not", "n't"}
    return before.tag_ == "CC" and (token.tag_ in {"VBD", "VBZ", "VBN"} or refuses)


def link_of(token: Token) -> int:
    """Return the token before a verb and its adverbs: of "and later said", "and"."""
    index = int(token.i) - 1
    passed = MOVING_ON | REFUSING if token.tag_ == "VB" else MOVING_ON
    while index > 0 and token.doc[index].lower_ in passed:
        index -= 1
    return max(index, 0)


def is_finite(token: Token) -> bool:
    """Whether a token is a finite verb; plain auxiliaries are, whatever the tagger says."""
    return token.tag_ in FINITE or token.lower_ in AUXILIARIES


def beside(token: Token, by: int = 1) -> Token:
    """Return the token behind another; the last token of a sentence, cut off or not, is its own."""
    return token.doc[min(token.i + by, len(token.doc) - 1)]


@lru_cache(maxsize=256)
def _finite_of(doc: Doc) -> tuple[bool, ...]:
    """Return which tokens of a parse are finite verbs; made once."""
    return tuple(
        tag in FINITE or word in AUXILIARIES for tag, word in zip(tags_of(doc), folded_words(doc), strict=True)
    )


def has_finite(doc: Doc, start: int, end: int) -> bool:
    """Whether a finite verb stands among these tokens."""
    return any(_finite_of(doc)[max(0, start) : max(0, end)])


def before_bracket(token: Token, index: int) -> int:
    """Return the word before a bracket that ends at `index`: "Sen. Ann Lee (R-Ohio) said"; else `index`."""
    if token.doc[index].text != ")":
        return index
    opening = next((t.i for t in reversed(token.doc[max(0, index - 8) : index]) if t.text == "("), 0)
    return opening - 1 if opening else index


def misread_subject(token: Token) -> int | None:
    """Return the subject of a past tense that the parse takes for a participle: "The mayor promised to go".

    Such a sentence has a noun, or a verb without tense further on, as its root and no finite verb before; None for a
    true participle.
    """
    if token.tag_ != "VBN" or token.dep_ not in {"amod", "acl", "compound"} or token.i + 1 >= len(token.doc):
        return None
    named = _named_behind_words(token)
    if named is not None:
        return named
    begin = 1 + max((t.i for t in token.doc[: token.i] if t.text == ";"), default=-1)
    root = token.head if begin and token.head.i >= begin else token.doc[:].root
    plural = root.tag_ == "VBP" and token.i > 0 and token.nbor(-1).tag_ in {"NN", "NNP"}  # "The ministry ... refrain"
    untensed = (root.tag_ == "VB" or plural) and root.i > token.i and not has_finite(token.doc, token.i, root.i)
    if not (untensed or root.tag_.startswith("NN")) or has_finite(token.doc, begin, token.i):
        return None
    if not _goes_on_actively(token):
        return None
    if not untensed and root.i < token.i and token.nbor(-1).text in {",", ")"} and _tells_that(token):
        return int(root.i)
    if root.tag_ == "NN" and _follows_apposed_name(token) and not has_finite(token.doc, token.i, len(token.doc)):
        return int(root.i)
    before = token.doc[max(0, before_bracket(token, token.i - 1))] if token.i else token
    if token.i > 2 and before.tag_ == "NNP" and before.nbor(-1).tag_ == "IN":
        return int(root.i)  # "A poll released on Friday found"
    if before.tag_ in {"NN", "NNS", "NNP", "NNPS", "PRP"}:
        return int(before.i)
    return int(root.i) if before.text == "," and root.i < token.i and root.tag_ == "NNP" else None


def _named_behind_words(token: Token) -> int | None:
    """Return whom a closed quotation names before a verb: '"We won," Rep. Ann Lee, D-Mo., declared in the lobby'."""
    doc = token.doc
    mark = next((t.i for t in reversed(doc[: token.i]) if t.is_quote), 0)
    closed = mark > 1 and doc[mark - 1].text in {",", "?", "!", "."} and not doc[mark - 1].whitespace_
    phrase = doc[mark + 1 : token.i]
    if not closed or not phrase or not phrase[0].text[:1].isupper() or has_finite(doc, mark + 1, token.i):
        return None
    undergone = beside(token).lower_ in {"with", "by", "over", "to", "of"} or has_finite(doc, token.i + 1, len(doc))
    if undergone or any(t.tag_ in {"WP", "WDT", "VBG", "VBN"} for t in phrase):
        return None
    comma = next((t.i for t in phrase if t.text == ","), token.i)
    return comma - 1 if doc[comma - 1].tag_ in NOUNS else None


def _follows_apposed_name(token: Token) -> bool:
    """Whether a name in commas ends right before: "The head of the mission, Ambassador Ann Lee, called on"."""
    return token.i > 2 and token.nbor(-1).text == "," and token.nbor(-2).tag_ == "NNP"


def _tells_that(token: Token) -> bool:
    """Whether a that-clause follows, behind a day at most, on a verb after which no hearer is named."""
    if token.lower_ in words_of("told") or token.lower_ in ASKED:
        return False
    after = [t for t in token.doc[token.i + 1 : token.i + 4] if t.tag_ not in {"IN", "NNP"} or t.lower_ == "that"]
    return bool(after) and after[0].lower_ == "that"


def _goes_on_actively(token: Token) -> bool:
    after = beside(token).lower_
    passive = after in {"by", "of", "for", "as", "in", "with", "at"} and token.lower_ not in {"called", "appealed"}
    passive = passive or token.doc[token.i + 2 : token.i + 3].text == "by"  # "called for by its members"
    return not passive and beside(token).tag_ != "VBN"
