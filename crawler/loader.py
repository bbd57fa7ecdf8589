"""Declared sites as Scrapy spiders: `scrapy list` prints them, `scrapy crawl SITE` runs one, `scrapy check SITE`
tries its sources."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawler.contracts import contracts_of
from crawler.sites import Site, load_sites
from crawler.spider import NewsSpider

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.settings import BaseSettings


class SiteSpiderLoader:
    """One spider class for each declaration in the folders of the setting TOLLWATCH_SITE_FOLDERS."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Read the declarations. Raises `SiteError`."""
        self._sites = load_sites(folders)

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> SiteSpiderLoader:
        """Build it as Scrapy does."""
        return cls([Path(folder) for folder in settings.getlist("TOLLWATCH_SITE_FOLDERS")])

    def load(self, spider_name: str) -> type[Spider]:
        """Return the spider of a site. Raises `KeyError` when it is not declared."""
        if spider_name not in self._sites:
            raise KeyError(f"no site is declared as {spider_name!r}")
        return spider_of(self._sites[spider_name])

    def list(self) -> list[str]:
        """Return the slugs of all sites."""
        return list(self._sites)

    def find_by_request(self, request: Request) -> list[str]:  # type: ignore[valid-type]  # `list` is the method above
        """Return the slugs of the sites that an address belongs to."""
        return [slug for slug, site in self._sites.items() if site.owns(request.url)]


def spider_of(site: Site) -> type[NewsSpider]:
    """Return the spider class of a site."""
    name = "".join(part.capitalize() for part in site.slug.split("_")) + "Spider"
    settings: dict[str, Any] = {
        "DOWNLOAD_DELAY": site.delay_seconds,
        "CONCURRENT_REQUESTS": site.concurrency,
        "CONCURRENT_REQUESTS_PER_DOMAIN": site.concurrency,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": float(site.concurrency),
    }
    own = {"name": site.slug, "site": site, "custom_settings": settings, **contracts_of(site)}
    return type(name, (NewsSpider,), own)
