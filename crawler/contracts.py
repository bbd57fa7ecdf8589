"""What `scrapy check` tries of a site: each declared source, asked once, leads to articles. Nothing is remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from scrapy import Request

from crawler.discovery import SourceKind, read_source

if TYPE_CHECKING:
    from scrapy.http import Response

    from crawler.sites import Site

_CONTRACT = "Lead to articles or to further sitemaps.\n\n@url {url}\n@returns requests 1\n"


def contracts_of(site: Site) -> dict[str, Callable[..., Any]]:
    """Return one method with a contract for each source of the site, by name (`check_feed_1`)."""
    kinds = (SourceKind.FEED, site.feeds), (SourceKind.SITEMAP, site.sitemaps), (SourceKind.SECTION, site.sections)
    return {
        f"check_{kind}_{number}": _contract(f"check_{kind}_{number}", kind, url)
        for kind, urls in kinds
        for number, url in enumerate(urls, 1)
    }


def _contract(name: str, kind: SourceKind, url: str) -> Callable[..., Any]:
    def check(self: Any, response: Response) -> Iterator[Request]:
        """Ask for what the source leads to. Raises `DiscoveryError` for one that cannot be read."""
        if response.status != 200:
            raise RuntimeError(f"{response.url} answered with status {response.status}")
        found = read_source(kind, response.body, response.url, self.site)
        yield from (Request(link.url) for link in (*found.articles, *found.sitemaps))

    check.__name__ = name
    check.__doc__ = _CONTRACT.format(url=url)
    return check
