"""The tables of sentences: what is read right stays right, and no family falls below its floor."""

from functools import cache
from pathlib import Path

import pytest

from pipeline.evaluate import floors
from pipeline.evaluate.sentences import Result, load_table, load_tables, results, scores
from pipeline.evaluate.tables import TableError
from pipeline.understand.reader import Reader

TABLES = Path(__file__).parents[1] / "sentences" / "en"


@cache
def found() -> list[Result]:
    return list(results(load_tables(TABLES), Reader().read))


def test_no_sentence_is_lost() -> None:
    assert floors.changes(found(), TABLES).losses == ()


def test_gains_are_pinned() -> None:
    assert floors.changes(found(), TABLES).gains == (), "run `tollwatch evaluate --pin` to keep what was gained"


def test_every_family_is_above_its_floor() -> None:
    assert floors.broken(scores(found()), floors.load_floors(TABLES)) == []


def test_a_third_of_the_sentences_are_decoys() -> None:
    decoys = sum(not result.example.claims for result in found())
    assert decoys >= len(found()) / 3.5


def test_a_misspelt_claim_line_is_refused_with_its_place(tmp_path: Path) -> None:
    table = tmp_path / "wrong.toml"
    table.write_text('[[sentence]]\ntext = "Two died."\nclaims = ["kiled 2"]\n', encoding="utf-8")
    with pytest.raises(TableError, match=r"wrong\.toml, sentence 1: .*kiled"):
        list(load_table(table))
