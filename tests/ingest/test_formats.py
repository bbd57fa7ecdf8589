"""Lines as each tool writes them become the same article."""

from __future__ import annotations

import gzip
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.ingest import Rejected, articles_from_lines, open_lines, parse_moment
from pipeline.records import Article

TEXT = "A mine killed a farmer near Fuzuli on Monday.\n\nThe ministry said he was ploughing."


def read(*lines: object) -> list[Article | Rejected]:
    raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    return list(articles_from_lines(raw, lambda url: url.removesuffix("?utm_source=x")))


def one(line: object) -> Article:
    (article,) = read(line)
    assert isinstance(article, Article)
    return article


def test_own_format() -> None:
    article = one(
        {
            "id": "n7",
            "url": "https://news.example/a?utm_source=x",
            "title": "Mine",
            "text": TEXT,
            "published_at": "2024-05-06T10:00:00+04:00",
        }
    )
    assert (article.source_id, article.title, article.text) == ("n7", "Mine", TEXT)
    assert article.canonical_url == "https://news.example/a"
    assert article.site == "news.example"
    assert article.published_at == datetime(2024, 5, 6, 6, 0, tzinfo=UTC)
    assert article.published_precision == "minute"


def test_news_please_format() -> None:
    article = one(
        {
            "url": "https://n.example/b",
            "title": "Mine",
            "maintext": TEXT,
            "date_publish": "2024-05-06 00:00:00",
            "authors": ["A. Aliyeva"],
            "language": "en",
        }
    )
    assert (article.text, article.authors, article.language) == (TEXT, ("A. Aliyeva",), "en")
    assert article.published_at == datetime(2024, 5, 6, tzinfo=UTC)
    assert article.published_precision == "day"


def test_fundus_format() -> None:
    first, second = TEXT.split("\n\n")
    article = one(
        {
            "title": "Mine",
            "body": {"summary": [first], "sections": [{"headline": [], "paragraphs": [second]}]},
            "publishing_date": "2024-05-06 10:00:00+00:00",
            "authors": ["B"],
            "html": {"requested_url": "https://n.example/r", "responded_url": "https://n.example/c"},
            "lang": "en",
        }
    )
    assert (article.text, article.url) == (TEXT, "https://n.example/c")


def test_trafilatura_format() -> None:
    article = one(
        {
            "source": "https://n.example/d",
            "title": "Mine",
            "text": TEXT,
            "author": "A. B.; C. D.",
            "date": "2024-05-06",
            "hostname": "n.example",
        }
    )
    assert article.authors == ("A. B.", "C. D.")
    assert article.published_precision == "day"


@pytest.mark.parametrize("line", [b"{", b"[1]", b'"x"', b"{}", b'{"id": "x"}', b"\xff\xfe", b"[" * 100_000])
def test_bad_line_is_a_counted_rejection(line: bytes) -> None:
    good = {"id": "g", "text": TEXT}
    rejected, article = read(line, good)
    assert isinstance(rejected, Rejected)
    assert rejected.line == 1
    assert rejected.reason
    assert isinstance(article, Article)


def test_two_source_ids_of_one_text_stay_two_articles() -> None:
    first, second = read({"id": "1", "text": TEXT}, {"id": "2", "text": TEXT})
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert first.id != second.id


@pytest.mark.parametrize("raw", ["0001-01-01T00:00:00+14:00", "not a date", "", "20241399"])
def test_impossible_dates_are_unknown(raw: str) -> None:
    assert parse_moment(raw) == (None, None)


def test_gzip_is_recognised_by_its_first_bytes(tmp_path: Path) -> None:
    plain = b'{"id": "1", "text": "x"}\n{"id": "2", "text": "y"}'
    for name, content in (("a.jsonl", plain), ("b.jsonl", gzip.compress(plain))):
        (tmp_path / name).write_bytes(content)
        assert len(list(open_lines(tmp_path / name))) == 2
    assert len(list(open_lines(io.BufferedReader(io.BytesIO(gzip.compress(plain)))))) == 2  # type: ignore[arg-type]


def test_a_file_that_is_one_array_is_told_once() -> None:
    pretty = json.dumps([{"id": "1", "text": TEXT}, {"id": "2", "text": TEXT}], indent=1).encode().splitlines()
    (told,) = read(*pretty)
    assert isinstance(told, Rejected)
    assert "one object a line" in told.reason
    first, second = read([{"id": "1", "text": TEXT}], {"id": "2", "text": TEXT})
    assert isinstance(first, Rejected)
    assert "one object a line" in first.reason
    assert isinstance(second, Article)


def test_dates_of_feeds() -> None:
    assert parse_moment("Mon, 06 May 2024 10:00:00 +0400") == (datetime(2024, 5, 6, 6, 0, tzinfo=UTC), "minute")
