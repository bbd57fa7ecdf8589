"""The noun phrase that names a speaker, cut out of the parse with care for names that the parse tears apart."""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.tokens import Doc

from pipeline.understand.clause import RELATIVE, SUBJECTS, folded_words, text_of
from pipeline.understand.speech.mention_ends import (
    DAYS,
    SIDING,
    before_letters,
    past_letters,
    past_portfolio,
    past_posting,
    with_what_they_are,
)
from pipeline.understand.speech.name_lists import with_list
from pipeline.understand.speech.official import roles
from pipeline.understand.times.days import WEEKDAYS

Extent = tuple[int, int]  # tokens
NO_OPENING = frozenset({"IN", "RB", "CC", "TO", "WRB"})  # "where he", "while fewer voters" name nobody by these words
NAMING = frozenset({"NNP", "NNPS", "NN", "JJ", "POS"})
LONGEST_SIDE = 12  # tokens of "Members of Parliament allied to President Ann Lee and"
_CAPITALS = r"[A-Z][\w-]+(?: [A-Z][\w-]+)*"
_LISTED = re.compile(
    r"((?:[Tt]he )?(?:[A-Z][\w-]+ )*"
    r"(?:Union|Ministry|Department|Association|Federation|Council|Institute|Society|Office) (?:of|for) "
    rf"{_CAPITALS}(?:, {_CAPITALS})*,? and {_CAPITALS}) \([A-Z]{{2,8}}\)"
)
SHORTEST_OTHER = 3  # tokens of "Ana Lee and"
CLAUSES = frozenset({"after", "when", "while", "because", "before", "that", "since", "until", "if", "as", "but"})
"""Words before a clause whose subject begins right behind them."""


@lru_cache(maxsize=1024)
def mention_extent(doc: Doc, head: int) -> Extent:
    """Return the token range that names a speaker: his noun phrase up to a comma, relative clause or quotation."""
    if doc[head].tag_ == "PRP":
        return head, head + 1
    subtree = {token.i for token in doc[head].subtree}
    start = head
    while (
        (start - 1 in subtree or _in_name(doc, start))
        and (not doc[start - 1].is_quote or _is_genitive(doc, start - 1))
        and doc[start - 1].text not in {",", ":", ";", "--", "—", "–"}
        and doc[start - 1].tag_ not in {"VBD", "VBZ", "VBP", "MD"}
        and doc[start - 1].lower_ not in CLAUSES
    ):
        start -= 1
    if start < head and any(token.text == "-" for token in doc[start:head]):
        whole = {token.i for token in doc[start].subtree}
        while start - 1 in whole and doc[start - 1].tag_ in {*NAMING, "DT"}:
            start -= 1  # "The WPA secretary-general", of which the parse makes two
    twin = doc[start - 1] if start else doc[head]
    outside = twin.dep_ in {"flat", "compound", "conj"} and twin.head.i < start
    twin = twin.head if outside else twin  # "Sophie in’t Veld"
    if twin.dep_ in SUBJECTS and twin.i < start and twin.head.i == doc[head].head.i and twin.tag_ in NAMING:
        start = min(start, int(twin.left_edge.i))  # "The PAP chief", of which the parse makes two subjects
    start = _with_other(doc, head, _with_office(doc, start))
    if start and doc[start - 1].lower_ in {"the", "a", "an"}:
        start -= 1  # an article that the parse hangs on another word
    end = head + 1
    while end < len(doc) and ((end in subtree and not _ends_mention(doc, end)) or _goes_on(doc, end)):
        end += 1
    start, end = _with_nickname(doc, start, end)
    start, end = _with_whole_list(doc, start, end)
    start, end = before_letters(doc, start), past_letters(doc, start, end)
    end = past_portfolio(doc, start, past_posting(doc, start, _past_name(doc, head, end)))
    while start < head and (
        doc[start].tag_ in NO_OPENING or doc[start].lower_ in {"given", *DAYS} or _is_clock(doc, start)
    ):
        start += 1
    while end > head + 1 and (doc[end - 1].tag_ in {"POS", "RB", "HYPH", "IN"} or doc[end - 1].text in {"-", "–", "—"}):
        end -= 1
    while end - 1 > head and doc[end - 1].lower_ in WEEKDAYS:  # "Minister Marriyum Aurangzeb Sunday said"
        end -= 1
    while end - 1 > start and head == end - 1 and doc[head].lower_ in DAYS:  # "The firm today announced"
        head, end = head - 1, end - 1
    start, end = with_what_they_are(doc, start, end)
    return with_list(doc, 0 if _are_of_side(doc, start) else start, end)


