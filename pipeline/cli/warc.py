"""Articles from WARC files, ours or those of other crawlers: every response with a page becomes an article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from fastwarc.warc import WarcRecordType
from msgspec.structs import replace

from crawler.page import PageError, parse_page
from crawler.reading.source import SiteLike
from crawler.sites import Site
from pipeline.cli.warc_records import Torn, whole_records
from pipeline.ingest import Rejected
from pipeline.records import Article

_WEB = {"http", "https"}


def articles_from_warc(file: Path, sites: Iterable[Site]) -> Iterator[Article | Rejected]:
    """Yield one article or one rejection per page response, in file order.

    Images, feeds and other answers that are no page are passed over; a torn record is a rejection and ends nothing.
    The selectors of the declared
    site that owns an address apply, and its slug names the site. `warc_file` is the file's name.
    """
    known = tuple(sites)
    responses = 0
    for record in whole_records(file):
        if isinstance(record, Torn):
            yield Rejected(responses + 1, record.url, f"{record.reason} (byte {record.offset})", "response")
        elif record.record_type == WarcRecordType.response:
            responses += 1
            record.parse_http(auto_decode="all")
            url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
            if urlsplit(url).scheme in _WEB and _is_page(record):
                yield _article(record, responses, url, file, next((site for site in known if site.owns(url)), None))


def _is_page(record: Any) -> bool:
    status = record.http_headers.status_code if record.http_headers else None
    kind = (record.http_content_type or "text/html").lower()
    return status in (200, None) and "html" in kind


def _article(record: Any, number: int, url: str, file: Path, site: Site | None) -> Article | Rejected:
    headers = dict(record.http_headers) if record.http_headers else {}
    body = record.reader.read()
    try:
        article = parse_page(body, url, site=cast(SiteLike, site), headers=headers, fetched_at=_moment(record))
    except PageError as error:
        return Rejected(number, url, f"{error.outcome}: {error}", "response")
    return replace(article, warc_file=file.name, warc_offset=record.stream_pos)


def _moment(record: Any) -> datetime | None:
    moment: datetime | None = record.record_date
    return moment.astimezone(UTC) if moment else None
