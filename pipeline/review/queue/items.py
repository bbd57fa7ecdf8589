"""From records to queue items: one function a kind, pure."""

from __future__ import annotations

from dataclasses import replace

from pipeline.records import Article, CasualtyClaim, Incident, Judgement, Statement
from pipeline.review.queue.priorities import (
    claim_reason,
    claim_weight,
    doubt_weight,
    incident_reason,
    incident_weight,
    reasons,
)
from pipeline.standing import Standing, State
from pipeline.store import claim_key, incident_key, published_order, statement_key, words
from pipeline.store.desk_items import Item

WAITING = frozenset({State.OPEN, State.SECOND, State.DISPUTED})


def claim_item(claim: CasualtyClaim, article: Article) -> Item:
    """Return the item of a claim nobody has decided on."""
    weight = claim_weight(claim)
    return Item(
        target_id=claim.id,
        target_kind="claim",
        target_key=claim_key(claim, article),
        reason=claim_reason(claim),
        weight=weight,
        priority=weight,
        state=State.OPEN,
        waiting=True,
        article_id=article.id,
        site=article.site,
        country=claim.place.country if claim.place else None,
        cause=claim.cause,
        day=article.published_at.date() if article.published_at else None,
        confidence=claim.confidence,
        published_order=published_order(article),
        outcome=claim.outcome,
    )


def statement_item(statement: Statement, article: Article) -> Item:
    """Return the item of a statement nobody has decided on."""
    weight = doubt_weight("statement", statement.confidence)
    return Item(
        target_id=statement.id,
        target_kind="statement",
        target_key=statement_key(statement, article),
        reason="statement",
        weight=weight,
        priority=weight,
        state=State.OPEN,
        waiting=True,
        article_id=article.id,
        site=article.site,
        country=statement.speaker.country if statement.speaker else None,
        day=article.published_at.date() if article.published_at else None,
        confidence=statement.confidence,
        published_order=published_order(article),
        speaker=words(statement.speaker.name) if statement.speaker else None,
        cue_class=statement.cue_class,
    )


def incident_item(incident: Incident, site: str | None) -> Item:
    """Return the item of an incident nobody has decided on; `site` is the one that reported it first."""
    weight = incident_weight(incident)
    return Item(
        target_id=incident.id,
        target_kind="incident",
        target_key=incident_key(incident),
        reason=incident_reason(incident),
        weight=weight,
        priority=weight,
        state=State.OPEN,
        waiting=True,
        site=site,
        country=incident.place.country if incident.place else None,
        cause=incident.cause,
        day=(incident.time.start or incident.time.end) if incident.time else None,
    )


def join_item(judgement: Judgement, like: Item | None) -> Item:
    """Return the item of an unsure judgement; country, cause and day are those of `like`, one of its two sides."""
    reason = "contradiction" if judgement.kind == "statement" else "join"
    weight = doubt_weight(reason, 0.5)
    return Item(
        target_id=judgement.id,
        target_kind="judgement",
        target_key=judgement.id,
        reason=reason,
        weight=weight,
        priority=weight,
        state=State.OPEN,
        waiting=True,
        site=like.site if like else None,
        country=like.country if like else None,
        cause=like.cause if like else None,
        day=like.day if like else None,
    )


def restated(item: Item, now: Standing) -> Item:
    """Return the item as its decisions make it: its state, what holds, and how pressing it has become."""
    pressing = now.state if now.state in (State.SECOND, State.DISPUTED) else None
    lift = reasons()[pressing].weight if pressing else item.weight // 1000 * 1000
    return replace(
        item,
        state=now.state,
        waiting=now.state in WAITING,
        priority=lift + item.weight % 1000,
        holds=now.holds.id if now.holds else None,
    )
