"""A small dataset with something in every table, and an awkward headline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.store import Dataset
from pipeline.vocabulary import DecisionVerdict
from tests.store.made import (
    article,
    claim,
    decision,
    incident,
    judgement,
    reading,
    syndication,
    tally,
    told,
)

AWKWARD = '=HYPERLINK("http://evil.example";"Mine kills two")'
FIRST = article("a")
COPY = article("b", title=AWKWARD, authors=("+49 30 1", "@desk"), source_id="'n7")
LATER = article("a", text=FIRST.text + "\n\nA third died on Tuesday.", version_of=FIRST.id,
                published_at=datetime(2024, 5, 7, tzinfo=UTC))  # fmt: skip
ARTICLES = (FIRST, COPY, LATER)


def fill(dataset: Dataset, *, backwards: bool = False) -> Dataset:
    """Append everything, in one order or the other."""
    ordered = tuple(reversed(ARTICLES)) if backwards else ARTICLES
    for one in ordered:
        dataset.append_article(one)
    for one in ordered:
        dataset.append_reading(reading(one))
    dataset.append_syndication([syndication(FIRST, FIRST), syndication(COPY, FIRST)])
    dataset.append_judgements([judgement(told(FIRST).id, told(COPY).id), judgement("rep_x", "rep_y")])
    dataset.append_incidents([incident(FIRST, COPY, LATER)])
    dataset.append_tallies([tally(FIRST)])
    dataset.append_decision(decision(claim(COPY).id, DecisionVerdict.ACCEPT, note="checked\nagainst the copy"))
    return dataset


@pytest.fixture
def dataset(tmp_path: Path) -> Iterator[Dataset]:
    with Dataset.open(tmp_path / "dataset.sqlite", create=True) as opened:
        yield fill(opened)
