"""Evidence in the words of the articles: rare marks, names, ages, streets, hours, days of publication, copying."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.records import Feature
from pipeline.resolve.marks import AGE, BLOCK, CLOCK, NAME, PERSON, STREET, TOWN, day_of
from pipeline.resolve.report import Report
from pipeline.resolve.weights import along, ladder, weight

_WEEK_DAYS = 7
_TOLD = 6
"""Shared marks that a reason lists."""


def feature(name: str, score: float, reason: str) -> Feature:
    """Return a feature with its score rounded, so that the same evidence gives the same bytes."""
    return Feature(name=name, score=round(score, 3), reason=reason)


def shared_words(left: Report, right: Report) -> Feature | None:
    """Rare marks in common, weighted, as a share of all: the cosine of the two."""
    if not left.norm or not right.norm:
        return None
    fewer, more = sorted((left.words, right.words), key=len)
    counted = left.read_place_words & right.read_place_words  # these are counted as a place already
    common = {
        mark: worth * more[mark]
        for mark, worth in fewer.items()
        if mark in more and not counted.issuperset(mark.partition(":")[2].split())
    }
    share = sum(common[mark] for mark in sorted(common)) / (left.norm * right.norm + weight("words", "little"))
    points = along(ladder("words", "shares"), ladder("words", "points"), share)
    points = min(points, weight("words", "most_per_worth") * _mass(left, right, common))
    if not (left.told.main and right.told.main):
        points *= weight("background", "words_share")
    listed = sorted(common, key=lambda mark: (-common[mark], mark))[:_TOLD]
    told = ", ".join(mark.partition(":")[2] for mark in listed) or "nothing telling"
    return feature("shared_words", points, f"{share:.0%} of the telling words are shared: {told}")


def _mass(left: Report, right: Report, common: Iterable[str]) -> float:
    """Return what the shared marks tell together, the words of towns left out: a share of little is still little."""
    of_towns = left.place_words | right.place_words
    own = (mark for mark in common if of_towns.isdisjoint(mark.partition(":")[2].split()))
    return sum(min(left.words[mark], right.words[mark]) for mark in sorted(own))


def shared_names(left: Report, right: Report) -> Feature | None:
    """Full names that few articles of those months carry."""
    if not (left.told.main and right.told.main):
        return None
    found = sorted(
        name
        for name in left.of(NAME) & right.of(NAME)
        if min(left.marks[f"{NAME}:{name}"], right.marks[f"{NAME}:{name}"]) >= weight("names", "worth_from")
    )
    if not found:
        return None
    points = min(weight("names", "most"), weight("names", "each") * len(found))
    return feature("shared_names", points, f"both name {', '.join(found[:_TOLD])}")


def persons(left: Report, right: Report) -> Feature | None:
    """People given with surname and age: victims and suspects alike."""
    ours, theirs = left.of(PERSON), right.of(PERSON)
    if not ours or not theirs or not (left.told.main and right.told.main):
        return None
    common = sorted(ours & theirs)
    if not common:
        return feature("persons", weight("persons", "disjoint"), f"{_listed(ours)} against {_listed(theirs)}")
    telling = sum(min(left.marks[mark], right.marks[mark]) for mark in _marked(PERSON, common))
    points = min(weight("persons", "most"), weight("persons", "each") * telling)
    return feature("persons", points, f"both name {', '.join(common[:_TOLD])}")


def ages(left: Report, right: Report) -> Feature | None:
    """Ages stated: victims and suspects of one shooting have the same."""
    ours, theirs = left.of(AGE), right.of(AGE)
    if not ours or not theirs or not (left.told.main and right.told.main):
        return None
    common = sorted(ours & theirs, key=int)
    if not common:
        return feature("ages", weight("ages", "disjoint"), f"ages {_listed(ours)} against {_listed(theirs)}")
    points = weight("ages", "shared") + weight("ages", "more") * (len(common) - 1)
    return feature("ages", min(weight("ages", "most"), points), f"both state age {', '.join(common)}")


def streets(left: Report, right: Report) -> Feature | None:
    """Streets and house blocks named."""
    ours, theirs = (report.of(STREET) | report.of(BLOCK) for report in (left, right))
    if not ours or not theirs or not (left.told.main and right.told.main):
        return None
    common = sorted(ours & theirs)
    if common:
        telling = max(left.marks.get(mark, 0.0) for kind in (STREET, BLOCK) for mark in _marked(kind, common))
        return feature("streets", weight("streets", "shared") * telling, f"both name {', '.join(common[:_TOLD])}")
    return feature("streets", weight("streets", "disjoint"), f"{_listed(ours)} against {_listed(theirs)}")


def weekday(left: Report, right: Report) -> Feature | None:
    """The day that the first weekday named before publication means, where the reader dated nothing."""
    ours, theirs = left.weekday, right.weekday
    if ours is None or theirs is None or not (left.told.main and right.told.main):
        return None
    if left.told.time is not None and right.told.time is not None:
        return None
    days = abs((ours - theirs).days)
    if days >= _WEEK_DAYS:
        return None  # weeks apart, a weekday says nothing new
    told = f"weekdays that mean {ours} and {theirs}"
    return feature("weekday", weight("weekday", ("same", "next", "apart")[min(days, 2)]), told)


def towns(left: Report, right: Report) -> Feature | None:
    """Towns as the texts write them, where the reader found no place in one of them."""
    if left.told.place is not None and right.told.place is not None:
        return None
    ours, theirs = left.of(TOWN), right.of(TOWN)
    if not ours or not theirs or not (left.told.main and right.told.main):
        return None
    common = sorted(ours & theirs)
    if not common:
        return feature("towns", weight("towns", "disjoint"), f"{_listed(ours)} against {_listed(theirs)}")
    telling = sum(left.marks[mark] for mark in _marked(TOWN, common))
    points = min(weight("towns", "most"), weight("towns", "shared") + weight("towns", "telling") * telling)
    return feature("towns", points, f"both tell of {', '.join(common[:_TOLD])}")


def clock(left: Report, right: Report) -> Feature | None:
    """Hours of the day stated; others may be of other moments, so they do not speak against."""
    common = sorted(left.of(CLOCK) & right.of(CLOCK))
    if not common or not (left.told.main and right.told.main):
        return None
    exact = any(hour.rstrip("ap").split(":")[1] not in ("00", "30") for hour in common)
    return feature("clock", weight("clock", "exact" if exact else "round"), f"both state {', '.join(common)}m")


def published(left: Report, right: Report) -> Feature | None:
    """Days between publications."""
    ours, theirs = day_of(left.article.published_at), day_of(right.article.published_at)
    if ours is None or theirs is None:
        return None
    days = abs((ours - theirs).days)
    points = along(ladder("published", "days"), ladder("published", "points"), days)
    return feature("published", points, f"published {days} days apart")


def copied(left: Report, right: Report) -> Feature | None:
    """Both articles belong to one family of copies, and both reports are what their article is about."""
    if left.family != right.family or not (left.told.main and right.told.main):
        return None
    return feature("copied", weight("copy", "same_family"), "the articles are copies of one report")


def _listed(whats: frozenset[str]) -> str:
    return ", ".join(sorted(whats)[:_TOLD])


def _marked(kind: str, whats: list[str]) -> list[str]:
    return [f"{kind}:{what}" for what in whats]
