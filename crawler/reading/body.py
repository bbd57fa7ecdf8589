"""The paragraphs of a page's article."""

from __future__ import annotations

from crawler.reading.chosen import chosen_body
from crawler.reading.container import blocks_within, find_container, without_clutter
from crawler.reading.outline import Outline, read_outline
from crawler.reading.second_opinion import settle
from crawler.reading.sections import without_other_articles
from crawler.reading.sift import sift
from crawler.reading.source import Source
from crawler.reading.standfirst import read_standfirst


def read_paragraphs(source: Source, title: str) -> tuple[str, ...]:
    """Return the paragraphs of the article with that headline, in order; empty when none are found.

    The site's own selectors come first, then the structure of the page, with JSON-LD and trafilatura where that is
    doubtful.
    """
    tree = chosen_body(source)
    if tree is not None and source.site is not None and "body" in source.site.selectors:
        outline = read_outline(tree)
        return tuple(block.text for block in sift(outline, (), outline.blocks, title))
    return settle(source, _by_structure(source, read_outline(tree or source.tree), title))


def _by_structure(source: Source, outline: Outline, title: str) -> tuple[str, ...]:
    clean = without_clutter(outline)
    inside = blocks_within(outline, clean, find_container(outline, clean))
    first = clean.index(inside[0]) if inside else 0
    opening = read_standfirst(source, outline, clean, first, title)
    return tuple(block.text for block in sift(outline, opening, without_other_articles(outline, inside), title))
