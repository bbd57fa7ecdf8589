"""Markup made safe to parse: hostile pages are flattened before any parser sees them.

HTML parsers take time that grows with the square of nesting depth or of attributes in one tag (measured with lexbor:
100,000 nested elements 15 s, 300,000 attributes more than 20 s). One linear look finds such pages; they lose their
nesting and attributes and keep headings, paragraphs, list items and the head's declarations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.reading.nesting import MAX_STEPS, NOT_NESTING, Nesting

MAX_MARKUP_CHARACTERS = 8_000_000
MAX_DEPTH = 1_000
MAX_ATTRIBUTES = 1_000
# A tag with fewer characters than this cannot hold enough attributes to matter.
LONG_TAG_CHARACTERS = 2_000

_ATTRIBUTES = r"""((?:[^"'>=]++|=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?|["'])*+)"""
# Quantifiers are possessive and every branch also ends at the end of the text, so that the scan stays linear.
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<raw>script|style|textarea|title|iframe|noembed|noframes|xmp)(?=[\s/>])[^>]*+(?:.*?)(?:</(?P=raw)|\Z)"
    rf"|<(?P<closing>/?)(?P<name>[A-Za-z][^\s/>]*+){_ATTRIBUTES}(?:>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_RAW = r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style|textarea|title|iframe)(?=[\s/>])[^>]*+.*?(?:</(?P=raw)|\Z)"
_DRAWING = re.compile(rf"({_RAW})|<svg\b.*?</svg\s*>", re.IGNORECASE | re.DOTALL)
_VALUE = re.compile(r"""=\s*(?:"[^"]*"|'[^']*')""")
_KEPT = frozenset(
    ["title", "meta", "link", "time", "h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "br", "html", "head", "body"]
)
_DECLARING = frozenset({"meta", "link", "time", "html"})
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def tame(markup: str) -> str:
    """Return markup that parses in bounded time: control characters out, overlong cut, too deep flattened."""
    clean = _CONTROL.sub("", markup[:MAX_MARKUP_CHARACTERS])
    if is_hostile(clean):
        clean = without_drawings(clean)
        return flatten(clean) if is_hostile(clean) else clean
    return clean


def without_drawings(markup: str) -> str:
    """Return the markup without SVG: drawings hold thousands of shapes that close themselves, as nothing else does."""
    # Looking for the end of a drawing after the last one would take the square of the length.
    end = max(markup.rfind("</svg"), markup.rfind("</SVG")) + len("</svg>")
    return _DRAWING.sub(lambda found: found[1] or " ", markup[:end]) + markup[end:]


def is_hostile(markup: str) -> bool:
    """Tell whether elements nest deeper than MAX_DEPTH or one tag carries more than MAX_ATTRIBUTES attributes."""
    nesting = Nesting()
    for closing, name, attributes in _tags(markup):
        if len(attributes) > LONG_TAG_CHARACTERS and len(_VALUE.sub(" ", attributes).split()) > MAX_ATTRIBUTES:
            return True
        if name in NOT_NESTING:
            continue
        if closing:
            nesting.end(name)
            continue
        nesting.start(name)
        if nesting.depth > MAX_DEPTH or nesting.steps > MAX_STEPS:
            return True
    return False


def flatten(markup: str) -> str:
    """Return the markup with only headings, paragraphs, list items and declarations left as tags."""
    return _TAG.sub(_flat, markup)


def _tags(markup: str) -> Iterator[tuple[str, str, str]]:
    for tag in _TAG.finditer(markup):
        if tag["name"]:
            yield tag["closing"], tag["name"].lower(), tag[4]


def _flat(tag: re.Match[str]) -> str:
    name = (tag["name"] or tag["raw"] or "").lower()
    if name == "title" or (name == "script" and "ld+json" in tag[0][:200]):
        return tag[0]
    if name not in _KEPT:
        return " "
    attributes = tag[4][:LONG_TAG_CHARACTERS] if name in _DECLARING else ""
    return f"<{tag['closing']}{name}{attributes}>"
