"""Bytes and an address to an Article: decode, make safe, read each field. No network and no clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from crawler.addresses import canonical_url, same_site
from crawler.reading.body import read_paragraphs
from crawler.reading.byline import read_agency, read_authors
from crawler.reading.dates import read_dates
from crawler.reading.decoding import decode_page
from crawler.reading.disposition import PageError, refuse_bytes, refuse_without_article
from crawler.reading.headline import read_title
from crawler.reading.language import declared_language, read_language
from crawler.reading.saved import SavedPage, read_line
from crawler.reading.source import SiteLike, Source
from crawler.reading.taming import tame
from pipeline.records import Article, article_id, content_hash, to_dict
from pipeline.vocabulary import UrlOutcome

PARSER_VERSION = "1"

__all__ = ["PARSER_VERSION", "PageError", "parse_manifest", "parse_page"]


def parse_page(
    body: bytes,
    url: str,
    *,
    site: SiteLike | None = None,
    headers: Mapping[str, str] | None = None,
    fetched_at: datetime | None = None,
) -> Article:
    """Return the article on the page that `url` answered with `body`.

    `fetched_at` bounds the dates that are believed and is recorded; None when unknown. Raises `PageError` with the
    outcome to count when the page holds no article.
    """
    refuse_bytes(body, headers)
    source = Source(url, tame(decode_page(body, headers)), site)
    try:
        title = read_title(source)
        paragraphs = read_paragraphs(source, title)
        refuse_without_article(source, title, paragraphs)
        return _article(source, title, paragraphs, fetched_at)
    except PageError:
        raise
    except Exception as error:  # whatever a page does to the parsers below, it is one counted outcome
        raise PageError(UrlOutcome.PARSE_ERROR, f"{type(error).__name__}: {error}") from error


def parse_manifest(lines: Iterable[bytes | str], base_folder: Path) -> Iterator[dict[str, Any]]:
    """Yield one plain article per manifest line {id, url, html_path}, in order; blank lines are passed over.

    `id` is the manifest's, `article_id` ours; the other keys are the Article's. A page without article is a line with
    `error` and `outcome` instead. `html_path` is relative to `base_folder`. Never stops at a line and asks no network.
    """
    return (_parse_line(line, base_folder) for line in lines if line.strip())


def _parse_line(line: bytes | str, base_folder: Path) -> dict[str, Any]:
    saved = SavedPage(None, "", None)
    try:
        saved = read_line(line, base_folder)
        article = to_dict(parse_page(saved.body(), saved.url, headers=saved.headers))
    except PageError as error:
        return {"id": saved.id, "url": saved.url, "error": str(error), "outcome": str(error.outcome)}
    return {**article, "id": saved.id, "article_id": article["id"]}


def address_of(source: Source) -> str:
    """Return the page's canonical address: what it declares, when that is a page of the same site, else its own.

    A site is one host, or all the hosts that its declaration names.
    """
    own = canonical_url(source.url)
    node = source.tree.css_first('link[rel="canonical" i][href]')
    declared = canonical_url((node.attributes.get("href") or "") if node is not None else source.meta("og:url") or "")
    declared_host = source.site is not None and source.site.owns(declared)
    if not declared.startswith(("http://", "https://")) or not (same_site(declared, own) or declared_host):
        return own
    # A front page or section declared as canonical of an article would make all its articles one.
    return own if declared.count("/") <= 3 and own.count("/") > 3 else declared


def _article(source: Source, title: str, paragraphs: tuple[str, ...], fetched_at: datetime | None) -> Article:
    text = "\n\n".join(paragraphs)
    address, hashed, authors = address_of(source), content_hash(title, text), read_authors(source)
    dates = read_dates(source, declared_language(source), fetched_at)
    published, modified = dates.published, dates.modified
    return Article(
        id=article_id(address, hashed),
        url=source.url,
        canonical_url=address,
        site=source.site.slug if source.site else source.host,
        title=title,
        text=text,
        content_hash=hashed,
        language=read_language(source, text),
        authors=authors,
        agency=read_agency(authors, paragraphs),
        published_at=published.at if published else None,
        published_raw=published.raw if published else None,
        published_precision=published.precision if published else None,
        modified_at=modified.at if modified else None,
        fetched_at=fetched_at,
        parser_version=PARSER_VERSION,
    )
