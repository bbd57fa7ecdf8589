"""How far analysts agree where several decided on one record: raw share, and Krippendorff's alpha (nominal)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_LEFT_OUT = frozenset({"undo", "unsure"})


@dataclass(frozen=True, slots=True)
class Agreement:
    """`records` were decided by two or more; `share` of their pairs agree; `alpha` None where it is not defined."""

    records: int
    share: float | None
    alpha: float | None


def agreement(latest_first: Iterable[tuple[str, str, str]]) -> Agreement:
    """Return the agreement of (record, reviewer, verdict), the latest first: each reviewer's last word counts.

    Krippendorff's alpha for nominal data with missing values (Krippendorff 2011, "Computing Krippendorff's
    Alpha-Reliability"): 1 is agreement, 0 is what chance would give.
    """
    words: dict[str, dict[str, str]] = {}
    for record, reviewer, verdict in latest_first:
        words.setdefault(record, {}).setdefault(reviewer, verdict)
    units = [[verdict for verdict in said.values() if verdict not in _LEFT_OUT] for _, said in sorted(words.items())]
    units = [unit for unit in units if len(unit) > 1]
    if not units:
        return Agreement(0, None, None)
    observed = sum(_disagreeing(unit) / (len(unit) - 1) for unit in units)
    everything = [verdict for unit in units for verdict in unit]
    pairs = sum(len(unit) * (len(unit) - 1) for unit in units)
    agreeing = sum(len(unit) * (len(unit) - 1) - _disagreeing(unit) for unit in units)
    expected = _disagreeing(everything) / (len(everything) - 1)
    return Agreement(len(units), agreeing / pairs, 1 - observed / expected if expected else None)


def _disagreeing(verdicts: list[str]) -> int:
    """Return the number of ordered pairs that differ."""
    total = len(verdicts)
    return total * total - sum(count * count for count in Counter(verdicts).values())
