"""Analysts' decisions: who decided what about which record, and what stands.

A reviewer's last decision on a record is what that reviewer thinks; `undo` withdraws it. Of several reviewers'
standing decisions the last one counts, so that a third opinion settles a disagreement. "Last" is by `decided_at`,
then id: never by arrival.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import ColumnElement, FromClause, and_, or_, select

from pipeline.records import Article, CasualtyClaim, Decision, Incident, Statement
from pipeline.store.base import Part, batches
from pipeline.store.codec import decode, storable
from pipeline.store.flatten import decision_row
from pipeline.store.schema.resolution import decisions, incidents
from pipeline.store.snapshots import is_current
from pipeline.vocabulary import DecisionVerdict

_newer = decisions.alias("newer")
_later = or_(
    _newer.c.decided_at > decisions.c.decided_at,
    and_(_newer.c.decided_at == decisions.c.decided_at, _newer.c.id > decisions.c.id),
)
_same = and_(
    _newer.c.target_kind == decisions.c.target_kind,
    _newer.c.target_id == decisions.c.target_id,
    _newer.c.reviewer == decisions.c.reviewer,
)


def _reshapes(table: FromClause) -> ColumnElement[bool]:
    """True for a join or split of an incident: it changes what the incident is, not what somebody thinks of it."""
    return and_(table.c.target_kind == "incident", table.c.verdict.in_((DecisionVerdict.MERGE, DecisionVerdict.SPLIT)))


STANDS: ColumnElement[bool] = and_(
    decisions.c.verdict != DecisionVerdict.UNDO,
    ~_reshapes(decisions),
    ~select(_newer.c.seq).where(_same, _later, ~_reshapes(_newer)).exists(),
)
"""True for a reviewer's last opinion on a record, unless it withdraws. Joins and splits of incidents are none."""


class Decisions(Part):
    """The decisions in a dataset."""

    def append_decision(self, decision: Decision) -> bool:
        """Store a decision; False when it is known."""
        with self._database.writing() as connection:
            row = decision_row(decision) | {"appended_at": self._now()}
            return self._insert_if_new(connection, decisions, row)

    def decisions_on(self, target_kind: str, target_id: str) -> list[Decision]:
        """Return every decision on a record, withdrawn ones included, the earliest first."""
        query = select(decisions.c.record).where(
            decisions.c.target_kind == target_kind, decisions.c.target_id == target_id
        )
        rows = self.fetch(query.order_by(decisions.c.decided_at, decisions.c.id))
        return [decode(Decision, row.record) for row in rows]

    def standing_decisions(self, target_kind: str, ids: Iterable[str]) -> dict[str, list[Decision]]:
        """Return each reviewer's standing decision on each of the records, by record id, the earliest first."""
        return self._standing(decisions.c.target_id, target_kind, ids)

    def standing_decisions_by_key(self, target_kind: str, keys: Iterable[str]) -> dict[str, list[Decision]]:
        """Return the standing decisions with these target keys: what was decided on a record before it was re-read."""
        return self._standing(decisions.c.target_key, target_kind, map(storable, keys))

    def standing_on_incidents(self, given: Iterable[Incident]) -> dict[str, list[Decision]]:
        """Return the standing decisions on incidents, by id; an id that is no more hands its own on with its members.

        A decision names the first member of the incident that it was made on: it follows that member.
        """
        asked = {incident.id: incident for incident in given}
        found = self.standing_decisions("incident", asked)
        holding = {member: id_ for id_, one in asked.items() if id_ not in found for member in one.members}
        inherited = self.standing_decisions_by_key("incident", holding)
        there = self._still_there({one.target_id for several in inherited.values() for one in several})
        for member, several in sorted(inherited.items()):
            handed_on = [one for one in several if one.target_id not in there]
            if handed_on:
                found[holding[member]] = [*found.get(holding[member], ()), *handed_on]
        return {
            id_: sorted(several, key=lambda one: (one.decided_at, one.id)) for id_, several in sorted(found.items())
        }

    def decisions_on_incident(self, incident: Incident) -> list[Decision]:
        """Return every decision on an incident, those on what it was before its id changed among them, in order."""
        handed_on = self.standing_on_incidents([incident]).get(incident.id, [])
        ids = {incident.id, *(one.target_id for one in handed_on)}
        found = [decision for id_ in sorted(ids) for decision in self.decisions_on("incident", id_)]
        return sorted(found, key=lambda one: (one.decided_at, one.id))

    def _still_there(self, ids: Iterable[str]) -> set[str]:
        """Return those of the incidents' ids that stand."""
        found: set[str] = set()
        for batch in batches(sorted(ids)):
            query = select(incidents.c.id).where(incidents.c.id.in_(batch), is_current(incidents))
            found |= {row.id for row in self.fetch(query)}
        return found

    def decisions(self) -> Iterator[Decision]:
        """Yield all decisions by time, then id."""
        query = select(decisions.c.record).order_by(decisions.c.decided_at, decisions.c.id)
        yield from (decode(Decision, row.record) for row in self._stream(query))

    def _standing(self, column: ColumnElement[str], kind: str, values: Iterable[str]) -> dict[str, list[Decision]]:
        found: dict[str, list[Decision]] = {}
        for batch in batches(sorted(set(values))):
            query = select(column.label("target"), decisions.c.record)
            query = query.where(decisions.c.target_kind == kind, column.in_(batch), STANDS)
            for row in self.fetch(query.order_by(decisions.c.decided_at, decisions.c.id)):
                found.setdefault(row.target, []).append(decode(Decision, row.record))
        return found


def claim_key(claim: CasualtyClaim, article: Article) -> str:
    """Return what a decision on a claim re-attaches by after re-reading: page, outcome, counting words, sentence."""
    return _key(_page(article), claim.outcome, claim.quantity.as_stated, claim.sentence.text)


def statement_key(statement: Statement, article: Article) -> str:
    """Return what a decision on a statement re-attaches by: page, speaker as stated, content."""
    speaker = statement.speaker.as_stated if statement.speaker else ""
    return _key(_page(article), speaker, statement.content)


def incident_key(incident: Incident) -> str:
    """Return what a decision on an incident re-attaches by: its first member, wherever that has gone."""
    return incident.members[0]


def _page(article: Article) -> str:
    return article.canonical_url or article.id


def _key(*parts: str) -> str:
    return " | ".join(" ".join(part.split()) for part in parts)
