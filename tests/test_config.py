"""Settings: the template states the defaults, wrong ones are named, paths are relative to the file."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from pipeline.config import ConfigError, Settings, load_settings, settings_template


def folder_with(tmp_path: Path, text: str) -> Path:
    (tmp_path / "tollwatch.toml").write_text(text)
    return tmp_path


def test_the_template_states_every_default(tmp_path: Path) -> None:
    assert load_settings(folder_with(tmp_path, settings_template())) == Settings(folder=tmp_path)
    sections = tomllib.loads(settings_template())
    assert set(sections) == set(Settings.model_fields) - {"folder"}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[crawl]\ncontct = 'x'", "crawl.contct"),
        ("[read]\nworkers = 0", "read.workers"),
        ("[review]\nport = 'x'", "review.port"),
        ("[nonsense]", "nonsense"),
        ("folder = '/'", "folder"),
        ("= 3", "not valid TOML"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(ConfigError, match=named):
        load_settings(folder_with(tmp_path, text))


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="tollwatch init"):
        load_settings(tmp_path)


def test_sqlite_addresses_are_relative_to_the_file_others_stay(tmp_path: Path) -> None:
    assert load_settings(folder_with(tmp_path, "")).dataset_url == f"sqlite:///{tmp_path}/dataset.sqlite"
    other = "[dataset]\nurl = 'postgresql+psycopg://u@h/n'"
    assert load_settings(folder_with(tmp_path, other)).dataset_url == "postgresql+psycopg://u@h/n"
