"""One site's part of the run: its books, what is remembered of its addresses, and storing what was found."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from crawler.discovery import Link, is_too_old
from crawler.report import Books, SiteReport, SourceResult
from crawler.revisit import given_up, is_due
from crawler.session import Session
from crawler.sites import Site
from crawler.visiting import Visit
from pipeline.store import DatasetError, PageState, UrlResult
from pipeline.vocabulary import UrlOutcome

log = logging.getLogger(__name__)

_FAILURES_OF_A_FOUND_SITEMAP = 5
"""In a row, before a sitemap of an index is no longer asked for."""


@dataclass
class Notebook:
    """Decides and notes; asks nothing of the network. `revisit_all` takes every young page for due."""

    session: Session
    site: Site
    revisit_all: bool = False
    sources: list[SourceResult] = field(default_factory=list)
    _led_to: dict[str, str] = field(default_factory=dict)  # canonical address -> the first that led there in this run

    @property
    def books(self) -> Books:
        """The addresses met and their outcomes."""
        return self.session.books(self.site.slug)

    @cached_property
    def rules_mark(self) -> str:
        """Changes with the declaration's rules: an unchanged source is read again when they have changed."""
        rules = f"{self.site.urls!r} {self.site.max_age_days} {self.site.hosts}"
        return hashlib.sha256(rules.encode()).hexdigest()[:8]

    def admit(self, link: Link, now: datetime) -> PageState | None:
        """Enter an address that a source leads to and return its state if it is to be fetched now; else close it."""
        if not self.books.enter(link.url):
            return None
        state = self.session.dataset.page_state(link.url)
        unwanted = self._unwanted(link, state, now)
        if unwanted is not None:
            self.close(link.url, *unwanted)
            return None
        if state is None:
            state = PageState(link.url, self.site.slug, first_seen=now, next_due=now)
            self.session.dataset.put_page_state(state)
        return state

    def _unwanted(self, link: Link, state: PageState | None, now: datetime) -> tuple[UrlOutcome, str] | None:
        """Return why an address is not fetched now; None if it is."""
        if not self.site.owns(link.url) or not self.site.urls.admit(link.url):
            return UrlOutcome.FILTERED, "the declaration's rules"
        if state is None:
            too_old = is_too_old(link, self.site, now)
            return (UrlOutcome.FILTERED, "older than the declared window") if too_old else None
        wanted = self.revisit_all and state.next_due is not None
        if wanted or is_due(state, now, modified_at=link.modified_at):
            return None
        return UrlOutcome.NOT_DUE, f"due {state.next_due:%Y-%m-%d %H:%M} UTC" if state.next_due else "no longer visited"

    def close(self, url: str, outcome: UrlOutcome, detail: str | None = None) -> None:
        """Note the outcome of an address for which nothing is to be stored."""
        self.session.close_url(UrlResult(url, self.site.slug, outcome, detail))

    def keep(self, url: str, seen: Visit, now: datetime, size_bytes: int) -> Visit:
        """Store article, memory and outcome together or not at all; return what it came to."""
        first = self._led_to.setdefault(seen.canonical_url, url) if seen.canonical_url else url
        if first != url:
            seen = Visit(UrlOutcome.DUPLICATE, given_up(seen.state, now), detail=f"the same article as {first}")
        try:
            self._store(url, seen, size_bytes)
        except DatasetError as error:
            log.exception("%s: %s could not be stored", self.site.slug, url)
            seen = Visit(UrlOutcome.STORE_ERROR, seen.state, detail=str(error))
            self.session.fail(f"the dataset refused {url}: {error}")
        self.books.close(url, seen.outcome)
        return seen

    def _store(self, url: str, seen: Visit, size_bytes: int) -> None:
        article_id = seen.article.id if seen.article else seen.state.article_id
        result = UrlResult(url, self.site.slug, seen.outcome, seen.detail, article_id, size_bytes)
        dataset = self.session.dataset
        with dataset.transaction():
            if seen.article is not None:
                dataset.append_article(seen.article)
            dataset.put_page_state(seen.state)
            dataset.append_outcome(self.session.run_id, result)

    def source_failed(self, kind: str, state: PageState, problem: str, now: datetime) -> None:
        """Note a feed, sitemap or section that could not be read."""
        log.warning("%s: %s %s: %s", self.site.slug, kind, state.url, problem)
        self.sources.append(SourceResult(state.url, kind, problem=problem))
        failed = replace(state, checked_at=now, failures=state.failures + 1)
        if failed.failures > _FAILURES_OF_A_FOUND_SITEMAP:
            failed = replace(failed, next_due=None)
        self.session.dataset.put_page_state(failed)

    def finish(self, reason: str, *, requests: int, bytes_received: int) -> None:
        """Close what is still open as cancelled and hand in the site's report."""
        for url in list(self.books.open):
            self.close(url, UrlOutcome.CANCELLED, reason)
        self.session.reports[self.site.slug] = SiteReport(
            site=self.site.slug,
            found=self.books.met,
            outcomes=self.books.counts(),
            sources=tuple(sorted(self.sources, key=lambda source: source.url)),
            requests=requests,
            bytes_received=bytes_received,
            ended=reason,
        )
