"""What kind of article a text is: a correction, from a court, of a murder-suicide, of a match, of an epidemic."""

from __future__ import annotations

import re

from pipeline.records import Article
from pipeline.understand.context import OPENING, single
from pipeline.understand.lexicon import table
from pipeline.understand.phrases import folded

FIRST_SENTENCES = 3


def is_correction(title: str) -> bool:
    """Whether a headline says that an article corrects an earlier one."""
    return bool(single("correction_title").search(title))


def does_not_say_killed(text: str) -> bool:
    """Whether an article says that its word "neutralise" may also mean captured or surrendered."""
    return bool(single("neutralise_explained").search(folded(text)))


def year_of_case(opening: str) -> int | None:
    """Return the year named first in the opening of an article from a court; None if it is from none."""
    if not single("court").search(folded(opening)):
        return None
    found = re.search(r"\b(?:19|20)\d\d\b", opening)
    return int(found[0]) if found else None


def is_misadventure(text: str) -> bool:
    """Whether the words tell of a death that was no natural one."""
    return bool(single("misadventure").search(folded(text)))


def is_murder_suicide(article: Article) -> bool:
    """Whether an article calls what it tells a murder-suicide: then nobody who was shot lived."""
    opening = folded(article.title + " " + article.text[:OPENING])
    return bool(single("murder_suicide").search(opening))


def tells_of_execution(text: str) -> bool:
    """Whether a text tells of people shot as at an execution, and of nobody who lived or was wounded."""
    plain = folded(text)
    return bool(single("executed").search(plain)) and not single("spared").search(plain)


_ACCIDENT = re.compile(r"\b(?:crash\w*|collision|collided|explosion|blast|earthquake|landslide|derail\w*|overturned)\b")


def is_epidemic(article: Article) -> bool:
    """Whether an article is about a disease: its patients are in hospital without having come to harm by an event."""
    opening = folded(article.title + " " + article.text[:OPENING])
    return len(single("epidemic").findall(opening)) > 1 and not _ACCIDENT.search(opening)


def is_sport(text: str) -> bool:
    """Whether an article is about a contest: several words of sport, and not in one sentence about a victim's game."""
    data = table("contexts")["sport"]
    words = frozenset(data["words"])
    told = [words.intersection(re.findall(r"[a-z-]+", part)) for part in re.split(r"[.!?]\s|\n", text.lower())]
    telling = [place for place, found in enumerate(told) if found]
    known = len(frozenset().union(*told)) >= int(data["least"])
    return known and (len(telling) > 1 or telling[0] < FIRST_SENTENCES)
