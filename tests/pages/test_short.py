"""Short articles are articles; pages that only look like them are not."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from crawler.page import PageError, parse_page

HERE = Path(__file__).parent


def pages_in(name: str) -> list[Any]:
    stated = tomllib.loads((HERE / name).read_text(encoding="utf-8"))["page"]
    return [pytest.param(page, id=page["name"]) for page in stated]


@pytest.mark.parametrize("page", pages_in("short_articles.toml"))
def test_a_short_article_is_read(page: dict[str, Any]) -> None:
    article = parse_page(page["html"].encode(), page["url"])
    assert article.text.split("\n\n") == page["text"]


@pytest.mark.parametrize("page", pages_in("no_articles.toml"))
def test_a_page_without_article_is_counted(page: dict[str, Any]) -> None:
    with pytest.raises(PageError) as caught:
        parse_page(page["html"].encode(), page["url"])
    assert str(caught.value.outcome) == page["outcome"]


TEASERS = "".join(
    f"<h3><a href=/a/{number}>Harbour news of day {number}</a></h3>"
    f"<p>Ferries ran on day {number} as they do each day, and the coastguard was called out {number} times.</p>"
    for number in range(4)
)


def test_a_declared_digest_keeps_its_items() -> None:
    digest = (
        '<html><head><title>The week in Ansel</title><meta property="og:type" content="article"></head><body>'
        f"<h1>The week in Ansel</h1>{TEASERS}</body></html>"
    )
    assert "day 3" in parse_page(digest.encode(), "https://courier.example/a/the-week-in-ansel").text


def test_permalinks_of_a_live_blog_are_no_teasers() -> None:
    posts = TEASERS.replace("href=/a/", "href=/live/ferries-today-live#post-")
    live = (
        f"<html><head><title>Ferries today: live</title></head><body><h1>Ferries today: live</h1>{posts}</body></html>"
    )
    text = parse_page(live.encode(), "https://courier.example/live/ferries-today-live").text
    assert all(f"day {number}" in text for number in range(4))
