"""The steps in order; the only joiner of store and logic."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.ingest import Rejected
from pipeline.records import Article
from pipeline.store import Dataset
from pipeline.understand.version import EXTRACTOR_VERSION

log = logging.getLogger(__name__)


@dataclass(slots=True)
class IngestReport:
    """What became of the lines of a file: every line is in exactly one count."""

    added: int = 0
    known: int = 0
    rejected: list[Rejected] = field(default_factory=list)


@dataclass(slots=True)
class ReadReport:
    """What reading did: every article is in exactly one of `read` and `failed`."""

    read: int = 0
    failed: list[str] = field(default_factory=list)
    claims: int = 0
    statements: int = 0


def ingest(dataset: Dataset, entries: Iterable[Article | Rejected]) -> IngestReport:
    """Append articles from a file; a known one and a bad line are counted, not errors."""
    report = IngestReport()
    for entry in entries:
        if isinstance(entry, Rejected):
            log.warning("line %d rejected: %s", entry.line, entry.reason)
            report.rejected.append(entry)
        elif dataset.append_article(entry):
            report.added += 1
        else:
            report.known += 1
    return report


def read_new(dataset: Dataset, *, model: str, workers: int) -> ReadReport:
    """Read every article that this extractor version has not read; each reading is one transaction."""
    from pipeline.understand.reader import Reader, ReadFailure

    report = ReadReport()
    unread = dataset.articles_without_reading(EXTRACTOR_VERSION)
    for reading in Reader(model).read_many(unread, workers=workers):
        if isinstance(reading, ReadFailure):
            report.failed.append(f"{reading.article_id}: {reading.reason}")
            continue
        dataset.append_reading(reading)
        report.read += 1
        report.claims += len(reading.claims)
        report.statements += len(reading.statements)
    return report
