"""Commands are run as people type them: arguments in, status and printed text out, in a dataset folder of their own."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli.app import run


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left: its exit status and what it printed."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Tollwatch = Callable[..., Ran]

FARMER = "A farmer was killed and two of his sons were wounded when a mine exploded near Fuzuli on 6 May 2024."
FLOOD = "At least 14 people died after floods swept through Goris on 8 May 2024, the emergencies ministry said."


@pytest.fixture
def tollwatch(capfd: pytest.CaptureFixture[str]) -> Tollwatch:
    def call(*arguments: str | Path) -> Ran:
        capfd.readouterr()
        status = run([str(argument) for argument in arguments])
        printed = capfd.readouterr()
        return Ran(int(status), printed.out, printed.err)

    return call


@pytest.fixture
def folder(tmp_path: Path, tollwatch: Tollwatch) -> Path:
    made = tmp_path / "dataset"
    assert tollwatch("init", made).status == 0
    return made


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """Two articles in our own format."""
    articles = [
        {"id": "n1", "url": "https://one.example/farmer", "title": "Mine kills farmer", "text": FARMER,
         "published_at": "2024-05-06T15:00:00Z"},
        {"id": "n2", "url": "https://two.example/flood", "title": "Floods in Goris", "text": FLOOD,
         "published_at": "2024-05-09"},
    ]  # fmt: skip
    file = tmp_path / "news.jsonl"
    file.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
    return file
