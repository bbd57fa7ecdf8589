"""Where quotation marks open and close: over paragraphs, nested, curly, straight, guillemets, with marks missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

_OPENERS = {"“": "”", "„": "“”", "«": "»", '"': '"', "``": "''", "‘": "’", "'": "'"}
_CLOSERS: dict[str, tuple[str, ...]] = {
    "“": ("”", '"'),
    '"': ('"', "”", "''"),
    "„": ("“", "”"),
    "«": ("»",),
    "``": ("''",),
    "‘": ("’", "'"),
    "'": ("'", "’"),
}
_MARK = re.compile(r"``|''|[“”„«»\"‘’']")
_DOUBLE_MARK = re.compile(r"``|''|[“”„«»\"]")
LONGEST_UNCLOSED = 1500  # characters; without a closing mark a quotation ends with its paragraph


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation from its opening mark to just past its closing one, within one paragraph.

    `continued` marks one that has no closing mark because the next paragraph opens with a mark again;
    `closed` is False when the closing mark is missing for any reason.
    """

    start: int
    end: int
    closed: bool = True
    continued: bool = False

    def holds(self, position: int) -> bool:
        """Whether a character lies inside the quotation."""
        return self.start <= position < self.end


def opens_with_mark(text: str) -> bool:
    """Whether a text begins with a mark that opens a quotation."""
    return bool(text) and text[0] in '“„«"`‘'


def quotes_in(text: str, paragraphs: Sequence[tuple[int, int]]) -> tuple[Quote, ...]:
    """Return the outermost quotations of a text in order; a paragraph's bad mark never reaches the next one."""
    found: list[Quote] = []
    inherited: str | None = None
    for number, (start, end) in enumerate(paragraphs):
        after = paragraphs[number + 1] if number + 1 < len(paragraphs) else (end, end)
        found += _paragraph_quotes(text, start, end, text[slice(*after)][:1], inherited)
        inherited = _reaching_over(text, found[-1] if found else None, end, after)
        if inherited is not None:
            found[-1] = replace(found[-1], continued=True)
    return tuple(found)


def _reaching_over(text: str, last: Quote | None, end: int, following: tuple[int, int]) -> str | None:
    """Return the opening mark of a quotation that ends in the next paragraph, whose first mark closes it; else None."""
    if last is None or last.closed or last.continued or last.end != end:
        return None
    opener = next(sign for sign in ("``", text[last.start]) if text.startswith(sign, last.start))
    mark = _DOUBLE_MARK.search(text, *following)
    if mark is None or mark[0] not in _closers(opener) or mark.start() == following[0]:
        return None
    opens = _opens(text, mark.start(), mark[0], following[0]) and not _ends_words(text, mark.start(), mark.end())
    return opener if not opens and _closes(text, mark.end(), mark.start(), mark[0]) else None


def _ends_words(text: str, start: int, end: int) -> bool:
    """Whether a mark set between blanks stands behind a comma or stop, where an open quotation ends: 'tense, " he'."""
    return text[end : end + 1].isspace() and text[:start].endswith((", ", ". ", "! ", "? ", "… "))


def _paragraph_quotes(text: str, start: int, end: int, following: str, inherited: str | None) -> Iterator[Quote]:
    opened: tuple[int, str] | None = (start, inherited) if inherited is not None else None
    for mark in _MARK.finditer(text, start, end):
        position, sign = mark.start(), mark[0]
        if opened is None:
            if _opens(text, position, sign, start):
                opened = (position, sign)
        elif sign in _closers(opened[1]) and _closes(text, mark.end(), position, sign):
            yield Quote(opened[0], mark.end())
            opened = None
        elif _reopens(text, position, sign, opened[1], start):
            yield Quote(opened[0], _cut_short(text, opened[0], position), closed=False)
            opened = (position, sign)
    if opened is not None:
        yield from _unclosed(opened, end, following)


def _unclosed(opened: tuple[int, str], end: int, following: str) -> Iterator[Quote]:
    if end - opened[0] <= LONGEST_UNCLOSED and opened[1] not in {"'", "‘"}:
        continued = following[:1] == opened[1][:1] or (following[:1] in _OPENERS and following[:1] not in {"'", "‘"})
        yield Quote(opened[0], end, closed=False, continued=continued)


def _closers(opener: str) -> tuple[str, ...]:
    return _CLOSERS[opener]


def _opens(text: str, position: int, sign: str, floor: int) -> bool:
    if sign not in _OPENERS:
        return False
    before = text[position - 1] if position > floor else " "
    after = text[position + len(sign)] if position + len(sign) < len(text) else " "
    if sign == '"' and before.isspace() and after.isspace():
        return text.find('"', position + 1) > 0  # cut into words by a tool: "We go " , he said
    if sign in {'"', "'", "‘"}:
        return not before.isalnum() and before not in ".,!?" and not after.isspace() and not _is_elision(text, position)
    return True


def _is_elision(text: str, position: int) -> bool:
    """Whether a single mark stands for left-out letters: '90s, 'em, 'cause."""
    return text[position] in "'‘" and bool(re.match(r"['‘](?:\d0s|em\b|cause\b|til\b|tis\b|twas\b)", text[position:]))


def _closes(text: str, after: int, position: int, sign: str) -> bool:
    following = text[after] if after < len(text) else " "
    if sign in {"'", "’"}:
        before = text[position - 1]
        return not following.isalnum() and (before in ".,!?…" or not _is_possessive(text, position))
    if sign == '"':
        return not following.isalnum() or not text[position - 1].isspace()
    return True


def _is_possessive(text: str, position: int) -> bool:
    """Whether a single mark after an s may be a plural's genitive: the ministers' talks."""
    return text[position - 1] == "s" and bool(re.match(r"['’]\s+[a-z]", text[position:]))


def _reopens(text: str, position: int, sign: str, opener: str, floor: int) -> bool:
    """Whether a mark like the open one starts a new quotation: the closing mark before it is missing."""
    if sign != opener or sign in {"'", "‘"}:
        return False
    return sign in {"“", "«", "„"} or _opens(text, position, sign, floor)


def _cut_short(text: str, start: int, end: int) -> int:
    """Return where an unclosed quotation most likely ends before `end`: at the last comma or stop, else at `end`."""
    stops = [m.end() for m in re.finditer(r"[.,!?…](?=\s)", text[start:end])]
    return start + stops[0] if stops else start + len(text[start:end].rstrip())
