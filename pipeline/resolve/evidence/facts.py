"""Evidence in what was understood: date, cause, toll, victims, and what date, place and toll tell together."""

from __future__ import annotations

from datetime import date

from pipeline.records import Feature, TimeRef, Toll
from pipeline.resolve.evidence.places import POINTS, is_one_name, place
from pipeline.resolve.evidence.texts import feature, one_person
from pipeline.resolve.hours import apart, apart_on
from pipeline.resolve.marks import day_of
from pipeline.resolve.report import Report
from pipeline.resolve.weights import accidents, cause_families, rare_causes, weight
from pipeline.vocabulary import DatePrecision, Outcome

LOOSE_DAYS = 2
"""'Last week' is said of the Sunday before, too: weeks begin on different days."""


def day(left: Report, right: Report) -> Feature | None:
    """Days the incident is dated to, as precise as stated."""
    ours, theirs = left.told.time, right.told.time
    days = days_apart(ours, theirs)
    if days is None or ours is None or theirs is None:
        return None
    told = f"{_dated(ours)} and {_dated(theirs)}"
    if days == 0:
        exact = ours.precision == theirs.precision == DatePrecision.DAY
        both_named = sorted(left.telling.days & right.telling.days)
        named = [one for one in both_named if _holds(ours, one) and _holds(theirs, one)]
        if named and not exact:
            return feature("date", weight("date", "same_day"), f"{told}; both name {named[0]}")
        return feature("date", weight("date", "same_day" if exact else "overlap"), told)
    both = sorted(left.telling.days & right.telling.days)
    if both:
        return feature("date", weight("date", "both_named"), f"{told}; but both name {both[0]}")
    if left.doubtful_day or right.doubtful_day:
        return feature("date", weight("date", "of_news"), f"{told}; but one seems to be the day of the news")
    if _later_is_that_of_a_death(left, right):
        return feature("date", weight("date", "of_news"), f"{told}; but one seems to be the day of a later death")
    if days == 1:
        return _next_day(left, right, told)
    far = days >= weight("date", "far_days")
    return feature("date", weight("date", "far" if far else "apart"), f"{told}: {days} days apart")


def _later_is_that_of_a_death(left: Report, right: Report) -> bool:
    """Whether one tells of the wounded only, and the other, dated and published later, that one of them has died."""
    times = left.told.time, right.told.time
    if times[0] is None or times[1] is None:
        return False
    first, second = (left, right) if _first(times[0]) <= _first(times[1]) else (right, left)
    earlier, later = first.article.published_at, second.article.published_at
    if earlier is None or later is None or earlier > later or not second.telling.died_later:
        return False
    wounded = bool(number_of(first.told.injured)) and not number_of(first.told.killed)
    return wounded and (days_apart(*times) or 0) <= weight("survival", "days")


def _holds(time: TimeRef, day: date) -> bool:
    return time.start is not None and time.end is not None and time.start <= day <= time.end


def _next_day(left: Report, right: Report, told: str) -> Feature:
    """A night has two dates; the same hour on two days is two nights."""
    gap = hours_apart(left, right)
    told = f"{told}: a day apart"
    if gap is None or 0 < gap < weight("clock", "far_hours"):
        return feature("date", weight("date", "next_day"), told)
    return feature("date", weight("date", "other_night" if gap else "one_night"), f"{told}, {gap:.0f} hours")


def hours_apart(left: Report, right: Report) -> float | None:
    """Return the hours between the parts of the day that both name: on their days where both are dated to one."""
    ours, theirs = left.told.time, right.told.time
    if ours is None or theirs is None or not ours.precision is theirs.precision is DatePrecision.DAY:
        return apart(left.hours, right.hours)
    if ours.start is None or theirs.start is None:
        return apart(left.hours, right.hours)
    days = (theirs.start - ours.start).days
    return apart_on(left.hours, right.hours, days) if abs(days) <= 1 else None


def days_apart(ours: TimeRef | None, theirs: TimeRef | None) -> int | None:
    """Return the days between two stated times, 0 if they overlap; None if one is open or not stated."""
    if ours is None or theirs is None or None in (ours.start, ours.end, theirs.start, theirs.end):
        return None
    ends = sorted(((_first(ours), _last(ours)), (_first(theirs), _last(theirs))))
    loose = LOOSE_DAYS if DatePrecision.WEEK in {ours.precision, theirs.precision} else 0
    return max(0, (ends[1][0] - ends[0][1]).days - loose)


def coincidence(left: Report, right: Report) -> Feature | None:
    """One day, one town and one cause that a town seldom sees twice: together they tell more than each."""
    ours, theirs = left.told, right.told
    here, there = left.place, right.place
    if ours.time is None or theirs.time is None or here is None or there is None or ours.cause != theirs.cause:
        return None
    exact = ours.time.precision is theirs.time.precision is DatePrecision.DAY and ours.time.start == theirs.time.start
    point = here.precision in POINTS and there.precision in POINTS and is_one_name(here, there)
    if not exact or not point or ours.cause not in rare_causes():
        return None
    return feature("coincidence", weight("place", "coincidence"), "one day, one town, one cause that is seldom twice")


