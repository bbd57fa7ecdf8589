"""`tollwatch sites add`: what is found on ordinary, odd and hostile sites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from pytest_httpserver import HTTPServer

from crawler.sites import load_site
from crawler.world import World
from pipeline.cli.siting import country_of, slug_of
from pipeline.config import FILE_NAME
from tests.sites.conftest import CommandLine

STORY = (
    '<html lang="en"><head><meta property="og:type" content="article"></head><body><h1>Ferry sinks off Chandpur</h1>'
    "<p>A ferry with about ninety people on board sank in the Meghna river near Chandpur on Friday, police said.</p>"
    "<p>Divers had found eleven bodies by nightfall and were looking for others in the strong current.</p>"
    "</body></html>"
)


def answer_404_to_the_rest(httpserver: HTTPServer) -> None:
    httpserver.expect_request(re.compile(".*")).respond_with_data("", status=404)


@pytest.fixture
def world() -> Iterator[World]:
    with World(today=date(2024, 5, 20)) as made:
        yield made


@pytest.mark.parametrize(
    ("slug", "sources", "title"),
    [
        ("caspian_ledger", {"feeds": ("/rss.xml",)}, "Neftyanik beat Shamkir after late strike"),
        ("ararat_dispatch", {"feeds": ("/feed/atom",)}, "Deputy minister says more minefield sheets may exist"),
        ("meridian_wire", {"sitemaps": ("/sitemap-index.xml",)}, "Harbour marathon record falls by a minute"),
    ],
)
def test_each_outlet_of_the_world_is_found_by_its_own_means(
    world: World, tollwatch: CommandLine, slug: str, sources: dict[str, tuple[str, ...]], title: str
) -> None:
    base = world.base(slug)
    assert tollwatch("sites", "add", f"{base}/", "--country", "az", "--slug", slug, "--pause", "0") == 0, tollwatch.said
    site = load_site(tollwatch.folder / "sites" / "az" / f"{slug}.toml")
    assert site.model_dump(include={"feeds", "sitemaps", "sections"}) == {
        "feeds": (), "sitemaps": (), "sections": (),
        **{kind: tuple(base + path for path in paths) for kind, paths in sources.items()},
    }  # fmt: skip
    assert (site.name.split()[0].lower(), site.language, site.verified) == (slug.split("_")[0], "en", False)
    assert site.owns(f"{base}/news/1") and site.delay_seconds >= 5
    expected = (tollwatch.folder / "sites" / "az" / slug / "expected.toml").read_text()
    assert f'title = "{title}"' in expected
    assert tollwatch("sites", "check", slug) == 0 and "read as expected" in tollwatch.said
    assert tollwatch("sites", "list") == 0 and slug in tollwatch.said


def test_only_what_robots_txt_allows_is_asked_for(world: World, tollwatch: CommandLine) -> None:
    url = world.base("caspian_ledger") + "/print/4103-mine-toll-table"
    assert tollwatch("sites", "add", url, "--country", "AZ", "--pause", "0") == 1
    assert "robots.txt forbids" in tollwatch.said and "nothing was written" in tollwatch.said
    assert world.traffic("caspian_ledger").paths == ["/robots.txt"]


def test_private_addresses_are_refused_unless_the_settings_say_otherwise(world: World, tollwatch: CommandLine) -> None:
    file = tollwatch.folder / FILE_NAME
    file.write_text(file.read_text().replace("allow_private_addresses = true", "allow_private_addresses = false"))
    assert tollwatch("sites", "add", world.base("caspian_ledger"), "--country", "AZ") == 1
    assert "not a public address" in tollwatch.said
    assert world.traffic("caspian_ledger").requests == 0


def test_a_site_that_is_declared_already_is_left_alone(world: World, tollwatch: CommandLine) -> None:
    arguments = ("sites", "add", world.base("caspian_ledger"), "--country", "AZ", "--slug", "ledger", "--pause", "0")
    assert tollwatch(*arguments) == 0
    asked = world.traffic("caspian_ledger").requests
    assert tollwatch(*arguments) == 2
    assert "already" in tollwatch.said and world.traffic("caspian_ledger").requests == asked


def test_a_site_without_feeds_is_followed_by_its_page(httpserver: HTTPServer, tollwatch: CommandLine) -> None:
    links = "".join(f'<li><a href="/news/{number}-ferry-sinks">Ferry</a></li>' for number in (40123, 40124))
    httpserver.expect_request("/en/").respond_with_data(f"<title>River Post</title>{links}", content_type="text/html")
    httpserver.expect_request("/news/40123-ferry-sinks").respond_with_data(STORY, content_type="text/html")
    answer_404_to_the_rest(httpserver)
    assert (
        tollwatch("sites", "add", httpserver.url_for("/en/"), "--country", "BD", "--slug", "river", "--pause", "0") == 0
    )
    site = load_site(tollwatch.folder / "sites" / "bd" / "river.toml")
    assert (site.name, site.feeds, site.sections) == ("River Post", (), (httpserver.url_for("/en/"),))
    assert "add rules under [urls]" in tollwatch.said


def test_a_page_that_leads_nowhere_is_told(httpserver: HTTPServer, tollwatch: CommandLine) -> None:
    httpserver.expect_request("/").respond_with_data("<h1>Under construction</h1>", content_type="text/html")
    answer_404_to_the_rest(httpserver)
    assert tollwatch("sites", "add", httpserver.url_for("/"), "--country", "BD", "--pause", "0") == 1
    assert "no feed, no sitemap" in tollwatch.said
    assert not list((tollwatch.folder / "sites").rglob("*.toml"))


def test_a_feed_that_is_none_is_not_declared(httpserver: HTTPServer, tollwatch: CommandLine) -> None:
    kind = 'rel="alternate" type="application/rss+xml"'
    head = f'<link {kind} href="/feed"><link {kind} href="/comments/feed">'
    httpserver.expect_request("/").respond_with_data(f"<title>x</title>{head}", content_type="text/html")
    httpserver.expect_request("/feed").respond_with_data("<html>Sign in</html>", content_type="text/html")
    answer_404_to_the_rest(httpserver)
    assert tollwatch("sites", "add", httpserver.url_for("/"), "--country", "BD", "--pause", "0") == 1
    assert not any("comments" in request.path for request, _ in httpserver.log)


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_server_in_trouble_is_left_alone(httpserver: HTTPServer, tollwatch: CommandLine, status: int) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("busy", status=status)
    assert tollwatch("sites", "add", httpserver.url_for("/"), "--country", "BD", "--pause", "0") == 1
    assert "left alone" in tollwatch.said and len(httpserver.log) == 1


def test_an_endless_redirect_ends(httpserver: HTTPServer, tollwatch: CommandLine) -> None:
    httpserver.expect_request("/").respond_with_data("", status=302, headers={"Location": "/"})
    answer_404_to_the_rest(httpserver)
    assert tollwatch("sites", "add", httpserver.url_for("/"), "--country", "BD", "--pause", "0") == 1
    assert "redirects" in tollwatch.said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("http://127.0.0.1:9/", "--country", "BD"), "cannot be reached"),
        (("http://127.0.0.1:9/",), "say it with --country"),
        (("http://127.0.0.1:9/", "--country", "BD", "--slug", "Not A Slug"), "slug"),
        (("ftp://127.0.0.1/", "--country", "BD"), "no http(s) address"),
    ],
)
def test_errors_say_what_is_wrong(tollwatch: CommandLine, arguments: tuple[str, ...], words: str) -> None:
    assert tollwatch("sites", "add", *arguments) in (1, 2)
    assert words in tollwatch.said and "Traceback" not in tollwatch.said


def test_slugs_and_countries_come_from_hosts() -> None:
    assert slug_of("https://www.jam-news.net/en/") == "jam_news"
    assert slug_of("https://en.apa.az") == "apa"
    assert slug_of("http://127.0.0.1:80/") == "site_127_0_0_1"
    assert country_of("https://en.apa.az") == "AZ"
    assert country_of("https://www.bbc.co.uk/news") == "GB"
