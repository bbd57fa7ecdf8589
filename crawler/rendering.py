"""Rendering through a browser, for sites that declare `render = true`. Needs the extra "render"."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from crawler.guard import is_public
from crawler.sites import Site, SiteError

if TYPE_CHECKING:
    from playwright.async_api import Request as BrowserRequest

_HANDLER = "scrapy_playwright.handler.ScrapyPlaywrightDownloadHandler"
_NEEDLESS = {"image", "media", "font", "websocket"}  # heavy, and no text comes of them


def rendering(site: Site) -> dict[str, Any]:
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
        "PLAYWRIGHT_ABORT_REQUEST": refuse_sub_request,
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": 60_000,
    }


def refuse_sub_request(request: BrowserRequest) -> bool:
    """Tell whether the browser must not send a request: no text comes of it, or it leads to a private address."""
    parts = urlsplit(request.url)
    if request.resource_type in _NEEDLESS or parts.scheme not in {"http", "https"}:
        return True
    host = parts.hostname or ""
    looks_numeric = host.replace(".", "").isdigit() or ":" in host
    return host == "localhost" or (looks_numeric and not is_public(host))
