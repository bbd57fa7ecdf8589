"""Reports of a trial, an inquiry or an anniversary: the attack they go back to is not what they report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.understand.context import single
from pipeline.understand.figure import Figure
from pipeline.understand.passage import Passage
from pipeline.understand.phrases import folded

EXECUTED = frozenset({"hanged", "executed", "executes", "hangs", "put"})  # what a court itself does to people
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_OPENING = 2  # sentences behind the headline


def recalls_attack(passage: Passage) -> bool:
    """Whether an article is about a court's, an inquiry's or the mourners' doings over an attack of a year before.

    Attacks of war and terror only: a murder's report stays the murder's until its verdict.
    """
    opening = folded(" ".join(s.text for s in passage.sentences if s.index == 0 or s.first or s.rank <= _OPENING))
    about = single("recalled_deed").search(opening)
    return (
        bool(about)
        and (_proceeds(opening) or bool(single("remembrance").search(opening)))
        and _is_past(opening, passage)
    )


def _proceeds(opening: str) -> bool:
    return bool(single("proceeding").search(opening))


def _is_past(opening: str, passage: Passage) -> bool:
    """Whether the opening dates what it goes back to: "the 2015 blast", "last year's raid", "eight years on"."""
    if single("years_back").search(opening):
        return True
    published = passage.article.published_at
    return published is not None and any(int(year) < published.year for year in _YEAR.findall(opening))


def only_recalled(passage: Passage, figures: Sequence[Figure]) -> bool:
    """Whether all harm that an article tells of is that of an attack it goes back to.

    It is not where headline or first sentence tell of harm anew: "police kill three at march for Rabaa's dead".
    """
    if not recalls_attack(passage):
        return False
    opening = [f for f in figures if f.in_title or f.sentence.first]
    court = _proceeds(folded(" ".join(s.text for s in passage.sentences if s.index == 0 or s.first)))
    return not any(_is_new(figure, court=court) for figure in opening)


def _is_new(figure: Figure, *, court: bool) -> bool:
    if figure.background:
        return False
    if court:
        return figure.clause.word(figure.mention.trigger.start) in EXECUTED
    return not single("in_recalled_deed").search(folded(figure.sentence.text))
