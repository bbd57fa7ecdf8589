"""What a text can be recognised by: names, streets, ages, clock times, house numbers, rare words.

These carry the judgement where the reader found no place or another count; they are shallow on purpose, so that a text
in any outlet's manner yields them. Each mark is written `kind:what` in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType

from pipeline.records import Article
from pipeline.resolve.memo import Recent
from pipeline.resolve.rarity import rarity, titles, trade_words
from pipeline.resolve.streets import streets, without_street_names
from pipeline.resolve.towns import CAPITALISED, homes, of_public_bodies, towns, without_lead

READ_CHARACTERS = 6000
"""The head of a report names its incident; what follows is background about others."""

UNDATED = -(2**63)
"""The instant of an undated article: before all others."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

HEAD_CHARACTERS = 1500
TAIL_WORTH = 0.6
"""What a mark further down is worth: there stand the background, other incidents, the outlet's own lines."""

OF_SCENE = 0.5
SCENE_TOWNS = 3
SCENE_AGES = 3
AGED = "aged"
KEPT_MARKS = 80
"""The most telling of an article's marks; a long feature would else resemble everything a little."""

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_RUN = re.compile(rf"{CAPITALISED}(?:[ ](?:[A-Z]\.[ ])?{CAPITALISED})+")
_SENTENCE_START = re.compile(r"(?:^|[.!?]['\"”’)]*\s+|\n+|[\"“]\s*)$")
AGE_STATED = re.compile(r"\b(\d{1,3})[- ]years?[- ]old|,\s(?:aged? )?(\d{1,2}),|\baged? (\d{1,2})\b|\((\d{1,2})\)")
_TITLED = re.compile(rf"\b([A-Za-z]+)\.? (?=({CAPITALISED}(?:\.? {CAPITALISED}){{0,2}}))")
_PERSON = re.compile(
    rf"({CAPITALISED}),\s(?:age )?(\d{{1,2}})\b(?=[,.;]| years)"
    rf"|\b(\d{{1,2}})-year-old (?:{CAPITALISED} ){{0,3}}({CAPITALISED})"
)
_CLOCK = re.compile(r"\b(\d{1,2})(?:[:.]\s?(\d{2}))?\s?([ap])\.?\s?m\b", re.IGNORECASE)
_BLOCK = re.compile(r"\b(\d{2,5})(?:-|\s)block\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"[’']s?$")
_NUMBER = re.compile(r"(?<![\d.,:$£€-])\d[\d,]*(?:\.\s?\d+)?(?![\d:%]|-\d|[- ]block)")
_YEAR = re.compile(r"(?:19|20)\d\d")

TOWN, HOME, PERSON, SCENE = "town", "home", "person", "scene"
OF_OFFICIAL_WORTH = 0.15
OF_TOWN_WORTH = 0.25
"""What the words of a town's name keep of their worth: two incidents of one town share them as well."""

WORD, NAME, AGE, STREET, CLOCK, BLOCK, NUMBER = "word", "name", "age", "street", "clock", "block", "number"


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """What one article can be recognised by, each mark with what it tells (0 to 1), and its day of publication."""

    article_id: str
    published: date | None
    """The day it was published; None if undated."""
    instant: int
    """The moment it was published, as `instant_of` counts."""
    marks: Mapping[str, float]

    def of(self, kind: str) -> frozenset[str]:
        """Return the marks of one kind."""
        return _of_kind(self, kind)


@lru_cache(maxsize=2_000)
def _of_kind(profile: Profile, kind: str) -> frozenset[str]:
    return frozenset(mark for mark in profile.marks if mark.startswith(f"{kind}:"))


def day_of(moment: datetime | None) -> date | None:
    """Return the day of a moment; None for none."""
    return None if moment is None else moment.date()


def instant_of(moment: datetime | None) -> int:
    """Return a moment as microseconds since 1970; `UNDATED` for None."""
    return UNDATED if moment is None else (moment - _EPOCH) // _MICROSECOND


_PROFILES: Recent[int, Profile] = Recent(6_000)


def profile(article: Article) -> Profile:
    """Return the profile of an article. Kept in memory: articles are compared with each other many times."""
    return _PROFILES.get(asked := hash(article)) or _PROFILES.keep(asked, _profile(article))


def remember(article: Article, known: Profile) -> None:
    """Take the profile that was worked out of an article before, so that it is not worked out again."""
    _PROFILES.keep(hash(article), _PROFILES.get(hash(article)) or known)


def remembers(article: Article) -> bool:
    """Return whether the profile of an article is in memory."""
    return _PROFILES.get(hash(article)) is not None


def _profile(article: Article) -> Profile:
    text = f"{article.title}\n{article.text}"[:READ_CHARACTERS]
    found: dict[str, float] = {}
    for part, share in ((text[:HEAD_CHARACTERS], 1.0), (text[HEAD_CHARACTERS:], TAIL_WORTH)):
        for mark, weight in _marks(part):
            found[mark] = max(weight * share, found.get(mark, 0.0))
    marks = dict(sorted(found.items(), key=lambda entry: (-entry[1], entry[0]))[:KEPT_MARKS])
    instant = instant_of(article.published_at)
    return Profile(article.id, day_of(article.published_at), instant, MappingProxyType(marks | _scenes(article, marks)))


def _scenes(article: Article, marks: Mapping[str, float]) -> dict[str, float]:
    """Return each town with each day and each age named: what brings together reports that share nothing else."""
    places = sorted(mark.partition(":") for mark in marks)
    named = list(dict.fromkeys(name for kind in (TOWN, HOME) for of, _, name in places if of == kind))[:SCENE_TOWNS]
    named += [town for name in named if (town := _before_hyphen(name, article)) is not None]
    ages = sorted((mark.partition(":")[2] for mark in marks if mark.startswith(f"{AGE}:")), key=int)
    when = (*sorted(map(str, named_days(article))), *(f"{AGED} {age}" for age in ages[:SCENE_AGES]))
    return {f"{SCENE}:{town} {day}": OF_SCENE for day in when for town in named}


def _before_hyphen(name: str, article: Article) -> str | None:
    """Return the town whose police are the county's too: Charlotte, of 'Charlotte-Mecklenburg police'; else None."""
    town, _, county = name.partition(" ")
    head = f"{article.title}\n{article.text[:HEAD_CHARACTERS]}".lower()
    return town if county and f"{town}-{county}" in head else None


def _marks(text: str) -> Iterator[tuple[str, float]]:
    text, filed = without_lead(text), text
    without_streets = without_street_names(text)
    filed = without_streets if filed == text else without_street_names(filed)
    named, from_there = {*towns(filed)}, {*homes(filed)}
    yield from ((f"{TOWN}:{town}", _of_town_worth(town)) for town in named)
    yield from ((f"{HOME}:{town}", _of_town_worth(town)) for town in from_there)
    of_towns = frozenset(word for town in named | from_there for word in town.split())
    of_officials = frozenset(word for name in _officials(text) for word in name.split()) | of_public_bodies(text)
    for mark, worth in (*_words(without_streets), *_names(without_streets)):
        words = _parts(mark)
        of_town = not of_towns.isdisjoint(words)
        official = not of_officials.isdisjoint(words)
        yield mark, worth * (OF_OFFICIAL_WORTH if official else OF_TOWN_WORTH if of_town else 1.0)
    yield from ((f"{PERSON}:{person}", 1.0) for person in _persons(text))
    yield from ((f"{AGE}:{age}", 0.3) for age in _ages(text))
    yield from ((f"{STREET}:{street}", worth) for street, worth in streets(text))
    yield from ((f"{CLOCK}:{clock}", 0.35) for clock in _clocks(text))
    yield from ((f"{BLOCK}:{found[1]}", 0.25) for found in _BLOCK.finditer(text))
    yield from ((f"{NUMBER}:{number}", 0.3) for number in _numbers(text))


@lru_cache(maxsize=100_000)
def _parts(mark: str) -> list[str]:
    return re.split(r"[ -]", mark.partition(":")[2])


def _of_town_worth(town: str) -> float:
    return min(0.9, 0.3 + sum(map(rarity, town.split())) / 2)


def _words(text: str) -> Iterator[tuple[str, float]]:
    """Yield rare words; a capitalised one tells more, being most often a name."""
    for word in dict.fromkeys(_WORD.findall(text)):
        mark = _word(word)
        if mark is not None:
            yield mark


@lru_cache(maxsize=100_000)
def _word(word: str) -> tuple[str, float] | None:
    """Return the mark that a word is, with what it tells; None for a common one. Most words come again and again."""
    bare = _bare(word)
    telling = rarity(bare.lower())
    if len(bare) <= 2 or telling <= 0.2:
        return None
    return f"{WORD}:{bare.lower()}", telling if bare[0].isupper() else telling * 0.6


def _names(text: str) -> Iterator[tuple[str, float]]:
    """Yield neighbours in runs of capitalised words: 'Marcus Webb', 'Oak Hill'."""
    for found in _RUN.finditer(text):
        parts = [_bare(part).lower() for part in found[0].split() if not part.endswith(".")]
        for first, second in zip(parts, parts[1:], strict=False):
            together = rarity(first) + rarity(second)
            if not trade_words().isdisjoint((first, second)):
                continue  # 'Oak Street' is a street, 'Dunmore Police' an office: no person's name
            if min(len(first), len(second)) > 1 and together > 0.4 and min(rarity(first), rarity(second)) > 0.12:
                yield f"{NAME}:{first} {second}", min(1.0, together)


def _officials(text: str) -> Iterator[str]:
    """Yield the names that follow a title: 'Lt. Harold Binkley', 'spokesman Bob Ames'."""
    for found in _TITLED.finditer(text):
        if found[1].lower() in titles():
            yield " ".join(_bare(word).lower() for word in found[2].split() if _bare(word).lower() not in titles())


def _persons(text: str) -> Iterator[str]:
    """Yield surname and age: 'Kevin D. Webb, 33,' and '33-year-old Kevin Webb' are both 'webb 33'."""
    for found in _PERSON.finditer(text):
        surname, age = (found[1], found[2]) if found[1] else (found[4], found[3])
        if _bare(surname).lower() not in trade_words() and int(age) > 0:
            yield f"{_bare(surname).lower()} {int(age)}"


def _ages(text: str) -> Iterator[int]:
    for found in AGE_STATED.finditer(text):
        age = int(next(group for group in found.groups() if group))
        if 0 < age < 110:
            yield age


def _clocks(text: str) -> Iterator[str]:
    for found in _CLOCK.finditer(text):
        yield f"{int(found[1])}:{found[2] or '00'}{found[3].lower()}"


def _numbers(text: str) -> Iterator[str]:
    """Yield numbers that a report can be known by: not small counts, not years."""
    for found in _NUMBER.finditer(text):
        number = found[0].replace(",", "").replace(" ", "")
        if (len(number) > 2 or "." in number) and not _YEAR.fullmatch(number):
            yield number


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", word).strip("-")


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(_WEEKDAYS)})\b", re.IGNORECASE)
_HEAD_CHARACTERS = 800
"""Later weekdays are those of vigils and hearings."""


