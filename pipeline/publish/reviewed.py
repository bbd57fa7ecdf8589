"""Records as analysts left them: corrections in place, rejections out, and how far the review has come."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic

from msgspec.structs import replace

from pipeline.records import Article, CasualtyClaim, Decision, Incident, R, Reading, Statement
from pipeline.review_fields import corrected, values
from pipeline.standing import Standing, State, outgrown, reopens, standing
from pipeline.store import Dataset, claim_key, statement_key
from pipeline.vocabulary import DecisionVerdict, IncidentStatus

OPEN = "open"
Revise = Callable[[Dataset, Incident, Mapping[str, CasualtyClaim | None]], Incident]
"""Gives an incident as it follows from claims as analysts left them (None: rejected)."""
_NAMES = {
    DecisionVerdict.ACCEPT: "accepted",
    DecisionVerdict.CORRECT: "corrected",
    DecisionVerdict.REJECT: "rejected",
}


@dataclass(frozen=True, slots=True)
class Reviewed(Generic[R]):
    """A record to publish; `review` is one of open, accepted, corrected, rejected, unsure, disputed."""

    record: R
    review: str = OPEN
    reviewers: tuple[str, ...] = ()


def incidents_as_left(
    dataset: Dataset, incidents: Sequence[Incident], revise: Revise | None = None
) -> list[Reviewed[Incident]]:
    """Return incidents as analysts' decisions leave them: those on their claims first, then those on themselves.

    One way for export, command line and desk, so that an incident has one figure everywhere.
    """
    members = [member for incident in incidents for member in incident.members]
    pages = set(dataset.articles_of_reported(members).values()) if revise else set()
    changed = changed_claims(dataset, pages) if pages else {}
    told = {one.claim_id for incident in incidents for one in incident.history}
    touched = told & changed.keys()
    left = [
        revise(dataset, one, changed) if revise and touched & {entry.claim_id for entry in one.history} else one
        for one in incidents
    ]
    return reviewed_incidents(dataset, left)


def changed_claims(dataset: Dataset, of: Collection[str] | None = None) -> dict[str, CasualtyClaim | None]:
    """Return the current claims that analysts corrected or rejected, by id; None for a rejected one.

    Looks at the pages only that decisions are about: there are few, however large the dataset. `of`: the articles whose
    pages alone are looked at; None for all.
    """
    decided = {one.target_id for one in dataset.decisions() if one.target_kind == "claim"}
    pages: dict[str, Article] = {}
    wanted = _addresses_of(dataset, of) if of is not None else None
    for article_id in sorted({claim.article_id for id_ in sorted(decided) if (claim := dataset.claim(id_))}):
        article = dataset.article(article_id)
        if wanted is not None and not {article_id, article.canonical_url if article else ""} & wanted:
            continue
        versions = dataset.versions(article.canonical_url) if article and article.canonical_url else []
        pages |= {version.id: version for version in (*versions, *([article] if article else []))}
    readings = dataset.readings_by_article(pages)
    read = [(pages[id_], readings[id_]) for id_ in sorted(readings)]
    found = reviewed_claims(dataset, read)
    return {
        one.record.id: None if one.review == "rejected" else one.record
        for one in found
        if one.review in ("rejected", "corrected")
    }


def _addresses_of(dataset: Dataset, article_ids: Iterable[str]) -> set[str]:
    """Return articles by id and, since a decision on one version is one on the next, by address."""
    articles = dataset.articles_by_id(article_ids)
    return {*articles, *(article.canonical_url for article in articles.values() if article.canonical_url)}


@dataclass(frozen=True, slots=True)
class _Asked(Generic[R]):
    """A record to look up: what its decisions re-attach by, and the article it was read from."""

    record: R
    key: str
    article_id: str


def reviewed_claims(dataset: Dataset, read: Iterable[tuple[Article, Reading]]) -> list[Reviewed[CasualtyClaim]]:
    """Return the claims with what analysts decided about them, or about the same words as read earlier."""
    asked = {
        claim.id: _Asked(claim, claim_key(claim, article), article.id)
        for article, reading in read
        for claim in reading.claims
    }
    return _reviewed(dataset, "claim", asked)


def reviewed_statements(dataset: Dataset, read: Iterable[tuple[Article, Reading]]) -> list[Reviewed[Statement]]:
    """Return the statements with what analysts decided about them, or about the same words as read earlier."""
    asked = {
        statement.id: _Asked(statement, statement_key(statement, article), article.id)
        for article, reading in read
        for statement in reading.statements
    }
    return _reviewed(dataset, "statement", asked)


def reviewed_incidents(dataset: Dataset, incidents: Sequence[Incident]) -> list[Reviewed[Incident]]:
    """Return incidents with what analysts decided: accepted or corrected ones are 'reviewed', rejected 'retracted'.

    A decision made on other figures, before further reports joined, is open again.
    """
    stored = dataset.incidents_by_id(incident.id for incident in incidents)
    decided = dataset.standing_on_incidents(stored.values())
    found = []
    for incident in incidents:
        fields = values("incident", stored.get(incident.id, incident))
        hold = [decision for decision in decided.get(incident.id, ()) if not outgrown(decision, fields)]
        found.append(_with_status(_as_decided(incident, "incident", standing(hold))))
    return found


def _reviewed(dataset: Dataset, kind: str, asked: Mapping[str, _Asked[R]]) -> list[Reviewed[R]]:
    direct = dataset.standing_decisions(kind, asked)
    by_key = dataset.standing_decisions_by_key(kind, {one.key for id_, one in asked.items() if id_ not in direct})
    found: list[Reviewed[R]] = []
    for id_, one in asked.items():
        decisions = direct.get(id_)
        if decisions is None:
            earlier = [decision for decision in by_key.get(one.key, ()) if not _of_a_sibling(decision, one, asked)]
            decisions = _still_hold(dataset, kind, earlier, one)
        found.append(_as_decided(one.record, kind, standing(decisions)))
    return found


def _of_a_sibling(decision: Decision, one: _Asked[R], asked: Mapping[str, _Asked[R]]) -> bool:
    """Of two like records of one article, a decision on one says nothing about the other."""
    sibling = asked.get(decision.target_id)
    return sibling is not None and sibling.article_id == one.article_id


def _still_hold(dataset: Dataset, kind: str, decisions: Iterable[Decision], one: _Asked[R]) -> list[Decision]:
    """Return those decisions that a re-reading does not re-open."""
    kept = []
    for decision in decisions:
        before = _article_of(dataset, kind, decision.target_id)
        if before is None or not reopens(decision, one.article_id, values(kind, one.record), before):
            kept.append(decision)
    return kept


def _article_of(dataset: Dataset, kind: str, target_id: str) -> str | None:
    decided = dataset.claim(target_id) if kind == "claim" else dataset.statement(target_id)
    return decided.article_id if decided else None


def _as_decided(record: R, kind: str, outcome: Standing) -> Reviewed[R]:
    reviewers = tuple(one.reviewer for one in outcome.opinions)
    if outcome.holds is None:
        review = {State.OPEN: OPEN, State.DISPUTED: "disputed"}.get(outcome.state, "unsure")
        return Reviewed(record, review, reviewers)
    changes: Mapping[str, Any] = outcome.holds.corrections
    return Reviewed(corrected(record, kind, changes), _NAMES.get(outcome.holds.verdict, "accepted"), reviewers)


def _with_status(one: Reviewed[Incident]) -> Reviewed[Incident]:
    if one.review in ("accepted", "corrected"):
        return _at_status(one, IncidentStatus.REVIEWED)
    return _at_status(one, IncidentStatus.RETRACTED) if one.review == "rejected" else one


def _at_status(one: Reviewed[Incident], status: IncidentStatus) -> Reviewed[Incident]:
    return Reviewed(replace(one.record, status=status), one.review, one.reviewers)
