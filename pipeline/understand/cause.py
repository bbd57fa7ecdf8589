"""Causes (interim)."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.understand.passage import Sentence
from pipeline.vocabulary import Cause


@dataclass(frozen=True, slots=True)
class CauseMention:
    """A cause."""

    start: int
    end: int
    cause: Cause
    weight: float


def find_causes(sentence: Sentence) -> tuple[CauseMention, ...]:
    """Return none yet."""
    return ()


def main_cause(mentions: tuple[CauseMention, ...]) -> CauseMention | None:
    """Return none yet."""
    return None
