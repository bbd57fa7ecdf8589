"""One small page to every field."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.page import PageError, parse_page
from pipeline.vocabulary import UrlOutcome

PAGE = """<!doctype html><html lang="en"><head>
<title>Bridge collapse kills four near Lower Tarn | Valley Courier</title>
<meta property="og:site_name" content="Valley Courier"><link rel="canonical" href="https://valley.example/news/bridge">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Bridge collapse kills four near Lower Tarn",
"datePublished": "2026-03-04T18:20:00+04:00", "author": {"@type": "Person", "name": "Mara Lindqvist"}}</script></head>
<body><header><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav></header><article>
<h1>Bridge collapse kills four near Lower Tarn</h1>
<p>Four people died and at least nine were hurt when a road bridge gave way near Lower Tarn on Wednesday morning.</p>
<p>Rescue crews pulled a bus from the river shortly before noon, the regional fire service said in a statement.</p>
<p>The bridge was last inspected in October, according to the roads authority, which has opened an inquiry.</p>
</article><footer>Copyright Valley Courier</footer></body></html>"""


def test_every_field_of_a_plain_page() -> None:
    article = parse_page(PAGE.encode(), "https://valley.example/news/bridge?utm_source=feed")
    assert article.title == "Bridge collapse kills four near Lower Tarn"
    assert article.text.split("\n\n")[0].startswith("Four people died")
    assert len(article.text.split("\n\n")) == 3
    assert article.canonical_url == "https://valley.example/news/bridge"
    assert article.authors == ("Mara Lindqvist",)
    assert article.published_at == datetime(2026, 3, 4, 14, 20, tzinfo=UTC)
    assert article.published_precision == "minute"
    assert article.language == "en"


def test_an_empty_page_is_no_article() -> None:
    with pytest.raises(PageError) as caught:
        parse_page(b" \n ", "https://valley.example/news/empty")
    assert caught.value.outcome is UrlOutcome.NO_ARTICLE
