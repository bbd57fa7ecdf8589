"""Evidence in the words of the articles: rare marks, names, ages, streets, hours, days of publication, copying."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.fuzz import ratio as fuzz_ratio
from rapidfuzz.fuzz import token_sort_ratio

from pipeline.records import Feature
from pipeline.resolve.marks import BLOCK, HOME, PERSON, STREET, TOWN, day_of
from pipeline.resolve.report import Report
from pipeline.resolve.streets import one_street
from pipeline.resolve.weights import along, ladder, weight

_WEEK_DAYS = 7
_TOLD = 6
"""Shared marks that a reason lists."""


_SAME_NAME = 88
"""rapidfuzz' token_sort_ratio at which two transliterations of a name count as one."""

_SAME_PART = 80
"""rapidfuzz' ratio at which one part of a name is misspelt where the other part is equal: 'Deonte' and 'Deontae'."""


@lru_cache(maxsize=50_000)
def one_person(ours: str, theirs: str) -> bool:
    """Return whether two names in lower case are of one person: misspelt, or a surname beside the full name."""
    first, second = ours.split(), theirs.split()
    if set(first) <= set(second) or set(second) <= set(first):
        return True
    if token_sort_ratio(ours, theirs, score_cutoff=_SAME_NAME) >= _SAME_NAME:
        return True
    if min(len(first), len(second)) < 2:
        return False
    if first[0] == second[0]:
        return fuzz_ratio(first[-1], second[-1]) >= _SAME_PART
    return first[-1] == second[-1] and fuzz_ratio(first[0], second[0]) >= _SAME_PART


def feature(name: str, score: float, reason: str) -> Feature:
    """Return a feature with its score rounded, so that the same evidence gives the same bytes."""
    return Feature(name=name, score=round(score, 3), reason=reason)


def shared_words(left: Report, right: Report) -> Feature | None:
    """Rare marks in common, weighted, as a share of all: the cosine of the two."""
    if not left.norm or not right.norm:
        return None
    ours, theirs = left.words, right.words
    counted = left.read_place_words & right.read_place_words  # these are counted as a place already
    both = sorted(mark for mark in ours.keys() & theirs.keys() if not counted.issuperset(_words_of(mark)))
    common = {mark: ours[mark] * theirs[mark] for mark in both}
    share = sum(common.values()) / (left.norm * right.norm + weight("words", "little"))
    points = along(ladder("words", "shares"), ladder("words", "points"), share)
    points = _tempered(left, right, min(points, weight("words", "most_per_worth") * _mass(left, right, both)))
    listed = sorted(common, key=lambda mark: (-common[mark], mark))[:_TOLD]
    told = ", ".join(mark.partition(":")[2] for mark in listed) or "nothing telling"
    return feature("shared_words", points, f"{share:.0%} of the telling words are shared: {told}")


def most_by_words(left: Report, right: Report) -> float:
    """Return points that `shared_words` never exceeds: words of the place, which it leaves out, are counted in."""
    if not left.norm or not right.norm:
        return 0.0
    ours, theirs = left.words, right.words
    both = [(ours[mark], theirs[mark]) for mark in ours.keys() & theirs.keys()]
    share = sum(one * other for one, other in both) / (left.norm * right.norm + weight("words", "little"))
    points = along(ladder("words", "shares"), ladder("words", "points"), share)
    return _tempered(left, right, min(points, weight("words", "most_per_worth") * sum(map(min, both))))


def _tempered(left: Report, right: Report, points: float) -> float:
    if points < 0:  # short texts share little even if they tell of one incident
        points *= min(1.0, min(left.norm, right.norm) / weight("words", "full_norm"))
    return points if left.told.main and right.told.main else points * weight("background", "words_share")


@lru_cache(maxsize=100_000)
def _words_of(mark: str) -> tuple[str, ...]:
    return tuple(mark.partition(":")[2].split())


def _mass(left: Report, right: Report, common: Iterable[str]) -> float:
    """Return what the shared marks, sorted, tell together, towns left out: a share of little is still little."""
    of_towns = left.place_words | right.place_words
    own = (mark for mark in common if of_towns.isdisjoint(_words_of(mark)))
    return sum(min(left.words[mark], right.words[mark]) for mark in own)


def shared_names(left: Report, right: Report) -> Feature | None:
    """Full names that few articles of those months carry."""
    if not (left.told.main and right.told.main):
        return None
    ours, theirs = left.people - left.towns - right.towns, right.people - left.towns - right.towns
    if not ours or not theirs:
        return None
    same = sorted(ours & theirs)
    found = same or sorted(one for one in ours for other in theirs if _maybe_one(one, other) and one_person(one, other))
    if not found:
        return None
    points = min(weight("names", "most"), weight("names", "each") * len(found))
    return feature("shared_names", points, f"both name {', '.join(found[:_TOLD])}")


def _maybe_one(ours: str, theirs: str) -> bool:
    """Return whether two names begin or end alike: cheaper than to compare them."""
    return ours[0] == theirs[0] or ours[-1] == theirs[-1]


def persons(left: Report, right: Report) -> Feature | None:
    """People given with surname and age: victims and suspects alike."""
    ours, theirs = left.of(PERSON), right.of(PERSON)
    if not ours or not theirs or not (left.told.main and right.told.main):
        return None
    common = sorted(ours & theirs)
    if not common:
        told = f"{_listed(ours)} against {_listed(theirs)}"
        return feature("persons", weight("persons", _kinship(ours, theirs)), told)
    telling = sum(min(left.marks[mark], right.marks[mark]) for mark in _marked(PERSON, common))
    points = min(weight("persons", "most"), weight("persons", "each") * telling)
    return feature("persons", points, f"both name {', '.join(common[:_TOLD])}")


