"""The one news spider: discover, fetch, archive, parse, store. Every site is a subclass with its declaration.

What is found is remembered before the source it was found in is marked as read, and an article is stored together with
what is remembered of its address: a run that is killed anywhere is taken up by the next one without loss.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy import Request, Spider, signals

from crawler.archive import ArchiveError
from crawler.discovery import DiscoveryError, Found, Link, SourceKind, is_too_old, read_source
from crawler.report import Books, SiteReport, SourceResult
from crawler.revisit import given_up, is_due
from crawler.session import Session, join, leave
from crawler.visiting import Answer, Visit, failed_visit, visit
from pipeline.records import to_dict
from pipeline.store import DatasetError, PageState, UrlResult
from pipeline.store.dataset import utc_now
from pipeline.vocabulary import UrlOutcome

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.settings import BaseSettings
    from twisted.python.failure import Failure

    from crawler.sites import Site

log = logging.getLogger(__name__)

MOST_SITEMAPS_DEEP = 3
"""Indexes of indexes are read down to this depth; the standard knows one."""

_SOURCE_PRIORITY = 10  # sources before articles: what is new is known first
_DUE_AT_ONCE = 5_000
_EVERYTHING = timedelta(days=60)  # no address is ever due later than that
_FAILURES_OF_A_FOUND_SITEMAP = 5  # in a row, before a sitemap of an index is no longer asked for


class NewsSpider(Spider):
    """Reads one declared site. `crawler.loader.spider_of` makes the subclass."""

    site: ClassVar[Site]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take Scrapy's arguments; the site comes with the class."""
        super().__init__(*args, **kwargs)
        self.sources: list[SourceResult] = []
        self._asked: set[str] = set()  # sources
        self._led_to: dict[str, str] = {}  # canonical address -> the address that led there first in this run
        self._session: Session | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> NewsSpider:
        """Build the spider as Scrapy does."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.begin, signals.spider_opened)
        crawler.signals.connect(spider.end, signals.spider_closed)
        crawler.signals.connect(spider.note_own_error, signals.spider_error)
        return spider

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Add what the site needs to Scrapy's settings. Raises `SiteError` when that is not installed."""
        super().update_settings(settings)
        if cls.site.render:
            from crawler.rendering import rendering

            allow_private = settings.getbool("TOLLWATCH_ALLOW_PRIVATE_ADDRESSES")
            settings.setdict(rendering(cls.site, allow_private=allow_private), priority="spider")

    @property
    def session(self) -> Session:
        """The run this spider takes part in; there is one from its opening to its end."""
        assert self._session is not None
        return self._session

    def begin(self) -> None:
        """Join the run."""
        self._session = join(self.settings, [self.site.slug])
        self._session.crawlers.append(self.crawler)

    def end(self, reason: str) -> None:
        """Close the books, what is still open as cancelled, and leave the run."""
        books, stats = self.session.books(self.site.slug), self.crawler.stats
        for url in list(books.open):
            self._close(url, UrlOutcome.CANCELLED, detail=reason)
        self.session.reports[self.site.slug] = SiteReport(
            site=self.site.slug,
            found=books.met,
            outcomes=books.counts(),
            sources=tuple(sorted(self.sources, key=lambda source: source.url)),
            requests=int(stats.get_value("downloader/request_count", 0) or 0),
            bytes_received=int(stats.get_value("downloader/response_bytes", 0) or 0),
            ended=reason,
        )
        leave(self.settings, self.session)

    async def start(self) -> AsyncIterator[Any]:
        """Ask for every source, then for the remembered addresses that are due."""
        kinds = (SourceKind.FEED, self.site.feeds), (SourceKind.SITEMAP, self.site.sitemaps)
        for kind, urls in (*kinds, (SourceKind.SECTION, self.site.sections)):
            for url in urls:
                for request in self._ask_source(url, kind, depth=0):
                    yield request
        due_by = utc_now() + (_EVERYTHING if self.settings.getbool("TOLLWATCH_REVISIT_ALL") else timedelta())
        for state in self.session.dataset.due_pages(self.site.slug, due_by, limit=_DUE_AT_ONCE):
            if state.kind == SourceKind.SITEMAP:
                for request in self._ask_source(state.url, SourceKind.SITEMAP, depth=1):
                    yield request
            elif state.kind == "page" and self._books.enter(state.url):
                yield self._ask_page(state)

    def read_source(self, response: Response, kind: SourceKind, state: PageState, depth: int) -> Iterator[Any]:
        """Remember what a source leads to, mark it as read, and ask for what is due."""
        now, digest = utc_now(), f"{self._rules_mark}:{hashlib.sha256(response.body).hexdigest()}"
        read = replace(state, checked_at=now, failures=0)
        if response.status == HTTPStatus.NOT_MODIFIED or (
            response.status == HTTPStatus.OK and digest == state.content_hash
        ):
            self.sources.append(SourceResult(state.url, kind, unchanged=True))
            self.session.dataset.put_page_state(read)
            return
        try:
            if response.status != HTTPStatus.OK:
                raise DiscoveryError(f"status {response.status}")
            found = read_source(kind, response.body, response.url, self.site)
        except DiscoveryError as error:
            self._source_failed(kind, state, str(error))
            return
        headers = _headers_of(response)
        read = replace(
            read,
            etag=headers.get("etag"),
            last_modified=headers.get("last-modified"),
            content_hash=digest,
            changed_at=now,
        )
        with self.session.dataset.transaction():
            asked = [*self._admit_all(found), *self._sitemaps_of(found, depth)]
            self.session.dataset.put_page_state(read)
        self.sources.append(SourceResult(state.url, kind, links=len(found.articles) + len(found.sitemaps)))
        yield from asked

    def source_failed(self, failure: Failure) -> None:
        """Note a source that could not be had."""
        told = failure.request.cb_kwargs  # type: ignore[attr-defined]  # Scrapy adds the request to the failure
        reason = str(failure.value) or type(failure.value).__name__
        self._source_failed(told["kind"], told["state"], reason)

    def read_page(self, response: Response, state: PageState) -> Iterator[Any]:
        """Store the article that a page holds, with its outcome and what is remembered of its address."""
        answer = Answer(
            response.url,
            response.status,
            _headers_of(response),
            response.body,
            utc_now(),
            response.meta.get("archived_at"),
        )
        seen = visit(answer, state, self.site, self.session.dataset)
        first = self._led_to.setdefault(seen.canonical_url, state.url) if seen.canonical_url else state.url
        if first != state.url:
            seen = Visit(UrlOutcome.DUPLICATE, given_up(seen.state, answer.at), detail=f"the same article as {first}")
        if self._keep(state.url, seen, len(response.body)) and seen.article is not None:
            yield to_dict(seen.article)

    def page_failed(self, failure: Failure) -> None:
        """Note an address that brought no answer."""
        state: PageState = failure.request.cb_kwargs["state"]  # type: ignore[attr-defined]  # as above
        error = failure.value or RuntimeError("no reason given")
        if not isinstance(error, ArchiveError):  # that one ends the run, and the books show the address as cancelled
            self._keep(state.url, failed_visit(error, state, utc_now()), 0)

    def note_own_error(self, failure: Failure, response: Response) -> None:
        """Count an address on which our own code failed; Scrapy logs the traceback."""
        state = response.request.cb_kwargs.get("state") if response.request else None
        if isinstance(state, PageState):
            self._close(state.url, UrlOutcome.PARSE_ERROR, detail=f"{type(failure.value).__name__}: {failure.value}")

    def _admit_all(self, found: Found) -> Iterator[Request]:
        for link in found.articles:
            if self._books.enter(link.url):
                state = self._admit(link)
                if state is not None:
                    yield self._ask_page(state)

    def _admit(self, link: Link) -> PageState | None:
        """Return what is remembered of an address that is to be fetched now; close the books on any other."""
        dataset, now = self.session.dataset, utc_now()
        if not self.site.owns(link.url) or not self.site.urls.admit(link.url):
            self._close(link.url, UrlOutcome.FILTERED, detail="the declaration's rules")
            return None
        state = dataset.page_state(link.url)
        if state is None and is_too_old(link, self.site, now):
            self._close(link.url, UrlOutcome.FILTERED, detail="older than the declared window")
            return None
        if state is None:
            state = PageState(link.url, self.site.slug, first_seen=now, next_due=now)
            dataset.put_page_state(state)
        everything = self.settings.getbool("TOLLWATCH_REVISIT_ALL") and state.next_due is not None
        if everything or is_due(state, now, modified_at=link.modified_at):
            return state
        self._close(link.url, UrlOutcome.NOT_DUE)
        return None

    def _sitemaps_of(self, found: Found, depth: int) -> Iterator[Request]:
        """Remember the sitemaps of an index, so that they are asked for in every run even if the index is unchanged."""
        oldest = utc_now() - timedelta(days=self.site.max_age_days)
        for link in found.sitemaps:
            if depth + 1 < MOST_SITEMAPS_DEEP and (link.modified_at is None or link.modified_at >= oldest):
                yield from self._ask_source(link.url, SourceKind.SITEMAP, depth=depth + 1)

    def _ask_source(self, url: str, kind: SourceKind, depth: int) -> Iterator[Request]:
        """Ask for a source, once in a run."""
        if url in self._asked:
            return
        self._asked.add(url)
        now = utc_now()
        state = self.session.dataset.page_state(url) or PageState(url, self.site.slug, first_seen=now, kind=kind)
        if depth:
            state = replace(state, next_due=now)
            self.session.dataset.put_page_state(state)
        known = (state.content_hash or "").startswith(f"{self._rules_mark}:")
        yield Request(
            url,
            self.read_source,
            errback=self.source_failed,
            headers=_conditions(state) if known else {},
            cb_kwargs={"kind": kind, "state": state, "depth": depth},
            priority=_SOURCE_PRIORITY,
            dont_filter=True,
        )

    def _ask_page(self, state: PageState) -> Request:
        rendered = {"playwright": True} if self.site.render else {}
        return Request(
            state.url,
            self.read_page,
            errback=self.page_failed,
            headers=_conditions(state) if state.article_id and not rendered else {},
            cb_kwargs={"state": state},
            meta=rendered,
            dont_filter=True,
        )

    def _source_failed(self, kind: SourceKind, state: PageState, problem: str) -> None:
        log.warning("%s: %s %s: %s", self.site.slug, kind, state.url, problem)
        self.sources.append(SourceResult(state.url, kind, problem=problem))
        failed = replace(state, checked_at=utc_now(), failures=state.failures + 1)
        if failed.failures > _FAILURES_OF_A_FOUND_SITEMAP:
            failed = replace(failed, next_due=None)
        self.session.dataset.put_page_state(failed)

    def _keep(self, url: str, seen: Visit, size_bytes: int) -> bool:
        """Store article, memory and outcome together or not at all; return whether they are stored."""
        dataset, session = self.session.dataset, self.session
        article_id = seen.article.id if seen.article else seen.state.article_id
        result = UrlResult(url, self.site.slug, seen.outcome, seen.detail, article_id, size_bytes)
        try:
            with dataset.transaction():
                if seen.article is not None:
                    dataset.append_article(seen.article)
                dataset.put_page_state(seen.state)
                dataset.append_outcome(session.run_id, result)
        except DatasetError as error:
            log.exception("%s: %s could not be stored", self.site.slug, url)
            self._books.close(url, UrlOutcome.STORE_ERROR)
            session.fail(f"the dataset refused {url}: {error}")
            return False
        return self._books.close(url, seen.outcome)

    def _close(self, url: str, outcome: UrlOutcome, *, detail: str | None = None) -> None:
        self.session.close_url(UrlResult(url, self.site.slug, outcome, detail))

    @property
    def _books(self) -> Books:
        return self.session.books(self.site.slug)

    @cached_property
    def _rules_mark(self) -> str:
        """Changes with the declaration's rules: an unchanged source is read again when they have changed."""
        rules = f"{self.site.urls!r} {self.site.max_age_days} {self.site.hosts}"
        return hashlib.sha256(rules.encode()).hexdigest()[:8]


def _conditions(state: PageState) -> dict[str, str]:
    """Return the headers that make a server answer 304 when nothing has changed."""
    told = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
    return {name: value for name, value in told.items() if value}


def _headers_of(response: Response) -> dict[str, str]:
    """Return the headers by name in lower case; of repeated ones the last."""
    return {str(name).lower(): str(value) for name, value in response.headers.to_unicode_dict().items()}
