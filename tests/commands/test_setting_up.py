"""`init`: a folder to start with, and nothing of an older one lost."""

from __future__ import annotations

from pathlib import Path

from pipeline.store import Dataset
from tests.commands.conftest import Tollwatch
from tests.store.made import article


def test_a_new_folder(tollwatch: Tollwatch, folder: Path) -> None:
    names = {file.name for file in folder.iterdir()}
    assert {"tollwatch.toml", "dataset.sqlite", "sites", "archive", "reports", "operations"} <= names
    assert tollwatch("status", "-C", folder).status == 0


def test_once_more_keeps_settings_and_articles(tollwatch: Tollwatch, folder: Path) -> None:
    settings = folder / "tollwatch.toml"
    settings.write_text(settings.read_text() + "\n# mine\n")
    with Dataset.open(folder / "dataset.sqlite") as dataset:
        dataset.append_article(article())
    ran = tollwatch("init", folder)
    assert (ran.status, "1 articles" in ran.out) == (0, True)
    assert settings.read_text().endswith("# mine\n")


def test_the_dataset_that_the_settings_name_is_made(tollwatch: Tollwatch, folder: Path) -> None:
    settings = folder / "tollwatch.toml"
    settings.write_text(settings.read_text().replace("sqlite:///dataset.sqlite", "sqlite:///elsewhere/news.sqlite"))
    assert tollwatch("status", "-C", folder).status == 1
    assert tollwatch("init", folder).status == 0
    assert (folder / "elsewhere" / "news.sqlite").exists()
    assert tollwatch("status", "-C", folder).status == 0
