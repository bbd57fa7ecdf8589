"""A cheap first look: which sentences can hold a claim or a statement at all."""

from __future__ import annotations


def is_worth_parsing(text: str) -> bool:
    """Whether the sentence can hold a claim or a statement."""
    return bool(text)
