"""What a site's own selectors choose on a page. BeautifulSoup, because that is what site authors know.

A page is only parsed again where its site declares selectors: BeautifulSoup reads 45 pages a second, the parser behind
the general reader 2,200 (measured when it was chosen).
"""

from __future__ import annotations

from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.reading.source import Source

MAX_CHOSEN = 50


def chosen_nodes(source: Source, field: str) -> list[LexborNode]:
    """Return the elements that the site's selector for `field` finds, in page order; none where it declares none.

    Raises `soupsieve.SelectorSyntaxError` for a selector that cannot be read.
    """
    selector = source.site.selectors.get(field) if source.site else None
    if not selector:
        return []
    found = [LexborHTMLParser(str(tag)) for tag in _soup(source).select(selector, limit=MAX_CHOSEN)]
    nodes = [parsed.css_first("body > *, head > *") for parsed in found]
    return [node for node in nodes if node is not None]


def chosen_body(source: Source) -> LexborHTMLParser | None:
    """Return a page of what the `body` selector finds, less what `remove` finds; None where it finds nothing.

    With a `remove` selector alone, the whole page less those elements.
    """
    selectors = source.site.selectors if source.site else {}
    body, remove = selectors.get("body"), selectors.get("remove")
    if not body and not remove:
        return None
    soup = _soup(source)
    for tag in soup.select(remove) if remove else ():
        tag.decompose()
    if not body:
        return LexborHTMLParser(str(soup))
    chosen = soup.select(body, limit=MAX_CHOSEN)
    inner = [tag for tag in chosen if not any(parent in chosen for parent in tag.parents)]
    return LexborHTMLParser("".join(str(tag) for tag in inner)) if inner else None


def _soup(source: Source) -> BeautifulSoup:
    return BeautifulSoup(source.markup, "lxml")
