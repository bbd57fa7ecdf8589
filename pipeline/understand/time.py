"""Time expressions (interim)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipeline.records import TimeRef
from pipeline.understand.passage import Sentence


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression."""

    start: int
    end: int
    time: TimeRef
    kind: str


def find_times(sentence: Sentence, published: datetime | None) -> tuple[TimeMention, ...]:
    """Return none yet."""
    return ()
