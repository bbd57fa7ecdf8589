"""`ingest` as an analyst types it."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.store import Dataset
from tests.commands.conftest import FARMER, FLOOD, Tollwatch

PAGE = f"""<!doctype html><html lang="en"><head><title>Mine kills farmer</title>
<meta property="article:published_time" content="2024-05-06T15:00:00+04:00"></head>
<body><article><h1>Mine kills farmer</h1><p>{FARMER}</p><p>{FLOOD}</p></article></body></html>"""


def articles(folder: Path) -> list[str]:
    with Dataset.open(folder / "dataset.sqlite") as dataset:
        return [article.url for article in dataset.articles()]


def warc(file: Path, *, compress: bool, body: bytes = PAGE.encode(), kind: str = "text/html") -> Path:
    with file.open("wb") as stream:
        writer = WARCWriter(stream, gzip=compress)
        for name in ("farmer", "picture"):
            headers = StatusAndHeaders(
                "200 OK",
                [("Content-Type", kind if name == "farmer" else "image/png"), ("Content-Encoding", "gzip")],
                protocol="HTTP/1.1",
            )
            payload = io.BytesIO(gzip.compress(body))
            url = f"https://one.example/{name}"
            given = {"WARC-Date": "2024-05-07T00:00:00Z"}
            writer.write_record(
                writer.create_warc_record(
                    url, "response", payload=payload, http_headers=headers, warc_headers_dict=given
                )
            )
    return file


def test_lines_become_articles_once(tollwatch: Tollwatch, folder: Path, lines: Path) -> None:
    assert tollwatch("ingest", lines, "-C", folder).out == f"{lines}: 2 added, 0 known, 0 rejected\n"
    assert tollwatch("ingest", lines, "-C", folder).out == f"{lines}: 0 added, 2 known, 0 rejected\n"
    assert articles(folder) == ["https://one.example/farmer", "https://two.example/flood"]


def test_dates_that_are_none_or_to_come_are_told(tollwatch: Tollwatch, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "odd.jsonl"
    given = {"a": "2024-05-06", "b": "31/02/2024", "c": "2999-01-01"}
    rows = [
        {"url": f"https://n.example/{name}", "text": f"A mine killed a farmer {name}.", "published_at": day}
        for name, day in given.items()
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    ran = tollwatch("ingest", file, "-C", folder)
    assert "3 added" in ran.out
    assert "https://n.example/b: 31/02/2024" in ran.err
    assert "https://n.example/c: 2999-01-01" in ran.err
    assert "https://n.example/a" not in ran.err
    with Dataset.open(folder / "dataset.sqlite") as dataset:
        kept = {
            article.url[-1]: (article.published_at is None, article.published_raw) for article in dataset.articles()
        }
    assert kept == {"a": (False, "2024-05-06"), "b": (True, "31/02/2024"), "c": (True, "2999-01-01")}


def test_packed_lines(tollwatch: Tollwatch, folder: Path, lines: Path, tmp_path: Path) -> None:
    packed = tmp_path / "news.jsonl.gz"
    packed.write_bytes(gzip.compress(lines.read_bytes()))
    assert tollwatch("ingest", packed, "-C", folder, "--json").json[str(packed)]["added"] == 2


def test_a_packed_file_that_breaks_off(tollwatch: Tollwatch, folder: Path, lines: Path, tmp_path: Path) -> None:
    packed = tmp_path / "news.jsonl.gz"
    packed.write_bytes(gzip.compress(lines.read_bytes())[:-12])
    report = tollwatch("ingest", packed, "-C", folder, "--json").json[str(packed)]
    assert "breaks off" in report["rejected"][-1]["reason"]


def test_a_file_cut_short_is_no_success(tollwatch: Tollwatch, folder: Path, lines: Path, tmp_path: Path) -> None:
    packed = tmp_path / "news.jsonl.gz"
    packed.write_bytes(gzip.compress(lines.read_bytes())[:-12])
    for command in (["ingest", str(packed), "--dir", str(folder)], ["extract", str(packed)]):
        ended = tollwatch(*command)
        assert ended.status == 1
        assert "cut short" in ended.err
    assert articles(folder)


def test_a_model_that_is_not_there(tollwatch: Tollwatch, lines: Path) -> None:
    ended = tollwatch("extract", str(lines), "--model", "en_core_web_none")
    assert ended.status == 2
    assert ended.err.count("\n") == 1


def test_bad_lines_are_counted_and_the_others_taken(tollwatch: Tollwatch, folder: Path, lines: Path) -> None:
    lines.write_text("[]\n" + lines.read_text() + '{"id": 7}\n\n')
    report = tollwatch("ingest", lines, "-C", folder, "--json").json[str(lines)]
    assert (report["added"], [bad["line"] for bad in report["rejected"]]) == (2, [1, 4])


def test_a_file_without_any_article_is_a_failure(tollwatch: Tollwatch, folder: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("")
    ran = tollwatch("ingest", empty, "-C", folder)
    assert (ran.status, f"no article in {empty}" in ran.err) == (1, True)


def test_a_file_that_is_not_there(tollwatch: Tollwatch, folder: Path) -> None:
    assert tollwatch("ingest", "none.jsonl", "-C", folder).status == 2


def test_a_changed_text_is_a_new_version(tollwatch: Tollwatch, folder: Path, lines: Path) -> None:
    tollwatch("ingest", lines, "-C", folder)
    changed = {"id": "n1", "url": "https://one.example/farmer", "title": "Mine kills farmer", "text": FARMER + " More."}
    lines.write_text(json.dumps(changed) + "\n")
    tollwatch("ingest", lines, "-C", folder)
    with Dataset.open(folder / "dataset.sqlite") as dataset:
        first, second = dataset.versions("https://one.example/farmer")
    assert (first.version_of, second.version_of) == (None, first.id)


def test_pages_of_a_warc_file(tollwatch: Tollwatch, folder: Path, tmp_path: Path) -> None:
    for name, compress in (("plain.warc", False), ("packed.warc.gz", True)):
        file = warc(tmp_path / name, compress=compress)
        report = tollwatch("ingest", file, "-C", folder, "--json").json[str(file)]
        assert report["added"] + report["known"] == 1, report
    with Dataset.open(folder / "dataset.sqlite") as dataset:
        (article,) = dataset.articles()
    assert (article.url, article.title) == ("https://one.example/farmer", "Mine kills farmer")
    assert (article.warc_file, article.warc_offset) == ("plain.warc", 0)
    assert FARMER in article.text


def test_a_page_without_article_is_rejected_with_its_outcome(
    tollwatch: Tollwatch, folder: Path, tmp_path: Path
) -> None:
    file = warc(tmp_path / "empty.warc", compress=False, body=b"<html><body>Log in</body></html>")
    ran = tollwatch("ingest", file, "-C", folder, "--json")
    assert ran.status == 1
    assert ran.json[str(file)]["rejected"][0]["reason"].startswith("no_article:")


def test_a_damaged_warc_file_keeps_what_it_holds(tollwatch: Tollwatch, folder: Path, tmp_path: Path) -> None:
    file = warc(tmp_path / "cut.warc.gz", compress=True)
    file.write_bytes(file.read_bytes()[:-20])
    assert tollwatch("ingest", file, "-C", folder, "--json").json[str(file)]["added"] == 1
