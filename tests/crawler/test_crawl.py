"""Whole crawls of a small world over real HTTP, each in a process of its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.crawler.world import MINE, SHELLING, World, article_html

CORRECTED = SHELLING.replace("Two villagers were wounded", "Three villagers were wounded")


def test_articles_of_a_feed_are_stored_once(world: World) -> None:
    world.put("/news/1001", SHELLING)
    world.put("/news/1002", MINE)
    world.feed("/news/1001?utm_source=rss", "/news/1001", "/news/1002")
    report = world.crawl()
    assert world.outcomes(report) == {"/news/1001": "stored", "/news/1002": "stored"}
    assert report["findings"] == []
    with world.dataset() as dataset:
        stored = {article.url: article for article in dataset.articles()}
    mine = stored[world.url("/news/1002")]
    assert mine.title == "Tractor driver killed by an anti-tank mine"
    assert (mine.site, mine.version_of) == ("wire", None)


def test_an_unchanged_world_costs_a_twentieth(world: World) -> None:
    links = [f"/news/{number}" for number in range(1000, 1040)]
    for link in links:
        world.put(
            link,
            article_html(
                f"Bulletin {link[-4:]} from the front", *[f"Paragraph {n}. " + "Word " * 90 for n in range(9)]
            ),
        )
    world.feed(*links)
    first, second = world.crawl(), world.crawl()
    assert first["outcomes"] == {"stored": 40}
    assert second["outcomes"] == {}, "the feed is unchanged: nothing is even looked at"
    assert second["bytes_received"] * 20 <= first["bytes_received"]
    third = world.crawl(revisit_all=True)
    assert third["outcomes"] == {"unchanged": 40}
    assert third["bytes_received"] * 20 <= first["bytes_received"], "forty pages asked for, forty times 304"


def test_what_is_not_due_is_not_asked_for(world: World) -> None:
    world.put("/news/1001", SHELLING)
    world.feed("/news/1001")
    world.crawl()
    world.put("/news/1002", MINE)
    world.feed("/news/1002", "/news/1001")
    world.asked.clear()
    assert world.outcomes(world.crawl()) == {"/news/1001": "not_due", "/news/1002": "stored"}
    assert "/news/1001" not in world.asked


def test_a_page_asked_again_answers_304_and_costs_nothing(world: World) -> None:
    world.put("/news/1001", SHELLING)
    world.feed("/news/1001")
    world.crawl()
    world.put("/news/1002", MINE)
    world.feed("/news/1001", "/news/1002")
    report = world.crawl(revisit_all=True)
    assert world.outcomes(report) == {"/news/1001": "unchanged", "/news/1002": "stored"}
    with world.dataset() as dataset:
        detail = {result.url: result.detail for result in dataset.outcomes(report["run_id"])}
    assert detail[world.url("/news/1001")] == "not modified"


def test_without_etags_the_same_bytes_are_unchanged(world: World) -> None:
    world.conditional = False
    world.put("/news/1001", SHELLING)
    world.feed("/news/1001")
    world.crawl()
    world.feed("/news/1001", "/rss-notes")
    assert world.outcomes(world.crawl(revisit_all=True))["/news/1001"] == "unchanged"


def test_a_changed_article_becomes_a_new_version(world: World) -> None:
    world.put("/news/1001", SHELLING)
    world.feed("/news/1001")
    world.crawl()
    world.put("/news/1001", CORRECTED)
    world.feed("/news/1001", changed=datetime.now(UTC))  # the feed says that it changed: no need to wait until due
    assert world.outcomes(world.crawl()) == {"/news/1001": "updated"}
    with world.dataset() as dataset:
        before, after = dataset.versions(world.url("/news/1001"))
    assert (before.version_of, after.version_of) == (None, before.id)
    assert after.text.startswith("Three villagers")


def test_another_byte_but_the_same_text_is_unchanged(world: World) -> None:
    world.put("/news/1001", SHELLING)
    world.feed("/news/1001")
    world.crawl()
    world.put("/news/1001", SHELLING.replace("<body>", "<body><!-- 17:02 -->"))
    world.feed("/news/1001", changed=datetime.now(UTC))
    assert world.outcomes(world.crawl()) == {"/news/1001": "unchanged"}


def test_two_addresses_of_one_article_are_one(world: World) -> None:
    canonical = f'<head><link rel="canonical" href="{world.url("/news/1001")}">'
    world.put("/news/1001", SHELLING.replace("<head>", canonical))
    world.put("/amp/news/1001", SHELLING.replace("<head>", canonical))
    world.feed("/news/1001", "/amp/news/1001")
    assert sorted(world.outcomes(world.crawl()).values()) == ["duplicate", "stored"]
    with world.dataset() as dataset:
        assert dataset.count_articles() == 1


def test_a_redirect_leads_to_the_article(world: World) -> None:
    world.put("/news/1001", SHELLING)
    world.put("/old/1001", "", status=301, Location="/news/1001")
    world.feed("/old/1001")
    assert world.outcomes(world.crawl()) == {"/old/1001": "stored"}
    with world.dataset() as dataset:
        assert [article.url for article in dataset.articles()] == [world.url("/news/1001")]


def test_robots_are_obeyed(world: World) -> None:
    world.put("/private/1001", SHELLING)
    world.put("/news/1002", MINE)
    world.feed("/private/1001", "/news/1002")
    assert world.outcomes(world.crawl()) == {"/private/1001": "robots", "/news/1002": "stored"}
    assert "/private/1001" not in world.asked


def test_robots_that_cannot_be_had_forbid_everything(world: World) -> None:
    world.put("/robots.txt", "broken", status=500)
    world.put("/news/1001", SHELLING)
    world.feed("/news/1001")
    report = world.crawl()
    assert set(world.asked) == {"/robots.txt"}
    assert [finding["kind"] for finding in report["findings"]] == ["broken"]


def test_links_outside_the_rules_and_the_window_are_filtered(world: World) -> None:
    world.put("/news/1001", SHELLING)
    old = YEAR_AGO.isoformat()
    entries = [("/news/1001", None), ("/sport/1002", None), ("/news/1003", old)]
    listed = "".join(
        f"<url><loc>{world.url(path)}</loc>{f'<lastmod>{at}</lastmod>' if at else ''}</url>" for path, at in entries
    )
    world.put("/map.xml", f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</urlset>')
    world.declare(sitemaps=[world.url("/map.xml")], urls={"deny": ["/sport/"]})
    outcomes = world.outcomes(world.crawl())
    assert outcomes == {"/news/1001": "stored", "/sport/1002": "filtered", "/news/1003": "filtered"}


def test_changed_rules_are_applied_to_an_unchanged_feed(world: World) -> None:
    world.put("/news/1001", SHELLING)
    world.feed("/news/1001")
    world.declare(urls={"deny": ["/news/"]})
    assert world.outcomes(world.crawl()) == {"/news/1001": "filtered"}
    world.declare(urls={})
    assert world.outcomes(world.crawl()) == {"/news/1001": "stored"}


YEAR_AGO = datetime.now(UTC).replace(microsecond=0) - timedelta(days=365)
