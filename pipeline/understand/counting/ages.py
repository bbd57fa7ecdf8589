"""Ages, which are no counts: "a 12-year-old boy", "aged 30 to 40", "Ana Ruiz, 34,", "(29)"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from pipeline.sieve import Sieve
from pipeline.understand.counting.people import person_noun_at
from pipeline.understand.lexicon import table
from pipeline.vocabulary import AgeGroup

_NUMBER = r"(?:\d{1,3}|[a-z]+(?:-[a-z]+)?)"
_SMALL = "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen)"
_YEAR_OLD = re.compile(
    rf"\b(?:\d{{1,3}}-?(?:,? and|,| or| to|-)\s*)*({_NUMBER})\s?-?\s?(?:and-a-half-)?"
    r"(year|month|week|day|yr)s?\s?-?\s?(?:old(s?)\b|(?=(?:boy|girl|child|infant|baby|toddler)\b))",
    re.IGNORECASE,
)
_AGED = re.compile(
    rf"\b(?:aged?|ages)\s+(?:about\s+|between\s+|from\s+)?({_NUMBER})(?:\s*(?:to|and|-|–|,)\s*(?:and\s+)?"
    rf"(?:\d{{1,3}}|{_SMALL}(?=\s*(?:[,.;)]|$|who\b|was\b|were\b|are\b))))*(?:\s+years\b)?",
    re.IGNORECASE,
)
_AGED_BETWEEN = re.compile(
    rf"\b(?:aged|ages) (?:between|from) ({_NUMBER}) (?:and|to) ({_NUMBER})\b(?: years\b)?", re.IGNORECASE
)
_AFTER_NAME = re.compile(
    r"(?<=[\w.’'\"”])(?:,\s+(?:also\s+|then\s+|now\s+|both\s+|each\s+)?|\s+\(\s?)(\d{1,3})(?=\s*(?:[,.;)]|$|\s(?:of(?=\s+[A-Z])|and|was|were|from)\b|\s[–-]\s))"
)
_TOLD = re.compile(
    r"(?:\b(?:who|she|he)(?:['’]s|\s(?:is|was|turned|would have (?:been|turned)))\s"
    r"(?:(?:just|only|now|then)\s)?(\d{1,3})"
    r"(?=\s*(?:[,.;)]|$|and\b|at\b|when\b|then\b|years?\b))"
    r"|,\s(?:both|each|all)\s(?:of them\s)?(?:aged?\s)?(\d{1,3})(?=[,.;)]|$|\sand\b))",
    re.IGNORECASE,
)  # "who is 19", "both 17"
_TURNED = re.compile(
    rf"\bturn(?:ed|s|ing)?\s(\d{{1,2}}|{_SMALL})\b"
    r"(?=[,.;)]|$|\s(?:in|on|last|this|next|and|when|at|before|after|the|earlier|today|yesterday|just|years?)\b)",
    re.IGNORECASE,
)  # "who had just turned six, died"
_SAID_TO_BE = re.compile(
    r"(?:(?<=, )|(?<=\bis )|(?<=\bwas ))(?:thought|believed|understood|said|reported) to be "
    r"(?:aged |about |around |only )?(\d{1,2})(?=\s*(?:[,.;)]|$|and\b|or\b))"
    r"|(?<=,\s)(?:also|just|only|still)\s(?:aged\s)?(\d{1,2})(?=,)"
    rf"|(?<=, )(?:thought|believed|understood|said) to be (?:aged |about |around |only )?({_SMALL})(?=,)",
    re.IGNORECASE,
)  # "the other youngster, thought to be 15,", "the third, also 17,"
_ARE_TOLD = re.compile(r"\b(?:who|they|both)\s(?:are|were)\s(?:aged\s)?(\d{1,2})(?:,\s\d{1,2})*,?\sand\s(\d{1,2})\b")
_OF_YEARS = re.compile(
    r"\b(?:man|woman|boy|girl|child|youth|mother|father|teenager|infant|toddler|carpenter|[a-z]{3,}(?:er|or|ist|man))"
    r"\sof\s(\d{1,3})(?=[,.;)]|$|\s(?:and|was|were|who|from|in|had|has|died|is|alive|dead)\b)",
    re.IGNORECASE,
)  # "a woman of 31 and a man of 26"
_GROWN_OF_YEARS = re.compile(
    r"\b(?:man|woman|boy|girl|youth|teenager|pensioner|widow|widower)\sof\s(\d{1,2})\b(?![.,]\d|\s?%|-)"
    r"(?!\s(?:[a-z]+\s)?(?:people|men|women|children|members|villages?|houses|years?))",
    re.IGNORECASE,
)  # "a woman of 87 on Thursday"
_CHILD_OF_YEARS = re.compile(
    r"\b(?:(?:school)?(?:boy|girl)|child|toddler|baby|pupil|youth|lad|cousin|brother|sister|son|daughter|niece|nephew"
    r"|grandson|granddaughter)\sof\s(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen)"
    r"(?=[,.;)]|$|\s(?:who|and|was|were|is|are|has|had|die[sd]?|in|on|at|from|killed|hurt|injured|drowned|drowns)\b)",
    re.IGNORECASE,
)  # "a boy of five, who"
_THAN = re.compile(r"\b(?:younger|older) than (\d{1,2})\b(?!\s(?:years?|months?|weeks?|days?)\b)", re.IGNORECASE)
_IN_WORDS = re.compile(rf"(?:,\s+(?:also\s+)?|\s\()({_SMALL})(?=[,.;)]|$)")  # "Her son, six,", "A boy, eight."
_OF_ALL_IN_WORDS = re.compile(
    r"\b(?:two|three|four|five|six|seven|\d)\s[^,]*,\s(?:both|each|all|only|just|barely)\s(?:aged\s)?"
    r"([a-z]+teen|(?:twenty|thirty|forty|fifty|sixty|seventy)(?:-[a-z]+)?)(?=[,.;)]|$|\sand\b)",
    re.IGNORECASE,
)  # "two soldiers, both eighteen,"
_DESCRIBED = re.compile(
    r"\b(?:the|a|an|his|her|my|another|one|second|third|fourth|[a-z]+'s)\s(?:[a-z-]+\s){0,3}[a-z-]+[a-rt-z]$",
    re.IGNORECASE,
)
_IN_COMMAS = re.compile(
    r",\s\d{1,3},\s(?!(?:including|includes|of (?:them|whom)|all|most|mostly|mainly|many|some|half)\b)"
)
_SEVERAL = re.compile(
    r"(?<=[a-z]),\s+((?:\d{1,2},\s+)*\d{1,2},?\s+and\s+\d{1,2})(?=[,.;]|$)"
)  # "two brothers, 7 and 9,"
_SEVERAL_IN_WORDS = re.compile(rf"([a-z]+),\s+((?:{_SMALL},\s+)*{_SMALL},?\s+and\s+{_SMALL})(?=[,.;]|$)")
_PLACED = re.compile(
    r"(?:^|[.;:]\s)(?:In|At|On|Near|Around|Outside|Across|Of|Since|During|After|By|From)\s[^,;.]*$"
)  # "In Borno, 12 were killed"
_GOES_ON = re.compile(r"\s(?:of|and|was|were|from)\b|,\s(?:including|among|of (?:whom|them)|most|mostly|all)\b")
_OLDEST = 115


@dataclass(frozen=True, slots=True)
class Age:
    """An age in characters `start` to `end` of a sentence; None years if the words are not understood.

    `people` is True where the expression itself names people: "two 5-year-olds", "a 12-year-old was hurt".
    `bearer`: the character where one described in words of no list begins ("the carrier, 44,"); None where names or
    known nouns say whose age it is.
    """

    start: int
    end: int
    years: int | None
    people: bool = False
    bearer: int | None = None


_Read = Callable[[str, re.Match[str]], Iterable[Age]]


def ages_in(text: str) -> list[Age]:
    """Return the ages in a sentence, in order."""
    found = (age for read, match in _ways().matches(text) for age in read(text, match))
    return sorted(found, key=lambda age: age.start)


@cache
def _ways() -> Sieve[_Read]:
    """Return the patterns of ages, in the order in which they count where two begin together, and what reads them."""
    return Sieve(
        [
            (_of_year_old, _YEAR_OLD),
            (_of_first, _AGED),
            (_of_first, _AGED_BETWEEN),
            (_of_digits, _TOLD),
            (_of_words_and_digits, _SAID_TO_BE),
            (_of_words_and_digits, _TURNED),
            (_of_digits, _OF_YEARS),
            (_of_digits, _THAN),
            (_of_digits, _GROWN_OF_YEARS),
            (_of_both, _ARE_TOLD),
            (_of_several, _SEVERAL),
            (_of_several_in_words, _SEVERAL_IN_WORDS),
            (_of_words, _CHILD_OF_YEARS),
            (_of_words, _OF_ALL_IN_WORDS),
            (_of_words_after_name, _IN_WORDS),
            (_of_digits_after_name, _AFTER_NAME),
        ]
    )


def _of_year_old(_text: str, match: re.Match[str]) -> Iterator[Age]:
    years = _value(match[1]) if match[2].lower() in {"year", "yr"} else 0
    yield Age(*match.span(), years, people=bool(match[3]))


def _of_first(_text: str, match: re.Match[str]) -> Iterator[Age]:
    """Yield the first of the ages that the words name, if all of them are understood."""
    years = _value(match[1] or match[match.lastindex or 1])
    if years is not None and _value(match[match.lastindex or 1]) is not None:
        yield Age(*match.span(), years)


def _of_digits(_text: str, match: re.Match[str]) -> Iterator[Age]:
    group = match.lastindex or 1
    if int(match[group]) <= _OLDEST:
        yield Age(*match.span(group), int(match[group]))


def _of_words_and_digits(text: str, match: re.Match[str]) -> Iterator[Age]:
    """Yield an age that covers the words before it too: "thought to be 15"."""
    read = _of_digits if match[match.lastindex or 1].isdigit() else _of_first
    yield from (replace(age, start=match.start(), end=match.end()) for age in read(text, match))


def _of_both(_text: str, match: re.Match[str]) -> Iterator[Age]:
    yield from (Age(*match.span(group), int(match[group])) for group in (1, 2))


def _of_several(text: str, match: re.Match[str]) -> Iterator[Age]:
    if _follows_name(text, match.start()):
        start = match.start(1)
        yield from (Age(start + m.start(), start + m.end(), int(m[0])) for m in re.finditer(r"\d+", match[1]))


def _of_several_in_words(_text: str, match: re.Match[str]) -> Iterator[Age]:
    """Yield the ages of children or kin: "her sons, six and four,"."""
    noun = person_noun_at((match[1],), 0)
    if noun is not None and noun[1].plural and (noun[1].kin or noun[1].age is AgeGroup.CHILD):
        start = match.start(2)
        for word in re.finditer(_SMALL, match[2]):
            yield Age(start + word.start(), start + word.end(), _value(word[0]))


def _of_words(_text: str, match: re.Match[str]) -> Iterator[Age]:
    yield Age(*match.span(1), _value(match[1]))


def _of_words_after_name(text: str, match: re.Match[str]) -> Iterator[Age]:
    """Yield the age of somebody named, in commas, or of one person told by a noun: "His sister, six."."""
    years, before = _value(match[1]), text[: match.start()].split()
    named = bool(before) and before[-1][:1].isupper() and text[match.end() : match.end() + 1] == ","
    named = named and not _PLACED.search(text[: match.start()])  # "In Borno, three, one a girl, were killed"
    noun = person_noun_at((before[-1].lower().rpartition("-")[2],), 0) if before else None
    if years is not None and (named or (noun is not None and not noun[1].plural)):
        yield Age(*match.span(1), years)


def _of_digits_after_name(text: str, match: re.Match[str]) -> Iterator[Age]:
    bearer = _bearer(text, match.start())
    if _GOES_ON.match(text, match.end()) and _PLACED.search(text[: match.start()]):
        return
    if int(match[1]) <= _OLDEST and (bearer is not None or _follows_name(text, match.start())):
        yield Age(*match.span(1), int(match[1]), bearer=bearer)


def _follows_name(text: str, comma: int) -> bool:
    word = re.search(r"[\w.’'\"”-]+$", text[:comma])
    if word is None:
        return False
    bare = word[0].rstrip("'’\"”")  # "the 'beautiful boy', 15, who drowned"
    joined = any(part[:1].isupper() for part in word[0].split("-"))  # "Omar al-Masri, 34,"
    return joined or person_noun_at((bare,), 0) is not None


def _bearer(text: str, comma: int) -> int | None:
    """Return where one described in words of no list begins: "the carrier, 44,"; None if there is nobody such."""
    described = _DESCRIBED.search(text[:comma]) if _IN_COMMAS.match(text, comma) else None
    if described is None or _follows_name(text, comma):
        return None
    return described.start()


def _value(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    total = 0
    for part in word.lower().split("-"):
        value = _units().get(part)
        if value is None:
            return None
        total += value
    return total


@cache
def _units() -> dict[str, int]:
    return dict(table("numbers")["units"])
