"""Statements across outlets: one utterance carried by several, and statements that seem to deny each other.

Only what one speaker said is grouped; the earliest publication leads. Opposed pairs are put to an analyst.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from pipeline.records import Article, Feature, Judgement, Reading, Statement, stable_id
from pipeline.resolve.cluster import components, pair_of
from pipeline.resolve.precedents import Precedents, reach
from pipeline.resolve.protocol import MACHINE, OpposedPair, State, StatementGroup
from pipeline.resolve.rarity import rarity
from pipeline.resolve.shelf import Shelf
from pipeline.vocabulary import Verdict

KIND = "statement"
MOST_SHARING = 60
"""A word in more statements of one speaker than this names the war, not the matter."""

_WORD = re.compile(r"[^\W\d_]{3,}|\d+")
_TELLING = 0.12
"""Rarity from which a word counts as content: 'ceasefire', not 'people'."""
_NEVER = datetime.max.replace(tzinfo=UTC)
_STEM_LETTERS = 6
"""Words are compared by their first letters: 'violated', 'violation'."""


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("pipeline.resolve").joinpath("opposition.toml").read_text(encoding="utf-8"))


@cache
def _opposed_cues() -> dict[frozenset[str], str]:
    return {frozenset((entry["left"], entry["right"])): entry["reason"] for entry in _table()["pair"]}


def speaker_of(statement: Statement) -> str | None:
    """Return who spoke: the resolved name, else the words for a body; None for nobody and for "a witness"."""
    said = statement.speaker
    if said is None:
        return None
    return said.name or (said.as_stated if said.organisation else None)


@lru_cache(maxsize=50_000)
def telling_words(statement: Statement) -> frozenset[str]:
    """Return the content words and figures of what was said."""
    words = (word.lower() for word in _WORD.findall(statement.content))
    return frozenset(word[:_STEM_LETTERS] for word in words if word.isdigit() or rarity(word) > _TELLING)


def one_utterance(left: Statement, right: Statement) -> float:
    """Return the share of the shorter statement's telling words that the other has, 0 for statements of few words."""
    ours, theirs = telling_words(left), telling_words(right)
    shorter = min(len(ours), len(theirs))
    return len(ours & theirs) / shorter if shorter >= 3 else float(ours == theirs and bool(ours))


def judge_utterances(state: State, new: Mapping[str, tuple[Article, Reading]], precedents: Precedents) -> None:
    """Judge which new statements another article carries as well; lay the judgements over the precedents."""
    given: dict[str, dict[str, Statement]] = {}
    for statement in (one for _, reading in new.values() for one in reading.statements):
        given.setdefault(speaker_of(statement) or "", {})[statement.id] = statement
    for speaker, fresh in sorted(given.items()):
        if not speaker:
            continue
        stored = {one.id: one for one in state.statements_by_speaker(speaker) if one.article_id not in new}
        published = _published(state, new, (*fresh.values(), *stored.values()))
        precedents.fetch(fresh)
        for judgement in _same(fresh, stored | fresh, published):
            precedents.add(judgement)


def statement_groups(
    state: State, new: Mapping[str, tuple[Article, Reading]], precedents: Precedents
) -> list[StatementGroup]:
    """Return the groups of two and more statements that new ones belong to."""
    fresh = {one.id: one for _, reading in new.values() for one in reading.statements}
    reached = reach(precedents, fresh)
    said = fresh | {one.id: one for one in _of_speakers(state, fresh.values()) if one.id in set(reached)}
    published = _published(state, new, said.values())
    edges = (
        pair_of(one, other) for one in said for other in precedents.partners(one) if _is_same(precedents, one, other)
    )
    return [_group(ids, said, published) for ids in components(said, edges) if len(ids) > 1]


