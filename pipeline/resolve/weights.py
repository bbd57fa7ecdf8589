"""The table of weights, read once and checked."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from pipeline.vocabulary import Cause


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("pipeline.resolve").joinpath("weights.toml").read_text(encoding="utf-8"))


@cache
def weight(table: str, name: str) -> float:
    """Return one number of the table. Raises `KeyError` for one that is not there."""
    return float(_tables()[table][name])


@cache
def ladder(table: str, name: str) -> tuple[float, ...]:
    """Return a list of numbers of the table. Raises `KeyError` for one that is not there."""
    return tuple(float(number) for number in _tables()[table][name])


def along(positions: Sequence[float], points: Sequence[float], at: float) -> float:
    """Return the value at a position of the lines through the given points; flat beyond the first and the last."""
    if at <= positions[0]:
        return points[0]
    if at >= positions[-1]:
        return points[-1]
    right = bisect_right(positions, at)
    left = right - 1
    share = (at - positions[left]) / (positions[right] - positions[left])
    return points[left] + share * (points[right] - points[left])


@cache
def rare_causes() -> frozenset[Cause]:
    """Return the causes that one place seldom sees twice in a few days."""
    return msgspec.convert(_causes()["rare"]["causes"], frozenset[Cause])


@cache
def accidents() -> frozenset[Cause]:
    """Return the causes that nobody is accused of."""
    return msgspec.convert(_causes()["accident"]["causes"], frozenset[Cause])


@cache
def _causes() -> dict[str, Any]:
    return tomllib.loads(files("pipeline.resolve").joinpath("causes.toml").read_text(encoding="utf-8"))


@cache
def cause_families() -> tuple[frozenset[Cause], ...]:
    """Return the groups of causes that reports of one incident confuse.

    Raises `msgspec.ValidationError` for an unknown code.
    """
    return tuple(msgspec.convert(entry["causes"], frozenset[Cause]) for entry in _causes()["family"])
