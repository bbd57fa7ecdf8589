"""Articles from other tools' files: our own JSONL, news-please, fundus and trafilatura lines.

The first key of each list that a line carries wins; what a line does not state stays None. Nothing is guessed but the
site, which is the host of the address.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from email.utils import parsedate_to_datetime
from io import BufferedReader
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pipeline.records import Article, article_id, content_hash

# Which key each tool uses: ours, news-please's, fundus's, trafilatura's.
KEYS: dict[str, tuple[str, ...]] = {
    "source_id": ("id", "source_id"),
    "url": ("url", "source", "canonical_url"),
    # news-please leaves `title` empty where only the feed or the head has one.
    "title": ("title", "headline", "title_rss", "title_page"),
    # `maintext` before `text`: lines of older news-please have both, and its `text` is not the cleaned one.
    "text": ("maintext", "text", "plaintext", "body", "raw_text", "content"),
    "published": ("published_at", "date_publish", "publishing_date", "date", "published"),
    "modified": ("modified_at", "date_modify"),
    "language": ("language", "lang"),
    "authors": ("authors", "author"),
    "site": ("site",),
    "agency": ("agency",),
}
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # NUL and lone surrogates
_NOTHING: tuple[object, ...] = (None, "", [], {}, "None")  # news-please writes the word for a date it does not know
ARRAY = "JSON array: write one object a line, as `jq -c '.[]'` does"
GZIP_MAGIC = b"\x1f\x8b"
Canonical = Callable[[str], str]


class LineError(ValueError):
    """A line that is no article; the message says why."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A line (or, in a WARC file, a response) that is no article: its number from 1, its id or address, the reason.

    `broken`: a compressed file ends here before its end, and what follows is lost.
    """

    line: int
    source_id: str | None
    reason: str
    what: str = "line"
    broken: bool = False

    def __str__(self) -> str:
        """Return it as people are told: 'line 4: not a JSON object'."""
        return f"{self.what} {self.line}{f' ({self.source_id})' if self.source_id else ''}: {self.reason}"


def open_lines(source: Path | BufferedReader) -> Iterator[bytes]:
    """Yield the lines of a file or stream, unpacked where gzip's first two bytes say so."""
    if isinstance(source, Path):
        with source.open("rb") as stream:
            yield from open_lines(stream)
    elif source.peek(2)[:2] == GZIP_MAGIC:
        with gzip.open(source) as unpacked:
            yield from unpacked
    else:
        yield from source


def articles_from_lines(lines: Iterable[bytes], canonical: Canonical) -> Iterator[Article | Rejected]:
    """Yield one article or one rejection per non-empty line, in order.

    `canonical` normalises addresses, so that versions of one page share theirs.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        if number == 1 and line.strip() == b"[":
            yield Rejected(number, None, f"the file is one {ARRAY}")
            return
        plain: Any = None
        try:
            plain = json.loads(line)
            yield article_from(plain, canonical)
        except (ValueError, RecursionError) as error:
            yield Rejected(number, _id_of(plain), f"{error}" or "unreadable")


def to_the_end(entries: Iterator[Article | Rejected]) -> Iterator[Article | Rejected]:
    """Yield the entries; a compressed file that breaks off ends in one rejection that says so."""
    last = 0
    try:
        for last, entry in enumerate(entries, 1):  # noqa: B007  (counts for the message)
            yield entry
    except (EOFError, OSError, zlib.error) as error:  # BadGzipFile is an OSError
        yield Rejected(last + 1, None, f"the file breaks off here: {error}", broken=True)


def article_from(plain: Any, canonical: Canonical) -> Article:
    """Return the article that a JSON object of any known tool describes.

    Raises `LineError` when it is no object or holds no text.
    """
    if not isinstance(plain, Mapping):
        raise LineError(f"a {ARRAY}" if isinstance(plain, list) else "not a JSON object")
    text, title = _text(_first(plain, "text")), _text(_first(plain, "title"))
    if not text.strip() and not title.strip():
        raise LineError("neither text nor title")
    url = _text(_first(plain, "url")) or _fundus_url(plain)
    source_id, hashed = _id_of(plain), content_hash(title, text)
    address = _canonical(url, canonical) or (source_id or "")
    published = _text(_first(plain, "published")) or None
    moment, precision = parse_moment(published)
    return Article(
        id=article_id(address if source_id in (None, address) else f"{address}#{source_id}", hashed),
        url=url, canonical_url=address, site=_text(_first(plain, "site")) or urlsplit(url).hostname or "",
        title=title, text=text, content_hash=hashed, source_id=source_id,
        language=_text(_first(plain, "language"))[:2].lower() or None,
        authors=_authors(_first(plain, "authors")), agency=_text(_first(plain, "agency")) or None,
        published_at=moment, published_raw=published, published_precision=precision,
        modified_at=parse_moment(_text(_first(plain, "modified")))[0],
    )  # fmt: skip


def parse_moment(raw: str | None) -> tuple[datetime | None, str | None]:
    """Return an ISO 8601 date or date-time, or one of RFC 2822 as feeds have it, as UTC, and how much is stated.

    That is 'minute' or 'day'. A time without zone counts as UTC; (None, None) for any other date: who knows which of
    "3/4/2024" is the month?
    """
    if not raw:
        return None, None
    try:
        moment = datetime.fromisoformat(raw.strip())
    except ValueError:
        try:
            moment = parsedate_to_datetime(raw.strip())
        except ValueError:
            return None, None
    only_day = re.fullmatch(r"\d{4}-?\d{2}-?\d{2}", raw.strip()) is not None or (
        moment.time() == time() and moment.tzinfo is None
    )
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    try:
        return aware.astimezone(UTC), "day" if only_day else "minute"
    except OverflowError:  # year 1 or 9999, shifted by its zone
        return None, None


def _first(plain: Mapping[str, Any], field: str) -> Any:
    return next((plain[key] for key in KEYS[field] if plain.get(key) not in _NOTHING), None)


def _id_of(plain: Any) -> str | None:
    value = _first(plain, "source_id") if isinstance(plain, Mapping) else None
    return str(value) if isinstance(value, str | int) else None


def _text(value: Any) -> str:
    """Return text as it stands, so that offsets count in what was given.

    Only characters that no database takes are replaced, one for one. fundus nests bodies as summary and sections,
    which are joined by blank lines.
    """
    if isinstance(value, str):
        return _UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, Mapping):
        parts = [*_listed(value.get("summary")), *(_section(part) for part in _listed(value.get("sections")))]
        return "\n\n".join(text for part in parts if (text := _text(part)))
    if isinstance(value, list | tuple):
        return "\n\n".join(text for part in value if (text := _text(part)))
    return "" if value is None else str(value)


def _section(section: Any) -> Any:
    if not isinstance(section, Mapping):
        return section
    return [*_listed(section.get("headline")), *_listed(section.get("paragraphs"))]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _fundus_url(plain: Mapping[str, Any]) -> str:
    page = plain.get("html")
    return _text(page.get("responded_url") or page.get("requested_url")) if isinstance(page, Mapping) else ""


def _canonical(url: str, canonical: Canonical) -> str:
    try:
        return canonical(url) if url else ""
    except ValueError:  # an address no parser accepts still names the page
        return url


def _authors(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        value = value.split(";")
    names = (str(name.get("name", "")) if isinstance(name, Mapping) else str(name) for name in _listed(value))
    return tuple(name.strip() for name in names if name.strip())
