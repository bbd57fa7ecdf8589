"""The noun phrase that names a speaker, cut out of the parse with care for names that the parse tears apart."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.understand.clause import RELATIVE

Extent = tuple[int, int]  # tokens
DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday"})


def mention_extent(doc: Doc, head: int) -> Extent:
    """Return the token range that names a speaker: his noun phrase up to a comma, relative clause or quotation."""
    subtree = {token.i for token in doc[head].subtree}
    start = head
    while (
        (start - 1 in subtree or _in_name(doc, start))
        and not doc[start - 1].is_quote
        and doc[start - 1].text not in {",", ":", ";", "--", "—", "–"}
    ):
        start -= 1
    end = head + 1
    while end < len(doc) and ((end in subtree and not _ends_mention(doc, end)) or _goes_on(doc, end)):
        end += 1
    while doc[start].tag_ in {"IN", "RB", "CC", "TO"} and start < head:
        start += 1
    while end > head + 1 and doc[end - 1].tag_ == "POS":
        end -= 1
    return start, end


def _in_name(doc: Doc, start: int) -> bool:
    """Whether the word before belongs to the same name or title, whatever the parse says."""
    if start == 0:
        return False
    before, first = doc[start - 1], doc[start]
    if before.lower_ in DAYS or not before.text[0].isalpha():
        return False
    if first.tag_ in {"NNP", "NNPS"} and before.tag_ in {"NNP", "NNPS", "JJ"}:
        return before.text[0].isupper()
    return first.tag_ in {"NNP", "NN"} and before.tag_ in {"NN", "DT", "NNP"} and _leads_to_name(doc, start)


def _leads_to_name(doc: Doc, start: int) -> bool:
    """Whether a lower-case office before a name begins at or before `start`: "hospital director Nadia Saleh"."""
    index = start
    while index < len(doc) and doc[index].tag_ == "NN":
        index += 1
    return (
        index < len(doc) - 1
        and doc[index].tag_ == "NNP"
        and doc[index + 1].tag_ == "NNP"
        and (start == 1 or doc[start - 1].tag_ != "NNP")
    )


def _goes_on(doc: Doc, end: int) -> bool:
    """Whether the word after belongs to the same name: "Maj" "." "Gen" ".", "Commander" "Col."."""
    before, token = doc[end - 1], doc[end]
    if token.text == ".":
        return (
            before.text[0].isupper() and len(before.text) <= 5 and end + 1 < len(doc) and doc[end + 1].text[0].isupper()
        )
    joined = before.tag_ in {"NNP", "NNPS"} or before.text == "."
    return joined and token.tag_ in {"NNP", "NNPS"} and token.text[0].isupper()


def _ends_mention(doc: Doc, index: int) -> bool:
    token = doc[index]
    return (
        token.text in {",", ":", ";", "--", "—", "–", "("}
        or token.is_quote
        or token.dep_ in {*RELATIVE, "acl"}
        or token.tag_ in {"WP", "WDT", "VBG", "VBD"}
    )
