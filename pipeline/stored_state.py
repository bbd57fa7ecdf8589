"""The dataset as resolving sees it, and how its results are stored. Used by the step that resolves."""

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
from pipeline.resolve import Resolution
from pipeline.resolve.kept_profiles import PROFILE_KIND
from pipeline.resolve.shingles import SKETCH_KIND
from pipeline.store import Dataset
from pipeline.store.word_index import Indexed
from pipeline.vocabulary import Outcome


class StoredState:
    """`pipeline.resolve.State` over a dataset."""

    def __init__(self, dataset: Dataset) -> None:
        """Read from this dataset."""
        self._dataset = dataset

    def articles(self, ids: Iterable[str]) -> Mapping[str, Article]:
        """See `State`."""
        return self._dataset.articles_by_id(ids)

    def next_versions(self, article_ids: Iterable[str]) -> Mapping[str, str]:
        """See `State`."""
        return self._dataset.next_versions(article_ids)

    def published(self, article_ids: Iterable[str]) -> Mapping[str, datetime | None]:
        """See `State`."""
        return self._dataset.published(article_ids)

    def profiles(self, article_ids: Iterable[str]) -> Mapping[str, bytes]:
        """See `State`."""
        return self._dataset.digests(article_ids, kind=PROFILE_KIND)

    def telling(self, article_ids: Iterable[str]) -> Collection[str]:
        """See `State`."""
        return self._dataset.articles_that_tell(article_ids)

    def statements_of(self, article_ids: Iterable[str]) -> Mapping[str, Sequence[Statement]]:
        """See `State`."""
        return self._dataset.statements_by_article(article_ids)

    def readings(self, article_ids: Iterable[str]) -> Mapping[str, Reading]:
        """See `State`."""
        return self._dataset.readings_by_article(article_ids)

    def article_of(self, reported_incident_ids: Iterable[str]) -> Mapping[str, str]:
        """See `State`."""
        return self._dataset.articles_of_reported(reported_incident_ids)

    def carriers(self, keys: Iterable[int]) -> Mapping[int, Sequence[tuple[int, str]]]:
        """See `State`."""
        return self._dataset.articles_with_words(keys)

    def reported_near(
        self, start: date, end: date, *, country: str, places: Iterable[str]
    ) -> Sequence[ReportedIncident]:
        """See `State`."""
        return self._dataset.reported_incidents_at(start, end, country=country, places=frozenset(places))

    def judgements_about(self, ids: Iterable[str], *, kind: str) -> Sequence[Judgement]:
        """See `State`."""
        return self._dataset.judgements_about(ids, kind=kind)

    def incidents_of(self, reported_incident_ids: Iterable[str]) -> Mapping[str, Incident]:
        """See `State`."""
        return self._dataset.incidents_of(reported_incident_ids)

    def incidents_with(self, article_ids: Iterable[str]) -> Sequence[Incident]:
        """See `State`."""
        return self._dataset.incidents_read_from(article_ids)

    def syndication_of(self, article_ids: Iterable[str]) -> Mapping[str, Syndication]:
        """See `State`."""
        return self._dataset.syndication_of(article_ids)

    def cumulative_claims(self, outcome: Outcome, country: str | None) -> Sequence[CasualtyClaim]:
        """See `State`."""
        return self._dataset.cumulative_claims(outcome, country)

    def tallies_near(self, outcome: Outcome, country: str | None) -> Sequence[Tally]:
        """See `State`."""
        return self._dataset.tallies_near(outcome, country)

    def tallies_with(self, article_ids: Iterable[str]) -> Sequence[Tally]:
        """See `State`."""
        return self._dataset.tallies_read_from(article_ids)

    def said_by(self, speaker: str, *, around: datetime | None) -> Sequence[tuple[str, str]]:
        """See `State`."""
        return self._dataset.said_by(speaker, around=around)


def append_resolution(dataset: Dataset, resolution: Resolution) -> None:
    """Store all that a resolution holds, in one transaction."""
    with dataset.transaction():
        dataset.append_digests({trace.article_id: trace.digest for trace in resolution.traces}, kind=SKETCH_KIND)
        dataset.append_digests(resolution.profiles, kind=PROFILE_KIND)
        dataset.append_words(Indexed(one.article_id, one.instant, one.keys) for one in resolution.traces)
        dataset.append_syndication(resolution.syndication)
        dataset.append_judgements(resolution.judgements)
        dataset.append_incidents(resolution.incidents)
        dataset.append_tallies(resolution.tallies)
