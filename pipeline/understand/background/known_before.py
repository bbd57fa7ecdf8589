"""People whom the background told of, told of again: "a preacher was killed in March ... the preacher died"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.understand.counting.group import Form
from pipeline.understand.counting.people import GENERIC
from pipeline.understand.described import sex_of
from pipeline.understand.figure import Figure
from pipeline.vocabulary import Scope

SOON = 2  # sentences


def with_known_before(figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures, with those put into the background that go on about somebody whom only it told of."""
    found: list[Figure] = []
    for figure in figures:
        goes_on = _goes_on(figure, found, figures) or _points_to_last(figure, found) or _counts_on(figure, found)
        found.append(replace(figure, background=True) if goes_on else figure)
    return found


def _goes_on(figure: Figure, before: Sequence[Figure], figures: Sequence[Figure]) -> bool:
    group = figure.groups[0]
    word = figure.clause.words[group.head]
    single = not figure.counted and group.form is Form.SINGLE and group.definite and not group.possessive
    if not single or figure.background or word in GENERIC or group.kind is None or group.age is not None:
        return False
    same = [f for f in figures if word in f.clause.words and not f.counted and f.outcome is figure.outcome]
    told = [f for f in same if f in before]
    return bool(told) and all(f.background for f in same if f is not figure)


def _counts_on(figure: Figure, before: Sequence[Figure]) -> bool:
    """Whether a rank goes on from a count of the background: "In 2009 four fell to their deaths. A fifth survived"."""
    last = before[-1] if before else None
    if last is None or figure.background or figure.in_title or last.in_title:
        return False
    if not (last.background or last.scope is Scope.CUMULATIVE):
        return False
    rank, near = figure.groups[0].ordinal, 0 <= figure.sentence.index - last.sentence.index <= 1
    return near and rank is not None and rank == (last.bounds[1] or 0) + 1


def _points_to_last(figure: Figure, before: Sequence[Figure]) -> bool:
    """Whether "she" and "that boy" are of the background told of just before: "A woman was hit. She was treated"."""
    last = before[-1] if before else None
    if last is None or not last.background or figure.background or figure.in_title or last.in_title:
        return False
    group, told = figure.groups[0], last.groups[0]
    near = 0 <= figure.sentence.index - last.sentence.index <= SOON and not last.sentence.leads
    that = figure.clause.word(group.start) == "that"
    points = group.form is Form.PRONOUN or (group.form is Form.SINGLE and that)
    single = told.form in {Form.SINGLE, Form.NAME} and group.form is not Form.COUNT
    sexes = {sex_of(group, figure), sex_of(told, last)} - {None}
    return near and points and single and len(sexes) < 2 and len(last.groups) == 1
