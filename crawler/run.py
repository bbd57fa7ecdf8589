"""A crawl of several sites in this process. Scrapy's reactor runs once in a process, so this does too."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from crawler.health import check_site
from crawler.identity import user_agent
from crawler.report import CrawlReport, Finding
from crawler.session import Session, join, leave
from crawler.sites import Site, SiteError
from pipeline.store.dataset import utc_now

log = logging.getLogger(__name__)

HISTORY = timedelta(days=30)
"""How far back a site is compared with itself."""


class CrawlError(RuntimeError):
    """The crawl could not begin; the message says why."""


@dataclass(frozen=True, slots=True)
class CrawlOptions:
    """How to crawl. `contact` goes into the user agent; `revisit_all` asks for young pages before they are due.

    `scrapy_settings` override `crawler.settings`, for tests and for operators who know Scrapy.
    """

    contact: str = ""
    allow_private_addresses: bool = False
    revisit_all: bool = False
    scrapy_settings: tuple[tuple[str, Any], ...] = ()


def crawl(
    sites: Sequence[Site], *, dataset_url: str, archive: Path | None, options: CrawlOptions | None = None
) -> CrawlReport:
    """Crawl the sites into a dataset and return what happened; SIGTERM and SIGINT end it early and in order.

    `archive` is the folder for WARC files; None archives nothing. Raises `CrawlError` when this process has crawled
    before, `DatasetError` when the dataset cannot be opened.
    """
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.utils.reactor import is_reactor_installed

    from crawler.loader import spider_of

    if is_reactor_installed():
        raise CrawlError("this process has crawled before; start a new one for another crawl")
    settings = _settings(dataset_url, archive, options or CrawlOptions())
    session = join(settings, [site.slug for site in sites])
    try:
        level = logging.getLogger("scrapy").level  # Scrapy sets it to DEBUG; how much is told is the caller's choice
        logging.disable(logging.INFO)  # or it lists every library's version at each start, to cron too
        process = AsyncCrawlerProcess(settings)
        logging.disable(logging.NOTSET)
        logging.getLogger("scrapy").setLevel(level)
        unusable: list[Finding] = []
        for site in sites:
            try:
                process.crawl(spider_of(site))
            except SiteError as error:  # one bad site never stops the run
                log.error("%s", error)  # noqa: TRY400  (the message says it all)
                unusable.append(Finding(site.slug, "broken", str(error)))
        if process.crawlers:
            process.start()
        return _report(session, sites, unusable)
    finally:
        leave(settings, session)


def _settings(dataset_url: str, archive: Path | None, options: CrawlOptions) -> Any:
    from scrapy.settings import Settings

    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    own = {
        "TOLLWATCH_DATASET": dataset_url,
        "TOLLWATCH_ARCHIVE": str(archive) if archive else None,
        "TOLLWATCH_ALLOW_PRIVATE_ADDRESSES": options.allow_private_addresses,
        "TOLLWATCH_REVISIT_ALL": options.revisit_all,
        "USER_AGENT": user_agent(options.contact),
        "LOG_INSTALL_ROOT_HANDLER": False,
    }
    settings.setdict({**own, **dict(options.scrapy_settings)}, priority="cmdline")
    return settings


def _report(session: Session, sites: Sequence[Site], unusable: Sequence[Finding]) -> CrawlReport:
    reports = tuple(session.reports[slug] for slug in sorted(session.reports))
    missing = sorted({site.slug for site in sites} - set(session.reports) - {finding.site for finding in unusable})
    if missing and session.failure is None:
        session.failure = f"the spider of {missing[0]} did not start; the log says why"
    return CrawlReport(
        run_id=session.run_id,
        started_at=session.started_at,
        finished_at=utc_now(),
        sites=reports,
        findings=(*unusable, *_findings(session, sites)),
        failure=session.failure,
        stopped=any(report.ended == "shutdown" for report in reports) and session.failure is None,
    )


def _findings(session: Session, sites: Sequence[Site]) -> tuple[Finding, ...]:
    now, found = utc_now(), []
    for site in sites:
        report = session.reports.get(site.slug)
        if report is not None and report.ended != "shutdown":
            history = session.dataset.site_history(site.slug, since=now - HISTORY)
            found += check_site(site, report, history, now)
    return tuple(found)
