"""One page at a time, for people at a terminal: robots.txt obeyed, public addresses only, sizes bounded.

Crawls go through Scrapy; this is for `tollwatch sites add`, which asks for a dozen documents of one site.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

from protego import Protego

from crawler.guard import is_public
from crawler.identity import BOT_NAME

TIMEOUT_SECONDS = 30
MAX_BYTES = 16_000_000
MAX_REDIRECTS = 6
_REDIRECTS = {301, 302, 303, 307, 308}


class FetchError(RuntimeError):
    """A document could not be had; the message says why."""


class ForbiddenError(FetchError):
    """robots.txt, or the rule that requests go to public addresses only, forbids it."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document, after redirects: `url` is where it came from; header names are in lower case."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Fetcher:
    """Asks politely: one request at a time, `pause_seconds` apart, only what robots.txt allows."""

    user_agent: str
    allow_private: bool = False
    pause_seconds: float = 2.0
    _rules: dict[str, Protego] = field(default_factory=dict)
    _asked: bool = False

    def get(self, url: str) -> Fetched:
        """Return the document with status 200 at `url`. Raises `ForbiddenError` or another `FetchError`."""
        answer = self._follow(url, obeying=True)
        if answer.status != HTTPStatus.OK:
            raise FetchError(f"{url} answered {answer.status}")
        return answer

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """Return the sitemaps that the robots.txt of a site names. Raises `FetchError`."""
        return tuple(self._rules_of(url).sitemaps)

    def _follow(self, url: str, *, obeying: bool) -> Fetched:
        for _ in range(MAX_REDIRECTS):
            if obeying and not self._rules_of(url).can_fetch(url, BOT_NAME):
                raise ForbiddenError(f"robots.txt forbids {url}")
            answer = self._ask(url)
            target = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not target:
                return answer
            url = urljoin(url, target)
        raise FetchError(f"{url}: more than {MAX_REDIRECTS} redirects")

    def _rules_of(self, url: str) -> Protego:
        """Return the robots rules of a host; as RFC 9309 has it, an error of the server forbids everything."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            answer = self._follow(f"{origin}/robots.txt", obeying=False)
            if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR or answer.status == HTTPStatus.TOO_MANY_REQUESTS:
                raise ForbiddenError(f"{origin}/robots.txt answered {answer.status}: the site is left alone")
            text = answer.body.decode("utf-8", "replace") if answer.status == HTTPStatus.OK else ""
            self._rules[origin] = Protego.parse(text)
        return self._rules[origin]

    def _ask(self, url: str) -> Fetched:
        if self._asked:
            time.sleep(self.pause_seconds)
        self._asked = True
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise FetchError(f"not a web address: {url}")
        target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        try:
            return self._exchange(url, parts.netloc.rpartition("@")[2], target)
        except (OSError, http.client.HTTPException) as error:
            raise FetchError(f"{parts.netloc} cannot be reached: {error}") from error

    def _exchange(self, url: str, netloc: str, target: str) -> Fetched:
        connection = self._connect(url, netloc)
        try:
            headers = {"User-Agent": self.user_agent, "Accept-Encoding": "identity", "Connection": "close"}
            connection.request("GET", target, headers=headers)
            answer = connection.getresponse()
            body = answer.read(MAX_BYTES + 1)
            if len(body) > MAX_BYTES:
                raise FetchError(f"{url} is larger than {MAX_BYTES} bytes")
            return Fetched(url, answer.status, {name.lower(): value for name, value in answer.getheaders()}, body)
        finally:
            connection.close()

    def _connect(self, url: str, netloc: str) -> http.client.HTTPConnection:
        """Return a connection to the very address that was checked: a name cannot turn private in between."""
        parts = urlsplit(url)
        host, secure = parts.hostname or "", parts.scheme == "https"
        port = parts.port or (443 if secure else 80)
        address = self._public_address(host, port)
        plain = socket.create_connection((address, port), timeout=TIMEOUT_SECONDS)
        if not secure:
            connection = http.client.HTTPConnection(netloc, timeout=TIMEOUT_SECONDS)
            connection.sock = plain
            return connection
        secured = http.client.HTTPSConnection(netloc, timeout=TIMEOUT_SECONDS)
        secured.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
        return secured

    def _public_address(self, host: str, port: int) -> str:
        found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        if not self.allow_private and not all(is_public(address) for address in found):
            raise ForbiddenError(f"{host} is at {found[0]}, not a public address")
        return found[0]
