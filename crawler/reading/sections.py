"""Sections of other articles inside the container: under a heading that names them, until the text goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from crawler.reading.clutter import pattern_of
from crawler.reading.container import homes_of, prose_weight
from crawler.reading.outline import HEADINGS, Block, Outline

MAX_LINK_SHARE = 0.5

_Make = tuple[str, str, int]


def without_other_articles(outline: Outline, blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks without headings such as 'More from this section' and what stands under them.

    The text goes on with the first paragraph that stands in the same kind of element, as deep, as most paragraphs: such
    boxes are set between them, and bodies are cut in parts.
    """
    makes = [_make_of(outline, home) for home in homes_of(outline, blocks)]
    weights: Counter[_Make] = Counter()
    for block, make in zip(blocks, makes, strict=True):
        weights[make] += prose_weight(block)
    usual = max(weights, key=lambda make: weights[make], default=None)
    kept, elsewhere = [], False
    for block, make in zip(blocks, makes, strict=True):
        elsewhere = _opens_others(block) or (elsewhere and make != usual)
        if not elsewhere:
            kept.append(block)
    return kept


def _make_of(outline: Outline, home: int) -> _Make:
    """Return tag, labels and depth of an element."""
    element = outline.elements[home]
    return element.tag, element.labels, len(outline.chain(home))


def _opens_others(block: Block) -> bool:
    if block.kind not in HEADINGS or block.link_share > MAX_LINK_SHARE:
        return False
    return pattern_of("sections").fullmatch(block.text) is not None
