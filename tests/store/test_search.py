"""Full-text search finds what is current and shows where."""

from __future__ import annotations

import pytest

from pipeline.store import HIGHLIGHT, Dataset
from tests.store.made import article, claim, reading, statement


@pytest.fixture
def filled(dataset: Dataset) -> Dataset:
    source = article("a")
    dataset.append_article(source)
    dataset.append_reading(reading(source))
    dataset.append_article(article("b", text="Flooding displaced 40 families in Goris.", title="Flood"))
    return dataset


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("deminers", ["a"]), ("DEMINERS aghdam", ["a"]), ('"killed near"', ["a"]), ('"near killed"', []),
        ("demin*", ["a"]), ("flooding", ["b"]), ("flooding deminers", []), ("", []), ('"', []), ("* AND OR (", []),
        ("a:b NEAR/2 ^", []),
    ],
)  # fmt: skip
def test_articles(filled: Dataset, query: str, found: list[str]) -> None:
    names = {article("a").id: "a"}
    assert [names.get(hit.id, "b") for hit in filled.search(query)] == found


def test_claims_and_statements_show_the_words(filled: Dataset) -> None:
    (in_claims,) = filled.search("deminers", kind="claims")
    (in_statements,) = filled.search("cleared", kind="statements")
    assert (in_claims.id, in_statements.id) == (claim(article()).id, statement(article()).id)
    assert f"{HIGHLIGHT[0]}deminers{HIGHLIGHT[1]}" in in_claims.snippet
    assert f"{HIGHLIGHT[0]}cleared{HIGHLIGHT[1]}" in in_statements.snippet


def test_a_superseded_reading_is_not_found_twice(filled: Dataset) -> None:
    filled.append_reading(reading(article("a"), version="2"))
    assert len(filled.search("deminers", kind="claims")) == 1
