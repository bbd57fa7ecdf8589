"""What a site offers a reader: its feeds and sitemaps, found from one address, and a sample article.

Looks where sites say it (`<link rel="alternate">`, robots.txt) and at the usual paths; keeps what can be read.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from crawler.addresses import bare_host
from crawler.discovery import DiscoveryError, Found, Link, SourceKind, read_source
from crawler.fetching import Fetched, Fetcher, FetchError
from crawler.page import PageError, parse_page
from crawler.sites import ExpectedArticles, Site
from pipeline.records import Article

log = logging.getLogger(__name__)

FEED_PATHS = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feeds/all.rss.xml", "/en/rss")
"""Where feeds are when no page says so; WordPress, Ghost, Hugo and the agencies' own systems in that order."""

SITEMAP_PATHS = ("/news-sitemap.xml", "/sitemap-news.xml", "/sitemap.xml", "/sitemap_index.xml")
MOST_FEEDS = 5
MOST_SITEMAPS = 3
MOST_SAMPLES_TRIED = 5
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
_COMMENTS = re.compile(r"comments?(?:/|-|_|$)", re.IGNORECASE)
_ENDINGS = re.compile(r"\s*(?:[|–—:•»-]\s.*)$")
_USUAL_SPREAD = 3  # news comes unevenly: a third to three times the usual number is no alarm


class NothingFoundError(LookupError):
    """Neither feed, nor sitemap, nor a page with links to articles."""


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What the person who adds a site says about it."""

    slug: str
    country: str
    timezone: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """An article page as it was answered, and what was read from it."""

    answer: Fetched
    article: Article


@dataclass(frozen=True, slots=True)
class FoundSite:
    """A site as found: its declaration and a sample article; None when none of those tried could be read."""

    site: Site
    sample: Sample | None
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Search:
    fetcher: Fetcher
    start: Fetched
    notes: list[str] = field(default_factory=list)
    links: dict[str, Link] = field(default_factory=dict)

    def try_source(self, kind: SourceKind, url: str, site: Site) -> Found | None:
        """Return what a source leads to; None, with a note, when it is none."""
        try:
            answer = self.fetcher.get(url)
            found = read_source(kind, answer.body, answer.url, site)
        except (FetchError, DiscoveryError) as error:
            log.info("%s is no %s: %s", url, kind, error)
            return None
        self.links |= {link.url: link for link in found.articles}
        if found.sitemaps and not self.links:  # an index: one of its sitemaps shows what articles look like
            self.try_source(kind, _likeliest(found.sitemaps), site)
        return found if found.articles or found.sitemaps else None


def _likeliest(sitemaps: Iterable[Link]) -> str:
    """Return the sitemap of an index that most likely holds new articles."""
    return max(sitemaps, key=lambda link: ("news" in link.url, "post" in link.url, str(link.modified_at), link.url)).url


def find_site(url: str, facts: SiteFacts, fetcher: Fetcher, now: datetime) -> FoundSite:
    """Look at `url` and what it leads to. Raises `FetchError` when it cannot be had, `NothingFoundError`, and
    `ValueError` when the facts cannot be declared.
    """
    _probe(url, facts)  # wrong facts cost no request
    start = fetcher.get(url)
    search, probe = _Search(fetcher, start), _probe(start.url, facts)
    feeds = _feeds(search, probe)
    sitemaps = _sitemaps(search, probe)
    sections = () if feeds or sitemaps else _section(search, probe)
    if not (feeds or sitemaps or sections):
        raise NothingFoundError(f"{url}: no feed, no sitemap, and no links that look like articles")
    hosts = tuple(dict.fromkeys((*probe.hosts, *_article_hosts(search))))
    found = probe.model_copy(
        update={
            "name": _name_of(start),
            "language": facts.language or _language_of(start),
            "hosts": hosts,
            "feeds": feeds,
            "sitemaps": sitemaps,
            "sections": sections,
            "expected": expected_articles(list(search.links.values()), now),
        }
    )
    site = Site.model_validate(found.model_dump())
    sample = _sample(search, site, now)
    if sample is None:
        search.notes.append("no article could be read; look at the site and add [selectors]")
    return FoundSite(site, sample, tuple(search.notes))


def expected_articles(links: list[Link], now: datetime) -> ExpectedArticles:
    """Return a wide band around the number of articles a day that dated links of the last week show."""
    moments = [link.published_at for link in links if link.published_at and link.published_at > now - timedelta(days=7)]
    if len(moments) < 2:
        return ExpectedArticles(low=0, high=200)
    days = max((max(moments) - min(moments)).total_seconds() / 86_400, 0.25)
    daily = len(moments) / days
    return ExpectedArticles(low=int(daily / _USUAL_SPREAD), high=max(3, int(daily * _USUAL_SPREAD)))


def _probe(url: str, facts: SiteFacts) -> Site:
    """Return a declaration to look around with; its section is replaced by what is found."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2] if parts.port else bare_host(url)
    return Site(
        slug=facts.slug,
        name=facts.slug,
        country=facts.country,
        language=facts.language,
        timezone=facts.timezone,
        hosts=(host,),
        sections=(url,),
        expected=ExpectedArticles(low=0, high=200),
    )


