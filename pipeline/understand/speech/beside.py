"""Who stands right beside a verb of speech whose subject the parse lost."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from pipeline.understand.clause import RELATIVE
from pipeline.understand.speech.tokens import FINITE, NOUNS, before_bracket, has_finite
from pipeline.understand.times.days import WEEKDAYS

TIMES = frozenset({"day", "days", "week", "weeks", "month", "months", "hours", "minutes", "year", "years", "night"})
SHORTEST = 3  # tokens of what somebody said before ", X said"
MOST_WORDS = 12
LONGEST_ABSOLUTE = 6  # tokens of "with Democratic leader Ann Lee accusing"


def phrase_beside(token: Token, outside: Sequence[bool]) -> int | None:
    """Return the head of the noun phrase between the last comma and the verb: ", a security official said"."""
    doc, index = token.doc, token.i - 1
    while index > 0 and (doc[index].tag_ == "RB" or doc[index].lower_ in {"has", "have", "had"}):
        index -= 1
    end = index + 1
    while index >= 0 and outside[index] and (_may_name(doc[index]) or _describes(doc[index])):
        index -= 1
    if index < 0 or doc[index].text != ",":
        return None
    phrase = doc[index + 1 : end]
    least = SHORTEST - 1 if any(t.text == "," for t in doc[token.i + 1 : token.i + 3]) else SHORTEST
    if index < least or not 0 < len(phrase) <= MOST_WORDS:
        return None
    finite = token.tag_ in FINITE or (token.tag_ == "VBN" and end < token.i)  # "had told"
    if phrase[0].tag_ not in {*NOUNS, "DT", "CD", "JJ", "PRP$"} or not finite:
        return None
    stop = next((t.i for t in phrase if t.tag_ in {"IN", "CC"}), end)
    heads = [t.i for t in doc[index + 1 : stop] if t.tag_ in NOUNS]
    return heads[-1] if heads else None


def named_before_description(subjects: Sequence[Token], verb: Token) -> int | None:
    """Return the name that the parse parts from what describes it: "Greta Olsen, a Labour MP, said"."""
    doc = verb.doc
    before = [child for child in subjects if child.i < verb.i]
    if len(before) == 1 and _closes_descriptions(before[0], verb):
        return 0  # "Andy Kerr, the secretary of the CWU, the postal workers' union, said"
    if len(before) < 2 or before[-2].tag_ != "NNP":
        return None
    edge = next(t.i for t in doc[before[-1].left_edge.i :] if not t.is_punct)
    between = doc[int(before[-2].i) + 1 : edge - 1]
    described = doc[edge - 1].text == "," and doc[edge].tag_ in {"DT", "PRP$"} and doc[verb.i - 1].text == ","
    return int(before[-2].i) if described and all(t.tag_ == "NNP" for t in between) else None


def _closes_descriptions(noun: Token, verb: Token) -> bool:
    """Whether a noun ends the second description in commas of somebody whose name opens the sentence."""
    doc = verb.doc
    commas = [t.i for t in doc[: verb.i] if t.text == ","]
    if len(commas) != 3 or commas[2] != verb.i - 1 or noun.i != verb.i - 2 or noun.tag_ not in {"NN", "NNS"}:
        return False
    named = 1 < commas[0] < 4 and all(t.tag_ == "NNP" and t.text[:1].isupper() for t in doc[: commas[0]])
    described = doc[commas[0] + 1].lower_ in {"the", "a", "an"} and doc[commas[1] + 1].lower_ in {"the", "a", "an"}
    return named and described and not any(t.tag_ in FINITE for t in doc[: verb.i])


def described_with(verb: Token) -> int | None:
    """Return who speaks in "it objected, with its president, Ann Lee, calling it a mistake", "with Lee accusing"."""
    opening = next(
        (t.i for t in reversed(verb.doc[max(1, verb.i - LONGEST_ABSOLUTE) : verb.i]) if t.lower_ == "with"), 0
    )
    plain = opening and all(t.tag_ in {*NOUNS, "DT", "JJ", "POS", "PRP$", "CD"} for t in verb.doc[opening + 1 : verb.i])
    if verb.tag_ == "VBG" and plain and verb.doc[opening - 1].text == "," and verb.nbor(-1).tag_ in NOUNS:
        return int(verb.nbor(-1).i)
    if verb.tag_ != "VBG" or verb.i < 4 or verb.nbor(-1).text != "," or verb.dep_ not in {"acl", "advcl"}:
        return None
    opening = next((t.i for t in reversed(verb.doc[1 : verb.i]) if t.lower_ == "with"), 0)
    comma = next((t.i for t in verb.doc[opening + 1 : verb.i - 1] if t.text == ","), None) if opening else None
    if comma is None or verb.doc[opening - 1].text != ",":
        return None
    finite = [t for t in verb.doc[comma + 1 : verb.i] if t.tag_ in FINITE]
    described = not finite or verb.doc[comma + 1].tag_ == "WP"
    return comma - 1 if described and verb.doc[comma - 1].tag_ in NOUNS else None


def _may_name(token: Token) -> bool:
    return (not token.is_punct or token.text == "-") and token.tag_ not in {*FINITE, "VBN", "VBG", "WP", "WDT", "WRB"}


def _describes(token: Token) -> bool:
    """Whether a participle stands between article and noun: "a surviving relative"."""
    return token.tag_ in {"VBG", "VBN"} and token.i > 0 and token.nbor(-1).tag_ == "DT"


def noun_beside(token: Token, outside: Sequence[bool]) -> int | None:
    """Return the noun right before a finite verb (adverbs and "has" aside) whose subject the parse lost."""
    index = token.i - 1
    while index > 0 and (token.doc[index].tag_ == "RB" or token.doc[index].lower_ in {"has", "have", "had", "also"}):
        index -= 1
    index = before_time(token.doc, before_bracket(token, index))
    reduced = token.dep_ in RELATIVE or (token.dep_ == "acl" and (token.tag_ != "VBD" or not _is_alone(token)))
    if index > 1 and token.doc[index].tag_ == "CD" and token.doc[index - 1].lower_ == "of":
        index -= 2  # "one mother of five is quoted as saying"
    if index < 0 or not outside[index] or reduced:
        return None
    if (
        token.doc[0].lower_ in {"some", "many", "others"}
        and token.tag_ == "VBP"
        and not has_finite(token.doc, 0, index)
    ):
        return 0  # "Some in his party fear"
    if token.doc[index].lower_ in {"second", "third", "fourth"} and index > 0 and token.nbor(-1).i == index:
        return index if token.doc[index - 1].lower_ == "a" and token.tag_ in {"VBD", "VBZ"} else None
    finite = token.tag_ in {"VBD", "VBZ", "VBP"} or (token.tag_ == "VBN" and index < token.i - 1)
    named = token.doc[index].tag_ in {"NN", "NNS", "NNP", "NNPS", "PRP"} or token.doc[index].lower_ in {
        "both",
        "neither",
        "another",
        "some",
        "others",
        "many",
        "most",
        "several",
    }
    return index if finite and named else None


def before_time(doc: Doc, index: int) -> int:
    """Return who stands before "on Sunday", "has over the past few months" where such a time ends at `index`.

    Else `index`.
    """
    if index > 1 and doc[index].lower_ in WEEKDAYS and doc[index - 1].lower_ == "on":
        return index - 2
    if index < 0 or doc[index].lower_ not in TIMES:
        return index
    first = next((i for i in range(index, max(0, index - 7), -1) if doc[i].tag_ == "IN"), 0)
    return first - 2 if first > 1 and doc[first - 1].lower_ in {"has", "have", "had"} else index


def _is_alone(token: Token) -> bool:
    """Whether a past tense that the parse hangs on the noun before is the sentence's own: "TMZ reported"."""
    return token.head.head.i == token.head.i and not has_finite(token.doc, 0, token.i)
