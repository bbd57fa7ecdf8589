"""Records as flat dictionaries: the fields of the command contract, the same in `extract` and in the export."""

from __future__ import annotations

from typing import Any

from pipeline.records import Attribution, CasualtyClaim, PlaceRef, ReportedIncident, Statement, TimeRef, Toll


def flat_claim(claim: CasualtyClaim) -> dict[str, Any]:
    """Return a claim's contract fields; `field`, `start` and `end` locate the counting words."""
    counted = claim.quantity
    return {
        "id": claim.id,
        "outcome": claim.outcome.value,
        "low": counted.low,
        "best": counted.best,
        "high": counted.high,
        "qualifier": counted.qualifier.value,
        "unit": counted.unit.value,
        "scope": claim.scope.value,
        "assertion": claim.assertion.value,
        **_dates(claim.time),
        **_place(claim.place),
        "cause": claim.cause.value if claim.cause else None,
        "actor": claim.actor,
        "attribution": claim.attribution.as_stated if claim.attribution else None,
        "source_kind": claim.attribution.kind.value if claim.attribution and claim.attribution.kind else None,
        "part_of": claim.part_of,
        "background": claim.background,
        "victims": claim.victims.as_stated,
        "civilian_status": claim.victims.civilian_status.value if claim.victims.civilian_status else None,
        "as_stated": counted.as_stated,
        "sentence": claim.sentence.text,
        "field": counted.span.field.value,
        "start": counted.span.start,
        "end": counted.span.end,
        "rules": list(claim.rules),
        "confidence": claim.confidence,
    }


def flat_statement(statement: Statement) -> dict[str, Any]:
    """Return a statement's contract fields; `start` and `end` enclose all content spans."""
    return {
        "id": statement.id,
        **_speaker(statement.speaker),
        "cue": statement.cue,
        "cue_class": statement.cue_class.value if statement.cue_class else None,
        "negated": statement.negated,
        "mode": statement.mode.value,
        "content": statement.content,
        "spans": [[span.start, span.end] for span in statement.spans],
        "date": statement.time.start.isoformat() if statement.time and statement.time.start else None,
        "addressee": statement.addressee,
        "topics": list(statement.topics),
        "sentence": statement.sentence.text,
        "field": statement.sentence.field.value,
        "start": min(span.start for span in statement.spans),
        "end": max(span.end for span in statement.spans),
        "confidence": statement.confidence,
    }


def flat_incident(incident: ReportedIncident) -> dict[str, Any]:
    """Return the contract fields of an incident as one article reports it; `date` is its first day."""
    return {
        "id": incident.id,
        "main": incident.main,
        "killed": _toll(incident.killed),
        "injured": _toll(incident.injured),
        "missing": _toll(incident.missing),
        "abducted": _toll(incident.abducted),
        "displaced": _displaced(incident.displaced),
        "date": incident.time.start.isoformat() if incident.time and incident.time.start else None,
        **_place(incident.place),
        "cause": incident.cause.value if incident.cause else None,
        "claim_ids": list(incident.claim_ids),
    }


def _toll(toll: Toll | None) -> dict[str, Any] | None:
    return {"low": toll.low, "best": toll.best, "high": toll.high, "rule": toll.rule} if toll else None


def _displaced(toll: Toll | None) -> dict[str, Any] | None:
    told = _toll(toll)
    return {**told, "unit": toll.unit.value} if told and toll else None


def _dates(time: TimeRef | None) -> dict[str, Any]:
    return {
        "start_date": time.start.isoformat() if time and time.start else None,
        "end_date": time.end.isoformat() if time and time.end else None,
        "date_precision": time.precision.value if time else None,
    }


def _place(place: PlaceRef | None) -> dict[str, Any]:
    if place is None:
        return {"place": None, "country": None}
    return {"place": place.name or place.as_stated, "country": place.country}


def _speaker(speaker: Attribution | None) -> dict[str, Any]:
    if speaker is None:
        return {"speaker": None, "speaker_as_stated": None, "role": None, "organisation": None, "official": None}
    return {
        "speaker": speaker.resolved,
        "speaker_as_stated": speaker.as_stated,
        "role": speaker.role,
        "organisation": speaker.organisation,
        "official": speaker.official,
    }
