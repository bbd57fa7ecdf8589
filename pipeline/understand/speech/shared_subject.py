"""The subject that a verb of speech shares with the one over it: ", saying", "and urged", "blamed him for saying"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from pipeline.understand.clause import OBJECTS, RELATIVE, SUBJECTS
from pipeline.understand.speech.bearers import bearer_of
from pipeline.understand.speech.introductions import introduction
from pipeline.understand.speech.mentions import mention_extent
from pipeline.understand.speech.misread import antecedent_of
from pipeline.understand.speech.tokens import FINITE, NOMINAL, goes_on
from pipeline.understand.speech.words import words_of

SHOWING = frozenset({"show", "hear", "catch", "record", "see", "film"})
MAKING = frozenset({"write", "pen", "make", "give", "issue", "deliver", "hold", "release"})


def shared_subject(token: Token, outside: Sequence[bool]) -> int | None:
    """Return the subject that a coordinated, participial or infinitive verb shares with the verb over it."""
    current = token
    for _ in range(4):
        head = current.head
        if head.i == current.i:
            return None
        if current.dep_ in {"acl", *RELATIVE} and head.tag_ in NOMINAL:
            goes_on_behind = current.i != token.i and current.tag_ == "VBN" and token.tag_ in FINITE
            # "X is wary of the plan, saying", "X called it void in a statement released on Friday and said"
            parted = token.tag_ == "VBG" and token.i > 0 and token.nbor(-1).text == ","
            over = _subject_over(head, outside) if parted or goes_on_behind else None
            over = _maker_of(token, head) if over is None else over
            return over if over is not None else bearer_of(head)
        seen = [child for child in head.children if child.dep_ in OBJECTS and head.i < child.i < token.i]
        if seen and token.tag_ == "VBG" and current.dep_ == "xcomp" and head.lemma_.lower() in SHOWING:
            return int(seen[0].i)  # "a recording shows him telling guests"
        if current.dep_ not in {"conj", "advcl", "xcomp", "ccomp", "parataxis", "dep"}:
            return None
        blamed = _blamed_for(token, current)
        if blamed is not None:
            return blamed
        if current.dep_ == "ccomp" and current.tag_ in FINITE and not goes_on(current):
            return None
        subjects = [child for child in head.children if child.dep_ in SUBJECTS and outside[child.i]]
        if subjects and _is_of_question(token, head):
            current = head
            continue
        if subjects and not _is_of_thing(token, subjects[0]):
            return antecedent_of(subjects[0], head)
        current = head
    return None


def _is_of_question(token: Token, head: Token) -> bool:
    """Whether ", suggesting" was hung on what somebody asks: "a study of whether the law holds, suggesting that"."""
    asked = any(child.dep_ == "mark" and child.lower_ in {"whether", "if"} for child in head.children)
    return asked and token.tag_ == "VBG" and token.i > 0 and token.nbor(-1).text == ","


def _is_of_thing(token: Token, subject: Token) -> bool:
    """Whether ", saying" was hung on a relative clause of a thing: "vetoed a bill that would have cut aid, saying"."""
    parted = token.tag_ == "VBG" and token.i > 0 and token.nbor(-1).text == ","
    verb = subject.head
    earlier = verb.tag_ == "VBN" and any(child.lower_ == "had" for child in verb.children)
    # "the budget that the house had passed"
    told = earlier and verb.dep_ in {"acl", *RELATIVE} and verb.head.i < subject.i
    return parted and (subject.tag_ == "WDT" or (told and "," not in token.doc[verb.head.i : verb.i].text))


def _blamed_for(token: Token, clause: Token) -> int | None:
    """Return whom a verb blames or praises for what he says: "scolded the senator for accusing the aide"."""
    if token.tag_ != "VBG" or token.i == 0 or clause.i != token.i:
        return None
    accused = token.nbor(-1).lower_ == "of" and token.head.lower_.startswith("accus")
    if token.nbor(-1).lower_ != "for" and not accused:
        return None
    persons = [t for t in token.head.children if t.dep_ in OBJECTS and token.head.i < t.i < token.i]
    person = persons[0] if persons else None
    if person is None:
        return None
    named = person.tag_ in {"NNP", "PRP"} or bool(person.ent_type_)
    words = token.doc[slice(*mention_extent(token.doc, person.i))].text
    return int(person.i) if named or introduction(words_of(words)).is_speaker else None


def _subject_over(noun: Token, outside: Sequence[bool]) -> int | None:
    """Return the subject of the verb over a noun that is no subject itself; it stands before the noun."""
    if noun.dep_ in SUBJECTS:
        return None
    for over in noun.ancestors:
        subjects = [child for child in over.children if child.dep_ in SUBJECTS and outside[child.i]]
        if subjects and subjects[0].i < noun.i:
            return antecedent_of(subjects[0], over)
    return None


def _maker_of(token: Token, noun: Token) -> int | None:
    """Return who makes what speaks: "had on Sunday made an offer saying", "gave a speech calling it a farce"."""
    made = noun.dep_ in OBJECTS and noun.head.lemma_.lower() in MAKING and token.tag_ == "VBG"
    return next((int(t.i) for t in noun.head.children if t.dep_ in SUBJECTS), None) if made else None
