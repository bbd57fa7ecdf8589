"""The index of telling words: which articles carry which, and when they were published. It only grows.

The moment stands in the index itself: an article's row holds its text, and to fetch it for each of a thousand carriers
cost ten times what finding them did.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select, Text, cast, func, insert, select

from pipeline.records import Incident, Tally
from pipeline.store.base import BATCH_ROWS, Part, batches
from pipeline.store.codec import decode
from pipeline.store.readings import IS_CURRENT
from pipeline.store.schema.readings import claims, readings, reported_incidents
from pipeline.store.schema.resolution import (
    incident_members,
    incidents,
    mark_carriers,
    sketches,
    tallies,
    tally_members,
)
from pipeline.store.snapshots import is_current

_KIND = "marks"
"""Articles indexed as "words" have keys of an earlier making, which nobody asks for any more."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """An article to be indexed: under which keys (any 64 bits), and a number that orders articles in time."""

    article_id: str
    instant: int
    keys: Collection[int]


class WordIndex(Part):
    """Look-ups by words, and from articles to what was made of them."""

    def append_words(self, entries: Iterable[Indexed]) -> int:
        """Index articles under the keys of their telling words; return how many were new.

        Those indexed already get the keys they lack: a later version of the rules knows other marks. None is taken from
        them.
        """
        given, added = iter(entries), 0
        with self._database.writing() as connection:
            while batch := {entry.article_id: entry for entry in islice(given, BATCH_ROWS)}:
                known = connection.execute(_numbers(batch)).all()
                new = {id_: batch[id_] for id_ in batch.keys() - {row.article_id for row in known}}
                if new:
                    self._index(connection, new)
                self._complete(connection, [(batch[row.article_id], row.seq) for row in known])
                added += len(new)
        return added

    def _index(self, connection: Connection, new: Mapping[str, Indexed]) -> None:
        arrival = {"kind": _KIND, "digest": b"", "appended_at": self._now()}
        connection.execute(insert(sketches), [arrival | {"article_id": id_} for id_ in sorted(new)])
        rows = [
            {"key": _signed(key), "instant": new[id_].instant, "sketch": number}
            for id_, number in connection.execute(_numbers(new))
            for key in set(new[id_].keys)
        ]
        if rows:
            connection.execute(insert(mark_carriers), sorted(rows, key=lambda row: row["key"]))

    def _complete(self, connection: Connection, known: Iterable[tuple[Indexed, int]]) -> None:
        """Add the keys that indexed articles lack, at the instants that they have already."""
        held = mark_carriers.c
        for entry, number in known:
            keys = sorted({_signed(key) for key in entry.keys})
            carried = select(held.key).where(held.key.in_(keys), held.instant == entry.instant, held.sketch == number)
            lacking = sorted(set(keys) - set(connection.execute(carried).scalars()))
            if lacking:
                rows = [{"key": key, "instant": entry.instant, "sketch": number} for key in lacking]
                connection.execute(insert(mark_carriers), rows)

    def articles_with_words(self, keys: Iterable[int]) -> dict[int, list[tuple[int, str]]]:
        """Return for each key that any article is indexed under these articles: when (as was given) and id."""
        wanted = sorted(set(keys))
        found: dict[int, list[tuple[int, str]]] = {}
        one: dict[str, str] = {}  # an article is found by many keys; its id is kept once
        for start in range(0, len(wanted), BATCH_ROWS):
            original = {_signed(key): key for key in wanted[start : start + BATCH_ROWS]}
            for row in self.fetch(_carrying(sorted(original))):
                instants, ids = row.instants.split("\n"), row.ids.split("\n")
                found[original[row.key]] = list(zip(map(int, instants), map(one.setdefault, ids, ids), strict=True))
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
    """Give the carriers of a key as two strings: to hand over a thousand rows would cost more than to find them."""
    held = mark_carriers.c
    instants = func.aggregate_strings(cast(held.instant, Text), "\n").label("instants")
    ids = func.aggregate_strings(sketches.c.article_id, "\n").label("ids")
    joined = select(held.key, instants, ids).join(sketches, sketches.c.seq == held.sketch)
    return joined.where(held.key.in_(keys)).group_by(held.key)


def _numbers(article_ids: Iterable[str]) -> Select[Any]:
    ours = sketches.c.kind == _KIND, sketches.c.article_id.in_(sorted(article_ids))
    return select(sketches.c.article_id, sketches.c.seq).where(*ours)


def _signed(key: int) -> int:
    low = key & (2**64 - 1)
    return low - 2**64 if low >= 2**63 else low
