"""The noun that stands for a speaker behind a description, a bracket, a long name or a paper."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from pipeline.understand.clause import SUBJECTS, folded_words
from pipeline.understand.speech.cues import venues
from pipeline.understand.speech.official import document_words, roles
from pipeline.understand.speech.tokens import ASKED, FINITE, NOUNS, before_bracket, has_finite

SOME = frozenset({"many", "some", "several", "most", "others"})
BEFORE_NOUNS = frozenset({"DT", "JJ", "CD", "PRP$", "POS", "JJS"})
DESCRIBED = 9  # tokens between "poll" or "people" and the verb of "released by the university on Friday found"
PLACED = frozenset({"outside", "near", "in", "at", "from", "inside", "of"})
LONGEST_OPENING = 6  # tokens of "A second young resident from"
SHORTEST = 6  # tokens of a quotation, who says it, and commas around them
CLOSING = frozenset({",", "?", "!", "."})  # before the mark that ends a quotation
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


def head_of_name(noun: Token) -> int:
    """Return the head of a name that ends here: of "Observatory for Human Rights" the first word."""
    while noun.dep_ in {"nmod", "flat"} and noun.head.i < noun.i and noun.head.tag_ in NOUNS:
        noun = noun.head
    return _office_over(noun)


def _office_over(noun: Token) -> int:
    """Return the office whose place a name is, else the name: of "the MP for Stoke West" the MP."""
    doc, first = noun.doc, noun.i
    while first > 0 and doc[first - 1].tag_ == "NNP":
        first -= 1
    if first < 2 or doc[first - 1].lower_ not in {"for", "of"} or first == noun.i == 0:
        return int(noun.i)
    return first - 2 if roles().before(folded_words(doc), first - 1) is not None else int(noun.i)


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


def behind_quotation(token: Token) -> int | None:
    """Return who speaks between a quotation and a verb behind commas: '"Yes," the nominee, banker Luis Prado, said'."""
    doc, last = token.doc, token.i - 1
    if token.tag_ not in {"VBD", "VBZ", "VBP"} or last < SHORTEST or doc[last].text != ",":
        return None
    mark = next((t.i for t in reversed(doc[:last]) if t.is_quote), 0)
    phrase = doc[mark + 1 : last]
    comma = next((t.i for t in phrase if t.text == ","), None)
    closed = mark > 1 and doc[mark - 1].text in CLOSING and not doc[mark - 1].whitespace_
    if not closed or comma is None or comma == mark + 1 or len(phrase) > DESCRIBED:
        return None
    if any(t.tag_ in {*FINITE, "WP", "WDT", "WRB", "VBG"} for t in phrase):
        return None
    owner = next((t.i for t in doc[mark + 1 : comma] if t.lower_ == "of"), comma)
    return head_of_name(doc[owner - 1]) if doc[owner - 1].tag_ in {*NOUNS, "CD"} else None


def beside_quotation(token: Token) -> int | None:
    """Return the name that alone stands between a quotation and its verb: '"No," manager Ann Lee shot back'."""
    doc, last = token.doc, token.i - 1
    if token.tag_ not in {"VBD", "VBZ", "VBP"} or last < SHORTEST or doc[last].tag_ not in {"NNP", "NNPS"}:
        return None
    first = last
    while doc[first].tag_ in {*NOUNS, "DT", "JJ", "POS"} and not doc[first].is_quote:
        first -= 1
    closed = doc[first].is_quote and doc[first - 1].text in CLOSING and not doc[first - 1].whitespace_
    return last if closed else None


def before_apposition(token: Token, outside: Sequence[bool]) -> int | None:
    """Return the noun before an apposition or relative clause that ends in a comma right before the verb."""
    doc, index = token.doc, token.i - 1
    if index > 3 and doc[index].tag_ == "RB" and doc[index - 1].text == ",":
        index -= 1  # "the leader of the union, unexpectedly announced"
    if token.tag_ not in {"VBD", "VBZ", "VBP", "VBN"} or index < 3 or doc[index].text != ",":
        return None
    commas = [i for i in range(index) if doc[i].text == "," and outside[i]]
    for comma in reversed(commas[-3:]):
        opener, noun = doc[comma + 1], doc[max(0, before_bracket(doc[comma], comma - 1))]
        relative = opener.tag_ in {"WP", "WDT", "WP$"}
        inhabitant = _of_place(noun) if opener.lower_ == "who" else None
        if inhabitant is not None:
            return inhabitant
        if opener.lower_ == "who" and comma == commas[-1] and noun.tag_ in {"NN", "NNS"} and _opens_clause(noun):
            return int(noun.i)  # "In an address, the president, who broke with the party years ago, said"
        if opener.lower_ in ASKED and noun.tag_ in NOUNS:
            return head_of_name(noun)
        if comma == 0 or (has_finite(doc, comma + 1, index) and not relative):
            return None
        if (opener.tag_ == "NNP" or opener.lower_ in {"including", "among"}) and noun.tag_ in NOUNS:
            return head_of_name(noun)
        if opener.lower_ in {"for", "of", "from"} and noun.tag_ == "NNP" and not has_finite(doc, comma + 1, index):
            return head_of_name(noun)  # "Paul Adeyemi, for the World Food Programme, said"
        if opener.tag_ in {"VBG", "VBN"} and opener.lower_ != "including" and _opens_clause(noun):
            return head_of_name(noun)  # "deputies, responding to a call, demanded"
        if not relative and opener.tag_ not in {"DT", "CD", "JJ", "NN", "NNS"}:
            return None
        named = any(t.tag_ == "NNP" for t in doc[comma + 2 : index])
        titled = opener.is_lower and opener.tag_ in {"NN", "JJ"} and named
        if noun.tag_ in {"NNP", "NNPS"} or (titled and noun.tag_ == "NN" and noun.dep_ not in {"nmod", "obl"}):
            return head_of_name(noun)  # "the top donor, shipping magnate Lee Voss, told"
        index = comma
    return None


def _of_place(noun: Token) -> int | None:
    """Return whom a sentence begins with before a place: "A parent outside Half Way Tree Primary, who"."""
    place = noun.i
    while place > 0 and noun.doc[place].tag_ in {"NNP", "NNPS", "CD"}:
        place -= 1
    if place == noun.i or place < 2 or noun.doc[place].lower_ not in PLACED or place > LONGEST_OPENING:
        return None
    begins = noun.doc[0].tag_ in {"DT", "CD"} and all(t.tag_ in BEFORE_NOUNS for t in noun.doc[: place - 1])
    return place - 1 if begins and noun.doc[place - 1].tag_ in {"NN", "NNS"} else None


def _opens_clause(noun: Token) -> bool:
    """Whether a noun phrase that ends here opens a sentence or clause: "when deputies", and not "in a police jail"."""
    if noun.tag_ not in NOUNS:
        return False
    start = noun.i
    while start > 0 and noun.doc[start - 1].tag_ in {*NOUNS, *BEFORE_NOUNS}:
        start -= 1
    before = noun.doc[start - 1].lower_ if start else ""
    return start == 0 or before in {"when", "while", "after", "before", "because", "and", "but", "as", ","}
