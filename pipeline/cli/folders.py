"""Where a dataset folder keeps its parts."""

from __future__ import annotations

from pathlib import Path

from crawler.sites import BUNDLED_SITES, Site, SiteError, load_sites
from pipeline.cli.app import CommandError, Status
from pipeline.config import Settings


def site_folders(settings: Settings) -> list[Path]:
    """Return the folders with site declarations; later ones win over earlier ones."""
    own = [settings.path(folder) for folder in settings.crawl.sites]
    return [BUNDLED_SITES, *own] if settings.crawl.bundled_sites else own


def declared_sites(settings: Settings, wrong: list[SiteError] | None = None) -> dict[str, Site]:
    """Return the declared sites by slug; raises `CommandError` (status 2) when a declaration is wrong.

    Where `wrong` is given, such declarations are put there, and the others are returned.
    """
    try:
        return load_sites(site_folders(settings), wrong)
    except SiteError as error:
        raise CommandError(str(error), Status.WRONG_USAGE) from error