def _with_other(doc: Doc, head: int, start: int) -> int:
    """Return where two people named together begin: "leader Kezia Dugdale and Lib Dem leader Willie Rennie said"."""
    joined = start
    while joined > 0 and doc[joined - 1].tag_ in NAMING:
        joined -= 1
    if joined < SHORTEST_OTHER or doc[joined - 1].lower_ != "and" or doc[head].tag_ != "NNP":
        return start
    first = joined - 1
    while first > 0 and (doc[first - 1].tag_ in NAMING or doc[first - 1].lower_ == "of"):
        first -= 1
    before = doc[first - 1]
    opens = first == 0 or before.text in {",", "—", "–", "--"} or before.is_quote or before.lower_ in CLAUSES
    named = all(token.tag_ == "NNP" and token.text[:1].isupper() for token in doc[joined - 3 : joined - 1])
    return first if opens and named else start


def _with_nickname(doc: Doc, start: int, end: int) -> Extent:
    """Return a name with all its parts where a nickname in marks stands amid them: 'Joko "Jokowi" Widodo'."""
    if _is_nickname(doc, end) and doc[end - 1].tag_ == "NNP":
        end += 4
        while end < len(doc) and doc[end - 1].text.islower() and doc[end].tag_ == "NNP":
            end += 1  # "dela Rosa"
    if start > 0 and _is_nickname(doc, start - 3) and doc[start - 4].tag_ == "NNP":
        start -= 4
        while start > 0 and doc[start - 1].tag_ in NAMING and doc[start - 1].tag_ != "POS":
            start -= 1
    return start, end


def _is_nickname(doc: Doc, index: int) -> bool:
    """Whether a capital word between marks stands at `index`, and a name right behind it."""
    marks = 0 < index < len(doc) - 3 and doc[index].is_quote and doc[index + 2].is_quote
    return marks and doc[index + 1].text[:1].isupper() and doc[index + 3].tag_ == "NNP"


def _past_name(doc: Doc, head: int, end: int) -> int:
    """Return where a name ends that the parse takes for a second subject: "minister of mines and energy Ana Ruiz"."""
    if doc[head].tag_ != "NN" or doc[head].dep_ not in SUBJECTS:
        return end
    others = [t for t in doc[head].head.children if t.i >= end and t.tag_ == "NNP" and t.dep_ in SUBJECTS]
    if not others or {t.tag_ for t in doc[end : others[0].i]} - {"IN", "NN", "NNS", "CC"}:
        return end
    last = others[0].i
    while last < len(doc) and doc[last].tag_ == "NNP" and doc[last].text[0].isupper():
        last += 1
    return last


def _are_of_side(doc: Doc, start: int) -> bool:
    """Whether names belong to those who open the sentence: "Members allied to President Lee and Ana Ruiz claim"."""
    if not 1 < start <= LONGEST_SIDE or not any(t.tag_ == "NNS" for t in doc[:start]):
        return False
    plain = not any(t.is_punct or t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in doc[:start])
    return plain and any(t.lower_ in SIDING and t.nbor(1).lower_ in {"to", "with"} for t in doc[:start])


def _with_whole_list(doc: Doc, start: int, end: int) -> Extent:
    """Return a body's name with the list in it, as letters behind show: "Union of Rail, Sea and Road Workers (RSR)"."""
    text = text_of(doc)
    if ")" not in text:
        return start, end
    for found in _LISTED.finditer(text):
        if found.start() <= doc[end - 1].idx < found.end(1):
            first = next(t.i for t in doc if t.idx + len(t) > found.start())
            return min(start, first), max(end, next((t.i for t in doc if t.idx >= found.end(1)), end))
    return start, end


def _is_clock(doc: Doc, index: int) -> bool:
    """Whether a word is a time before a live blog's entry: "9:22 p.m. Harlan claims"."""
    return (
        ":" in doc[index].text[:3]
        or doc[index].lower_ in {"a.m.", "p.m.", "am", "pm"}
        or (doc[index].tag_ == "CD" and doc[index + 1].lower_ in {"a.m.", "p.m.", "am", "pm"})
    )


def _is_genitive(doc: Doc, index: int) -> bool:
    """Whether a mark is the genitive of a plural: the ’ of "Harris’ team"."""
    return (
        index > 0
        and doc[index].text in {"'", "’"}
        and doc[index - 1].text.endswith("s")
        and not doc[index - 1].whitespace_
    )


