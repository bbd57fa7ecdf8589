"""Which articles carry which telling marks: candidates for one incident, and how much a mark tells there and then.

A mark is indexed by half-overlapping stretches of time (names, for trials and anniversaries, by years), so that
look-ups cost the same however long the dataset runs. A mark tells what it told when the article was published: only
carriers published up to then count, in steps. News that arrives in order therefore never changes what was judged
before; where an article arrives late, the later carriers that it takes over a step are judged anew, and the result is
the same in any order of arrival.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from pipeline.records import Article
from pipeline.resolve.marks import AGED, NAME, PERSON, SCENE, UNDATED, Profile, profile
from pipeline.resolve.protocol import State
from pipeline.resolve.shingles import bands, hash_64, keyed, sketch
from pipeline.resolve.weights import ladder, weight

STRETCH_DAYS = 60
"""Two articles within 30 days always meet; a mark is weighed by the news of the last 30 to 60 days."""

UNDATED_TIMES = 3
"""Undated articles are of all times: about so many stretches' worth is taken to lie together."""

NAME_STRETCH_DAYS = 1460
_AFTER_ALL_IDS = "\U0010ffff"
Carrier = tuple[int, str]
"""The instant at which an article that carries a mark was published, and its id."""

TIMELESS_WORTH = 0.75
TIMELESS_MARKS = 8
"""So many rare names lead to an undated report; every one more is a key to store and to look up for each article."""

INDEXED_MARKS = 40
LEAST_WORTH = 0.3
"""Marks worth less are common words; they enter comparisons, not the index."""

CANDIDATES = 60
"""Articles that share most with one; those of one incident share far more than the sixtieth."""

SHARING = 12
"""Of a thousand copies of one text, so many of the first published tell which it is."""


@lru_cache(maxsize=5_000)
def keys_of(profile: Profile) -> Mapping[str, tuple[int, ...]]:
    """Return the index keys of an article's most telling marks, by mark."""
    scenes = [(mark, worth) for mark, worth in profile.marks.items() if mark.startswith(f"{SCENE}:")]
    chosen = [*list(profile.marks.items())[:INDEXED_MARKS], *scenes]
    return MappingProxyType({mark: _keys(mark, profile) for mark, worth in chosen if worth >= LEAST_WORTH})


@lru_cache(maxsize=5_000)
def timeless_keys_of(profile: Profile) -> Mapping[str, int]:
    """Return the keys by which an article meets undated and wrongly dated ones: of its rarest marks, by mark."""
    if profile.published is None:
        return MappingProxyType({mark: keys[0] for mark, keys in keys_of(profile).items()})
    rarest = [mark for mark, worth in profile.marks.items() if worth >= TIMELESS_WORTH][:TIMELESS_MARKS]
    aged = [mark for mark in profile.marks if mark.startswith(f"{SCENE}:") and f" {AGED} " in mark]
    return MappingProxyType({mark: _timeless(mark) for mark in (*rarest, *aged)})


def all_keys(profile: Profile) -> tuple[int, ...]:
    """Return every key an article is indexed under, sorted."""
    timed = {key for keys in keys_of(profile).values() for key in keys}
    return tuple(sorted(timed | set(timeless_keys_of(profile).values())))


def _timeless(mark: str) -> int:
    return keyed(0, _hashed(f"undated|{mark}"))


