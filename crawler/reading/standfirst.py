"""The lines between headline and text that sum the story up: standfirst, deck, excerpt, key points."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.reading.clutter import pattern_of
from crawler.reading.container import MAX_PROSE_LINKS
from crawler.reading.outline import Block, Outline
from crawler.reading.source import Source

MIN_CHARACTERS = 40
MAX_CHARACTERS = 800
LABELLED_LEVELS = 3
MIN_WORDS = 4
# Where no headline is found, a description is looked for among this many blocks above the text.
LINES_ABOVE = 12
# This much of the shorter text's words in common makes a line the description that the page's head carries.
SAME_WORDS = 0.8


def read_standfirst(source: Source, outline: Outline, clean: Sequence[Block], first: int, title: str) -> list[Block]:
    """Return the blocks between the headline and block number `first` of `clean` that sum the story up."""
    headings = [number for number, block in enumerate(clean[:first]) if block.kind == "h1" or block.text == title]
    described = [_words(text) for text in _descriptions(source)]
    if not headings:
        return [block for block in clean[max(0, first - LINES_ABOVE) : first] if _is_described(block, described)]
    between = clean[headings[-1] + 1 : first]
    return [block for block in between if _sums_up(outline, block) or _is_described(block, described)]


def _is_described(block: Block, described: Sequence[set[str]]) -> bool:
    """Tell whether the block is the description that the page's head carries."""
    words = _words(block.text)
    return _may_sum_up(block) and any(
        len(words & other) >= SAME_WORDS * min(len(words), len(other)) for other in described if len(other) > MIN_WORDS
    )


def _sums_up(outline: Outline, block: Block) -> bool:
    """Tell whether the block is a paragraph, or called a standfirst by an element it stands in."""
    near = (outline.elements[number].labels for number in outline.chain(block.element)[:LABELLED_LEVELS])
    return _may_sum_up(block) and (block.kind == "p" or any(pattern_of("standfirst").search(label) for label in near))


def _may_sum_up(block: Block) -> bool:
    return MIN_CHARACTERS <= len(block.text) <= MAX_CHARACTERS and block.link_share <= MAX_PROSE_LINKS


def _descriptions(source: Source) -> list[str]:
    return [
        text for name in ("description", "og:description", "twitter:description") for text in source.metas.get(name, [])
    ]


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
