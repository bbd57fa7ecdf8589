"""Archives every response before anybody reads it: pages, feeds, robots.txt, redirects and errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.archive import ArchiveError, Exchange
from pipeline.store.dataset import utc_now

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response


class ArchiveMiddleware:
    """Stands next to the network, so that it keeps the bytes as sent, compression and all."""

    def __init__(self, crawler: Crawler) -> None:
        """Archive what one site's crawler receives."""
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ArchiveMiddleware:
        """Build it as Scrapy does."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Archive the response and note its place on the request.

        Raises `ArchiveError` and ends the run when it cannot be kept: nothing is read that is not archived.
        """
        from crawler.spider import NewsSpider

        spider = self._crawler.spider
        assert isinstance(spider, NewsSpider)
        archive = spider.session.archive
        if archive is not None:
            received = response.headers
            headers = [(name, value) for name in received for value in received.getlist(name)]
            address = str(response.ip_address) if response.ip_address else None
            exchange = Exchange(request.url, response.status, headers, response.body, utc_now(), address)
            try:
                request.meta["archived_at"] = archive.append(exchange)
            except ArchiveError as error:
                spider.session.fail(str(error))
                raise
        return response
