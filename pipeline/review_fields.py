"""The fields that an analyst may correct: their names, where they stand in the record, and what they may hold.

Names are those of the flat tables (`best`, `start_date`, `place`), so that one thing has one name on screen, in the
decision, in the database and in the export. `corrected` is how a decision and a machine record become the record to
publish; neither of the two is changed by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pipeline.records import CasualtyClaim, Incident, R, Record, Statement, from_dict, to_dict
from pipeline.vocabulary import (
    INCIDENT_OUTCOMES,
    AgeGroup,
    Assertion,
    Cause,
    CivilianStatus,
    Code,
    CueClass,
    DatePrecision,
    Outcome,
    Qualifier,
    Scope,
    Sex,
    SourceKind,
    StatementMode,
)

CORRECTED_RULE = "as an analyst corrected it"
"""`Toll.rule` of a figure that an analyst put in place of the machine's."""


class FieldKind(StrEnum):
    """What a field holds, and so how it is entered and checked."""

    CODE = "code"
    COUNT = "count"
    DATE = "date"
    COUNTRY = "country"
    WORDS = "words"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class EditableField:
    """One field: `path` leads to it in the record; `marks` names the spans that carry it; `empty` allows None."""

    name: str
    label: str
    path: tuple[str, ...]
    kind: FieldKind
    codes: type[Code] | None = None
    marks: str | None = None
    empty: bool = True


def _field(name: str, label: str, path: str, kind: str, **more: Any) -> EditableField:
    return EditableField(name, label, tuple(path.split(".")), FieldKind(kind), **more)


_WHEN_AND_WHERE = (
    _field("start_date", "First day", "time.start", "date", marks="time"),
    _field("end_date", "Last day", "time.end", "date", marks="time"),
    _field("date_precision", "Date precision", "time.precision", "code", codes=DatePrecision, marks="time"),
    _field("place", "Place", "place.name", "words", marks="place"),
    _field("country", "Country", "place.country", "country", marks="place"),
    _field("cause", "Cause", "cause", "code", codes=Cause, marks="cause"),
)

CLAIM_FIELDS = (
    _field("outcome", "Outcome", "outcome", "code", codes=Outcome, marks="outcome", empty=False),
    _field("low", "Low", "quantity.low", "count", marks="quantity"),
    _field("best", "Best", "quantity.best", "count", marks="quantity"),
    _field("high", "High", "quantity.high", "count", marks="quantity"),
    _field("qualifier", "Stated as", "quantity.qualifier", "code", codes=Qualifier, marks="quantity", empty=False),
    _field("scope", "Scope", "scope", "code", codes=Scope, empty=False),
    _field("assertion", "Assertion", "assertion", "code", codes=Assertion, empty=False),
    _field("background", "Other incident", "background", "flag", empty=False),
    _field("civilian_status", "Status", "victims.civilian_status", "code", codes=CivilianStatus, marks="victims"),
    _field("sex", "Sex", "victims.sex", "code", codes=Sex, marks="victims"),
    _field("age_group", "Age group", "victims.age_group", "code", codes=AgeGroup, marks="victims"),
    _field("occupation", "Occupation", "victims.occupation", "words", marks="victims"),
    _field("nationality", "Nationality", "victims.nationality", "country", marks="victims"),
    *_WHEN_AND_WHERE,
    _field("actor", "Alleged actor", "actor", "words", marks="actor"),
    _field("attribution", "According to", "attribution.as_stated", "words", marks="attribution"),
    _field("source_kind", "Kind of source", "attribution.kind", "code", codes=SourceKind, marks="attribution"),
)

STATEMENT_FIELDS = (
    _field("speaker", "Speaker", "speaker.name", "words", marks="speaker"),
    _field("role", "Role", "speaker.role", "words", marks="speaker"),
    _field("organisation", "Organisation", "speaker.organisation", "words", marks="speaker"),
    _field("source_kind", "Kind of source", "speaker.kind", "code", codes=SourceKind, marks="speaker"),
    _field("official", "Official", "speaker.official", "flag", marks="speaker"),
    _field("cue_class", "Speech act", "cue_class", "code", codes=CueClass, marks="cue"),
    _field("negated", "Negated", "negated", "flag", marks="cue", empty=False),
    _field("mode", "Mode", "mode", "code", codes=StatementMode, marks="content", empty=False),
    _field("content", "Content", "content", "words", marks="content", empty=False),
)

INCIDENT_FIELDS = (
    *(
        _field(f"{outcome}_{bound}", f"{outcome.capitalize()}, {bound}", f"{outcome}.{bound}", "count")
        for outcome in INCIDENT_OUTCOMES
        for bound in ("low", "best", "high")
    ),
    *_WHEN_AND_WHERE,
)

FIELDS: dict[str, tuple[EditableField, ...]] = {
    "claim": CLAIM_FIELDS,
    "statement": STATEMENT_FIELDS,
    "incident": INCIDENT_FIELDS,
}
"""By `Decision.target_kind`; joins and tallies have no fields of their own to correct."""


def values(kind: str, record: Record) -> dict[str, Any]:
    """Return the record's editable fields as plain JSON types; None where the source does not say."""
    plain = to_dict(record)
    return {field.name: _at(plain, field.path) for field in FIELDS[kind]}


def corrected(record: R, kind: str, corrections: Mapping[str, Any]) -> R:
    """Return the record with an analyst's corrections in place.

    Raises `KeyError` for a field that the kind does not have and `msgspec.ValidationError` for a value it cannot hold.
    """
    plain = to_dict(record)
    paths = {field.name: field.path for field in FIELDS[kind]}
    for name in sorted(corrections):
        before = plain.get(paths[name][0])
        _put(plain, paths[name], corrections[name])
        if isinstance(before, dict) and "rule" in before:
            before["rule"] = CORRECTED_RULE
    if "place" in corrections and plain["place"]:
        plain["place"] |= {"lat": None, "lon": None, "admin": None, "precision": None}  # they were of another place
    return from_dict(type(record), plain)


def _at(plain: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        plain = None if plain is None else plain[step]
    return plain


def _put(plain: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    *parents, last = path
    for step in parents:
        if plain[step] is None:
            if value is None:
                return
            plain[step] = _blank(step, plain, value)
        plain = plain[step]
    plain[last] = value


def _blank(step: str, plain: Mapping[str, Any], value: Any) -> dict[str, Any]:
    """Return the smallest part that a correction can stand in, for a record that had none."""
    if step == "time":
        return {"start": None, "end": None, "precision": DatePrecision.DAY, "as_stated": None}
    if step == "place":
        return {"as_stated": str(value), "name": str(value)}
    if step in ("attribution", "speaker"):
        return {"as_stated": str(value), "span": plain["sentence"]}
    return {"low": None, "best": None, "high": None, "rule": "entered by an analyst"}


KINDS: dict[str, type[CasualtyClaim] | type[Statement] | type[Incident]] = {
    "claim": CasualtyClaim,
    "statement": Statement,
    "incident": Incident,
}
"""Record types by `Decision.target_kind`."""
