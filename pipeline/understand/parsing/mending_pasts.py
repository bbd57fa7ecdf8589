"""Verbs that the model takes for another form: "seven members accused the governor", "to send in and suggest"."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.understand.speech.cues import Cue, verb_cues
from pipeline.understand.speech.tokens import NOUNS, is_finite
from pipeline.understand.times.days import WEEKDAYS

CLAUSE_OPENING = 8  # tokens from a verb of speech to the verb of the clause that it reports


def cues_of(token: Token) -> list[Cue]:
    """Return the verbs of speech that a token may be, whatever its tag."""
    return verb_cues([token.lower_], 0)


def acts_after(token: Token) -> bool:
    """Whether somebody has told another in a clause of time: "a showdown after seven members accused the governor"."""
    if token.nbor(-1).tag_ not in NOUNS or token.nbor(1).tag_ not in {"NNP", "PRP"} or not cues_of(token):
        return False
    for before in reversed(token.doc[max(0, token.i - CLAUSE_OPENING) : token.i]):
        if before.lower_ in {"after", "when", "since", "because"}:
            return before.i + 1 < token.i
        if is_finite(before) or before.is_punct:
            return False
    return False


def acts_on_day(token: Token) -> bool:
    """Whether a day stands between a name and what its bearer did: "Prime Minister Lee on Sunday accused parties"."""
    if token.i < 3 or token.dep_ not in {"amod", "acl"} or not cues_of(token):
        return False
    day, before = token.nbor(-1), token.nbor(-2)
    return day.lower_ in WEEKDAYS and before.lower_ == "on" and token.nbor(-3).tag_ in {"NNP", "NNS"}


def takes_up(token: Token) -> bool:
    """Whether "accused" goes on with a subject before: "had received care and accused advocates of coaching"."""
    joined = token.lower_ == "accused" and token.nbor(-1).lower_ in {"and", "but"} and token.dep_ in {"amod", "acl"}
    return joined and any(t.lower_ == "of" for t in token.doc[token.i + 2 : token.i + 7])


def has_own_subject(token: Token) -> bool:
    """Whether a participle has a subject and no auxiliary: "after seven members accused the governor"."""
    acts = any(child.dep_ == "nsubj" and child.i < token.i for child in token.children)
    acts = acts and not token.dep_.startswith("acl")  # "the man believed to have shot them"
    return acts and not any(child.dep_.startswith("aux") for child in token.children) and token.nbor(-1).tag_ in NOUNS


def put_over(verb: Token, noun: Token) -> None:
    """Make a noun that a participle was hung on the object of the past tense that it is."""
    over, dep = (noun.head, noun.dep_) if noun.head.i != noun.i else (verb, "ROOT")
    verb.tag_, verb.dep_, verb.head = "VBD", dep, over
    noun.dep_, noun.head = "obj", verb


def goes_on_with(token: Token) -> Token | None:
    """Return the "to" that a verb goes on with: "were encouraged to send designs and suggest what it should mean"."""
    joined = token.dep_ == "conj" and token.nbor(-1).lower_ in {"and", "or"} and token.head.tag_ in {"VBN", "VBD"}
    between = token.doc[token.head.i + 1 : token.i]
    if not joined or any(t.tag_ in {"VBZ", "VBD"} for t in between):
        return None
    return next((t for t in between if t.tag_ == "TO" and t.nbor(1).tag_ == "VB"), None)
