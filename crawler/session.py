"""What the spiders of one process share: the dataset, the archive, the run and its books.

A session is joined by every spider when it opens and left when it closes; the last one to leave closes it. `scrapy
crawl SITE` is thus a run of its own, while `crawler.run.crawl` holds one session for all its sites.
"""

from __future__ import annotations

import asyncio
import logging
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.archive import Archive
from crawler.identity import SOFTWARE
from crawler.report import Books, SiteReport
from pipeline.store import Dataset, DatasetError, UrlResult
from pipeline.store.dataset import utc_now

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings

log = logging.getLogger(__name__)

RUN_KIND = "crawl"


@dataclass(slots=True)
class Session:
    """One run of the crawler in this process."""

    dataset: Dataset
    archive: Archive | None
    run_id: str
    started_at: datetime
    reports: dict[str, SiteReport] = field(default_factory=dict)
    failure: str | None = None
    crawlers: list[Crawler] = field(default_factory=list)
    members: int = 0
    _stopping: list[asyncio.Future[None]] = field(default_factory=list)  # kept, or they would be forgotten half-way
    _books: dict[str, Books] = field(default_factory=dict)
    _temporary: tempfile.TemporaryDirectory[str] | None = None

    def books(self, site: str) -> Books:
        """Return the books of a site in this run."""
        return self._books.setdefault(site, Books())

    def close_url(self, result: UrlResult) -> None:
        """Note what became of an address; the first outcome of a run stands. Raises `DatasetError`."""
        if self.books(result.site).close(result.url, result.outcome):
            self.dataset.append_outcome(self.run_id, result)

    def fail(self, reason: str) -> None:
        """End the run early, for a reason that concerns every site: archive or dataset refuse."""
        if self.failure is None:
            log.error("the crawl cannot go on: %s", reason)
            self.failure = reason
            self._stopping = [asyncio.ensure_future(crawler.stop_async()) for crawler in self.crawlers]

    def finish(self, status: str, report: dict[str, object]) -> None:
        """Note the end of the run in the dataset; one that cannot be noted is logged."""
        try:
            self.dataset.finish_run(self.run_id, status, report)
        except DatasetError:
            log.exception("the end of run %s could not be noted", self.run_id)

    def close(self) -> None:
        """Close dataset and archive."""
        if self.archive is not None:
            self.archive.close()
        self.dataset.close()
        if self._temporary is not None:
            self._temporary.cleanup()


_sessions: dict[str, Session] = {}


def join(settings: BaseSettings, sites: Iterable[str]) -> Session:
    """Return this process's session for the dataset of the settings, opening it if need be. Raises `DatasetError`.

    Without a dataset in the settings (a bare `scrapy crawl`, `scrapy check`), a temporary one is used and nothing is
    remembered or archived: articles then only go where Scrapy's own `-o` sends them.
    """
    address = _address(settings)
    if address not in _sessions:
        _sessions[address] = _open(address, settings.get("TOLLWATCH_ARCHIVE") if address else None, sites)
    session = _sessions[address]
    session.members += 1
    return session


def leave(settings: BaseSettings, session: Session) -> None:
    """Leave a session; the last one to leave notes the end of the run and closes it."""
    session.members -= 1
    if session.members:
        return
    _sessions.pop(_address(settings), None)
    finish_and_close(session)


def _address(settings: BaseSettings) -> str:
    """Return the dataset that the settings name; none while `scrapy check` runs, which is to leave no trace in it."""
    return "" if os.environ.get("SCRAPY_CHECK") else settings.get("TOLLWATCH_DATASET") or ""


def finish_and_close(session: Session) -> None:
    """Note the end of the run and close what it used."""
    reports = [session.reports[site].to_dict() for site in sorted(session.reports)]
    session.finish("failed" if session.failure else "done", {"sites": reports, "failure": session.failure})
    session.close()


def _open(address: str, archive: str | None, sites: Iterable[str]) -> Session:
    temporary = None
    if not address:
        temporary = tempfile.TemporaryDirectory(prefix="tollwatch-")
        address = str(Path(temporary.name) / "dataset.sqlite")
        log.warning("no dataset is set: nothing is remembered or archived (set TOLLWATCH_DIR to a dataset folder)")
    dataset = Dataset.open(address, create=temporary is not None)
    run_id = dataset.start_run(RUN_KIND, sites)
    kept = Archive(Path(archive), software=SOFTWARE) if archive else None
    return Session(dataset, kept, run_id, utc_now(), _temporary=temporary)
