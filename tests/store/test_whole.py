"""Everything from a file of news to an export, on PostgreSQL where there is one: the same bytes as from SQLite."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cli.app import run
from tests.commands.kills import FileJob, commands, digests, write_news
from tests.store.conftest import BACKENDS


@pytest.mark.parametrize("address", BACKENDS[-1:], indirect=True)
def test_the_whole_way_on_every_database(address: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    job = FileJob(write_news(tmp_path / "news.jsonl"))
    for name in ("plain", "other"):
        job.prepare(tmp_path / name)
        settings = tmp_path / name / "tollwatch.toml"
        if name == "other" and address.startswith("postgresql"):
            settings.write_text(settings.read_text().replace("sqlite:///dataset.sqlite", address))
            assert run(["init", str(tmp_path / name)]) == 0
        for command in commands(tmp_path / name, job).values():
            assert run(command) == 0, capfd.readouterr().err
    assert digests(tmp_path / "plain") == digests(tmp_path / "other")
