"""Evidence in how it happened: the hour, the circumstances, who was harmed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.records import Feature
from pipeline.resolve.circumstances import Circumstance
from pipeline.resolve.evidence.facts import hours_apart, number_of
from pipeline.resolve.evidence.texts import feature
from pipeline.resolve.marks import day_of
from pipeline.resolve.report import Report
from pipeline.resolve.weights import weight
from pipeline.vocabulary import AgeGroup, DatePrecision, Outcome, Sex


def clock(left: Report, right: Report) -> Feature | None:
    """The hour of the day: the same on the clock, or the part of the day; far apart it speaks for two."""
    if not (left.told.main and right.told.main):
        return None
    common = sorted(left.clocks & right.clocks)
    if common:
        exact = any(hour.rstrip("ap").split(":")[1] not in ("00", "30") for hour in common)
        return feature("clock", weight("clock", "exact" if exact else "round"), f"both state {', '.join(common)}m")
    gap = hours_apart(left, right)
    if gap is None:
        return None
    told = f"{_said(left)} and {_said(right)}"
    if gap == 0:
        return feature("clock", weight("clock", "same_part"), told)
    exact = all(part.exact for part in (*left.hours, *right.hours))
    if gap >= weight("clock", "clock_hours" if exact else "far_hours"):
        one_day = exact and _on_one_day(left, right)
        name = "far_on_a_day" if one_day else "far_clock" if exact else "far"
        return feature("clock", weight("clock", name), f"{told}: {gap:.0f} hours apart")
    return None


def _on_one_day(left: Report, right: Report) -> bool:
    ours, theirs = left.told.time, right.told.time
    days = ours is not None and theirs is not None and ours.precision is theirs.precision is DatePrecision.DAY
    return bool(days and ours and theirs and ours.start == theirs.start)


def circumstances(left: Report, right: Report) -> Feature | None:
    """How and where it happened and to whom, in set phrases; sets of which one incident has one member."""
    if not (left.told.main and right.told.main):
        return None
    ours, theirs = left.circumstances, right.circumstances
    common = sorted((one for one in ours if one in theirs), key=lambda one: (-one.worth, one.name))
    differ = list(_differences(ours, theirs))
    points = min(weight("circumstances", "most"), sum(one.worth for one in common) * weight("circumstances", "share"))
    points += weight("circumstances", "differ") * len(differ)
    told = [f"both tell of {', '.join(one.name for one in common)}"] if common else []
    return feature("circumstances", points, "; ".join((*told, *differ))) if told or differ else None


def _differences(ours: Sequence[Circumstance], theirs: Sequence[Circumstance]) -> Iterator[str]:
    """Yield the sets of which one incident has one member, where each report has another."""
    for of in sorted({one.exclusive for one in (*ours, *theirs) if one.exclusive is not None}):
        first, second = ([one.name for one in own if one.exclusive == of] for own in (ours, theirs))
        if first and second and set(first).isdisjoint(second):
            yield f"{', '.join(first)} against {', '.join(second)}"


def people(left: Report, right: Report) -> Feature | None:
    """Sex and age group of the one person killed, or else hurt, where both tell of one."""
    for outcome in (Outcome.KILLED, Outcome.INJURED):
        ours, theirs = (_one_person(report, outcome) for report in (left, right))
        if ours is None or theirs is None:
            continue
        contrary = [
            f"{one.value} against {other.value}"
            for one, other in zip(ours, theirs, strict=True)
            if one is not None and other is not None and one is not other
        ]
        if contrary:
            return feature("people", weight("victims", "sex"), f"who was {outcome.value}: {', '.join(contrary)}")
    return None


def survival(left: Report, right: Report) -> Feature | None:
    """Death in one report, and in one that was published as late nobody dead: the wounded die later, not earlier."""
    if not (left.told.main and right.told.main):
        return None
    for dead, hurt in ((left, right), (right, left)):
        gap = None if hurt.telling.deadly or hurt.told.killed is not None else _days_after(dead, hurt)
        if gap is None or not number_of(dead.told.killed) or not number_of(hurt.told.injured):
            continue
        if gap >= 0:
            return feature(
                "survival", weight("survival", "alive_after"), "dead in one, wounded in the other, later one"
            )
        name = "dies" if gap >= -weight("survival", "days") else "dies_late"
        return feature("survival", weight("survival", name), "wounded in one, dead in the other, later one")
    return None


def _days_after(earlier: Report, later: Report) -> int | None:
    first, second = day_of(earlier.article.published_at), day_of(later.article.published_at)
    return None if first is None or second is None else (second - first).days


def _one_person(report: Report, outcome: Outcome) -> tuple[Sex | None, AgeGroup | None] | None:
    """Return sex and age group of the only one harmed so; None where there are more; None for what is said two ways."""
    toll = report.told.killed if outcome is Outcome.KILLED else report.told.injured
    if toll is None or toll.best != 1:
        return None
    own = [claim.victims for claim in report.claims if claim.outcome is outcome and claim.quantity.best == 1]
    sexes = {victims.sex for victims in own} - {None, Sex.MIXED}
    groups = {AgeGroup.ADULT if v.age_group is AgeGroup.ELDERLY else v.age_group for v in own} - {None, AgeGroup.MIXED}
    return (next(iter(sexes)) if len(sexes) == 1 else None, next(iter(groups)) if len(groups) == 1 else None)


def _said(report: Report) -> str:
    return ", ".join(dict.fromkeys(part.stated for part in report.hours))
