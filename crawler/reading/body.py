"""The paragraphs of a page's article."""

from __future__ import annotations

from crawler.reading.chosen import chosen_body
from crawler.reading.container import blocks_within, find_container, homes_of, prose_weight, without_clutter
from crawler.reading.outline import Block, Outline, read_outline
from crawler.reading.second_opinion import settle
from crawler.reading.sections import without_other_articles
from crawler.reading.sift import sift
from crawler.reading.signs import declares_article
from crawler.reading.source import Source
from crawler.reading.standfirst import read_standfirst
from crawler.reading.teasers import teaser_blocks


def read_paragraphs(source: Source, title: str) -> tuple[str, ...]:
    """Return the paragraphs of the article with that headline, in order; empty when none are found.

    The site's own selectors come first, then the structure of the page, with JSON-LD and trafilatura where that is
    doubtful.
    """
    tree = chosen_body(source)
    if tree is not None and source.site is not None and "body" in source.site.selectors:
        outline = read_outline(tree)
        return tuple(block.text for block in sift(outline, (), outline.blocks, title))
    outline = read_outline(tree or source.tree)
    clean = without_clutter(outline)
    teasers = _teasers(source, clean)
    left = [block for number, block in enumerate(clean) if number not in teasers]
    not_article = frozenset(clean[number].text for number in teasers)
    return settle(source, _by_structure(source, outline, left, title), not_article)


def _by_structure(source: Source, outline: Outline, clean: list[Block], title: str) -> tuple[str, ...]:
    inside = _with_short_neighbours(outline, clean, blocks_within(outline, clean, find_container(outline, clean)))
    first = clean.index(inside[0]) if inside else 0
    opening = read_standfirst(source, outline, clean, first, title)
    return tuple(block.text for block in sift(outline, opening, without_other_articles(outline, inside), title))


def _teasers(source: Source, blocks: list[Block]) -> frozenset[int]:
    """Return which blocks are teasers; none where a page that declares an article is made of nothing else: a digest."""
    teasers = teaser_blocks(source, blocks)
    story = any(prose_weight(block) for number, block in enumerate(blocks) if number not in teasers)
    return teasers if story or not declares_article(source) else frozenset()


def _with_short_neighbours(outline: Outline, clean: list[Block], inside: list[Block]) -> list[Block]:
    """Return the blocks, and for one alone in its element those beside it: the other sentences of a brief are short."""
    home = homes_of(outline, inside)[0] if len(inside) == 1 else 0
    return blocks_within(outline, clean, home) if home > 0 else inside
