"""What servers do to crawlers: each case is one counted outcome, and the rest of the site is read all the same."""

from __future__ import annotations

import gzip
import socket

from tests.crawler.world import MINE, SHELLING, World

BYTES = bytes(range(256)) * 20
LIMIT = {"DOWNLOAD_MAXSIZE": 200_000, "RETRY_TIMES": 1}


def test_every_kind_of_bad_page_is_one_counted_outcome(world: World) -> None:
    expected: dict[str, str] = {}

    def serve(outcome: str, body: str | bytes, *, status: int = 200, **headers: str) -> None:
        path = f"/news/{2000 + len(expected)}"
        expected[path] = outcome
        world.put(path, body, status=status, **headers)

    for status, outcome in [(404, "gone"), (410, "gone"), (403, "blocked"), (451, "blocked"), (500, "http_error")]:
        serve(outcome, "no", status=status)
    serve("refused", "", status=302, Location="/news/2005")  # to itself, for ever
    serve("refused", "", status=302, Location="http://127.0.0.1:9/elsewhere")
    serve("http_error", "", status=302)  # to nowhere
    serve("too_large", b"<p>" + b"many words " * 30_000)
    serve("too_large", gzip.compress(b"\0" * 3_000_000), Content_Encoding="gzip")
    for kind in ("image/png", "application/pdf", "application/octet-stream"):
        serve("not_html", BYTES, Content_Type=kind)
    serve("not_html", BYTES)
    for body in ("", "   ", "<html><body><p>Short.</p></body></html>"):
        serve("no_article", body)
    serve("stored", MINE)
    world.feed(*expected)
    report = world.crawl(settings=LIMIT)
    assert world.outcomes(report) == expected
    assert len([path for path in world.asked if path == "/news/2005"]) <= 8
    assert [finding["kind"] for finding in report["findings"]] == ["broken"]


def test_no_answer_is_a_network_error(world: World) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        dead = f"127.0.0.1:{closed.getsockname()[1]}"
    own = world.url("/").removeprefix("http://").rstrip("/")
    world.declare(hosts=[own, dead], feeds=[world.url("/rss")])
    world.put("/news/1001", "", status=302, Location=f"http://{dead}/news/1001")
    world.put("/news/1002", MINE)
    world.feed("/news/1001", "/news/1002")
    outcomes = world.outcomes(world.crawl(settings={"RETRY_TIMES": 0}))
    # A host whose robots.txt gets no answer is left alone; what is counted is that it did not answer.
    assert outcomes == {"/news/1001": "network_error", "/news/1002": "stored"}


def test_a_source_whose_host_does_not_answer_is_told_so(world: World) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        dead = f"127.0.0.1:{closed.getsockname()[1]}"
    world.declare(hosts=[dead], feeds=[f"http://{dead}/rss"])
    (source,) = world.crawl(settings={"RETRY_TIMES": 0})["sites"][0]["sources"]
    assert "no answer for robots.txt" in source["problem"]
    assert "Forbidden" not in source["problem"]


def test_private_addresses_and_names_that_lead_there_are_refused(world: World) -> None:
    port = world.url("/").rsplit(":", 1)[1].rstrip("/")
    world.put("/news/1001", SHELLING)
    world.feed("/news/1001")
    feeds = [f"http://127.0.0.1:{port}/rss", f"http://localhost:{port}/rss", f"http://2130706433:{port}/rss"]
    world.declare(hosts=["localhost", "127.0.0.1", "2130706433"], feeds=feeds)
    report = world.crawl(allow_private_addresses=False)
    assert world.asked == []
    assert all("not a public address" in source["problem"] for source in report["sites"][0]["sources"])
    assert [finding["kind"] for finding in report["findings"]] == ["broken"]


def test_broken_feeds_are_told_and_the_good_one_is_read(world: World) -> None:
    bodies = [b"", b"no feed", b"<html><body>moved</body></html>", b"\0\1\2", b"[]", b"\x1f\x8bbroken"]
    for number, body in enumerate(bodies):
        world.put(f"/broken-{number}", body)
    world.put("/news/1002", MINE)
    world.feed("/news/1002")
    world.declare(feeds=[world.url("/rss"), *(world.url(f"/broken-{n}") for n in range(len(bodies)))])
    report = world.crawl()
    assert world.outcomes(report) == {"/news/1002": "stored"}
    problems = {source["url"]: source["problem"] for source in report["sites"][0]["sources"]}
    assert problems.pop(world.url("/rss")) is None
    assert all(problems.values())
    assert report["findings"] == []


def test_retry_after_is_honoured(world: World) -> None:
    world.put("/news/1002", MINE)
    world.feed("/news/1002")
    world.put("/slow-down", "", status=429, Retry_After="3600")
    world.declare(feeds=[world.url("/slow-down"), world.url("/rss")])
    report = world.crawl(settings={"TOLLWATCH_LONGEST_PAUSE_SECONDS": 5})
    assert "/news/1002" not in world.asked, "an hour is longer than the run's patience: the site is left alone"
    assert world.asked.count("/slow-down") == 1
    world.asked.clear()
    report = world.crawl(settings={"TOLLWATCH_LONGEST_PAUSE_SECONDS": 5})
    assert world.asked == [], "the next run within that hour asks nothing either"
    assert [finding["kind"] for finding in report["findings"]] == ["broken"]
