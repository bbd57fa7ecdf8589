"""The declarations that come with the package."""

from __future__ import annotations

import tomllib

import pytest

from crawler.sites import BUNDLED_SITES, Site, load_sites

SITES = load_sites([BUNDLED_SITES])


def test_there_are_enough_and_the_caucasus_comes_first() -> None:
    assert len(SITES) >= 25
    assert {site.country for site in SITES.values()} >= {"AZ", "AM", "GE", "UA", "PK", "BD", "NG"}
    assert sum(site.country in {"AZ", "AM", "GE"} for site in SITES.values()) >= 12


@pytest.mark.parametrize("site", SITES.values(), ids=lambda site: site.slug)
def test_each_is_polite_unverified_and_starts_at_home(site: Site) -> None:
    assert site.delay_seconds >= 5 and site.concurrency == 1
    assert site.verified is False
    assert site.language == "en" and site.timezone
    for url in (*site.feeds, *site.sitemaps, *site.sections):
        assert url.startswith("https://") and site.owns(url), url


@pytest.mark.parametrize("site", [site for site in SITES.values() if site.sections], ids=lambda site: site.slug)
def test_sections_have_rules_that_say_what_an_article_is(site: Site) -> None:
    assert site.urls.allow, "without rules the links of a section page are guessed at"
    assert not any(site.urls.admit(section) for section in site.sections), "a section page is no article"


@pytest.mark.parametrize("slug", SITES)
def test_each_says_in_a_comment_what_it_is_good_for(slug: str) -> None:
    (file,) = BUNDLED_SITES.glob(f"*/{slug}.toml")
    first = file.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# ") and len(first) > 20
    assert "verified" in tomllib.loads(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("slug", "article", "other"),
    [
        ("apa", "https://en.apa.az/incident/mine-explodes-in-agdam-one-injured-431234", "https://en.apa.az/incident"),
        ("trend", "https://en.trend.az/azerbaijan/society/3890123.html", "https://en.trend.az/azerbaijan/society/"),
        ("armenpress", "https://armenpress.am/en/article/1203456", "https://armenpress.am/en/archive"),
        ("bbc", "https://www.bbc.co.uk/news/articles/c0abcd12efgo", "https://www.bbc.com/news/av/world-1234"),
        ("guardian", "https://www.theguardian.com/world/2024/may/06/flood", "https://www.theguardian.com/world"),
        ("un_news", "https://news.un.org/en/story/2024/05/1149512", "https://news.un.org/en/news/topic/peace"),
        ("kyiv_independent", "https://kyivindependent.com/three-killed-in-kharkiv/", "https://kyivindependent.com/tag/war/"),
        ("premium_times", "https://www.premiumtimesng.com/news/top-news/690123-gunmen-kill-12.html", "https://www.premiumtimesng.com/category/news"),
    ],
)  # fmt: skip
def test_rules_tell_articles_from_other_pages(slug: str, article: str, other: str) -> None:
    site = SITES[slug]
    assert site.owns(article) and site.urls.admit(article)
    assert not site.urls.admit(other)
