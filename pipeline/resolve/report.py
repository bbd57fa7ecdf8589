"""One report of one incident, with all that a comparison looks at."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pipeline.records import Article, CasualtyClaim, NamedVictim, ReportedIncident
from pipeline.resolve.marks import NAME, NUMBER, TOWN, WORD, named_weekday

_CORRECTS = re.compile(r"^\W*correct(?:ion|ed|s)\b|\bearlier version\b|\berror was ours\b", re.IGNORECASE)


@dataclass(frozen=True)
class Report:
    """A reported incident beside its article, its claims and what the article can be recognised by.

    `denied` are the article's claims that it does not affirm. `marks` are weighted by what they tell where the article
    was published. `family` is the id of the family of copies.
    """

    told: ReportedIncident
    article: Article
    claims: tuple[CasualtyClaim, ...]
    marks: Mapping[str, float]
    family: str
    denied: tuple[CasualtyClaim, ...] = ()

    @property
    def id(self) -> str:
        """The reported incident's id."""
        return self.told.id

    @cached_property
    def retracted(self) -> tuple[CasualtyClaim, ...]:
        """The claims of its outlet that the article takes back; none unless it says that it corrects."""
        return self.denied if _CORRECTS.search(f"{self.article.title}. {self.article.text}") else ()

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

    @cached_property
    def named_victims(self) -> tuple[NamedVictim, ...]:
        """The victims that its claims name."""
        return tuple(victim for claim in self.claims for victim in claim.victims.named)

    @cached_property
    def read_place_words(self) -> frozenset[str]:
        """The words of the place that the reader found, in lower case."""
        place = self.told.place
        stated = (place.name, place.as_stated, place.admin or "") if place is not None else ()
        return frozenset(word for name in stated for word in name.lower().split())

    @cached_property
    def place_words(self) -> frozenset[str]:
        """The words of its place and of the towns its text names, in lower case."""
        return self.read_place_words | {word for town in self.of(TOWN) for word in town.split()}

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
