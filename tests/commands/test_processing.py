"""`process`: reads and resolves what is new, once, one at a time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from filelock import FileLock

from pipeline import steps
from pipeline.store import Dataset
from tests.commands.conftest import Tollwatch


def test_everything_new_is_read_and_resolved_once(tollwatch: Tollwatch, folder: Path, lines: Path) -> None:
    tollwatch("ingest", lines, "-C", folder)
    first = tollwatch("process", "-C", folder, "--json")
    assert (first.status, first.json["read"]["read"], first.json["resolved"]["articles"]) == (0, 2, 2)
    again = tollwatch("process", "-C", folder, "--json").json
    assert (again["read"]["read"], again["resolved"]["articles"]) == (0, 0)


def test_improved_rules_read_the_archive_only_when_asked(
    tollwatch: Tollwatch, folder: Path, lines: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tollwatch("ingest", lines, "-C", folder)
    monkeypatch.setattr(steps, "EXTRACTOR_VERSION", "an earlier one")
    with Dataset.open(folder / "dataset.sqlite") as dataset:
        for article in list(dataset.articles()):
            dataset.append_reading(steps.Reading(article_id=article.id, extractor_version="an earlier one"))
    monkeypatch.undo()
    assert tollwatch("process", "-C", folder, "--json").json["read"]["read"] == 0
    assert tollwatch("process", "--all", "-C", folder, "--json").json["read"]["read"] == 2
    assert tollwatch("process", "--all", "-C", folder, "--json").json["read"]["read"] == 0


def test_from_other_languages_nothing_is_taken_and_that_is_said(
    tollwatch: Tollwatch, folder: Path, tmp_path: Path
) -> None:
    text = "Die Feuerwehr war im Einsatz. Bei dem Brand in der Altstadt kam die Bewohnerin ums Leben."
    articles = [
        {"url": f"https://one.example/{code}", "title": "Brand", "text": text, "language": code}
        for code in ("de", "de-AT")
    ]
    file = tmp_path / "others.jsonl"
    file.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
    tollwatch("ingest", file, "-C", folder)
    ran = tollwatch("process", "-C", folder)
    assert "Read 2 articles: 0 claims, 0 statements." in ran.out
    assert "2 of them are not in English: nothing was taken from them." in ran.out


def test_two_do_not_run_at_once(tollwatch: Tollwatch, folder: Path) -> None:
    with FileLock(folder / "run.lock"):
        ran = tollwatch("process", "-C", folder)
    assert (ran.status, ran.out) == (75, "")
    assert "another run holds the lock" in ran.err


def test_quiet_says_nothing(tollwatch: Tollwatch, folder: Path, lines: Path) -> None:
    tollwatch("ingest", lines, "-C", folder)
    ran = tollwatch("process", "-C", folder, "--quiet")
    assert (ran.status, ran.out, ran.err) == (0, "", "")


def test_an_unknown_model_is_named(tollwatch: Tollwatch, folder: Path, lines: Path) -> None:
    tollwatch("ingest", lines, "-C", folder)
    settings = folder / "tollwatch.toml"
    settings.write_text(settings.read_text().replace('model = "bundled"', 'model = "xx_none"'))
    ran = tollwatch("process", "-C", folder)
    assert (ran.status, "xx_none" in ran.err) == (2, True)


def test_there_is_no_dataset(tollwatch: Tollwatch, tmp_path: Path) -> None:
    ran = tollwatch("process", "-C", tmp_path)
    assert (ran.status, "tollwatch init" in ran.err) == (2, True)
