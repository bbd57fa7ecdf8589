"""One report of one incident, with all that a comparison looks at."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pipeline.records import Article, CasualtyClaim, PlaceRef, ReportedIncident
from pipeline.resolve.circumstances import Circumstance
from pipeline.resolve.hours import Hours
from pipeline.resolve.marks import (
    AGE,
    CLOCK,
    HOME,
    NAME,
    NUMBER,
    PERSON,
    READ_CHARACTERS,
    STREET,
    TOWN,
    WORD,
    day_of,
    named_weekday,
)
from pipeline.resolve.rarity import geography
from pipeline.resolve.rewritten import corrects, refuted
from pipeline.resolve.tellings import Telling, is_of_news, telling_of
from pipeline.resolve.weights import weight
from pipeline.vocabulary import DatePrecision

FRESH_DAYS = 3
"""First news of an incident comes within so many days."""

_QUARTER = re.compile(
    r"(?:(?:North|South|East|West|Upper|Lower|Near|Far|Central|Mid)\w*[ -])+"
    r"(?:[Ee]nd|[Ss]ide|[Hh]ills?|[Hh]eights|[Dd]istrict|[Tt]own)|Downtown|Uptown|Midtown|Old Town"
)


@dataclass(frozen=True)
class Report:
    """A reported incident beside its article, its claims and what the article can be recognised by.

    `denied` are the article's claims that it does not affirm. `marks` are weighted by what they tell where the article
    was published. `family` is the id of the family of copies. `taken_back`: the page was rewritten since, and as it is
    now it takes back that people were harmed.
    """

    told: ReportedIncident
    article: Article
    claims: tuple[CasualtyClaim, ...]
    marks: Mapping[str, float]
    family: str
    denied: tuple[CasualtyClaim, ...] = ()
    taken_back: bool = False

    @property
    def id(self) -> str:
        """The reported incident's id."""
        return self.told.id

    @cached_property
    def content(self) -> int:
        """A number for all that it is judged by: with another reading, family or worth of marks it is another."""
        return hash((self.told, self.article, self.claims, self.denied, self.family, tuple(self.marks.items())))

    @cached_property
    def retracted(self) -> tuple[CasualtyClaim, ...]:
        """The claims of its outlet that the article takes back; none unless it says that it corrects."""
        return self.denied if self.denied and corrects(self.article) else ()

    @cached_property
    def refuted(self) -> Mapping[int, int]:
        """The counts that the article calls wrong, with the right ones."""
        return refuted(self.article)

    @cached_property
    def norm(self) -> float:
        """The length of the vector of words, for the cosine."""
        return math.sqrt(sum(worth * worth for worth in self.words.values()))

    @cached_property
    def words(self) -> Mapping[str, float]:
        """The marks that are words, names and numbers; streets, ages and hours have comparisons of their own."""
        return {mark: worth for mark, worth in self.marks.items() if mark.partition(":")[0] in (WORD, NAME, NUMBER)}

    @cached_property
    def weekday(self) -> date | None:
        """The day that the first weekday named means; None if none is, or the article is undated."""
        return named_weekday(self.article)

    @property
    def clocks(self) -> frozenset[str]:
        """The clock times that the text states."""
        return self.of(CLOCK)

    @property
    def hours(self) -> tuple[Hours, ...]:
        """The parts of the day that the head of the text names."""
        return self.telling.hours

    @property
    def circumstances(self) -> tuple[Circumstance, ...]:
        """How and where it happened and to whom, in set phrases."""
        return self.telling.circumstances

    @cached_property
    def telling(self) -> Telling:
        """What the text tells in its own words, read once for each article."""
        return telling_of(self.article)

    @cached_property
    def victim_names(self) -> frozenset[str]:
        """The victims that its claims name, in lower case; a surname alone with the given name that the text has."""
        named = {victim.name.lower() for claim in self.claims for victim in claim.victims.named}
        return frozenset(self._in_full(name) for name in named)

    def _in_full(self, name: str) -> str:
        full = sorted(one for one in self.of(NAME) if one.endswith(f" {name}"))
        return full[0] if len(full) == 1 else name

    @cached_property
    def place(self) -> PlaceRef | None:
        """The place it was read to be at; None for a name that a street or a quarter of any town bears.

        'Hollywood Avenue' is in no Hollywood, and the North End is not the one in Boston.
        """
        place = self.told.place
        if place is None or _QUARTER.fullmatch(place.name):
            return None
        names = {place.name.lower(), place.as_stated.lower()}
        return None if any(street.startswith(f"{name} ") for street in self.of(STREET) for name in names) else place

    @cached_property
    def facts(self) -> tuple[object, ...]:
        """What is told, to the day, the street and the name: two reports that differ in it are no twins."""
        told = self.told
        when = (told.time.start, told.time.end) if told.time is not None else None
        where = told.place.name if told.place is not None else None
        tolls = tuple((toll.low, toll.best) if toll is not None else None for toll in (told.killed, told.injured))
        named = tuple(self.of(kind) for kind in (STREET, AGE, PERSON))
        return (when, where, told.cause, tolls, named, self.victim_names)

    @cached_property
    def doubtful_day(self) -> bool:
        """Whether the day it was read to be dated to is rather that of an arrest, a hearing or a statement."""
        time = self.told.time
        return time is not None and time.span is not None and is_of_news(self.article, time.span)

    @property
    def dated_fresh(self) -> bool:
        """Whether it is dated to a day, not that of an arrest or the like, and was published within days of it."""
        time, published = self.told.time, day_of(self.article.published_at)
        if time is None or time.start is None or published is None or time.precision is not DatePrecision.DAY:
            return False
        return not self.doubtful_day and 0 <= (published - time.start).days <= FRESH_DAYS

    @cached_property
    def names_somebody(self) -> bool:
        """Whether it names a victim, anybody with an age, or anybody whom few texts name."""
        return bool(self.victim_names or self.of(PERSON) or self.people)

    def tells_of(self, place: PlaceRef) -> bool:
        """Return whether it is filed from a place, or tells of it as a scene."""
        return place.name.lower() in self.of(TOWN)

    def mentions(self, place: PlaceRef) -> bool:
        """Return whether the head of the text names a place."""
        return place.name in self.article.title or place.name in self.article.text[:READ_CHARACTERS]

    @cached_property
    def read_place_words(self) -> frozenset[str]:
        """The words of the place that the reader found, in lower case."""
        place = self.place
        stated = (place.name, place.as_stated, place.admin or "") if place is not None else ()
        return frozenset(word for name in stated for word in name.lower().split())

    @cached_property
    def place_words(self) -> frozenset[str]:
        """The words of its place and of the towns its text names, in lower case."""
        return self.read_place_words | {word for town in self.towns for word in town.split()}

    @cached_property
    def people(self) -> frozenset[str]:
        """The full names in its text that are rare enough to tell, and no places."""
        rare = weight("names", "worth_from")
        names = (name for name in self.of(NAME) if self.marks[f"{NAME}:{name}"] >= rare)
        return frozenset(name for name in names if name.split()[-1] not in geography())

    @cached_property
    def towns(self) -> frozenset[str]:
        """The towns that its text names, as scenes or as somebody's home."""
        return self.of(TOWN) | self.of(HOME)

    def of(self, kind: str) -> frozenset[str]:
        """Return the marks of one kind, without the kind."""
        return self._by_kind.get(kind, frozenset())

    @cached_property
    def _by_kind(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for mark in self.marks:
            kind, _, what = mark.partition(":")
            found.setdefault(kind, set()).add(what)
        return {kind: frozenset(whats) for kind, whats in found.items()}