def _in_name(doc: Doc, start: int) -> bool:
    """Whether the word before belongs to the same name or title, whatever the parse says."""
    if start == 0:
        return False
    before, first = doc[start - 1], doc[start]
    if first.text == "-":
        return before.text[0].isalpha() and not before.whitespace_
    if before.text == "-" and start > 1 and not before.whitespace_ and not doc[start - 2].whitespace_:
        return doc[start - 2].text[0].isalpha()  # "the secretary-general", "Han Ji-won"
    if "." in {before.text, first.text}:
        word = doc[start - 2] if before.text == "." and start > 1 else before
        return word.text[0].isupper() and 1 < len(word.text) <= 5 and first.text[0] in "." + first.text[0].upper()
    if before.lower_ in DAYS or not before.text[0].isalpha():
        return False
    fits = first.tag_ in {"NNP", "NNPS"} and before.tag_ in {"NNP", "NNPS", "JJ"}
    return fits and before.text[0].isupper()


def _with_office(doc: Doc, start: int) -> int:
    """Return where the office before a name begins, if the parse left it out: "hospital director Nadia Saleh"."""
    if start == 0 or doc[start].tag_ not in {"NNP", "NNPS"}:
        return start
    found = roles().before(folded_words(doc), start)
    start = found[0] if found is not None else start
    if start and doc[start - 1].tag_ == "POS":  # "Mr. Grant's son Eric"
        start -= 1
        while start and doc[start - 1].tag_ in {"NNP", "NNPS", "NN", "DT", "PRP$", "JJ"}:
            start -= 1
    return start


def _goes_on(doc: Doc, end: int) -> bool:
    """Whether the word after belongs to the same name: "Maj" "." "Gen" ".", "Commander" "Col."."""
    before, token = doc[end - 1], doc[end]
    if token.text == ".":
        return (
            before.text[0].isupper() and len(before.text) <= 5 and end + 1 < len(doc) and doc[end + 1].text[0].isupper()
        )
    if token.text == "-" and end + 1 < len(doc) and not before.whitespace_ and not token.whitespace_:
        return before.tag_ == "NNP" and _ends_double_name(doc, end + 1)
    if before.text == "-" and end > 2 and doc[end - 2].tag_ == "NNP" and _ends_double_name(doc, end):
        return not before.whitespace_
    joined = before.tag_ in {"NNP", "NNPS"} or before.text == "."
    if before.tag_ == "NN" and token.lower_ not in DAYS and roles().before(folded_words(doc)[:end], end) is not None:
        joined = True  # "Former Prime Minister and current party leader Ana Ruiz"
    return joined and token.tag_ in {"NNP", "NNPS"} and token.text[0].isupper()


def _ends_double_name(doc: Doc, index: int) -> bool:
    """Whether a name ends behind its hyphen: of "Han Ji-won", of "Hossein Amir-Abdollahian"."""
    return doc[index].tag_ == "NNP" and (doc[index].dep_ == "flat" or doc[index].text[:1].isupper())


def _owns(doc: Doc, index: int) -> bool:
    """Whether a mark is the genitive of a plural before the noun it owns: of "the nurses' organisation"."""
    alone = sum(t.text == doc[index].text for t in doc) == 1
    return alone and bool(doc[index].whitespace_) and _is_genitive(doc, index) and doc[index + 1].tag_ in {"NN", "NNS"}


def _ends_mention(doc: Doc, index: int) -> bool:
    token, following = doc[index], doc[min(index + 1, len(doc) - 1)]
    if token.is_quote and index + 1 < len(doc) and _owns(doc, index):
        return False
    return (
        token.text in {",", ":", ";", "--", "—", "–", "("}
        or (token.is_quote and not (_is_genitive(doc, index) and following.text[0].isupper()))
        or token.dep_ in {*RELATIVE, "acl"}
        or token.tag_ in {"WP", "WDT", "VBD"}
        or (token.tag_ == "VBG" and not (doc[index - 1].tag_ == "DT" and following.tag_ in {"NN", "NNS", "NNP"}))
        or token.lower_ == "that"
        or (token.tag_ == "IN" and index + 1 < len(doc) and doc[index + 1].lower_ in DAYS)
        or token.lower_ in DAYS
    )


def left_edge_of(doc: Doc, head: int, verb: int) -> int:
    """Return the first token of a noun phrase before the verb; its head if the phrase reaches over the verb."""
    edge = mention_extent(doc, head)[0]
    return edge if edge < verb else head


def right_edge_of(doc: Doc, head: int) -> int:
    """Return the last token of a noun phrase, up to the first comma, relative clause or that-clause after it."""
    last = head
    subtree = {token.i for token in doc[head].subtree}
    clauses = [t.left_edge.i for t in doc[head].subtree if t.dep_ in {*RELATIVE, "acl"} and t.left_edge.i > head]
    for index in range(head + 1, min([len(doc), *clauses])):
        token = doc[index]
        if (
            index not in subtree
            or token.text in {",", ":", "--"}
            or token.is_quote
            or token.dep_ in RELATIVE
            or token.lower_ == "that"
        ):
            break
        last = index
    return last
