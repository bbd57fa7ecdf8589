"""Nationalities (interim)."""


def nationality_of(word: str) -> str | None:
    """Return none yet."""
    return None
