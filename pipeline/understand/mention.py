"""An outcome joined to its people: what the casualty rules find in one sentence."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.understand.counting.group import Group
from pipeline.understand.triggers import Trigger, Word
from pipeline.vocabulary import Outcome


@dataclass(frozen=True, slots=True)
class Mention:
    """One outcome that befell one expression for people in one sentence.

    `groups` are the coordinated parts ("a man and two women"). `whole` is the index, among the sentence's mentions, of
    the one that this one is a part of. `zero`: the words say that nobody was affected.
    """

    trigger: Trigger
    groups: tuple[Group, ...]
    rule: str
    zero: bool = False
    whole: int | None = None

    @property
    def word(self) -> Word:
        """The trigger's entry in the lexicon."""
        return self.trigger.word

    @property
    def outcome(self) -> Outcome:
        """What happened."""
        return self.trigger.word.outcome


def mention_of(trigger: Trigger, groups: tuple[Group, ...], rule: str) -> Mention | None:
    """Return the mention of these people; None where there are none."""
    return Mention(trigger, groups, rule) if groups else None
