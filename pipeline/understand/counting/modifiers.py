"""Where the words that describe a noun for people begin: "seriously wounded Wagner (Africa Corps) contractors"."""

from __future__ import annotations

from pipeline.understand.clause import BE
from pipeline.understand.counting.counted import GRADES, Counted
from pipeline.understand.counting.group import DEFINITE, SINGLE_ARTICLES
from pipeline.understand.counting.people import person_noun_at
from pipeline.understand.places.nationality import nationality_of

MODIFIER_TAGS = frozenset({"JJ", "JJR", "JJS", "NN", "NNP", "NNPS", "VBN", "VBG", "HYPH", "NNS", "AFX", "FW"})
BODIES_OF_PEOPLE = frozenset({"force", "forces", "women", "guards"})
"""Nouns for people, or read as verbs, that describe who follows: "security forces personnel", "women activists"."""
INSIDE_NAMES = frozenset({"of", "for", "without", "the"})
LONGEST_BODY = 10  # tokens of a body's name, hyphens among them
LONGEST_NAME = 4  # tokens of another name in brackets
LONGEST_LETTERS = 5  # tokens of "CPI-Maoist" and of the opening bracket
LONGEST_LINKED = 12  # tokens of "United Liberation Front of Asom-Independent"


def modifiers_start(sentence: Counted, noun: int) -> int:
    """Return where the words that describe a noun begin, not counting article or number."""
    clause, start = sentence.clause, noun
    while start > 0 and start not in sentence.numbers:
        index = start - 1
        letters = _start_of_letters(sentence, index)
        if letters is not None:
            start = _start_of_name(sentence, letters)
            continue
        if (name := _before_another_name(sentence, index)) is not None:
            start = name
            continue
        if (name := _numbered_name(sentence, index)) is not None:
            start = name
            continue
        if _is_of_a_people(sentence, index):
            start = index - 1
            continue
        if _is_compound(sentence, index) or _is_slashed(sentence, index):
            start = index - 2
            continue
        nation = clause.tags[index] == "CD" and nationality_of(clause.doc[index].text) is not None  # "five Serb police"
        described = nation or (clause.tags[index] in MODIFIER_TAGS and _may_modify(sentence, index))
        if sentence.in_age(index) or described or _is_span(sentence, index) or _is_of_force(sentence, index):
            start = index
        else:
            break
    return start


def _is_of_a_people(sentence: Counted, index: int) -> bool:
    """Whether the "'s" of a force's name stands at `index`: "two suspected New People's Army rebels"."""
    clause = sentence.clause
    named = clause.words[index] == "'s" and index > 0 and clause.words[index - 1] in {"people", "peoples"}
    return named and clause.doc[index - 1].text[:1].isupper() and clause.doc[index + 1].text[:1].isupper()


def _is_compound(sentence: Counted, index: int) -> bool:
    """Whether a word written with a hyphen ends at `index`: "her live-in boyfriend"."""
    doc = sentence.clause.doc
    if (
        index < 2
        or sentence.clause.words[index - 1] != "-"
        or index - 1 in sentence.numbers
        or index in sentence.barred
    ):
        return False
    return not doc[index - 1].whitespace_ and not doc[index - 2].whitespace_ and doc[index].is_alpha


def _is_slashed(sentence: Counted, index: int) -> bool:
    """Whether the second of two names of one force ends at `index`: "PKK/YPG terrorists"."""
    clause = sentence.clause
    names = index > 1 and clause.words[index - 1] == "/" and clause.is_noun(index) and clause.is_noun(index - 2)
    return names and index - 2 not in sentence.barred


def _start_of_letters(sentence: Counted, index: int) -> int | None:
    """Return where brackets open that close at `index` around the letters of a force: "Islamic State (IS) militants".

    "(CPI-Maoist)" and "(ULFA-I)" are such letters too.
    """
    clause, start = sentence.clause, index - 1
    if clause.words[index] != ")":
        return None
    while start > 0 and index - start <= LONGEST_LETTERS and clause.words[start] != "(":
        start -= 1
    if clause.words[start] != "(" or start < 1 or not clause.is_noun(start - 1):
        return None
    inside = clause.doc[start + 1 : index]
    parts = [token.text for token in inside if token.text != "-"]
    named = bool(parts) and parts[0].isalpha() and parts[0].isupper() and all(part[:1].isupper() for part in parts)
    return start if named and (len(parts) == 1 or len(inside) == 2 * len(parts) - 1) else None


