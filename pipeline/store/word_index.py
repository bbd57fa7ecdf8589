"""The index of telling words: which articles carry which. It is kept with the sketches, in a band of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, insert, select

from pipeline.records import Incident, Tally
from pipeline.store.base import BATCH_ROWS, Part, batches
from pipeline.store.codec import decode
from pipeline.store.readings import IS_CURRENT
from pipeline.store.schema.articles import articles
from pipeline.store.schema.readings import claims, readings, reported_incidents
from pipeline.store.schema.resolution import incident_members, incidents, sketch_bands, sketches, tallies, tally_members
from pipeline.store.snapshots import is_current

WORDS_BAND = 1000
"""No sketch has as many bands; bands of sketches are numbered from 0."""

_KIND = "words"


class WordIndex(Part):
    """Look-ups by words, and from articles to what was made of them."""

    def append_words(self, article_id: str, keys: Iterable[int]) -> bool:
        """Index an article under the keys of its telling words (any 64 bits); False if it is indexed already."""
        row = {"article_id": article_id, "kind": _KIND, "digest": b""}
        with self._database.writing() as connection:
            known = select(sketches.c.seq).where(sketches.c.article_id == article_id, sketches.c.kind == _KIND)
            if connection.execute(known).first() is not None:
                return False
            number = self._insert_arrival(connection, sketches, row)
            rows = [{"band": WORDS_BAND, "key": _signed(key), "sketch": number} for key in sorted(set(keys))]
            if rows:
                connection.execute(insert(sketch_bands), rows)
        return True

    def articles_with_words(self, keys: Iterable[int]) -> dict[int, list[tuple[datetime | None, str]]]:
        """Return for each key that any article is indexed under these articles: when published and id."""
        wanted = sorted(set(keys))
        found: dict[int, list[tuple[datetime | None, str]]] = {}
        for start in range(0, len(wanted), BATCH_ROWS):
            original = {_signed(key): key for key in wanted[start : start + BATCH_ROWS]}
            for row in self.fetch(_carrying(sorted(original))):
                found.setdefault(original[row.key], []).append((row.published_at, row.article_id))
        return found

    def articles_of_reported(self, reported_incident_ids: Iterable[str]) -> dict[str, str]:
        """Return the article of each of the reported incidents that is current, by its id."""
        table = reported_incidents.c
        joined = select(table.id, table.article_id).join(readings, readings.c.seq == table.reading)
        found: dict[str, str] = {}
        for batch in batches(sorted(set(reported_incident_ids))):
            rows = self.fetch(joined.where(table.id.in_(batch), IS_CURRENT))
            found |= {row.id: row.article_id for row in rows}
        return found

    def incidents_read_from(self, article_ids: Iterable[str]) -> list[Incident]:
        """Return the incidents that stand and have a member read from any of the articles, whenever read, by id."""
        table, held = reported_incidents.c, incident_members.c
        members = select(incidents.c.id, incidents.c.record).join(incident_members, held.incident == incidents.c.seq)
        read = members.join(reported_incidents, table.id == held.reported_incident_id)
        found: dict[str, Incident] = {}
        for batch in batches(sorted(set(article_ids))):
            rows = self.fetch(read.where(table.article_id.in_(batch), is_current(incidents)))
            found |= {row.id: decode(Incident, row.record) for row in rows}
        return [found[id_] for id_ in sorted(found)]

    def tallies_read_from(self, article_ids: Iterable[str]) -> list[Tally]:
        """Return the tallies that stand and have a reading from any of the articles, whenever read, by id."""
        read = (
            select(tallies.c.id, tallies.c.record)
            .join(tally_members, tally_members.c.tally == tallies.c.seq)
            .join(claims, claims.c.id == tally_members.c.claim_id)
        )
        found: dict[str, Tally] = {}
        for batch in batches(sorted(set(article_ids))):
            rows = self.fetch(read.where(claims.c.article_id.in_(batch), is_current(tallies)))
            found |= {row.id: decode(Tally, row.record) for row in rows}
        return [found[id_] for id_ in sorted(found)]


def _carrying(keys: Sequence[int]) -> Select[Any]:
    bands = sketch_bands.c
    joined = (
        select(bands.key, sketches.c.article_id, articles.c.published_at)
        .join(sketches, sketches.c.seq == bands.sketch)
        .join(articles, articles.c.id == sketches.c.article_id)
    )
    return joined.where(bands.band == WORDS_BAND, bands.key.in_(keys))


def _signed(key: int) -> int:
    low = key & (2**64 - 1)
    return low - 2**64 if low >= 2**63 else low
