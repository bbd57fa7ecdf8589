"""Whether words and first names are a woman's or a man's: only those that leave little doubt."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pipeline.understand.lexicon import table

DAUGHTERS = frozenset({"ni", "ní", "nic", "bint", "binti", "binte"})
"""Words before a surname that only a daughter's has."""


def sex_of_name(name: str) -> bool | None:
    """Return True for a woman's first name, or a daughter's surname, False for a man's, None for any other."""
    first, *rest = name.lower().split() or [""]
    if DAUGHTERS & set(rest[:-1]):
        return True  # "Phil Ni Sheaghdha"
    return _names().get(first)


@cache
def _names() -> dict[str, bool]:
    names = table("roles_first_names")
    return {**dict.fromkeys(names["female"]["names"], True), **dict.fromkeys(names["male"]["names"], False)}


def sex_of_words(keys: Sequence[str]) -> bool | None:
    """Whether a word says that the speaker is a woman (True) or a man (False)."""
    words = _words()
    female, male = not words[True].isdisjoint(keys), not words[False].isdisjoint(keys)
    return None if female == male else female


@cache
def _words() -> dict[bool, frozenset[str]]:
    words = table("roles")["gender"]
    return {True: frozenset(words["female"]), False: frozenset(words["male"])}
