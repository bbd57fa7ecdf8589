"""Who was carried off or driven from home in the incident that a text is about."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from crawler.addresses import canonical_url
from pipeline.ingest import article_from
from pipeline.records import ReportedIncident, Toll
from pipeline.understand.reader import Reader
from pipeline.vocabulary import Unit

TEXTS: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").with_stem("taken_away").read_text(encoding="utf-8")
)["text"]


def told(reader: Reader, text: dict[str, Any]) -> dict[str, int]:
    """Return the numbers of the main incident by the keys of the table; 'households' for displaced families."""
    given = {"title": text["title"], "text": text["text"], "url": "https://paper.example/1", "site": "paper.example"}
    article = article_from(given | {"published_at": "2024-03-20T12:00:00Z"}, canonical_url)
    (reading,) = reader.read_many([article])
    main = next((one for one in reading.incidents if one.main), None)
    return {} if main is None else dict(_numbers(main))


def _numbers(main: ReportedIncident) -> list[tuple[str, int]]:
    displaced = "households" if main.displaced is not None and main.displaced.unit is Unit.HOUSEHOLD else "displaced"
    tolls: list[tuple[str, Toll | None]] = [("abducted", main.abducted), (displaced, main.displaced)]
    return [(name, toll.best or toll.low or 0) for name, toll in tolls if toll is not None]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text["title"])
def test_they_are_told_of_the_incident(reader: Reader, text: dict[str, Any]) -> None:
    expected = {name: text[name] for name in ("abducted", "displaced", "households") if name in text}
    assert told(reader, text) == expected
