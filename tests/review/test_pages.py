"""Lists and their files come from one query; the archived page is inert; nothing is loaded from elsewhere."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from pathlib import Path

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient

from pipeline.records import Statement
from pipeline.review import DeskSettings, create_app
from pipeline.review.desk import Desk
from pipeline.review.rendering import stated
from pipeline.store import readings
from pipeline.store.desk_items import ItemFilter
from pipeline.store.flatten import statement_row
from tests.review.annotated import annotated
from tests.review.conftest import Visitor
from tests.review.newsroom import article_of
from tests.review.stories import STORIES

LISTS = ("incidents", "tallies", "statements", "claims", "trail")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_its_csv_and_its_json_agree(desk: Desk, visitor, name: str) -> None:
    nino = visitor("nino")
    claim = desk.store.items(ItemFilter(kind="claim"), limit=1)[0].target_id
    nino.send(f"/decide/claim/{claim}", {"verdict": "reject", "note": "A film, not an event."})
    query = {"trail": "?verdict=reject", "tallies": "", "statements": "?site=mountain-post"}.get(name, "?country=AM")
    rows = json.loads(nino.see(f"/{name}.json{query}"))
    table = list(csv.DictReader(io.StringIO(nino.see(f"/{name}.csv{query}"))))
    assert rows, name
    assert [row["id"] for row in rows] == [row["id"] for row in table]
    page = nino.see(f"/{name}{query}")
    assert all((row["target_id"] if name == "trail" else row["id"]) in page for row in rows)


def test_filters_that_make_no_sense_are_ignored(visitor) -> None:
    nino = visitor("nino")
    for path in (
        "/?start=yesterday&page=-3",
        "/claims?page=999999999",
        "/incidents?country=%00",
        "/search?q=%22%22*&kind=x",
    ):
        nino.see(path)


def test_nothing_is_loaded_from_elsewhere_and_nothing_is_inline(desk: Desk, visitor) -> None:
    nino = visitor("nino")
    pages = ["/", "/overview", *(f"/{name}" for name in LISTS)]
    pages += [f"/incident/{item.target_id}" for item in desk.store.items(ItemFilter(kind="incident"))]
    pages += [f"/claim/{item.target_id}" for item in desk.store.items(ItemFilter(kind="claim"))]
    for path in pages:
        page = nino.see(path)
        assert not re.search(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=\"(?!/)", page), path
        assert not re.search(r"<[^>]+\s(?:style|on[a-z]+)=", page), path
        assert not re.search(r"<script(?![^>]+src=)|<style", page), path


@pytest.mark.parametrize(
    ("name", "as_stated", "seen"),
    [
        ("Asim Khan", "Police chief Asim Khan", 'Asim Khan <q class="quiet">Police chief Asim Khan</q>'),
        ("Asim Khan", "Asim Khan", "Asim Khan"),
        (None, "rescue officials", ' <q class="quiet">rescue officials</q>'),
    ],
)
def test_a_statement_shows_who_spoke_and_in_which_words(
    desk: Desk, visitor, name: str | None, as_stated: str, seen: str
) -> None:
    statement = desk.dataset.statement(desk.store.items(ItemFilter(kind="statement"), limit=1)[0].target_id)
    assert statement is not None and statement.speaker is not None
    said = replace(statement, speaker=replace(statement.speaker, name=name, as_stated=as_stated))
    assert _row_of(said, desk, visitor("nino")) == f'<span class="seen">{seen}</span>'


def test_a_quote_of_nobody_says_so(desk: Desk, visitor) -> None:
    statement = desk.dataset.statement(desk.store.items(ItemFilter(kind="statement"), limit=1)[0].target_id)
    assert statement is not None
    assert "–" in _row_of(replace(statement, speaker=None), desk, visitor("nino"))


def _row_of(statement: Statement, desk: Desk, person: Visitor) -> str:
    """Return what the row of the speaker shows while nobody corrects, for a statement as read by newer rules."""
    reading = desk.dataset.reading(statement.article_id)
    assert reading is not None
    anew = tuple(statement if one.id == statement.id else one for one in reading.statements)
    desk.dataset.append_reading(replace(reading, statements=anew, extractor_version="test.2"))
    page = person.see(f"/statement/{statement.id}")
    row = re.search(r'<tr data-field="speaker" class="([^"]*)">.*?(<span class="seen">.*?</span>)', page, re.DOTALL)
    assert row is not None and "blank" not in row.group(1)
    return row.group(2)


def test_topics_are_whole_phrases_in_an_older_dataset_too(desk: Desk, visitor, monkeypatch) -> None:
    """Its column has them one after the other: "south side road mine"."""
    statement = desk.dataset.statement(desk.store.items(ItemFilter(kind="statement"), limit=1)[0].target_id)
    assert statement is not None
    reading = desk.dataset.reading(statement.article_id)
    assert reading is not None
    said = replace(statement, topics=("south side", "road"))
    monkeypatch.setattr(readings, "statement_row", lambda one: statement_row(one) | {"topics": " ".join(one.topics)})
    anew = tuple(said if one.id == said.id else one for one in reading.statements)
    desk.dataset.append_reading(replace(reading, statements=anew, extractor_version="test.2"))
    page = visitor("nino").see("/statements?topic=south+side")
    assert ">south side</a>, <a" in page


def test_tallies_show_their_latest_count(visitor) -> None:
    nino = visitor("nino")
    (row,) = json.loads(nino.see("/tallies.json"))
    assert (row["latest_best"], row["latest_as_of"]) == (65, "2024-06-13")
    page = nino.see("/tallies")
    assert "<b>65</b>" in page
    assert "13 Jun 2024" in page


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        ({"low": 12, "best": 12, "high": 12}, "12"),
        ({"low": 1200, "best": 1200, "high": None}, "≥ 1,200"),
        ({"low": None, "best": None, "high": 50}, "≤ 50"),
        ({"low": 10, "best": None, "high": 14}, "10–14"),
        ({"low": 12, "best": None, "high": None}, "≥ 12"),
        ({"low": 7, "best": None, "high": 7}, "7"),
        ({"low": 300, "best": 300, "high": 300, "qualifier": "about"}, "≈ 300"),
        ({"low": 0, "best": 0, "high": 0}, "0"),
        ({"low": None, "best": None, "high": None}, "?"),
    ],
)
def test_a_figure_keeps_how_firmly_it_is_stated(figure: dict[str, int | None], words: str) -> None:
    assert stated(figure) == words


def test_the_archived_page_is_inert(address: str, tmp_path: Path, clock, password_hash: str) -> None:
    body = b"<html><script>alert(1)</script><p>Two shepherds</p></html>"
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)
    head = (
        b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:9f3a1c5e-0000-4000-8000-000000000001>\r\n"
        b"WARC-Target-URI: https://mountain-post.example/x\r\nWARC-Date: 2024-05-04T10:20:00Z\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % len(http)
    )
    first = gzip.compress(b"WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n")
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "a.warc.gz").write_bytes(first + gzip.compress(head + http + b"\r\n\r\n"))
    app = create_app(DeskSettings(address, archive=tmp_path / "archive"), clock)
    desk: Desk = app.state.desk
    desk.store.add_account("nino", "analyst", password_hash)
    nino = Visitor(TestClient(app)).sign_in("nino")
    article = replace(article_of(STORIES[0], annotated("A body.")), warc_file="a.warc.gz", warc_offset=len(first))
    outside = replace(article, id="art_outside", warc_file="../dataset.sqlite", warc_offset=0)
    desk.dataset.append_article(article)
    desk.dataset.append_article(outside)
    answer = nino.client.get(f"/archive/{article.id}")
    assert answer.content == body
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert nino.client.get("/archive/art_outside").status_code == 404
    desk.close()
