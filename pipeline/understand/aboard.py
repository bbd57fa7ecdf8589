"""How many were on board: "A plane carrying two pilots and nine soldiers came down, killing everyone aboard"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.understand.counting.people import person_noun_at
from pipeline.understand.lexicon import table

EVERYBODY = frozenset({"all", "everyone", "everybody"})
BETWEEN = frozenset(
    {"of", "those", "the", "people", "passengers", "occupants", "and", "crew", "members", "who", "were", "was"}
)
"""What stands between "all" and "on board"."""
FAR = 8  # tokens from "all" to "aboard"
CARRYING = frozenset({"carrying", "carried"})
BE = frozenset({"were", "was", "are"})
JOINING = frozenset({"and", ",", "plus"})
ONE = frozenset({"a", "an", "its", "the", "one"})
ROUNDED = frozenset({"about", "around", "some", "nearly", "almost", "roughly", "least", "than", "to", "approximately"})
"""Words before a number that say that it is not exact."""
MODIFIERS = 3  # words between a number and its noun
DIGITS = 3  # of the largest number on board
NO_SURVIVORS = "no_survivors"  # the entry of the lexicon
_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+|[^\w\s]")


def all_aboard(words: Sequence[str], start: int) -> int | None:
    """Return where "all on board", "everyone aboard" ends that begins at `start`; None where nothing so begins."""
    if words[start] not in EVERYBODY:
        return None
    for index in range(start + 1, min(len(words), start + FAR)):
        end = _past_aboard(words, index)
        if end is not None:
            return end
        if words[index] not in BETWEEN:
            return None
    return None


def told_aboard(text: str, before: str) -> int | None:
    """Return how many are "all on board", who are not counted there; None where that is not told, or told twice over.

    `before` is what the article says before the sentence `text`.
    """
    words = _words(text)
    everybody = "board" in text and any(all_aboard(words, index) is not None for index in range(len(words)))
    if not everybody and not _no_survivors().search(text):
        return None
    totals = set(_counts_aboard([*_words(before), ".", *words]))
    return next(iter(totals)) if len(totals) == 1 else None


@cache
def _no_survivors() -> re.Pattern[str]:
    """Return the words of the lexicon for a crash that nobody lived through."""
    entry = next(entry for entry in table("outcomes")["state"] if entry["id"] == NO_SURVIVORS)
    return re.compile(rf"\b(?:{'|'.join(entry['words'])})\b", re.IGNORECASE)


def _words(text: str) -> list[str]:
    return _TOKEN.findall(text.lower())


def _counts_aboard(words: Sequence[str]) -> Iterator[int]:
    """Yield each count of "carrying two pilots and nine soldiers", "with 12 people on board"."""
    counted = -1
    for index in range(len(words)):
        numbers, end = _list_at(words, index) if index > counted else ([], index)
        past = end + (words[end : end + 1] != [] and words[end] in BE)
        on_board = _past_aboard(words, past) is not None
        if numbers and (on_board or words[index - 1] in CARRYING) and words[index - 1] not in ROUNDED:
            counted = end
            spelt = len(numbers) > 1 and numbers[0] == sum(numbers[1:])  # "12 people, a pilot and 11 students"
            yield numbers[0] if spelt else sum(numbers)


def _list_at(words: Sequence[str], start: int) -> tuple[list[int], int]:
    """Return the numbers of a list of people and where it ends: "two pilots, a nurse and nine soldiers"."""
    numbers: list[int] = []
    end = index = start
    while (item := _item_at(words, index)) is not None:
        number, end = item
        numbers.append(number)
        index = end
        while index < len(words) and words[index] in JOINING:
            index += 1
        if index == end:
            break
    return numbers, end


def _item_at(words: Sequence[str], start: int) -> tuple[int, int] | None:
    """Return the number of "nine soldiers", "a pilot", "12" before "on board", and where it ends."""
    word = words[start] if start < len(words) else ""
    number = int(word) if word.isdigit() and len(word) <= DIGITS else _units().get(word)
    if number is not None and _past_aboard(words, start + 1 + (words[start + 1 : start + 2] == ["were"])) is not None:
        return number, start + 1
    if number is None and word not in ONE:
        return None
    for index in range(start + 1, min(len(words), start + 2 + MODIFIERS)):
        if list(words[index : index + 2]) == ["crew", "of"] and words[index + 2 : index + 3] != []:
            counted = _units().get(words[index + 2])
            return (counted, index + 3) if counted is not None else None
        noun = person_noun_at(words, index)
        following = person_noun_at(words, noun[0]) if noun is not None and noun[0] < len(words) else None
        if noun is not None and following is None:  # "three crew members"
            single = number is None or number == 1
            return (number or 1, noun[0]) if noun[1].plural is not single or words[index] == "crew" else None
        if not words[index].replace("-", "").isalpha() or words[index] in JOINING:
            return None
    return None


def _past_aboard(words: Sequence[str], index: int) -> int | None:
    """Return where "on board", "aboard" ends that begins at `index`; None where it does not."""
    if index < len(words) and words[index] in {"aboard", "onboard"}:
        return index + 1
    return index + 2 if list(words[index : index + 2]) == ["on", "board"] else None


@cache
def _units() -> dict[str, int]:
    return {word: number for word, number in table("numbers")["units"].items() if number > 0}
