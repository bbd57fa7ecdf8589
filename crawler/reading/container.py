"""Which element of a page holds the article: where most of the prose that is not clutter stands together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from crawler.reading.clutter import names_in, pattern_of
from crawler.reading.outline import HEADINGS, Block, Element, Outline

# A run of text this long, with few links, is prose; shorter ones are labels as often as sentences.
MIN_PROSE_CHARACTERS = 60
MAX_PROSE_LINKS = 0.35
# An element named like clutter that holds more of the page's prose than this is a wrapper around the article.
# The prose of all elements with that name counts: some bodies name each paragraph so.
WRAPPING_SHARE = 0.3
FOREIGN_SHARE = 0.75
NEVER_SHARE = 1.0
# Hidden text is shown later when it is most of the page: bodies behind a consent or pay dialog.
HIDDEN_SHARE = 0.5
# A paragraph alone in its element counts this much: teasers stand so, though some sites wrap every paragraph.
LONE_SHARE = 0.33
# Walk down while one child holds this share of the prose.
DOMINANT_SHARE = 0.65
# A child named as the body needs less.
LABELLED_SHARE = 0.45
# Elements with this share of their classes in common are of one make.
SAME_CLASSES = 0.5


def prose_weight(block: Block) -> int:
    """Return how many characters of prose a block counts for; paragraphs count twice what loose lines do."""
    if len(block.text) < MIN_PROSE_CHARACTERS or block.link_share > MAX_PROSE_LINKS or block.kind in HEADINGS:
        return 0
    return len(block.text) * (2 if block.kind in ("p", "blockquote") else 1)


def without_clutter(outline: Outline) -> list[Block]:
    """Return the blocks that stand in no hidden element and in none that is clutter."""
    weights = _weights(outline, outline.blocks)
    whole, believed = weights.get(0, 0), _believed_words(outline, weights)
    out: list[bool] = []
    for number, element in enumerate(outline.elements):
        unwanted = not believed.isdisjoint(element.clutter)
        hidden = element.hidden and weights.get(number, 0) <= HIDDEN_SHARE * whole and "paywall" not in element.labels
        out.append(hidden or unwanted or (element.parent >= 0 and out[element.parent]))
    return [block for block in outline.blocks if not out[block.element]]


def _believed_words(outline: Outline, weights: Mapping[int, int]) -> set[str]:
    """Return the clutter words that name little of the page's prose."""
    named: Counter[str] = Counter()
    over: list[frozenset[str]] = []
    for number, element in enumerate(outline.elements):
        above = over[element.parent] if element.parent >= 0 else frozenset[str]()
        for word in element.clutter - above:
            named[word] += weights.get(number, 0)
        over.append(above | element.clutter if element.clutter else above)
    whole = weights.get(0, 0)
    return {word for word, weight in named.items() if weight <= _limit(word) * whole}


def _limit(word: str) -> float:
    """Return up to which share of the page's prose an element of that name is left out."""
    return NEVER_SHARE if names_in("never", word) else FOREIGN_SHARE if names_in("foreign", word) else WRAPPING_SHARE


def find_container(outline: Outline, blocks: Sequence[Block]) -> int:
    """Return the number of the innermost element that holds most of the prose in `blocks`."""
    weights = _weights(outline, blocks)
    children: dict[int, list[int]] = {}
    for number in weights:
        children.setdefault(outline.elements[number].parent, []).append(number)
    current = 0
    while below := children.get(current):
        best = max(below, key=lambda number: (weights[number], -number))
        share = LABELLED_SHARE if pattern_of("body").search(outline.elements[best].labels) else DOMINANT_SHARE
        if weights[best] < share * weights[current] or _is_one_of_several(outline, best, below):
            return current
        current = best
    return current


def blocks_within(outline: Outline, blocks: Sequence[Block], container: int) -> list[Block]:
    """Return the blocks that stand in the element."""
    inside = {container}
    for number in range(container + 1, len(outline.elements)):
        if outline.elements[number].parent in inside:
            inside.add(number)
    return [block for block in blocks if block.element in inside]


def _is_one_of_several(outline: Outline, best: int, below: Sequence[int]) -> bool:
    """Tell whether other children with prose are of the same make: parts of one body, not the body and its company."""
    return any(number != best and _same_make(outline.elements[best], outline.elements[number]) for number in below)


def _same_make(left: Element, right: Element) -> bool:
    """Tell whether two elements have one tag and half of their classes in common."""
    if left.tag != right.tag:
        return False
    names, others = set(left.labels.split()), set(right.labels.split())
    return len(names & others) >= SAME_CLASSES * len(names | others)


def _weights(outline: Outline, blocks: Sequence[Block]) -> Counter[int]:
    """Return the prose in each element that has any."""
    near: Counter[int] = Counter()
    homes = homes_of(outline, blocks)
    for block, home in zip(blocks, homes, strict=True):
        if prose_weight(block):
            near[home] += 1
    total: Counter[int] = Counter()
    for block, home in zip(blocks, homes, strict=True):
        if weight := prose_weight(block):
            total[block.element] += weight if near[home] > 1 else round(LONE_SHARE * weight)
    for number in range(len(outline.elements) - 1, 0, -1):
        if total.get(number):
            total[outline.elements[number].parent] += total[number]
    return total


def homes_of(outline: Outline, blocks: Sequence[Block]) -> list[int]:
    """Return for each block the element it shares with its neighbours: the parent, where it has its own element."""
    alone = Counter(block.element for block in blocks)
    return [
        outline.elements[block.element].parent if alone[block.element] == 1 and block.element > 0 else block.element
        for block in blocks
    ]
