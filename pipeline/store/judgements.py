"""Judgements and copies: who is one with whom. The last word counts, and a person's before a machine's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from msgspec.structs import replace
from sqlalchemy import ColumnElement, Connection, Row, insert, select
from sqlalchemy import Select as Query

from pipeline.records import Judgement, Syndication
from pipeline.store.base import BATCH_ROWS, Part, batches
from pipeline.store.codec import decode, encode
from pipeline.store.flatten import judgement_row
from pipeline.store.schema.resolution import judgements, syndication
from pipeline.vocabulary import Verdict

_OF_ONE_PAIR = ("kind", "left", "right", "by_machine")

_other = judgements.alias("other")
_same_pair = (
    (_other.c.kind == judgements.c.kind) & (_other.c.left == judgements.c.left) & (_other.c.right == judgements.c.right)
)
_after = judgements.alias("after")
_last_by_a_person = ~_other.c.by_machine & ~(
    select(_after.c.seq)
    .where(
        _after.c.kind == _other.c.kind,
        _after.c.left == _other.c.left,
        _after.c.right == _other.c.right,
        _after.c.seq > _other.c.seq,
        ~_after.c.by_machine,
    )
    .exists()
)
_later = (_other.c.seq > judgements.c.seq) & (_other.c.by_machine == judgements.c.by_machine)
_outranking = judgements.c.by_machine & _last_by_a_person & (_other.c.verdict != Verdict.WITHDRAWN)
STANDS: ColumnElement[bool] = (judgements.c.verdict != Verdict.WITHDRAWN) & ~(
    select(_other.c.seq).where(_same_pair, _later | _outranking).exists()
)
"""True for the judgement that counts for its pair: the last by a person unless withdrawn, else the machine's last."""

_newer = syndication.alias("newer")
_LAST_WORD = ~(
    select(_newer.c.seq)
    .where(_newer.c.article_id == syndication.c.article_id, _newer.c.seq > syndication.c.seq)
    .exists()
)


