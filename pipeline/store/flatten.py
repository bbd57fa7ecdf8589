"""Records to table rows: the flat columns that queries need, beside the whole record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date
from typing import Any

from msgspec.structs import replace

from pipeline.records import (
    Article,
    Attribution,
    CasualtyClaim,
    Decision,
    Incident,
    Judgement,
    PlaceRef,
    ReportedIncident,
    Span,
    Statement,
    Tally,
    TimeRef,
    Toll,
)
from pipeline.store.codec import count, encode, storable, words
from pipeline.vocabulary import INCIDENT_OUTCOMES

LONG_DAYS = 31
"""Incidents that last longer are looked up apart, so that the others are found by their first day alone."""

MACHINE = "machine:"
"""How `Judgement.decided_by` begins when no person decided."""


def published_order(article: Article) -> str:
    """Return what sorts articles by publication, undated ones first, in both databases."""
    return article.published_at.astimezone(UTC).isoformat() if article.published_at else ""


def article_row(article: Article) -> dict[str, Any]:
    """Return the row of an article; the record repeats its text only where the column cannot hold it."""
    text = storable(article.text)
    kept = replace(article, text="") if text == article.text else article
    columns = ("source_id", "url", "canonical_url", "warc_file", "content_hash", "version_of", "title")
    return {
        "id": article.id,
        **{name: value and storable(value) for name in columns for value in (getattr(article, name),)},
        "site": words(article.site),
        "language": words(article.language),
        "agency": words(article.agency),
        "text": text,
        "published_at": article.published_at,
        "published_order": published_order(article),
        "modified_at": article.modified_at,
        "fetched_at": article.fetched_at,
        "warc_offset": article.warc_offset,
        "record": encode(kept),
    }


def claim_row(claim: CasualtyClaim) -> dict[str, Any]:
    """Return the row of a claim."""
    quantity = claim.quantity
    return {
        "id": claim.id,
        "article_id": claim.article_id,
        "extractor_version": claim.extractor_version,
        "outcome": claim.outcome,
        "low": count(quantity.low),
        "best": count(quantity.best),
        "high": count(quantity.high),
        "qualifier": quantity.qualifier,
        "unit": quantity.unit,
        "scope": claim.scope,
        "assertion": claim.assertion,
        **_when(claim.time),
        **_where(claim.place),
        "cause": claim.cause,
        "actor": words(claim.actor),
        **_who_says(claim.attribution),
        "part_of": claim.part_of,
        "background": claim.background,
        **_in_text(claim.sentence, claim.quantity.span),
        "confidence": claim.confidence,
        "record": encode(claim),
    }


def statement_row(statement: Statement) -> dict[str, Any]:
    """Return the row of a statement; `speaker` is whoever is meant, else the words."""
    speaker = statement.speaker
    source = _who_says(speaker)
    where = statement.spans[0] if statement.spans else statement.sentence
    return {
        "id": statement.id,
        "article_id": statement.article_id,
        "extractor_version": statement.extractor_version,
        "speaker": words(speaker.shown) if speaker else None,
        "speaker_as_stated": source["attribution"],
        "role": words(speaker.role) if speaker else None,
        "organisation": words(speaker.organisation) if speaker else None,
        "country": words(speaker.country) if speaker else None,
        "source_kind": source["source_kind"],
        "official": source["official"],
        "cue": words(statement.cue),
        "cue_class": statement.cue_class,
        "mode": statement.mode,
        "negated": statement.negated,
        "content": storable(statement.content),
        "topics": storable("; ".join(statement.topics)),
        "start_date": statement.time.start if statement.time else None,
        "end_date": statement.time.end if statement.time else None,
        **_in_text(statement.sentence, where),
        "confidence": statement.confidence,
        "record": encode(statement),
    }


def reported_incident_row(incident: ReportedIncident, version: str, published: date | None) -> dict[str, Any]:
    """Return the row of a reported incident; an undated one is looked for around the day of publication."""
    when = _when(incident.time)
    first = when["start_date"] or when["end_date"] or published
    last = when["end_date"] or max(filter(None, (when["start_date"], published)), default=first)
    return {
        "id": incident.id,
        "article_id": incident.article_id,
        "extractor_version": version,
        "main": incident.main,
        **_tolls(incident),
        **when,
        **_where(incident.place),
        "cause": incident.cause,
        "near_start": first,
        "near_end": last,
        "long": first is not None and last is not None and (last - first).days > LONG_DAYS,
        "record": encode(incident),
    }


def incident_row(incident: Incident) -> dict[str, Any]:
    """Return the row of an incident snapshot; one without members has been dissolved."""
    return {
        "id": incident.id,
        "dissolved": not incident.members,
        "status": incident.status,
        "independent_sources": incident.independent_sources,
        **_tolls(incident),
        **_when(incident.time),
        **_where(incident.place),
        "cause": incident.cause,
        "record": encode(incident),
    }


def tally_row(tally: Tally) -> dict[str, Any]:
    """Return the row of a tally snapshot; one without readings has been dissolved."""
    return {
        "id": tally.id,
        "dissolved": not tally.readings,
        "outcome": tally.outcome,
        "place": words(tally.place),
        "country": words(tally.country),
        "cause": tally.cause,
        "since": tally.since,
        "until": tally.until,
        "counted_by": words(tally.counted_by),
        "record": encode(tally),
    }


def judgement_row(judgement: Judgement) -> dict[str, Any]:
    """Return the row of a judgement."""
    names = ("id", "kind", "left", "right", "verdict", "score", "decided_by")
    by_machine = judgement.decided_by.startswith(MACHINE)
    return {**_as_they_are(judgement, names), "by_machine": by_machine, "record": encode(judgement)}


def decision_row(decision: Decision) -> dict[str, Any]:
    """Return the row of an analyst's decision."""
    names = ("id", "target_kind", "target_id", "verdict", "reviewer", "decided_at")
    long = {"target_key": storable(decision.target_key), "note": storable(decision.note)}
    return {**_as_they_are(decision, names), **long, "record": encode(decision)}


def _as_they_are(record: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}


def _when(time: TimeRef | None) -> dict[str, Any]:
    return {
        "start_date": time.start if time else None,
        "end_date": time.end if time else None,
        "date_precision": time.precision if time else None,
    }


def _where(place: PlaceRef | None) -> dict[str, Any]:
    return {
        "place": words(place.name) if place else None,
        "admin": words(place.admin) if place else None,
        "country": words(place.country) if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
    }


def _who_says(source: Attribution | None) -> dict[str, Any]:
    return {
        "attribution": words(source.as_stated) if source else None,
        "source_kind": source.kind if source else None,
        "official": source.official if source else None,
    }


def _in_text(sentence: Span, place: Span) -> Mapping[str, Any]:
    return {"sentence": storable(sentence.text), "field": place.field, "start": place.start, "end": place.end}


def _tolls(incident: Incident | ReportedIncident) -> dict[str, Any]:
    displaced = incident.displaced
    return {
        f"{outcome}_{bound}": count(getattr(toll, bound)) if toll else None
        for outcome in INCIDENT_OUTCOMES
        for toll in (_toll(incident, outcome),)
        for bound in ("low", "best", "high")
    } | {"displaced_unit": displaced.unit if displaced else None}


def _toll(incident: Incident | ReportedIncident, outcome: str) -> Toll | None:
    toll: Toll | None = getattr(incident, outcome)
    return toll
