"""Floors that a regression breaks, and what is known to be missed: a change shows its gains and losses by line.

Both are pinned beside the tables, in `floors.toml` (family -> measures) and `missed.txt`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.evaluate.sentences import Result, Score
from pipeline.evaluate.stories import StoryResult, StoryScore

FLOORS = "floors.toml"
MISSED = "missed.txt"
SLACK = 0.0005  # floors are pinned with three digits
AnyResult = Result | StoryResult
AnyScore = Score | StoryScore


@dataclass(frozen=True, slots=True)
class Changes:
    """What a change of rules did to the tables: sentences now read right, and sentences no longer."""

    gains: tuple[str, ...]
    losses: tuple[str, ...]


def load_floors(folder: Path) -> dict[str, dict[str, float]]:
    """Return the floors of each family; empty where none are pinned."""
    file = folder / FLOORS
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def broken(scores: Sequence[AnyScore], floors: dict[str, dict[str, float]]) -> list[str]:
    """Return, in words, every score below its floor."""
    return [
        f"{score.family}: {measure} {getattr(score, measure):.3f} is below its floor {floor:.3f}"
        for score in scores
        for measure, floor in floors.get(score.family, {}).items()
        if getattr(score, measure) < floor - SLACK
    ]


def changes(found: Sequence[AnyResult], folder: Path) -> Changes:
    """Return the gains and losses against the pinned list of missed sentences."""
    file = folder / MISSED
    pinned = set(file.read_text(encoding="utf-8").splitlines()) if file.exists() else set()
    missed = {_line(result) for result in found if not result.exact}
    there = {_line(result) for result in found}
    return Changes(tuple(sorted((pinned & there) - missed)), tuple(sorted(missed - pinned)))


def pin(found: Sequence[AnyResult], scores: Sequence[AnyScore], folder: Path) -> None:
    """Write the present scores as floors and the present misses as known."""
    lines = ["# The least each family must reach; written by `tollwatch evaluate --pin`."]
    for score in scores:
        lines += [f"\n[{score.family}]", *(f"{m} = {getattr(score, m):.3f}" for m in score.MEASURES)]
    (folder / FLOORS).write_text("\n".join(lines) + "\n", encoding="utf-8")
    missed = sorted(_line(result) for result in found if not result.exact)
    (folder / MISSED).write_text("".join(f"{line}\n" for line in missed), encoding="utf-8")


def _line(result: AnyResult) -> str:
    return f"{result.example.family}: {result.example.text}"
