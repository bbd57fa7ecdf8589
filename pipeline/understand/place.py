"""Places (interim)."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.records import PlaceRef
from pipeline.understand.passage import Passage


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place."""

    start: int
    end: int
    place: PlaceRef
    role: str


def resolve_places(passage: Passage) -> dict[int, tuple[PlaceMention, ...]]:
    """Return none yet."""
    return {}
