"""Some of people counted before: "58 of those killed", "of those, 71 died", "three of the injured were children"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.understand.clause import BE
from pipeline.understand.counting.group import Form, Group
from pipeline.understand.counting.people import Kind, person_noun_at
from pipeline.understand.harm.neighbourhood import Neighbourhood
from pipeline.understand.lexicon import table
from pipeline.understand.mention import Mention
from pipeline.understand.triggers import Shape, Trigger, Word
from pipeline.vocabulary import Outcome

ID = "of_the_stricken"
MAKES_UP = frozenset({"for", "up", "comprise", "comprised", "represent", "represented", "constituted", "constitute"})
WORDS = {
    word: Outcome.of(outcome)
    for outcome, words in table("outcomes")["stricken"].items()
    if outcome not in {"reason", "unsaid"}
    for word in words
}


def of_the_stricken(near: Neighbourhood, mentions: Sequence[Mention]) -> list[Mention]:
    """Return what "58 of the dead" and the like count where no other word of the sentence does."""
    used = {group.start for mention in mentions for group in mention.groups}
    found = []
    for group in near.groups:
        outcome = WORDS.get(near.clause.word(group.end - 1)) if group.partitive else None
        died = {"died", "succumbed"} & set(near.clause.words[group.end : group.end + 3])
        if outcome is None or group.start in used or group.none or (died and outcome is Outcome.INJURED):
            continue  # "15 of those injured had died"
        word = Word(ID, outcome, Shape.STATE)
        kind = _said_to_be(near, group) or _made_up_by(near, group)
        trigger = Trigger(group.end - 1, group.end, word)
        found.append(Mention(trigger, (replace(group, kind=kind),), "of those"))
    return found


def _said_to_be(near: Neighbourhood, group: Group) -> Kind | None:
    """Return what "were children" says of them."""
    clause = near.clause
    if clause.word(group.end) not in BE:
        return None
    nouns = (person_noun_at(clause.words, index) for index in range(group.end + 1, min(group.end + 4, len(clause))))
    return next((noun[1] for noun in nouns if noun is not None), None)


def _made_up_by(near: Neighbourhood, group: Group) -> Kind | None:
    """Return who "account for" or "made up" them."""
    if near.clause.word(group.start - 1) not in MAKES_UP:
        return None
    before = [other for other in near.groups if group.start - 4 <= other.end <= group.start - 1]
    return before[-1].kind if before and before[-1].form is Form.BARE else None
