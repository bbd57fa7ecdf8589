"""The one news spider: discover, fetch, archive, parse, store. Every site is a subclass with its declaration.

What is found is remembered before the source it was found in is marked as read, and an article is stored together with
what is remembered of its address: a run that is killed anywhere is taken up by the next one without loss.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy import Request, Spider, signals

from crawler.archive import ArchiveError
from crawler.discovery import DiscoveryError, Found, SourceKind, read_source
from crawler.notebook import Notebook
from crawler.report import SourceResult
from crawler.session import Session, join, leave
from crawler.visiting import Answer, failed_visit, visit
from pipeline.records import to_dict
from pipeline.store import PageState
from pipeline.store.dataset import utc_now
from pipeline.vocabulary import UrlOutcome

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.settings import BaseSettings
    from twisted.python.failure import Failure

    from crawler.sites import Site

MOST_SITEMAPS_DEEP = 3
"""Indexes of indexes are read down to this depth; the standard knows one."""

_SOURCE_PRIORITY = 10  # sources before articles: what is new is known first
_DUE_AT_ONCE = 5_000
_EVERYTHING = timedelta(days=60)  # no address is ever due later than that


class NewsSpider(Spider):
    """Reads one declared site. `crawler.loader.spider_of` makes the subclass."""

    site: ClassVar[Site]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take Scrapy's arguments; the site comes with the class."""
        super().__init__(*args, **kwargs)
        self._asked: set[str] = set()  # sources
        self._notes: Notebook | None = None

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
    def notes(self) -> Notebook:
        """The site's part of the run; there is one from the spider's opening to its end."""
        assert self._notes is not None
        return self._notes

    @property
    def session(self) -> Session:
        """The run this spider takes part in."""
        return self.notes.session

    def begin(self) -> None:
        """Join the run."""
        session = join(self.settings, [self.site.slug])
        session.crawlers.append(self.crawler)
        self._notes = Notebook(session, self.site, self.settings.getbool("TOLLWATCH_REVISIT_ALL"))

    def end(self, reason: str) -> None:
        """Hand in the report and leave the run."""
        told = self.crawler.stats.get_value
        requests, received = told("downloader/request_count", 0), told("downloader/response_bytes", 0)
        self.notes.finish(reason, requests=int(requests or 0), bytes_received=int(received or 0))
        leave(self.settings, self.session)

    async def start(self) -> AsyncIterator[Any]:
        """Ask for every source, then for the remembered addresses that are due."""
        site = self.site
        kinds = (SourceKind.FEED, site.feeds), (SourceKind.SITEMAP, site.sitemaps), (SourceKind.SECTION, site.sections)
        for kind, urls in kinds:
            for url in urls:
                for request in self._ask_source(url, kind, depth=0):
                    yield request
        for request in self._ask_due():
            yield request

    def read_source(self, response: Response, kind: SourceKind, state: PageState, depth: int) -> Iterator[Any]:
        """Remember what a source leads to, mark it as read, and ask for what is due."""
        dataset, now = self.session.dataset, utc_now()
        digest = f"{self.notes.rules_mark}:{hashlib.sha256(response.body).hexdigest()}"
        known = response.status == HTTPStatus.OK and digest == state.content_hash
        if known or response.status == HTTPStatus.NOT_MODIFIED:
            self.notes.sources.append(SourceResult(state.url, kind, unchanged=True))
            dataset.put_page_state(replace(state, checked_at=now, failures=0))
            return
        try:
            if response.status != HTTPStatus.OK:
                raise DiscoveryError(f"status {response.status}")
            found = read_source(kind, response.body, response.url, self.site)
        except DiscoveryError as error:
            self.notes.source_failed(kind, state, str(error), now)
            return
        told = _headers_of(response)
        read = replace(state, checked_at=now, changed_at=now, failures=0, content_hash=digest)
        with dataset.transaction():
            asked = [*self._ask_found(found), *self._ask_sitemaps(found, depth)]
            dataset.put_page_state(replace(read, etag=told.get("etag"), last_modified=told.get("last-modified")))
        self.notes.sources.append(SourceResult(state.url, kind, links=len(found.articles) + len(found.sitemaps)))
        yield from asked

    def source_failed(self, failure: Failure) -> None:
        """Note a source that could not be had."""
        told = failure.request.cb_kwargs  # type: ignore[attr-defined]  # Scrapy adds the request to the failure
        reason = str(failure.value) or type(failure.value).__name__
        self.notes.source_failed(told["kind"], told["state"], reason, utc_now())

    def read_page(self, response: Response, state: PageState) -> Iterator[Any]:
        """Store the article that a page holds, with its outcome and what is remembered of its address."""
        place, now = response.meta.get("archived_at"), utc_now()
        answer = Answer(response.url, response.status, _headers_of(response), response.body, now, place)
        seen = visit(answer, state, self.site, self.session.dataset)
        kept = self.notes.keep(state.url, seen, now, len(response.body))
        if kept.article is not None:
            yield to_dict(kept.article)

    def page_failed(self, failure: Failure) -> None:
        """Note an address that brought no answer."""
        state: PageState = failure.request.cb_kwargs["state"]  # type: ignore[attr-defined]  # as above
        error, now = failure.value or RuntimeError("no reason given"), utc_now()
        if not isinstance(error, ArchiveError):  # that one ends the run, and the books show the address as cancelled
            self.notes.keep(state.url, failed_visit(error, state, now), now, 0)

    def note_own_error(self, failure: Failure, response: Response) -> None:
        """Count an address on which our own code failed; Scrapy logs the traceback."""
        state = response.request.cb_kwargs.get("state") if response.request else None
        if isinstance(state, PageState):
            self.notes.close(state.url, UrlOutcome.PARSE_ERROR, f"{type(failure.value).__name__}: {failure.value}")

    def _ask_due(self) -> Iterator[Request]:
        due_by = utc_now() + (_EVERYTHING if self.notes.revisit_all else timedelta())
        for state in self.session.dataset.due_pages(self.site.slug, due_by, limit=_DUE_AT_ONCE):
            if state.kind == SourceKind.SITEMAP:
                yield from self._ask_source(state.url, SourceKind.SITEMAP, depth=1)
            elif state.kind == "page" and self.notes.books.enter(state.url):
                yield self._ask_page(state)

    def _ask_found(self, found: Found) -> Iterator[Request]:
        now = utc_now()
        states = (self.notes.admit(link, now) for link in found.articles)
        yield from (self._ask_page(state) for state in states if state is not None)

    def _ask_sitemaps(self, found: Found, depth: int) -> Iterator[Request]:
        """Ask for the sitemaps of an index, unless all in them is too old."""
        oldest = utc_now() - timedelta(days=self.site.max_age_days)
        for link in found.sitemaps:
            if depth + 1 < MOST_SITEMAPS_DEEP and (link.modified_at is None or link.modified_at >= oldest):
                yield from self._ask_source(link.url, SourceKind.SITEMAP, depth=depth + 1)

    def _ask_source(self, url: str, kind: SourceKind, depth: int) -> Iterator[Request]:
        """Ask for a source, once in a run; one that an index names is remembered, and due in every run."""
        if url in self._asked:
            return
        self._asked.add(url)
        dataset, now = self.session.dataset, utc_now()
        state = dataset.page_state(url) or PageState(url, self.site.slug, first_seen=now, kind=kind)
        if depth:
            state = replace(state, next_due=now)
            dataset.put_page_state(state)
        known = (state.content_hash or "").startswith(f"{self.notes.rules_mark}:")
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


def _conditions(state: PageState) -> dict[str, str]:
    """Return the headers that make a server answer 304 when nothing has changed."""
    told = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
    return {name: value for name, value in told.items() if value}


def _headers_of(response: Response) -> dict[str, str]:
    """Return the headers by name in lower case; of repeated ones the last."""
    return {str(name).lower(): str(value) for name, value in response.headers.to_unicode_dict().items()}
