"""Readings: what one extractor version understood from one article, stored and read back whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, Table, func, insert, select

from pipeline.records import CasualtyClaim, R, Reading, Record, ReportedIncident, Statement
from pipeline.store.base import BATCH_ROWS, Part, batches
from pipeline.store.codec import decode, decoded
from pipeline.store.errors import DatasetError
from pipeline.store.flatten import claim_row, reported_incident_row, statement_row
from pipeline.store.schema.articles import articles
from pipeline.store.schema.readings import claims, readings, reported_incidents, statements, utterances
from pipeline.store.schema.resolution import resolved_readings

_newer = readings.alias("newer")
IS_CURRENT = ~(
    select(_newer.c.seq).where(_newer.c.article_id == readings.c.article_id, _newer.c.seq > readings.c.seq).exists()
)
"""True for the last reading of its article."""


class Readings(Part):
    """The readings of a dataset. The one that arrived last is an article's current one; earlier ones stay."""

    def append_reading(self, reading: Reading) -> bool:
        """Store a reading with its claims, statements and reported incidents, together or not at all.

        False when this extractor version's reading of the article is already known. Raises `DatasetError` when the
        article is not.
        """
        with self._database.writing() as connection:
            if self._known(connection, reading):
                return False
            published, arrived = self._moments(connection, reading.article_id)
            version = reading.extractor_version
            head = {"article_id": reading.article_id, "extractor_version": version}
            number = self._insert_arrival(connection, readings, head)
            self._insert_parts(connection, claims, number, map(claim_row, reading.claims))
            self._insert_parts(connection, statements, number, map(statement_row, reading.statements))
            self._insert_utterances(connection, number, published or arrived)
            day = published.date() if published else None
            incidents = (reported_incident_row(incident, version, day) for incident in reading.incidents)
            self._insert_parts(connection, reported_incidents, number, incidents)
        return True

    def reading(self, article_id: str, extractor_version: str | None = None) -> Reading | None:
        """Return an article's current reading, or the one of a certain extractor version."""
        query = select(readings).where(readings.c.article_id == article_id)
        if extractor_version is not None:
            query = query.where(readings.c.extractor_version == extractor_version)
        return next(self._whole(query.order_by(readings.c.seq.desc()).limit(1)), None)

    def readings_by_article(self, article_ids: Iterable[str]) -> dict[str, Reading]:
        """Return the current readings of those of the articles that have been read, by article id."""
        found: dict[str, Reading] = {}
        for batch in batches(sorted(set(article_ids))):
            current = select(readings).where(readings.c.article_id.in_(batch), IS_CURRENT)
            found |= {reading.article_id: reading for reading in self._whole(current)}
        return found

    def articles_that_tell(self, article_ids: Iterable[str]) -> set[str]:
        """Return those of the articles whose current reading tells of an incident."""
        table, found = reported_incidents.c, set[str]()
        told = select(table.article_id).join(readings, readings.c.seq == table.reading)
        for batch in batches(sorted(set(article_ids))):
            rows = self.fetch(told.where(table.article_id.in_(batch), IS_CURRENT))
            found |= {row.article_id for row in rows}
        return found

    def statements_by_article(self, article_ids: Iterable[str]) -> dict[str, list[Statement]]:
        """Return the statements of the current reading of each of the articles that has any, by article id."""
        table, found = statements.c, dict[str, list[Statement]]()
        said = select(table.article_id, table.record).join(readings, readings.c.seq == table.reading)
        for batch in batches(sorted(set(article_ids))):
            rows = self.fetch(said.where(table.article_id.in_(batch), IS_CURRENT).order_by(table.seq))
            for row in rows:
                found.setdefault(row.article_id, []).append(decode(Statement, row.record))
        return found

    def readings_without_resolution(
        self, resolver_version: str | None, *, limit: int | None = None
    ) -> Iterator[Reading]:
        """Yield current readings that this resolver version (None: any) has not resolved, in order of publication, id.

        No transaction stays open in between.
        """
        done = select(resolved_readings.c.reading).where(resolved_readings.c.reading == readings.c.seq)
        if resolver_version is not None:
            done = done.where(resolved_readings.c.resolver_version == resolver_version)
        open_ones = select(readings.c.seq).join(articles, articles.c.id == readings.c.article_id)
        ordered = open_ones.where(IS_CURRENT, ~done.exists()).order_by(articles.c.published_order, articles.c.id)
        numbers = [row.seq for row in self.fetch(ordered.limit(limit))]
        for start in range(0, len(numbers), BATCH_ROWS):
            batch = numbers[start : start + BATCH_ROWS]
            by_number = dict(zip(batch, [None] * len(batch), strict=True)) | self._numbered(batch)
            yield from (reading for reading in by_number.values() if reading is not None)

    def count_unresolved(self) -> int:
        """Return the number of current readings that no resolver version has resolved."""
        done = select(resolved_readings.c.reading).where(resolved_readings.c.reading == readings.c.seq)
        return int(self.fetch(select(func.count()).select_from(readings).where(IS_CURRENT, ~done.exists()))[0][0])

    def mark_resolved(self, article_ids: Iterable[str], resolver_version: str) -> None:
        """Note that the current readings of these articles have been resolved."""
        with self._database.writing() as connection:
            for batch in batches(sorted(set(article_ids))):
                current = select(readings.c.seq).where(readings.c.article_id.in_(batch), IS_CURRENT)
                common = {"resolver_version": resolver_version, "appended_at": self._now()}
                marks = [{"reading": row.seq} | common for row in connection.execute(current).all()]
                self._insert_those_new(connection, resolved_readings, marks)

    def claim(self, claim_id: str) -> CasualtyClaim | None:
        """Return a claim as it was read last."""
        return self._last(CasualtyClaim, claims, claim_id)

    def statement(self, statement_id: str) -> Statement | None:
        """Return a statement as it was read last."""
        return self._last(Statement, statements, statement_id)

    def reported_incident(self, incident_id: str) -> ReportedIncident | None:
        """Return a reported incident as it was read last."""
        return self._last(ReportedIncident, reported_incidents, incident_id)

    def count_readings(self) -> dict[str, int]:
        """Return the number of readings, claims, statements and reported incidents, of all extractor versions."""
        tables = (readings, claims, statements, reported_incidents)
        return {table.name: int(self.fetch(select(func.count()).select_from(table))[0][0]) for table in tables}

    def _known(self, connection: Connection, reading: Reading) -> bool:
        same = select(readings.c.seq).where(
            readings.c.article_id == reading.article_id, readings.c.extractor_version == reading.extractor_version
        )
        return connection.execute(same).first() is not None

    def _moments(self, connection: Connection, article_id: str) -> tuple[datetime | None, datetime]:
        """Return when an article was published, and when it arrived."""
        moments = select(articles.c.published_at, articles.c.appended_at).where(articles.c.id == article_id)
        row = connection.execute(moments).first()
        if row is None:
            raise DatasetError(f"{self._database.place}: no article {article_id}: append it before its reading")
        return row.published_at, row.appended_at

    def _insert_utterances(self, connection: Connection, number: int, told_at: datetime) -> None:
        """Index the statements of a reading that have a speaker."""
        spoken = select(statements.c.speaker, statements.c.seq)
        rows = connection.execute(spoken.where(statements.c.reading == number, statements.c.speaker.is_not(None)))
        found = [{"speaker": row.speaker, "told_at": told_at, "statement": row.seq} for row in rows]
        if found:
            connection.execute(insert(utterances), found)

    def _insert_parts(self, connection: Connection, table: Table, number: int, rows: Iterable[dict[str, Any]]) -> None:
        common = {"reading": number, "appended_at": self._now()}
        numbered = [row | common | {"position": position} for position, row in enumerate(rows)]
        if numbered:
            connection.execute(insert(table), numbered)

    def _last(self, kind: type[R], table: Table, record_id: str) -> R | None:
        rows = self.fetch(select(table.c.record).where(table.c.id == record_id).order_by(table.c.seq.desc()).limit(1))
        return decode(kind, rows[0].record) if rows else None

    def _numbered(self, numbers: list[int]) -> dict[int, Reading]:
        heads = {row.seq: row for row in self.fetch(select(readings).where(readings.c.seq.in_(numbers)))}
        parts: dict[type[Record], dict[int, tuple[Any, ...]]] = {
            CasualtyClaim: self._parts(CasualtyClaim, claims, numbers),
            Statement: self._parts(Statement, statements, numbers),
            ReportedIncident: self._parts(ReportedIncident, reported_incidents, numbers),
        }
        return {
            number: Reading(
                article_id=head.article_id,
                extractor_version=head.extractor_version,
                claims=parts[CasualtyClaim].get(number, ()),
                statements=parts[Statement].get(number, ()),
                incidents=parts[ReportedIncident].get(number, ()),
            )
            for number, head in heads.items()
        }

    def _parts(self, kind: type[R], table: Table, numbers: list[int]) -> dict[int, tuple[Any, ...]]:
        query = select(table.c.reading, table.c.record).where(table.c.reading.in_(numbers))
        made = decoded if kind is ReportedIncident else decode  # claims and statements are many, and asked for seldom
        found: dict[int, list[Record]] = {}
        for row in self.fetch(query.order_by(table.c.reading, table.c.position)):
            found.setdefault(row.reading, []).append(made(kind, row.record))
        return {number: tuple(records) for number, records in found.items()}

    def _whole(self, query: Select[Any]) -> Iterator[Reading]:
        numbers = [row.seq for row in self.fetch(query)]
        return iter(self._numbered(numbers).values())
