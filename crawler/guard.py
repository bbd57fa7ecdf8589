"""Where requests may go: http(s), the declared site, public addresses only. Every redirect passes here again."""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest

from crawler.sites import Site
from pipeline.vocabulary import UrlOutcome

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

log = logging.getLogger(__name__)

Resolve = Callable[[str], Awaitable[str]]
"""Host name to the IP address that the connection will use."""

# Sixteen-bit ports on which something other than a web server listens; browsers refuse the same ones.
_PORTS_BELOW_1024 = {80, 443, 591}


class NotFetched(IgnoreRequest):
    """A request that is not sent, or whose answer is not used; `outcome` says what the URL is counted as."""

    def __init__(self, outcome: UrlOutcome, message: str) -> None:
        super().__init__(message)
        self.outcome = outcome


def is_public(address: str) -> bool:
    """Tell whether an IP address is on the public internet; what is no IP address is not."""
    try:
        parsed = ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return False
    mapped = getattr(parsed, "ipv4_mapped", None) or getattr(parsed, "sixtofour", None) or parsed
    return all(each.is_global and not each.is_multicast and not each.is_reserved for each in (parsed, mapped))


def refuse_address(url: str, site: Site, *, allow_private: bool) -> None:
    """Raise `NotFetched` for an address that the site does not declare, or that is no public web address."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise NotFetched(UrlOutcome.REFUSED, f"not an address: {error}") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise NotFetched(UrlOutcome.REFUSED, f"not a web address: {url[:200]}")
    if parts.username is not None or parts.password is not None:
        raise NotFetched(UrlOutcome.REFUSED, "an address with a password")
    if not allow_private and port is not None and port < 1024 and port not in _PORTS_BELOW_1024:
        raise NotFetched(UrlOutcome.REFUSED, f"port {port} is no web server's")
    if not allow_private and _is_ip(host) and not is_public(host):
        raise NotFetched(
            UrlOutcome.REFUSED, f"{host} is not a public address; `[crawl] allow_private_addresses` permits it"
        )
    if not site.owns(url) and parts.netloc not in _source_hosts(site):
        raise NotFetched(UrlOutcome.REFUSED, f"{host} is none of the declared hosts")


class GuardMiddleware:
    """Refuses requests before they are sent. The host is resolved here, and the connection uses the same answer.

    The resolver keeps its answers for the whole process, so a name cannot turn private between check and connection.
    """

    def __init__(self, crawler: Crawler, resolve: Resolve | None = None) -> None:
        """Guard one site's crawler; `resolve` is the reactor's resolver unless given."""
        self._crawler = crawler
        self._allow_private = crawler.settings.getbool("TOLLWATCH_ALLOW_PRIVATE_ADDRESSES")
        self._resolve = resolve or _resolve_as_the_connection_will

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> GuardMiddleware:
        """Build it as Scrapy does."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let the request pass or raise `NotFetched`. A name without address passes: the download reports that."""
        site: Site = getattr(self._crawler.spider, "site")  # noqa: B009  (a Spider of ours has one)
        refuse_address(request.url, site, allow_private=self._allow_private)
        host = urlsplit(request.url).hostname or ""
        if self._allow_private or _is_ip(host):
            return
        address = await self._address(host)
        if address is not None and not is_public(address):
            raise NotFetched(UrlOutcome.REFUSED, f"{host} is at {address}, not a public address")

    async def _address(self, host: str) -> str | None:
        try:
            return await self._resolve(host)
        except OSError as error:
            log.debug("%s has no address: %s", host, error)
            return None


async def _resolve_as_the_connection_will(host: str) -> str:
    from scrapy.utils.defer import maybe_deferred_to_future
    from twisted.internet import reactor
    from twisted.internet.error import DNSLookupError

    resolver: Any = reactor
    try:
        address: str = await maybe_deferred_to_future(resolver.resolve(host))
    except DNSLookupError as error:
        raise OSError(str(error)) from error
    return address


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _source_hosts(site: Site) -> set[str]:
    """Hosts of declared feeds and sitemaps, which may be elsewhere (feed services)."""
    return {urlsplit(url).netloc for url in (*site.feeds, *site.sitemaps, *site.sections)}
