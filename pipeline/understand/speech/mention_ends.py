"""Where the words that name a speaker end: behind letters in brackets, an office with its field, a posting."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.understand.clause import folded_words
from pipeline.understand.speech.introductions import introduction
from pipeline.understand.speech.official import roles
from pipeline.understand.speech.tokens import FINITE
from pipeline.understand.speech.words import words_of
from pipeline.understand.times.days import WEEKDAYS

LONGEST = 14  # tokens of "unable to speak publicly about the discussion"
OF_PHRASE = frozenset({"DT", "CD", "JJ", "NN", "NNS", "NNP", "NNPS"})
SIDING = frozenset({"allied", "loyal", "close", "opposed", "aligned", "affiliated", "sympathetic"})
WHAT_THEY_ARE = frozenset((word, link) for word in SIDING for link in ("to", "with")) | frozenset(
    {("familiar", "with"), ("privy", "to"), ("unable", "to"), ("involved", "in"), ("briefed", "on"), ("aware", "of")}
    | {("acting", "for"), ("working", "for"), ("linked", "to"), ("near", "to")}
)
DAYS = frozenset({*WEEKDAYS, "today", "yesterday", "earlier"})


def past_letters(doc: Doc, start: int, end: int) -> int:
    """Return where a name ends behind letters in brackets: "Nationalist Party (KMT) Legislator William Tseng"."""
    close = end + 2
    lettered = close + 1 < len(doc) and doc[end].text == "(" and doc[close].text == ")" and doc[end + 1].text.isupper()
    last = close + 1
    while lettered and last < len(doc) and doc[last].tag_ in {"NNP", "NNPS", "NN"} and doc[last].text[0].isupper():
        last += 1
    if not lettered or doc[end - 1].tag_ not in {"NNP", "NNPS"}:
        return end
    office = last == close + 2 and introduction(words_of(doc[close + 1].text)).role is not None
    return last if office or last > close + 2 else end  # "Vanua Party (VP) Spokesperson"


def before_letters(doc: Doc, start: int) -> int:
    """Return where a name begins before letters in brackets and an office: "Vanua Party (VP) Spokesperson"."""
    opening = start - 3
    if opening < 1 or doc[start - 1].text != ")" or doc[opening].text != "(" or not doc[opening + 1].text.isupper():
        return start
    first = opening
    while first > 0 and doc[first - 1].tag_ in {"NNP", "NNPS"}:
        first -= 1
    office = introduction(words_of(doc[start].text)).role is not None
    return first if office and first < opening else start


def with_what_they_are(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Return the extent of "Sources close to the family", of which the parse takes the first or last words for all."""
    if _is_what_they_are(doc, end) and doc[end - 1].tag_ in {"NN", "NNS"}:
        last = next((i for i in range(end, min(len(doc), end + LONGEST)) if _parts(doc, i)), len(doc))
        if last < len(doc) and doc[last].tag_ in FINITE:
            return start, last
    begin = next((i for i in range(start - 1, max(0, start - LONGEST), -1) if _is_what_they_are(doc, i)), None)
    if begin is None or doc[begin - 1].tag_ not in {"NN", "NNS"} or any(_parts(doc, i) for i in range(begin, start)):
        return start, end
    first = begin - 1
    while first > 0 and doc[first - 1].tag_ in OF_PHRASE:
        first -= 1
    office = introduction(words_of(doc[first:begin].text)).role is not None
    return (first, end) if office else (start, end)


def _is_what_they_are(doc: Doc, index: int) -> bool:
    """Whether "close to", "familiar with" begins at a token, behind a noun."""
    pair = tuple(token.lower_ for token in doc[index : index + 2])
    return index > 0 and pair in WHAT_THEY_ARE


def _parts(doc: Doc, index: int) -> bool:
    """Whether a token ends a noun phrase: a verb, a comma, a quotation."""
    return doc[index].tag_ in FINITE or doc[index].text in {",", ";", ":"} or doc[index].is_quote


def past_portfolio(doc: Doc, start: int, end: int) -> int:
    """Return where a name ends behind an office with its field: "said Minister for Foreign Affairs Ann Lee"."""
    parted = next((i for i in range(end - 2, start, -1) if doc[i].lower_ in {"for", "of"}), None)
    if parted is None or not all(t.text[:1].isupper() or t.lower_ == "and" for t in doc[parted + 1 : end]):
        return end
    if doc[end - 1].tag_ not in {"NNS", "NNPS", "NN"} or not doc[parted - 1].text[:1].isupper():
        return end
    last = end
    while last < len(doc) and doc[last].tag_ == "NNP" and doc[last].text.istitle() and doc[last].lower_ not in DAYS:
        last += 1
    named = last - end in {2, 3} and introduction(words_of(doc[start:last].text)).name is not None
    return last if named else end  # "Chief of Detectives Lee" is read as no name


def past_posting(doc: Doc, start: int, end: int) -> int:
    """Return where a name ends behind an office and its place: "U.S. Ambassador to China Nicholas Burns voiced"."""
    if end + 2 >= len(doc) or doc[end].lower_ not in {"to", "of", "for", "in", "at"}:
        return end
    last = end + 1
    while last < len(doc) and doc[last].tag_ in {"NNP", "NNPS"}:
        last += 1
    closed = last > end + 2 and last < len(doc) and doc[last].tag_ in {"VBD", "VBZ", "VBP"}
    return last if closed and roles().before(folded_words(doc)[start:end], end - start) is not None else end
