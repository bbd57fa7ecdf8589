"""The rows of each published table, in an order that does not depend on when anything arrived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from pipeline.publish import tables
from pipeline.publish.columns import Table, value_at
from pipeline.publish.reviewed import (
    Reviewed,
    Revise,
    changed_claims,
    reviewed_claims,
    reviewed_incidents,
    reviewed_statements,
)
from pipeline.records import Article, CasualtyClaim, Incident, Judgement, Reading, Record, ReportedIncident, Statement
from pipeline.store import Dataset
from pipeline.vocabulary import CAUSE_MAPPINGS

Row = dict[str, Any]

TOGETHER = 500
"""Articles or incidents looked up at a time: memory stays flat."""


class Rows:
    """Every table's rows, read from a dataset; call inside `dataset.snapshot()` so that the tables agree."""

    def __init__(self, dataset: Dataset, revise: Revise | None = None) -> None:
        """Read from this dataset; without `revise`, decisions on claims leave the figures of incidents alone."""
        self._dataset = dataset
        self._revise = revise

    def of(self, table: Table) -> Iterator[Row]:
        """Yield the rows of a table of `pipeline.publish.tables`."""
        made: Iterator[Row] = getattr(self, f"_{table.name}")()
        return made

    def _articles(self) -> Iterator[Row]:
        for batch in _batches(self._dataset.articles()):
            ids = [article.id for article in batch]
            followed = self._dataset.followed(ids)
            copies = self._dataset.syndication_of(ids)
            incidents = self._main_incidents(ids)
            for article in batch:
                copy = copies.get(article.id)
                yield _row(tables.ARTICLES, article, {
                    "latest": article.id not in followed,
                    "main_incident_id": incidents.get(article.id),
                    "syndicated_from": copy.matched_article if copy else None,
                    "syndication_family": copy.family if copy else article.id,
                })  # fmt: skip

    def _main_incidents(self, article_ids: list[str]) -> dict[str, str]:
        readings = self._dataset.readings_by_article(article_ids)
        main = {id_: told.id for id_, reading in readings.items() for told in reading.incidents if told.main}
        incidents = self._dataset.incidents_of(main.values())
        return {article: incidents[told].id for article, told in main.items() if told in incidents}

    def _claims(self) -> Iterator[Row]:
        for batch in self._read():
            claims = [claim.id for _, reading in batch for claim in reading.claims]
            tallies = self._dataset.tallies_of(claims)
            incidents = self._incidents_of_claims(batch)
            for one in reviewed_claims(self._dataset, batch):
                if one.review != "rejected":
                    tally = tallies.get(one.record.id)
                    yield _claim_row(one, incidents.get(one.record.id), tally.id if tally else None)

    def _incidents_of_claims(self, batch: list[tuple[Article, Reading]]) -> dict[str, str]:
        told = [one for _, reading in batch for one in reading.incidents]
        incidents = self._dataset.incidents_of(one.id for one in told)
        return {claim: incidents[one.id].id for one in told if one.id in incidents for claim in one.claim_ids}

    def _statements(self) -> Iterator[Row]:
        for batch in self._read():
            for one in reviewed_statements(self._dataset, batch):
                if one.review != "rejected":
                    yield _statement_row(one)

    def _incidents(self) -> Iterator[Row]:
        for batch in _batches(self._current_incidents()):
            for one in reviewed_incidents(self._dataset, batch):
                mapping = CAUSE_MAPPINGS.get(one.record.cause, {}) if one.record.cause else {}
                terms = {f"cause_{who}": mapping.get(who) or None for who in ("imas", "acled", "emdat")}
                own = {"articles": self._reports(one.record), **terms, **_review(one)}
                yield _row(tables.INCIDENTS, one.record, own)

    def _current_incidents(self) -> Iterator[Incident]:
        """Yield the incidents that stand, with figures as they follow from the claims that analysts left."""
        changed = changed_claims(self._dataset) if self._revise else {}
        affected = self._incidents_resting_on(changed)
        for incident in self._dataset.current_incidents():
            if self._revise and incident.id in affected:
                incident = self._revise(self._dataset, incident, changed)
            yield incident

    def _incidents_resting_on(self, claims: Mapping[str, object]) -> set[str]:
        articles = {claim.article_id for id_ in sorted(claims) if (claim := self._dataset.claim(id_))}
        readings = self._dataset.readings_by_article(articles).values()
        told = [one.id for reading in readings for one in reading.incidents if claims.keys() & set(one.claim_ids)]
        return {incident.id for incident in self._dataset.incidents_of(told).values()}

    def _reports(self, incident: Incident) -> int:
        return len(set(self._dataset.articles_of_reported(incident.members).values()))

    def _incident_members(self) -> Iterator[Row]:
        for incident in self._dataset.current_incidents():
            articles = self._dataset.articles_of_reported(incident.members)
            for member in incident.members:
                told = self._dataset.reported_incident(member)
                if told is not None and member in articles:
                    yield _member_row(incident, told)

    def _incident_history(self) -> Iterator[Row]:
        for incident in self._current_incidents():
            for entry in incident.history:
                yield _row(tables.INCIDENT_HISTORY, entry, {"incident_id": incident.id})

    def _judgements(self) -> Iterator[Row]:
        for judgement in self._dataset.current_judgements():
            yield _row(tables.JUDGEMENTS, judgement, {"reasons": _reasons(judgement)})

    def _tallies(self) -> Iterator[Row]:
        for tally in self._dataset.current_tallies():
            last = tally.readings[-1]
            own = {"latest_as_of": last.as_of, "latest_best": last.best, "readings": len(tally.readings)}
            yield _row(tables.TALLIES, tally, own)

    def _tally_readings(self) -> Iterator[Row]:
        for tally in self._dataset.current_tallies():
            for reading in tally.readings:
                yield _row(tables.TALLY_READINGS, reading, {"tally_id": tally.id})

    def _decisions(self) -> Iterator[Row]:
        return (_row(tables.DECISIONS, decision, {}) for decision in self._dataset.decisions())

    def _read(self) -> Iterator[list[tuple[Article, Reading]]]:
        for batch in _batches(self._dataset.articles()):
            readings = self._dataset.readings_by_article(article.id for article in batch)
            yield [(article, readings[article.id]) for article in batch if article.id in readings]


