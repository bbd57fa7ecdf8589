"""What the body tells further of an opening's count: the exact number of "more than a dozen", others hurt besides."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.understand.figure import Figure
from pipeline.understand.toll.another_time import is_of_another_time
from pipeline.vocabulary import Outcome, Qualifier

SOON = 6  # sentences


def are_further(figure: Figure, figures: Sequence[Figure]) -> bool:
    """Whether the next sentences count others hurt: "wounded a third", later "Five other policemen were wounded"."""
    group = figure.groups[0]
    soon = figure.sentence.rank <= SOON and figure.whole is None and len(figure.groups) == 1
    before = [f for f in figures if f.number < figure.number and f.sentence.paragraph == figure.sentence.paragraph]
    apart = is_of_another_time(figure) or any(f.background or f.aside or f.outcome is Outcome.KILLED for f in before)
    return soon and figure.counted and group.more and not group.definite and not group.partitive and not apart


def told_exactly(first: Figure, totals: Sequence[Figure]) -> Figure | None:
    """Return the 14 of "More than a dozen were killed", later "There were 14 dead"; None where nothing is told."""
    words = first.clause.words[first.groups[0].start : first.groups[0].end]
    vague = "dozen" in words and ("than" in words or "over" in words)
    told = [f for f in totals if vague and f.number > first.number and f.groups[0].qualifier is Qualifier.EXACT]
    least = first.bounds[0] or 0
    soon = [f for f in told if least < (f.bounds[1] or 0) <= 2 * least and f.sentence.rank <= SOON]
    return soon[0] if soon and not any(f.whole is not None for f in soon) else None
