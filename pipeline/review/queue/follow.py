"""The desk follows the dataset: whatever has arrived since it last looked becomes items, or changes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from pipeline.records import Article, Decision, Incident
from pipeline.review.queue.items import claim_item, incident_item, join_item, restated, statement_item
from pipeline.review.queue.priorities import reasons
from pipeline.review_fields import values
from pipeline.standing import State, outgrown, standing
from pipeline.store import Dataset, published_order
from pipeline.store.desk import DeskStore
from pipeline.store.desk_changes import SOURCES, Arrival
from pipeline.store.desk_items import Arrivals, Item
from pipeline.vocabulary import Verdict

PORTION = 200
"""Arrivals taken at once: some thousand items, a tenth of a second of writing that nobody waits for long."""

REOPENED = "reopened"


class Follower:
    """Keeps `desk_items` in step with the records."""

    def __init__(self, dataset: Dataset, store: DeskStore, now: Callable[[], datetime]) -> None:
        """Follow `dataset`; `now` dates what is re-opened."""
        self._dataset = dataset
        self._store = store
        self._now = now
        self._steps: dict[str, Callable[[Sequence[Arrival]], None]] = {
            "readings": self._readings,
            "incidents": self._incidents,
            "judgements": self._judgements,
            "decisions": self._decided,
            "second_opinions": self._decided,
        }

    def catch_up(self) -> int:
        """Take in all that has arrived; return how many rows. Several desks may do so at once: it is idempotent."""
        taken = 0
        for source in SOURCES:
            while arrivals := self._store.arrivals_after(source, self._store.mark(source), limit=PORTION):
                with self._store.transaction():
                    self._steps[source](arrivals)
                    self._store.put_mark(source, arrivals[-1].seq)
                taken += len(arrivals)
        return taken

    def restate(self, items: Sequence[Item]) -> None:
        """Store items as their decisions and requests make them."""
        asked = self._store.second_opinions(item.target_id for item in items)
        changed = []
        for kind in sorted({item.target_kind for item in items}):
            alike = [item for item in items if item.target_kind == kind]
            direct = self._decisions_on(kind, [item.target_id for item in alike])
            others = [item.target_key for item in alike if item.target_id not in direct]
            by_key = self._dataset.standing_decisions_by_key(kind, others)
            for item in alike:
                decisions = direct.get(item.target_id) or by_key.get(item.target_key, [])
                fresh = [one for one in decisions if not item.reopened_at or one.decided_at > item.reopened_at]
                people = {one.asked_by for one in asked.get(item.target_id, ())}
                changed.append(restated(item, standing(fresh, people)))
        self._store.put_items(changed)

    def _decisions_on(self, kind: str, ids: Sequence[str]) -> dict[str, list[Decision]]:
        if kind == "incident":
            return self._dataset.standing_on_incidents(self._dataset.incidents_by_id(ids).values())
        return self._dataset.standing_decisions(kind, ids)

    def _readings(self, arrivals: Sequence[Arrival]) -> None:
        articles = self._dataset.articles_by_id(arrival.id for arrival in arrivals)
        readings = self._dataset.readings_by_article(articles)
        arrived = {arrival.id: arrival.at for arrival in arrivals}  # in order: a version after its forerunner
        brought: Counter[tuple[str, str]] = Counter()
        for article_id in arrived:
            article, reading = articles[article_id], readings[article_id]
            items = [claim_item(claim, article) for claim in reading.claims]
            items += [statement_item(statement, article) for statement in reading.statements]
            self._replace(article, items, arrived[article_id])
            for statement in reading.statements:
                self._store.put_topics(statement.id, published_order(article), statement.topics)
            brought[article.site, "articles"] += 1
            brought[article.site, "claims"] += len(reading.claims)
            brought[article.site, "statements"] += len(reading.statements)
        day = arrivals[-1].at.date()
        self._store.add_arrivals(
            Arrivals(day, site, brought[site, "articles"], brought[site, "claims"], brought[site, "statements"])
            for site in sorted({site for site, _ in brought})
        )

    def _replace(self, article: Article, items: Sequence[Item], at: datetime) -> None:
        """Put an article's items in place of those of its earlier reading and of the version it follows."""
        before = self._store.items_of_article(article.id)
        older = self._store.items_of_article(article.version_of) if article.version_of else []
        kept = {item.target_id for item in items}
        self._store.drop_items(item.target_id for item in (*before, *older) if item.target_id not in kept)
        self.restate(_reopened(older, items, at))

    def _incidents(self, arrivals: Sequence[Arrival]) -> None:
        incidents = self._dataset.incidents_by_id(arrival.id for arrival in arrivals)
        first = {id_: one.history[0].article_id for id_, one in incidents.items() if one.history}
        articles = self._dataset.articles_by_id(first.values())
        sites = {id_: articles[article].site for id_, article in first.items() if article in articles}
        self._store.drop_items(arrival.id for arrival in arrivals if arrival.id not in incidents)
        decided = self._dataset.standing_on_incidents(incidents.values())
        at = {arrival.id: arrival.at for arrival in arrivals}
        self.restate(
            [
                self._incident(one, sites.get(id_), decided.get(id_, ()), at[id_])
                for id_, one in sorted(incidents.items())
            ]
        )

    def _incident(self, incident: Incident, site: str | None, decisions: Sequence[Decision], at: datetime) -> Item:
        """Return the item of an incident: re-opened where somebody decided on other figures than it has now."""
        item, fields = incident_item(incident, site), values("incident", incident)
        return _reopen(item, at) if any(outgrown(one, fields) for one in decisions) else item

    def _judgements(self, arrivals: Sequence[Arrival]) -> None:
        for arrival in arrivals:
            if arrival.kind not in ("incident", "statement"):
                continue
            judgement = self._store.judgement(arrival.id)
            stands = judgement and self._store.standing_judgement(judgement.kind, judgement.left, judgement.right)
            if judgement and stands and stands.id == judgement.id and judgement.verdict is Verdict.UNSURE:
                self.restate([join_item(judgement, self._like(judgement.left))])
            else:
                self._store.drop_items([arrival.id])

    def _like(self, reported_or_statement_id: str) -> Item | None:
        held = self._dataset.incidents_of([reported_or_statement_id]).get(reported_or_statement_id)
        return self._store.item(held.id if held else reported_or_statement_id)

    def _decided(self, arrivals: Sequence[Arrival]) -> None:
        items = self._store.items_by_target(arrival.id for arrival in arrivals)
        self.restate(list(items.values()))


def _reopened(older: Sequence[Item], items: Sequence[Item], at: datetime) -> list[Item]:
    """Mark what took the place of a decided record: the page changed, and it reads differently."""
    keys = {item.target_key for item in items}
    known = {item.target_key for item in older}
    lost = {item.target_kind for item in older if item.state != State.OPEN and item.target_key not in keys}
    return [_reopen(item, at) if item.target_kind in lost and item.target_key not in known else item for item in items]


def _reopen(item: Item, at: datetime) -> Item:
    """Return the item re-opened at the moment when what changed it arrived: decisions made since then count."""
    weight = reasons()[REOPENED].weight + item.weight % 1000
    return replace(item, reason=REOPENED, weight=weight, reopened_at=at)
