"""When a page says it was published and last changed: which of its many dates to believe.

In order: the site's own selector, JSON-LD, meta elements, marked `time` elements, the date written near the headline,
htmldate, and last the day in the address. Dates from before the web (publishing systems write year 1 for 'none') and
after the fetch are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

import htmldate
from selectolax.lexbor import LexborNode

from crawler.reading.chosen import chosen_nodes
from crawler.reading.moments import Moment, is_plausible, parse_machine_date, zone_named
from crawler.reading.source import Source, line_of, one_line
from crawler.reading.written_dates import Manner, parse_written_date

_PUBLISHED_METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "article_published_time",
    "article:published", "datepublished", "dc.date.issued", "dcterms.issued", "dc.issued", "dcterms.created",
    "dc.date.created", "parsely-pub-date", "sailthru.date", "cxenseparse:publishtime", "cxenseparse:recs:publishtime",
    "publication_date", "publication-date", "publish-date", "publish_date", "published_date", "published-date",
    "published",
    "pubdate", "pub_date", "publishdate", "published_time", "date.available", "date.created", "article:create_at",
    "prism.publicationdate", "citation_publication_date", "datecreated", "article.published", "article.created",
    "bt:pubdate", "ptime", "dc.date", "dcterms.date", "date", "article_date_original", "originalpublicationdate",
    "og:pubdate", "vr:published_time", "created", "uploaddate",
)  # fmt: skip
_MODIFIED_METAS = (
    "article:modified_time", "og:article:modified_time", "og:modified_time", "datemodified", "og:updated_time",
    "article:updated_time", "article.updated", "dcterms.modified", "dc.date.modified", "last-modified", "lastmod",
    "last_updated_date", "date.modified", "date.updated", "revised", "modified", "updated_time",
)  # fmt: skip
_MARKED = '[itemprop~="datePublished"], time[pubdate]'
_MARKED_CHANGED = '[itemprop~="dateModified"]'
_DATE_WORDS = re.compile(
    r"date|time|publish|posted|byline|dateline|meta|datum|fecha|tarih|дата|data|zeit|heure|ora|timestamp|stamp|created|pub",
    re.IGNORECASE,
)
_CHANGED_WORDS = re.compile(r"modif|updat|chang|edit|aktualis|actualiz|mis.?a.?jour|güncelle|обновл", re.IGNORECASE)
_ADDRESS_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d{2})[/_-]?(0[1-9]|1[0-2]|[1-9](?=[/_-]))[/_-]?([0-2]\d|3[01]|[1-9](?=/))(?!\d)"
)
_ADDRESS_MONTH = re.compile(r"/((?:19|20)\d{2})/([a-z]{3})/(\d{1,2})/")
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
# Countries that write the month before the day.
_MONTH_FIRST = re.compile(r"en-(?:us|ph|bz)\b|^en$", re.IGNORECASE)
_DAY_FIRST_HOST = re.compile(
    r"\.(?:uk|au|nz|ie|in|za|ng|ke|gh|pk|bd|lk|my|sg|eu|az|am|ge|tr|ru|ua|by|kz|uz|ir|il|tz|ug|na|zw|zm|mt|cy)$"
)
SEARCHED_HEAD_NODES = 400
LONGEST_DATE_LINE = 80
MAX_HTMLDATE_CHARACTERS = 2_000_000


@dataclass(frozen=True, slots=True)
class PageDates:
    """Publication and last change; None where the page states none."""

    published: Moment | None
    modified: Moment | None


def read_dates(source: Source, language: str | None, fetched_at: datetime | None) -> PageDates:
    """Return the page's dates; times without zone are in the site's, else UTC."""
    manner = _manner(source, language)
    published = _first_plausible(_published(source, manner), fetched_at)
    modified = _first_plausible(_modified(source, manner), fetched_at)
    if published is not None:
        published = _completed(published, _other_machine_dates(source, manner.zone))
    if modified is not None and published is not None and modified.at < published.at and modified.precision == "minute":
        modified = None if modified.at.date() < published.at.date() else modified
    return PageDates(published, modified)


def _published(source: Source, manner: Manner) -> Iterator[Moment | None]:
    """Yield candidates for the publication date, most trustworthy first."""
    yield from _by_selector(source, "published", manner)
    yield parse_machine_date(source.declared.published, manner.zone) or _written(source.declared.published, manner)
    for content in _meta_contents(source, _PUBLISHED_METAS):
        yield parse_machine_date(content, manner.zone) or _written(content, manner)
    yield from _marked(source, _MARKED, manner)
    yield from _near_headline(source, manner)
    yield from _first_times(source, manner)
    yield from _unlabelled(source, manner)
    yield from _by_htmldate(source)
    yield _from_address(source.url)


def _modified(source: Source, manner: Manner) -> Iterator[Moment | None]:
    yield from _by_selector(source, "modified", manner)
    yield parse_machine_date(source.declared.modified, manner.zone)
    for content in _meta_contents(source, _MODIFIED_METAS):
        yield parse_machine_date(content, manner.zone)
    yield from _marked(source, _MARKED_CHANGED, manner)


def _first_plausible(candidates: Iterable[Moment | None], fetched_at: datetime | None) -> Moment | None:
    return next((moment for moment in candidates if moment is not None and is_plausible(moment, fetched_at)), None)


def _manner(source: Source, language: str | None) -> Manner:
    html_node = source.tree.css_first("html")
    declared = (html_node.attributes.get("lang") if html_node is not None else None) or language or "en"
    month_first = bool(_MONTH_FIRST.search(declared.replace("_", "-"))) and not _DAY_FIRST_HOST.search(source.host)
    return Manner(language, not month_first, zone_named(source.site.timezone if source.site else None))


def _written(words: str | None, manner: Manner) -> Moment | None:
    return parse_written_date(words, manner) if words else None


def _by_selector(source: Source, field: str, manner: Manner) -> Iterator[Moment | None]:
    yield from (_of_node(node, manner) for node in chosen_nodes(source, field)[:5])


def _meta_contents(source: Source, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from source.metas.get(name, ())


def _marked(source: Source, selector: str, manner: Manner) -> Iterator[Moment | None]:
    for node in source.tree.css(selector)[:10]:
        if node.tag != "meta":
            yield _of_node(node, manner)


def _of_node(node: LexborNode, manner: Manner) -> Moment | None:
    """Return the moment a node states in an attribute or else in words."""
    for attribute in ("datetime", "content", "data-datetime", "data-timestamp", "data-date", "data-published", "title"):
        stated = parse_machine_date(node.attributes.get(attribute), manner.zone)
        if stated is not None:
            return stated
    return _written(line_of(node)[:200], manner)


def _near_headline(source: Source, manner: Manner) -> Iterator[Moment | None]:
    """Yield dates between the headline and the text, and right above the headline: bylines and datelines."""
    heading = source.tree.css_first("h1")
    if heading is None:
        return
    for node in [*_following(heading, SEARCHED_HEAD_NODES), *_preceding(heading)]:
        if _is_changed(node):
            continue
        if node.tag == "time" and (moment := _of_node(node, manner)):
            yield moment
        elif _DATE_WORDS.search(_labels(node)) and len(text := line_of(node)) < 200:
            yield _written(text, manner)


def _unlabelled(source: Source, manner: Manner) -> Iterator[Moment | None]:
    """Yield dates in short lines after the headline that nothing marks as a date."""
    heading = source.tree.css_first("h1, h2")
    for node in _following(heading, SEARCHED_HEAD_NODES) if heading is not None else ():
        own = one_line(node.text(deep=False))
        if 6 <= len(own) <= LONGEST_DATE_LINE and any(letter.isdigit() for letter in own):
            yield _written(own, manner)


def _by_htmldate(source: Source) -> Iterator[Moment | None]:
    """Yield what htmldate finds: slower and to the day only, but it looks in more places."""
    try:
        stated = htmldate.find_date(source.markup[:MAX_HTMLDATE_CHARACTERS], original_date=True, extensive_search=False)
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError):
        return
    yield parse_machine_date(stated)


def _following(heading: LexborNode, limit: int) -> Iterator[LexborNode]:
    """Yield the elements after the heading, climbing up to four levels."""
    anchor: LexborNode | None = heading
    left = limit
    for _ in range(4):
        if anchor is None:
            return
        sibling = anchor.next
        while sibling is not None and left > 0:
            for node in sibling.traverse():
                left -= 1
                if left <= 0:
                    return
                yield node
            sibling = sibling.next
        anchor = anchor.parent


def _preceding(heading: LexborNode) -> Iterator[LexborNode]:
    anchor: LexborNode | None = heading
    for _ in range(3):
        if anchor is None:
            return
        sibling = anchor.prev
        if sibling is not None:
            yield from list(sibling.traverse())[:50]
        anchor = anchor.parent


def _first_times(source: Source, manner: Manner) -> Iterator[Moment | None]:
    for node in source.tree.css("article time, main time, time[datetime]")[:3]:
        if not _is_changed(node):
            yield _of_node(node, manner)


def _labels(node: LexborNode) -> str:
    attributes = node.attributes
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''} {attributes.get('itemprop') or ''}"


def _is_changed(node: LexborNode) -> bool:
    return bool(_CHANGED_WORDS.search(_labels(node)))


def _other_machine_dates(source: Source, zone: tzinfo) -> list[Moment]:
    raws = [
        source.declared.published,
        source.declared.modified,
        *_meta_contents(source, (*_PUBLISHED_METAS, *_MODIFIED_METAS)),
    ]
    raws += [node.attributes.get("datetime") for node in source.tree.css("time[datetime]")[:3]]
    return [moment for raw in raws if (moment := parse_machine_date(raw, zone)) is not None]


def _completed(published: Moment, others: list[Moment]) -> Moment:
    """Return the date with the zone that another date of the page gives for the same clock time."""
    if published.zoned or published.precision == "day":
        return published
    clock = re.sub(r"\D", "", published.raw)[:12]
    for other in others:
        if other.zoned and other.precision == "minute" and re.sub(r"\D", "", other.raw)[:12] == clock:
            return replace(published, at=other.at, zoned=True)
    return published


def _from_address(url: str) -> Moment | None:
    """Return the day in the address (/2024/05/03/, /20240503-, /2024/may/03/), if it has one."""
    if found := _ADDRESS_MONTH.search(url.lower()):
        month = _MONTHS.get(found[2])
        return parse_machine_date(f"{found[1]}-{month:02}-{int(found[3]):02}") if month else None
    found = _ADDRESS_DAY.search(url)
    return parse_machine_date(f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}") if found else None
