"""Links to other articles that stand in the text of a page as if they were sentences of it.

"RELATED: Man shot dead in Reno", "[ Read: Deputy shoots man ]", and the lines under "Top stories" or "More from Leeds".
So do titles of videos with their length, lists of headlines that close a page, lists of "Other shootings:", and the
older version of a report that stands behind "EARLIER:".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.understand.context import single
from pipeline.understand.passage import Passage
from pipeline.understand.phrases import folded
from pipeline.vocabulary import TextField

MOST_WORDS = 18  # of a headline
LIST_MARKS = "•*·-–—▪►»> \t"
FEWEST_LISTED, FEWEST_WORDS = 2, 4  # lines of a list, words of a headline in it
LONG_ENOUGH = 200  # characters of a report before its older version
MARKED = re.compile(r"\s*[•*·▪►»–—-]\s")  # before the line of a list
_TIMED = re.compile(r"\s*\d{1,2}:\d\d\s+(?![ap]\.?m)\S")  # "0:38 Woman injured in shooting"


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
    found: list[tuple[int, int]] = []
    listed = others = False
    closing = _closing_list(text)
    for start, line in _lines(text):
        bare = folded(line.strip(LIST_MARKS))
        if start > LONG_ENOUGH and single("older_version").match(line):
            return [*found, (start, len(text))]
        others = bool(bare and single("other_events_heading").fullmatch(bare)) or (
            others and (not bare or bool(MARKED.match(line)))
        )
        if (others and bare) or start in closing or (_TIMED.match(line) and _is_headline(bare)):
            found.append((start, start + len(line)))
        elif is_link(line) and not (start == 0 and bare.startswith("live")):  # a live report opens so itself
            found.append((start, start + len(line)))
            listed = listed or bare.endswith(":")
        elif bare:
            if listed and _is_headline(bare):
                found.append((start, start + len(line)))
            else:
                listed = bool(single("heading_of_links").fullmatch(bare))
    return found


def _closing_list(text: str) -> frozenset[int]:
    """Return where the lines of a list of headlines begin that closes a page and that nothing leads up to."""
    starts: list[int] = []
    for start, line in reversed(list(_lines(text))):
        if not line.strip():
            continue
        bare = line.strip(LIST_MARKS)
        if not (MARKED.match(line) and _is_headline(bare) and len(bare.split()) >= FEWEST_WORDS):
            return frozenset(starts) if len(starts) >= FEWEST_LISTED and line.rstrip()[-1:] in '."”' else frozenset()
        starts.append(start)
    return frozenset()


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text with their starts."""
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _is_headline(line: str) -> bool:
    """Whether a line ends as headlines do, without a full stop, and is no longer than they are."""
    return line[-1] not in ".!?:" and line[-2:] not in {'."', ".'"} and len(line.split()) <= MOST_WORDS
