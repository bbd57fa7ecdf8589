"""Words for people by country: "Armenians", "a Syrian", "Britons" -> ISO 3166 codes."""

from __future__ import annotations

from functools import cache

from pipeline.understand.lexicon import table


def nationality_of(word: str) -> str | None:
    """Return the ISO 3166 alpha-2 code of the country whose people a word names; None if it names none."""
    return _demonyms().get(word)


@cache
def _demonyms() -> dict[str, str]:
    found = dict(table("nationalities")["irregular"])
    for code, (_, adjectives, _) in table("organisations_countries")["countries"].items():
        for adjective in filter(None, adjectives.split("|")):
            found.setdefault(adjective, code)
            found.setdefault(f"{adjective}s", code)
    return found
