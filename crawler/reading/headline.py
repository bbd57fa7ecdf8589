"""The headline of a page, free of the outlet's name."""

from __future__ import annotations

import re

from crawler.reading.chosen import chosen_nodes
from crawler.reading.source import Source, line_of, one_line

_SEPARATOR = re.compile(r"\s+[|\-–—·•»:/~]+\s+|\s*\|\s*|\s+::\s+")
LONGEST_HEADLINE = 500
MIN_HEADLINE_SHARE = 0.5


def read_title(source: Source) -> str:
    """Return the headline; empty when the page has none.

    An h1 that JSON-LD, og:title or the title element confirms is the headline as readers see it; else what the page
    declares, with the outlet's name cut off.
    """
    if by_selector := _by_selector(source):
        return by_selector
    declared = [
        one_line(text)
        for text in (
            source.declared.headline,
            source.meta("og:title"),
            source.meta("twitter:title"),
            _title_element(source),
        )
        if text
    ]
    for heading in source.headings:
        if any(_agree(heading, text) for text in declared):
            return _without_kicker(heading, declared)[:LONGEST_HEADLINE]
    names = _outlet_names(source)
    if declared:
        return without_outlet(declared[0], names)[:LONGEST_HEADLINE]
    return source.headings[0][:LONGEST_HEADLINE] if source.headings else ""


def without_outlet(title: str, names: frozenset[str]) -> str:
    """Return the title without a first or last part that names the outlet; a title that is nothing else stays."""
    parts = _SEPARATOR.split(title)
    marks = _SEPARATOR.findall(title)
    while len(parts) > 1 and _key(parts[-1]) in names:
        parts.pop()
        marks.pop()
    if len(parts) > 1 and _key(parts[0]) in names:
        parts.pop(0)
        marks.pop(0)
    joined = parts[0] + "".join(mark + part for mark, part in zip(marks, parts[1:], strict=False))
    return joined.strip() or title


def _without_kicker(heading: str, declared: list[str]) -> str:
    """Return the heading without a topic line set inside the same h1, where what the page declares lacks it too."""
    for text in declared:
        if heading.endswith(text) and len(text) >= MIN_HEADLINE_SHARE * len(heading):
            return text
    return heading


def _by_selector(source: Source) -> str:
    nodes = chosen_nodes(source, "title")
    return line_of(nodes[0])[:LONGEST_HEADLINE] if nodes else ""


def _title_element(source: Source) -> str:
    node = source.tree.css_first("head > title, title")
    return line_of(node) if node is not None else ""


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _outlet_names(source: Source) -> frozenset[str]:
    """Return the spellings of the outlet's name that the page and its address give."""
    host = source.host
    names = {_key(host), _key(host.rsplit(".", 1)[0]), _key(host.split(".")[0]), _key("www." + host)}
    names |= {
        _key(text)
        for text in (
            source.meta("og:site_name"),
            source.meta("application-name"),
            source.meta("apple-mobile-web-app-title"),
        )
        if text
    }
    names |= {name.removeprefix("the") for name in names} | {"the" + name for name in names}
    return frozenset(names - {""})


def _agree(heading: str, declared: str) -> bool:
    """Tell whether a heading is the declared headline or most of it."""
    left, right = _key(heading), _key(declared)
    if len(left) < 4:
        return False
    if left in right or (right in left and len(right) > 0.5 * len(left)):
        return True
    words, others = set(heading.casefold().split()), set(declared.casefold().split())
    return len(words & others) >= 0.6 * max(1, min(len(words), len(others))) and len(words & others) >= 3
