"""Words and patterns as data: TOML tables by language, each entry with the reason it is there."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def table(name: str, language: str = "en") -> dict[str, Any]:
    """Return the lexicon table `name` (a TOML file's content) of a language.

    Raises `FileNotFoundError` if there is none: a missing table is our own mistake.
    """
    source = resources.files(__package__).joinpath(language, f"{name}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
