"""Where sentences begin and end: paragraphs first, then full stops that are none of an abbreviation's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.understand.lexicon import table

_LINE = re.compile(r"[^\r\n]+")
_STOP = re.compile(r"""([.!?…]+)(["”’'»)\]]*|\s(?:''|"(?=\s)))(\s+)(?=["“‘'«(\[]*[A-Z0-9À-ÖØ-ÞĀ-ſƏ—–-])""")
_REPORTS = re.compile(
    r"""(?:[^.!?"“”;:\n]|(?<=\b[A-Z])\.|(?<=\b(?:Sen|Rep|Gov|Gen))\.|(?<=\b(?:Mr|Ms|Dr))\.|(?<=\bMrs)\.){2,100}?"""
    r"""\b([a-z]\w*(?:ed|id)|told)\b(?!\s(?:that|the|an?|he|she|it|they|there|his|her|its|their|no)\s"""
    r"""(?!news|crowd|panel|court|(?<=asked\sthe\s)\w+\.))"""
    r"""(?:\s\w+){0,6}[.,]"""
)
_LAST_WORD = re.compile(r"[\w.’'&-]*$")
_NEXT_WORDS = re.compile(r"""["“‘'«(\[]*([\w’'-]+)[.]?(?:\s+([\w’'-]+)[.]?)?(?:\s+([\w’'-]+))?""")
_SENTENCE_END = re.compile(r"""[.!?…:]\s?["”’'»)\]]*$""")  # some tools part marks by blanks: "We go . ''"
_ANY_STOP = re.compile(r"[.!?;:](?=\s|$)|[\"“”]")
_RUN_ON = re.compile(
    r"\b([A-Za-z0-9)][\w)-]+)\s+"
    r"(?=(?:The|An?|On|At|In|As|Meanwhile|Acting|However|He|She|They|It|Later|Earlier|Police|Troops|SFs"
    r"|Security [Ff]orces|One|Two|Three|Four|Five|Six|Seven|According|Further|Reportedly|Separately)\s[a-z0-9])"
)
"""Where a text without stops goes on with another sentence: "killed in Gaya on May 8 The rebels started firing"."""
LONGEST_RUN = 250  # characters; a longer paragraph without a stop has lost them
NO_ENDS = frozenset(
    [
        "reports",
        "to",
        "of",
        "in",
        "by",
        "at",
        "on",
        "the",
        "a",
        "an",
        "and",
        "or",
        "from",
        "for",
        "with",
        "near",
        "under",
    ]
    + [
        "after",
        "before",
        "between",
        "against",
        "among",
        "into",
        "over",
        "through",
        "when",
        "while",
        "as",
        "that",
        "local",
    ]
    + ["one", "two", "three", "four", "five", "six", "some", "joint", "Forces", "said", "told"]
)
"""Words that no sentence ends in: capitals behind them are names."""
_OPENING_MARKS = frozenset("\"“„«'‘`")
WRAPPED_LINE = 60  # characters; a longer line that does not end a sentence was wrapped by whoever typed it


def sentence_bounds(text: str, *, whole: bool = False) -> Iterator[tuple[int, int, int]]:
    """Yield (paragraph number, start, end) of each sentence, in order; offsets exclude surrounding white space.

    `whole` keeps each paragraph in one piece (headlines).
    """
    for number, (start, end) in enumerate(_paragraphs(text)):
        cuts = [start, *(() if whole else _cuts(text, start, end)), end]
        for left, right in zip(cuts, cuts[1:], strict=False):
            trimmed = _trim(text, left, right)
            if trimmed is not None:
                yield (number, *trimmed)


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield paragraph bounds: blank lines part them, single line breaks too unless the line was merely wrapped."""
    start = end = None
    for line in _LINE.finditer(text):
        if start is not None and end is not None:
            if _is_wrapped(text, start, end, line.start()):
                end = line.end()
                continue
            yield start, end
        start, end = line.start(), line.end()
    if start is not None and end is not None:
        yield start, end


def _is_wrapped(text: str, start: int, end: int, following: int) -> bool:
    if text.count("\n", end, following) > 1:
        return False
    last_line = text[max(start, text.rfind("\n", start, end) + 1) : end].rstrip()
    if _SENTENCE_END.search(last_line):
        return False
    if not text[:start].strip() and text.find("\n", start, end) < 0 and not text[following : following + 1].islower():
        return False  # the first line of a text is its headline as often as not
    return text[following : following + 1].islower() or len(last_line) > WRAPPED_LINE


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    opened = start
    if end - start > LONGEST_RUN and _ANY_STOP.search(text, start, end) is None:
        yield from (m.end() for m in _RUN_ON.finditer(text, start, end) if m[1] not in NO_ENDS)  # stops were lost
        return
    for stop in _STOP.finditer(text, start, end):
        quoted = text[opened] in _OPENING_MARKS or (bool(stop[2]) and _is_open(text, start, opened))
        if _ends_sentence(text, start, stop, quoted=quoted):
            opened = stop.end()
            yield opened


def _is_open(text: str, start: int, end: int) -> bool:
    """Whether a sentence at `end` begins within a quotation: of '"We tried. Why not?" Lee asked.' the second."""
    said = text[start:end]
    return said.count("“") > said.count("”") or said.count("``") > said.count("''") or said.count('"') % 2 == 1


def _ends_sentence(text: str, start: int, stop: re.Match[str], *, quoted: bool) -> bool:
    """Whether a sentence ends at a stop; `quoted` says that it began with a quotation mark: '"No." Lee said.'"""
    following = _NEXT_WORDS.match(text, stop.end())
    words = [word for word in following.groups() if word] if following else []
    if stop[2] and quoted and (_is_reporting(words) or (stop[1] != "." and _closes_question(text, stop.end()))):
        return False
    if stop[1] != ".":
        return True
    before = _LAST_WORD.search(text, max(start, stop.start() - 20), stop.start())
    if before is not None and before[0] == "X" and text[: before.start()].endswith((" on ", " to ", " via ")):
        return True  # "in a post on X. The ministry", the network
    return _stop_ends(before[0] if before else "", words)


def _stop_ends(word: str, following: list[str]) -> bool:
    """Whether the full stop after `word` ends a sentence, given the words that follow."""
    bare = word.lower().lstrip("'’&-")
    if bare in _words("titles") or (len(word) == 1 and word.isupper() and word != "I"):
        return False
    if bare in _words("expressions"):
        return bare == "no" and not (following and following[0][:1].isdigit())
    if bare in _words("either") or re.fullmatch(r"(?:[a-z]\.)+[a-z]", bare):
        return bool(following) and following[0].lower() in _words("starters")
    return True


def _is_reporting(following: list[str]) -> bool:
    """Whether one of the next words after a closed quotation is a reporting verb following a name."""
    return any(word.lower() in _words("reporting") for word in following[1:3]) or (
        bool(following) and following[0] in _words("reporting")  # "Asked", with a capital, opens another sentence
    )


def _closes_question(text: str, start: int) -> bool:
    """Whether the next words only say who asked or cried out: '"Why?" Senator Ann Lee, the Ohio Democrat, asked.'"""
    following = _REPORTS.match(text, start)
    return following is not None and following[1].lower() in _words("reporting")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table("abbreviations")[name])
