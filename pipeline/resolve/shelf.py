"""The articles and readings at hand: the new ones, and stored ones fetched together when first needed."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence

from pipeline.records import Article, CasualtyClaim, Reading, ReportedIncident
from pipeline.resolve.kept_profiles import packed, unpacked
from pipeline.resolve.marks import Profile, profile, remember, remembers
from pipeline.resolve.protocol import State
from pipeline.resolve.remembered import Remembered
from pipeline.resolve.report import Report
from pipeline.resolve.rewritten import newest_of, takes_back
from pipeline.resolve.word_index import WordIndex
from pipeline.vocabulary import Assertion


class Shelf:
    """Fetches each article once and makes its reports."""

    def __init__(self, state: State, new: Mapping[str, tuple[Article, Reading]], remembered: Remembered) -> None:
        """Put the new articles on the shelf."""
        self._state, self._remembered = state, remembered
        self.articles: dict[str, Article] = {id_: article for id_, (article, _) in new.items()}
        self._unkept: dict[str, Profile] = {}
        self._recall(self.articles)
        self.readings: dict[str, Reading] = {id_: reading for id_, (_, reading) in new.items()}
        self.index = WordIndex(state, list(self.articles.values()))
        self.families: dict[str, str] = {}
        self._asked_articles: set[str] = set(self.articles)
        self._asked: set[str] = set(self.articles)
        self._reports: dict[str, tuple[Report, ...]] = {}
        self._worths: dict[str, Sequence[float]] = {}
        self._next_version: dict[str, str] = {}
        self._follow(self.articles)

    def fetch(self, article_ids: Iterable[str]) -> None:
        """Make sure that these articles, their readings and the worth of the marks of their reports are at hand."""
        wanted = sorted(set(article_ids) - self._asked)
        if not wanted:
            return
        self._asked.update(wanted)
        self.fetch_articles(wanted)
        found = [id_ for id_ in wanted if id_ in self.articles]
        self.readings.update(self._state.readings(found))
        telling = {id_: self.articles[id_] for id_ in found if self._tells(id_)}
        self._recall(telling)
        for id_ in telling:
            if (worths := self._remembered.worths(id_)) is not None:
                self._worths[id_] = worths
        self.index.load(profile(article) for id_, article in telling.items() if id_ not in self._worths)
        self._follow(telling)

    def _follow(self, article_ids: Iterable[str]) -> None:
        """Learn which of the articles were rewritten since, and have what took their place at hand."""
        new = {article.version_of: id_ for id_, article in self.articles.items() if article.version_of is not None}
        asked = sorted(set(article_ids))
        found = {id_: new[id_] for id_ in asked if id_ in new} | dict(self._state.next_versions(asked))
        self._next_version |= found
        self.fetch(found.values())

    def earlier_versions(self, article_ids: Iterable[str]) -> set[str]:
        """Return the stored versions that the pages of these articles had before."""
        found: set[str] = set()
        waiting = set(article_ids)
        while waiting:
            before = {self.articles[id_].version_of for id_ in waiting}
            waiting = {id_ for id_ in before if id_ is not None} - found
            self.fetch(waiting)
            waiting &= self.articles.keys()
            found |= waiting
        return found

    def _is_taken_back(self, article_id: str) -> bool:
        """Whether the page, as its newest version that was read has it, takes back that people were harmed."""
        newest = newest_of(article_id, self._next_version, self.readings)
        return newest is not None and takes_back(self.articles[newest], self.readings[newest])

    def fetch_articles(self, article_ids: Iterable[str]) -> None:
        """Make sure that these articles and their families are at hand: all that copies are told by."""
        wanted = sorted(set(article_ids) - self._asked_articles)
        if not wanted:
            return
        self._asked_articles.update(wanted)
        found = self._state.articles(wanted)
        self.articles.update(found)
        for id_, copy in self._state.syndication_of(found).items():
            self.families.setdefault(id_, copy.family)

    def reports(self, article_id: str) -> tuple[Report, ...]:
        """Return the reports of an article at hand; none for an article without a reading."""
        if article_id not in self.articles:
            return ()
        if article_id not in self._reports:
            self._reports[article_id] = tuple(self._made(article_id))
        return self._reports[article_id]

    def marks(self, article_ids: Iterable[str]) -> dict[str, Sequence[int]]:
        """Return the marks of each of the articles that are stored as numbers, the same for the same mark in this run.

        The articles need not be at hand, and are not kept: most of those that share a word are strangers.
        """
        wanted = set(article_ids)
        found = {id_: _numbers(profile(self.articles[id_])) for id_ in wanted & self.articles.keys()}
        kept = self._state.profiles(sorted(wanted - found.keys()))
        found |= {id_: _numbers(unpacked(id_, stored)) for id_, stored in kept.items()}
        rest = self._state.articles(sorted(wanted - found.keys()))
        self._unkept |= {id_: profile(article) for id_, article in rest.items()}
        return found | {id_: _numbers(self._unkept[id_]) for id_ in rest}

    def fetch_telling(self, article_ids: Iterable[str]) -> None:
        """Fetch those of the articles that tell of an incident."""
        self.fetch(self._state.telling(sorted(set(article_ids) - self._asked)))

    def recall(self, article_ids: Iterable[str]) -> None:
        """Take the profiles of these articles, where they are at hand, from the store: that is far less to do."""
        here = {id_: self.articles[id_] for id_ in set(article_ids) & self.articles.keys()}
        self._recall({id_: article for id_, article in here.items() if not remembers(article)})

    def new_profiles(self) -> dict[str, bytes]:
        """Return the profiles that were worked out here and are not in store, as they are kept."""
        return {id_: packed(found) for id_, found in sorted(self._unkept.items())}

    def _recall(self, articles: Mapping[str, Article]) -> None:
        """Take the profiles of these articles from the store; work out those that it has not."""
        kept = self._state.profiles(articles)
        for id_, article in articles.items():
            if id_ in kept:
                remember(article, unpacked(id_, kept[id_]))
            else:
                self._unkept[id_] = profile(article)

    def _tells(self, article_id: str) -> bool:
        reading = self.readings.get(article_id)
        return reading is not None and bool(reading.incidents)

    def _weighed(self, article: Article) -> dict[str, float]:
        """Return the marks of an article with what they told when it was published."""
        own = profile(article)
        if article.id in self._worths:
            return dict(zip(own.marks, self._worths[article.id], strict=True))
        weighed = self.index.marks(own)
        if self.index.holds(own):
            self._remembered.keep_worths(article.id, weighed.values())
        return weighed

    def _made(self, article_id: str) -> list[Report]:
        article, reading = self.articles.get(article_id), self.readings.get(article_id)
        if article is None or reading is None or not self._tells(article_id):
            return []
        claims = {claim.id: claim for claim in reading.claims}
        marks = self._weighed(article)
        family = self.families.get(article_id, article_id)
        denied = tuple(claim for claim in reading.claims if claim.assertion is Assertion.DENIED)
        taken_back = self._is_taken_back(article_id)
        return [
            Report(told, article, _of(told, claims), marks, family, denied, taken_back) for told in reading.incidents
        ]


def _numbers(found: Profile) -> Sequence[int]:
    return array("q", map(hash, found.marks))


def _of(told: ReportedIncident, claims: Mapping[str, CasualtyClaim]) -> tuple[CasualtyClaim, ...]:
    return tuple(claims[id_] for id_ in told.claim_ids if id_ in claims)
