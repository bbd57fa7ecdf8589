"""Obeying what servers ask for: robots.txt with its crawl delay, and Retry-After."""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.extensions.throttle import AutoThrottle
from scrapy.robotstxt import ProtegoRobotParser

from crawler.guard import NotFetched
from pipeline.store import PageState
from pipeline.store.dataset import utc_now
from pipeline.vocabulary import UrlOutcome

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from crawler.spider import NewsSpider

log = logging.getLogger(__name__)

LONGEST_CRAWL_DELAY_SECONDS = 60.0
"""A longer Crawl-delay is honoured up to here: past it, a news site could not be followed at all."""

_FORBID_ALL = b"User-agent: *\nDisallow: /\n"
_ASKS_FOR_TIME = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}
_STOP_CHECK_SECONDS = 0.5


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's, with what RFC 9309 adds: a robots.txt that cannot be had (5xx, no answer) forbids everything."""

    def __init__(self, crawler: Crawler) -> None:
        """Remember which hosts are left alone because no robots.txt could be had, and how that is told and counted."""
        super().__init__(crawler)
        self._left_alone: dict[str, tuple[UrlOutcome, str]] = {}

    async def process_request(self, request: Request, spider: Spider | None = None) -> None:
        """Let the request pass or raise `NotFetched`."""
        try:
            await super().process_request(request)
        except NotFetched:
            raise
        except IgnoreRequest as error:
            outcome, problem = self._left_alone.get(urlsplit(request.url).netloc, (UrlOutcome.ROBOTS, str(error)))
            raise NotFetched(outcome, problem) from error

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= HTTPStatus.INTERNAL_SERVER_ERROR or response.status == HTTPStatus.TOO_MANY_REQUESTS:
            problem = f"{response.url} answered {response.status}: the site is left alone"
            log.warning("%s", problem)
            self._left_alone[netloc] = UrlOutcome.ROBOTS, problem
            response = response.replace(body=_FORBID_ALL)
        elif response.status >= HTTPStatus.BAD_REQUEST:
            response = response.replace(body=b"")
        await super()._parse_robots(response, netloc, request)
        self._heed_crawl_delay(netloc)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        if isinstance(exc, NotFetched):  # the guard or a pause stopped it, and will stop the page for the same reason
            super()._robots_error(exc, netloc)
            return
        problem = f"no answer for robots.txt, so nothing else is asked of {netloc} ({type(exc).__name__}: {exc})"
        self._left_alone[netloc] = UrlOutcome.NETWORK_ERROR, problem
        waiting: Any = self._parsers[netloc]
        parser = ProtegoRobotParser(_FORBID_ALL, None)
        self._parsers[netloc] = parser
        waiting.callback(parser)

    def _heed_crawl_delay(self, netloc: str) -> None:
        parser: Any = self._parsers[netloc]
        asked = parser.crawl_delay(self._robotstxt_useragent or "") if parser is not None else None
        throttle = self.crawler.get_extension(AutoThrottle)
        if asked and throttle is not None:
            throttle.mindelay = max(throttle.mindelay, min(float(asked), LONGEST_CRAWL_DELAY_SECONDS))
            self.crawler.engine.downloader._delay = max(self.crawler.engine.downloader._delay, throttle.mindelay)
            for slot in self.crawler.engine.downloader.slots.values():
                slot.delay = max(slot.delay, throttle.mindelay)


class PauseMiddleware:
    """Sends nothing to a host before the time it named with 429 or 503; longer than our patience, not in this run.

    A pause that outlasts the run is remembered, so that the next run keeps it too.
    """

    def __init__(self, crawler: Crawler) -> None:
        """Keep the pauses of one site's crawler."""
        self._crawler = crawler
        self._usual_seconds = crawler.settings.getfloat("TOLLWATCH_PAUSE_SECONDS")
        self._longest_seconds = crawler.settings.getfloat("TOLLWATCH_LONGEST_PAUSE_SECONDS")
        self._until: dict[str, float] = {}  # host -> monotonic seconds
        self._left_alone: dict[str, datetime] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PauseMiddleware:
        """Build it as Scrapy does."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Wait until the host may be asked. Raises `NotFetched` when that is not in this run."""
        host = urlsplit(request.url).netloc
        if host not in self._until:
            self._until[host] = 0.0
            self._recall(host, request.url)
        while (left := self._until[host] - time.monotonic()) > 0:
            if not self._crawler.crawling:
                raise NotFetched(UrlOutcome.CANCELLED, f"stopped while waiting for {host}")
            await asyncio.sleep(min(left, _STOP_CHECK_SECONDS))
        if host in self._left_alone:
            moment = self._left_alone[host].isoformat(timespec="seconds")
            raise NotFetched(UrlOutcome.CANCELLED, f"{host} asked not to be visited before {moment}")

    def process_response(self, request: Request, response: Response) -> Response:
        """Note the pause that a response asks for."""
        if response.status in _ASKS_FOR_TIME:
            host = urlsplit(request.url).netloc
            stated = retry_after_seconds(response.headers.get("Retry-After"), utc_now())
            seconds = self._usual_seconds if stated is None else stated
            if seconds > self._longest_seconds:
                request.meta["dont_retry"] = True
                self._leave_alone(host, request.url, utc_now() + timedelta(seconds=seconds))
            else:
                log.info("%s asked for %.0f s", host, seconds)
                self._until[host] = max(self._until.get(host, 0.0), time.monotonic() + seconds)
        return response

    def _leave_alone(self, host: str, url: str, until: datetime) -> None:
        log.warning("%s asked not to be visited before %s", host, until.isoformat(timespec="seconds"))
        self._left_alone[host] = until
        spider = self._spider
        state = PageState(_robots_url(url), spider.site.slug, utc_now(), kind="robots", next_due=until)
        spider.session.dataset.put_page_state(state)

    def _recall(self, host: str, url: str) -> None:
        remembered = self._spider.session.dataset.page_state(_robots_url(url))
        if remembered is not None and remembered.next_due is not None and remembered.next_due > utc_now():
            self._left_alone[host] = remembered.next_due

    @property
    def _spider(self) -> NewsSpider:
        from crawler.spider import NewsSpider

        spider = self._crawler.spider
        assert isinstance(spider, NewsSpider)
        return spider


def retry_after_seconds(stated: bytes | None, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for, given as seconds or date; None when it says nothing."""
    text = (stated or b"").decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return float(min(int(text[:9]), 30 * 86_400))
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, min((aware - now).total_seconds(), 30 * 86_400.0))


def _robots_url(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"