def many(left: Report, right: Report) -> Feature | None:
    """So many dead, or dead and hurt, of one kind of event in one place within a day: no town has that twice.

    In a war a town has it twice; there the counts of dead and hurt must be near each other as well.
    """
    where, what, when = place(left, right), cause(left, right), day(left, right)
    gap = publication_gap(left, right)
    if (
        where is None
        or what is None
        or min(where.score, what.score) <= 0
        or gap is None
        or gap > weight("many", "days")
    ):
        return None
    if when is not None and when.score < weight("date", "of_news"):
        return None
    grow = _growth(number_of(left.told.killed), number_of(right.told.killed))
    hurt = _growth(number_of(left.told.injured), number_of(right.told.injured))
    dead = min(number_of(report.told.killed) or 0 for report in (left, right))
    all_harmed = min(_harmed(report) for report in (left, right))
    if grow is None or max(dead / weight("many", "dead"), all_harmed / weight("many", "harmed")) < 1:
        return None
    fighting = not {left.told.cause, right.told.cause} & (accidents() | rare_causes())
    if fighting and max(grow, hurt or 1.0) > weight("many", "near"):
        return None
    exact = where.score >= weight("place", "same_point") and when is not None and when.score > 0
    points = weight("many", "town_and_day" if exact else "roughly")
    return feature("many", points, f"at least {dead} dead in each, of one kind, in one place, within days")


def _growth(one: int | None, other: int | None) -> float | None:
    """Return how many times the smaller count the larger is; None where one is not stated or is none."""
    return None if not one or not other else max(one, other) / min(one, other)


def _harmed(report: Report) -> int:
    return (number_of(report.told.killed) or 0) + (number_of(report.told.injured) or 0)


def cause(left: Report, right: Report) -> Feature | None:
    """What harmed them; first reports know less than later ones."""
    ours, theirs = left.told.cause, right.told.cause
    if ours is None or theirs is None:
        return None
    if ours == theirs:
        rare = ours in rare_causes()
        return feature("cause", weight("cause", "same_rare" if rare else "same"), f"both {ours.value}")
    related = any(ours in family and theirs in family for family in cause_families())
    told = f"{ours.value} and {theirs.value}"
    return feature("cause", weight("cause", "family" if related else "different"), told)


def toll(left: Report, right: Report) -> Feature | None:
    """The dead (or else the injured): equal, compatible, risen or fallen."""
    counted = (("dead", left.told.killed, right.told.killed), ("injured", left.told.injured, right.told.injured))
    stated = ((what, ours, theirs) for what, ours, theirs in counted if ours and theirs)
    for what, ours, theirs in stated:
        first, second = number_of(ours), number_of(theirs)
        if first is not None and second is not None:
            earlier, later = (first, second) if _is_earlier(left, right) else (second, first)
            grows = bool({left.told.cause, right.told.cause} & rare_causes())
            return _tolls(what, earlier, later, grows)
    return None


def victims(left: Report, right: Report) -> Feature | None:
    """Victims named, and what is said of them."""
    ours, theirs = left.victim_names, right.victim_names
    if not ours or not theirs:
        return None
    common = sorted((one, other) for one in ours for other in theirs if one_person(one, other))
    if common:
        full = any(" " in one and " " in other for one, other in common)
        points = weight("victims", "shared" if full else "surname")
        told = ", ".join(dict.fromkeys(max(pair, key=lambda name: (len(name), name)).title() for pair in common))
        return feature("victims", points, f"both name the victim {told}")
    names = f"{', '.join(sorted(ours)).title()} against {', '.join(sorted(theirs)).title()}"
    alone = _one_died(left) and _one_died(right)
    return feature("victims", weight("victims", "other" if alone else "disjoint"), f"other victims are named: {names}")


def _one_died(report: Report) -> bool:
    """Whether one person died, whom the report names in full."""
    dead = [c for c in report.claims if c.outcome is Outcome.KILLED and c.victims.named]
    return number_of(report.told.killed) == 1 and bool(dead) and any(" " in name for name in report.victim_names)


def nationality(left: Report, right: Report) -> Feature | None:
    """Nationalities of the victims."""
    ours, theirs = (
        {claim.victims.nationality for claim in report.claims if claim.victims.nationality} for report in (left, right)
    )
    if not ours or not theirs or ours & theirs:
        return None
    told = f"victims of {', '.join(sorted(ours))} against {', '.join(sorted(theirs))}"
    return feature("nationality", weight("victims", "nationality"), told)


def _tolls(what: str, earlier: int, later: int, grows: bool) -> Feature:
    """Compare two counts; `grows` where rubble and water give up their dead for days."""
    told = f"{earlier} {what}, then {later}"
    if earlier == later:
        large = earlier >= weight("toll", "large")
        return feature("toll", weight("toll", "equal_large" if large else "compatible"), f"both {later} {what}")
    if later > earlier:
        leap = not grows and later > 3 * max(earlier, 3)
        return feature(
            "toll", weight("toll", "apart" if leap else "compatible"), f"{told}: {'a leap' if leap else 'a rise'}"
        )
    halved = later * 2 < earlier and earlier >= weight("toll", "large")
    return feature("toll", weight("toll", "apart" if halved else "falls"), f"{told}: a fall")


def number_of(counted: Toll | None) -> int | None:
    """Return the number a toll is compared by: the best, else the least; None where nothing is stated."""
    if counted is None:
        return None
    return counted.best if counted.best is not None else counted.low


def _is_earlier(left: Report, right: Report) -> bool:
    ours, theirs = left.article.published_at, right.article.published_at
    return ours is None or theirs is None or ours <= theirs


def _first(time: TimeRef) -> date:
    return time.start or date.min


def _last(time: TimeRef) -> date:
    return time.end or date.max


def _dated(time: TimeRef) -> str:
    return f"{time.start}" if time.start == time.end else f"{time.start} to {time.end}"


def publication_gap(left: Report, right: Report) -> int | None:
    """Return the days between publications; None if one is undated."""
    ours, theirs = day_of(left.article.published_at), day_of(right.article.published_at)
    return None if ours is None or theirs is None else abs((ours - theirs).days)
