"""The central types keep their promises: closed lists, stable ids, lossless JSON, every field described."""

from __future__ import annotations

import inspect

import msgspec
import pytest

from pipeline import records, vocabulary
from pipeline.records import Quantity, Record, Span, from_dict, stable_id, to_dict
from pipeline.vocabulary import CAUSE_MAPPINGS, Cause, Code, Qualifier, TextField

RECORDS = [
    kind for _, kind in inspect.getmembers(records, inspect.isclass) if issubclass(kind, Record) and kind is not Record
]
CODES = [
    kind for _, kind in inspect.getmembers(vocabulary, inspect.isclass) if issubclass(kind, Code) and kind is not Code
]


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_field_is_described(kind: type[Record]) -> None:
    described = {
        field.name for field in msgspec.structs.fields(kind) if "description=" in repr(kind.__annotations__[field.name])
    }
    assert described == {field.name for field in msgspec.structs.fields(kind)}


@pytest.mark.parametrize("kind", CODES, ids=lambda kind: kind.__name__)
def test_every_code_is_defined_and_none_means_unknown(kind: type[Code]) -> None:
    assert all(len(code.definition) > 8 for code in kind)
    assert "unknown" not in set(kind)


def test_cause_mappings_name_known_causes_and_all_recorders() -> None:
    assert set(CAUSE_MAPPINGS) <= set(Cause)
    assert all(set(mapping) == {"imas", "acled", "emdat"} for mapping in CAUSE_MAPPINGS.values())


def test_an_unseen_code_is_refused() -> None:
    plain = {"field": "caption", "start": 0, "end": 1, "text": "x"}
    with pytest.raises(msgspec.ValidationError, match="field"):
        from_dict(Span, plain)


def test_json_round_trip_is_lossless() -> None:
    span = Span(field=TextField.TEXT, start=3, end=9, text="twelve")
    quantity = Quantity(low=12, best=12, high=12, qualifier=Qualifier.EXACT, as_stated="twelve", span=span)
    assert from_dict(Quantity, to_dict(quantity)) == quantity


def test_negative_counts_are_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        from_dict(Span, {"field": "text", "start": -1, "end": 1, "text": "x"})


def test_ids_depend_on_every_part_and_on_nothing_else() -> None:
    assert stable_id("art", "a", "b") == "art_f04cdced9736a69da610"
    assert (
        len(
            {
                stable_id("x", "a", "bc"),
                stable_id("x", "ab", "c"),
                stable_id("x", "a", None, "bc"),
                stable_id("y", "a", "bc"),
            }
        )
        == 4
    )
