"""The index of copies: which articles share bands of their sketches. It only grows; a look-up reads a few pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, insert, select, union_all

from pipeline.store.base import Part, batches
from pipeline.store.schema.resolution import sketch_bands, sketches

ARTICLES_PER_BAND = 100
"""A band that more articles share is boilerplate; the earliest to arrive stand for all."""


@dataclass(frozen=True, slots=True)
class SketchMatch:
    """An article that shares bands with the one asked about, with the digest it was stored with."""

    article_id: str
    shared_bands: int
    digest: bytes


class Sketches(Part):
    """The sketches of a dataset. `kind` keeps sketches of different making apart."""

    def append_sketch(self, article_id: str, bands: Sequence[int], digest: bytes, *, kind: str = "text") -> bool:
        """Store an article's sketch: one key per band (any 64 bits) and its digest; False if it has one."""
        row = {"article_id": article_id, "kind": kind, "digest": digest}
        with self._database.writing() as connection:
            known = select(sketches.c.seq).where(sketches.c.article_id == article_id, sketches.c.kind == kind)
            if connection.execute(known).first() is not None:
                return False
            number = self._insert_arrival(connection, sketches, row)
            rows = [{"band": band, "key": _signed(key), "sketch": number} for band, key in enumerate(bands)]
            if rows:
                connection.execute(insert(sketch_bands), rows)
        return True

    def append_digests(self, digests: Mapping[str, bytes], *, kind: str) -> int:
        """Store the digests of articles by id, together, without bands; return how many have none of the kind yet."""
        added = 0
        with self._database.writing() as connection:
            for ids in batches(sorted(digests)):
                ours = sketches.c.kind == kind, sketches.c.article_id.in_(ids)
                known = set(connection.execute(select(sketches.c.article_id).where(*ours)).scalars())
                rows = [{"article_id": id_, "kind": kind, "digest": digests[id_]} for id_ in ids if id_ not in known]
                if rows:
                    connection.execute(insert(sketches), [row | {"appended_at": self._now()} for row in rows])
                added += len(rows)
        return added

    def sketch(self, article_id: str, *, kind: str = "text") -> bytes | None:
        """Return an article's digest."""
        own = sketches.c.article_id == article_id, sketches.c.kind == kind
        rows = self.fetch(select(sketches.c.digest).where(*own))
        return bytes(rows[0].digest) if rows else None

    def digests(self, article_ids: Iterable[str], *, kind: str) -> dict[str, bytes]:
        """Return the digest of the kind of each of the articles that has one, by article id."""
        found: dict[str, bytes] = {}
        for ids in batches(sorted(set(article_ids))):
            ours = sketches.c.kind == kind, sketches.c.article_id.in_(ids)
            rows = self.fetch(select(sketches.c.article_id, sketches.c.digest).where(*ours))
            found |= {row.article_id: bytes(row.digest) for row in rows}
        return found

    def sketch_matches(self, bands: Sequence[int], *, kind: str = "text", limit: int = 200) -> list[SketchMatch]:
        """Return articles that share at least one band, those that share most first, the earliest arrival next."""
        if not bands:
            return []
        sharing = union_all(*(_in_band(band, _signed(key)) for band, key in enumerate(bands))).subquery()
        shared = func.count().label("shared")
        query = select(sketches.c.article_id, sketches.c.digest, shared)
        joined = query.join(sharing, sharing.c.sketch == sketches.c.seq)
        grouped = joined.where(sketches.c.kind == kind).group_by(sketches.c.seq)
        rows = self.fetch(grouped.order_by(shared.desc(), sketches.c.seq).limit(limit))
        return [SketchMatch(row.article_id, int(row.shared), bytes(row.digest)) for row in rows]


def _in_band(band: int, key: int):  # type: ignore[no-untyped-def]
    query = select(sketch_bands.c.sketch).where(sketch_bands.c.band == band, sketch_bands.c.key == key)
    return select(query.order_by(sketch_bands.c.sketch).limit(ARTICLES_PER_BAND).subquery())


def _signed(key: int) -> int:
    """Return the lowest 64 bits as the signed number that databases hold."""
    low = key & (2**64 - 1)
    return low - 2**64 if low >= 2**63 else low
