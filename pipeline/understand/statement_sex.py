"""Which first names are women's and which men's: only names that leave little doubt."""

from __future__ import annotations

from functools import cache

from pipeline.understand.lexicon import table


def sex_of_name(name: str) -> bool | None:
    """Return True for a woman's first name, False for a man's, None for any other."""
    first = name.split()[0].lower() if name.split() else ""
    return _names().get(first)


@cache
def _names() -> dict[str, bool]:
    names = table("roles_first_names")
    return {**dict.fromkeys(names["female"]["names"], True), **dict.fromkeys(names["male"]["names"], False)}
