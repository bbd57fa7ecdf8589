"""The paragraphs of a page's article."""

from __future__ import annotations

from crawler.reading.container import blocks_within, find_container, without_clutter
from crawler.reading.outline import read_outline
from crawler.reading.sift import sift
from crawler.reading.source import Source
from crawler.reading.standfirst import read_standfirst


def read_paragraphs(source: Source, title: str) -> tuple[str, ...]:
    """Return the paragraphs of the article with that headline, in order; empty when none are found."""
    outline = read_outline(source.tree)
    clean = without_clutter(outline)
    inside = blocks_within(outline, clean, find_container(outline, clean))
    first = clean.index(inside[0]) if inside else 0
    opening = read_standfirst(source, outline, clean, first, title)
    return tuple(block.text for block in sift(opening, inside, title))
