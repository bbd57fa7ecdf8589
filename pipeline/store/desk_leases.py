"""Who has an item in hand, and who asked for a second opinion."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from pipeline.store.base import Part, batches
from pipeline.store.schema.desk import leases, second_opinions


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """A request for another analyst's opinion on a record."""

    target_id: str
    asked_by: str
    asked_at: datetime
    note: str


class Leases(Part):
    """Leases and requests of a dataset."""

    def take(self, target_id: str, person: str, until: datetime) -> bool:
        """Take an item in hand, or keep it; False when somebody else has it. One statement: two never both succeed."""
        dialect = sqlite if self._database.is_sqlite else postgresql
        statement = dialect.insert(leases).values(target_id=target_id, holder=person, until=until)
        free = or_(leases.c.holder == person, leases.c.until <= self._now())
        taken = statement.on_conflict_do_update(
            index_elements=[leases.c.target_id], set_={"holder": person, "until": until}, where=free
        )
        with self._database.writing() as connection:
            return connection.execute(taken).rowcount == 1

    def let_go(self, person: str, target_id: str | None = None) -> None:
        """Put an item back, or everything the person has in hand."""
        mine = [leases.c.holder == person] + ([leases.c.target_id == target_id] if target_id else [])
        with self._database.writing() as connection:
            connection.execute(delete(leases).where(*mine))

    def holders(self, target_ids: Iterable[str]) -> dict[str, str]:
        """Return who has which of the items in hand."""
        found: dict[str, str] = {}
        for batch in batches(sorted(set(target_ids))):
            query = select(leases).where(leases.c.target_id.in_(batch), leases.c.until > self._now())
            found |= {row.target_id: row.holder for row in self.fetch(query)}
        return found

    def ask_second_opinion(self, target_id: str, asked_by: str, note: str) -> None:
        """Note that somebody asks for another's opinion."""
        row = {"target_id": target_id, "asked_by": asked_by, "asked_at": self._now(), "note": note}
        with self._database.writing() as connection:
            connection.execute(insert(second_opinions), row)

    def second_opinions(self, target_ids: Iterable[str]) -> dict[str, list[SecondOpinion]]:
        """Return the requests on records, by record id, the earliest first."""
        found: dict[str, list[SecondOpinion]] = {}
        for batch in batches(sorted(set(target_ids))):
            query = select(second_opinions).where(second_opinions.c.target_id.in_(batch))
            for row in self.fetch(query.order_by(second_opinions.c.seq)):
                request = SecondOpinion(row.target_id, row.asked_by, row.asked_at, row.note)
                found.setdefault(row.target_id, []).append(request)
        return found
