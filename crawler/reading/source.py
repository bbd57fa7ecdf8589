"""A page ready to be read: its address, its parsed markup, and what it declares about itself in JSON-LD."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.addresses import bare_host
from crawler.reading.structured import StructuredArticle, find_structured_article, load_blocks

_SPACE = re.compile(r"\s+")
# Soft hyphens, zero-width spaces and direction marks: layout, not text.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")


class SiteLike(Protocol):
    """What reading asks of a site declaration."""

    @property
    def slug(self) -> str:
        """The site's short name, recorded with its articles."""

    @property
    def language(self) -> str | None:
        """ISO 639-1 code of the site's language; None if it has several."""

    @property
    def timezone(self) -> str | None:
        """IANA name of the zone that times without zone are in; None means UTC."""

    @property
    def selectors(self) -> Mapping[str, str]:
        """Field (title, body, authors, published, modified, remove) to CSS selector."""

    def owns(self, url: str) -> bool:
        """Tell whether an address is on one of the site's hosts."""


@dataclass(frozen=True)
class Source:
    """One page: its address, its tamed markup and, if it belongs to a declared site, that declaration."""

    url: str
    markup: str = field(repr=False)
    site: SiteLike | None = None

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The parsed markup. Read only: readers that cut things out parse their own copy."""
        return LexborHTMLParser(self.markup)

    @cached_property
    def host(self) -> str:
        """Host of the address, without `www.`."""
        return bare_host(self.url)

    @cached_property
    def declared(self) -> StructuredArticle:
        """What the page's JSON-LD says of its main article; empty when it says nothing."""
        scripts = [node.text() for node in self.tree.css('script[type*="ld+json" i]')]
        return find_structured_article(load_blocks(scripts), self.url, self.headings)

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The texts of the page's h1 elements, in order."""
        return tuple(text for node in self.tree.css("h1") if (text := line_of(node)))

    @cached_property
    def metas(self) -> dict[str, list[str]]:
        """Name, property or itemprop (lower case) of each meta element to its contents, in order."""
        found: dict[str, list[str]] = {}
        for node in self.tree.css("meta[content]"):
            content = one_line(node.attributes.get("content") or "")
            for attribute in ("property", "name", "itemprop"):
                name = (node.attributes.get(attribute) or "").strip().lower()
                if name and content:
                    found.setdefault(name, []).append(content)
        return found

    def meta(self, *names: str) -> str | None:
        """Return the first content of the first of these meta names that the page has."""
        return next((self.metas[name][0] for name in names if name in self.metas), None)


def one_line(text: str) -> str:
    """Return the text with every run of white space as one space and without invisible characters."""
    return _SPACE.sub(" ", _INVISIBLE.sub("", text)).strip()


def line_of(node: LexborNode) -> str:
    """Return the node's text as one line."""
    return one_line(node.text(deep=True, separator=""))
