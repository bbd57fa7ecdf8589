"""What a page says of its article in JSON-LD: schema.org articles in `@graph`, lists and nested nodes."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from crawler.addresses import canonical_url

MAX_NODES = 20_000
MAX_NESTING = 30
_ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report|NewsStory)$")
# Nodes under these keys are other pages: lists of links, comments, what the article cites.
_ELSEWHERE = frozenset(
    [
        "itemListElement",
        "comment",
        "citation",
        "isPartOf",
        "hasPart",
        "relatedLink",
        "mentions",
        "review",
        "associatedMedia",
        "subjectOf",
        "isBasedOn",
        "recommendations",
    ]
)
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_COMMENT_MARKS = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)|(?:-->|//\s*\]\]>|\]\]>)\s*$", re.DOTALL
)
_SCRIPT = re.compile(r"<(script|style)\b.{0,20000}?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]{0,2000}>")


@dataclass(frozen=True, slots=True)
class Posting:
    """One entry of a live blog: when it was posted (raw), its headline and its text."""

    published: str | None
    headline: str
    body: str


@dataclass(frozen=True, slots=True)
class StructuredArticle:
    """The main article as JSON-LD declares it; what it does not say is None or empty."""

    kind: str = ""
    headline: str | None = None
    body: str | None = None
    published: str | None = None
    modified: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    url: str | None = None
    free: bool | None = None
    postings: tuple[Posting, ...] = ()


def load_blocks(scripts: Iterable[str]) -> list[Any]:
    """Return the parsed JSON-LD blocks; what cannot be parsed even after mending is left out."""
    parsed = (_load(script) for script in scripts)
    return [block for block in parsed if block is not None]


def find_structured_article(blocks: Iterable[Any], url: str, headings: tuple[str, ...]) -> StructuredArticle:
    """Return the node about this page: by its address, then its headline, then the one that says most."""
    nodes = [node for block in blocks for node in _article_nodes(block)]
    if not nodes:
        return StructuredArticle()
    address = canonical_url(url)
    ranked = max(enumerate(nodes), key=lambda pair: (*_rank(pair[1], address, headings), -pair[0]))
    return _read(ranked[1])


def plain(value: Any) -> str | None:
    """Return a JSON-LD text value without markup and entities; None when it is empty or no text."""
    if isinstance(value, list):
        value = next((item for item in value if isinstance(item, str)), None)
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    if not isinstance(value, str):
        return None
    text = html.unescape(html.unescape(value)) if "&" in value else value
    return _TAG.sub(" ", _SCRIPT.sub(" ", text)).strip() or None if "<" in text else text.strip() or None


def names_of(value: Any) -> tuple[str, ...]:
    """Return the names in an `author` or `creator` value: a string, a node, or a list of either."""
    items = value if isinstance(value, list) else [value]
    found: list[str] = []
    for item in items[:50]:
        name = item.get("name") if isinstance(item, dict) else item
        for one in name if isinstance(name, list) else [name]:
            if text := plain(one):
                found.append(text)
    return tuple(found)


def _load(script: str) -> Any:
    text = _COMMENT_MARKS.sub("", script.strip()).strip()
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text).rstrip(";"), html.unescape(text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _article_nodes(block: Any) -> Iterator[dict[str, Any]]:
    """Yield article nodes, outermost first, without descending into lists of other pages."""
    waiting: list[tuple[Any, int]] = [(block, 0)]
    for _ in range(MAX_NODES):
        if not waiting:
            return
        node, depth = waiting.pop(0)
        if depth > MAX_NESTING:
            continue
        if isinstance(node, list):
            waiting.extend((item, depth + 1) for item in node)
        elif isinstance(node, dict):
            if _is_article(node):
                yield node
            waiting.extend(
                (value, depth + 1) for key, value in node.items() if key not in _ELSEWHERE and key != "liveBlogUpdate"
            )


def _types(node: dict[str, Any]) -> list[str]:
    kinds = node.get("@type")
    return [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds]) if kind]


def _is_article(node: dict[str, Any]) -> bool:
    return any(_ARTICLE_TYPE.search(kind) for kind in _types(node))


def _rank(node: dict[str, Any], address: str, headings: tuple[str, ...]) -> tuple[bool, bool, bool, int]:
    page = node.get("mainEntityOfPage")
    links = [node.get("url"), node.get("@id"), page.get("@id") if isinstance(page, dict) else page]
    here = any(isinstance(link, str) and canonical_url(link) == address for link in links)
    headline = plain(node.get("headline")) or ""
    told = sum(1 for key in ("headline", "datePublished", "articleBody", "author", "dateModified") if node.get(key))
    return here, headline in headings, bool(node.get("datePublished")), told


def _read(node: dict[str, Any]) -> StructuredArticle:
    free = node.get("isAccessibleForFree")
    updates = node.get("liveBlogUpdate")
    return StructuredArticle(
        kind=next(iter(_types(node)), ""),
        headline=plain(node.get("headline")) or plain(node.get("name")),
        body=plain(node.get("articleBody")),
        published=plain(node.get("datePublished")) or plain(node.get("dateCreated")) or plain(node.get("uploadDate")),
        modified=plain(node.get("dateModified")),
        authors=names_of(node.get("author")) or names_of(node.get("creator")),
        language=plain(node.get("inLanguage")),
        url=plain(node.get("url")),
        free=None if free is None else str(free).strip().lower() not in ("false", "0", "no"),
        postings=tuple(_posting(item) for item in updates[:1000] if isinstance(item, dict))
        if isinstance(updates, list)
        else (),
    )


def _posting(node: dict[str, Any]) -> Posting:
    return Posting(
        plain(node.get("datePublished")), plain(node.get("headline")) or "", plain(node.get("articleBody")) or ""
    )
