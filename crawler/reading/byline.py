"""Who wrote it: the names in a page's bylines, and the agency it credits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from selectolax.lexbor import LexborNode

from crawler.reading.chosen import chosen_nodes
from crawler.reading.phrases import phrases
from crawler.reading.source import Source, line_of, one_line

_METAS = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "article:author_name",
    "cxenseparse:author",
    "citation_author",
)
_MARKED = '[itemprop~="author"] [itemprop~="name"], [rel~="author"], [itemprop~="author"]'
_BYLINE = (
    '[class*="author-name" i], [class*="authorname" i], [class*="author__name" i], [class*="byline" i], '
    '[class~="author" i]'
)
_ADDRESS = re.compile(r"https?://|www\.|@|^\W*$|\d{3,}")
_LINK = re.compile(r"\S*(?:https?:|www\.|@)\S*")
_ROLE = re.compile(r"\s*(?:[|(;•·]|\s[-–—]\s|,\s*(?=[a-zà-ÿ])).*$", re.DOTALL)
LONGEST_NAME = 80
MAX_AUTHORS = 20


def read_authors(source: Source) -> tuple[str, ...]:
    """Return the names in the byline as published, in order, each once."""
    for names in _candidates(source):
        found = tuple(dict.fromkeys(name for raw in names for name in split_names(raw)))
        if found:
            return found[:MAX_AUTHORS]
    return ()


def split_names(byline: str) -> list[str]:
    """Return the names in one byline: 'By Anna Hill and Li Wei, Kabul correspondent' gives the two names."""
    text = _prefix().sub("", one_line(byline))
    if _ADDRESS.search(text):  # a link to a profile, an e-mail address
        text = _LINK.sub(" ", text)
    parts = re.split(r"\s*[,;/|]\s*|\s*&\s*|\s+•\s+", text) if len(text) < 400 else []
    names = [name for part in parts for name in _joint().split(part)]
    return [name for raw in names if (name := _ROLE.sub("", _prefix().sub("", raw)).strip(" .:-–—")) and _is_name(name)]


def read_agency(authors: Iterable[str], paragraphs: tuple[str, ...]) -> str | None:
    """Return the agency that the byline, the dateline or a closing credit names; None when none does."""
    for author in authors:
        if agency := _agencies().get(author.casefold().removeprefix("the ").strip(" .")):
            return agency
    opening = paragraphs[0][:120] if paragraphs else ""
    if found := _dateline().search(opening):
        return _agencies()[found["agency"].casefold()]
    closing = paragraphs[-1] if paragraphs else ""
    found = _credit().fullmatch(closing.strip())
    return _agencies()[found["agency"].casefold()] if found else None


def _candidates(source: Source) -> Iterator[list[str]]:
    yield [line_of(node) for node in chosen_nodes(source, "authors")[:MAX_AUTHORS]]
    yield list(source.declared.authors)
    for name in _METAS:
        yield source.metas.get(name, [])
    yield [line_of(node) for node in source.tree.css(_MARKED)[:MAX_AUTHORS]]
    bylines = source.tree.css(_BYLINE)[:3]
    yield [name for node in bylines for name in _single_names(node)]
    yield [line_of(node) for node in bylines]


def _single_names(byline: LexborNode) -> list[str]:
    """Return the texts of a byline's innermost links and spans, where each holds one name of several words."""
    leaves = [
        leaf for leaf in byline.css("a, span, li, strong")[:MAX_AUTHORS] if leaf.css_first("*:not(br)") in (None, leaf)
    ]
    texts = [_prefix().sub("", line_of(leaf)) for leaf in leaves]
    return [text for text in texts if " " in text and text.istitle() and _is_name(text)]


def _is_name(text: str) -> bool:
    if not 2 <= len(text) <= LONGEST_NAME or _ADDRESS.search(text) or len(text.split()) > 6:
        return False
    words = text.casefold()
    return words not in phrases("bylines")["not_names"] and words.split()[-1] not in phrases("bylines")["roles"]


@cache
def _prefix() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in phrases("bylines")["prefixes"])
    return re.compile(rf"^(?:{words})[\s:]+", re.IGNORECASE)


@cache
def _joint() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in phrases("bylines")["joints"])
    return re.compile(rf"\s+(?:{words})\s+")


@cache
def _agencies() -> dict[str, str]:
    """Every spelling in lower case to the name an agency is credited by."""
    return {spelling.casefold(): name for name, spellings in phrases("agencies").items() for spelling in spellings}


def _spellings() -> str:
    every = (spelling for spellings in phrases("agencies").values() for spelling in spellings)
    return "|".join(re.escape(spelling) for spelling in sorted(every, key=len, reverse=True))


@cache
def _dateline() -> re.Pattern[str]:
    """'KYIV, May 3 (Reuters) -', 'BAKU, JANUARY 4, ARMENPRESS.', '/TASS/.', 'Kabul – AFP –'."""
    names = _spellings()
    return re.compile(rf"(?:\(|/|^[^.a-z]{{0,60}}[,–—-]\s*)(?P<agency>{names})(?:\)|/|\s*[.–—-])")


@cache
def _credit() -> re.Pattern[str]:
    """A closing paragraph that is only a credit: '— Reuters', '(AFP)', 'Source: TASS'."""
    return re.compile(
        rf"(?:source|quelle|kaynak|источник|fuente)?\s*[:—–\-(/]*\s*(?P<agency>{_spellings()})\s*[)/.]*", re.IGNORECASE
    )
