"""Every setting of the crawler, polite by default, each with its reason. `scrapy` reads this module.

`tollwatch crawl` sets the dataset from its own settings; plain `scrapy` takes the dataset folder from TOLLWATCH_DIR,
or from the current folder when there is a tollwatch.toml.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from crawler.identity import BOT_NAME, user_agent
from crawler.sites import BUNDLED_SITES

SPIDER_LOADER_CLASS = "crawler.loader.SiteSpiderLoader"


USER_AGENT = user_agent("")
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = BOT_NAME  # the name a site can address in robots.txt, whatever the version
COOKIES_ENABLED = False  # a reader without memory; sites that need cookies are counted as what they answer
TELNETCONSOLE_ENABLED = False  # nobody should reach into a cron job
REFERRER_POLICY = "no-referrer"

# One request a site at a time; its declaration sets the delay, which AutoThrottle lengthens when a server is slow.
CONCURRENT_REQUESTS = 1
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 5.0
DOWNLOAD_DELAY_JITTER = 0.0  # the declared delay is a promise; a random share of it would break it half of the time
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 0.0  # begins at the declared delay
AUTOTHROTTLE_MAX_DELAY = 60.0

RETRY_TIMES = 2  # three attempts in all; the next run is the better place for a fourth
RETRY_HTTP_CODES = [429, 500, 502, 503, 504, 520, 522, 524, 408]
TOLLWATCH_PAUSE_SECONDS = 20.0  # after a 429 or 503 that names no time
TOLLWATCH_LONGEST_PAUSE_SECONDS = 120.0  # a server that wants longer is left alone until the run after that time

DOWNLOAD_TIMEOUT = 60
DNS_TIMEOUT = 20
DOWNLOAD_MAXSIZE = 16_000_000  # also after unpacking; ten times the largest article page we know
DOWNLOAD_WARNSIZE = 0
REDIRECT_MAX_TIMES = 6  # browsers allow 20; news sites need three (http, www, moved)
METAREFRESH_ENABLED = False  # news pages reload themselves with it
HTTPERROR_ALLOW_ALL = True  # every status is counted by the spider
HTTPPROXY_ENABLED = False  # a proxy resolves names by itself, past the guard; an operator may decide otherwise
CLOSESPIDER_TIMEOUT = 2_700  # 45 minutes: an hourly run ends before the next; what is left stays due
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"  # the books let each address in once

TOLLWATCH_ALLOW_PRIVATE_ADDRESSES = False
TOLLWATCH_REVISIT_ALL = False  # True: ask for every remembered young page, due or not

DOWNLOADER_MIDDLEWARES: dict[str, int | None] = {
    "crawler.guard.GuardMiddleware": 50,  # before robots.txt is asked for
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.politeness.RobotsMiddleware": 100,
    "crawler.politeness.PauseMiddleware": 555,  # its answer side before the retrying one (550)
    "crawler.keeping.ArchiveMiddleware": 950,  # next to the network: sees the bytes before anybody else
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # the guard does it, and counts it
}


def _of_dataset_folder() -> dict[str, Any]:
    """Return the settings of the dataset folder that plain `scrapy` is to work on; none without one."""
    from pipeline.config import FILE_NAME, load_settings

    folder = Path(os.environ.get("TOLLWATCH_DIR", "."))
    if not (folder / FILE_NAME).is_file():
        return {}
    settings = load_settings(folder)
    own = [settings.path(path) for path in settings.crawl.sites]
    return {
        "TOLLWATCH_DATASET": settings.dataset_url,
        "TOLLWATCH_ARCHIVE": str(settings.path(settings.crawl.archive)),
        "TOLLWATCH_ALLOW_PRIVATE_ADDRESSES": settings.crawl.allow_private_addresses,
        "TOLLWATCH_SITE_FOLDERS": [str(f) for f in ([BUNDLED_SITES, *own] if settings.crawl.bundled_sites else own)],
        "USER_AGENT": user_agent(settings.crawl.contact),
    }


TOLLWATCH_DATASET: str | None = None
TOLLWATCH_ARCHIVE: str | None = None
TOLLWATCH_SITE_FOLDERS: list[str] = [str(BUNDLED_SITES)]
globals().update(_of_dataset_folder())
