"""Pages that hold no article: which outcome each is counted under."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from crawler.reading.phrases import phrases
from crawler.reading.signs import declares_article, is_front_page, names_other_page, says_article, tells_news
from crawler.reading.source import Source
from pipeline.vocabulary import UrlOutcome

MAX_PAGE_BYTES = 16_000_000
MIN_BODY_CHARACTERS = 60
# A page with less text that does not say it is an article must look like a brief: headline, sentences, its own address.
MIN_UNDECLARED_CHARACTERS = 250
# Walls say little; a longer text that speaks of robots or cookies is an article about them.
MAX_WALL_CHARACTERS = 600
# A list of articles has at least this many teasers, each with fewer paragraphs than an article.
MIN_TEASERS = 5
MIN_PARAGRAPHS = 3
_SNIFFED_BYTES = 1_024
_PAGE_TYPES = ("text/html", "application/xhtml", "text/plain", "application/octet-stream")
_FILE_MARKS = (
    b"%PDF-", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"\x00\x00\x00\x18ftyp",
    b"\x00\x00\x00 ftyp", b"ID3", b"OggS", b"\x1aE\xdf\xa3", b"Rar!", b"7z\xbc\xaf", b"\x7fELF", b"MZ\x90", b"wOF2",
)  # fmt: skip
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Text has next to no control characters; ISO-2022 text has escapes only.
MAX_CONTROL_SHARE = 0.02
_FEED = re.compile(rb"(?:<\?xml[^>]*>)?\s*(?:<!--.*?-->\s*)*<(?:rss|feed|urlset|sitemapindex|rdf:RDF|svg)\b", re.DOTALL)
_HTML = re.compile(rb"<(?:!doctype html|html|head|body|title|div|p|h1|article|meta)\b", re.IGNORECASE)


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
        raise PageError(UrlOutcome.TOO_LARGE, f"more than {MAX_PAGE_BYTES} bytes")
    stated = next((value for name, value in (headers or {}).items() if name.lower() == "content-type"), "")
    if stated and not stated.strip().lower().startswith(_PAGE_TYPES):
        raise PageError(UrlOutcome.NOT_HTML, f"content type {stated[:80]}")
    if _is_other_file(body):
        raise PageError(UrlOutcome.NOT_HTML, "another kind of file than a web page")


def refuse_without_article(source: Source, title: str, paragraphs: tuple[str, ...]) -> None:
    """Raise `PageError` for a wall in front of the article and for a page whose text is too short to be one."""
    length = sum(len(paragraph) for paragraph in paragraphs)
    if length < MAX_WALL_CHARACTERS and _wall().search("\n".join((title, *source.headings, *paragraphs))):
        raise PageError(UrlOutcome.BLOCKED, f"a wall instead of the article at {source.url}")
    if length < MIN_BODY_CHARACTERS or (
        length < MIN_UNDECLARED_CHARACTERS and not _is_brief(source, title, paragraphs)
    ):
        raise PageError(UrlOutcome.NO_ARTICLE, f"no text to read at {source.url}")
    if length < MAX_WALL_CHARACTERS and (is_front_page(source.url) or _is_lost_or_list(source, title)):
        raise PageError(UrlOutcome.NO_ARTICLE, f"a page about something else than one story at {source.url}")
    if not declares_article(source) and _is_index(source):
        raise PageError(UrlOutcome.NO_ARTICLE, f"a list of articles at {source.url}")


def _is_brief(source: Source, title: str, paragraphs: tuple[str, ...]) -> bool:
    """Tell whether a text of a sentence or two is an article: the page says so, or all of it looks like one."""
    return says_article(source) or tells_news(source, title, paragraphs)


def _is_lost_or_list(source: Source, title: str) -> bool:
    return not source.declared.kind and names_other_page(source, title)


def _is_other_file(body: bytes) -> bool:
    """Tell whether the first bytes are those of a document, picture, archive, film, feed or plain binary file."""
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:_SNIFFED_BYTES]
    if start.startswith(_FILE_MARKS) or _FEED.match(start):
        return True
    # UTF-16 pages are half zero bytes, but begin with a byte-order mark.
    sample = body[:_SNIFFED_BYTES]
    if len(_CONTROL.findall(sample)) > MAX_CONTROL_SHARE * len(sample) and not body.startswith(
        (b"\xff\xfe", b"\xfe\xff")
    ):
        return not _HTML.search(sample.replace(b"\x00", b""))
    return False


def _is_index(source: Source) -> bool:
    """Tell whether the page is made of teasers: many `article` elements and none with paragraphs of its own."""
    teasers = source.tree.css("article")
    return len(teasers) >= MIN_TEASERS and all(len(teaser.css("p")) < MIN_PARAGRAPHS for teaser in teasers)


@cache
def _wall() -> re.Pattern[str]:
    """What bot walls, consent walls and pay walls say, at the beginning of a line."""
    patterns = "|".join(f"(?:{pattern})" for patterns in phrases("walls").values() for pattern in patterns)
    return re.compile(rf"^(?:{patterns})", re.IGNORECASE | re.MULTILINE)
