"""Evidence in where it was: distance of points, equality of names, one place within the other."""

from __future__ import annotations

import re
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from pipeline.records import Feature, PlaceRef
from pipeline.resolve.evidence.texts import feature
from pipeline.resolve.report import Report
from pipeline.resolve.weights import weight
from pipeline.vocabulary import PlacePrecision

_EARTH_KM = 6371.0
POINTS = frozenset({PlacePrecision.SITE, PlacePrecision.SETTLEMENT})


def place(left: Report, right: Report) -> Feature | None:
    """Where: distance of points, equality of names, one within the other."""
    ours, theirs = left.place, right.place
    if ours is None or theirs is None:
        return None
    found = _compared(ours, theirs)
    if found is None and (left.mentions(theirs) or right.mentions(ours)):
        return feature("place", weight("place", "within"), f"{ours.name} and {theirs.name}: one report names both")
    if found is not None and found.score < 0 and left.mentions(theirs) and right.mentions(ours):
        return feature("place", weight("place", "both_named"), f"{found.reason}; each report names both")
    if found is not None and found.score <= weight("place", "far") and (left.tells_of(theirs) or right.tells_of(ours)):
        return feature("place", weight("place", "within"), f"{found.reason}; but one tells of the other's town")
    return found


def _compared(ours: PlaceRef, theirs: PlaceRef) -> Feature | None:
    told = f"{ours.name} and {theirs.name}"
    if ours.country and theirs.country and ours.country != theirs.country:
        return feature("place", weight("place", "other_country"), f"{told}: {ours.country} and {theirs.country}")
    if is_one_name(ours, theirs):
        exact = ours.precision in POINTS or ours.precision is None
        return feature("place", weight("place", "same_name" if exact else "within"), told)
    if None in (ours.lat, theirs.lat) and _one_in_short(ours.name, theirs.name):
        return feature("place", weight("place", "same_name"), f"{told}: one is short for the other")
    if PlacePrecision.SITE in (ours.precision, theirs.precision) and None in (ours.lat, theirs.lat):
        return None  # a neighbourhood or a park may lie in the other's town
    if ours.precision in POINTS and theirs.precision in POINTS:
        return _by_distance(ours, theirs)
    if PlacePrecision.DISTRICT in (ours.precision, theirs.precision):
        apart = kilometres(ours, theirs)
        if apart is not None and apart <= weight("place", "county_km"):
            return feature("place", weight("place", "county"), f"{told}: {apart:.0f} km from its middle")
    if _within(ours, theirs) or _within(theirs, ours):
        return feature("place", weight("place", "within"), f"{told}: one lies in the other")
    if ours.admin and theirs.admin and ours.admin != theirs.admin:
        return feature("place", weight("place", "apart"), f"{told}: {ours.admin} and {theirs.admin}")
    return None


def kilometres(ours: PlaceRef, theirs: PlaceRef) -> float | None:
    """Return the great-circle distance; None if one has no coordinates."""
    if ours.lat is None or ours.lon is None or theirs.lat is None or theirs.lon is None:
        return None
    north, south = radians(ours.lat), radians(theirs.lat)
    arc = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(radians(theirs.lon - ours.lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(arc)))


def _by_distance(ours: PlaceRef, theirs: PlaceRef) -> Feature | None:
    told = f"{ours.name} and {theirs.name}"
    apart = kilometres(ours, theirs)
    if apart is None and ours.admin and ours.admin == theirs.admin:
        return None  # a village that no gazetteer holds, in the area of the other's: near or far, nobody knows
    if apart is None:
        return feature("place", weight("place", "other_name"), f"{told}: other names")
    told = f"{told}: {apart:.0f} km apart"
    if apart <= weight("place", "near_km"):
        return feature("place", weight("place", "near"), told)
    if apart <= weight("place", "apart_km"):
        return feature("place", weight("place", "apart") / 2, told)
    return feature("place", weight("place", "far" if apart >= weight("place", "far_km") else "apart"), told)


def is_one_name(ours: PlaceRef, theirs: PlaceRef) -> bool:
    """Return whether two places bear one name, in one area where both areas are known."""
    same = ours.name.casefold() == theirs.name.casefold()
    if not same and None in (ours.lat, theirs.lat):
        same = _heard(ours.name) == _heard(theirs.name)
    return same and (ours.admin == theirs.admin or None in (ours.admin, theirs.admin))


@lru_cache(maxsize=4096)
def _heard(name: str) -> str:
    """Return a name as outlets that hear it spell it alike: 'Ulu Salu' and 'Ulusalu', 'Vembakkottai', 'Vembakottai'."""
    return re.sub(r"(.)\1", r"\1", re.sub(r"[\s'’-]", "", name.casefold()))


def _one_in_short(ours: str, theirs: str) -> bool:
    """Return whether one name is the beginning of the other: 'Weberstown' and 'Weberstown Mall'."""
    first, second = f"{ours.casefold()} ", f"{theirs.casefold()} "
    return first.startswith(second) or second.startswith(first)


def _within(inner: PlaceRef, outer: PlaceRef) -> bool:
    if outer.precision == PlacePrecision.COUNTRY:
        return inner.country is not None and inner.country == outer.country
    return outer.precision == PlacePrecision.REGION and inner.admin in (outer.name, outer.admin)
