"""Whole crawls of a small world over real HTTP, each in a process of its own."""

from __future__ import annotations

from tests.crawler.world import MINE, SHELLING, World


def test_articles_of_a_feed_are_stored_once(world: World) -> None:
    world.put("/news/1001", SHELLING)
    world.put("/news/1002", MINE)
    world.feed("/news/1001?utm_source=rss", "/news/1001", "/news/1002")
    report = world.crawl()
    assert world.outcomes(report) == {"/news/1001": "stored", "/news/1002": "stored"}
    assert report["findings"] == []
    with world.dataset() as dataset:
        titles = sorted(article.title for article in dataset.articles())
    assert titles == [
        "Tractor driver killed by an anti-tank mine",
        "Two villagers wounded as shelling resumes near the river",
    ]