def _feeds(search: _Search, probe: Site) -> tuple[str, ...]:
    declared = list(dict.fromkeys(_declared_feeds(search.start)))[:MOST_FEEDS]
    kept = _kept(declared, lambda url: search.try_source(SourceKind.FEED, url, probe))
    if kept:
        return kept
    usual = (urljoin(search.start.url, path) for path in FEED_PATHS)
    return _kept(usual, lambda url: search.try_source(SourceKind.FEED, url, probe), most=1)


def _declared_feeds(page: Fetched) -> Iterator[str]:
    for node in _tree(page).css("link[rel~=alternate i][href]"):
        kind, href = (node.attributes.get("type") or "").lower(), node.attributes.get("href") or ""
        if kind.startswith(_FEED_TYPES) and not _COMMENTS.search(href):
            yield urljoin(page.url, href)


def _sitemaps(search: _Search, probe: Site) -> tuple[str, ...]:
    """Return the sitemaps that can be read, news sitemaps rather than those of the whole archive."""
    named = search.fetcher.sitemaps(search.start.url)
    news = [url for url in named if "news" in url.lower()]
    candidates = (news or list(named))[:MOST_SITEMAPS] or [urljoin(search.start.url, path) for path in SITEMAP_PATHS]
    most = MOST_SITEMAPS if named else 1
    return _kept(candidates, lambda url: search.try_source(SourceKind.SITEMAP, url, probe), most=most)


def _kept(
    urls: Iterator[str] | list[str], read: Callable[[str], Found | None], most: int = MOST_FEEDS
) -> tuple[str, ...]:
    kept: list[str] = []
    for url in urls:
        if len(kept) == most:
            break
        if read(url) is not None:
            kept.append(url)
    return tuple(kept)


def _section(search: _Search, probe: Site) -> tuple[str, ...]:
    search.notes.append("neither feed nor sitemap: the page itself is followed; add rules under [urls]")
    return _kept([search.start.url], lambda url: search.try_source(SourceKind.SECTION, url, probe))


def _article_hosts(search: _Search) -> Iterator[str]:
    """Return the hosts that most links go to, when feeds are served elsewhere than articles."""
    hosts = [urlsplit(link).netloc if urlsplit(link).port else bare_host(link) for link in search.links]
    for host in sorted(set(hosts)):
        if hosts.count(host) * 4 >= len(hosts):
            yield host


def _sample(search: _Search, site: Site, now: datetime) -> Sample | None:
    for link in _newest_first(search.links.values(), site)[:MOST_SAMPLES_TRIED]:
        try:
            answer = search.fetcher.get(link.url)
            return Sample(
                answer, parse_page(answer.body, answer.url, site=site, headers=answer.headers, fetched_at=now)
            )
        except (FetchError, PageError) as error:
            search.notes.append(f"{link.url}: {error}")
    return None


def _newest_first(links: Iterable[Link], site: Site) -> list[Link]:
    own = [link for link in links if site.owns(link.url)]
    dated = [link for link in own if link.published_at is not None]
    return sorted(dated, key=lambda link: (str(link.published_at), link.url), reverse=True) or own


def _name_of(page: Fetched) -> str:
    tree = _tree(page)
    node = tree.css_first('meta[property="og:site_name"]')
    stated = (node.attributes.get("content") or "").strip() if node is not None else ""
    title = tree.css_first("title")
    return stated or _ENDINGS.sub("", title.text(strip=True) if title is not None else "") or bare_host(page.url)


def _language_of(page: Fetched) -> str | None:
    node = _tree(page).css_first("html[lang]")
    stated = (node.attributes.get("lang") or "")[:2].lower() if node is not None else ""
    return stated if re.fullmatch("[a-z]{2}", stated) else None


def _tree(page: Fetched) -> LexborHTMLParser:
    return LexborHTMLParser(page.body.decode("utf-8", "replace"))
