"""What needs eyes: the items of the review queue, and how far the desk has followed the dataset.

Items are derived from records and decisions; `pipeline.review.queue` says what they are, here they are kept and found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Date, Select, Table, delete, func, literal_column, select
from sqlalchemy.dialects import postgresql, sqlite

from pipeline.store.base import Part, batches
from pipeline.store.codec import INDEXED_CHARACTERS
from pipeline.store.schema.desk import arrivals, counts, items, leases, marks, topics

LONG_PERIOD = timedelta(days=92)
COUNTED_TO = 1000
"""Counts on screen stop here ("1,000+"): nobody needs more, and counting a million rows takes longer than the page."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at. `weight` is its priority before any decision; `holds` the decision that counts."""

    target_id: str
    target_kind: str
    target_key: str
    reason: str
    weight: int
    priority: int
    state: str
    waiting: bool
    article_id: str | None = None
    site: str | None = None
    country: str | None = None
    cause: str | None = None
    day: date | None = None
    confidence: float | None = None
    holds: str | None = None
    reopened_at: datetime | None = None
    published_order: str = ""
    outcome: str | None = None
    speaker: str | None = None
    cue_class: str | None = None


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """Which items; None is any. `state` None means those that wait for somebody.

    `waiting` is whether items of `state` wait: it lets indices of what waits be used.
    """

    state: str | None = None
    reason: str | None = None
    kind: str | None = None
    country: str | None = None
    cause: str | None = None
    site: str | None = None
    start: date | None = None
    end: date | None = None
    waiting: bool | None = None


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What one day brought from one site."""

    day: date
    site: str
    articles: int
    claims: int
    statements: int


class DeskItems(Part):
    """The items of a dataset."""

    def put_items(self, given: Iterable[Item]) -> None:
        """Store items in place of those with the same target."""
        rows = [asdict(item) for item in given]
        if not rows:
            return
        with self._database.writing() as connection:
            statement = self._upsert(items)
            for start in range(0, len(rows), 500):
                batch = rows[start : start + 500]
                now = {row["target_id"]: (row["target_kind"], row["state"]) for row in batch}
                self._count(connection, Counter(now.values()), list(now))
                connection.execute(statement, batch)

    def drop_items(self, target_ids: Iterable[str]) -> None:
        """Forget items whose record is no longer current."""
        with self._database.writing() as connection:
            for batch in batches(sorted(set(target_ids))):
                self._count(connection, Counter(), batch)
                connection.execute(delete(items).where(items.c.target_id.in_(batch)))
                connection.execute(delete(topics).where(topics.c.target_id.in_(batch)))

    def put_topics(self, target_id: str, order: str, given: Iterable[str]) -> None:
        """Store the topics of a statement, to be found by each and by each word of each."""
        terms = {term[:INDEXED_CHARACTERS] for topic in given for term in (topic, *topic.split())}
        rows = [{"topic": term, "published_order": order, "target_id": target_id} for term in sorted(terms)]
        with self._database.writing() as connection:
            for row in rows:
                self._insert_if_new(connection, topics, row)

    def _count(self, connection: Connection, added: Counter[tuple[str, str]], target_ids: Sequence[str]) -> None:
        """Keep the numbers by kind and state: what is added counts, what these targets were before no longer does."""
        kind, state = items.c.target_kind, items.c.state
        before = select(kind, state, func.count().label("number")).where(items.c.target_id.in_(target_ids))
        changes = Counter(added)
        for row in connection.execute(before.group_by(kind, state)):
            changes[row.target_kind, row.state] -= row.number
        dialect = sqlite if self._database.is_sqlite else postgresql
        statement = dialect.insert(counts)
        more = {"number": counts.c.number + statement.excluded.number}
        statement = statement.on_conflict_do_update(index_elements=[counts.c.kind, counts.c.state], set_=more)
        for key, number in sorted(changes.items()):
            if number:
                connection.execute(statement, {"kind": key[0], "state": key[1], "number": number})

    def item(self, target_id: str) -> Item | None:
        """Return the item of a record; None if it is not current, or the desk has not seen it yet."""
        return self.items_by_target([target_id]).get(target_id)

    def items_by_target(self, target_ids: Iterable[str]) -> dict[str, Item]:
        """Return the items of records, by record id."""
        return self._items_in(items.c.target_id, target_ids)

    def items_of_article(self, article_id: str) -> list[Item]:
        """Return the items that rest on an article, by target."""
        return self._items(select(items).where(items.c.article_id == article_id).order_by(items.c.target_id))

    def items_with_keys(self, keys: Iterable[str]) -> list[Item]:
        """Return the items with these target keys."""
        return list(self._items_in(items.c.target_key, keys).values())

    def items(self, wanted: ItemFilter, *, limit: int = 50, offset: int = 0) -> list[Item]:
        """Return items, the most pressing first."""
        order = items.c.priority.desc(), items.c.target_id
        return self._items(select(items).where(*self._conditions(wanted)).order_by(*order).limit(limit).offset(offset))

    def count_items(self, wanted: ItemFilter) -> int:
        """Return how many items there are, at most `COUNTED_TO`."""
        some = select(items.c.target_id).where(*self._conditions(wanted, ordered=False)).limit(COUNTED_TO).subquery()
        return int(self.fetch(select(func.count()).select_from(some))[0][0])

    def free_items(self, wanted: ItemFilter, person: str, now: datetime, *, limit: int = 20) -> list[Item]:
        """Return items that nobody else has in hand, the most pressing first."""
        taken = select(leases.c.target_id).where(
            leases.c.target_id == items.c.target_id, leases.c.until > now, leases.c.holder != person
        )
        order = items.c.priority.desc(), items.c.target_id
        query = select(items).where(*self._conditions(wanted), ~taken.exists()).order_by(*order)
        return self._items(query.limit(limit))

    def count_states(self) -> dict[str, int]:
        """Return the number of items by state, counted whenever items change: a million rows are not read for it."""
        return self._counted(counts.c.state)

    def count_kinds(self) -> dict[str, int]:
        """Return the number of items by kind of record, counted likewise: of claims, those that are current."""
        return self._counted(counts.c.kind)

    def _counted(self, column: ColumnElement[str]) -> dict[str, int]:
        query: Any = select(column, func.sum(counts.c.number).label("number")).group_by(column)
        return {row[0]: int(row.number) for row in self.fetch(query) if row.number}

    def item_values(self, column: str, *, kind: str | None = None) -> list[str]:
        """Return the values that `column` ('country', 'cause', 'site', 'reason') takes, sorted: among items of a kind,
        or among those that wait.
        """
        among = items.c.waiting if kind is None else items.c.target_kind == kind
        return [row[0] for row in self.fetch(_distinct(items.c[column], among))]

    def mark(self, source: str) -> int:
        """Return how far the desk has followed a table; 0 at first."""
        rows = self.fetch(select(marks.c.seq).where(marks.c.source == source))
        return int(rows[0].seq) if rows else 0

    def put_mark(self, source: str, seq: int) -> None:
        """Note how far the desk has followed a table."""
        with self._database.writing() as connection:
            connection.execute(self._upsert(marks), {"source": source, "seq": seq})

    def add_arrivals(self, given: Iterable[Arrivals]) -> None:
        """Add to what days have brought."""
        dialect = sqlite if self._database.is_sqlite else postgresql
        statement = dialect.insert(arrivals)
        counts = ("articles", "claims", "statements")
        added = statement.on_conflict_do_update(
            index_elements=[arrivals.c.day, arrivals.c.site],
            set_={name: arrivals.c[name] + statement.excluded[name] for name in counts},
        )
        with self._database.writing() as connection:
            for row in given:
                connection.execute(added, asdict(row))

    def arrivals(self, since: date) -> list[Arrivals]:
        """Return what each day since then brought from each site, the earliest first."""
        query = select(arrivals).where(arrivals.c.day >= since).order_by(arrivals.c.day, arrivals.c.site)
        return [Arrivals(**row._mapping) for row in self.fetch(query)]

    def _conditions(self, wanted: ItemFilter, *, ordered: bool = True) -> Sequence[ColumnElement[bool]]:
        found = [items.c.waiting if wanted.state is None else items.c.state == wanted.state]
        found += [items.c.waiting == wanted.waiting] if wanted.waiting is not None else []
        given = (
            ("reason", wanted.reason),
            ("target_kind", wanted.kind),
            ("country", wanted.country),
            ("cause", wanted.cause),
            ("site", wanted.site),
        )
        found += [items.c[name] == value for name, value in given if value is not None]
        # SQLite would sort whatever a year holds; of a long period, it is quicker to walk by priority and look at days.
        walked = ordered and self._database.is_sqlite and _is_long(wanted)
        day = literal_column("+desk_items.day", Date) if walked else items.c.day
        found += [day >= wanted.start] if wanted.start else []
        found += [day <= wanted.end] if wanted.end else []
        return found

    def _upsert(self, table: Table) -> Any:
        dialect = sqlite if self._database.is_sqlite else postgresql
        statement = dialect.insert(table)
        keys = [column.name for column in table.primary_key]
        changed = {column.name: statement.excluded[column.name] for column in table.c if column.name not in keys}
        return statement.on_conflict_do_update(index_elements=keys, set_=changed)

    def _items(self, query: Select[Any]) -> list[Item]:
        return [_item(row) for row in self.fetch(query)]

    def _items_in(self, column: ColumnElement[str], values: Iterable[str]) -> dict[str, Item]:
        found: dict[str, Item] = {}
        for batch in batches(sorted(set(values))):
            found |= {item.target_id: item for item in self._items(select(items).where(column.in_(batch)))}
        return found


_COLUMNS = tuple(field.name for field in fields(Item))


def _item(row: Any) -> Item:
    return Item(**{name: row._mapping[name] for name in _COLUMNS})


def _is_long(wanted: ItemFilter) -> bool:
    """Return whether a period is so long that much of the queue lies in it; one without an end is of late, so short."""
    first, last = wanted.start or date.min, wanted.end or date.max
    return wanted.end is not None and last - first > LONG_PERIOD


def _distinct(column: Any, among: ColumnElement[bool]) -> Select[Any]:
    """Return the distinct values of an indexed column by stepping from one to the next, not by reading every row."""
    first = select(func.min(column).label("value")).where(among).cte("steps", recursive=True)
    further = select(func.min(column)).where(among, column > first.c.value).scalar_subquery()
    steps = first.union_all(select(further).where(first.c.value.is_not(None)))
    return select(steps.c.value).where(steps.c.value.is_not(None))
