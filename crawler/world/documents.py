"""What an outlet answers: every path of a stage with its document, made in advance."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http import HTTPStatus
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from crawler.world.outlets import Outlet
from crawler.world.stories import Moment, Story, stories_of

_templates = Environment(
    loader=PackageLoader("crawler.world"),
    autoescape=select_autoescape(("html", "xml")),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters["iso"] = lambda moment: moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
_templates.filters["rfc822"] = lambda moment: format_datetime(
    moment.replace(microsecond=0).astimezone(UTC), usegmt=True
)

WAYSIDE = ("gone", "moved", "wall", "print")
"""Links every outlet's own listing may hold that lead to no article of their own: 410, 301, a bot wall, forbidden."""


@dataclass(frozen=True, slots=True)
class Document:
    """One answer of a server."""

    body: bytes
    content_type: str
    modified_at: datetime
    status: HTTPStatus = HTTPStatus.OK
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def etag(self) -> str:
        """A strong validator: the same for the same bytes."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'

    @property
    def last_modified(self) -> str:
        """`modified_at` as HTTP writes it, in whole seconds."""
        return format_datetime(self.modified_at.replace(microsecond=0), usegmt=True)


def documents_of(outlet: Outlet, moment: Moment, base: str) -> dict[str, Document]:
    """Return every path of an outlet; `base` is the address that it is served at."""
    stories = stories_of(outlet, moment)
    newest = max(story.touched_at for story in stories)
    told = {"outlet": outlet, "stories": stories, "base": base, "newest": newest, "links": _wayside_links(outlet)}
    site = {story.path: _article(outlet, story) for story in stories}
    site["/"] = _made("front.html", told, "text/html; charset=utf-8", newest)
    site["/robots.txt"] = _made("robots.txt", told, "text/plain; charset=utf-8", stories[-1].published_at)
    return site | _listings(outlet, told, newest) | _waysides(outlet, stories)


def _article(outlet: Outlet, story: Story) -> Document:
    encoding = story.encoding or outlet.encoding
    html = _templates.get_template(f"{outlet.slug}.html").render(outlet=outlet, story=story, encoding=encoding)
    return Document(html.encode(encoding), f"text/html; charset={encoding}", story.touched_at)


def _listings(outlet: Outlet, told: dict[str, Any], newest: datetime) -> dict[str, Document]:
    if outlet.slug == "caspian_ledger":
        mines = [story for story in told["stories"] if story.section == "mines"]
        section = {**told, "stories": mines, "links": {}}
        return {
            "/rss.xml": _made("rss.xml", told, "application/rss+xml; charset=utf-8", newest),
            "/mines": _made("front.html", section, "text/html; charset=utf-8", max(s.touched_at for s in mines)),
        }
    if outlet.slug == "ararat_dispatch":
        return {"/feed/atom": _made("atom.xml", told, "application/atom+xml; charset=utf-8", newest)}
    xml = "application/xml; charset=utf-8"
    return {
        "/sitemap-index.xml": _made("sitemap_index.xml", told, xml, newest),
        "/sitemaps/news.xml": _made("sitemap_news.xml", told, xml, newest),
    }


def _made(template: str, told: dict[str, Any], content_type: str, modified_at: datetime) -> Document:
    text = _templates.get_template(template).render(told)
    return Document(text.encode("utf-8"), content_type, modified_at)


def _wayside_links(outlet: Outlet) -> dict[str, str]:
    """Return the listed addresses that are no articles, by what is odd about them."""
    if outlet.slug == "caspian_ledger":
        return {"print": "/print/4103-mine-toll-table"}
    if outlet.slug == "ararat_dispatch":
        return {"gone": "/region/7105-withdrawn-report-on-border-traffic"}
    return {
        "moved": "/2024/shelling-hits-village-shop-in-kharkiv-region",
        "wall": "/world/9290-members-briefing-on-sahel",
    }


def _waysides(outlet: Outlet, stories: tuple[Story, ...]) -> dict[str, Document]:
    return {path: _wayside(kind, outlet, stories) for kind, path in _wayside_links(outlet).items()}


def _wayside(kind: str, outlet: Outlet, stories: tuple[Story, ...]) -> Document:
    told, oldest = {"outlet": outlet}, stories[-1].published_at
    html = "text/html; charset=utf-8"
    if kind == "moved":
        target = next(story.path for story in stories if "shelling" in story.slug)
        return Document(b"", html, oldest, HTTPStatus.MOVED_PERMANENTLY, {"Location": target})
    status = {"gone": HTTPStatus.GONE, "wall": HTTPStatus.FORBIDDEN}.get(kind, HTTPStatus.OK)
    body = _templates.get_template(f"{kind}.html").render(told).encode("utf-8")
    return Document(body, html, oldest, status)
