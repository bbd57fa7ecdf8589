"""What a record's decisions amount to: whose opinion holds, who disagrees, and what a re-reading re-opens.

A decision is never edited. An undo withdraws the same reviewer's last one; a later one by the same reviewer replaces
it; two reviewers who differ leave the record disputed until a third decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pipeline.records import Decision
from pipeline.vocabulary import DecisionVerdict


class State(StrEnum):
    """How far the review of a record has come."""

    OPEN = "open"
    SECOND = "second"
    DISPUTED = "disputed"
    DECIDED = "decided"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Standing:
    """`holds` is the decision that counts, None if none does; `opinions` are the last of each reviewer."""

    state: State
    holds: Decision | None = None
    opinions: tuple[Decision, ...] = ()


def standing(decisions: Iterable[Decision], asked_by: Collection[str] = ()) -> Standing:
    """Return what the decisions on one record, in order of arrival, amount to.

    `asked_by` names who asked for a second opinion: their own decision waits for another's.
    """
    opinions = tuple(_last_of_each(one for one in decisions if not reshapes(one)))
    sure = tuple(one for one in opinions if one.verdict is not DecisionVerdict.UNSURE)
    if not sure:
        return Standing(State.SECOND if opinions or asked_by else State.OPEN, None, opinions)
    if len({_content(one) for one in sure}) == 1:
        waits = len(sure) == 1 and sure[0].reviewer in asked_by
        return Standing(State.SECOND if waits else State.DECIDED, sure[0], opinions)
    if len(sure) == 2:
        return Standing(State.DISPUTED, None, opinions)
    return Standing(State.SETTLED, sure[-1], opinions)


def reshapes(decision: Decision) -> bool:
    """Return whether a decision joins or splits an incident: it says nothing about the incident's own figures."""
    return decision.target_kind == "incident" and decision.verdict in (DecisionVerdict.MERGE, DecisionVerdict.SPLIT)


def _last_of_each(decisions: Iterable[Decision]) -> list[Decision]:
    last: dict[str, Decision] = {}
    for decision in decisions:
        last.pop(decision.reviewer, None)
        last[decision.reviewer] = decision
    return [decision for decision in last.values() if decision.verdict is not DecisionVerdict.UNDO]


def _content(decision: Decision) -> tuple[str, str]:
    return decision.verdict, repr(sorted(decision.corrections.items()))


def outgrown(decision: Decision, now: Mapping[str, Any]) -> bool:
    """Return whether an incident has other fields now than the decision was made on: other reports, other figures.

    An incident is drawn from its reports; when a report joins or leaves, nobody has looked at what it says now.
    """
    return {name: now.get(name) for name in decision.before} != decision.before


def reopens(decision: Decision, article_id: str, reading: Mapping[str, Any], decided_article_id: str) -> bool:
    """Return whether a re-reading re-opens a decision: only when source *and* reading changed.

    The same article version read by better rules keeps its decision, and so does a new version that reads the same.
    """
    source_changed = article_id != decided_article_id
    reading_changed = {name: reading.get(name) for name in decision.before} != decision.before
    return source_changed and reading_changed
