"""Several people named as one speaker: "Premier Daniel Reed, Health Minister Kate Orr and Paul Lim said"."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from pipeline.understand.lexicon import table
from pipeline.understand.speech.introductions import introduction
from pipeline.understand.speech.sex import sex_of_name
from pipeline.understand.speech.tokens import FINITE
from pipeline.understand.speech.words import Word, words_of

Extent = tuple[int, int]  # tokens, or characters where a text is asked for
_NAME = r"(?:[A-Z][\w.’'-]+ ){1,5}[A-Z][\w’'-]+"
_IN_COMMAS = r", (?:the |an? |its |his |her )?(?:[\w’'-]+ )*[a-z][^,;.:()\"“”]{2,90}"
_JOINED = re.compile(
    rf"({_NAME}){_IN_COMMAS}, and ({_NAME})(?:{_IN_COMMAS}(?=,))?(?=,? (?:[a-z]+ly )?[a-z]+(?:ed|id|ld|s|ve|ys)\b)"
)
_BRACKET = re.compile(r"\s?\([^()]*\)")
NAMING = frozenset({"NNP", "NNPS", "NN", "NNS", "JJ", "POS", "IN", "HYPH", "VBG", "CD"})
"""Tags of the words of an office and a name: "chief medical officer Paul Lim", "Governor of Lagos Ada Obi"."""
LONGEST_ITEM = 9  # tokens
LONGEST_BRACKET = 6  # tokens of "(Marakwet West)"
JOINING = frozenset({"and", "&", "or", "nor"})
BEFORE_VERB = frozenset({"RB", "MD"})


def with_list(doc: Doc, start: int, end: int) -> Extent:
    """Return the extent of the whole list of names of which tokens `start` to `end` are the first or the last item.

    The extent itself where they are part of no list: of a list each item ends in a name, and "and" stands before the
    last.
    """
    if not _is_name(doc, start, end):
        return start, end
    last = _end_of_list(doc, end)
    if last is not None:
        return start, last
    first, last = _before_commas(doc, start), _end_of_list(doc, end, inside=True)
    if first is not None and last is not None:
        return first, last
    first = _start_of_list(doc, start)
    return (start if first is None else first), end


def are_named_together(text: str) -> bool:
    """Whether words name several people: on both sides of "and" they end in a name, and name no body or country."""
    words = words_of(text)
    joints = [i for i, word in enumerate(words) if word.key in JOINING]
    if not joints:
        return False
    sides = words[: joints[-1]], words[joints[-1] + 1 :]
    if not all(side and _ends_in_name(side) for side in sides):
        return False
    short = all(len(side) == 1 for side in sides)
    if not short and not (any(_shows_person(side) for side in sides) and all(_is_full(side) for side in sides)):
        return False
    read = introduction(words)
    return not read.bare_country and (read.body is None or read.role is not None)


def named_before(text: str) -> Extent | None:
    """Return the characters of the names that close a text: "In the Senate, Ann Lee (D-Ohio) and Bob Ray"."""
    kept = text.rstrip()
    start = max(kept.rfind(", ") + 2, 0) if ", " in kept else 0
    together = are_named_together(_BRACKET.sub("", kept[start:]))
    return (start, len(kept)) if together else None


def joined_by_and(text: str, start: int, end: int) -> Extent | None:
    """Return the characters of two who speak as one, told of in commas: "Ann Lee, head of the union, and Bob Ray said".

    `start` and `end` are where one of them stands; None where nobody is joined to him.
    """
    if ", and " not in text or not text[start : start + 1].isupper():
        return None
    for match in _JOINED.finditer(text):
        inside = match.start() <= start and end <= match.end()
        if inside and start in {match.start(), match.start(2)}:
            return match.start(), match.end()
    return None


def _ends_in_name(words: list[Word]) -> bool:
    kept = [w for w in words if w.text not in {",", "."}]
    return bool(kept) and kept[-1].capital and not kept[-1].text.isupper() and introduction(kept).name is not None


def _is_full(words: list[Word]) -> bool:
    """Whether a name has two parts, or an office or title before it: no "Publicity"."""
    read = introduction(words)
    return len((read.name or "").split()) > 1 or read.role is not None or words[0].key in table("roles")["titles"]


def _shows_person(words: list[Word]) -> bool:
    """Whether an office, a title or a first name tells that a name is somebody's."""
    read = introduction(words)
    title = any(word.key in table("roles")["titles"] for word in words[:2])
    return title or read.role is not None or sex_of_name(read.name or "") is not None


