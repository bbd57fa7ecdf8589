"""Conflicting counts to low, best and high, by stated rules, each giving its reason in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from pipeline.records import Toll
from pipeline.resolve.figures import Figure, figures, standing
from pipeline.resolve.report import Report
from pipeline.resolve.weights import weight
from pipeline.vocabulary import Outcome


def reconciled(reports: Iterable[Report], outcome: Outcome) -> Toll | None:
    """Return the toll of an incident for one outcome; None if no report counts it."""
    stated = figures(reports, outcome)
    if not stated:
        return None
    current = standing(stated, outcome)
    chosen, rule = _chosen(current)
    lows = [number for figure in current if (number := _floor(figure)) is not None]
    highs = [number for figure in current if (number := figure.best if _about(figure) else figure.high) is not None]
    replaced = len(stated) - len(current)
    if replaced:
        rule += f"; {replaced} earlier figure{'s' if replaced > 1 else ''} superseded"
    unlimited = [figure for figure in current if figure.high is None and not _about(figure)]
    open_ended = any(figure.value >= max(highs, default=0) for figure in unlimited)
    vague = all(
        _about(figure) and figure.best == chosen.best for figure in current
    )  # nobody says more than "about 200"
    toll = Toll(
        low=min(lows) if lows and not vague else None,
        best=chosen.best,
        high=None if open_ended or vague else max(highs),
        rule=rule,
        unit=chosen.unit,
    )
    return _of_both_sides(toll, current)


def _of_both_sides(toll: Toll, current: list[Figure]) -> Toll:
    """Return the toll where each side counts its own people: at least the larger count, at most all together."""
    counts: dict[str, int] = {}
    for figure in current:
        if figure.people is not None and figure.side == figure.people:
            counts[figure.people] = max(counts.get(figure.people, 0), figure.value)
    if len(counts) < 2:
        return toll
    each = ", ".join(f"{people} {number}" for people, number in sorted(counts.items()))
    least, together = max(counts.values()), sum(counts.values())
    high = None if toll.high is None else max(toll.high, together)
    return replace(toll, low=least, high=high, rule=f"{toll.rule}; each side counts its own ({each})")


def _chosen(current: list[Figure]) -> tuple[Figure, str]:
    """Return the figure to quote and why: official before other, most independent sources, then the latest."""
    if len(current) == 1:
        return current[0], f"the only figure standing, {_who(current[0])}"
    sides = {figure.side for figure in current if figure.official and figure.side}
    officials = [figure for figure in current if figure.official]
    officials = [figure for figure in officials if figure.value] or officials  # who denies any deaths counts none
    if officials and len(sides) < 2:
        latest = max(officials, key=lambda figure: figure.order)
        return latest, f"the latest official figure, {_who(latest)}"
    backing = Counter(dict.fromkeys(sorted({figure.value for figure in current}), 0))
    for value, _ in {(figure.value, figure.independent) for figure in current}:
        backing[value] += 1
    most = max(backing.values())
    backed = [figure for figure in current if backing[figure.value] == most]
    latest = max(backed, key=lambda figure: figure.order)
    if len(sides) > 1:
        return (
            latest,
            f"sides disagree ({', '.join(sorted(sides))}): {most} independent for {latest.value}, latest first",
        )
    if most > 1:
        return latest, f"given by {most} independent sources, last {_who(latest)}"
    return latest, f"the latest of {len(backing)} differing figures, {_who(latest)}"


def contested(reports: Iterable[Report], outcome: Outcome) -> bool:
    """Return whether figures that stand, of independent sources, exclude each other."""
    current = standing(figures(reports, outcome), outcome)
    return any(
        one.independent != other.independent and _exclude(one, other)
        for position, one in enumerate(current)
        for other in current[position + 1 :]
    )


def _exclude(one: Figure, other: Figure) -> bool:
    fewer, more = sorted((one, other), key=lambda figure: figure.value)
    ceiling, floor = fewer.high, _floor(more)
    floor = more.value if floor is None else floor  # "up to 40" against 3
    if ceiling is None or ceiling >= floor or (one.people != other.people and None not in (one.people, other.people)):
        return False
    wide = floor >= weight("reconcile", "contested_ratio") * ceiling
    return wide and floor - ceiling >= weight("reconcile", "contested_least")


def _floor(figure: Figure) -> int | None:
    """Return the lowest number the words allow; None for 'up to', where there is none."""
    ceiling = figure.low is None and figure.high is not None and figure.best == figure.high
    return None if ceiling else figure.low if figure.low is not None else figure.best


def _about(figure: Figure) -> bool:
    """Whether the words only say about how many: a number without bounds."""
    return figure.best is not None and figure.low is None and figure.high is None


def _who(figure: Figure) -> str:
    return f"{figure.value}{figure.unit.behind} by {figure.source or 'an unnamed outlet'}"
