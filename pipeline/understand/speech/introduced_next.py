"""Whom an office means that opens an article, where the next sentence names him: "A union leader said. Ana Ruiz,"."""

from __future__ import annotations

import re

from pipeline.understand.passage import Sentence
from pipeline.understand.speech.cast import Cast, Person
from pipeline.understand.speech.introductions import Introduction
from pipeline.understand.speech.official import office_words
from pipeline.understand.speech.same_office import PAST, fits, is_of_another_place
from pipeline.vocabulary import SourceKind, TextField

OPENING = 2  # sentences of an article in which an office may be told before its holder
SHORTEST_WORD = 4  # letters of "union" and "nurses", which tell that two bodies are one
APPOSED = 160  # characters behind a name, in which it is told what he is
_TITLE = r"(?:(?:The )?(?:Right )?(?:Dr|Mr|Mrs|Ms|Prof|Sir|Dame|Hon|Cllr|Councillor|Rev|Capt|Col|Gen|Maj|Rep|Sen)\.? )*"
_NAME = r"(?P<name>(?:[A-Z][\w’'.-]*\s){1,4}[A-Z][\w’'-]+)"
_OPENS = re.compile(
    rf"\s+{_TITLE}{_NAME}(?=, |\s(?:said|says|told|made|took|gave|has|had|was|warned|added|called|described|accused)\b)"
)
_CLOSES = re.compile(rf"\s+[“\"][^“”\"]{{5,600}}[,?!.][”\"] (?:said|says|added|told|explained) {_TITLE}{_NAME}(?=[,.])")
GENERAL = frozenset(
    ["official", "leader", "politician", "lawmaker", "legislator", "member", "parliamentarian", "boss", "figure"]
)
"""Words for an office that are true of many: "a union official" is its president."""
ASIDE = frozenset({SourceKind.WITNESS, SourceKind.RELATIVE, SourceKind.MEDIA})


def introduced_next(text: str, cast: Cast, sentence: Sentence, introduced: Introduction) -> Person | None:
    """Return whom the sentence behind names for the first time, if he may hold the office; None where that is open.

    Only for an office that opens an article, or that is told as nobody's: "a leader of the teachers' union".
    """
    role = introduced.role
    unnamed = introduced.words.lower().startswith(("a ", "an ", "one "))
    if role is None or role.kind in ASIDE or introduced.plural or sentence.field is not TextField.TEXT:
        return None
    if not (unnamed or sentence.rank <= OPENING):
        return None
    behind = _OPENS.match(text, sentence.end) or _CLOSES.match(text, sentence.end)
    known = cast.known_as(behind["name"]) if behind is not None else []
    if behind is None or len(known) != 1 or introduced.female not in {None, known[0].female}:
        return None
    told_before = any(where is TextField.TEXT and at < sentence.end for where, at in known[0].mentions)
    return (
        None if told_before or not _may_hold(known[0], introduced, _aside(text[behind.end() :][:APPOSED])) else known[0]
    )


def _aside(behind: str) -> str:
    """Return what stands behind a name up to the end of its sentence, or to what he says."""
    return re.split(r"\n|\. | said\b", behind)[0]


def _may_hold(person: Person, introduced: Introduction, apposed: str) -> bool:
    """Whether nothing that somebody is called speaks against an office, and something for it if anything is."""
    offices = [i for i in person.introductions if i.role is not None and i.role.name != "doctor"]
    if not offices:
        return not apposed.startswith(",") or apposed.startswith(", who ")
    told = f"{' '.join(i.words for i in offices)} {apposed}".lower()
    past = PAST | {"former"}
    if past & set(re.findall(r"[a-z]+", told)) and past.isdisjoint(introduced.words.lower().split()):
        return False  # "The premier said so. Alan Dray, then premier of Norland, opened it"
    roles = {i.role.name for i in offices if i.role is not None}
    kinds = {i.role.kind for i in offices if i.role is not None}
    office = introduced.role.name if introduced.role is not None else ""
    if any(fits(known, introduced) for known in offices):
        return True
    elsewhere = any(is_of_another_place(known, introduced) for known in offices)
    if {office, *roles} <= office_words("heads") or (office in GENERAL and not kinds & ASIDE):
        return not elsewhere
    own = {word for word in re.findall(r"[a-z]+", introduced.words.lower()) if len(word) >= SHORTEST_WORD}
    return not own.isdisjoint(re.findall(r"[a-z]+", told)) and office.split()[-1] not in {"minister"}