def _is_name(doc: Doc, start: int, end: int) -> bool:
    """Whether tokens end in a name with a capital, or in a plural, and hold no verb."""
    item = doc[start:end]
    if not 0 < len(item) <= LONGEST_ITEM or item[-1].tag_ not in {"NNP", "NNPS", "NNS"}:
        return False
    if item[-1].tag_ != "NNS" and not item[-1].text[0].isupper():
        return False
    return not any(token.tag_ in FINITE or token.is_quote for token in item)


def _past_bracket(doc: Doc, index: int) -> int:
    if index < len(doc) and doc[index].text == "(":
        close = next((i for i in range(index, min(len(doc), index + LONGEST_BRACKET)) if doc[i].text == ")"), None)
        return index if close is None else close + 1
    return index


def _before_commas(doc: Doc, start: int) -> int | None:
    """Return where a list opens that comes to the item at `start` by commas alone: "Peru, Chile, [Brazil]"."""
    place = start
    while place > 1 and doc[place - 1].text == ",":
        begin = place - 1
        while begin > 0 and doc[begin - 1].tag_ in NAMING - {"IN"}:
            begin -= 1
        if not _is_item(doc, begin, place - 1):
            return None
        place = begin
    opens = place == 0 or doc[place - 1].is_quote
    return place if opens and place < start else None


def _end_of_list(doc: Doc, end: int, *, inside: bool = False) -> int | None:
    """Return where a list ends that goes on behind its first item; None where none does.

    `inside`: items stand before this one.
    """
    place, items = _past_bracket(doc, end), 0
    items = int(place > end or inside)
    while place < len(doc):
        comma = doc[place].text == ","
        joint = place + comma
        final = joint < len(doc) and doc[joint].lower_ in JOINING
        if not comma and not final:
            return None
        begin = joint + 1 if final else place + 1
        stop = begin
        while stop < len(doc) and doc[stop].tag_ in NAMING and doc[stop].lower_ not in JOINING:
            stop += 1
        if not _is_item(doc, begin, stop):
            return None
        after = _past_bracket(doc, stop)
        if final:
            closes = after == len(doc) or doc[after].tag_ in FINITE | BEFORE_VERB or doc[after].text in {".", ":"}
            return after if closes and items else None
        place, items = after, items + 1
    return None


def _is_item(doc: Doc, start: int, end: int) -> bool:
    return start < end and doc[start].tag_ not in {"IN", "VBG", "CD"} and _is_name(doc, start, end)


def _start_of_list(doc: Doc, start: int) -> int | None:
    """Return where a list begins that ends in the item at `start`; None where none does."""
    joint = start - 1
    if joint < 1 or doc[joint].lower_ not in JOINING:
        return None
    place, items = joint - (doc[joint - 1].text == ","), 0
    while place > 0:
        stop = _before_bracket(doc, place)
        begin = stop
        while begin > 0 and doc[begin - 1].tag_ in NAMING and doc[begin - 1].lower_ not in JOINING:
            begin -= 1
        if not _is_item(doc, begin, stop):
            return None
        items += 1 + (stop < place)
        opens = begin == 0 or doc[begin - 1].is_quote or doc[begin - 1].text in {"—", "–", "--", ":"}
        if opens or doc[begin - 1].text != ",":
            return begin if opens and items > 1 else None
        place = begin - 1
    return None


def _before_bracket(doc: Doc, end: int) -> int:
    """Return where an item ends before a bracket that closes at `end`."""
    if end > 0 and doc[end - 1].text == ")":
        first = max(0, end - LONGEST_BRACKET)
        return next((i for i in range(end - 1, first, -1) if doc[i].text == "("), end)
    return end
