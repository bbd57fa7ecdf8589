"""Which articles carry which telling marks: candidates for one incident, and how much a mark tells there and then.

A mark is indexed by half-overlapping stretches of 30 days, so that look-ups cost the same however long the dataset
runs and two articles within 15 days always meet; a full name is indexed once for all time, for trials and
anniversaries. How many articles carry a mark counts in steps only: when an arrival takes it over a step, those who
carry it are judged anew, and the result is the same in any order of arrival.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from pipeline.records import Article
from pipeline.resolve.marks import NAME, PERSON, Profile, profile
from pipeline.resolve.protocol import State
from pipeline.resolve.shingles import bands, hash_64, sketch
from pipeline.resolve.weights import ladder, weight

STRETCH_DAYS = 30
INDEXED_MARKS = 40
LEAST_WORTH = 0.3
"""Marks worth less are common words; they enter comparisons, not the index."""

CANDIDATES = 60
"""Articles that share most with one; those of one incident share far more than the sixtieth."""


@lru_cache(maxsize=60_000)
def keys_of(profile: Profile) -> Mapping[str, tuple[int, ...]]:
    """Return the index keys of an article's most telling marks, by mark."""
    chosen = list(profile.marks.items())[:INDEXED_MARKS]
    return MappingProxyType({mark: _keys(mark, profile) for mark, worth in chosen if worth >= LEAST_WORTH})


def all_keys(profile: Profile) -> tuple[int, ...]:
    """Return every key an article is indexed under, sorted."""
    return tuple(sorted({key for keys in keys_of(profile).values() for key in keys}))


def _keys(mark: str, profile: Profile) -> tuple[int, ...]:
    if mark.partition(":")[0] in (NAME, PERSON):
        return (hash_64(mark),)
    if profile.published is None:
        return (hash_64(f"undated|{mark}"),)
    day = profile.published.toordinal()
    halves = (day // STRETCH_DAYS * 2, (day + STRETCH_DAYS // 2) // STRETCH_DAYS * 2 + 1)
    return tuple(hash_64(f"{half}|{mark}") for half in halves)


class WordIndex:
    """The stored index with the new articles laid over it. Looks up each key once."""

    def __init__(self, state: State, new: Collection[Article]) -> None:
        """Lay the new articles over what is stored."""
        self._state = state
        self._stored: dict[int, frozenset[str]] = {}
        self._new: dict[int, set[str]] = {}
        self._bands: frozenset[int] = frozenset(key for article in new for key in bands(sketch(article)))
        self._new_ids = frozenset(article.id for article in new)
        for article in new:
            for key in (*all_keys(profile(article)), *bands(sketch(article))):
                self._new.setdefault(key, set()).add(article.id)
        self._fetch(self._new.keys())

    def load(self, profiles: Iterable[Profile]) -> None:
        """Fetch what the profiles will ask for, together."""
        self._fetch({key for profile in profiles for key in all_keys(profile)})

    def _fetch(self, keys: Collection[int]) -> None:
        wanted = set(keys) - self._stored.keys()
        limit = int(ladder("words", "steps")[-1]) + 1
        found = self._state.carriers(sorted(wanted), limit=limit) if wanted else {}
        for key in wanted:
            self._stored[key] = frozenset(found.get(key, ())) - self._new_ids

    def marks(self, profile: Profile) -> dict[str, float]:
        """Return the marks of an article with what they tell among the articles of its time. Needs `load`."""
        keys = keys_of(profile)
        unknown = weight("words", "unindexed_worth")
        return {
            mark: round(worth * (self._worth(keys[mark]) if mark in keys else unknown), 4)
            for mark, worth in profile.marks.items()
        }

    def sharing_bands(self, article: Article) -> list[str]:
        """Return the articles that share a band of a new article's sketch; of a crowd the first by id."""
        found: set[str] = set()
        for key in bands(sketch(article)):
            found.update(sorted(self._stored[key] | self._new[key])[:CANDIDATES])
        return sorted(found - {article.id})

    def candidates(self, profile: Profile) -> list[str]:
        """Return the articles that share most of what tells, the nearest first. Needs `load`."""
        shared: dict[str, float] = {}
        for mark, keys in keys_of(profile).items():
            worth = (profile.marks[mark] * self._worth(keys)) ** 2
            for other in self._carriers(keys) - {profile.article_id}:
                shared[other] = shared.get(other, 0.0) + worth
        nearest = sorted(shared, key=lambda other: (-round(shared[other], 6), other))
        return nearest[:CANDIDATES]

    def kept_keys(self) -> dict[str, list[int]]:
        """Return by new article the keys to store.

        A key is stored until it is known to be common: then it finds nobody, and the index stays small.
        """
        kept: dict[str, list[int]] = {id_: [] for id_ in self._new_ids}
        for key in sorted(self._new):
            room = int(ladder("words", "steps")[-1]) + 1 - len(self._stored[key])
            for article_id in sorted(self._new[key])[: max(0, room)]:
                kept[article_id].append(key)
        return kept

    def stepped(self) -> set[str]:
        """Return stored articles with a mark that the new ones took over a step."""
        return {
            other
            for key, new in self._new.items()
            if key not in self._bands and _step(len(self._stored[key])) != _step(len(self._stored[key]) + len(new))
            for other in self._stored[key]
        }

    def _worth(self, keys: tuple[int, ...]) -> float:
        return ladder("words", "step_worth")[max((_step(self._count(key)) for key in keys), default=0)]

    def _count(self, key: int) -> int:
        return len(self._stored[key]) + len(self._new.get(key, ()))

    def _carriers(self, keys: tuple[int, ...]) -> set[str]:
        most = ladder("words", "steps")[-1]
        usable = [key for key in keys if self._count(key) <= most]
        return {other for key in usable for other in (*self._stored[key], *self._new.get(key, ()))}


def _step(count: int) -> int:
    return bisect_left(ladder("words", "steps"), count)
