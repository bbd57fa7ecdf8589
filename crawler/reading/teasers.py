"""Teasers of other articles: a heading that leads to another page, with a line or two under it."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborNode

from crawler.addresses import canonical_url
from crawler.reading.outline import HEADINGS, Block
from crawler.reading.source import Source, line_of

# One linked heading is a cross-reference or a permalink; two with a line each are a list.
MIN_TEASERS = 2
# A heading with more below it than this opens a part of the text, wherever it leads.
MAX_TEASER_LINES = 3
MAX_TEASER_CHARACTERS = 450
_HEADING_TAGS = ", ".join(sorted(HEADINGS))


def leading_headings(source: Source) -> frozenset[str]:
    """Return the texts of the headings that are links to other pages; permalinks into this page are none."""
    return frozenset(
        text for node in source.tree.css(_HEADING_TAGS) if _leads_away(node, source) and (text := line_of(node))
    )


def teaser_blocks(source: Source, blocks: Sequence[Block]) -> frozenset[int]:
    """Return the numbers of the blocks that make up teasers; empty where the page has fewer than two."""
    leading = leading_headings(source)
    starts = [number for number, block in enumerate(blocks) if block.kind in HEADINGS]
    ends = [*starts[1:], len(blocks)][: len(starts)]
    teasers = [
        range(start, _end_of(blocks, start, end))
        for start, end in zip(starts, ends, strict=True)
        if blocks[start].text in leading
    ]
    told = [teaser for teaser in teasers if len(teaser) > 1]
    return frozenset(number for teaser in teasers for number in teaser) if len(told) >= MIN_TEASERS else frozenset()


def _end_of(blocks: Sequence[Block], start: int, end: int) -> int:
    """Return where the teaser ends: with the next heading, or after its own element where more text follows."""
    below = range(start + 1, end)
    if len(below) <= MAX_TEASER_LINES and sum(len(blocks[number].text) for number in below) <= MAX_TEASER_CHARACTERS:
        return end
    return start + 1


def _leads_away(node: LexborNode, source: Source) -> bool:
    """Tell whether the heading's whole text is a link, inside or around it, to another page."""
    link = node.css_first("a[href]") or _link_around(node)
    if link is None or len(line_of(link)) < len(line_of(node)):
        return False
    target = _resolved(source.url, link.attributes.get("href") or "")
    return target is not None and target != canonical_url(source.url)


def _link_around(node: LexborNode) -> LexborNode | None:
    parent = node.parent
    return parent if parent is not None and parent.tag == "a" and parent.attributes.get("href") else None


def _resolved(base: str, href: str) -> str | None:
    """Return the address of the page a link leads to; None for one that stays here or is no web address."""
    if href.startswith(("#", "javascript:", "mailto:")):
        return None
    try:
        whole = urljoin(base, href.strip())
        return canonical_url(whole) if urlsplit(whole).scheme in ("http", "https") else None
    except ValueError:
        return None
