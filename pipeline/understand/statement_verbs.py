"""Verbs of speech in a parsed sentence, with who speaks: the verb's own subject, or the one it shares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipeline.understand.clause import RELATIVE, SUBJECTS
from pipeline.understand.cues import Cue, negating_forms, venues, verb_cue

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
VERBAL = FINITE | {"VB", "VBN", "VBG"}
NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD", "DT", "WP", "WDT"})
NEGATIONS = frozenset({"not", "n't", "never", "neither", "nor"})
HYPOTHETICAL = frozenset({"if", "unless", "whether"})
MODALS = frozenset({"can", "could", "may", "might", "should", "must", "shall", "ca"})
LEADING_ON = frozenset({"go", "continue", "want", "wish", "seek", "begin", "start", "proceed", "like", "come"})
AUXILIARIES = frozenset({"was", "were", "is", "are", "had", "has", "have", "will", "would", "did", "does"})
BE = frozenset({"be", "is", "are", "was", "were", "been", "being", "'s", "'re", "got"})
NO_SPEAKERS = frozenset(
    {"i", "you", "it", "there", "what", "that", "this", "which", "these", "those", "one", "anyone", "we"}
)


def goes_on(token: Token) -> bool:
    """Whether a verb of speech takes up the one before: "..., adding that", "... and called for"."""
    if token.i == 0 or any(child.dep_ in SUBJECTS for child in token.children):
        return False
    before = token.nbor(-1)
    if token.tag_ == "VBG":
        return before.text == ","
    return before.tag_ == "CC" and token.tag_ in {"VBD", "VBZ", "VBN"}


def is_finite(token: Token) -> bool:
    """Whether a token is a finite verb; plain auxiliaries are, whatever the tagger says."""
    return token.tag_ in FINITE or token.lower_ in AUXILIARIES


def has_finite(doc: Doc, start: int, end: int) -> bool:
    """Whether a finite verb stands among these tokens."""
    return any(is_finite(token) for token in doc[start:end])


@dataclass(frozen=True, slots=True, eq=False)
class SpeechVerb:
    """A verb of speech: tokens `index` to `end` with its particles; `subject` is the head of who speaks."""

    index: int
    end: int
    cue: Cue
    subject: int | None
    negated: bool = False
    inverted: bool = False


def speech_verbs(doc: Doc, words: Sequence[str], outside: Sequence[bool]) -> Iterator[SpeechVerb]:
    """Yield the verbs of speech in order; `outside` tells which tokens stand outside quotation marks."""
    before: int | None = None
    for token in doc:
        if not outside[token.i] or token.tag_ not in VERBAL:
            continue
        cue = verb_cue(words, token.i)
        if cue is None or not _is_said(token, words):
            continue
        end = token.i + 1 + len(cue.particles)
        subject, inverted = _subject(token, words, end, outside)
        if before is not None and goes_on(token):
            subject = before
        before = subject if subject is not None else before
        yield SpeechVerb(token.i, end, cue, subject, _is_negated(token, words), inverted)


def _is_said(token: Token, words: Sequence[str]) -> bool:
    """Whether the verb reports an act of speech that takes place."""
    if misread_subject(token) is not None:
        return True
    if token.dep_ in {"amod", "compound", "case", "det", "nmod", "flat"}:
        return False
    before = words[max(0, token.i - 4) : token.i]
    if any(word in HYPOTHETICAL for word in _clause_marks(token)):
        return False
    if token.tag_ == "VBN" and _is_passive(token, before):
        return False
    if token.tag_ == "VB" and "to" in before[-2:]:
        return _leads_on(token, words)
    return not (any(word in MODALS for word in before) and not any(word in NEGATIONS for word in before))


def misread_subject(token: Token) -> int | None:
    """Return the subject of a past tense that the parse takes for a participle: "The mayor promised to go".

    Such a sentence has a noun as its root and no finite verb before; None for a true participle.
    """
    root = token.doc[:].root
    if token.tag_ != "VBN" or token.dep_ not in {"amod", "acl", "compound"} or token.i + 1 >= len(token.doc):
        return None
    if not root.tag_.startswith("NN") or has_finite(token.doc, 0, token.i) or not _goes_on_actively(token):
        return None
    before = token.nbor(-1) if token.i else token
    if before.tag_ in {"NN", "NNS", "NNP", "NNPS", "PRP"}:
        return int(before.i)
    return int(root.i) if before.text == "," and root.i < token.i and root.tag_ == "NNP" else None


def _goes_on_actively(token: Token) -> bool:
    after = token.nbor(1).lower_
    passive = after in {"by", "of", "for", "as", "in", "with", "at"} and token.lower_ not in {"called", "appealed"}
    return not passive and token.nbor(1).tag_ != "VBN"


def _clause_marks(token: Token) -> Iterator[str]:
    for child in token.children:
        if child.dep_ == "mark" and child.i < token.i:
            yield child.lower_


def _is_passive(token: Token, before: Sequence[str]) -> bool:
    has_aux = any(child.dep_ in {"aux:pass", "auxpass"} for child in token.children)
    return has_aux or any(word in BE for word in before[-2:]) or token.dep_ in {"acl", "amod"}


def _leads_on(token: Token, words: Sequence[str]) -> bool:
    """Whether an infinitive is speech that takes place, or its refusal: went on to say, declined to confirm."""
    head = token.head
    return head.i < token.i and (head.lemma_.lower() in LEADING_ON or words[head.i] in negating_forms())


def _is_negated(token: Token, words: Sequence[str]) -> bool:
    if any(child.lower_ in NEGATIONS and child.i < token.i for child in token.children):
        return True
    before = words[max(0, token.i - 3) : token.i]
    if any(word in NEGATIONS for word in before):
        return True
    head = token.head
    return token.tag_ == "VB" and words[head.i] in negating_forms() and head.i < token.i


def _subject(token: Token, words: Sequence[str], end: int, outside: Sequence[bool]) -> tuple[int | None, bool]:
    """Return the head of who speaks, and whether it stands after the verb ("said the minister")."""
    misread = misread_subject(token)
    if misread is not None:
        return misread, False
    own = [child for child in token.children if _is_subject(child, token) and outside[child.i]]
    if own:
        follows = token.i > 0 and token.nbor(-1).is_punct
        nearest = min(own, key=lambda child: (follows and child.i < token.i, abs(child.i - token.i)))
        return _antecedent(nearest, token), nearest.i > token.i
    inverted = _after_quote(token, words, end)
    if inverted is not None:
        return inverted, True
    beside = _beside(token, outside)
    return (beside, False) if beside is not None else (_shared_subject(token, outside), False)


def _beside(token: Token, outside: Sequence[bool]) -> int | None:
    """Return the noun right before a finite verb (adverbs and "has" aside) whose subject the parse lost."""
    index = token.i - 1
    while index > 0 and (token.doc[index].tag_ == "RB" or token.doc[index].lower_ in {"has", "have", "had", "also"}):
        index -= 1
    if index < 0 or not outside[index] or token.dep_ in {"acl", *RELATIVE}:
        return None
    finite = token.tag_ in {"VBD", "VBZ", "VBP"} or (token.tag_ == "VBN" and index < token.i - 1)
    return index if finite and token.doc[index].tag_ in {"NN", "NNS", "NNP", "NNPS", "PRP"} else None


def _is_subject(child: Token, verb: Token) -> bool:
    """Whether a child is the verb's subject; "it" right before it is one, though the parse may call it empty."""
    return child.dep_ in SUBJECTS or (child.dep_ == "expl" and child.lower_ == "it" and child.i + 1 == verb.i)