def _kinship(ours: frozenset[str], theirs: frozenset[str]) -> str:
    """Return what it is that no surname with age is shared: a birthday, a namesake of another age, other people."""
    pairs = [(one.split(), other.split()) for one in ours for other in theirs]
    years = [abs(int(one[1]) - int(other[1])) for one, other in pairs if one[0] == other[0]]
    if not years:
        return "disjoint"
    return "surname" if min(years) == 1 else "namesake"


def ages(left: Report, right: Report) -> Feature | None:
    """Ages stated: victims and suspects of one shooting have the same. Only those of victims speak against."""
    if not (left.told.main and right.told.main):
        return None
    common = sorted(left.telling.ages & right.telling.ages)
    if common:
        points = weight("ages", "shared") + weight("ages", "more") * (len(common) - 1)
        told = f"both state age {', '.join(map(str, common))}"
        return feature("ages", min(weight("ages", "most"), points), told)
    ours, theirs = left.telling.ages_of_victims, right.telling.ages_of_victims
    if not ours or not theirs:
        return None
    told = f"ages {_listed(map(str, sorted(ours)))} against {_listed(map(str, sorted(theirs)))}"
    birthday = any(abs(one - other) == 1 for one in ours for other in theirs)
    return feature("ages", weight("ages", "birthday" if birthday else "disjoint"), told)


def streets(left: Report, right: Report) -> Feature | None:
    """Streets named, and the blocks of them: one street's other block is another place."""
    if not (left.told.main and right.told.main):
        return None
    ours, theirs = left.of(STREET), right.of(STREET)
    here, there = left.of(BLOCK), right.of(BLOCK)
    common = sorted({max(one, other, key=len) for one in ours for other in theirs if one_street(one, other)})
    if common:
        telling = max(left.marks.get(mark, 0.0) for mark in _marked(STREET, sorted(ours)) if _is_among(mark, common))
        points = weight("streets", "shared") * telling + weight("streets", "more") * (len(common) - 1)
        points += weight("streets", "more") * len(here & there)
        other = bool(here and there) and here.isdisjoint(there)
        points = min(weight("streets", "most"), points) + (weight("streets", "other_block") if other else 0.0)
        told = f", but blocks {_listed(here)} and {_listed(there)}" if other else ""
        return feature("streets", points, f"both name {', '.join((*common, *sorted(here & there))[:_TOLD])}{told}")
    if here & there:
        return feature("streets", weight("streets", "block"), f"both name block {_listed(here & there)}")
    if not ours or not theirs:
        return None
    return feature("streets", weight("streets", "disjoint"), f"{_listed(ours)} against {_listed(theirs)}")


def _is_among(mark: str, streets: Iterable[str]) -> bool:
    return any(one_street(mark.partition(":")[2], street) for street in streets)


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
    """Towns as the texts write them, where the reader found no place in one of them, or one that nobody knows."""
    here, there = left.place, right.place
    if here is not None and there is not None and (here.name == there.name or None not in (here.lat, there.lat)):
        return None
    if not (left.told.main and right.told.main):
        return None
    ours, theirs = left.of(TOWN) | left.of(HOME), right.of(TOWN) | right.of(HOME)
    common = sorted(one for one in ours if any(_is_part(one, other) or _is_part(other, one) for other in theirs))
    if common:
        telling = sum(max(left.marks.get(mark, 0.0) for mark in _marked_as((TOWN, HOME), one)) for one in common)
        points = min(weight("towns", "most"), weight("towns", "shared") + weight("towns", "telling") * telling)
        return feature("towns", points, f"both tell of {', '.join(common[:_TOLD])}")
    scenes, others = left.of(TOWN), right.of(TOWN)
    if not scenes or not others or (here is not None and there is not None):
        return None
    return feature("towns", weight("towns", "disjoint"), f"{_listed(scenes)} against {_listed(others)}")


def _marked_as(kinds: Iterable[str], what: str) -> list[str]:
    return [f"{kind}:{what}" for kind in kinds]


def _is_part(one: str, other: str) -> bool:
    return set(one.split()) <= set(other.split())


def published(left: Report, right: Report) -> Feature | None:
    """Days between publications."""
    ours, theirs = day_of(left.article.published_at), day_of(right.article.published_at)
    if ours is None and theirs is None:
        return None
    if ours is None or theirs is None:
        return feature("published", weight("published", "undated"), "one of them is undated")
    days = abs((ours - theirs).days)
    points = along(ladder("published", "days"), ladder("published", "points"), days)
    return feature("published", points, f"published {days} days apart")


def copied(left: Report, right: Report) -> Feature | None:
    """Both articles belong to one family of copies, and both reports are what their article is about."""
    if left.family != right.family or not (left.told.main and right.told.main):
        return None
    return feature("copied", weight("copy", "same_family"), "the articles are copies of one report")


def _listed(whats: Iterable[str]) -> str:
    return ", ".join(sorted(whats)[:_TOLD])


def _marked(kind: str, whats: list[str]) -> list[str]:
    return [f"{kind}:{what}" for what in whats]
