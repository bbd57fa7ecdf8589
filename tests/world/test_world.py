"""The demo world: what its servers answer, and that our readers read it as its writers meant it."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import date
from email.message import Message
from pathlib import Path

import pytest

from crawler.discovery import SourceKind, read_source
from crawler.page import parse_page
from crawler.sites import Site, load_sites
from crawler.world import World
from pipeline.records import Article

TODAY = date(2024, 5, 20)


@pytest.fixture
def world() -> Iterator[World]:
    with World(today=TODAY) as made:
        yield made


@pytest.fixture
def sites(world: World, tmp_path: Path) -> dict[str, Site]:
    world.write_declarations(tmp_path)
    return load_sites([tmp_path])


def get(url: str, **headers: str) -> tuple[int, Message, bytes]:
    asked = urllib.request.Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.headers, refused.read()


def articles(world: World, sites: dict[str, Site]) -> dict[str, Article]:
    """Return every story as our page reader reads it, by its path."""
    found = {}
    for server in world.servers:
        for path, document in server.documents.items():
            if path.count("-") > 2 and document.status == 200 and "print" not in path:
                headers = {"content-type": document.content_type}
                site = sites[server.outlet.slug]
                found[path] = parse_page(document.body, server.base + path, site=site, headers=headers)
    return found


def test_all_outlets_answer_and_know_what_the_asker_has(world: World) -> None:
    for server in world.servers:
        status, headers, body = get(f"{server.base}/robots.txt")
        assert (status, b"Disallow: /print/" in body) == (200, True)
        etag, stamp = headers["ETag"], headers["Last-Modified"]
        assert get(f"{server.base}/robots.txt", If_None_Match=etag)[0] == 304
        assert get(f"{server.base}/robots.txt", If_Modified_Since=stamp)[0] == 304
        assert get(f"{server.base}/robots.txt", If_None_Match='"other"', If_Modified_Since=stamp)[0] == 200
        assert get(f"{server.base}/nowhere")[0] == 404


def test_every_source_leads_to_the_stories(world: World, sites: dict[str, Site]) -> None:
    ledger, dispatch, wire = (sites[slug] for slug in ("caspian_ledger", "ararat_dispatch", "meridian_wire"))
    assert len(read_source(SourceKind.FEED, get(ledger.feeds[0])[2], ledger.feeds[0], ledger).articles) == 10
    assert len(read_source(SourceKind.SECTION, get(ledger.sections[0])[2], ledger.sections[0], ledger).articles) == 2
    assert len(read_source(SourceKind.FEED, get(dispatch.feeds[0])[2], dispatch.feeds[0], dispatch).articles) == 8
    index = read_source(SourceKind.SITEMAP, get(wire.sitemaps[0])[2], wire.sitemaps[0], wire)
    (news,) = index.sitemaps
    assert len(read_source(SourceKind.SITEMAP, get(news.url)[2], news.url, wire).articles) == 11


def test_every_story_is_read_whole_dated_and_under_its_public_address(world: World, sites: dict[str, Site]) -> None:
    found = articles(world, sites)
    assert len(found) == 25
    for path, article in found.items():
        assert article.published_at is not None and article.published_precision == "minute", path
        assert article.published_at.date() < TODAY, path
        assert article.canonical_url.startswith(f"https://{article.site.replace('_', '')}.example/"), path
        assert article.text.count("\n\n") >= 1 and "invented outlet" not in article.text, path
        assert "{" not in article.text + article.title, path


def test_article_ids_do_not_depend_on_the_port(world: World, sites: dict[str, Site], tmp_path: Path) -> None:
    with World(today=TODAY) as other:
        other.write_declarations(tmp_path / "other")
        theirs = articles(other, load_sites([tmp_path / "other"]))
        assert other.base("meridian_wire") != world.base("meridian_wire")
    ours = articles(world, sites)
    assert {path: article.id for path, article in ours.items()} == {path: a.id for path, a in theirs.items()}


def test_days_in_texts_agree_with_the_publication(world: World, sites: dict[str, Site]) -> None:
    mine = next(article for path, article in articles(world, sites).items() if "fuzuli" in path)
    assert mine.published_at is not None and mine.published_at.isoformat() == "2024-05-14T10:20:00+00:00"
    assert "wounded on Tuesday when" in mine.text


def test_the_latin_1_page_keeps_its_accents(world: World, sites: dict[str, Site]) -> None:
    path, gas = next(item for item in articles(world, sites).items() if "gyumri" in item[0])
    assert get(world.base("ararat_dispatch") + path)[1]["Content-Type"] == "text/html; charset=iso-8859-1"
    assert gas.authors == ("Hélène Tchakérian",) and "Noëlle Béranger" in gas.text


def test_the_live_blog_keeps_its_posts_newest_first(world: World, sites: dict[str, Site]) -> None:
    blog = next(article for path, article in articles(world, sites).items() if "live-earthquake" in path)
    assert (
        blog.text.index("Nine dead now") < blog.text.index("At least four people") < blog.text.index("magnitude of 6.1")
    )


@pytest.mark.parametrize(
    ("outlet", "path", "status"),
    [
        ("ararat_dispatch", "/region/7105-withdrawn-report-on-border-traffic", 410),
        ("meridian_wire", "/world/9290-members-briefing-on-sahel", 403),
    ],
)
def test_waysides_answer_as_they_should(world: World, outlet: str, path: str, status: int) -> None:
    assert get(world.base(outlet) + path)[0] == status


def test_the_moved_page_leads_to_the_story(world: World) -> None:
    status, _, body = get(world.base("meridian_wire") + "/2024/shelling-hits-village-shop-in-kharkiv-region")
    assert status == 200 and b"Stara Hreblia" in body


def test_stage_two_changes_what_it_should_and_nothing_else(world: World, sites: dict[str, Site]) -> None:
    before = articles(world, sites)
    world.advance()
    after = articles(world, sites)
    changed = {path for path in before if before[path].id != after[path].id}
    assert {path.rpartition("/")[2].split("-")[0] for path in changed} == {"7103", "9201"}
    assert len(after) - len(before) == 4
    quake = next(path for path in changed if "7103" in path)
    assert "At least nine people" in before[quake].text and "At least 14 people" in after[quake].text
    assert before[quake].canonical_url == after[quake].canonical_url
    assert before[quake].published_at == after[quake].published_at != after[quake].modified_at


def test_traffic_is_counted(world: World) -> None:
    status, headers, body = get(world.base("caspian_ledger") + "/rss.xml")
    get(world.base("caspian_ledger") + "/rss.xml", If_None_Match=headers["ETag"])
    traffic = world.traffic("caspian_ledger")
    assert (traffic.requests, traffic.body_bytes) == (2, len(body))
    assert traffic.statuses == {200: 1, 304: 1} and status == 200
