"""Whether two statements seem to stand against each other, and why: acts, negation, opposite words, other numbers.

A reason is a proposal for an analyst. It says what was seen, and asserts nothing.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from pipeline.records import Statement
from pipeline.resolve.telling import one_utterance, share_in_common, speaker_of, telling_words
from pipeline.vocabulary import SourceKind

_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,]\d+)*")
_NEGATIONS = frozenset({"not", "no", "never", "nobody", "nothing", "none", "neither", "without", "cannot"})
_REACH = 3
"""Words after a number among which stands what is counted: "twelve wounded soldiers"."""


@cache
def table() -> dict[str, Any]:
    """Return the table of oppositions, with its thresholds."""
    return tomllib.loads(files("pipeline.resolve").joinpath("opposition.toml").read_text(encoding="utf-8"))


def opposed(left: Statement, right: Statement) -> str | None:
    """Return why two statements on one matter seem opposed; None if nothing shows it, or if nobody is named.

    Acts (an accusation and a denial) oppose two speakers. Negation, opposite words and other numbers oppose two
    speakers, or one speaker to what the same one said elsewhere: a change of position.
    """
    if None in (speaker_of(left), speaker_of(right)) or _is_by_media(left) or _is_by_media(right):
        return None
    same = speaker_of(left) == speaker_of(right)
    reason = None if same else _by_acts(left, right)
    if reason is None and (not same or left.article_id != right.article_id):
        reason = _by_negation(left, right) or _by_words(left, right) or _by_numbers(left, right)
    if reason is None:
        return None
    common = ", ".join(sorted(telling_words(left) & telling_words(right))[:5])
    who = f"{speaker_of(left)} at two times" if same else f"{speaker_of(left)} and {speaker_of(right)}"
    return f"{reason}: {who} on {common}"


def stands_against(left: Statement, right: Statement) -> bool:
    """Whether one speaker says in one what the other says is not so: never one utterance, however many words agree."""
    return _is_negated(left) != _is_negated(right)


def worth_comparing(ours: frozenset[int], theirs: frozenset[int]) -> bool:
    """Whether two statements with these telling words, as numbers, can be opposed or one utterance: no others can."""
    return share_in_common(ours, theirs) >= _least(min(len(ours), len(theirs)) < table()["few_words"])


@cache
def _least(few: bool) -> float:
    held = (f"{name}_of_few" if few else name for name in ("acts", "negation", "words"))
    return min(float(table()[name]) for name in (*held, "same_content"))


def _is_by_media(statement: Statement) -> bool:
    return statement.speaker is not None and statement.speaker.kind is SourceKind.MEDIA


def _on_one_matter(left: Statement, right: Statement, threshold: str) -> bool:
    """Whether two statements share so many telling words; of few words, names of places alone would do, so most."""
    few = min(len(telling_words(left)), len(telling_words(right))) < table()["few_words"]
    return one_utterance(left, right) >= float(table()[f"{threshold}_of_few" if few else threshold])


def _by_acts(left: Statement, right: Statement) -> str | None:
    if left.cue_class is None or right.cue_class is None:
        return None
    reason = _acts().get(frozenset((left.cue_class.value, right.cue_class.value)))
    return reason if reason is not None and _on_one_matter(left, right, "acts") else None


@cache
def _acts() -> dict[frozenset[str], str]:
    return {frozenset((entry["left"], entry["right"])): entry["reason"] for entry in table()["pair"]}


def _by_negation(left: Statement, right: Statement) -> str | None:
    if not stands_against(left, right) or not _on_one_matter(left, right, "negation"):
        return None
    return "one says what the other says is not so"


@lru_cache(maxsize=5_000)
def _is_negated(statement: Statement) -> bool:
    inside = any(word in _NEGATIONS or word.endswith(("n't", "n’t")) for word in _words(statement))
    denied = statement.negated or (statement.cue_class is not None and statement.cue_class.value == "deny")
    return inside != denied  # who denies that nothing was done says that it was done


def _by_words(left: Statement, right: Statement) -> str | None:
    if not _on_one_matter(left, right, "words"):
        return None
    ours, theirs = frozenset(_words(left)), frozenset(_words(right))
    for one, other in ((ours, theirs), (theirs, ours)):
        for entry in table()["opposite"]:
            here, there = frozenset(entry["left"]) & one, frozenset(entry["right"]) & other
            if here and there and not frozenset(entry["right"]) & one and not frozenset(entry["left"]) & other:
                return f"opposite words, '{min(here)}' and '{min(there)}'"
    return None


def _by_numbers(left: Statement, right: Statement) -> str | None:
    if not _on_one_matter(left, right, "words"):
        return None
    ours, theirs = _counted(left), _counted(right)
    for noun in sorted(ours.keys() & theirs.keys()):
        if not ours[noun] & theirs[noun]:
            return f"other numbers for one thing, {min(ours[noun])} and {min(theirs[noun])}"
    return None


@lru_cache(maxsize=5_000)
def _words(statement: Statement) -> tuple[str, ...]:
    return tuple(word.lower() for word in _WORDS.findall(statement.content))


def _counted(statement: Statement) -> dict[str, frozenset[str]]:
    """Return the numbers of a statement by the words right after them: {'soldie': {'12'}}."""
    found: dict[str, frozenset[str]] = {}
    words = _words(statement)
    telling = telling_words(statement)
    for index, word in enumerate(words):
        if not word[0].isdigit():
            continue
        counted = next((w[:6] for w in words[index + 1 : index + 1 + _REACH] if w[:6] in telling and w.isalpha()), None)
        if counted is not None:
            found[counted] = found.get(counted, frozenset()) | {word}
    return found
