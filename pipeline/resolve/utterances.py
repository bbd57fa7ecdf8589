"""Statements across outlets: one utterance carried by several, and statements that seem to deny each other.

Only what one speaker said is grouped; the earliest publication leads. Opposed pairs are put to an analyst.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain, product

from pipeline.records import Article, Feature, Judgement, Reading, Statement, stable_id
from pipeline.resolve.cluster import Pair, components, pair_of
from pipeline.resolve.opposition import opposed, stands_against, table, worth_comparing
from pipeline.resolve.precedents import Precedents, reach
from pipeline.resolve.protocol import MACHINE, OpposedPair, State, StatementGroup
from pipeline.resolve.remembered import Remembered, Said
from pipeline.resolve.telling import one_utterance, speaker_of, telling_words
from pipeline.vocabulary import Verdict

KIND = "statement"
MOST_SHARING = 60
"""A word in more statements of one speaker than this names the war, not the matter."""

_NONE: frozenset[int] = frozenset()
_NEVER = datetime.max.replace(tzinfo=UTC)


class Spoken:
    """The speakers of the new articles with what each has said around their time, asked once.

    What a busy speaker said is looked through by its words alone, in numbers; a statement is fetched where one of the
    words brings it beside a new one.
    """

    def __init__(self, state: State, new: Mapping[str, tuple[Article, Reading]], remembered: Remembered) -> None:
        """Ask around the last of the new articles."""
        self._state, self._new, self._remembered = state, new, remembered
        self._around = max((a.published_at for a, _ in new.values() if a.published_at is not None), default=None)
        self.fresh = _by_speaker(new)
        self._whole = {one.id: one for _, reading in new.values() for one in reading.statements}
        self._article_of = {one.id: one.article_id for one in self._whole.values()}
        self._words: dict[str, Sequence[int]] = {}
        self._said = {speaker: self._asked(speaker) for speaker in self.fresh}
        self.load_words(set(self._article_of.values()))
        self._pairs = {speaker: self._beside(speaker) for speaker in self.fresh}

    def said(self, speaker: str) -> Collection[str]:
        """Return what a speaker of the new articles has said, there and before, by id."""
        return self._said[speaker]

    def pairs(self, speaker: str) -> list[Pair]:
        """Return the pairs of a new statement with another of the speaker that are worth comparing, sorted."""
        return self._pairs[speaker]

    def whole(self, ids: Iterable[str]) -> dict[str, Statement]:
        """Return these statements, of new articles or of those whose words are loaded."""
        wanted = set(ids)
        articles = sorted({self._article_of[id_] for id_ in wanted - self._whole.keys()})
        for own in self._state.statements_of(articles).values():
            self._whole.update((one.id, one) for one in own)
        return {id_: self._whole[id_] for id_ in wanted if id_ in self._whole}

    def load_words(self, article_ids: Collection[str]) -> dict[str, Said]:
        """Return the statements of these articles with their words; fetched are those that are not remembered."""
        found = {id_: said for id_ in article_ids if (said := self._remembered.said(id_)) is not None}
        unknown = set(article_ids) - found.keys()
        here = {id_: self._new[id_][1].statements for id_ in unknown & self._new.keys()}
        stored = sorted(unknown - here.keys())
        for start in range(0, len(stored), FETCHED_TOGETHER):
            some = stored[start : start + FETCHED_TOGETHER]
            fetched = self._state.statements_of(some)
            found |= {id_: self._remembered.keep_said(id_, _in_numbers(fetched.get(id_, ()))) for id_ in some}
        found |= {id_: self._remembered.keep_said(id_, _in_numbers(own)) for id_, own in here.items()}
        for id_, said in found.items():
            self._words.update(said)
            self._article_of.update((statement, id_) for statement, _ in said)
        return found

    def _asked(self, speaker: str) -> Collection[str]:
        stored = self._state.said_by(speaker, around=self._around)
        before = {id_: article for id_, article in stored if article not in self._new}
        self._article_of |= before
        return before.keys() | self.fresh[speaker].keys()

    def _beside(self, speaker: str) -> list[Pair]:
        said = {id_: frozenset(self._words[id_]) for id_ in self._said[speaker] if id_ in self._words}
        sharing = _sharing_words(self.fresh[speaker].keys(), said)
        return sorted((one, other) for one, other in sharing if worth_comparing(said[one], said[other]))


FETCHED_TOGETHER = 2_000
"""Articles whose statements are fetched together, turned into numbers and let go of."""


def _in_numbers(said: Iterable[Statement]) -> Said:
    return tuple((one.id, array("q", map(hash, telling_words(one)))) for one in said)


def judge_utterances(
    state: State, spoken: Spoken, new: Mapping[str, tuple[Article, Reading]], precedents: Precedents
) -> None:
    """Judge which new statements another article carries as well; lay the judgements over the precedents."""
    compared = spoken.whole(id_ for speaker in spoken.fresh for pair in spoken.pairs(speaker) for id_ in pair)
    published = _published(state, new, compared.values())
    precedents.fetch(id_ for fresh in spoken.fresh.values() for id_ in fresh)
    for speaker in spoken.fresh:
        for judgement in _same(spoken.pairs(speaker), compared, published):
            precedents.add(judgement)


def _by_speaker(new: Mapping[str, tuple[Article, Reading]]) -> dict[str, dict[str, Statement]]:
    """Return the new statements of each speaker by id; those of nobody are left out."""
    given: dict[str, dict[str, Statement]] = {}
    for statement in (one for _, reading in new.values() for one in reading.statements):
        given.setdefault(speaker_of(statement) or "", {})[statement.id] = statement
    return {speaker: given[speaker] for speaker in sorted(given) if speaker}


def statement_groups(
    state: State, spoken: Spoken, new: Mapping[str, tuple[Article, Reading]], precedents: Precedents
) -> list[StatementGroup]:
    """Return the groups of two and more statements that new ones belong to."""
    fresh = {one.id: one for _, reading in new.values() for one in reading.statements}
    reached = set(reach(precedents, fresh))
    said = fresh | spoken.whole(id_ for speaker in spoken.fresh for id_ in spoken.said(speaker) if id_ in reached)
    published = _published(state, new, said.values())
    edges = (
        pair_of(one, other) for one in said for other in precedents.partners(one) if _is_same(precedents, one, other)
    )
    return [_group(ids, said, published) for ids in components(said, edges) if len(ids) > 1]


def judge_oppositions(
    spoken: Spoken,
    families: Mapping[str, str],
    alike: Mapping[str, Iterable[str]],
    precedents: Precedents,
) -> list[OpposedPair]:
    """Return statements that seem to deny each other; lay them over the precedents as unsure.

    Compared are those of articles alike, and new ones with what the same speaker said before, whatever the article.
    Copies of one report are not compared with each other: each with itself says it all.
    """
    found = _changes(spoken, precedents)
    compared = _on_one_matter(spoken, families, alike)
    whole = spoken.whole(chain.from_iterable(compared))
    for one, other in compared:
        reason = opposed(*sorted((whole[one], whole[other]), key=lambda statement: statement.id))
        if reason is not None:
            found[pair_of(one, other)] = reason
    precedents.fetch({id_ for pair in found for id_ in pair})
    for (one, other), reason in sorted(found.items()):
        precedents.add(_judgement(one, other, Verdict.UNSURE, "opposed", reason))
    return [OpposedPair(one, other, reason) for (one, other), reason in sorted(found.items())]


def _on_one_matter(spoken: Spoken, families: Mapping[str, str], alike: Mapping[str, Iterable[str]]) -> list[Pair]:
    """Return the statements of articles alike that share so many telling words: most pairs are strangers."""
    pairs = {pair_of(id_, other) for id_, others in alike.items() for other in (id_, *others)}
    said = spoken.load_words(set(chain.from_iterable(pairs)))
    words = {id_: {one: frozenset(own) for one, own in given} for id_, given in said.items() if given}
    told = {id_: _NONE.union(*given.values()) for id_, given in words.items()}
    found: list[Pair] = []
    for article_id, other_id in sorted(pairs):
        if told.get(article_id, _NONE).isdisjoint(told.get(other_id, _NONE)):
            continue
        family = families.get(article_id)
        if other_id != article_id and family is not None and families.get(other_id) == family:
            continue
        both = product(words[article_id].items(), words[other_id].items())
        found += ((one, other) for (one, ours), (other, theirs) in both if worth_comparing(ours, theirs))
    return found


def _changes(spoken: Spoken, precedents: Precedents) -> dict[Pair, str]:
    """Return new statements that stand against what the same speaker said in another article, with the reason."""
    pairs = [pair for speaker in spoken.fresh for pair in spoken.pairs(speaker)]
    said = spoken.whole(chain.from_iterable(pairs))
    found: dict[Pair, str] = {}
    for one, other in pairs:
        reason = opposed(said[one], said[other])
        if reason is not None and not _is_same(precedents, one, other):
            found[one, other] = reason
    return found


def _is_same(precedents: Precedents, one: str, other: str) -> bool:
    judged = precedents.judged(one, other)
    return judged is not None and judged.verdict == Verdict.SAME


def _same(
    pairs: Iterable[Pair], said: Mapping[str, Statement], published: Mapping[str, datetime]
) -> Iterator[Judgement]:
    for one, other in pairs:
        left, right = said[one], said[other]
        days = abs((published[one] - published[other]).days)
        if left.article_id == right.article_id or days > table()["same_days"]:
            continue
        if stands_against(left, right):
            continue
        share = one_utterance(left, right)
        if share >= table()["same_content"]:
            reason = f"{share:.0%} of the shorter one's telling words are in the other"
            yield _judgement(one, other, Verdict.SAME, "content", reason, share)


def _sharing_words(fresh: Collection[str], said: Mapping[str, frozenset[int]]) -> set[Pair]:
    """Return pairs of a new statement with another that share a word few statements of the speaker have."""
    told = _NONE.union(*(said[id_] for id_ in fresh))
    by_word: dict[int, list[str]] = {}
    for id_, words in said.items():
        for word in told & words:
            by_word.setdefault(word, []).append(id_)
    rare = (sharing for sharing in by_word.values() if len(sharing) <= MOST_SHARING)
    return {
        pair_of(one, other) for sharing in rare for one in sharing if one in fresh for other in sharing if one != other
    }


def _judgement(left: str, right: str, verdict: Verdict, name: str, reason: str, score: float = 0.0) -> Judgement:
    features = (Feature(name=name, score=round(score, 3), reason=reason),)
    return Judgement(
        id=stable_id("jud", KIND, left, right, MACHINE, features),
        kind=KIND,
        left=left,
        right=right,
        verdict=verdict,
        score=round(score, 3),
        features=features,
        decided_by=MACHINE,
    )


def _published(
    state: State, new: Mapping[str, tuple[Article, Reading]], said: Iterable[Statement]
) -> dict[str, datetime]:
    statements = list(said)
    moments = {id_: article.published_at for id_, (article, _) in new.items()}
    moments |= state.published(sorted({one.article_id for one in statements} - moments.keys()))
    return {one.id: moments.get(one.article_id) or _NEVER for one in statements}


def _group(ids: list[str], said: Mapping[str, Statement], published: Mapping[str, datetime]) -> StatementGroup:
    members = tuple(sorted(ids, key=lambda id_: (published[id_], id_)))
    topics = tuple(dict.fromkeys(topic for id_ in members for topic in said[id_].topics))
    speaker = speaker_of(said[members[0]]) or ""
    reason = f"{speaker} in {len({said[id_].article_id for id_ in members})} articles, first published leads"
    return StatementGroup(stable_id("say", min(ids)), speaker, members, topics, reason)
