"""Crawls that are killed, stopped or asked to wait, and the archive they leave."""

from __future__ import annotations

import signal
from pathlib import Path

from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator

from tests.crawler.world import MINE, World, article_html

LINKS = [f"/news/{number}" for number in range(1001, 1007)]


def serve_articles(world: World) -> None:
    for link in LINKS:
        world.put(
            link,
            MINE.replace("Sunday", f"Sunday near kilometre {link[-2:]}").replace("Tractor", f"{link[-4:]}: tractor"),
        )
    world.feed(*LINKS)


def stored(world: World) -> dict[str, tuple[str, str | None]]:
    with world.dataset() as dataset:
        return {article.id: (article.text, article.version_of) for article in dataset.articles()}


def archived(world: World) -> list[str]:
    """Return the addresses of all whole records, as a second reader sees them."""
    found = []
    for file in sorted((world.folder / "archive").glob("*.warc.gz")):
        with file.open("rb") as stream:
            for record in ArchiveIterator(stream, check_digests=True):
                if record.rec_type != "warcinfo":
                    record.content_stream().read()
                    assert record.digest_checker.passed is not False
                    found.append(record.rec_headers.get_header("WARC-Target-URI"))
    return found


def test_a_killed_crawl_is_taken_up_without_loss_or_duplicates(world: World) -> None:
    serve_articles(world)
    world.held = LINKS[3]
    process = world.start()
    assert world.reached.wait(timeout=120)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    world.released.set()
    between = stored(world)
    assert 0 < len(between) < len(LINKS)
    report = world.crawl()
    outcomes = world.outcomes(report)
    assert set(outcomes.values()) == {"stored"}, "the feed is unchanged, and what it led to is remembered"
    after = stored(world)
    assert len(after) == len(LINKS) == len(between) + len(outcomes)
    assert between.items() <= after.items()
    assert {text for text, version_of in after.values() if version_of} == set()
    assert set(archived(world)) == {world.url(path) for path in ("/robots.txt", "/rss", *LINKS)}


def test_sigterm_ends_in_order_and_the_rest_is_cancelled(world: World) -> None:
    serve_articles(world)
    world.held = LINKS[2]
    process = world.start()
    assert world.reached.wait(timeout=120)
    process.send_signal(signal.SIGTERM)
    world.released.set()
    report = world.end_of(process)
    assert report["stopped"]
    assert report["outcomes"]["cancelled"] + report["outcomes"]["stored"] == len(LINKS)
    with world.dataset() as dataset:
        run = dataset.run(report["run_id"])
    assert run is not None
    assert run.finished_at is not None
    assert world.crawl()["outcomes"] == {"stored": report["outcomes"]["cancelled"]}


def test_a_short_retry_after_is_waited_for(world: World) -> None:
    serve_articles(world)
    world.at_first = {LINKS[0]: (429, {"Retry-After": "1"}), LINKS[1]: (503, {})}
    report = world.crawl()
    assert report["outcomes"] == {"stored": len(LINKS)}
    assert world.asked.count(LINKS[0]) == world.asked.count(LINKS[1]) == 2


def test_an_archive_that_cannot_be_written_ends_the_crawl(world: World) -> None:
    serve_articles(world)
    (world.folder / "archive").write_text("a file where the folder should be")
    report = world.crawl()
    assert "cannot archive" in report["failure"]
    assert stored(world) == {}, "nothing is read that is not archived"


def test_an_article_tells_where_its_response_is_archived(world: World) -> None:
    serve_articles(world)
    world.crawl()
    with world.dataset() as dataset:
        article = next(dataset.articles())
    assert article.warc_file is not None
    assert article.warc_offset is not None
    with (world.folder / "archive" / article.warc_file).open("rb") as stream:
        stream.seek(article.warc_offset)
        record = next(iter(FastIterator(stream, parse_http=True)))
        assert record.headers["WARC-Target-URI"] == article.url
        assert b"anti-tank mine" in record.reader.read()


def test_a_torn_tail_leaves_the_records_before_it(world: World) -> None:
    serve_articles(world)
    world.crawl()
    whole = archived(world)
    (file,) = Path(world.folder / "archive").glob("*.warc.gz")
    file.write_bytes(file.read_bytes()[:-40])
    with file.open("rb") as stream:
        read = [
            record.headers["WARC-Target-URI"]
            for record in FastIterator(stream)
            if record.headers["WARC-Type"] == "response"
        ]
    assert read[: len(whole) - 1] == whole[:-1]


def test_sitemap_index_sections_and_gzip(world: World) -> None:
    import gzip

    namespace = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    world.put("/news/1001", MINE)
    world.put("/story/a-quiet-night-on-the-line", article_html("A quiet night on the line", "Nobody was hurt. " * 20))
    one = f"<urlset {namespace}><url><loc>{world.url('/news/1001')}</loc></url></urlset>"
    world.put("/map-1.xml.gz", gzip.compress(one.encode(), mtime=0), Content_Type="application/gzip")
    index = f"<sitemapindex {namespace}><sitemap><loc>{world.url('/map-1.xml.gz')}</loc></sitemap></sitemapindex>"
    world.put("/index.xml", index)
    world.put("/front", '<a href="/about">About</a> <a href="story/a-quiet-night-on-the-line#top">A quiet night</a>')
    world.declare(sitemaps=[world.url("/index.xml")], sections=[world.url("/front")])
    expected = {"/news/1001": "stored", "/story/a-quiet-night-on-the-line": "stored"}
    assert world.outcomes(world.crawl()) == expected
    world.asked.clear()
    second = world.crawl()
    assert second["outcomes"] == {}
    assert "/map-1.xml.gz" in world.asked, "a sitemap is asked for again though its index is unchanged"
