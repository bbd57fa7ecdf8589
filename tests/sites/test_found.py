"""Declarations written for found sites, and what is fetched to find them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer

from crawler.declaration import declaration_text
from crawler.discovery import Link
from crawler.fetching import MAX_BYTES, Fetcher, FetchError, ForbiddenError
from crawler.finding import expected_articles
from crawler.sites import ExpectedArticles, Site, load_site

NOW = datetime(2024, 5, 20, 12, tzinfo=UTC)
names = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=40).filter(str.strip)
paths = st.lists(st.from_regex(r"[a-z0-9/_.-]{0,20}", fullmatch=True), max_size=3, unique=True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(names, paths, paths, st.lists(st.text(max_size=60), max_size=3))
def test_a_written_declaration_reads_back_the_same(
    tmp_path: Path, name: str, feeds: list[str], sitemaps: list[str], notes: list[str]
) -> None:
    site = Site(
        slug="river_post",
        name=name,
        country="BD",
        timezone="Asia/Dhaka",
        hosts=("river.example", "cdn.example:8080"),
        feeds=tuple(f"https://river.example/{path}" for path in feeds),
        sitemaps=tuple(f"https://river.example/{path}" for path in sitemaps),
        sections=("https://river.example/en",),
        expected=ExpectedArticles(low=1, high=9),
    )
    file = tmp_path / "bd" / "river_post.toml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(declaration_text(site, date(2024, 5, 20), notes), encoding="utf-8", newline="\n")
    assert load_site(file) == site


def links(*hours_ago: float) -> list[Link]:
    return [Link(f"https://river.example/{hours}", NOW - timedelta(hours=hours)) for hours in hours_ago]


def test_the_expected_number_comes_from_dated_links() -> None:
    assert expected_articles(links(*range(0, 48, 2)), NOW) == ExpectedArticles(low=4, high=37)
    assert expected_articles(links(1, 2), NOW) == ExpectedArticles(low=2, high=24)


@pytest.mark.parametrize("found", [[], links(3), links(24 * 30, 24 * 40), [Link("https://river.example/1")] * 9])
def test_without_dates_of_this_week_nothing_is_presumed(found: list[Link]) -> None:
    assert expected_articles(found, NOW) == ExpectedArticles(low=0, high=200)


def test_we_say_who_we_are_and_ask_robots_txt_once(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: tollwatch\nDisallow: /secret\n")
    httpserver.expect_request("/a").respond_with_data("one")
    httpserver.expect_request("/b").respond_with_data("two")
    fetcher = Fetcher("tollwatch/1 (someone@river.example)", allow_private=True, pause_seconds=0)
    assert fetcher.get(httpserver.url_for("/a")).body == b"one"
    assert fetcher.get(httpserver.url_for("/b?x=1#top")).body == b"two"
    with pytest.raises(ForbiddenError):
        fetcher.get(httpserver.url_for("/secret/page"))
    assert [request.path for request, _ in httpserver.log] == ["/robots.txt", "/a", "/b"]
    assert {request.headers["User-Agent"] for request, _ in httpserver.log} == {"tollwatch/1 (someone@river.example)"}


def test_a_redirect_is_held_against_robots_txt_too(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /secret\n")
    httpserver.expect_request("/a").respond_with_data("", status=301, headers={"Location": "/secret"})
    with pytest.raises(ForbiddenError):
        Fetcher("x", allow_private=True, pause_seconds=0).get(httpserver.url_for("/a"))


def test_a_document_without_end_is_cut_off(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("")
    httpserver.expect_request("/a").respond_with_data(b"x" * (MAX_BYTES + 1))
    with pytest.raises(FetchError, match="larger"):
        Fetcher("x", allow_private=True, pause_seconds=0).get(httpserver.url_for("/a"))


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://169.254.169.254/"])
def test_no_private_address_is_asked(url: str) -> None:
    with pytest.raises(ForbiddenError, match="not a public address"):
        Fetcher("x", pause_seconds=0).get(url)


@pytest.mark.parametrize("url", ["file:///etc/hosts", "ftp://river.example/", "http:///x", "river.example"])
def test_only_web_addresses_are_asked(url: str) -> None:
    with pytest.raises(FetchError):
        Fetcher("x", pause_seconds=0).get(url)
