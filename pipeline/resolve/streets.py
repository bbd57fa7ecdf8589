"""Streets as texts write them, by one plain name: 'East Eighth Street', 'E. 8th St.' and 'the 900 block of Eighth'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.resolve.rarity import rarity
from pipeline.resolve.towns import CAPITALISED

OF_NUMBERED_ROAD = 0.35
"""A highway has a crash a week."""

_KIND = (
    r" (Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Boulevard|Blvd|Lane|Ln|Ct|Circle|Highway|Hwy"
    r"|Parkway|Pkwy|Terrace|Pike|Trail|Alley|Expressway|Freeway|Turnpike|Causeway|Bridge|Loop|Bypass|Way|Place)\b"
)
_STREET = re.compile(rf"((?:\b\d{{1,3}}(?:st|nd|rd|th)|{CAPITALISED})(?: {CAPITALISED})?){_KIND}\.?")
_ANY_KIND = re.compile(_KIND)
"""Most texts name no street, and are not gone through name by name."""

_IN_SHORT = re.compile(
    rf"\bblock of ((?:(?:[NSEW]\.|{CAPITALISED}) )?(?:\d{{1,3}}(?:st|nd|rd|th)|{CAPITALISED}))"
    r"(?=[.,;]|\s+(?:[a-z]|[A-Z][a-z]+day))"
)
"""'The 900 block of Crittenden': police leave the rest out."""

_LIVES_THERE = re.compile(r",\s+of (?:the )?(?:\d+(?:-|\s)block of )?(?:[NSEW]\.? )?$")
"""'Corey Banks, of the 500 block of Dexter Street,' lives there; it is no scene."""

_LIVES_CHARACTERS = 30
_NUMBERED_ROAD = re.compile(
    r"\b(?:(I)-|(Interstate) |(?:U\.?S\.?|[A-Z][a-z]+)? ?(?:State )?(?:Route|Rte\.?|Highway|Hwy\.?|Road)[ -]"
    r"|U\.?S\.?[ -]|S\.?R\.?[ -])"
    r"(\d{1,3})\b"
)
_ANY_NUMBERED = re.compile(r"(?:I|Interstate|Route|Rte\.?|Highway|Hwy\.?|Road|[SR]\.?)[ -]\d")
_SAME_KIND = {
    "st": "street", "ave": "avenue", "rd": "road", "dr": "drive", "blvd": "boulevard", "ln": "lane", "ct": "court",
    "pl": "place", "hwy": "highway", "pkwy": "parkway",
}  # fmt: skip
_DIRECTIONS = frozenset(
    ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest")
    + ("n", "s", "e", "w", "ne", "nw", "se", "sw")
)
_IN_FIGURES = {
    "first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th", "sixth": "6th",
    "seventh": "7th", "eighth": "8th", "ninth": "9th", "tenth": "10th", "eleventh": "11th", "twelfth": "12th",
}  # fmt: skip


def streets(text: str) -> Iterator[tuple[str, float]]:
    """Yield streets in lower case with what they tell: every city has a Lincoln Road, a rare name tells more.

    A street named without its kind is only its name: 'crittenden'.
    """
    for found in _STREET.finditer(text) if _ANY_KIND.search(text) else ():
        if not _is_a_home(text, found):
            kind, name = found[2].lower(), plain(found[1].lower())
            yield f"{name} {_SAME_KIND.get(kind, kind)}", _worth(name)
    for found in _IN_SHORT.finditer(text) if "block of " in text else ():
        if not _is_a_home(text, found):
            name = plain(found[1].lower())
            yield name, _worth(name)
    yield from ((road, OF_NUMBERED_ROAD) for road in _numbered(text))


def without_street_names(text: str) -> str:
    """Return a text without the streets that it names."""
    return _STREET.sub(" ", text) if _ANY_KIND.search(text) else text


def plain(name: str) -> str:
    """Return a street's name in lower case without its direction, and its number in figures.

    'east eighth', 'e. 8th' and '8th' are one; 'north' of North Avenue keeps its only word.
    """
    words = [_IN_FIGURES.get(word, word) for word in name.replace(".", "").split()]
    while len(words) > 1 and words[0] in _DIRECTIONS:
        words = words[1:]
    return " ".join(words)


def one_street(one: str, other: str) -> bool:
    """Return whether two streets, as `streets` gives them, are one: 'crittenden avenue', and 'crittenden' for short."""
    return one == other or one.startswith(f"{other} ") or other.startswith(f"{one} ")


def _is_a_home(text: str, found: re.Match[str]) -> bool:
    return _LIVES_THERE.search(text, max(0, found.start() - _LIVES_CHARACTERS), found.start()) is not None


def _worth(name: str) -> float:
    return min(0.9, 0.3 + sum(rarity(word) for word in name.split() if word[0].isalpha()))


def _numbered(text: str) -> Iterator[str]:
    """Yield roads known by number: 'I-39' and 'Interstate 39', 'U.S. 6' and 'Route 6'."""
    for found in _NUMBERED_ROAD.finditer(text) if _ANY_NUMBERED.search(text) else ():
        yield f"{'interstate' if found[1] or found[2] else 'route'} {found[3]}"
