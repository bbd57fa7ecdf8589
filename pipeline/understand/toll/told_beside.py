"""Counts told beside another: people of another word who were also harmed, and what is left of those counted."""

from __future__ import annotations

from pipeline.understand.figure import Figure
from pipeline.vocabulary import Outcome

GRAVELY = frozenset({"seriously", "critically", "badly", "gravely", "severely"})
UNNAMED = frozenset({"people", "persons", "victims", "casualties", "others", "civilians", "individuals"})
"""Words that may count whoever is counted by another: "six people", "two carers" may be some of these."""


def of_another_trade(figure: Figure, first: Figure) -> bool:
    """Whether two counts name people by different words of their own: "six residents", "two carers were also hurt"."""
    if len(figure.groups) != 1 or len(first.groups) != 1 or not (figure.counted and first.counted):
        return False
    group, other = figure.groups[0], first.groups[0]
    words = (figure.clause.words[group.head], first.clause.words[other.head])
    named = group.kind is not None and other.kind is not None and not set(words) & UNNAMED
    return named and words[0] != words[1] and "also" in figure.clause.words[group.end : figure.mention.trigger.end]


def are_the_rest(figure: Figure, first: Figure) -> bool:
    """Whether "the other seven remain in hospital" are what is left of eight counted before."""
    group = figure.groups[0]
    fewer = (figure.bounds[1] or 0) < (first.bounds[1] or 0)
    return group.definite and group.more and fewer and figure.number > first.number


def are_worst(figure: Figure, first: Figure) -> bool:
    """Whether a headline says how badly some of those counted were hurt: "injures 21, 1 student seriously hurt"."""
    words = figure.clause.words[figure.groups[0].end : figure.mention.trigger.end]
    behind = figure.in_title and first.in_title and figure.number > first.number
    fewer = (figure.bounds[1] or 0) < (first.bounds[1] or 0) and not figure.groups[0].more
    return behind and fewer and figure.outcome is Outcome.INJURED and not GRAVELY.isdisjoint(words)
