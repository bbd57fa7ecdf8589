"""The grammar of time expressions, compiled from its table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.sieve import Sieve
from pipeline.understand.lexicon import table


@dataclass(frozen=True, slots=True)
class Expression:
    """A kind of time expression: its pattern, the name of the reader of its days, the kind of mention it makes."""

    kind: str
    reads: str
    pattern: re.Pattern[str]


@cache
def expressions() -> Sieve[Expression]:
    """Return the expressions in the order in which they are looked for."""
    entries = table("time")["expression"]
    found = [Expression(entry["kind"], entry["reads"], _compiled(entry["pattern"])) for entry in entries]
    return Sieve((expression, expression.pattern) for expression in found)


def may_hold_time(text: str) -> bool:
    """Whether a sign of a time expression stands in a text: a cheap first look that every such text passes."""
    return _hints().search(text.lower()) is not None


@cache
def _hints() -> re.Pattern[str]:
    return re.compile(_filled(table("time")["hints"]["pattern"]))  # without regard to case it would take twice as long


@cache
def whole(fragment: str) -> re.Pattern[str]:
    """Return the pattern of one fragment, for matching whole strings."""
    return _compiled(f"{{{fragment}}}")


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(_filled(pattern), re.IGNORECASE)


def _filled(pattern: str) -> str:
    """Put the fragments in the place of their names; they name other fragments in turn."""
    fragments: dict[str, str] = table("time")["fragments"]
    while (filled := _NAME.sub(lambda name: f"(?:{fragments[name[1]]})", pattern)) != pattern:
        pattern = filled
    return pattern


_NAME = re.compile(r"\{([a-z_]+)\}")
