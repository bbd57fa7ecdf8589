"""A `State` in memory: for measuring on gold sets and for tests, where no dataset is wanted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from pipeline.records import (
    Article,
    CasualtyClaim,
    Incident,
    Judgement,
    Reading,
    ReportedIncident,
    Statement,
    Syndication,
    Tally,
)
from pipeline.resolve.cluster import Pair, pair_of
from pipeline.resolve.marks import day_of
from pipeline.resolve.precedents import is_machine
from pipeline.resolve.protocol import Resolution, Trace
from pipeline.vocabulary import Outcome, Scope


class MemoryState:
    """Keeps everything in dictionaries; `append` stores what `resolve_new` returned."""

    def __init__(self) -> None:
        """Start empty."""
        self.by_article: dict[str, tuple[Article, Reading]] = {}
        self.incidents: dict[str, Incident] = {}
        self.tallies: dict[str, Tally] = {}
        self._syndication: dict[str, Syndication] = {}
        self._judgements: dict[tuple[str, Pair, bool], Judgement] = {}
        self._about: dict[tuple[str, str], set[Pair]] = {}
        self._traces: dict[str, Trace] = {}
        self._profiles: dict[str, bytes] = {}
        self._carriers: dict[int, list[tuple[int, str]]] = {}
        self._article_of: dict[str, str] = {}
        self._ever: dict[str, str] = {}
        self._incident_of: dict[str, str] = {}
        self._of_article: dict[str, set[str]] = {}

    def add(self, article: Article, reading: Reading) -> None:
        """Store an article with its current reading, as the reading step does."""
        before = self.by_article.get(article.id)
        for told in before[1].incidents if before else ():
            self._article_of.pop(told.id, None)
        self.by_article[article.id] = (article, reading)
        for told in reading.incidents:
            self._article_of[told.id] = self._ever[told.id] = article.id

    def next_versions(self, article_ids: Iterable[str]) -> Mapping[str, str]:
        """See `State`."""
        stored = [article for article, _ in self.by_article.values()]
        later = {article.version_of: article.id for article in stored if article.version_of is not None}
        found, waiting = dict[str, str](), set(article_ids)
        while waiting:
            found |= (step := {id_: later[id_] for id_ in waiting & later.keys()})
            waiting = set(step.values()) - found.keys()
        return found

    def append(self, resolution: Resolution) -> None:
        """Store what was resolved."""
        for trace in resolution.traces:
            self._append_trace(trace)
        self._profiles.update(resolution.profiles)
        self._syndication.update({copy.article_id: copy for copy in resolution.syndication})
        for judgement in resolution.judgements:
            self.decide(judgement)
        for incident in resolution.incidents:
            self._append_incident(incident)
        for tally in resolution.tallies:
            self.tallies[tally.id] = tally
            if not tally.readings:
                del self.tallies[tally.id]

    def decide(self, judgement: Judgement) -> None:
        """Store a judgement; an analyst's is kept beside the machine's and outranks it."""
        pair = pair_of(judgement.left, judgement.right)
        self._judgements[judgement.kind, pair, is_machine(judgement)] = judgement
        for one in pair:
            self._about.setdefault((judgement.kind, one), set()).add(pair)

    def withdraw(self, judgement: Judgement) -> None:
        """Take a judgement back, as undoing a decision does."""
        pair = pair_of(judgement.left, judgement.right)
        del self._judgements[judgement.kind, pair, is_machine(judgement)]

    def articles(self, ids: Iterable[str]) -> Mapping[str, Article]:
        """See `State`."""
        return {id_: self.by_article[id_][0] for id_ in ids if id_ in self.by_article}

    def published(self, article_ids: Iterable[str]) -> Mapping[str, datetime | None]:
        """See `State`."""
        return {id_: article.published_at for id_, article in self.articles(article_ids).items()}

    def profiles(self, article_ids: Iterable[str]) -> Mapping[str, bytes]:
        """See `State`."""
        return {id_: self._profiles[id_] for id_ in article_ids if id_ in self._profiles}

    def telling(self, article_ids: Iterable[str]) -> Collection[str]:
        """See `State`."""
        return [id_ for id_, reading in self.readings(article_ids).items() if reading.incidents]

    def statements_of(self, article_ids: Iterable[str]) -> Mapping[str, Sequence[Statement]]:
        """See `State`."""
        return {id_: reading.statements for id_, reading in self.readings(article_ids).items() if reading.statements}

    def readings(self, article_ids: Iterable[str]) -> Mapping[str, Reading]:
        """See `State`."""
        return {id_: self.by_article[id_][1] for id_ in article_ids if id_ in self.by_article}

    def article_of(self, reported_incident_ids: Iterable[str]) -> Mapping[str, str]:
        """See `State`."""
        return {id_: self._article_of[id_] for id_ in reported_incident_ids if id_ in self._article_of}

    def carriers(self, keys: Iterable[int]) -> Mapping[int, Sequence[tuple[int, str]]]:
        """See `State`."""
        return {key: self._carriers.get(key, ()) for key in keys}

    def reported_near(
        self, start: date, end: date, *, country: str, places: Iterable[str]
    ) -> Sequence[ReportedIncident]:
        """See `State`. Looks at everything: fine for thousands."""
        wanted = set(places)
        told = (
            (told, article)
            for article, reading in self.by_article.values()
            for told in reading.incidents
            if told.place is not None and told.place.country == country and told.place.name in wanted
        )
        return [one for one, article in told if _at_that_time(one, article, start, end)]

    def judgements_about(self, ids: Iterable[str], *, kind: str) -> Sequence[Judgement]:
        """See `State`."""
        pairs = {pair for id_ in ids for pair in self._about.get((kind, id_), ())}
        found = (
            self._judgements.get((kind, pair, False), self._judgements.get((kind, pair, True)))
            for pair in sorted(pairs)
        )
        return [judgement for judgement in found if judgement is not None]

    def incidents_of(self, reported_incident_ids: Iterable[str]) -> Mapping[str, Incident]:
        """See `State`."""
        known = self._incident_of
        return {id_: self.incidents[known[id_]] for id_ in reported_incident_ids if known.get(id_) in self.incidents}

    def incidents_with(self, article_ids: Iterable[str]) -> Sequence[Incident]:
        """See `State`."""
        ids = {id_ for article in article_ids for id_ in self._of_article.get(article, ())}
        return [self.incidents[id_] for id_ in sorted(ids) if id_ in self.incidents]

    def syndication_of(self, article_ids: Iterable[str]) -> Mapping[str, Syndication]:
        """See `State`."""
        return {id_: self._syndication[id_] for id_ in article_ids if id_ in self._syndication}

    def cumulative_claims(self, outcome: Outcome, country: str | None) -> Sequence[CasualtyClaim]:
        """See `State`. Looks at everything."""
        claims = (claim for _, reading in self.by_article.values() for claim in reading.claims)
        return [
            claim
            for claim in claims
            if claim.scope == Scope.CUMULATIVE
            and claim.outcome == outcome
            and (claim.place.country if claim.place else None) == country
        ]

    def tallies_near(self, outcome: Outcome, country: str | None) -> Sequence[Tally]:
        """See `State`."""
        found = (tally for tally in self.tallies.values() if tally.outcome == outcome and tally.country == country)
        return sorted(found, key=lambda tally: tally.id)

    def tallies_with(self, article_ids: Iterable[str]) -> Sequence[Tally]:
        """See `State`."""
        wanted = set(article_ids)
        return [tally for tally in self.tallies.values() if any(one.article_id in wanted for one in tally.readings)]

    def said_by(self, speaker: str, *, around: datetime | None) -> Sequence[tuple[str, str]]:
        """See `State`. Looks at everything and returns all of it, whatever the moment."""
        said = (statement for _, reading in self.by_article.values() for statement in reading.statements)
        return [
            (statement.id, statement.article_id)
            for statement in said
            if statement.speaker is not None and speaker == statement.speaker.shown
        ]

    def _append_trace(self, trace: Trace) -> None:
        if trace.article_id in self._traces:
            return
        self._traces[trace.article_id] = trace
        for key in trace.keys:
            self._carriers.setdefault(key, []).append((trace.instant, trace.article_id))

    def _append_incident(self, incident: Incident) -> None:
        if not incident.members:
            self.incidents.pop(incident.id, None)
            return
        self.incidents[incident.id] = incident
        for member in incident.members:
            self._incident_of[member] = incident.id
            self._of_article.setdefault(self._ever[member], set()).add(incident.id)


def _at_that_time(told: ReportedIncident, article: Article, start: date, end: date) -> bool:
    stated = told.time is not None and told.time.start is not None and told.time.end is not None
    first = told.time.start if stated and told.time else day_of(article.published_at)
    last = told.time.end if stated and told.time else first
    return first is not None and last is not None and first <= end and last >= start