def named_weekday(article: Article) -> date | None:
    """Return the last day up to publication that falls on the first weekday named at the head of the text."""
    published = day_of(article.published_at)
    found = _WEEKDAY.search(article.text[:_HEAD_CHARACTERS])
    if published is None or found is None:
        return None
    back = (published.weekday() - _WEEKDAYS.index(found[0].lower())) % 7
    return published - timedelta(days=back)


_SAID = re.compile(
    r"\b(?:said|says|announced|released|identified|told \w+|confirmed)(?: \w+)?(?: on| late| early)? $", re.IGNORECASE
)
"""'Police said Monday': the day of the saying."""

_SAYS = re.compile(r" (?:that )?(?:said|announced|released|identified|named|arrest\w+|charged)\b", re.IGNORECASE)


def _is_of_saying(text: str, day: re.Match[str]) -> bool:
    return bool(_SAID.search(text, max(0, day.start() - 40), day.start()) or _SAYS.match(text, day.end()))


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_DAY = re.compile(
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?\b"
    r"(?:,? ((?:19|20)\d\d))?",
    re.IGNORECASE,
)


def named_days(article: Article) -> frozenset[date]:
    """Return the days up to publication that the weekdays and dates at the head of the text mean.

    Empty for an undated article. A weekday is the last such day, the day of publication included.
    """
    published = day_of(article.published_at)
    if published is None:
        return frozenset()
    head = article.text[:_HEAD_CHARACTERS]
    told = (found for found in _WEEKDAY.finditer(head) if not _is_of_saying(head, found))
    named = (_WEEKDAYS.index(found[0].lower()) for found in told)
    weekdays = {published - timedelta(days=(published.weekday() - day) % 7) for day in named}
    return frozenset(weekdays.union(_dates(head, published)))


def _dates(head: str, published: date) -> Iterator[date]:
    for found in _MONTH_DAY.finditer(head):
        month, day = _MONTHS.index(found[1][:3].lower()) + 1, int(found[2])
        year = int(found[3]) if found[3] else published.year - ((month, day) > (published.month, published.day))
        with suppress(ValueError):  # 'May 40' is something else
            yield date(year, month, day)
