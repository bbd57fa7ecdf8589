"""When a page says it was published and changed: value, raw words and precision."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from crawler.page import parse_page
from tests.pages.made import ADDRESS, FakeSite, page

FETCHED = datetime(2026, 3, 10, 12, tzinfo=UTC)
EVENING = datetime(2026, 3, 3, 18, 20, tzinfo=UTC)
DAY = datetime(2026, 3, 3, tzinfo=UTC)


def _declared(**stated: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **stated})}</script>'


def _dates(
    markup: str, url: str = "https://www.harbour-post.example/world/ferry-fire", zone: str | None = None
) -> tuple[datetime | None, str | None, str | None, datetime | None]:
    """Return time, precision and raw words of the publication, and the time of the last change."""
    article = parse_page(markup.encode(), url, site=FakeSite(timezone=zone), fetched_at=FETCHED)
    return article.published_at, article.published_precision, article.published_raw, article.modified_at


@pytest.mark.parametrize(
    ("head", "above", "at", "precision"),
    [
        (_declared(datePublished="2026-03-03T18:20:00Z"), "", EVENING, "minute"),
        (_declared(datePublished="2026-03-03T22:20:00+04:00"), "", EVENING, "minute"),
        (_declared(datePublished="2026-03-03"), "", DAY, "day"),
        (_declared(datePublished="0001-01-01T00:00:00Z"), "<time datetime=2026-03-03T18:20:00Z>", EVENING, "minute"),
        (_declared(datePublished="2036-03-03T18:20:00Z"), "<time datetime=2026-03-03>", DAY, "day"),
        ('<meta property="article:published_time" content="2026-03-03T18:20:00+00:00">', "", EVENING, "minute"),
        ('<meta name="pubdate" content="Tue, 03 Mar 2026 18:20:00 GMT">', "", EVENING, "minute"),
        ('<meta name="date" content="1772562000">', "", EVENING, "minute"),
        ("", '<time datetime="2026-03-03T18:20Z">Tuesday</time>', EVENING, "minute"),
        ("", '<span class="published-date">3 March 2026, 6:20 pm GMT</span>', EVENING, "minute"),
        ("", '<span class="date">March 3, 2026</span>', DAY, "day"),
        ("", "<div>Tuesday, 3 March 2026</div>", DAY, "day"),
        ("", '<span class="tarih">03.03.2026 - Guncelleme: 04.03.2026</span>', DAY, "day"),
    ],
)
def test_publication_time(head: str, above: str, at: datetime, precision: str) -> None:
    assert _dates(page(head=head, above=above))[:2] == (at, precision)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("de", "3. März 2026, 19.20 Uhr"),
        ("fr", "Publié le 3 mars 2026 à 19h20"),
        ("es", "3 de marzo de 2026 19:20"),
        ("ru", "3 марта 2026, 19:20"),
        ("tr", "3 Mart 2026 19:20"),
        ("az", "3 mart 2026 19:20"),
        ("uk", "3 березня 2026, 19:20"),
        ("ja", "2026年3月3日 19:20"),
    ],
)
def test_visible_dates_in_the_language_of_the_page_and_the_zone_of_the_site(lang: str, words: str) -> None:
    made = page(above=f'<span class="date">{words}</span>', lang=lang)
    assert _dates(made, zone="Europe/Berlin")[:2] == (EVENING, "minute")


def test_the_site_zone_is_for_times_without_zone_only() -> None:
    assert _dates(page(head=_declared(datePublished="2026-03-03T22:20:00")), zone="Asia/Baku")[0] == EVENING
    assert _dates(page(head=_declared(datePublished="2026-03-03T18:20:00Z")), zone="Asia/Baku")[0] == EVENING


@pytest.mark.parametrize(("lang", "month"), [("en-GB", 3), ("en-US", 4)])
def test_day_and_month_in_numbers_by_the_country_of_the_page(lang: str, month: int) -> None:
    made = page(above='<span class="date">04/03/2026</span>', lang=lang)
    published = parse_page(made.encode(), ADDRESS).published_at
    assert published is not None
    assert published.month == month


def test_the_raw_words_are_kept() -> None:
    assert _dates(page(head=_declared(datePublished="2026-03-03T22:20:00+04:00")))[2] == "2026-03-03T22:20:00+04:00"
    assert _dates(page(above='<span class="date">March 3, 2026</span>'))[2] == "March 3, 2026"


def test_last_change() -> None:
    made = page(head=_declared(datePublished="2026-03-03T18:20:00Z", dateModified="2026-03-04T08:00:00Z"))
    assert _dates(made)[3] == datetime(2026, 3, 4, 8, tzinfo=UTC)


def test_a_change_before_the_publication_is_not_believed() -> None:
    made = page(head=_declared(datePublished="2026-03-03T18:20:00Z", dateModified="2026-03-01T08:00:00Z"))
    assert _dates(made)[3] is None


@pytest.mark.parametrize(
    "path", ["2026/03/03/ferry-fire", "news/20260303-ferry-fire", "2026/mar/03/ferry-fire", "a/2026-03-03-ferry"]
)
def test_the_day_in_the_address_is_the_last_resort(path: str) -> None:
    assert _dates(page(), f"https://www.harbour-post.example/{path}")[:2] == (DAY, "day")


def test_a_page_without_date_has_none() -> None:
    assert _dates(page()) == (None, None, None, None)
