"""A page as a list of text blocks, each with the elements it stands in. One walk, no recursion, nothing cut."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.reading.clutter import clutter_words, is_hidden, labels_of
from crawler.reading.source import one_line

# Never hold the article's own text. `figure` is walked only for the tables in it.
_SKIPPED = frozenset(
    {"script", "style", "noscript", "template", "svg", "math", "iframe", "button", "input", "select", "textarea", "nav",
     "dialog", "video", "audio", "picture", "canvas", "object", "figcaption", "map", "head", "title", "link", "meta",
     "label", "option", "menu", "embed", "img", "source", "frame"}
)  # fmt: skip
# Where text runs on without a break.
_INLINE = frozenset(
    ["a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd",
     "mark", "q", "rb", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
     "tt", "u", "var", "wbr", "data", "nobr"]
)  # fmt: skip
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CELLS = frozenset({"td", "th"})
CELL_MARK = " | "
_TWO_BREAKS = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Element:
    """One element on the way to a block: its parent's number (-1 for the root), tag, labels and marks."""

    parent: int
    tag: str
    labels: str = ""
    clutter: frozenset[str] = frozenset()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text without a break inside: a paragraph, heading, list item, table row or loose line.

    `kind` is the tag that says what it is (p, h2, li, tr, blockquote, div); `linked` counts the characters in links,
    `element` is the number of the element it stands in.
    """

    text: str
    kind: str
    element: int
    linked: int = 0

    @property
    def link_share(self) -> float:
        """Share of the characters that stand in links, 0 to 1."""
        return min(1.0, self.linked / len(self.text))


@dataclass(frozen=True, slots=True)
class Outline:
    """The elements and blocks of a page, in document order."""

    elements: list[Element]
    blocks: list[Block]

    def chain(self, number: int) -> list[int]:
        """Return the element and all it stands in, innermost first."""
        found = []
        while number >= 0:
            found.append(number)
            number = self.elements[number].parent
        return found


@dataclass(slots=True)
class _Walk:
    elements: list[Element] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    open: list[tuple[int, str]] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    in_link: int = 0
    table: int = 0

    def enter(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in _INLINE:
            self.in_link += tag == "a"
            number = self.open[-1][0] if self.open else -1
        else:
            self._break(tag)
            if tag in _CELLS and self.parts and self.table:
                self.parts.append(CELL_MARK)
            labels = labels_of(node.attributes)
            number = len(self.elements)
            parent = self.open[-1][0] if self.open else -1
            self.elements.append(Element(parent, tag, labels, clutter_words(tag, labels), is_hidden(node.attributes)))
            self.table += tag == "table" and _has_cells_only(node)
        self.open.append((number, tag))

    def leave(self) -> None:
        tag = self.open[-1][1]
        if tag in _INLINE:
            self.in_link -= tag == "a"
        else:
            self._break(tag)
        self.open.pop()
        if tag == "table" and self.table:
            self.table -= 1

    def text(self, text: str) -> None:
        self.parts.append(text.replace("\n", " "))
        if self.in_link:
            self.linked += len(text.strip())

    def _break(self, tag: str) -> None:
        """End the block, unless inside a table's row, where text only must not run together."""
        if not self.table or tag in ("tr", "table", "thead", "tbody", "caption"):
            self.flush()
        elif self.parts:
            self.parts.append(" ")

    def flush(self) -> None:
        whole, linked = "".join(self.parts), self.linked
        self.parts.clear()
        self.linked = 0
        if whole.isspace() or not whole:
            return
        texts = [text for part in _TWO_BREAKS.split(whole) if (text := self._tidy(part))]
        length = sum(len(text) for text in texts)
        for text in texts:
            share = len(text) / length
            self.blocks.append(Block(text, self._kind(), self.open[-1][0], round(linked * share)))

    def _tidy(self, part: str) -> str:
        return one_line(part).strip(CELL_MARK) if self.table else one_line(part)

    def _kind(self) -> str:
        if self.table:
            return "tr"
        tags = [tag for _, tag in self.open[-6:] if tag not in _INLINE]
        for tag in reversed(tags):
            if tag in HEADINGS or tag in ("p", "li", "blockquote", "pre", "dt", "dd"):
                return "li" if tag == "p" and "li" in tags else tag
        return tags[-1] if tags else "div"


def read_outline(tree: LexborHTMLParser) -> Outline:
    """Return the outline of a parsed page; an empty one for a page without body."""
    walk, root = _Walk(), tree.body
    if root is not None:
        walk.enter(root)
        _walk_below(root, walk)
        walk.leave()
    return Outline(walk.elements, walk.blocks)


def _walk_below(root: LexborNode, walk: _Walk) -> None:
    node = root.first_child
    depth = 1
    while node is not None:
        below = _visit(node, walk)
        if below is not None:
            node, depth = below, depth + 1
            continue
        following = node.next
        while following is None:
            depth -= 1
            parent = node.parent
            if depth == 0 or parent is None:
                return
            walk.leave()
            node, following = parent, parent.next
        node = following


def _visit(node: LexborNode, walk: _Walk) -> LexborNode | None:
    """Take in one node; return its first child if that is to be walked, and the node is then still open."""
    if node.is_text_node:
        walk.text(node.text_content or "")
        return None
    tag = node.tag or ""
    if tag == "br":
        walk.parts.append("\n")
    if not node.is_element_node or tag in _SKIPPED or (tag == "figure" and node.css_first("table") is None):
        return None
    child = node.first_child
    if child is not None or tag in _CELLS:
        walk.enter(node)
    if child is None and tag in _CELLS:
        walk.leave()
    return child


def _has_cells_only(table: LexborNode) -> bool:
    """Tell tables of figures from tables that lay out a page."""
    return table.css_first("table table, h1, td p + p, th p + p, td article, td ul") is None
