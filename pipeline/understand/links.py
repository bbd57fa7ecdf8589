"""Links to other articles that stand in the text of a page as if they were sentences of it.

"RELATED: Man shot dead in Reno", "[ Read: Deputy shoots man ]", and the lines under "Top stories" or "More from Leeds".
"""

from __future__ import annotations

from pipeline.understand.context import single
from pipeline.understand.passage import Passage
from pipeline.understand.phrases import folded
from pipeline.vocabulary import TextField

MOST_WORDS = 18  # of a headline
LIST_MARKS = "•*·-–—▪►»> \t"


def linked(passage: Passage) -> frozenset[int]:
    """Return the indices of the sentences that lie wholly in lines which only link to other articles."""
    lines = _linked_lines(passage.article.text)
    if not lines:
        return frozenset()
    told = (s for s in passage.sentences if s.field is TextField.TEXT)
    return frozenset(s.index for s in told if any(start <= s.start < end for start, end in lines))


def is_link(line: str) -> bool:
    """Whether a line begins as links to other articles do: "MORE: ", "Also on KTVZ.com: ", "[ Read: "."""
    return bool(single("sister_headline").match(folded(line)))


def _linked_lines(text: str) -> list[tuple[int, int]]:
    """Return where the lines stand that are links, or that a heading for links goes before."""
    found, listed, start = [], False, 0
    for line in text.split("\n"):
        bare = folded(line.strip(LIST_MARKS))
        if is_link(line):
            found.append((start, start + len(line)))
            listed = listed or bare.endswith(":")
        elif bare:
            if listed and _is_headline(bare):
                found.append((start, start + len(line)))
            else:
                listed = bool(single("heading_of_links").fullmatch(bare))
        start += len(line) + 1
    return found


def _is_headline(line: str) -> bool:
    """Whether a line ends as headlines do, without a full stop, and is no longer than they are."""
    return line[-1] not in ".!?:" and line[-2:] not in {'."', ".'"} and len(line.split()) <= MOST_WORDS
