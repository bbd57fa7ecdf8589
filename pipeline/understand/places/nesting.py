"""Places inside places: "Turkey's Erzincan province", "the village of X in Azerbaijan's Fuzuli district"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from pipeline.records import PlaceRef
from pipeline.understand.places.choice import Area
from pipeline.vocabulary import PlacePrecision

_NO_PREPOSITION = r"(?!(?:in|on|at|against|with|to|from|over|for|by|and|or|near|into|as|that|which|who)\b)"
_OWNS = re.compile(rf"^(?:'s|’s)\s+(?:{_NO_PREPOSITION}[a-z][\w-]*,?\s+){{0,5}}$")
_INSIDE = re.compile(
    r"^(?:\s+(?:area|district|neighbou?rhood|village|suburb|town|city|part|section|community|hamlet|township|locality|ward))?,?\s+(?:(?:an?|the)\s+(?:[a-z-]+\s+){0,3}(?:village|town|city|hamlet|township|suburb|settlement|district|area|community|"
    r"neighbou?rhood|port|resort|island|camp|territory|municipality)\s+)?(?:in|of)\s+(?:the\s+)?(?:[a-z][a-z-]*\s+){0,3}$"
)
_ISLAND = re.compile(
    r"^\s+(?:island|islet|resort|port|peninsula)\s+(?:city\s+|town\s+)?of\s+$"
)  # "the Aegean island of Chios"
_CHAIN = re.compile(r"^(?:\s+[A-Za-z][\w-]*){0,2},\s+(?:in\s+)?(?:the\s+)?$")
_COMMA = re.compile(r"^,\s+(?:in\s+)?(?:the\s+)?(?:[a-z]+ern\s+)?$")
WIDE = frozenset({PlacePrecision.COUNTRY, PlacePrecision.REGION, PlacePrecision.DISTRICT})


class Named(Protocol):
    """A name in characters `start` to `end` of a sentence."""

    @property
    def start(self) -> int:
        """First character."""
        ...

    @property
    def end(self) -> int:
        """One past the last character."""
        ...


N = TypeVar("N", bound=Named)


def owns(text: str, first: Named, second_start: int) -> bool:
    """Whether the first name is the possessor of what begins at `second_start`: "Armenia's second city, Gyumri"."""
    return bool(_OWNS.match(text[first.end : second_start]))


def resolved(
    text: str, names: Sequence[N], resolve: Callable[[N, Area | None], PlaceRef]
) -> tuple[list[PlaceRef], frozenset[int]]:
    """Return the place of each name, each looked for within the place that it is said to lie in.

    Also the indexes of the names that only say where another one lies, as possessors do.
    """
    places: list[PlaceRef] = [resolve(name, None) for name in names]
    possessors: set[int] = set()
    for index in range(len(names) - 2, -1, -1):
        if _is_wide(places[index]) and owns(text, names[index], names[index + 1].start):
            possessors.add(index)
            places[index + 1] = _within(places[index], places[index + 1], names[index + 1], resolve)
    possessors |= {i for i in range(len(names) - 1) if _ISLAND.match(text[names[i].end : names[i + 1].start])}
    areas = {i + 1 for i in range(len(names) - 1) if _is_area_of(text, names, places, i)}
    for index in range(len(names) - 2, -1, -1):
        around = index + 2 if index + 1 in possessors else index + 1
        between = text[names[index].end : names[index + 1].start]
        unknown = places[index].country is None and places[around].country is not None
        inside = (_is_wide(places[around]) or unknown) and _INSIDE.match(between)
        if inside or (unknown and _CHAIN.match(between)):
            places[index] = _within(places[around], places[index], names[index], resolve)
    return places, frozenset(possessors | areas)


def _is_area_of(text: str, names: Sequence[N], places: Sequence[PlaceRef], index: int) -> bool:
    """Whether the next name only says where this one lies: "Woodburn, Oregon"."""
    inner, outer = places[index], places[index + 1]
    between = text[names[index].end : names[index + 1].start]
    inside = inner.country is not None and inner.country == outer.country and inner.precision not in WIDE
    return bool(_COMMA.match(between)) and _is_wide(outer) and inside


def _is_wide(place: PlaceRef) -> bool:
    return place.country is not None and place.precision in WIDE


def _within(outer: PlaceRef, place: PlaceRef, name: N, resolve: Callable[[N, Area | None], PlaceRef]) -> PlaceRef:
    """Return the place that a name means in an outer one; what is already known to lie there stays."""
    admin = outer.admin if outer.precision is not PlacePrecision.COUNTRY else None
    if place.country == outer.country and admin in {None, place.admin}:
        return place
    return resolve(name, Area(outer.country, admin))