def _keys(mark: str, profile: Profile) -> tuple[int, ...]:
    if profile.published is None:
        return (_timeless(mark),)
    length = NAME_STRETCH_DAYS if mark.partition(":")[0] in (NAME, PERSON) else STRETCH_DAYS
    day = profile.published.toordinal()
    halves = (day // length * 2, (day + length // 2) // length * 2 + 1)
    words = _hashed(mark)
    return tuple(keyed(half, words) for half in halves)


@lru_cache(maxsize=50_000)
def _hashed(mark: str) -> int:
    """Return the hash of a mark. Kept: those of one day's crowds come again and again."""
    return hash_64(mark)


class WordIndex:
    """The stored index with the new articles laid over it. Looks up each key once."""

    def __init__(self, state: State, new: Collection[Article]) -> None:
        """Lay the new articles over what is stored."""
        self._state = state
        self._stored: dict[int, list[Carrier]] = {}
        self._all: dict[int, list[Carrier]] = {}
        self._new: dict[int, list[Carrier]] = {}
        self._bands: frozenset[int] = frozenset(key for article in new for key in bands(sketch(article)))
        self._new_ids = frozenset(article.id for article in new)
        for article in new:
            carrier = (profile(article).instant, article.id)
            for key in (*all_keys(profile(article)), *bands(sketch(article))):
                self._new.setdefault(key, []).append(carrier)
        self._fetch(self._new.keys())

    def load(self, profiles: Iterable[Profile]) -> None:
        """Fetch what the profiles will ask for, together."""
        self._fetch({key for profile in profiles for key in all_keys(profile)})

    def marks(self, profile: Profile) -> dict[str, float]:
        """Return the marks of an article with what they told when it was published. Needs `load`."""
        keys = keys_of(profile)
        unknown = weight("words", "unindexed_worth")
        return {
            mark: round(worth * (self._worth(keys[mark], profile) if mark in keys else unknown), 4)
            for mark, worth in profile.marks.items()
        }

    def holds(self, profile: Profile) -> bool:
        """Return whether an article stands in the index wherever a mark of it is not common by then. Needs `load`.

        Then nothing but what `stepped` returns changes what its marks tell.
        """
        carrier = profile.instant, profile.article_id
        return all(
            _is_among(carrier, self._all[key]) or _step(self._all[key], profile.instant) == _commonest()
            for keys in keys_of(profile).values()
            for key in keys
        )

    def sharing_bands(self, article: Article) -> list[str]:
        """Return the articles that share a band of a new article's sketch; of a crowd the first published."""
        found = {other for key in bands(sketch(article)) for _, other in self._all[key][:SHARING]}
        return sorted(found - {article.id})

    def candidates(self, profile: Profile) -> list[str]:
        """Return the articles that share most of what tells, the nearest first. Needs `load`."""
        shared: dict[str, float] = {}
        for mark, own in keys_of(profile).items():
            worth = (profile.marks[mark] * self._worth(own, profile)) ** 2
            timeless = timeless_keys_of(profile).get(mark)
            keys = own if timeless is None else (*own, timeless)
            for other in {other for key in keys for other in self._meeting(key, profile)} - {profile.article_id}:
                shared[other] = shared.get(other, 0.0) + worth
        nearest = sorted(shared, key=lambda other: (-round(shared[other], 6), other))
        return nearest[:CANDIDATES]

    def kept_keys(self) -> dict[str, list[int]]:
        """Return by new article the keys to store.

        A key is stored until it is known to be common: then it finds nobody, and the index stays small.
        """
        kept: dict[str, list[int]] = {id_: [] for id_ in self._new_ids}
        for key in sorted(self._new):
            for _, article_id in self._all[key][: _most() + 1]:
                if article_id in kept:
                    kept[article_id].append(key)
        return kept

    def stepped(self) -> set[str]:
        """Return stored articles with a mark that new ones, published before them, took over a step."""
        marks = (key for key in self._new if key not in self._bands and self._stored[key])
        return {
            carrier[1]
            for key in marks
            for carrier in self._stored[key][bisect_left(self._stored[key], (min(self._new[key])[0], "")) :]
            if _step(self._stored[key], carrier[0]) != _step(self._all[key], carrier[0])
        }

    def _fetch(self, keys: Collection[int]) -> None:
        wanted = set(keys) - self._stored.keys()
        found = self._state.carriers(sorted(wanted)) if wanted else {}
        for key in wanted:
            carriers, new = found.get(key, ()), self._new.get(key)
            self._stored[key] = sorted(one for one in carriers if one[1] not in self._new_ids)
            self._all[key] = sorted((*self._stored[key], *new)) if new else self._stored[key]

    def _worth(self, keys: tuple[int, ...], profile: Profile) -> float:
        steps = [_step(self._all[key], profile.instant) for key in keys]
        return ladder("words", "step_worth")[max(steps, default=0)]

    def _meeting(self, key: int, profile: Profile) -> list[str]:
        """Return the carriers that found the mark still rare, if the article itself did."""
        carriers = self._all[key]
        if len(carriers) > _most():
            carriers = carriers[: bisect_left(carriers, (carriers[_most()][0], ""))]
        if not carriers or profile.instant > carriers[-1][0]:
            return []
        return [other for _, other in carriers]


def _most() -> int:
    return int(ladder("words", "steps")[-1])


def _commonest() -> int:
    return len(ladder("words", "steps"))


def _is_among(carrier: Carrier, carriers: list[Carrier]) -> bool:
    at = bisect_left(carriers, carrier)
    return at < len(carriers) and carriers[at] == carrier


def _step(carriers: list[Carrier], instant: int) -> int:
    """Return how common a mark was at that instant, in steps."""
    count = bisect_right(carriers, (instant, _AFTER_ALL_IDS))
    return bisect_left(ladder("words", "steps"), count // UNDATED_TIMES if instant == UNDATED else count)