def _claim_row(one: Reviewed[CasualtyClaim], incident_id: str | None, tally_id: str | None) -> Row:
    named = [victim.name for victim in one.record.victims.named]
    own = {"incident_id": incident_id, "tally_id": tally_id, "named_victims": named}
    return _row(tables.CLAIMS, one.record, own | _review(one))


def _statement_row(one: Reviewed[Statement]) -> Row:
    statement, spans = one.record, one.record.spans
    own = {
        "speaker": statement.speaker.shown if statement.speaker else None,
        "spans": [[span.start, span.end] for span in spans],
        "start": min((span.start for span in spans), default=None),
        "end": max((span.end for span in spans), default=None),
    }
    return _row(tables.STATEMENTS, statement, own | _review(one))


def _member_row(incident: Incident, told: ReportedIncident) -> Row:
    return {
        "incident_id": incident.id,
        "reported_incident_id": told.id,
        "article_id": told.article_id,
        "main": told.main,
        "claim_ids": list(told.claim_ids),
    }


def _reasons(judgement: Judgement) -> str:
    return "; ".join(f"{feature.name} {feature.score:+.2f}: {feature.reason}" for feature in judgement.features)


def _review(one: Reviewed[Any]) -> Row:
    return {"review": one.review, "reviewed_by": list(one.reviewers)}


def _row(table: Table, record: Record, own: Mapping[str, Any]) -> Row:
    """Return a row with the table's columns in order: from the record where they have a path, else from `own`."""
    return {
        column.name: own[column.name] if column.path is None else value_at(record, column.path)
        for column in table.columns
    }


def _batches(records: Iterable[Any]) -> Iterator[list[Any]]:
    waiting = iter(records)
    while batch := list(islice(waiting, TOGETHER)):
        yield batch
