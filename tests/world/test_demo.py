"""`tollwatch demo` from end to end, as a newcomer types it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cli.app import run
from pipeline.cli.demonstrating import MARK
from pipeline.cli.showing import toll_text
from pipeline.records import Toll
from pipeline.store import Dataset
from pipeline.vocabulary import UrlOutcome


@pytest.mark.slow
def test_the_demo_crawls_reads_and_shows(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "demo"
    assert run(["demo", "--dir", str(folder), "--no-review"]) == 0
    printed = capfd.readouterr().out
    for words in (
        "Six people were killed and 17 injured",
        "says",
        "rejected",
        "second crawl",
        "books balance",
        "review",
    ):
        assert words in printed
    with Dataset.open(folder / "dataset.sqlite") as dataset:
        assert dataset.count_articles() == 31 and dataset.count_unread() == 0
        second, first = dataset.runs()
        assert _sum(dataset, first.id) == {
            UrlOutcome.STORED: 25, UrlOutcome.DUPLICATE: 1, UrlOutcome.GONE: 1,
            UrlOutcome.BLOCKED: 1, UrlOutcome.ROBOTS: 1,
        }  # fmt: skip
        again = _sum(dataset, second.id)
        assert again[UrlOutcome.STORED] == 4 and again[UrlOutcome.UPDATED] == 2
        (quake,) = [page for page in dataset.articles() if page.version_of and page.site == "ararat_dispatch"]
        assert [version.title for version in dataset.versions(quake.canonical_url)] == [
            "Quake in Turkey's Erzincan kills at least nine",
            "Quake in Turkey's Erzincan kills at least 14",
        ]
        assert all(article.warc_file for article in dataset.articles())
        (crash,) = [i for i in dataset.current_incidents() if i.place and i.place.name == "Yevlakh"]
        assert crash.killed is not None and crash.killed.best == 6
        assert (len(crash.members), crash.independent_sources) == (3, 1), "three prints of one agency report"


def _sum(dataset: Dataset, run_id: str) -> dict[UrlOutcome, int]:
    counts: dict[UrlOutcome, int] = {}
    for (_, outcome), number in dataset.run_counts(run_id).items():
        counts[outcome] = counts.get(outcome, 0) + number
    return counts


def test_a_folder_that_is_somebody_elses_stays_as_it_is(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "thesis.txt").write_text("three years of work")
    assert run(["demo", "--dir", str(tmp_path)]) == 2
    assert "was not made by a demo" in capfd.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_in_the_way_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "demo").write_text("a file")
    assert run(["demo", "--dir", str(tmp_path / "demo")]) == 2
    assert (tmp_path / "demo").read_text() == "a file"


def test_an_earlier_demo_is_known_by_its_mark() -> None:
    assert MARK.startswith("."), "listings should not show it"


@pytest.mark.parametrize(
    ("toll", "text"),
    [
        (None, ""),
        (Toll(low=14, best=14, high=14), "14"),
        (Toll(low=9, best=9, high=None), "9+"),
        (Toll(low=9, best=14, high=None), "14 (9+)"),
        (Toll(low=1, best=2, high=4), "2 (1-4)"),
        (Toll(low=10, best=None, high=15), "10-15"),
        (Toll(low=None, best=None, high=40), "?-40"),
        (Toll(low=12, best=None, high=None), "12+"),
    ],
)
def test_tolls_as_text(toll: Toll | None, text: str) -> None:
    assert toll_text(toll) == text
