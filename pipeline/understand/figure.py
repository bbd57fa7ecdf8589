"""One count in one sentence, with what its sentence does with it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.understand.clause import Clause
from pipeline.understand.counting.group import Form, Group, sum_of
from pipeline.understand.mention import Mention
from pipeline.understand.passage import Sentence
from pipeline.vocabulary import Assertion, CivilianStatus, Outcome, Scope, SourceKind, TextField


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """One count in one sentence.

    `number` is its place among the article's figures; `whole` that of the figure it is part of.

    `aside`: the context that makes it background; None where nothing does.
    `beside`: the kinds of the people counted just before, which a bare number takes over ("and six wounded").
    `tail`: the sentence from the outcome word on.
    `source`: the kind of whoever says so; None where the outlet does. `alone`: nobody else is harmed in the sentence
    (who shot himself there is no attacker). `commemorated`: told because of the event's anniversary.
    """

    number: int
    sentence: Sentence
    clause: Clause
    mention: Mention
    assertion: Assertion
    scope: Scope
    background: bool
    whole: int | None = None
    alone: bool = False
    source: SourceKind | None = None
    commemorated: bool = False
    aside: str | None = None
    tail: str = ""
    beside: frozenset[str] = frozenset()

    @property
    def outcome(self) -> Outcome:
        """What happened."""
        return self.mention.outcome

    @property
    def groups(self) -> tuple[Group, ...]:
        """The people counted."""
        return self.mention.groups

    @property
    def bounds(self) -> tuple[int | None, int | None, int | None]:
        """Low, best and high of all groups together."""
        return sum_of(self.mention.groups)

    @property
    def counted(self) -> bool:
        """Whether a number is stated, and not only one person described."""
        return any(group.form is Form.COUNT for group in self.groups) or len(self.groups) > 1

    @property
    def in_title(self) -> bool:
        """Whether it stands in the headline."""
        return self.sentence.field is TextField.TITLE

    @property
    def of_attackers(self) -> bool:
        """Whether those counted are the attackers themselves."""
        return (self.mention.word.itself and not self.alone) or all(
            group.kind is not None and group.kind.status is CivilianStatus.PERPETRATOR for group in self.groups
        )
