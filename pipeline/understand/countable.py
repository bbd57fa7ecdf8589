"""Whether an outcome word can count anybody, by the words around it: asked before anything is parsed.

Each question is answered with yes in every sentence where the rule for that kind of word (`harm/`) finds people, and in
few others: "the death of", "her murder", "no injuries", "was hit"; but not "the murder trial", "hit a record low".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from pipeline.understand.clause import BE, FOUND, MODALS, REMAINING
from pipeline.understand.counting.group import ORDINALS, REMAINS
from pipeline.understand.counting.people import ARMED, COMRADES, person_noun_at
from pipeline.understand.lexicon import table
from pipeline.understand.phrases import split_phrase
from pipeline.understand.triggers import Shape, Word

Words = Sequence[str]
OWNERS = frozenset({"his", "her", "their", "whose", "'s", "'"})
OWNED_WITHIN = 6  # tokens from an owner to what is his: "her bullet - riddled body"
NOBODY = frozenset({"no", "without", "nor", "zero", "not"})
DENIED_WITHIN = 11  # tokens from "no" to "injuries"
COUNTED_WITHIN = 6  # tokens from a count to "deaths"
ONE = frozenset({"a", "one", "another"})
OF_PHRASES = frozenset({"a", "an", "of", "or", "-", "upon"})  # "a handful of"
IDENTIFIED = frozenset({"identified", "that", "those"})
BEFORE_NOUNS = frozenset({"the", "a", "an"})
NO_VERB_AFTER = BEFORE_NOUNS | {"his", "their", "of", "degree", "for", "with", "by", "from"}
PASSIVE_WITHIN = 16  # tokens from "was" to the last of its participles
BY = frozenset({"by", "in", "them"})
OPENS = frozenset({";", ".", "-", "--", ":"})
FURTHER = frozenset({"another", "other", "others", "more", "additional", "further", "remaining"}) | ORDINALS.keys()
FURTHER_WITHIN = 8
LOST_WITHIN = 12  # tokens from "lost" to "soldiers"
LIVES_ENDED_WITHIN = 14  # tokens from "lives" to "were lost"
OF_OWNERS = frozenset({"who", "whom", "whose", "which", "that", ";"})  # behind which the lives are told of no more
TOLL_WITHIN = 34  # tokens from "toll" to its number
BROUGHT_WITHIN = 16  # tokens from the number to "toll", where it stands before: "bringing to 112 the number of"
TITLE = 24  # words of a headline, at most


def may_count(words: Words, start: int, end: int, word: Word) -> bool:
    """Whether an outcome word that stands at `start` to `end` of a sentence can count anybody.

    `words` are folded and cut as `split_phrase` cuts them. False is sure, but for what the tokenizer cuts otherwise.
    """
    question = _question(word)
    return question is None or question(words, start, end, word)


def asks_nothing(word: Word) -> bool:
    """Whether an outcome word may count somebody wherever it stands."""
    return _question(word) is None and not word.near


@cache
def _question(word: Word) -> Callable[[Words, int, int, Word], bool] | None:
    """Return what is asked about the words around; None for words that may count somebody anywhere."""
    if word.title_only:
        return _may_be_title
    if word.shape in _BY_SHAPE:
        return _BY_SHAPE[word.shape]
    if word.of_further:
        return _may_be_another
    if word.of_forces:
        return _may_be_lost
    if word.passive_only or (word.needs_before and word.struck):
        return _may_be_hit
    return _may_be_verb if word.role in {"base", "s", "ing"} else None


def _may_be_title(words: Words, start: int, end: int, word: Word) -> bool:
    return len(words) <= TITLE


def _may_be_counted(words: Words, start: int, end: int, word: Word) -> bool:
    """Whether a count, a rank or a denial stands before "deaths"."""
    if only_describes(words, end) or not is_of_people(words, start, end, word):
        return False
    if not NOBODY.isdisjoint(words[max(0, start - DENIED_WITHIN) : start]) or _is_identified(words, end):
        return True
    before = words[max(0, start - COUNTED_WITHIN) : start]
    return not ONE.isdisjoint(before) or _has_count(before)


def _may_be_owned(words: Words, start: int, end: int, word: Word) -> bool:
    """Whether "of" follows "death", or an owner stands before it."""
    if only_describes(words, end) or not is_of_people(words, start, end, word):
        return False
    after = words[end : end + 1]
    if "of" in after or (word.id == "injury_of" and "to" in after) or _is_identified(words, end):
        return True
    return not OWNERS.isdisjoint(words[max(0, start - OWNED_WITHIN) : start])


def _may_be_toll(words: Words, start: int, end: int, word: Word) -> bool:
    """Whether a number stands near "toll", or people are listed behind "the dead were"."""
    after = words[end : end + TOLL_WITHIN]
    return (
        _has_count(after) or not BE.isdisjoint(after[:1]) or _has_count(words[max(0, start - BROUGHT_WITHIN) : start])
    )


def _may_be_another(words: Words, start: int, end: int, word: Word) -> bool:
    return not FURTHER.isdisjoint(words[max(0, start - FURTHER_WITHIN) : start])


def _may_be_lost(words: Words, start: int, end: int, word: Word) -> bool:
    """Whether soldiers, police or fighters stand behind "lost"."""
    reached = range(end, min(len(words), end + LOST_WITHIN))
    return any(words[i] in COMRADES or words[i] == "man" or _is_armed(words, i) for i in reached)


def _may_be_hit(words: Words, start: int, end: int, word: Word) -> bool:
    """Whether somebody "was hit", was found so, or what hits people (a car, a bullet) stands before the verb."""
    before = words[max(0, start - PASSIVE_WITHIN) : start]
    if not BE.isdisjoint(before) or not BY.isdisjoint(words[end : end + 1]):
        return True
    if start < 2 or words[start - 1] in OPENS or words[start - 1] in FOUND | REMAINING:
        return True
    return not word.passive_only and not set(word.needs_before).isdisjoint(words[:start])


def _may_be_verb(words: Words, start: int, end: int, word: Word) -> bool:
    """Whether a form that may be a noun can be a verb here: "the shooting" and "charged with murder" are none."""
    none = BEFORE_NOUNS if word.role == "ing" else NO_VERB_AFTER
    return start == 0 or words[start - 1] not in none


_BY_SHAPE = {Shape.COUNTED: _may_be_counted, Shape.OF: _may_be_owned, Shape.TOLL: _may_be_toll}


def is_of_people(words: Words, start: int, end: int, word: Word) -> bool:
    """Whether the words that a noun needs stand before or straight behind it: "claimed 12 lives", "the loss of"."""
    if not word.needs_before and not word.needs_after:
        return True
    left = f" {' '.join(words[max(0, start - 8) : start])} "
    right = " ".join(words[end : end + 3])
    before = any(f" {phrase} " in left for phrase in word.needs_before)
    return before or any(right.startswith(phrase) for phrase in word.needs_after) or _are_ended(words, end, word)


def _are_ended(words: Words, end: int, word: Word) -> bool:
    """Whether lives are said to be lost behind their owners: "the lives of six people were lost"."""
    if word.id != "lives_of" or end >= len(words) or words[end] != "of":
        return False
    for index in range(end + 2, min(len(words) - 1, end + LIVES_ENDED_WITHIN)):
        if words[index] in OF_OWNERS or words[index] in MODALS:
            return False  # "could have been lost"
        if words[index] in {"was", "were", "been"}:
            behind = f"{' '.join(words[index + 1 : index + 3])} "
            return any(behind.startswith(f"{phrase} ") for phrase in (*word.needs_before, *word.needs_after))
    return False


def only_describes(words: Words, end: int) -> bool:
    """Whether the word only describes what follows: "the death penalty"."""
    return end < len(words) and words[end] in _not_after_death()


def _is_identified(words: Words, end: int) -> bool:
    """Whether the words behind a body may say whose it is."""
    return words[end - 1] in REMAINS and not IDENTIFIED.isdisjoint(words[end:])


def _has_count(words: Words) -> bool:
    return any(word[0].isdigit() or word in _counts() for word in words)


def _is_armed(words: Words, index: int) -> bool:
    found = person_noun_at(words, index)
    return found is not None and found[1].status in ARMED


@cache
def _not_after_death() -> frozenset[str]:
    return frozenset(table("outcomes")["not_after"]["death"])


@cache
def _counts() -> frozenset[str]:
    """Return the words that stand in a count: "two", "dozen", "several", "handful"; and those that rank."""
    numbers = table("numbers")
    phrases = [phrase for kind in ("units", "scales", "exact", "indefinite", "nobody") for phrase in numbers[kind]]
    return frozenset(word for phrase in phrases for word in split_phrase(phrase)) - OF_PHRASES | ORDINALS.keys()