def _start_of_name(sentence: Counted, start: int) -> int:
    """Return where the capitals before a bracket begin: "Two Central Reserve Police Force (CRPF) personnel".

    Behind a number or article the name may hold "of" and hyphens: "four Communist Party of India-Maoist (CPI-Maoist)".
    """
    clause, end = sentence.clause, start
    linked = end
    while linked > 0 and linked - 1 not in sentence.numbers and end - linked < LONGEST_LINKED:
        word = clause.word(linked - 1)
        parted = word == "-" or clause.word(linked) == "-" or word in INSIDE_NAMES | {"and", "'s"}
        if word in SINGLE_ARTICLES | DEFINITE - {"the"} or not (clause.doc[linked - 1].text[:1].isupper() or parted):
            break
        linked -= 1
    if linked < end and (linked - 1 in sentence.numbers or clause.word(linked - 1) in SINGLE_ARTICLES):
        return linked
    while start > 0 and start - 1 not in sentence.numbers:
        if not (clause.doc[start - 1].text[:1].isupper() or clause.word(start - 1) == "'s"):
            break
        if clause.word(start - 1) in SINGLE_ARTICLES | DEFINITE:
            break
        start -= 1
    return start


def _before_another_name(sentence: Counted, index: int) -> int | None:
    """Return where "Wagner (Africa Corps) contractors" goes on before the brackets that close at `index`."""
    clause = sentence.clause
    if clause.words[index] != ")":
        return None
    start = index - 1
    while start > 0 and index - start <= LONGEST_NAME and clause.doc[start].text[:1].isupper():
        start -= 1
    named = clause.words[start] == "(" and 0 < start < index - 1 and clause.doc[start - 1].text[:1].isupper()
    return start - 1 if named else None


def _numbered_name(sentence: Counted, index: int) -> int | None:
    """Return where a body's name with "of" in it begins behind a number: "two Armed Forces of Liberia soldiers"."""
    clause, start = sentence.clause, index
    while start > 0 and start not in sentence.numbers:
        word = clause.words[start]
        if not (clause.doc[start].text[:1].isupper() or word in INSIDE_NAMES or (word == "-" and start < index)):
            return None
        start -= 1
    linked = not INSIDE_NAMES.isdisjoint(clause.words[start:index])
    capital = clause.doc[start].text[:1].isupper() and clause.doc[index].text[:1].isupper()
    counted = start in sentence.numbers and index - start <= LONGEST_BODY
    people = person_noun_at(clause.words, start)  # "five Palestinians of"
    return start if counted and linked and capital and people is None else None


def _is_of_force(sentence: Counted, index: int) -> bool:
    """Whether a genitive is part of a force's name behind an article: "a New People's Army rebel"."""
    clause, first = sentence.clause, index
    if clause.words[index] != "'s":
        return False
    while first > 0 and clause.tag(first - 1).startswith(("NNP", "JJ", "VBN")):
        first -= 1
    named = first < index and clause.doc[index - 1].text[:1].isupper() and clause.tag(index + 1).startswith("NNP")
    return named and clause.word(first - 1) in SINGLE_ARTICLES


def _is_span(sentence: Counted, index: int) -> bool:
    """Whether a number counts years, not people: "a 12-year veteran"."""
    barred = index in sentence.barred and sentence.clause.tags[index] == "CD"
    return barred and (sentence.clause.word(index + 1) == "-" or sentence.clause.word(index - 1) in GRADES)


def _may_modify(sentence: Counted, index: int) -> bool:
    clause = sentence.clause
    if clause.words[index] in SINGLE_ARTICLES or clause.words[index] in DEFINITE or clause.words[index] in BE:
        return False
    if clause.words[index] in BODIES_OF_PEOPLE and clause.is_noun(index) and person_noun_at(clause.words, index + 1):
        return True
    if clause.tags[index] in {"VBG", "VBN"}:
        left = clause.word(index - 1)
        return (
            left in SINGLE_ARTICLES | {"the", "other", "more"}
            or index in sentence.numbers
            or clause.tag(index - 1) in {"JJ"}
        )
    if (
        clause.tags[index] in {"NN", "NNS", "NNP"}
        and person_noun_at(clause.words, index)
        and clause.tag(index) == "NNS"
        and not (clause.doc[index].text[:1].isupper() and person_noun_at(clause.words, index + 1))  # "Rangers men"
    ):
        return False
    return (
        not sentence.verb_like(index)
        or index in sentence.numbers
        or clause.word(index - 1) in SINGLE_ARTICLES | {"the"}
    )
