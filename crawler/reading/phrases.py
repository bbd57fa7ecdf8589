"""The word lists of `phrases.toml`, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def phrases(section: str) -> dict[str, Any]:
    """Return one section of the word lists; KeyError for a section that is not there."""
    text = files("crawler.reading").joinpath("phrases.toml").read_text(encoding="utf-8")
    section_of: dict[str, dict[str, Any]] = tomllib.loads(text)
    return section_of[section]
