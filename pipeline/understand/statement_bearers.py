"""The noun that stands for a speaker behind a description, a bracket, a long name or a paper."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.understand.clause import SUBJECTS
from pipeline.understand.cues import venues
from pipeline.understand.official import document_words
from pipeline.understand.statement_tokens import NOUNS

DESCRIBED = 9  # tokens between "poll" or "people" and the verb of "released by the university on Friday found"
LEANING = frozenset({"close", "familiar", "loyal", "opposed", "near", "briefed", "involved", "present"})


def described_noun(verb: Token) -> int | None:
    """Return the paper, or those who speak, described before a verb: "A poll released Friday found"."""
    described = [t for t in verb.doc[max(1, verb.i - DESCRIBED) : verb.i] if not t.is_quote]
    last = max((place for place, t in enumerate(described) if t.text == ","), default=-1)
    described = described[last + 2 :] if last >= 0 else described
    if verb.tag_ not in {"VBD", "VBZ", "VBP"} or any(t.tag_ in {"WDT", "WP"} for t in described):
        return None
    for token in described:
        noun = token.nbor(-1)
        paper = token.tag_ in {"VBN", "VBD"} and noun.lemma_.lower() in document_words()
        if paper or (token.lower_ in LEANING and noun.tag_ == "NNS"):
            return int(noun.i)
    return None


def before_bracket(token: Token, index: int) -> int:
    """Return the word before a bracket that ends at `index`: "Sen. Ann Lee (R-Ohio) said"; else `index`."""
    if token.doc[index].text != ")":
        return index
    opening = next((t.i for t in reversed(token.doc[max(0, index - 8) : index]) if t.text == "("), 0)
    return opening - 1 if opening else index


def head_of_name(noun: Token) -> int:
    """Return the head of a name that ends here: of "Observatory for Human Rights" the first word."""
    while noun.dep_ in {"nmod", "flat"} and noun.head.i < noun.i and noun.head.tag_ in NOUNS:
        noun = noun.head
    return int(noun.i)


def bearer_of(noun: Token) -> int | None:
    """Return who speaks through a statement, letter or report: its owner, author, or who issued it."""
    if noun.lower_ not in venues() and noun.lemma_.lower() not in venues():
        return int(noun.i)
    for child in noun.children:
        if child.dep_ in {"nmod:poss", "poss"}:
            return int(child.i)
        if child.dep_ == "nmod" and any(case.lower_ in {"by", "from", "of"} for case in child.children):
            return int(child.i)
    governor = noun.head
    subjects = [child for child in governor.children if child.dep_ in SUBJECTS and child.i != noun.i]
    return int(subjects[0].i) if subjects else int(noun.i)