def _antecedent(subject: Token, verb: Token) -> int:
    """Return the noun that a relative pronoun stands for; any other subject itself."""
    if subject.tag_ in {"WP", "WDT"} and verb.dep_ in RELATIVE:
        return int(verb.head.i)
    return int(subject.i)


def _after_quote(token: Token, words: Sequence[str], end: int) -> int | None:
    """Return the noun head right after a verb that follows a comma or closing mark, whatever the parse says."""
    if token.i == 0 or not token.nbor(-1).is_punct or end >= len(words) or token.tag_ not in {"VBD", "VBZ", "VBN"}:
        return None
    doc = token.doc
    last = None
    for index in range(end, min(end + 8, len(words))):
        if doc[index].tag_ in {"NN", "NNS", "NNP", "NNPS", "PRP"}:
            last = index
        elif last is not None or doc[index].tag_ not in {"DT", "JJ", "CD", "PRP$", "POS", "JJS"}:
            break
    return last


def _shared_subject(token: Token, outside: Sequence[bool]) -> int | None:
    """Return the subject that a coordinated, participial or infinitive verb shares with the verb over it."""
    current = token
    for _ in range(4):
        head = current.head
        if head.i == current.i:
            return None
        if current.dep_ in {"acl", *RELATIVE} and head.tag_ in NOMINAL:
            return _bearer(head)
        if current.dep_ not in {"conj", "advcl", "xcomp", "ccomp", "parataxis", "dep"}:
            return None
        if current.dep_ == "ccomp" and current.tag_ in FINITE:
            return None
        subjects = [child for child in head.children if child.dep_ in SUBJECTS and outside[child.i]]
        if subjects:
            return _antecedent(subjects[0], head)
        current = head
    return None


def _bearer(noun: Token) -> int | None:
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
