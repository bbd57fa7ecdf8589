"""The archive: every response, as it came over the wire, in WARC files of one gzip member a record.

A record is compressed in memory and reaches the file with one write that is flushed before `append` returns, so a
killed process leaves whole records and at most one torn member at the end, which readers stop at. Files are never
appended to by a later process. A machine that loses power may lose what the system had not written out yet.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from fastwarc.stream_io import GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType

ROTATE_BYTES = 1 << 30
"""A new file is begun past this size: 1 GiB is what web archives use, and still quick to copy."""

_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
# The body is stored without its transfer framing, so its headers must not announce one.
_FRAMING = {"transfer-encoding", "content-length", "connection", "keep-alive"}


class ArchiveError(OSError):
    """A response could not be archived: the disk is full or the folder not writable."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One response; `headers` as received, in order, and `body` without transfer framing."""

    url: str
    status: int
    headers: Iterable[tuple[bytes, bytes]]
    body: bytes
    at: datetime
    ip_address: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a response is kept: file name within the archive folder, and byte offset of its record."""

    file: str
    offset: int


class Archive:
    """Writes the responses of one process into a folder."""

    def __init__(self, folder: Path, *, software: str, rotate_bytes: int = ROTATE_BYTES) -> None:
        """Write into `folder`, made if need be; `software` names the crawler in each file."""
        self._folder = folder
        self._software = software
        self._rotate_bytes = rotate_bytes
        self._stream: BinaryIO | None = None
        self._name = ""
        self._offset = 0
        self._files = 0

    def append(self, exchange: Exchange) -> Place:
        """Write one response and return its place. Raises `ArchiveError`."""
        member = _member(_response(exchange))
        try:
            stream = self._writable(exchange.at)
            place = Place(self._name, self._offset)
            stream.write(member)
            stream.flush()
        except OSError as error:
            raise ArchiveError(f"cannot archive {exchange.url} in {self._folder}: {error}") from error
        self._offset += len(member)
        return place

    def close(self) -> None:
        """Close the file that is open, if any, once it is on the disk."""
        if self._stream is not None:
            self._stream.flush()
            os.fsync(self._stream.fileno())
            self._stream.close()
            self._stream = None

    def _writable(self, now: datetime) -> BinaryIO:
        if self._stream is not None and self._offset >= self._rotate_bytes:
            self.close()
        if self._stream is None:
            self._stream = self._begin(now)
        return self._stream

    def _begin(self, now: datetime) -> BinaryIO:
        """Open a file that no other process has; the time makes names sort, the process id makes them differ."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._files += 1
        self._name = f"tollwatch-{now.astimezone(UTC):%Y%m%dT%H%M%S%f}-{os.getpid()}-{self._files:04d}.warc.gz"
        stream = (self._folder / self._name).open("xb")
        head = _member(_info(self._name, self._software, now))
        stream.write(head)
        self._offset = len(head)
        return stream

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _response(exchange: Exchange) -> WarcRecord:
    """A 304 is a `revisit` record, as the WARC standard wants it; everything else a `response`."""
    unchanged = exchange.status == HTTPStatus.NOT_MODIFIED
    record = WarcRecord()
    record.init_headers(record_type=WarcRecordType.revisit if unchanged else WarcRecordType.response)
    record.headers["WARC-Target-URI"] = exchange.url
    record.headers["WARC-Date"] = _stamp(exchange.at)
    if exchange.ip_address:
        record.headers["WARC-IP-Address"] = exchange.ip_address
    if unchanged:
        record.headers["WARC-Profile"] = _NOT_MODIFIED
    record.headers["Content-Type"] = "application/http; msgtype=response"
    record.set_bytes_content(_head(exchange) + exchange.body)
    return record


def _head(exchange: Exchange) -> bytes:
    try:
        phrase = HTTPStatus(exchange.status).phrase
    except ValueError:
        phrase = "Unknown"
    lines = [f"HTTP/1.1 {exchange.status} {phrase}".encode()]
    lines += [
        name + b": " + value.replace(b"\r", b" ").replace(b"\n", b" ")
        for name, value in exchange.headers
        if name.decode("latin-1").lower() not in _FRAMING
    ]
    lines.append(f"Content-Length: {len(exchange.body)}".encode())
    return b"\r\n".join(lines) + b"\r\n\r\n"


def _info(name: str, software: str, now: datetime) -> WarcRecord:
    record = WarcRecord()
    record.init_headers(record_type=WarcRecordType.warcinfo)
    record.headers["WARC-Date"] = _stamp(now)
    record.headers["WARC-Filename"] = name
    record.headers["Content-Type"] = "application/warc-fields"
    record.set_bytes_content(f"software: {software}\r\nformat: WARC File Format 1.1\r\n".encode())
    return record


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _member(record: WarcRecord) -> bytes:
    """Return the record as one gzip member; a member that is not finished makes strict readers stop."""
    buffer = io.BytesIO()
    writer = GzipWriter(buffer)
    record.write(writer, checksum_data=True)
    writer.finish()
    return buffer.getvalue()
