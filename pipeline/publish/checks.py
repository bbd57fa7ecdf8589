"""Checks on the dataset as a whole: what should never be, and what somebody should know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.store import Dataset


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at; `ok` False asks for a person, `found` says what was seen.

    `remedy`: the command that does what is left to do, where no more is amiss; empty otherwise.
    """

    name: str
    ok: bool
    found: str
    remedy: str = ""


def check_dataset(dataset: Dataset) -> list[Check]:
    """Return every check with what it found; costs a few look-ups, however large the dataset."""
    return list(_checks(dataset))


def _checks(dataset: Dataset) -> Iterator[Check]:
    unread = dataset.count_unread()
    yield Check("every article is read", not unread, f"{unread} unread", PROCESS if unread else "")
    unresolved = dataset.count_unresolved()
    yield Check("every reading is resolved", not unresolved, f"{unresolved} unresolved", PROCESS if unresolved else "")
    shared = dataset.members_held_twice()
    yield Check("no report is in two incidents", not shared, ", ".join(shared) or "none")
    undated = dataset.count_undated_of_last(UNDATED_OF)
    looked_at = min(dataset.count_articles(), UNDATED_OF)
    yield Check(
        "articles are dated", undated <= UNDATED_SHARE * UNDATED_OF, f"{undated} of the last {looked_at} are not"
    )


PROCESS = "tollwatch process"
UNDATED_OF = 200
UNDATED_SHARE = 0.5
"""Above this share of undated articles the date rules of some site have broken; incidents cannot be told apart then."""
