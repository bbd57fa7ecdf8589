"""People whom the background told of, told of again: "a preacher was killed in March ... the preacher died"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.understand.figure import Figure
from pipeline.understand.group import Form
from pipeline.understand.person import GENERIC


def with_known_before(figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures, with those put into the background that go on about somebody whom only it told of."""
    found: list[Figure] = []
    for figure in figures:
        found.append(replace(figure, background=True) if _goes_on(figure, found, figures) else figure)
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
