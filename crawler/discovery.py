"""Where articles are: feeds, sitemaps, sitemap indexes and section pages, read into dated canonical links.

Bytes in, links out; no network and no clock. A document that cannot be read is a `DiscoveryError`.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from crawler.addresses import MAX_ADDRESS_CHARACTERS, canonical_url
from crawler.sites import Site

MAX_LINKS = 50_000
"""As many as the sitemap standard allows in one file; a document with more is cut there."""

MAX_UNPACKED_BYTES = 50_000_000
"""What the sitemap standard allows uncompressed; also ends a gzip bomb."""

_GZIP = b"\x1f\x8b"
# An article's address nearly always has a number of four digits or more, or a headline of four words or more.
_LIKE_ARTICLE = re.compile(r"\d{4,}|[^/]+?(?:[-_][^-_/]+){3,}")
_NO_PAGE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|ico|css|js|json|xml|rss|pdf|zip|gz|mp[34]|avi|docx?|xlsx?)$", re.I)


class DiscoveryError(ValueError):
    """A feed, sitemap or section page could not be read; the message says why."""


class SourceKind(StrEnum):
    """Kinds of documents that lead to articles."""

    FEED = "feed"
    SITEMAP = "sitemap"
    SECTION = "section"


@dataclass(frozen=True, slots=True)
class Link:
    """An address found, with the moments the document gives for it (UTC); None where it gives none."""

    url: str
    published_at: datetime | None = None
    modified_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a document leads to: articles, and further sitemaps. Each address once, in document order."""

    articles: tuple[Link, ...] = ()
    sitemaps: tuple[Link, ...] = ()


def read_source(kind: SourceKind, body: bytes, url: str, site: Site) -> Found:
    """Return what a source of the given kind leads to. Raises `DiscoveryError`."""
    plain = unpack(body)
    if not plain.strip():
        raise DiscoveryError("the document is empty")
    if kind is SourceKind.SECTION:
        return Found(_once(_section_links(plain, url, site)))
    if kind is SourceKind.FEED:
        return Found(_once(_feed_links(plain, url)))
    return _sitemap(plain, url)


def unpack(body: bytes) -> bytes:
    """Return the body, unpacked if it is gzip. Raises `DiscoveryError` when it is broken or unpacks to too much."""
    if not body.startswith(_GZIP):
        return body
    unpacker = zlib.decompressobj(wbits=31)
    try:
        plain = unpacker.decompress(body, MAX_UNPACKED_BYTES)
    except zlib.error as error:
        raise DiscoveryError(f"broken gzip: {error}") from error
    if unpacker.unconsumed_tail:
        raise DiscoveryError(f"unpacks to more than {MAX_UNPACKED_BYTES} bytes")
    return plain


def is_too_old(link: Link, site: Site, now: datetime) -> bool:
    """Tell whether all that is known of a link's dates lies before the declared window."""
    latest = max((moment for moment in (link.published_at, link.modified_at) if moment), default=None)
    return latest is not None and latest < now - timedelta(days=site.max_age_days)


def _feed_links(body: bytes, url: str) -> Iterator[Link]:
    entries = _feed_entries(body)
    for entry in entries:
        address = str(entry.get("link") or "").strip()
        if address:
            published = _moment(entry.get("published"))
            yield Link(_absolute(url, address), published, _moment(entry.get("updated")) or published)


def _feed_entries(body: bytes) -> list[Mapping[str, Any]]:
    import fastfeedparser

    try:
        entries: list[Mapping[str, Any]] = list(fastfeedparser.parse(body).entries)
    except Exception:  # noqa: BLE001  (it lets every error of its parsers through; the slower reader decides)
        return _leniently_read_entries(body)
    return entries if any(entry.get("link") for entry in entries) else _leniently_read_entries(body)


def _leniently_read_entries(body: bytes) -> list[Mapping[str, Any]]:
    import feedparser

    feed = feedparser.parse(io.BytesIO(body))  # a stream: bytes could be taken for a file name
    if not feed.get("version") and not feed.entries:
        raise DiscoveryError("neither RSS nor Atom")
    if feed.bozo and not any(entry.get("link") for entry in feed.entries):
        raise DiscoveryError(f"a feed that breaks off or is damaged: {feed.get('bozo_exception')}")
    return [
        {
            "link": entry.get("link"),
            "published": _from_struct(entry.get("published_parsed")),
            "updated": _from_struct(entry.get("updated_parsed")),
        }
        for entry in feed.entries
    ]


def _sitemap(body: bytes, url: str) -> Found:
    root = _xml(body)
    kind = _local_name(root)
    if kind not in {"urlset", "sitemapindex"}:
        raise DiscoveryError(f"no sitemap: the outermost element is <{kind}>")
    links = _once(_sitemap_links(root, url))
    return Found(sitemaps=links) if kind == "sitemapindex" else Found(articles=links)


def _xml(body: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(body.lstrip(), parser)
    except etree.XMLSyntaxError as error:
        raise DiscoveryError(f"no XML: {error}") from error
    if root is None:
        raise DiscoveryError("no XML")
    return root


def _local_name(node: etree._Element) -> str:
    """Return an element's name without its namespace; "" for comments. Recovered XML may hold names that are none."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _sitemap_links(root: etree._Element, url: str) -> Iterator[Link]:
    for entry in root:
        told: dict[str, str] = {}
        for node in entry.iter():
            if text := (node.text or "").strip():
                told.setdefault(_local_name(node), text)
        if "loc" in told:  # the first: images and videos have a `loc` of their own, after the page's
            published = _moment(told.get("publication_date"))
            yield Link(_absolute(url, told["loc"]), published, _moment(told.get("lastmod")) or published)


def _section_links(body: bytes, url: str, site: Site) -> Iterator[Link]:
    tree = LexborHTMLParser(body.decode("utf-8", "replace"))
    base = tree.css_first("base[href]")
    base_url = urljoin(url, (base.attributes.get("href") or "") if base is not None else "")
    own = canonical_url(url)
    for node in tree.css("a[href]"):
        address = _absolute(base_url, (node.attributes.get("href") or "").strip())
        if address != own and site.owns(address) and _may_be_article(address, site):
            yield Link(address)


def _may_be_article(url: str, site: Site) -> bool:
    """Navigation is no candidate: an allowed address is one, and without rules an address that looks like it."""
    if _NO_PAGE.search(urlsplit(url).path):
        return False
    return site.urls.admit(url) if site.urls.allow else bool(_LIKE_ARTICLE.search(urlsplit(url).path))


def _absolute(base: str, address: str) -> str:
    try:
        return canonical_url(urljoin(base, address))
    except ValueError:  # brackets that are no IPv6 address
        return ""


def _once(links: Iterable[Link]) -> tuple[Link, ...]:
    found: dict[str, Link] = {}
    for link in links:
        if link.url.startswith(("http://", "https://")) and len(link.url) <= MAX_ADDRESS_CHARACTERS:
            found.setdefault(link.url, link)
        if len(found) >= MAX_LINKS:
            break
    return tuple(found.values())


def _moment(stated: object) -> datetime | None:
    """Return an ISO date or moment as UTC (one without zone is taken as UTC); None for anything else."""
    if isinstance(stated, datetime):
        return stated
    if not isinstance(stated, str) or not stated:
        return None
    try:
        parsed = datetime.fromisoformat(stated.strip())
        return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _from_struct(parts: Any) -> datetime | None:
    """Return feedparser's UTC time tuple as a moment."""
    if parts is None:
        return None
    try:
        year, month, day, hour, minute, second = parts[:6]
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except (ValueError, TypeError):
        return None
