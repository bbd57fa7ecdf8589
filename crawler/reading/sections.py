"""Sections of other articles inside the container: under a heading that names them, until the text goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from crawler.reading.clutter import pattern_of
from crawler.reading.container import home_of, prose_weight
from crawler.reading.outline import HEADINGS, Block, Outline

MAX_LINK_SHARE = 0.5


def without_other_articles(outline: Outline, blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks without headings such as 'More from this section' and what stands under them.

    The text goes on with the first paragraph that stands where most paragraphs stand: such boxes are set between them.
    """
    homes: Counter[int] = Counter()
    for block in blocks:
        homes[home_of(outline, block)] += prose_weight(block)
    usual = max(homes, key=lambda home: (homes[home], -home), default=-1)
    kept, elsewhere = [], False
    for block in blocks:
        if _opens_others(block):
            elsewhere = True
        elif elsewhere and home_of(outline, block) == usual:
            elsewhere = False
        if not elsewhere:
            kept.append(block)
    return kept


def _opens_others(block: Block) -> bool:
    if block.kind not in HEADINGS or block.link_share > MAX_LINK_SHARE:
        return False
    return pattern_of("sections").fullmatch(block.text) is not None
