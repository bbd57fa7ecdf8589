"""What resolving asks of the store, and what it hands back. The step that joins them implements `State`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

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
from pipeline.vocabulary import Outcome

RESOLVER_VERSION = "6"
"""Changes whenever weights, thresholds or rules change what is decided."""

MACHINE = f"machine:{RESOLVER_VERSION}"
"""What judgements of ours are signed with. Everything signed otherwise is an analyst's and outranks us."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What to keep of one article so that later ones find it: the digest of its sketch, and the keys of its telling
    words and of the bands of its sketch. Keys are 64 bits, unsigned. `instant` is when it was published, as
    `marks.instant_of` counts.
    """

    article_id: str
    instant: int
    digest: bytes
    keys: tuple[int, ...]


class State(Protocol):
    """What is stored. Every answer is current (superseded readings, judgements and snapshots are left out) and does
    not depend on the order in which things were stored, except where a bound given to it is reached.

    While `resolve_new` runs, answers may or may not include what it was given as new: it asks for nothing it has.
    """

    def articles(self, ids: Iterable[str]) -> Mapping[str, Article]:
        """Return those of the articles that are stored, by id."""

    def next_versions(self, article_ids: Iterable[str]) -> Mapping[str, str]:
        """Return the version that took the place of each of the articles, and of those in turn, by id of what it
        replaced; nothing for the newest version of a page.
        """

    def published(self, article_ids: Iterable[str]) -> Mapping[str, datetime | None]:
        """Return when each of the articles that are stored was published, by id."""

    def profiles(self, article_ids: Iterable[str]) -> Mapping[str, bytes]:
        """Return the profile of each of the articles that has one in store (see `Resolution`), by id."""

    def telling(self, article_ids: Iterable[str]) -> Collection[str]:
        """Return those of the articles whose current reading tells of an incident."""

    def statements_of(self, article_ids: Iterable[str]) -> Mapping[str, Sequence[Statement]]:
        """Return the statements of the current reading of each of the articles that has any, by article id."""

    def readings(self, article_ids: Iterable[str]) -> Mapping[str, Reading]:
        """Return the current reading of each of the articles that has one, by article id."""

    def article_of(self, reported_incident_ids: Iterable[str]) -> Mapping[str, str]:
        """Return the article id of each of the reported incidents that is current, by its id."""

    def carriers(self, keys: Iterable[int]) -> Mapping[int, Sequence[tuple[int, str]]]:
        """Return for each key the articles whose trace has it: the instant of each and its id."""

    def reported_near(
        self, start: date, end: date, *, country: str, places: Iterable[str]
    ) -> Sequence[ReportedIncident]:
        """Return reported incidents dated (or, undated, published) from `start` to `end` inclusive, in the country
        and at one of the places (standard names). Of very many that state one time, the first by id will do.
        """

    def judgements_about(self, ids: Iterable[str], *, kind: str) -> Sequence[Judgement]:
        """Return the judgements that stand on pairs with any of these ids: an analyst's before the machine's."""

    def incidents_of(self, reported_incident_ids: Iterable[str]) -> Mapping[str, Incident]:
        """Return the incident each reported incident belongs to, by the reported incident's id."""

    def incidents_with(self, article_ids: Iterable[str]) -> Sequence[Incident]:
        """Return the incidents that have a member read from any of the articles, superseded readings included."""

    def syndication_of(self, article_ids: Iterable[str]) -> Mapping[str, Syndication]:
        """Return the family of each of the articles, by article id."""

    def cumulative_claims(self, outcome: Outcome, country: str | None) -> Sequence[CasualtyClaim]:
        """Return current cumulative claims of an outcome in a country (None: those that state none)."""

    def tallies_near(self, outcome: Outcome, country: str | None) -> Sequence[Tally]:
        """Return the tallies that stand of an outcome in a country (None: those that state none)."""

    def tallies_with(self, article_ids: Iterable[str]) -> Sequence[Tally]:
        """Return the tallies that have a reading from any of the articles, superseded readings included."""

    def said_by(self, speaker: str, *, around: datetime | None) -> Sequence[tuple[str, str]]:
        """Return what a speaker (resolved name, else the words) has said, by id of the statement and of the article:
        of much what was published nearest to a moment; None: the last.
        """


@dataclass(frozen=True, slots=True)
class StatementGroup:
    """One utterance as several outlets carry it: the earliest publication leads."""

    id: str
    speaker: str
    members: tuple[str, ...]
    """Ids of the statements, earliest publication first."""
    topics: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OpposedPair:
    """Two statements put beside each other for an analyst: they speak of one thing and seem to deny each other."""

    left: str
    right: str
    reason: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """What follows from the new articles: append all of it, in any order, in one transaction.

    `profiles` are what articles can be recognised by, as `kept_profiles.packed` writes it: of the new ones, and of
    others that had none in store.

    `incidents` holds every incident that is new or changed; one without members is dissolved. `tallies` likewise.
    """

    traces: tuple[Trace, ...] = ()
    profiles: Mapping[str, bytes] = field(default_factory=dict)
    syndication: tuple[Syndication, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    incidents: tuple[Incident, ...] = ()
    tallies: tuple[Tally, ...] = ()
    statement_groups: tuple[StatementGroup, ...] = ()
    opposed: tuple[OpposedPair, ...] = field(default=())
