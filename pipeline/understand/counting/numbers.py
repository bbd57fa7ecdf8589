"""Numbers as the words state them: digits, words, ranges, indefinite words, with what stands around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pipeline.understand.lexicon import table
from pipeline.understand.phrases import PhraseTable
from pipeline.vocabulary import Qualifier

RISEN = frozenset({"gone", "went", "goes", "going", "crept", "shot", "moved", "jumped", "pushed", "climbed", "brought"})
_DIGITS = re.compile(r"\d{1,3}(?:,\d{2,3})+|\d+")
LARGEST = 10**9  # more people than any count can mean


@dataclass(frozen=True, slots=True)
class Number:
    """A count in a sentence: tokens `start` to `end` with all its qualifying words; `core` is its first number token.

    `more` marks people beyond those counted before ("another three"), `definite` people mentioned before ("the two").
    """

    start: int
    end: int
    core: int
    low: int | None
    best: int | None
    high: int | None
    qualifier: Qualifier
    more: bool = False
    definite: bool = False


@dataclass(frozen=True, slots=True)
class _Core:
    end: int
    value: int
    kind: str = "exact"  # exact, indefinite, nobody


def numbers_in(words: Sequence[str], barred: frozenset[int]) -> list[Number]:
    """Return the counts among `words` (folded tokens) in order; tokens in `barred` are none (ages, dates, sums)."""
    found: list[Number] = []
    position = 0
    while position < len(words):
        number = None if position in barred else _number_at(words, position, barred)
        if number is None:
            position += 1
            continue
        found.append(_with_surroundings(words, number, found[-1].end if found else 0))
        position = found[-1].end
    return found


MOVED = frozenset(
    ["rose", "risen", "rise", "rises", "rising", "up", "climbed", "climbs", "climbing", "increased", "increases"]
    + [
        "increasing",
        "jumped",
        "jumps",
        "grew",
        "grown",
        "went",
        "gone",
        "raised",
        "raising",
        "upped",
        "revised",
        "moved",
    ]
    + ["soared", "shot", "fell", "down", "lowered", "bringing", "brought", "taking", "took"]
)
"""Words of a number that moves, before "from eight to ten"."""
MOVE = 6  # tokens before "from"


def _number_at(words: Sequence[str], start: int, barred: frozenset[int]) -> Number | None:
    first = _core_at(words, start)
    if first is None or any(index in barred for index in range(start, first.end)):
        return None
    first = _with_figure(words, first)
    second = _second_of_range(words, start, first, barred)
    if second is not None and second.value > first.value:
        return Number(start, second.end, start, first.value, None, second.value, Qualifier.BETWEEN)
    if first.kind == "indefinite":
        return Number(start, first.end, start, first.value, None, None, Qualifier.INDEFINITE)
    return Number(start, first.end, start, first.value, first.value, first.value, Qualifier.EXACT)


def _with_figure(words: Sequence[str], core: _Core) -> _Core:
    """Take in the same number in brackets: "fifty-nine (59) people" of officials, "3 (three) people"."""
    if tuple(words[core.end : core.end + 1]) != ("(",) or core.end + 1 >= len(words):
        return core
    inside = _core_at(words, core.end + 1)
    same = inside is not None and inside.value == core.value and tuple(words[inside.end : inside.end + 1]) == (")",)
    return replace(core, end=inside.end + 1) if same and inside is not None else core


def _second_of_range(words: Sequence[str], start: int, first: _Core, barred: frozenset[int]) -> _Core | None:
    """Return the upper end of "10-15", "two or three", "between 10 and 15"."""
    if first.kind != "exact" or first.end + 1 >= len(words) or first.end + 1 in barred:
        return None
    joiners = {"-", "to", "or"} | ({"and"} if start and words[start - 1] == "between" else set())
    if words[first.end] not in joiners:
        return None
    moved = words[first.end] == "to" and start > 1 and words[start - 1] == "from"
    if moved and not MOVED.isdisjoint(words[max(0, start - MOVE) : start - 1]):
        return None  # "the death toll rose from eight to ten"
    second = _core_at(words, first.end + 1)
    return second if second and second.kind == "exact" else None


def _core_at(words: Sequence[str], start: int) -> _Core | None:
    phrase = _phrases().at(words, start)
    if phrase is not None and not _is_qualifier(words, start, phrase[0]):
        end, (value, kind) = phrase
        return _scaled(words, _Core(end, value, kind)) if kind == "exact" and value >= 100 else _Core(end, value, kind)
    return _digits_at(words, start) or _words_at(words, start)


def _is_qualifier(words: Sequence[str], start: int, end: int) -> bool:
    """Whether "no" or "many" belongs to "no fewer than", "as many as", "how many"."""
    before = words[start - 1] if start else ""
    after = words[end] if end < len(words) else ""
    if words[start] == "no":
        return after in {"fewer", "less", "more", "longer"}
    return words[start] == "many" and (before in {"as", "how", "so", "too", "not"} or after == "as")


def _digits_at(words: Sequence[str], start: int) -> _Core | None:
    if not _DIGITS.fullmatch(words[start]):
        return None
    value, end = int(words[start].replace(",", "")), start + 1
    while value < LARGEST and tuple(words[end : end + 2]) == (",", "000"):
        value, end = value * 1000, end + 2  # "26, 000": a blank that a converter left
    return _scaled(words, _Core(end, value)) if value < LARGEST else None


def _scaled(words: Sequence[str], core: _Core) -> _Core:
    scales = _data()["scales"]
    end, value = core.end, core.value
    while end < len(words) and words[end] in scales and value * scales[words[end]] < LARGEST:
        value *= scales[words[end]]
        end += 1
    return replace(core, end=end, value=value)


def _words_at(words: Sequence[str], start: int) -> _Core | None:
    """Read "twenty-five", "three hundred and twelve", "two dozen"."""
    units, scales = _data()["units"], _data()["scales"]
    if words[start] not in units:
        return None
    total, current, end = 0, 0, start
    while end < len(words):
        word = words[end]
        if word in units and _may_follow(current, units[word]):
            current += units[word]
        elif word in scales and current:
            current *= scales[word]
            if scales[word] >= 1000:
                total, current = total + current, 0
        elif (
            word in {"-", "and"} and end + 1 < len(words) and _continues(word, current or total, words[end + 1], units)
        ):
            pass
        else:
            break
        end += 1
    return _Core(end, total + current)


def _may_follow(current: int, unit: int) -> bool:
    if current == 0:
        return True
    return (current % 100 >= 20 and current % 10 == 0 and 0 < unit < 10) or (current % 100 == 0 and unit < 100)


def _continues(joiner: str, current: int, word: str, units: dict[str, int]) -> bool:
    if word not in units or not current:
        return False
    if joiner == "-":
        return current % 100 >= 20 and current % 10 == 0 and units[word] < 10
    return current % 100 == 0 and units[word] < 100


def _with_surroundings(words: Sequence[str], number: Number, floor: int) -> Number:
    """Take in the words before and after that qualify a number, back to `floor`."""
    while True:
        before = _qualifiers().before(words, number.start)
        if before is None or before[0] < floor:
            break
        start, (kind, more, definite) = before
        if words[start] in {"over", "above"} and words[number.start] == "the":
            break  # "threatened to strike over the two miners killed"
        if words[start] == "up" and start and words[start - 1] in RISEN:
            break  # "the toll has gone up to 53"
        number = _qualified(replace(number, start=start), kind)
        number = replace(number, more=number.more or more, definite=number.definite or definite)
    if number.qualifier is Qualifier.BETWEEN and number.start > floor and words[number.start - 1] == "between":
        number = replace(number, start=number.start - 1)
    return _with_tail(words, number)


def _qualified(number: Number, kind: str) -> Number:
    if kind == "exact" or number.qualifier not in {Qualifier.EXACT, Qualifier.INDEFINITE, Qualifier.ABOUT}:
        return number
    if kind == "at_least":
        return replace(number, high=None, qualifier=_firmer(number, Qualifier.AT_LEAST))
    if kind == "at_most":
        return replace(number, low=None, best=None, high=number.best or number.low, qualifier=Qualifier.AT_MOST)
    return replace(
        number, low=number.low if number.best is None else None, high=None, qualifier=_firmer(number, Qualifier.ABOUT)
    )


def _firmer(number: Number, qualifier: Qualifier) -> Qualifier:
    return number.qualifier if number.qualifier is Qualifier.INDEFINITE else qualifier


def _with_tail(words: Sequence[str], number: Number) -> Number:
    for kind, phrases in _tails().items():
        found = phrases.at(words, number.end) if number.end < len(words) else None
        if found is None:
            continue
        if kind == "more":
            return replace(number, end=found[0], more=True)
        return replace(_qualified(number, "at_least" if kind == "floor" else "about"), end=found[0])
    return number


@cache
def _data() -> dict[str, Any]:
    return table("numbers")


@cache
def _phrases() -> PhraseTable[tuple[int, str]]:
    kinds = {"exact": "exact", "indefinite": "indefinite", "nobody": "nobody"}
    return PhraseTable([(p, (v, kind)) for name, kind in kinds.items() for p, v in _data()[name].items()])


@cache
def _qualifiers() -> PhraseTable[tuple[str, bool, bool]]:
    more, definite = set(_data()["marks"]["more"]), set(_data()["marks"]["definite"])
    return PhraseTable(
        [(p, (kind, p in more, p in definite)) for kind, phrases in _data()["before"].items() for p in phrases]
    )


@cache
def _tails() -> dict[str, PhraseTable[bool]]:
    return {kind: PhraseTable([(p, True) for p in phrases]) for kind, phrases in _data()["after"].items()}
