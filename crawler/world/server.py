"""A plain web server for one outlet: documents, conditional answers, and a count of what it sent."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from crawler.world.documents import Document
from crawler.world.outlets import Outlet

_NOT_FOUND = Document(
    b"<h1>Not found</h1>", "text/html; charset=utf-8", datetime(2024, 1, 1, tzinfo=UTC), HTTPStatus.NOT_FOUND
)


@dataclass(slots=True)
class Traffic:
    """What a server has answered: requests by status, and bytes of bodies."""

    statuses: Counter[int] = field(default_factory=Counter)
    body_bytes: int = 0
    paths: list[str] = field(default_factory=list)

    @property
    def requests(self) -> int:
        """All requests."""
        return self.statuses.total()


class OutletServer(ThreadingHTTPServer):
    """Serves one outlet on a loopback address of its own, on a free port."""

    daemon_threads = True

    def __init__(self, outlet: Outlet) -> None:
        """Listen. Systems that know only one loopback address serve all outlets there, on different ports."""
        try:
            super().__init__((outlet.host, 0), _Answering)
        except OSError:
            super().__init__(("127.0.0.1", 0), _Answering)
        self.outlet = outlet
        self.documents: Mapping[str, Document] = {}
        self.traffic = Traffic()
        self.counting = threading.Lock()

    @property
    def netloc(self) -> str:
        """Host and port that it listens on."""
        return f"{self.server_address[0]!s}:{self.server_address[1]}"

    @property
    def base(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://{self.netloc}"


class _Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "world"
    sys_version = ""
    server: OutletServer

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent: the traffic is counted instead."""

    def _answer(self, *, with_body: bool) -> None:
        document = self.server.documents.get(self.path.partition("?")[0], _NOT_FOUND)
        unchanged = document.status == HTTPStatus.OK and self._has(document)
        status = HTTPStatus.NOT_MODIFIED if unchanged else document.status
        body = b"" if unchanged or not with_body else document.body
        with self.server.counting:
            self.server.traffic.statuses[int(status)] += 1
            self.server.traffic.body_bytes += len(body)
            self.server.traffic.paths.append(self.path)
        self.send_response(status)
        for name, value in self._headers(document, unchanged=unchanged).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _headers(self, document: Document, *, unchanged: bool) -> dict[str, str]:
        shared = {"ETag": document.etag, "Last-Modified": document.last_modified, **document.headers}
        if unchanged:
            return shared
        return {**shared, "Content-Type": document.content_type, "Content-Length": str(len(document.body))}

    def _has(self, document: Document) -> bool:
        """Tell whether the asker has this version; an ETag, where given, decides alone (RFC 9110)."""
        if tags := self.headers.get("If-None-Match"):
            return document.etag in (tag.strip().removeprefix("W/") for tag in tags.split(","))
        try:
            since = parsedate_to_datetime(self.headers.get("If-Modified-Since", ""))
        except ValueError:
            return False
        return document.modified_at.replace(microsecond=0) <= since
