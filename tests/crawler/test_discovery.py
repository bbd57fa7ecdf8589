"""Feeds, sitemaps and sections to links; hypothesis for what no one would write."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crawler.discovery import MAX_UNPACKED_BYTES, DiscoveryError, Link, SourceKind, is_too_old, read_source
from crawler.sites import Site

SITE = Site.model_validate(
    {
        "slug": "wire",
        "name": "Wire",
        "country": "AZ",
        "hosts": ["wire.example"],
        "sections": ["https://wire.example/"],
        "expected": {"low": 1, "high": 9},
    }
)
BASE = "https://wire.example/feeds/all"


def articles(kind: SourceKind, body: str | bytes, site: Site = SITE) -> list[Link]:
    return list(read_source(kind, body.encode() if isinstance(body, str) else body, BASE, site).articles)


def test_rss_with_relative_links_and_dates_in_a_zone() -> None:
    body = """<rss version="2.0"><channel><title>w</title>
      <item><title>a</title><link>/news/1?utm_source=rss&amp;id=4</link>
      <pubDate>Mon, 23 Nov 2026 10:00:00 +0400</pubDate></item>
      <item><title>b</title><link>https://WIRE.example/news/1?id=4#top</link></item>
      <item><title>c</title></item></channel></rss>"""
    moment = datetime(2026, 11, 23, 6, tzinfo=UTC)
    assert articles(SourceKind.FEED, body) == [Link("https://wire.example/news/1?id=4", moment, moment)]


def test_atom_tells_when_an_entry_was_updated() -> None:
    body = """<feed xmlns="http://www.w3.org/2005/Atom"><title>w</title><entry><title>a</title>
      <link rel="alternate" href="https://wire.example/a"/><published>2026-11-20T08:00:00Z</published>
      <updated>2026-11-21T09:30:00+04:00</updated></entry></feed>"""
    (link,) = articles(SourceKind.FEED, body)
    assert link.published_at == datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert link.modified_at == datetime(2026, 11, 21, 5, 30, tzinfo=UTC)


def test_a_feed_that_is_not_well_formed_is_read_leniently() -> None:
    body = """<rss version="2.0"><channel><title>w</title><item><title>Fire & smoke</title>
      <link>https://wire.example/fire</link><description>a <b>b</description></item></channel>"""
    assert [link.url for link in articles(SourceKind.FEED, body)] == ["https://wire.example/fire"]


def test_a_news_sitemap_keeps_publication_and_change_apart() -> None:
    body = """<?xml version="1.0"?>
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
      xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
     <url><loc> https://wire.example/a </loc><image:image><image:loc>https://wire.example/a.jpg</image:loc></image:image>
      <lastmod>2026-11-22</lastmod>
      <news:news><news:publication_date>2026-11-21T10:00:00+04:00</news:publication_date></news:news></url>
     <url><lastmod>2026-11-22</lastmod></url></urlset>"""
    published, modified = datetime(2026, 11, 21, 6, tzinfo=UTC), datetime(2026, 11, 22, tzinfo=UTC)
    assert articles(SourceKind.SITEMAP, body) == [Link("https://wire.example/a", published, modified)]


def test_a_sitemap_index_leads_to_sitemaps() -> None:
    body = "<sitemapindex><sitemap><loc>/map-2.xml</loc><lastmod>2026-11-22T00:00Z</lastmod></sitemap></sitemapindex>"
    found = read_source(SourceKind.SITEMAP, gzip.compress(body.encode()), BASE, SITE)
    assert (found.articles, [link.url for link in found.sitemaps]) == ((), ["https://wire.example/map-2.xml"])


def test_sections_give_links_that_look_like_articles() -> None:
    body = """<base href="/en/"><a href="2026/11/mine-blast">x</a><a href="/about">x</a><a href="mailto:a@b.c">x</a>
      <a href="toll-rises-after-night-of-shelling">x</a><a href="https://else.example/2026/11/x">x</a>
      <a href="photo-20261122.jpg">x</a><a href="//wire.example/123456">x</a><a href="http://[bad">x</a><a>x</a>"""
    assert [link.url for link in articles(SourceKind.SECTION, body)] == [
        "https://wire.example/en/2026/11/mine-blast",
        "https://wire.example/en/toll-rises-after-night-of-shelling",
        "https://wire.example/123456",
    ]


def test_rules_decide_what_a_section_leads_to() -> None:
    site = SITE.model_copy(update={"urls": SITE.urls.model_copy(update={"allow": (r"/about",)})})
    body = '<a href="/about">x</a><a href="/news/20261122">x</a>'
    assert [link.url for link in articles(SourceKind.SECTION, body, site)] == ["https://wire.example/about"]


def test_an_entity_bomb_and_outside_files_are_not_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY f SYSTEM "file:///etc/passwd">]><urlset><url><loc>/&a;&f;</loc></url></urlset>'
    assert all("aaaa" not in link.url and "root" not in link.url for link in articles(SourceKind.SITEMAP, bomb))


def test_a_gzip_bomb_is_refused() -> None:
    with pytest.raises(DiscoveryError, match="unpacks to more"):
        articles(SourceKind.SITEMAP, gzip.compress(b" " * (MAX_UNPACKED_BYTES + 1)))


@pytest.mark.parametrize("kind", list(SourceKind))
@pytest.mark.parametrize("body", [b"", b"  \n", b"\x1f\x8b", b"\x1f\x8bnot gzip"])
def test_nothing_is_an_error(kind: SourceKind, body: bytes) -> None:
    with pytest.raises(DiscoveryError):
        articles(kind, body)


@example(SourceKind.SITEMAP, b"<:")  # recovered as an element of that name
@settings(deadline=None)  # the first feed loads the feed readers
@given(
    st.sampled_from(SourceKind),
    st.binary(max_size=300) | st.text("<>&/=\"' ahreflocurlsetitemrss:", max_size=300).map(str.encode),
)
def test_whatever_comes_is_links_or_a_discovery_error(kind: SourceKind, body: bytes) -> None:
    try:
        found = read_source(kind, body, BASE, SITE)
    except DiscoveryError:
        return
    assert all(link.url.startswith(("http://", "https://")) for link in (*found.articles, *found.sitemaps))
    assert len({link.url for link in found.articles}) == len(found.articles)


def test_the_window_goes_by_the_latest_date_known() -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    old, new = datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 11, 22, tzinfo=UTC)
    assert is_too_old(Link("u", old), SITE, now)
    assert not is_too_old(Link("u", old, new), SITE, now)
    assert not is_too_old(Link("u"), SITE, now)


def test_a_feed_that_breaks_off_is_no_empty_feed() -> None:
    with pytest.raises(DiscoveryError, match="breaks off or is damaged"):
        articles(SourceKind.FEED, "<rss><channel><item><title>broken")
    assert articles(SourceKind.FEED, "<rss version='2.0'><channel><title>Wire</title></channel></rss>") == []
