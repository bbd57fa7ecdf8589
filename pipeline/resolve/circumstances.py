"""How and where it happened and to whom, in words that stay the same from the first report to the trial."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.sieve import Sieve


@dataclass(frozen=True, slots=True)
class Circumstance:
    """One entry of circumstances.toml."""

    name: str
    worth: float
    """Points that it tells when two reports share it."""
    exclusive: str | None
    """The set of which one incident has one member; None for none."""
    pattern: re.Pattern[str]


@cache
def circumstances() -> tuple[Circumstance, ...]:
    """Return the table, by name. Raises `KeyError` for an entry without a worth."""
    table = tomllib.loads(files("pipeline.resolve").joinpath("circumstances.toml").read_text(encoding="utf-8"))
    found = (
        Circumstance(entry["name"], float(entry["worth"]), entry.get("of"), _joined(entry["patterns"]))
        for entry in table["circumstance"]
    )
    return tuple(sorted(found, key=lambda one: one.name))


def told_in(text: str) -> tuple[Circumstance, ...]:
    """Return the circumstances that a text tells, by name."""
    lowered = text.lower().replace("’", "'")
    return tuple(one for one, pattern in _sieve().fitting(lowered) if pattern.search(lowered))


@cache
def _sieve() -> Sieve[Circumstance]:
    return Sieve((one, one.pattern) for one in circumstances())


def _joined(patterns: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b")
