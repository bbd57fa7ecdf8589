"""Incidents and tallies: snapshots of what follows from the judgements. A later snapshot supersedes an earlier one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, insert, select

from pipeline.records import Incident, R, Tally
from pipeline.store.base import Part, batches
from pipeline.store.codec import decode
from pipeline.store.flatten import incident_row, tally_row
from pipeline.store.schema.resolution import incident_members, incidents, tallies, tally_members


@dataclass(frozen=True, slots=True)
class _Kind:
    """Where snapshots of one kind and their members are kept."""

    snapshots: Table
    members: Table
    owner: str
    member: str


_INCIDENTS = _Kind(incidents, incident_members, "incident", "reported_incident_id")
_TALLIES = _Kind(tallies, tally_members, "tally", "claim_id")


def is_current(snapshots: Table) -> ColumnElement[bool]:
    """Return the condition that a snapshot is the last of its id, and not dissolved."""
    newer = snapshots.alias("newer")
    superseded = select(newer.c.seq).where(newer.c.id == snapshots.c.id, newer.c.seq > snapshots.c.seq).exists()
    return ~superseded & ~snapshots.c.dissolved


class Snapshots(Part):
    """The incidents and tallies of a dataset."""

    def append_incidents(self, snapshots: Iterable[Incident]) -> int:
        """Store how incidents stand now, together; return how many of them are news.

        An incident without members is dissolved. So is every other one whose members have all gone to these.
        """
        given = sorted(snapshots, key=lambda incident: incident.id)
        with self._database.writing() as connection:
            stored = sum(
                self._append(connection, _INCIDENTS, incident_row(incident), incident.members) for incident in given
            )
            taken = {member for incident in given for member in incident.members}
            return stored + self._dissolve_emptied(connection, taken, {incident.id for incident in given})

    def append_tallies(self, snapshots: Iterable[Tally]) -> int:
        """Store how tallies stand now, together; return how many are news. One without readings is dissolved."""
        with self._database.writing() as connection:
            return sum(
                self._append(connection, _TALLIES, tally_row(tally), [reading.claim_id for reading in tally.readings])
                for tally in snapshots
            )

    def incident(self, incident_id: str) -> Incident | None:
        """Return an incident as it stands; None if there is none or it is dissolved."""
        return next(self._current(Incident, _INCIDENTS, [incident_id]), None)

    def incident_that_followed(self, incident_id: str) -> Incident | None:
        """Return the incident that holds the first report of one that is no more; None for an id that never was."""
        members = [member for one in self.incident_snapshots(incident_id) for member in one.members[:1]]
        held = self.incidents_of(members)
        return next((held[member] for member in reversed(members) if member in held), None)

    def tally(self, tally_id: str) -> Tally | None:
        """Return a tally as it stands; None if there is none or it is dissolved."""
        return next(self._current(Tally, _TALLIES, [tally_id]), None)

    def incidents_by_id(self, ids: Iterable[str]) -> dict[str, Incident]:
        """Return those of the incidents that stand, by id."""
        return {incident.id: incident for incident in self._current(Incident, _INCIDENTS, ids)}

    def tallies_by_id(self, ids: Iterable[str]) -> dict[str, Tally]:
        """Return those of the tallies that stand, by id."""
        return {tally.id: tally for tally in self._current(Tally, _TALLIES, ids)}

    def incidents_of(self, reported_incident_ids: Iterable[str]) -> dict[str, Incident]:
        """Return the incident that each reported incident belongs to, by the reported incident's id."""
        return self._holding(Incident, _INCIDENTS, reported_incident_ids)

    def tallies_of(self, claim_ids: Iterable[str]) -> dict[str, Tally]:
        """Return the tally that each claim is a reading of, by the claim's id."""
        return self._holding(Tally, _TALLIES, claim_ids)

    def current_incidents(self) -> Iterator[Incident]:
        """Yield every incident that stands, by id."""
        yield from self._all(Incident, incidents)

    def current_tallies(self) -> Iterator[Tally]:
        """Yield every tally that stands, by id."""
        yield from self._all(Tally, tallies)

    def members_held_twice(self, *, limit: int = 10) -> list[str]:
        """Return reported incidents that more than one standing incident holds; there should be none."""
        held = incident_members.c.reported_incident_id
        joined = (
            select(held).join(incidents, incidents.c.seq == incident_members.c.incident).where(is_current(incidents))
        )
        twice = joined.group_by(held).having(func.count() > 1).order_by(held).limit(limit)
        return [str(row[0]) for row in self.fetch(twice)]

    def incident_snapshots(self, incident_id: str) -> list[Incident]:
        """Return every snapshot of an incident, the first first; one without members says that it was dissolved."""
        query = select(incidents.c.record).where(incidents.c.id == incident_id).order_by(incidents.c.seq)
        return [decode(Incident, row.record) for row in self.fetch(query)]

    def _append(self, connection: Connection, kind: _Kind, row: dict[str, Any], members: Iterable[str]) -> bool:
        table = kind.snapshots
        last = select(table.c.record).where(table.c.id == row["id"]).order_by(table.c.seq.desc()).limit(1)
        before = connection.execute(last).scalar()
        if before == row["record"] or (before is None and row["dissolved"]):
            return False
        number = self._insert_arrival(connection, table, row)
        rows = [{kind.owner: number, kind.member: member} for member in sorted(set(members))]
        if rows:
            connection.execute(insert(kind.members), rows)
        return True

    def _dissolve_emptied(self, connection: Connection, taken: set[str], kept: set[str]) -> int:
        holders = (incident for incident in self._holders(taken) if incident.id not in kept)
        emptied = sorted(incident.id for incident in holders if taken.issuperset(incident.members))
        gone = (incident_row(Incident(id=id_, members=())) for id_ in emptied)
        return sum(self._append(connection, _INCIDENTS, row, ()) for row in gone)

    def _holders(self, members: Iterable[str]) -> list[Incident]:
        held = incident_members.c
        joined = select(incidents.c.id).join(incident_members, held.incident == incidents.c.seq)
        found: set[str] = set()
        for batch in batches(sorted(set(members))):
            rows = self.fetch(joined.where(held.reported_incident_id.in_(batch), is_current(incidents)))
            found |= {row.id for row in rows}
        return list(self._current(Incident, _INCIDENTS, found))

    def _current(self, kind: type[R], where: _Kind, ids: Iterable[str]) -> Iterator[R]:
        table = where.snapshots
        for batch in batches(sorted(set(ids))):
            query = select(table.c.record).where(table.c.id.in_(batch), is_current(table)).order_by(table.c.id)
            yield from (decode(kind, row.record) for row in self.fetch(query))

    def _holding(self, kind: type[R], where: _Kind, members: Iterable[str]) -> dict[str, R]:
        table, held = where.snapshots, where.members.c
        query = select(held[where.member].label("member"), table.c.seq)
        joined = query.join(table, table.c.seq == held[where.owner])
        holder: dict[str, int] = {}
        for batch in batches(sorted(set(members))):
            # Should two hold one member, the one that took it last has it.
            rows = self.fetch(joined.where(held[where.member].in_(batch), is_current(table)).order_by(table.c.seq))
            holder |= {row.member: row.seq for row in rows}
        records = self._at_numbers(kind, table, set(holder.values()))
        return {member: records[number] for member, number in holder.items()}

    def _at_numbers(self, kind: type[R], table: Table, numbers: Iterable[int]) -> dict[int, R]:
        """Return records by their number: each is decoded once, and those of a disaster are long."""
        found: dict[int, R] = {}
        for batch in batches(sorted(numbers)):
            rows = self.fetch(select(table.c.seq, table.c.record).where(table.c.seq.in_(batch)))
            found |= {row.seq: decode(kind, row.record) for row in rows}
        return found

    def _all(self, kind: type[R], table: Table) -> Iterator[R]:
        query = select(table.c.record).where(is_current(table)).order_by(table.c.id)
        yield from (decode(kind, row.record) for row in self._stream(query))
