"""Nothing is published without its definition."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.publish.cells import BLANKS, RUN_BY_SPREADSHEETS, cell, shielded, unshielded
from pipeline.publish.codebook import HEADING, code_lists, codebook, codebook_lines
from pipeline.publish.columns import KINDS, Column
from pipeline.publish.flat import flat_claim, flat_statement
from pipeline.publish.tables import CLAIMS, STATEMENTS, TABLES
from pipeline.vocabulary import CAUSE_MAPPINGS
from tests.store.made import article, claim, statement

COLUMNS = [pytest.param(column, id=f"{table.name}.{column.name}") for table in TABLES for column in table.columns]


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_is_described(column: Column) -> None:
    assert len(column.description) > 4
    assert column.kind in KINDS
    assert column.refers_to in {None, *(table.name for table in TABLES)}


def test_every_code_and_mapping_is_in_the_codebook() -> None:
    text = codebook()
    for codes in code_lists():
        assert all(f"| `{code.value}` | {code.definition} |" in text for code in codes)
    assert all(f"| `{cause.value}` | {terms['imas']} |" in text for cause, terms in CAUSE_MAPPINGS.items())


def test_the_workbook_s_codebook_has_every_column() -> None:
    lines = list(codebook_lines())
    assert {len(line) for line in lines} == {len(HEADING)}
    assert len(lines) >= len(COLUMNS)


@pytest.mark.parametrize(
    ("table", "flat"), [(CLAIMS, flat_claim(claim(article()))), (STATEMENTS, flat_statement(statement(article())))]
)
def test_extract_and_export_use_the_same_names(table: object, flat: dict[str, object]) -> None:
    assert set(flat) <= {column.name for column in table.columns}  # type: ignore[attr-defined]  (a Table)


@given(st.text())
def test_shielding_can_be_turned_round(text: str) -> None:
    assert unshielded(shielded(text)) == text


@given(st.sampled_from(RUN_BY_SPREADSHEETS), st.text(alphabet=" \t\r\n\xa0", max_size=3), st.text())
def test_nothing_that_runs_is_left(sign: str, blanks: str, text: str) -> None:
    assert cell(blanks + sign + text, "string").startswith("'")


@pytest.mark.parametrize("blank", BLANKS)
def test_a_blank_in_front_is_shielded(blank: str) -> None:
    assert cell(f"{blank}text", "string") == f"'{blank}text"


@pytest.mark.parametrize(("value", "kind"), [(-3.5, "number"), (-2, "integer")])
def test_negative_numbers_stay_numbers(value: float, kind: str) -> None:
    assert cell(value, kind) == value
