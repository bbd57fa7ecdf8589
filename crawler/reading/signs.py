"""What speaks for a page being an article, and what against it, when its text alone is too short to tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from urllib.parse import urlsplit

from crawler.reading.phrases import phrases
from crawler.reading.source import Source

# Fewer words in a headline name a section ("World", "About us"), not what happened.
MIN_HEADLINE_WORDS = 3
# Numbers of articles run higher than those of list pages ("/page/2").
_NUMBERED = re.compile(r"\d{3,}")
MIN_SLUG_WORDS = 3
MIN_SENTENCE_CHARACTERS = 60
_SENTENCE_END = re.compile(r"[.!?…。！？։۔।][»”\"’')\]]*$")
# "MARENT, March 4 (Wire) -", "Баку. 12 марта. АПА:": a place in front, a dash or colon within a line's length.
_DATELINE = re.compile(r"^[^\W\d_]{3,}[^:—–]{0,70}(?:\s[-—–]{1,2}\s|:\s)")


def declares_article(source: Source) -> bool:
    """Tell whether the page says that it is an article, or its site's selectors were written for it."""
    chosen = source.site is not None and "body" in source.site.selectors
    return chosen or bool(source.declared.kind) or source.meta("og:type") == "article"


def says_article(source: Source) -> bool:
    """Tell whether the page declares an article or marks a date for machines."""
    dated = source.meta("article:published_time", "datepublished", "date", "pubdate")
    return declares_article(source) or dated is not None or source.tree.css_first("time") is not None


def tells_news(source: Source, title: str, paragraphs: Sequence[str]) -> bool:
    """Tell whether a short text under a headline is a brief: sentences at an article's address, or a dateline."""
    sentences = [line for line in paragraphs if len(line) >= MIN_SENTENCE_CHARACTERS and _SENTENCE_END.search(line)]
    if not sentences or len(title.split()) < MIN_HEADLINE_WORDS:
        return False
    return bool(_DATELINE.search(sentences[0])) or _names_one_article(source.url)


def names_other_page(source: Source, title: str) -> bool:
    """Tell whether headline, headings or address are those of a lost page, a list, a search, an account or a person."""
    lines = "\n".join((title, *source.headings))
    return bool(_pattern("lost").search(lines) or _pattern("lists").search(lines)) or _is_service_address(source.url)


def is_front_page(url: str) -> bool:
    """Tell whether the address is a site's root."""
    parts = urlsplit(url)
    return bool(parts.netloc) and parts.path in ("", "/") and not parts.query


def _names_one_article(url: str) -> bool:
    """Tell whether the address ends in a number, a slug of several words, or asks for one by number."""
    parts = urlsplit(url)
    last = parts.path.rstrip("/").rsplit("/", 1)[-1]
    words = [word for word in re.split(r"[-_]", last) if word]
    return len(words) >= MIN_SLUG_WORDS or bool(_NUMBERED.search(last)) or bool(_NUMBERED.search(parts.query))


def _is_service_address(url: str) -> bool:
    """Tell whether a folder of the address is that of lists, searches, accounts or persons."""
    folders = {part.lower() for part in urlsplit(url).path.split("/") if part}
    return not folders.isdisjoint(word for words in phrases("service_addresses").values() for word in words)


@cache
def _pattern(section: str) -> re.Pattern[str]:
    """Return one pattern for how lines begin that are in a section of the word lists."""
    patterns = "|".join(f"(?:{pattern})" for pattern in (p for ps in phrases(section).values() for p in ps))
    return re.compile(rf"^(?:{patterns})", re.IGNORECASE | re.MULTILINE)