class Judgements(Part):
    """The judgements and families of copies of a dataset."""

    def append_judgements(self, given: Iterable[Judgement]) -> int:
        """Store judgements together; return how many of them are news, that is, not the last word of their kind."""
        rows, added = map(judgement_row, given), 0
        with self._database.writing() as connection:
            while some := list(islice(rows, BATCH_ROWS)):
                added += self._append_some(connection, some)
        return added

    def append_syndication(self, given: Iterable[Syndication]) -> int:
        """Store which family each article belongs to, together; return how many of them are news."""
        rows, added = ({**_family_row(copy), "record": encode(copy)} for copy in given), 0
        with self._database.writing() as connection:
            while some := list(islice(rows, BATCH_ROWS)):
                added += self._append_families(connection, some)
        return added

    def judgements_about(self, ids: Iterable[str], *, kind: str = "incident") -> list[Judgement]:
        """Return the judgements that stand on pairs with any of these ids, by pair."""
        found: dict[tuple[str, str], Judgement] = {}
        for batch in batches(sorted(set(ids))):
            for side in (judgements.c.left, judgements.c.right):  # SQLite walks the whole kind for "left or right"
                rows = self.fetch(select(judgements.c.record).where(judgements.c.kind == kind, side.in_(batch), STANDS))
                read = (decode(Judgement, row.record) for row in rows)
                found |= {(judgement.left, judgement.right): judgement for judgement in read}
        return [found[pair] for pair in sorted(found)]

    def words_of_people(self, kind: str, left: str, right: str) -> list[Judgement]:
        """Return what analysts judged of a pair, withdrawals included, the earliest first."""
        pair = judgements.c.kind == kind, judgements.c.left == left, judgements.c.right == right
        query = select(judgements.c.record).where(*pair, ~judgements.c.by_machine).order_by(judgements.c.seq)
        return [decode(Judgement, row.record) for row in self.fetch(query)]

    def current_judgements(self, *, kind: str | None = None, verdict: Verdict | None = None) -> Iterator[Judgement]:
        """Yield the judgements that stand, by kind and pair."""
        query = _ordered(select(judgements.c.record).where(STANDS))
        query = query if kind is None else query.where(judgements.c.kind == kind)
        query = query if verdict is None else query.where(judgements.c.verdict == verdict)
        yield from (decode(Judgement, row.record) for row in self._stream(query))

    def judgement_history(self) -> Iterator[Judgement]:
        """Yield all judgements by kind, pair and arrival, each with the one that superseded it."""
        query = _ordered(select(judgements.c.kind, judgements.c.left, judgements.c.right, judgements.c.record))
        pair: list[Judgement] = []
        for row in self._stream(query):
            judgement = decode(Judgement, row.record)
            if pair and _pair(pair[0]) != _pair(judgement):
                yield from _linked(pair)
                pair = []
            pair.append(judgement)
        yield from _linked(pair)

    def syndication_of(self, article_ids: Iterable[str]) -> dict[str, Syndication]:
        """Return the family that each of the articles belongs to, by article id."""
        found: dict[str, Syndication] = {}
        for batch in batches(sorted(set(article_ids))):
            rows = self.fetch(select(syndication.c.record).where(syndication.c.article_id.in_(batch), _LAST_WORD))
            found |= {copy.article_id: copy for copy in map(_copy, rows)}
        return found

    def family(self, family: str) -> list[Syndication]:
        """Return the articles that belong to a family, by article id."""
        query = select(syndication.c.record).where(syndication.c.family == family, _LAST_WORD)
        return [_copy(row) for row in self.fetch(query.order_by(syndication.c.article_id))]

    def _append_some(self, connection: Connection, rows: Sequence[dict[str, Any]]) -> int:
        """Insert the rows that are news; to ask for each pair by itself would take longer than to judge it."""
        columns = judgements.c
        known = select(*(columns[name] for name in (*_OF_ONE_PAIR, "record"))).order_by(columns.seq)
        known = known.where(
            columns.kind.in_(sorted({row["kind"] for row in rows})),
            columns.left.in_(sorted({row["left"] for row in rows})),
        )
        last = {tuple(row[:-1]): row.record for row in connection.execute(known)}
        news = []
        for row in rows:
            pair = tuple(row[name] for name in _OF_ONE_PAIR)
            if last.get(pair) != row["record"]:
                last[pair] = row["record"]
                news.append(row | {"appended_at": self._now()})
        if news:
            connection.execute(insert(judgements), news)
        return len(news)

    def _append_families(self, connection: Connection, rows: Sequence[dict[str, Any]]) -> int:
        columns, ids = syndication.c, sorted({row["article_id"] for row in rows})
        known = select(columns.article_id, columns.record).where(columns.article_id.in_(ids)).order_by(columns.seq)
        last = {row.article_id: row.record for row in connection.execute(known)}
        news = []
        for row in rows:
            if last.get(row["article_id"]) != row["record"]:
                last[row["article_id"]] = row["record"]
                news.append(row | {"appended_at": self._now()})
        if news:
            connection.execute(insert(syndication), news)
        return len(news)


def _family_row(copy: Syndication) -> dict[str, Any]:
    return {name: getattr(copy, name) for name in ("article_id", "family", "matched_article", "share")}


def _ordered(query: Query[Any]) -> Query[Any]:
    columns = judgements.c
    return query.order_by(columns.kind, columns.left, columns.right, columns.seq)


def _pair(judgement: Judgement) -> tuple[str, str, str]:
    return judgement.kind, judgement.left, judgement.right


def _linked(pair: list[Judgement]) -> Iterator[Judgement]:
    """Yield the judgements on one pair, each pointing to its successor: the next of its kind, else a person's last."""
    for position, judgement in enumerate(pair):
        by_machine = judgement.decided_by.startswith("machine:")
        later = [other for other in pair[position + 1 :] if other.decided_by.startswith("machine:") == by_machine]
        people = [other for other in pair if not other.decided_by.startswith("machine:")] if by_machine else []
        outranked = bool(people) and people[-1].verdict is not Verdict.WITHDRAWN
        successor = later[0] if later else (people[-1] if outranked else None)
        yield replace(judgement, superseded_by=successor.id if successor else None)


def _copy(row: Row[Any]) -> Syndication:
    return decode(Syndication, row.record)