def judge_oppositions(shelf: Shelf, alike: Mapping[str, Iterable[str]], precedents: Precedents) -> list[OpposedPair]:
    """Return statements of articles alike that seem to deny each other; lay them over the precedents as unsure."""
    found: dict[tuple[str, str], str] = {}
    for article_id, others in sorted(alike.items()):
        ours = _statements(shelf, article_id)
        for other_id in (article_id, *sorted(others)):
            for left in ours:
                for right in _statements(shelf, other_id):
                    reason = _opposed(*sorted((left, right), key=lambda one: one.id))
                    if reason is not None:
                        found[pair_of(left.id, right.id)] = reason
    precedents.fetch({id_ for pair in found for id_ in pair})
    for (one, other), reason in sorted(found.items()):
        precedents.add(_judgement(one, other, Verdict.UNSURE, "opposed", reason))
    return [OpposedPair(one, other, reason) for (one, other), reason in sorted(found.items())]


def _statements(shelf: Shelf, article_id: str) -> tuple[Statement, ...]:
    reading = shelf.readings.get(article_id)
    return () if reading is None else reading.statements


def _of_speakers(state: State, statements: Iterable[Statement]) -> Iterator[Statement]:
    for speaker in sorted({speaker for one in statements if (speaker := speaker_of(one)) is not None}):
        yield from state.statements_by_speaker(speaker)


def _is_same(precedents: Precedents, one: str, other: str) -> bool:
    judged = precedents.judged(one, other)
    return judged is not None and judged.verdict == Verdict.SAME


def _opposed(left: Statement, right: Statement) -> str | None:
    if left.cue_class is None or right.cue_class is None or speaker_of(left) == speaker_of(right):
        return None
    reason = _opposed_cues().get(frozenset((left.cue_class.value, right.cue_class.value)))
    if reason is None or None in (left.speaker, right.speaker):
        return None
    share = one_utterance(left, right)
    if share < _table()["one_topic"]:
        return None
    common = ", ".join(sorted(telling_words(left) & telling_words(right))[:5])
    return f"{reason}: {speaker_of(left)} and {speaker_of(right)} on {common}"


def _same(
    fresh: Mapping[str, Statement], said: Mapping[str, Statement], published: Mapping[str, datetime]
) -> Iterator[Judgement]:
    for one, other in sorted(_sharing_words(fresh, said)):
        left, right = said[one], said[other]
        days = abs((published[one] - published[other]).days)
        if left.article_id == right.article_id or days > _table()["same_days"]:
            continue
        share = one_utterance(left, right)
        if share >= _table()["same_content"]:
            reason = f"{share:.0%} of the shorter one's telling words are in the other"
            yield _judgement(one, other, Verdict.SAME, "content", reason, share)


def _sharing_words(fresh: Mapping[str, Statement], said: Mapping[str, Statement]) -> set[tuple[str, str]]:
    """Return pairs of a new statement with another that share a word few statements of the speaker have."""
    by_word: dict[str, list[str]] = {}
    for id_ in sorted(said):
        for word in telling_words(said[id_]):
            by_word.setdefault(word, []).append(id_)
    rare = (sharing for sharing in by_word.values() if len(sharing) <= MOST_SHARING)
    return {
        pair_of(one, other) for sharing in rare for one in sharing for other in sharing if one != other and one in fresh
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
    articles = {id_: article for id_, (article, _) in new.items()}
    articles |= state.articles(sorted({one.article_id for one in statements} - articles.keys()))
    moments = {id_: article.published_at or _NEVER for id_, article in articles.items()}
    return {one.id: moments.get(one.article_id, _NEVER) for one in statements}


def _group(ids: list[str], said: Mapping[str, Statement], published: Mapping[str, datetime]) -> StatementGroup:
    members = tuple(sorted(ids, key=lambda id_: (published[id_], id_)))
    topics = tuple(dict.fromkeys(topic for id_ in members for topic in said[id_].topics))
    speaker = speaker_of(said[members[0]]) or ""
    reason = f"{speaker} in {len({said[id_].article_id for id_ in members})} articles, first published leads"
    return StatementGroup(stable_id("say", min(ids)), speaker, members, topics, reason)
