"""Reports of a trial, an anniversary, talks or a visit: the harm they go back to is not what they report."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Sequence
from datetime import datetime

from pipeline.understand.context import single
from pipeline.understand.figure import Figure
from pipeline.understand.passage import Passage
from pipeline.understand.phrases import folded
from pipeline.vocabulary import Outcome

EXECUTED = frozenset({"hanged", "executed", "executes", "hangs", "put"})  # what a court itself does to people
MONTHS = tuple(name.lower() for name in month_name[1:])
MONTHS_AGO = range(2, 10)  # a month so far back is that of a deed of before, and not of a hearing to come
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_IN_YEAR = re.compile(
    r"\b(?:attack|bombing|explosion|blast|massacre|killings?|raid|ambush)\b[^.;]{0,40}\bin (?:[a-z]+ )?"
    r"((?:19|20)\d\d)\b"
)
_OPENING = 2  # sentences behind the headline


def recalls_attack(passage: Passage) -> bool:
    """Whether an article is about a court's, an inquiry's or the mourners' doings over an attack of a year before.

    Attacks of war and terror only: a murder's report stays the murder's until its verdict.
    """
    opening = folded(" ".join(s.text for s in passage.sentences if s.index == 0 or s.first or s.rank <= _OPENING))
    about = single("recalled_deed").search(opening)
    if not about or not (_proceeds(opening) or single("remembrance").search(opening)):
        return False
    return _is_past(opening, passage) or (_proceeds(opening) and _dates_far_back(passage))


def _proceeds(opening: str) -> bool:
    return bool(single("proceeding").search(opening))


def _is_past(opening: str, passage: Passage) -> bool:
    """Whether the opening dates what it goes back to ("the 2015 blast", "eight years on"), or tells of a sentence.

    No court sentences militants in the days after their attack.
    """
    if single("years_back").search(opening) or single("sentenced_for_terror").search(opening):
        return True
    published = passage.published
    if published is None:
        return bool(single("remembrance").search(opening) and _YEAR.search(opening))
    opening = single("full_date").sub(" ", opening, count=1) if single("full_date").match(opening) else opening
    named = {word for word in re.findall(r"[a-z]+", opening) if word in MONTHS and word != "may"}
    held = named if single("custody").search(opening) else set()
    ago = {(published.month - 1 - MONTHS.index(month)) % 12 for month in held}
    return names_earlier_year(opening, published) or any(n in MONTHS_AGO for n in ago)


def names_earlier_year(opening: str, published: datetime) -> bool:
    """Whether an opening names a year before that of publication."""
    return any(int(year) < published.year for year in _YEAR.findall(opening))


def _dates_far_back(passage: Passage) -> bool:
    """Whether the sentences behind the opening date what a court is busy with to years before: "in August 1998"."""
    published = passage.published
    behind = folded(" ".join(s.text for s in passage.sentences if _OPENING < s.rank <= 2 * _OPENING))
    years = [int(year) for year in _IN_YEAR.findall(behind)]
    return published is not None and any(year < published.year - 1 for year in years)


def opens_with_attack(passage: Passage) -> bool:
    """Whether the first sentence tells an attack as its news, whatever day it falls on and wherever it happens.

    "Gunmen killed seven people on Friday, the anniversary of a massacre", "A bomb went off outside a court during the
    trial of militants".
    """
    return any(single("violence_opens").search(folded(s.text)) for s in passage.sentences if s.first)


def only_recalled(passage: Passage, figures: Sequence[Figure]) -> bool:
    """Whether all harm that an article tells of is that of an attack it goes back to.

    It is not where headline or first sentence tell of harm anew: "police kill three at march for Rabaa's dead".
    """
    opening = [f for f in figures if f.in_title or f.sentence.first]
    words = folded(" ".join(s.text for s in passage.sentences if s.index == 0 or s.first))
    early = [f for f in figures if f.in_title or f.sentence.rank <= _OPENING or f.mention.zero]
    early = [f for f in early if f.outcome not in {Outcome.ABDUCTED, Outcome.DISPLACED}]
    if _held_over_attack(passage, opening):
        return True
    deaths = any(f.outcome is Outcome.KILLED for f in figures)  # "arrested 14 people. Two youths were hurt by stones"
    if deaths and tells_other_news(words) and all(f.background or _had_happened(f) for f in early):
        return True
    return recalls_attack(passage) and not any(_is_new(figure, court=_proceeds(words)) for figure in opening)


def _held_over_attack(passage: Passage, opening: Sequence[Figure]) -> bool:
    """Whether headline and first sentence tell of arrests over an attack of war or terror that they only go back to.

    "Three held after the bombing that killed ten": in the headline people are taken, and nobody is harmed; in the first
    sentence the harm stands behind the arrest, in words about that attack.
    """
    heads = [folded(s.text) for s in passage.sentences if s.index == 0 or s.first]
    told = [single("held_over").search(text) for text in heads]
    if not told or not all(told):
        return False
    published = passage.published
    if any(f.in_title and not f.background for f in opening) and not (
        published is not None and names_earlier_year(heads[-1], published)
    ):
        return False  # the news of a day ago may still be told under its arrests
    behind = {True: told[0].end() if told[0] else 0, False: told[-1].end() if told[-1] else 0}
    return all(f.clause.doc[f.mention.trigger.start].idx >= behind[f.in_title] for f in opening)


def _had_happened(figure: Figure) -> bool:
    """Whether the second sentence tells of harm as past by then: "a drone attack, which had left six dead"."""
    later = not (figure.in_title or figure.sentence.first or figure.mention.zero)
    return later and "had" in figure.clause.words


def tells_other_news(opening: str) -> bool:
    """Whether headline and first sentence, folded, tell of talks, votes, visits or arrests, and of no violence."""
    return bool(single("other_news").search(opening)) and not tells_of_violence(opening)


def tells_of_violence(opening: str) -> bool:
    """Whether headline and first sentence, folded, tell of violence, and not of a vote or talks about it."""
    return bool(single("violence_told").search(single("violence_as_topic").sub(" ", opening)))


def _is_new(figure: Figure, *, court: bool) -> bool:
    if figure.background:
        return False
    if court:
        return figure.clause.word(figure.mention.trigger.start) in EXECUTED
    return not single("in_recalled_deed").search(folded(figure.sentence.text))
