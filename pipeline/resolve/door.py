"""The order of resolving: traces and copies, judgements, incidents, tallies, statements."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.records import Article, Reading
from pipeline.resolve.protocol import Resolution, State


def resolve_new(state: State, new: Iterable[tuple[Article, Reading]]) -> Resolution:
    """Return what follows from new (or newly re-read) articles, given all that is stored.

    Call it with as many articles at once as fit in memory: a day's news. The same articles in other portions or in
    another order give the same incidents. Appending the result and calling again with the same articles changes nothing.
    """
    return Resolution()


def re_resolve(state: State, reported_incident_ids: Iterable[str]) -> Resolution:
    """Return what follows from judgements that analysts made, changed or withdrew about these reported incidents."""
    return Resolution()
