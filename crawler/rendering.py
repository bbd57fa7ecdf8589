"""Rendering through a browser, for sites that declare `render = true`. Needs the extra "render"."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any, Protocol
from urllib.parse import urlsplit

from crawler.guard import is_public
from crawler.sites import Site, SiteError

_HANDLER = "scrapy_playwright.handler.ScrapyPlaywrightDownloadHandler"
_NEEDLESS = {"image", "media", "font", "websocket"}  # heavy, and no text comes of them


class BrowserRequest(Protocol):
    """What is asked of a request that the browser wants to send."""

    @property
    def url(self) -> str:
        """Its address."""

    @property
    def resource_type(self) -> str:
        """The browser's name for what it wants: 'document', 'script', 'image', ..."""


def rendering(site: Site, *, allow_private: bool) -> dict[str, Any]:
    """Return the Scrapy settings that make a browser load a site's pages.

    Raises `SiteError` when the extra is not installed. The browser resolves names by itself; sub-requests to bare
    private addresses are refused, names that lead there are not.
    """
    if find_spec("scrapy_playwright") is None:
        raise SiteError(
            f"{site.slug}: render: a browser is declared; install the extra: pip install 'tollwatch[render]'"
        )
    return {
        "DOWNLOAD_HANDLERS": {"http": _HANDLER, "https": _HANDLER},
        "PLAYWRIGHT_BROWSER_TYPE": "chromium",
        "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": site.concurrency,
        "PLAYWRIGHT_ABORT_REQUEST": is_needless if allow_private else is_needless_or_private,
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": 60_000,
    }


def is_needless(request: BrowserRequest) -> bool:
    """Tell whether the browser need not send a request, because no text comes of it."""
    return request.resource_type in _NEEDLESS or urlsplit(request.url).scheme not in {"http", "https"}


def is_needless_or_private(request: BrowserRequest) -> bool:
    """Tell whether the browser must not send a request: no text comes of it, or it leads to a private address."""
    host = urlsplit(request.url).hostname or ""
    looks_numeric = host.replace(".", "").isdigit() or ":" in host
    return is_needless(request) or host == "localhost" or (looks_numeric and not is_public(host))
