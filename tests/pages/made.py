"""Pages put together for the tests: a frame with what outlets set around their articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from crawler.page import parse_page
from pipeline.records import Article

ADDRESS = "https://www.harbour-post.example/world/2026/03/ferry-fire"
TITLE = "Ferry fire off Port Ansel leaves seven dead"
FIRST = "Seven passengers died and 23 were injured when fire broke out on a ferry off Port Ansel early on Tuesday."
SECOND = "The coastguard said the last of the 212 people aboard had been taken off by noon and that two were missing."
THIRD = (
    "Transport minister Ilse Marrow promised an inquiry and said that the vessel had passed an inspection in January."
)
PARAGRAPHS = (FIRST, SECOND, THIRD)


@dataclass(frozen=True)
class FakeSite:
    """A site declaration as reading sees it."""

    slug: str = "harbour_post"
    language: str | None = "en"
    timezone: str | None = None
    selectors: Mapping[str, str] = field(default_factory=dict)

    def owns(self, url: str) -> bool:
        return "harbour-post.example" in url or "harbour-mail.example" in url


def paragraphs_of(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def page(body: str | None = None, *, head: str = "", above: str = "", below: str = "", lang: str = "en") -> str:
    """Return a page: navigation, headline, `above`, the body (three paragraphs if not given), `below`, footer."""
    text = paragraphs_of(*PARAGRAPHS) if body is None else body
    return (
        f'<!doctype html><html lang="{lang}"><head><title>{TITLE} | The Harbour Post</title>'
        '<meta property="og:site_name" content="The Harbour Post"><meta property="og:type" content="article">'
        f"{head}</head>"
        '<body><header><nav><ul><li><a href="/">Front page</a></li><li><a href="/w">World</a></li></ul></nav></header>'
        f'<main><article><h1>{TITLE}</h1>{above}<div class="article-body">{text}</div>{below}</article></main>'
        "<footer><p>The Harbour Post is published by Ansel Media, 12 Quay Street.</p></footer>"
        "</body></html>"
    )


def read(markup: str, url: str = ADDRESS) -> Article:
    return parse_page(markup.encode(), url)


def texts(markup: str) -> list[str]:
    """Return the paragraphs read from a page."""
    return read(markup).text.split("\n\n")
