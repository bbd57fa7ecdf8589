"""People in one expression of a sentence: how it is worded and how many it counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from pipeline.understand.counting.numbers import Number
from pipeline.understand.counting.people import Kind
from pipeline.vocabulary import Qualifier

SINGLE_ARTICLES = frozenset({"a", "an"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "said"})
REMAINS = frozenset({"body", "bodies", "remains", "corpse", "corpses"})
JOINERS = frozenset({"and", "&", "plus", "+"})
ORDINALS = (
    {
        word: rank
        for rank, word in enumerate(
            (
                *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
                *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
            ),
            1,
        )
    }
    | {"2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "6th": 6, "7th": 7, "8th": 8, "9th": 9}
    | {f"{rank}th": rank for rank in range(10, 21)}
)
MAKES = frozenset(
    {"ford", "hyundai", "toyota", "honda", "bmw", "audi", "volvo", "mercedes", "nissan", "kia", "chevrolet", "dodge"}
    | {"jeep", "tesla", "vauxhall", "renault", "peugeot", "skoda", "mazda", "subaru", "lexus", "fiat", "suzuki"}
)
"""Names that are cars behind an article: "a passenger in the Ford"."""
PRONOUNS = {"he": "male", "she": "female", "him": "male", "her": "female"}


class Form(Enum):
    """How a group is expressed."""

    COUNT = "count"  # with a number: "five people", "three of them", "dozens"
    SINGLE = "single"  # one person, described: "a man", "the victim", headline "man"
    NAME = "name"  # one person, named
    PRONOUN = "pronoun"  # "he"
    BARE = "bare"  # people without a number: "civilians"


@dataclass(frozen=True, slots=True)
class Group:
    """People in one expression: tokens `start` to `end`, `head` the noun, name or number.

    `low`, `best`, `high` as in Quantity. `definite`: pointing back ("the two", "the victim"); `more`: beyond those
    counted before; `partitive`: some of others ("three of them"); `ordinal`: n of "a fourth victim". `count_end`: where
    the counting words end, if there are any. `sure` is False where a noun of no list is taken for people.
    """

    start: int
    end: int
    head: int
    form: Form
    low: int | None = 1
    best: int | None = 1
    high: int | None = 1
    qualifier: Qualifier = Qualifier.EXACT
    kind: Kind | None = None
    definite: bool = False
    more: bool = False
    partitive: bool = False
    possessive: bool = False
    ordinal: int | None = None
    age: int | None = None
    name: str | None = None
    sure: bool = True
    count_end: int | None = None

    @classmethod
    def counted_by(cls, number: Number, end: int) -> Group:
        """Return the people whom a number counts, in words that go on to `end`."""
        return cls(
            number.start,
            end,
            number.core,
            Form.COUNT,
            number.low,
            number.best,
            number.high,
            number.qualifier,
            definite=number.definite,
            more=number.more,
            count_end=number.end,
        )

    @property
    def none(self) -> bool:
        """Whether the words count nobody ("no one", "none of them")."""
        return self.best == 0


def sum_of(groups: Iterable[Group]) -> tuple[int | None, int | None, int | None]:
    """Return low, best and high of coordinated groups together; a part that is not stated makes the sum not stated."""
    parts = tuple(groups)
    if len(parts) == 1:  # by far the most, and asked for every group
        return parts[0].low, parts[0].best, parts[0].high
    lows, bests, highs = zip(*((g.low, g.best, g.high) for g in parts), strict=True)
    return _sum(lows), _sum(bests), _sum(highs)


def _sum(values: tuple[int | None, ...]) -> int | None:
    return None if any(value is None for value in values) else sum(value for value in values if value is not None)
