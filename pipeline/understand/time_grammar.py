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


@cache
def hints() -> re.Pattern[str]:
    """Return the pattern that every sentence with a time expression matches somewhere."""
    return _compiled(table("time")["hints"]["pattern"])


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
