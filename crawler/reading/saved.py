"""Saved pages: a manifest line names a file with the bytes of one page, packed with gzip or not."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.reading.disposition import MAX_PAGE_BYTES, PageError
from pipeline.vocabulary import UrlOutcome

GZIP_MAGIC = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class SavedPage:
    """One manifest line: the id and address the page goes by, and where its bytes are (None: the line does not say)."""

    id: Any
    url: str
    path: Path | None
    headers: Mapping[str, str] | None = None

    def body(self) -> bytes:
        """Return the page's bytes, at most one more than are read of any page.

        Raises `PageError` (parse_error) when there is no such file or it cannot be unpacked.
        """
        if self.path is None:
            raise PageError(UrlOutcome.PARSE_ERROR, "the line has no html_path")
        try:
            with self.path.open("rb") as stream:
                packed = stream.peek(2)[:2] == GZIP_MAGIC
                return (gzip.GzipFile(fileobj=stream) if packed else stream).read(MAX_PAGE_BYTES + 1)
        except (OSError, EOFError, zlib.error, ValueError) as error:
            raise PageError(UrlOutcome.PARSE_ERROR, f"{self.path.name} cannot be read: {error}") from error


def read_line(line: bytes | str, folder: Path) -> SavedPage:
    """Return what a manifest line states, paths relative to `folder`. Raises `PageError` when it is no JSON object."""
    try:
        stated = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise PageError(UrlOutcome.PARSE_ERROR, f"the line is not JSON: {error}") from error
    if not isinstance(stated, dict):
        raise PageError(UrlOutcome.PARSE_ERROR, "the line is not a JSON object")
    url, path, headers = stated.get("url"), stated.get("html_path"), stated.get("headers")
    return SavedPage(
        id=stated.get("id"),
        url=url if isinstance(url, str) else "",
        path=folder / path if isinstance(path, str) and path and "\0" not in path else None,
        headers={str(name): str(value) for name, value in headers.items()} if isinstance(headers, dict) else None,
    )
