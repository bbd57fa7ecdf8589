"""Which blocks of the container are article text: headings, paragraphs, lists and tables stay, links and labels go."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.reading.clutter import pattern_of
from crawler.reading.outline import HEADINGS, Block, Outline

# A block with more of its text in links than this leads elsewhere; a whole sentence may be linked more.
MAX_LINK_SHARE = 0.5
MAX_SENTENCE_LINK_SHARE = 0.9
SENTENCE_CHARACTERS = 60
SENTENCE_END = re.compile(r"[.!?…:;。！？»“”\"’')\]।]$")
SHORT_LINE = 60
MARKED_SHARE = 0.75
_TEXT_KINDS = HEADINGS | {"p", "li", "tr", "blockquote", "pre", "dd", "dt"}
REPEATED_CHARACTERS = 40


def sift(outline: Outline, opening: Sequence[Block], inside: Sequence[Block], title: str) -> list[Block]:
    """Return the blocks of the standfirst and of the container that belong to the text of the article, in order."""
    kept = [block for block in inside if not _is_noise(block, title)]
    if _is_in_paragraphs(kept):
        parents = {outline.elements[block.element].parent for block in kept if block.kind == "p"}
        kept = [block for block in kept if block.kind in _TEXT_KINDS or block.element in parents]
    kept = _without_idle_headings(kept)
    return _once_each([*(block for block in opening if not _is_noise(block, title)), *kept])


def _is_noise(block: Block, title: str) -> bool:
    if block.kind == "h1" or block.text.casefold() == title.casefold() or _leads_away(block):
        return True
    if pattern_of("openings").match(block.text) or pattern_of("endings").search(block.text):
        return True
    return block.kind not in _TEXT_KINDS and len(block.text) < SHORT_LINE and not SENTENCE_END.search(block.text)


def _leads_away(block: Block) -> bool:
    if len(block.text) >= SENTENCE_CHARACTERS and SENTENCE_END.search(block.text):
        return block.link_share > MAX_SENTENCE_LINK_SHARE
    return block.link_share > MAX_LINK_SHARE


def _once_each(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks without the later copies of long ones: text for other screens, boxes shown twice."""
    seen: set[str] = set()
    kept = []
    for block in blocks:
        if len(block.text) < REPEATED_CHARACTERS or block.text not in seen:
            kept.append(block)
            seen.add(block.text)
    return kept


def _is_in_paragraphs(blocks: Sequence[Block]) -> bool:
    """Tell whether the text is marked up in paragraphs, so that lines set elsewhere are captions, labels and boxes."""
    marked = sum(len(block.text) for block in blocks if block.kind in _TEXT_KINDS)
    return marked >= MARKED_SHARE * sum(len(block.text) for block in blocks)


def _without_idle_headings(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks without headings that nothing follows, or only a heading of the same or a higher rank."""
    kept: list[Block] = []
    following: Block | None = None
    for block in reversed(blocks):
        idle = block.kind in HEADINGS and (
            following is None or (following.kind in HEADINGS and following.kind <= block.kind)
        )
        if not idle:
            kept.append(block)
            following = block
    return kept[::-1]
