"""The steps in order; the only joiner of store and logic.

Each step commits as it goes, in an order in which nothing depends on what is not there yet: stopped at any point, even
by kill -9, the next call takes up what is left and ends with the same dataset.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice

from msgspec.structs import replace

from pipeline.collector import uncollected
from pipeline.ingest import Rejected
from pipeline.records import Article, Reading
from pipeline.store import Dataset
from pipeline.understand.version import EXTRACTOR_VERSION

log = logging.getLogger(__name__)

INGESTED_TOGETHER = 200
"""Articles stored in one transaction: one flush to disk for all of them, and little to do again after a kill."""

RESOLVED_TOGETHER = 1_000
"""Readings resolved in one call: a day's news of 50 sites. A crowd that grows all day is gone through once for each."""

AHEAD = timedelta(days=1)
"""How far a date of publication may lie in the future: a clock or a time zone that is wrong."""

Told = Callable[[int], None]
"""Called with the number of articles done so far; draws the progress bar."""


@dataclass(slots=True)
class IngestReport:
    """What became of the lines or responses of a file: every one is in exactly one count."""

    added: int = 0
    known: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    undated: list[str] = field(default_factory=list)
    """Address and stated date of those added whose date cannot be read or lies in the future."""


@dataclass(slots=True)
class ReadReport:
    """What reading did: every article is in exactly one of `read` and `failed`.

    `other_language`: how many of those read are in a language that the rules are not for, so that nothing was taken
    from them.
    """

    read: int = 0
    other_language: int = 0
    failed: list[str] = field(default_factory=list)
    claims: int = 0
    statements: int = 0


@dataclass(slots=True)
class ResolveReport:
    """What resolving did, in articles, and in judgements, incidents and tallies that changed."""

    articles: int = 0
    judgements: int = 0
    incidents: int = 0
    tallies: int = 0


def ingest(dataset: Dataset, entries: Iterable[Article | Rejected], told: Told | None = None) -> IngestReport:
    """Append articles from a file; a known one and a bad line are counted, not errors."""
    report, waiting, seen = IngestReport(), iter(entries), 0
    while batch := list(islice(waiting, INGESTED_TOGETHER)):
        with dataset.transaction():
            for entry in batch:
                _ingest_one(dataset, entry, report)
        seen += len(batch)
        if told:
            told(seen)
    return report


def _ingest_one(dataset: Dataset, entry: Article | Rejected, report: IngestReport) -> None:
    if isinstance(entry, Rejected):
        log.info("%s %d rejected: %s", entry.what, entry.line, entry.reason)  # the command tells of each
        report.rejected.append(entry)
    elif dataset.article(entry.id) is None and dataset.append_article(following(dataset, dated := _as_dated(entry))):
        report.added += 1
        stated = dated.published_raw or entry.published_at
        if dated.published_at is None and stated is not None:
            report.undated.append(f"{dated.url or dated.source_id or dated.id}: {stated}")
    else:
        report.known += 1


def _as_dated(article: Article) -> Article:
    """Return the article without a date of publication that is yet to come; its words stay in `published_raw`."""
    published = article.published_at
    if published is None or published <= datetime.now(UTC) + AHEAD:
        return article
    return replace(article, published_at=None, published_precision=None)


def following(dataset: Dataset, article: Article) -> Article:
    """Return the article marked as a new version, if its page is stored already with other content."""
    before = dataset.latest_version(article.canonical_url) if article.canonical_url else None
    if before is None or article.version_of or before.content_hash == article.content_hash:
        return article
    return replace(article, version_of=before.id)


def read_new(
    dataset: Dataset, *, model: str, workers: int, again: bool = False, told: Told | None = None
) -> ReadReport:
    """Read every article that nobody has read; each reading is one transaction.

    With `again`, also what only earlier extractor versions have read.
    """
    from pipeline.understand.language import is_other
    from pipeline.understand.reader import Reader, ReadFailure

    report = ReadReport()

    def noted(articles: Iterable[Article]) -> Iterator[Article]:
        for article in articles:
            report.other_language += is_other(article.language, article.text)
            yield article

    unread = noted(dataset.articles_without_reading(EXTRACTOR_VERSION if again else None))
    for reading in Reader(model).read_many(unread, workers=workers):
        if isinstance(reading, ReadFailure):
            report.failed.append(f"{reading.article_id}: {reading.reason}")
        else:
            dataset.append_reading(reading)
            report.read += 1
            report.claims += len(reading.claims)
            report.statements += len(reading.statements)
        if told:
            told(report.read + len(report.failed))
    return report


def resolve_new_readings(dataset: Dataset, *, again: bool = False, told: Told | None = None) -> ResolveReport:
    """Resolve every current reading that is not resolved yet; each portion is one transaction.

    With `again`, also what only earlier resolver versions have resolved. Portions go by date of publication, so that
    a resumed run cuts them where an undisturbed one does.
    """
    from pipeline.resolve import RESOLVER_VERSION, Remembered, resolve_new
    from pipeline.stored_state import StoredState, append_resolution

    report, state, remembered = ResolveReport(), StoredState(dataset), Remembered()
    for portion in _portions(dataset, RESOLVER_VERSION if again else None):
        with uncollected():
            resolution = resolve_new(state, portion, remembered)
            with dataset.transaction():
                append_resolution(dataset, resolution)
                dataset.mark_resolved((article.id for article, _ in portion), RESOLVER_VERSION)
        gc.collect(1)  # among what the portion made: millions of records that live would be gone through each time
        report.articles += len(portion)
        report.judgements += len(resolution.judgements)
        report.incidents += len(resolution.incidents)
        report.tallies += len(resolution.tallies)
        if told:
            told(report.articles)
    return report


def _portions(dataset: Dataset, resolver_version: str | None) -> Iterator[list[tuple[Article, Reading]]]:
    open_ones = dataset.readings_without_resolution(resolver_version)
    while readings := list(islice(open_ones, RESOLVED_TOGETHER)):
        articles = dataset.articles_by_id(reading.article_id for reading in readings)
        yield [(articles[reading.article_id], reading) for reading in readings]
