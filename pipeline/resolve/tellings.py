"""What a text tells in its own words, read once for each article: hours, circumstances, ages of victims."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipeline.records import Article, Span
from pipeline.resolve.circumstances import Circumstance, told_in
from pipeline.resolve.hours import Hours, hours
from pipeline.resolve.marks import AGE_STATED, named_days
from pipeline.resolve.memo import Recent
from pipeline.resolve.towns import without_lead
from pipeline.vocabulary import TextField

HEAD_CHARACTERS = 2500
"""Further down stand other incidents of the month."""

_ACCUSED = re.compile(
    r"\b(?:charged?|charges|arrest\w*|accused|convict\w*|sentenc\w*|plead\w*|pled|suspects?|booked|wanted|indict\w*|custody"
    r"|jailed|guilty|defendant|gunm[ae]n|shooter|turned (?:him|her)self in|surrendered|confess\w*|warrants?|bond|bail"
    r"|driver of|the driver|husband|wife|mother|father|said|says|told)\b",
    re.IGNORECASE,
)
"""In a sentence with these an age may be that of an accused or of somebody who speaks."""

_SENTENCE = re.compile(r"[^.!?\n]+(?:\.(?=\S)[^.!?\n]*)*")


_DEADLY = re.compile(
    r"\b(?:kill\w*|died|dead|death|deadly|fatal\w*|slain|slaying|homicide|murder\w*|body|bodies|mourn\w*)\b",
    re.IGNORECASE,
)

_HURT = r"\b(?:victim|man|woman|teen\w*|boy|girl|person|clerk|officer|driver|toddler|student)\b"
_DIED_LATER = re.compile(
    rf"{_HURT}[^.]{{0,60}}\b(?:has|have) died\b"
    rf"|{_HURT}[^.]{{0,40}} (?:dies\b(?! (?:in|at the scene))|succumb\w*)"
    r"|\bdied (?:of|from) (?:his|her|their|the|a) (?:\w+ )?(?:injur\w+|wounds?)\b"
    r"|\b(?:second|third|another) (?:\w+ )?(?:victim|man|woman|person)[^.]{0,60} (?:dies|died)\b"
    r"|\btaken off life support\b"
    r"|\bdied (?:\w+ ){0,3}(?:days|weeks|hours) (?:later|after)",
    re.IGNORECASE,
)
"""'A man shot on Sunday has died', 'second victim dies': who was hurt before is dead now."""

_NEWS = re.compile(
    r"\b(?P<news>said|says|announced|released|identified|named|ruled|confirmed|arrest\w*|captured|charged|charges"
    r"|surrendered|turned (?:him|her)self in|convict\w*|sentenc\w*|plead\w*|pled|indict\w*|arraign\w*|appeared|booked"
    r"|into custody|apprehended|detained|behind bars"
    r"|extradited|court|jury|jurors|judge|trial|verdict|hearing|vigil|funeral|buried|remembered|gathered|cleared|declined)\b"
    r"|\b(?:killed|shot|shooting|stabb\w+|died|dead|crash\w*|fire|struck|hit|drown\w+|wound\w+|injur\w+|hurt|beaten|found"
    r"|collid\w+|burn\w+|slain|gunned|murder\w*|attack\w*|happened|occurred|wreck|explo\w+|fell)\b",
    re.IGNORECASE,
)
"""What a day in the sentence may be the day of; `news` is not the incident."""


ROUND_UP_CHARACTERS = 200
_NUMBER = r"(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}|several|multiple|a (?:number|series|string) of)"
_CRIMES = r"(?:shootings|stabbings|homicides|killings|slayings|murders|robberies|crashes|wrecks|fires|drownings)"
_ROUND_UP = re.compile(
    rf"\b(?:separate|unrelated) (?:\w+[ -]){{0,2}}(?:{_CRIMES}|incidents|cases)\b"
    rf"|(?<!of )(?<!the )(?<!after )(?<!latest )\b{_NUMBER} (?:(?:overnight|weekend|fatal|deadly|recent|other|more) )?"
    r"(?:shootings|stabbings|crashes|wrecks|fires|drownings) (?:in|on|over|across|between|within|reported|since)\b",
    re.IGNORECASE,
)
"""'Three shootings in Halden in one night', 'in separate incidents': an article about several of them is about none."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What the head of a text tells. Ages in years."""

    hours: tuple[Hours, ...]
    circumstances: tuple[Circumstance, ...]
    ages: frozenset[int]
    ages_of_victims: frozenset[int]
    """Ages in sentences that speak of no accused."""
    deadly: bool
    """Whether it speaks of death at all, whatever the reader has made of it."""
    died_later: bool
    """Whether it is news of the death of somebody hurt before."""
    round_up: bool
    """Whether title or first words say that it is about several incidents."""
    days: frozenset[date]
    """The days that the weekdays and dates named mean; empty for an undated article."""


_TELLINGS: Recent[int, Telling] = Recent(20_000)
"""As many reports as lie near those of a day; the articles are not kept with it, it is asked by their hash."""


def telling_of(article: Article) -> Telling:
    """Return what an article tells. Kept in memory: the reports of a day are laid beside each other many times."""
    return _TELLINGS.get(asked := hash(article)) or _TELLINGS.keep(asked, _telling(article))


def _telling(article: Article) -> Telling:
    text = without_lead(f"{article.title}.\n{article.text}"[:HEAD_CHARACTERS])
    sentences = [found[0] for found in _SENTENCE.finditer(text)]
    return Telling(
        hours(text),
        told_in(text),
        frozenset(_ages(text)),
        frozenset(age for one in sentences if not _ACCUSED.search(one) for age in _ages(one)),
        _DEADLY.search(text) is not None,
        _DIED_LATER.search(text) is not None,
        any(map(_ROUND_UP.search, (article.title, without_lead(article.text[:ROUND_UP_CHARACTERS])))),
        named_days(article),
    )


def is_of_news(article: Article, day: Span) -> bool:
    """Return whether the nearest word before a day, or else after it, in its sentence is about what came later."""
    text = article.title if day.field is TextField.TITLE else article.text
    start = max(text.rfind(mark, 0, day.start) for mark in (". ", "\n", "? ", "! "))
    ends = [at for mark in (". ", "\n", "? ", "! ") if (at := text.find(mark, day.end)) >= 0]
    before = list(_NEWS.finditer(text, max(start, 0), day.start))
    after = _NEWS.search(text, day.end, min(ends, default=len(text)))
    nearest = before[-1] if before else after
    return nearest is not None and nearest["news"] is not None


def _ages(text: str) -> Iterator[int]:
    for found in AGE_STATED.finditer(text):
        age = int(next(group for group in found.groups() if group))
        if 0 < age < 110:
            yield age
