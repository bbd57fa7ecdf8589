"""Whom "the Iowa Republican" means: the only person whom the article ties to that place where it names him."""

from __future__ import annotations

import re

from pipeline.understand.passage import Passage, Sentence
from pipeline.understand.speech.cast import Cast, Person
from pipeline.understand.speech.official import office_words
from pipeline.vocabulary import TextField

_OF_PLACE = re.compile(
    r"[Tt]he ((?:[A-Z][\w.’'-]+ ?){1,3}) "
    r"(?:Republican|Democrat|[Ii]ndependent|Conservative|Liberal|Labour|[Ss]enator|[Cc]ongress(?:man|woman)|[Ll]awmaker"
    r"|[Rr]epresentative|MP)"
)
_PARTING = re.compile(r" and |;|(?<=[a-z]{3})\. |\n")
BACK = 2  # sentences
BEFORE, BEHIND = 45, 30  # characters around a name in which its bearer's place stands: "(R-Iowa)", "Iowa Senator Lee"


def of_place(words: str, passage: Passage, cast: Cast) -> Person | None:
    """Return the person of a place by whom a party or seat is meant; None where none or several may be."""
    found = _OF_PLACE.fullmatch(words)
    if found is None:
        return None
    place = found[1].strip()
    text = passage.article.text
    tied = [
        person
        for person in cast.people
        if any(
            where is TextField.TEXT and place in _around(text, at).replace(words, "") for where, at in person.mentions
        )
    ]
    return tied[0] if len(tied) == 1 else None


def of_seat_before(words: str, sentence: Sentence, start: int, passage: Passage, cast: Cast) -> Person | None:
    """Return the only lawmaker named right before: "That did not please Rep. Lee Vale. The Iowa Republican said".

    `start` is where the words stand in their sentence.
    """
    if _OF_PLACE.fullmatch(words) is None:
        return None
    before = [s for s in passage.sentences[max(0, sentence.index - BACK) : sentence.index] if s.field is sentence.field]
    spans = [(sentence.start, sentence.start + start), *((s.start, s.end) for s in reversed(before))]
    for since, until in spans:
        named = [
            person
            for person in cast.people
            if any(i.role is not None and i.role.name in office_words("seats") for i in person.introductions)
            and any(where is sentence.field and since <= at < until for where, at in person.mentions)
        ]
        if named:
            return named[0] if len(named) == 1 else None
    return None


def _around(text: str, surname: int) -> str:
    """Return the words around a name that may be about its bearer: up to "and", a semicolon or a full stop."""
    before, behind = text[max(0, surname - BEFORE) : surname], text[surname : surname + BEHIND]
    return _PARTING.split(before)[-1] + _PARTING.split(behind)[0]
