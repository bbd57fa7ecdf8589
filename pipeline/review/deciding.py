"""From what an analyst sent to a decision: corrections checked field by field, then appended beside the record."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec

from pipeline.countries import country_names
from pipeline.records import Decision, Record, stable_id
from pipeline.review.desk import Desk
from pipeline.review_fields import FIELDS, EditableField, FieldKind, corrected, values
from pipeline.store.desk_items import Item
from pipeline.vocabulary import INCIDENT_OUTCOMES, DecisionVerdict

LONGEST_NOTE = 2000
_LARGEST_COUNT = 100_000_000  # no event on record counts more people than this; a longer number is a slip of the key


class CorrectionError(Exception):
    """Corrections that cannot stand: what is wrong, by field name."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(problems.values()))
        self.problems = dict(problems)


def corrections_in(form: Mapping[str, str], kind: str, record: Record) -> dict[str, Any]:
    """Return the fields whose value in the form differs from the machine's. Raises `CorrectionError`."""
    machine = values(kind, record)
    given: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for field in FIELDS[kind]:
        if f"field_{field.name}" not in form:
            continue
        try:
            value = _parsed(field, form[f"field_{field.name}"].strip())
        except ValueError as error:
            problems[field.name] = f"{field.label}: {error}"
            continue
        if value != machine[field.name]:
            given[field.name] = value
    problems |= _out_of_order({**machine, **given}, problems)
    if problems:
        raise CorrectionError(problems)
    _must_fit(record, kind, given)
    return given


def decide(
    desk: Desk,
    reviewer: str,
    target: Item,
    verdict: DecisionVerdict,
    *,
    before: Mapping[str, Any],
    corrections: Mapping[str, Any] | None = None,
    note: str = "",
    at: datetime | None = None,
) -> Decision:
    """Append a decision and let the queue know; `at` is when it was made, if not now."""
    now = at or desk.now()
    decision = Decision(
        id=stable_id("dec", target.target_id, reviewer, now.isoformat()),
        target_kind=target.target_kind,
        target_id=target.target_id,
        target_key=target.target_key,
        verdict=verdict,
        corrections=dict(corrections or {}),
        before=dict(before),
        reviewer=reviewer,
        decided_at=now,
        note=note[:LONGEST_NOTE].strip(),
    )
    desk.dataset.append_decision(decision)
    desk.store.let_go(reviewer, target.target_id)
    desk.follower.catch_up()
    return decision


def _parsed(field: EditableField, text: str) -> Any:
    if not text:
        if not field.empty:
            raise ValueError("a value is needed")
        return None
    return _PARSERS[field.kind](field, text)


def _code(field: EditableField, text: str) -> str:
    assert field.codes is not None
    if text not in {member.value for member in field.codes}:
        raise ValueError(f"{text!r} is not in its code list")
    return text


def _count(_field: EditableField, text: str) -> int:
    digits = text.replace(",", "").replace(" ", "")
    if not re.fullmatch(r"[0-9]{1,9}", digits) or int(digits) > _LARGEST_COUNT:
        raise ValueError("a whole number, 0 or more")
    return int(digits)


def _date(_field: EditableField, text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise ValueError("a date as 2024-05-04") from error
    if day > datetime.now(UTC).date() + timedelta(days=1):  # it is tomorrow already in the east
        raise ValueError("a day that has come: nobody has been harmed yet on this one")
    return day.isoformat()


def _country(_field: EditableField, text: str) -> str:
    if text.upper() not in country_names():
        raise ValueError("two letters of a country, as in ISO 3166: AM, UA, MM")
    return text.upper()


def _words(_field: EditableField, text: str) -> str:
    if not text.isprintable():
        raise ValueError("one line of text")
    return text


def _flag(_field: EditableField, text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError("yes or no")
    return text == "yes"


_PARSERS = {
    FieldKind.CODE: _code,
    FieldKind.COUNT: _count,
    FieldKind.DATE: _date,
    FieldKind.COUNTRY: _country,
    FieldKind.WORDS: _words,
    FieldKind.FLAG: _flag,
}


def _out_of_order(after: Mapping[str, Any], known: Mapping[str, str]) -> dict[str, str]:
    """Return what contradicts itself: bounds the wrong way round, an end before its start."""
    chains = [("low", "best", "high"), ("low", "high"), ("start_date", "end_date")]
    for outcome in INCIDENT_OUTCOMES:
        chains += [tuple(f"{outcome}_{bound}" for bound in ("low", "best", "high"))]
    problems: dict[str, str] = {}
    for chain in chains:
        stated = [(name, after[name]) for name in chain if after.get(name) is not None]
        for (left, lower), (right, upper) in zip(stated, stated[1:], strict=False):
            if right not in known and lower > upper:
                words = right.replace("_", " ")
                problems[right] = f"{words} ({upper}) is smaller than {left.replace('_', ' ')} ({lower})"
    return problems


def _must_fit(record: Record, kind: str, given: Mapping[str, Any]) -> None:
    try:
        corrected(record, kind, given)
    except msgspec.ValidationError as error:
        raise CorrectionError({"": str(error)}) from error
