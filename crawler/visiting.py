"""What an answer means for an address: which outcome, which article version, and when to ask again."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

import msgspec

from crawler.archive import Place
from crawler.guard import NotFetched
from crawler.page import PageError, parse_page
from crawler.revisit import after_article, after_failure, after_no_article, given_up
from pipeline.records import Article
from pipeline.store import Dataset, PageState
from pipeline.vocabulary import UrlOutcome

if TYPE_CHECKING:
    from crawler.sites import Site

log = logging.getLogger(__name__)

_WALLS = {
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.PAYMENT_REQUIRED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS,
}
_PAGE_TYPES = ("html", "text/plain", "xml")
_TEXT_MARKS = (b"\xff\xfe", b"\xfe\xff")  # UTF-16, which has NUL bytes and is text all the same
_SNIFFED_BYTES = 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered for an address, after redirects: `url` is the address it came from."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes
    at: datetime
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """The result of one answer: the outcome, what to remember, and the article version to store, if any.

    `canonical_url` is the address that the page gives itself; None when there was no page to read.
    """

    outcome: UrlOutcome
    state: PageState
    article: Article | None = None
    detail: str | None = None
    canonical_url: str | None = None


def visit(answer: Answer, state: PageState, site: Site, dataset: Dataset) -> Visit:
    """Return what an answer means. Reads the dataset for the version before, stores nothing."""
    if answer.status == HTTPStatus.NOT_MODIFIED:
        return Visit(UrlOutcome.UNCHANGED, after_article(state, answer.at, changed=False), detail="not modified")
    if answer.status != HTTPStatus.OK:
        return _without_page(answer, state)
    digest = hashlib.sha256(answer.body).hexdigest()
    if digest == state.content_hash and state.article_id:
        unchanged = _remembering(answer, after_article(state, answer.at, changed=False), digest)
        return Visit(UrlOutcome.UNCHANGED, unchanged, detail="the same bytes")
    try:
        _refuse_other_content(answer)
        article = parse_page(answer.body, answer.url, site=site, headers=answer.headers, fetched_at=answer.at)
    except PageError as error:
        return Visit(error.outcome, _after_no_article(error.outcome, state, answer.at), detail=str(error))
    return _with_article(answer, _remembering(answer, state, digest), _placed(article, answer.place), dataset)


def failed_visit(error: BaseException, state: PageState, now: datetime) -> Visit:
    """Return what it means that no answer came."""
    outcome, detail = failure_outcome(error), str(error) or type(error).__name__
    if outcome is UrlOutcome.CANCELLED:
        return Visit(outcome, state, detail=detail)
    if outcome is UrlOutcome.NETWORK_ERROR:
        told = detail if isinstance(error, NotFetched) else f"{type(error).__name__}: {detail}"
        return Visit(outcome, after_failure(state, now), detail=told)
    return Visit(outcome, _after_no_article(outcome, state, now), detail=detail)


def failure_outcome(error: BaseException) -> UrlOutcome:
    """Return the outcome of a request that brought no answer."""
    from scrapy.exceptions import DownloadCancelledError, IgnoreRequest

    if isinstance(error, NotFetched):
        return error.outcome
    if isinstance(error, DownloadCancelledError) or "DOWNLOAD_MAXSIZE" in str(error):
        return UrlOutcome.TOO_LARGE  # Scrapy breaks off downloads, and unpacking, for no other reason
    if isinstance(error, IgnoreRequest):
        return UrlOutcome.REFUSED  # the one that is left: more redirects than allowed
    return UrlOutcome.NETWORK_ERROR


def _without_page(answer: Answer, state: PageState) -> Visit:
    detail = f"status {answer.status}"
    if answer.status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        return Visit(UrlOutcome.GONE, given_up(state, answer.at), detail=detail)
    outcome = UrlOutcome.BLOCKED if answer.status in _WALLS else UrlOutcome.HTTP_ERROR
    return Visit(outcome, after_failure(state, answer.at), detail=detail)


def _refuse_other_content(answer: Answer) -> None:
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind and not any(page_type in kind for page_type in _PAGE_TYPES):
        raise PageError(UrlOutcome.NOT_HTML, f"content of type {kind[:100]}")
    if b"\0" in answer.body[:_SNIFFED_BYTES] and not answer.body.startswith(_TEXT_MARKS):
        raise PageError(UrlOutcome.NOT_HTML, "binary content")


def _after_no_article(outcome: UrlOutcome, state: PageState, now: datetime) -> PageState:
    if outcome is UrlOutcome.NO_ARTICLE:
        return after_no_article(state, now)
    if outcome in {UrlOutcome.BLOCKED, UrlOutcome.PARSE_ERROR, UrlOutcome.ROBOTS}:
        return after_failure(state, now)
    return given_up(state, now)


def _with_article(answer: Answer, state: PageState, article: Article, dataset: Dataset) -> Visit:
    published = article.published_at
    before = dataset.latest_version(article.canonical_url)
    known = dataset.article(article.id) is not None
    if known or (before is not None and before.content_hash == article.content_hash):
        kept = replace(state, article_id=article.id)
        detail = "the same text" if before is not None and before.id == article.id else "the text of an earlier version"
        state = after_article(kept, answer.at, changed=False, published_at=published)
        return Visit(UrlOutcome.UNCHANGED, state, detail=detail, canonical_url=article.canonical_url)
    outcome = UrlOutcome.STORED if before is None else UrlOutcome.UPDATED
    version = article if before is None else msgspec.structs.replace(article, version_of=before.id)
    kept = replace(state, article_id=version.id)
    state = after_article(kept, answer.at, changed=before is not None, published_at=published)
    return Visit(outcome, state, version, canonical_url=article.canonical_url)


def _remembering(answer: Answer, state: PageState, digest: str) -> PageState:
    etag, modified = answer.headers.get("etag"), answer.headers.get("last-modified")
    return replace(state, etag=etag, last_modified=modified, content_hash=digest)


def _placed(article: Article, place: Place | None) -> Article:
    if place is None:
        return article
    return msgspec.structs.replace(article, warc_file=place.file, warc_offset=place.offset)
