"""The whole records of a WARC file, however damaged: what is torn is told and passed over, what follows is found again.

A killed process or a full disk leaves a record half written, at the end of a file or (where writing went on) within.
"""

from __future__ import annotations

import base64
import hashlib
import mmap
import re
import zlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecordType

LARGEST_RECORD_BYTES = 17 << 20  # a page and its headers; a record of a gigabyte must not fill the memory
_GZIP_MEMBER = b"\x1f\x8b\x08"
_PLAIN_START = re.compile(rb"WARC/[01]\.\d+\r\n[A-Za-z][\w-]*:")  # wherever it stands: the torn one has no end
_MARK = b"WARC/"
_SNIFFED_BYTES = 512
_DIGEST_BYTES = {"sha1": 20, "sha256": 32, "sha512": 64, "md5": 16}


@dataclass(frozen=True, slots=True)
class Torn:
    """A record that is not whole: where it begins, its address if that can still be read, and what is wrong."""

    offset: int
    url: str | None
    reason: str


def whole_records(file: Path) -> Iterator[Any | Torn]:
    """Yield every record that is whole, with its content held in memory, and what is told of those that are not.

    Whole is a record as long as it says and with the block digest it states, where it states one. Records larger than
    LARGEST_RECORD_BYTES are told as torn.
    """
    if not file.stat().st_size:
        return
    with file.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as held:
        start: int | None = 0
        told = False
        while start is not None:
            last, broken = yield from _run_of_records(stream, start)
            if (broken or last is None) and not told:
                yield Torn(
                    start if last is None else last, None, "the file cannot be read from here or the next record on"
                )
            told = broken and last is not None  # the next run begins at what has just been told
            start = _next_start(held, (start if last is None else last) + 1)


def _run_of_records(stream: Any, start: int) -> Generator[Any | Torn, None, tuple[int | None, bool]]:
    """Yield the records from `start` on up to the first that is not whole.

    Return where the last one begins, None if there is none, and whether reading broke off after it.
    """
    stream.seek(start)
    last = None
    try:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.any_type, parse_http=False):
            last = record.stream_pos
            torn = _held(record)
            yield torn or record
            if torn:
                break
    except (OSError, EOFError, ValueError):
        return last, True
    return last, False


def _held(record: Any) -> Torn | None:
    """Take the record's content into memory; return what is wrong with it, if anything."""
    offset, stated = record.stream_pos, record.content_length
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>") or None
    nameless = record.record_type == WarcRecordType.response and not url
    if nameless or not record.headers.get("WARC-Type") or record.headers.get("Content-Length") is None:
        return Torn(offset, url, "the record's header is torn")
    if stated > LARGEST_RECORD_BYTES:
        return Torn(offset, url, f"larger than {LARGEST_RECORD_BYTES} bytes")
    content = record.reader.read()
    if len(content) != stated:
        return Torn(offset, url, f"torn: {len(content)} of {stated} bytes are there")
    if not _is_intact(content, record.headers.get("WARC-Block-Digest")):
        return Torn(offset, url, "damaged: the content is not what its digest says")
    record.set_bytes_content(content)
    return None


def _is_intact(content: bytes, digest: str | None) -> bool:
    """Tell whether the content has that digest (`sha1:BASE32` or hexadecimal); one of an unknown kind is believed."""
    kind, _, value = (digest or "").partition(":")
    length = _DIGEST_BYTES.get(kind.lower().replace("-", ""))
    if length is None:
        return True
    found = hashlib.new(kind.lower().replace("-", ""), content).digest()
    spellings = {found.hex(), base64.b32encode(found).decode().rstrip("=").lower()}
    return value.strip().rstrip("=").lower() in spellings


def _next_start(held: mmap.mmap, position: int) -> int | None:
    """Return where the next record begins at or after `position`, packed or not; None where there is none."""
    plain = _PLAIN_START.search(held, position)
    found = [start for start in (plain.start() if plain else None, _next_packed(held, position)) if start is not None]
    return min(found, default=None)


def _next_packed(held: mmap.mmap, position: int) -> int | None:
    at = held.find(_GZIP_MEMBER, position)
    while at >= 0:
        if _unpacks_to_a_record(held[at : at + _SNIFFED_BYTES]):
            return at
        at = held.find(_GZIP_MEMBER, at + 1)
    return None


def _unpacks_to_a_record(start: bytes) -> bool:
    try:
        return zlib.decompressobj(wbits=31).decompress(start, len(_MARK)) == _MARK
    except zlib.error:
        return False
