"""Bodies: found and brought away after the harm, and hurt no more."""

from __future__ import annotations

from pipeline.understand.clause import BE, HAVE, Clause
from pipeline.understand.counting.group import REMAINS, Group
from pipeline.understand.mention import Mention
from pipeline.vocabulary import Outcome

FOUND = frozenset(
    {"found", "recovered", "retrieved", "pulled", "discovered", "brought", "fished", "located", "dug", "removed"}
    | {"handed", "taken", "buried", "identified", "returned", "washed", "extracted", "carried", "exhumed", "flown"}
    | {"counted", "unearthed"}
)


def are_found(clause: Clause, group: Group) -> bool:
    """Whether the verb behind a group tells of finding, as of bodies: "have been recovered"."""
    index = group.end
    while clause.word(index) in BE | HAVE or clause.tag(index) == "RB":
        index += 1
    return index > group.end and clause.word(index) in FOUND


def are_hurt_bodies(clause: Clause, mention: Mention) -> bool:
    """Whether bodies are called burned or mangled, which is no injury: "sixteen bodies, all burned"."""
    heads = {clause.words[group.head] for group in mention.groups}
    return mention.outcome is Outcome.INJURED and heads <= REMAINS
