"""Statements across outlets: one utterance carried by several, and statements that seem to deny each other.

Only what one speaker said is grouped; the earliest publication leads. Opposed pairs are put to an analyst.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import chain, product

from pipeline.records import Article, Feature, Judgement, Reading, Statement, stable_id
from pipeline.resolve.cluster import Pair, components, pair_of
from pipeline.resolve.opposition import opposed, stands_against, table
from pipeline.resolve.precedents import Precedents, reach
from pipeline.resolve.protocol import MACHINE, OpposedPair, State, StatementGroup
from pipeline.resolve.shelf import Shelf
from pipeline.resolve.telling import one_utterance, speaker_of, telling_words
from pipeline.vocabulary import Verdict

KIND = "statement"
MOST_SHARING = 60
"""A word in more statements of one speaker than this names the war, not the matter."""

_NONE: frozenset[str] = frozenset()
_NEVER = datetime.max.replace(tzinfo=UTC)


class Spoken:
    """The speakers of the new articles with what each has said around their time, asked once."""

    def __init__(self, state: State, new: Mapping[str, tuple[Article, Reading]]) -> None:
        """Ask around the last of the new articles."""
        self._state, self._new = state, new
        self._around = max((a.published_at for a, _ in new.values() if a.published_at is not None), default=None)
        self.fresh = _by_speaker(new)
        self._said: dict[str, dict[str, Statement]] = {}
        self._pairs: dict[str, list[Pair]] = {}

    def said(self, speaker: str) -> Mapping[str, Statement]:
        """Return what a speaker of the new articles has said, there and before, by id."""
        if speaker not in self._said:
            stored = self._state.statements_by_speaker(speaker, around=self._around)
            before = {one.id: one for one in stored if one.article_id not in self._new}
            self._said[speaker] = before | self.fresh[speaker]
        return self._said[speaker]

    def pairs(self, speaker: str) -> list[Pair]:
        """Return the pairs of a new statement with another of the speaker that are worth comparing, sorted."""
        if speaker not in self._pairs:
            self._pairs[speaker] = sorted(_sharing_words(self.fresh[speaker], self.said(speaker)))
        return self._pairs[speaker]


def judge_utterances(
    state: State, spoken: Spoken, new: Mapping[str, tuple[Article, Reading]], precedents: Precedents
) -> None:
    """Judge which new statements another article carries as well; lay the judgements over the precedents."""
    compared = (spoken.said(speaker)[id_] for speaker in spoken.fresh for pair in spoken.pairs(speaker) for id_ in pair)
    published = _published(state, new, compared)
    precedents.fetch(id_ for fresh in spoken.fresh.values() for id_ in fresh)
    for speaker in spoken.fresh:
        for judgement in _same(spoken.pairs(speaker), spoken.said(speaker), published):
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
    said = fresh | {one: by[one] for by in map(spoken.said, spoken.fresh) for one in by.keys() & reached}
    published = _published(state, new, said.values())
    edges = (
        pair_of(one, other) for one in said for other in precedents.partners(one) if _is_same(precedents, one, other)
    )
    return [_group(ids, said, published) for ids in components(said, edges) if len(ids) > 1]


def judge_oppositions(
    spoken: Spoken,
    shelf: Shelf,
    alike: Mapping[str, Iterable[str]],
    precedents: Precedents,
) -> list[OpposedPair]:
    """Return statements that seem to deny each other; lay them over the precedents as unsure.

    Compared are those of articles alike, and new ones with what the same speaker said before, whatever the article.
    Copies of one report are not compared with each other: each with itself says it all.
    """
    found = _changes(spoken, precedents)
    pairs = {pair_of(id_, other) for id_, others in alike.items() for other in (id_, *others)}
    statements = shelf.statements(chain.from_iterable(pairs))
    words = {id_: frozenset().union(*map(telling_words, own)) for id_, own in statements.items()}
    for article_id, other_id in sorted(pairs):
        if words.get(article_id, _NONE).isdisjoint(words.get(other_id, _NONE)):
            continue
        family = shelf.families.get(article_id)
        if other_id != article_id and family is not None and shelf.families.get(other_id) == family:
            continue
        for left, right in product(statements[article_id], statements[other_id]):
            if telling_words(left).isdisjoint(telling_words(right)):
                continue  # nothing finds them on one matter, and most pairs are strangers
            reason = opposed(*sorted((left, right), key=lambda one: one.id))
            if reason is not None:
                found[pair_of(left.id, right.id)] = reason
    precedents.fetch({id_ for pair in found for id_ in pair})
    for (one, other), reason in sorted(found.items()):
        precedents.add(_judgement(one, other, Verdict.UNSURE, "opposed", reason))
    return [OpposedPair(one, other, reason) for (one, other), reason in sorted(found.items())]


def _changes(spoken: Spoken, precedents: Precedents) -> dict[Pair, str]:
    """Return new statements that stand against what the same speaker said in another article, with the reason."""
    found: dict[Pair, str] = {}
    for speaker in spoken.fresh:
        said = spoken.said(speaker)
        for one, other in spoken.pairs(speaker):
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


def _sharing_words(fresh: Mapping[str, Statement], said: Mapping[str, Statement]) -> set[Pair]:
    """Return pairs of a new statement with another that share a word few statements of the speaker have."""
    told = _NONE.union(*map(telling_words, fresh.values()))
    by_word: dict[str, list[str]] = {}
    for id_, statement in said.items():
        for word in telling_words(statement) & told:
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
