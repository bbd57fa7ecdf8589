"""As many articles as asked for, grown around real texts: their sentences and lengths, invented names, new wording.

An event takes sentences of three texts, gives every name in them a new one, and changes one word in six. Some names
come back in thousands of events, as those of towns and ministers do, most in a few. An event is told by one to four
articles: copies that lose their end, or reports that change one word in six again and tell a part. So articles of one
event share names and rare words, and no two events share much more than strangers do.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pipeline.records import Article, content_hash

ARTICLES_PER_DAY = 300
FIRST_DAY = datetime(2016, 1, 1, tzinfo=UTC)
NAMES = 60_000
COMMON_WORDS = 4_000
"""So many of the most frequent words are nobody's name, though they begin a sentence with a capital."""

CHANGED_SHARE = 1 / 6
COPIED_SHARE = 0.3
_SYLLABLES = tuple(
    re.findall(r"..", "badafagajakalamanaparasatavabedefegejekelemeneperesetevebodofogojokolomonoporosotovo")
)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Source:
    """The real material: texts as sentences, and their words as often as they occur."""

    texts: tuple[tuple[str, ...], ...]
    words: tuple[str, ...]
    common: frozenset[str]


def source_of(texts: Sequence[str]) -> Source:
    """Return what articles are grown from."""
    words = [word for text in texts for word in _WORD.findall(text) if word.islower()]
    common = frozenset(word for word, _ in Counter(words).most_common(COMMON_WORDS))
    return Source(tuple(tuple(_SENTENCE_END.split(text)) for text in texts), tuple(words), common)


def grown(source: Source, count: int, *, seed: int = 11) -> list[Article]:
    """Return articles in order of publication, the same for the same seed."""
    made: list[Article] = []
    number = 0
    while len(made) < count:
        made += _event(source, number, count / ARTICLES_PER_DAY, random.Random(f"{seed} {number}"))
        number += 1
    return sorted(made[:count], key=lambda article: (article.published_at or FIRST_DAY, article.id))


def _event(source: Source, number: int, days: float, chance: random.Random) -> Iterator[Article]:
    own = set_in(source, chance)
    happened = FIRST_DAY + timedelta(minutes=chance.randrange(int(days * 1440)))
    for position in range(chance.choices((1, 2, 3, 4), (45, 30, 15, 10))[0]):
        told = own
        if position:
            copied = chance.random() < COPIED_SHARE
            told = own[: -max(1, len(own) // 10)] if copied else retold(own, source, chance)
        text = "\n".join(told)
        id_ = f"art_{number:08}{position:012}"
        yield Article(
            id=id_, url=id_, canonical_url=id_, site=f"outlet{chance.randrange(25)}.example", title=told[0][:80],
            text=text, content_hash=content_hash("", text),
            published_at=happened + timedelta(minutes=chance.randrange(3 * 1440)),
        )  # fmt: skip


def set_in(source: Source, chance: random.Random) -> list[str]:
    """Return the sentences of a new event: of three texts, with names of its own and one word in six another."""
    taken = (chance.choice(source.texts) for _ in range(3))
    sentences = [sentence for text in taken for sentence in text[: max(2, len(text) * 2 // 3)]]
    return _renamed(sentences, source, chance)


def _renamed(sentences: Sequence[str], source: Source, chance: random.Random) -> list[str]:
    names: dict[str, str] = {}

    def instead(found: re.Match[str]) -> str:
        word = found[0]
        if word[0].isupper() and word.lower() not in source.common:
            # The logarithm of a name's rank is even: a few names are in thousands of events, most in one.
            return names.setdefault(word, _name(int(NAMES ** chance.random())))
        return chance.choice(source.words) if word.islower() and chance.random() < CHANGED_SHARE else word

    return [_WORD.sub(instead, sentence) for sentence in sentences]


def retold(sentences: Sequence[str], source: Source, chance: random.Random) -> list[str]:
    """Return most of the sentences of an event in other words."""

    def instead(found: re.Match[str]) -> str:
        changed = found[0].islower() and chance.random() < CHANGED_SHARE
        return chance.choice(source.words) if changed else found[0]

    kept = [sentence for sentence in sentences if chance.random() < 0.7] or list(sentences)
    return [_WORD.sub(instead, sentence) for sentence in kept]


def _name(rank: int) -> str:
    parts = []
    while rank or not parts:
        rank, rest = divmod(rank, len(_SYLLABLES))
        parts.append(_SYLLABLES[rest])
    return "".join(parts).capitalize() + "s"
