"""Pages that hold no article: which outcome each is counted under."""

from __future__ import annotations

from collections.abc import Mapping

from crawler.reading.source import Source
from pipeline.vocabulary import UrlOutcome

MAX_PAGE_BYTES = 16_000_000
MIN_BODY_CHARACTERS = 60


class PageError(ValueError):
    """There is no article on the page; `outcome` says what the URL is counted as."""

    def __init__(self, outcome: UrlOutcome, message: str) -> None:
        super().__init__(message)
        self.outcome = outcome


def refuse_bytes(body: bytes, headers: Mapping[str, str] | None) -> None:
    """Raise `PageError` for bytes that cannot be a web page: none, too many, another kind of file."""
    if not body.strip():
        raise PageError(UrlOutcome.NO_ARTICLE, "the page is empty")
    if len(body) > MAX_PAGE_BYTES:
        raise PageError(UrlOutcome.TOO_LARGE, f"{len(body)} bytes; at most {MAX_PAGE_BYTES} are read")
    if body.lstrip()[:5] == b"%PDF-":
        raise PageError(UrlOutcome.NOT_HTML, "a PDF file")


def refuse_without_article(source: Source, title: str, paragraphs: tuple[str, ...]) -> None:
    """Raise `PageError` for a page whose text is too short to be an article."""
    if sum(len(paragraph) for paragraph in paragraphs) < MIN_BODY_CHARACTERS:
        raise PageError(UrlOutcome.NO_ARTICLE, f"no text to read at {source.url}")
