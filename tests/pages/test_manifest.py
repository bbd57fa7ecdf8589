"""Manifests of saved pages: every line answers with one line, in order, whatever is wrong with it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from crawler.page import parse_manifest
from tests.pages.test_page import PAGE

ADDRESS = "https://valley.example/news/bridge"


def _line(**stated: object) -> bytes:
    return json.dumps(stated).encode() + b"\n"


def test_plain_and_packed_pages_give_the_same_article(tmp_path: Path) -> None:
    (tmp_path / "plain.html").write_bytes(PAGE.encode())
    (tmp_path / "packed.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    lines = [_line(id=name, url=ADDRESS, html_path=name) for name in ("plain.html", "packed.html.gz")]
    plain, packed = parse_manifest(lines, tmp_path)
    assert (plain["id"], packed["id"]) == ("plain.html", "packed.html.gz")
    assert plain["article_id"] == packed["article_id"] != plain["id"]
    assert plain["text"] == packed["text"]
    assert plain["published_at"] == "2026-03-04T14:20:00Z"


def test_every_bad_line_is_a_line_with_error_and_outcome(tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    (tmp_path / "torn.html.gz").write_bytes(gzip.compress(PAGE.encode())[:90])
    (tmp_path / "good.html").write_bytes(PAGE.encode())
    lines: list[bytes | str] = [
        b"{not json\n",
        b"\n",
        "[1]",
        b"\xff\xfe\n",
        _line(id=3, url=ADDRESS),
        _line(id="gone", url=ADDRESS, html_path="nowhere.html"),
        _line(id="empty", url=ADDRESS, html_path="empty.html"),
        _line(id="torn", url=ADDRESS, html_path="torn.html.gz"),
        _line(id="folder", url=ADDRESS, html_path="."),
        _line(id="nul", url=ADDRESS, html_path="a\0b"),
        _line(id="good", url=None, html_path="good.html"),
    ]
    *bad, good = parse_manifest(lines, tmp_path)
    assert [line["id"] for line in bad] == [None, None, None, 3, "gone", "empty", "torn", "folder", "nul"]
    assert all(set(line) == {"id", "url", "error", "outcome"} and line["error"] for line in bad)
    assert [line["outcome"] for line in bad[3:6]] == ["parse_error", "parse_error", "no_article"]
    assert good["title"].startswith("Bridge collapse")
