"""The lines between headline and text that sum the story up: standfirst, deck, excerpt, key points."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.reading.container import MAX_PROSE_LINKS
from crawler.reading.outline import Block, Outline
from crawler.reading.source import Source

_LABEL = re.compile(
    r"stand-?first|\bdek\b|\bdeck\b|sub-?(?:title|head|headline)|strap-?line|excerpt|summary|spot\b|lead\b|\blede?\b|intro|"
    r"description|vorspann|chapeau|entradilla|anleser|bajada|catenaccio|sommario|ingress|(?:content|header).?dek",
    re.IGNORECASE,
)
MIN_CHARACTERS = 40
MAX_CHARACTERS = 800
LABELLED_LEVELS = 3
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
    return [block for block in clean[headings[-1] + 1 : first] if _sums_up(outline, block, described)]


def _is_described(block: Block, described: Sequence[set[str]]) -> bool:
    if not MIN_CHARACTERS <= len(block.text) <= MAX_CHARACTERS or block.link_share > MAX_PROSE_LINKS:
        return False
    words = _words(block.text)
    return any(len(words & other) >= SAME_WORDS * min(len(words), len(other)) for other in described if len(other) > 4)


def _sums_up(outline: Outline, block: Block, described: Sequence[set[str]]) -> bool:
    if not MIN_CHARACTERS <= len(block.text) <= MAX_CHARACTERS or block.link_share > MAX_PROSE_LINKS:
        return False
    near = outline.chain(block.element)[:LABELLED_LEVELS]
    labelled = any(_LABEL.search(outline.elements[number].labels) for number in near)
    return block.kind == "p" or labelled or _is_described(block, described)


def _descriptions(source: Source) -> list[str]:
    return [
        text for name in ("description", "og:description", "twitter:description") for text in source.metas.get(name, [])
    ]


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
