"""`tollwatch sites list` and `check`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from crawler.world import World
from pipeline.config import FILE_NAME
from tests.sites.conftest import CommandLine


@pytest.fixture
def saved(tollwatch: CommandLine) -> Iterator[Path]:
    """The folder with the saved page of one added site."""
    with World(today=date(2024, 5, 20)) as world:
        url = world.base("caspian_ledger")
        assert tollwatch("sites", "add", url, "--country", "AZ", "--slug", "ledger", "--pause", "0") == 0
    yield tollwatch.folder / "sites" / "az" / "ledger"


def test_a_page_that_is_read_otherwise_is_told_field_by_field(saved: Path, tollwatch: CommandLine) -> None:
    file = saved / "expected.toml"
    text = file.read_text().replace("paragraphs = 4", "paragraphs = 9").replace("2024-05-19", "2024-05-18")
    file.write_text(text)
    assert tollwatch("sites", "check") == 1
    assert "ledger: paragraphs: expected '9', read '4'" in tollwatch.said
    assert "published_at: expected '2024-05-18T18:15:00Z', read '2024-05-19T18:15:00Z'" in tollwatch.said
    assert tollwatch("sites", "check", "ledger", "--json") == 1
    told = json.loads(tollwatch.said.partition("\ntollwatch:")[0])
    assert [d["field"] for d in told["ledger"]["differences"]] == ["published_at", "paragraphs"]


def test_a_page_without_article_is_told_with_its_outcome(saved: Path, tollwatch: CommandLine) -> None:
    (saved / "page.html").write_text("<h1>Just a moment...</h1>")
    assert tollwatch("sites", "check") == 1 and "blocked" in tollwatch.said


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("expected.toml", "title = ", "expected.toml"),
        ("expected.toml", 'title = "x"', "url is missing"),
        ("expected.toml", 'url = "http://x/"\ntitle = "x"\nparagraphs = 1\npublished_at = "May"', "no date"),
        ("page.html", None, "page.html"),
    ],
)
def test_broken_files_are_named(saved: Path, tollwatch: CommandLine, name: str, text: str | None, words: str) -> None:
    if text is None:
        (saved / name).unlink()
    else:
        (saved / name).write_text(text)
    assert tollwatch("sites", "check") == 1
    assert words in tollwatch.said and "Traceback" not in tollwatch.said


def test_an_unknown_site_is_wrong_usage(tollwatch: CommandLine) -> None:
    assert tollwatch("sites", "check", "nowhere") == 2 and "sites list" in tollwatch.said


def test_bundled_sites_are_listed_and_have_no_saved_page_yet(tollwatch: CommandLine) -> None:
    file = tollwatch.folder / FILE_NAME
    file.write_text(file.read_text().replace("bundled_sites = false", "bundled_sites = true"))
    assert tollwatch("sites", "list") == 0
    assert "armenpress" in tollwatch.said and "not verified" in tollwatch.said
    assert tollwatch("sites", "list", "--json") == 0
    assert {"apa", "reliefweb"} <= {site["slug"] for site in json.loads(tollwatch.said)}
    assert tollwatch("sites", "check") == 0 and "without a saved page" in tollwatch.said


def test_a_folder_that_is_no_dataset_says_how_to_make_one(tollwatch: CommandLine, tmp_path: Path) -> None:
    tollwatch.folder = tmp_path / "elsewhere"
    assert tollwatch("sites", "list") == 2 and "tollwatch init" in tollwatch.said


def test_a_wrong_declaration_is_named(tollwatch: CommandLine) -> None:
    file = tollwatch.folder / "sites" / "az" / "odd.toml"
    file.parent.mkdir(parents=True)
    file.write_text('name = "Odd"\ncolour = "red"\n')
    assert tollwatch("sites", "list") == 2
    assert "odd.toml" in tollwatch.said and "colour" in tollwatch.said
