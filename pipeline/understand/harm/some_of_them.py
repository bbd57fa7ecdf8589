"""Who was among those harmed, some and not how many: "Among the dead was a nurse", "The injured include two boys"."""

from __future__ import annotations

from pipeline.understand.clause import BE
from pipeline.understand.counting.group import Form, Group
from pipeline.understand.harm.neighbourhood import Neighbourhood
from pipeline.understand.harm.partitives import WORDS
from pipeline.understand.mention import Mention
from pipeline.understand.triggers import Trigger

RULE = "some of them"
AMONG = frozenset({"among", "amongst"})
POINTING = frozenset({"the", "those"})
ADVERBS = frozenset({"also", "reportedly", "both", "all"})
INCLUDING = frozenset({"include", "included", "includes"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
FAR = 10  # tokens of "Those killed in Sunday's fire at the hotel", "Among the dead, the ministry said, were"
COUNTED = frozenset({Form.COUNT, Form.SINGLE, Form.NAME})


def of_some(near: Neighbourhood, trigger: Trigger) -> Mention | None:
    """Return who is said to be among "the dead", "those injured"; None where the outcome word names no such people."""
    stricken = _stricken(near, trigger)
    if stricken is None:
        return None
    start, end = stricken
    before = near.clause.word(start - 1)
    if before in AMONG:
        groups = _before(near, start - 1) or _behind_be(near, end)
    elif before == "of":
        groups = (
            near.right(end + 1, noun=True) if near.clause.word(end) in BE else ()
        )  # "One of the dead is a policeman"
    else:
        groups = _included(near, start, end)
    counted = bool(groups) and all(g.form in COUNTED and not g.none and g.best is not None for g in groups)
    return Mention(trigger, groups, RULE) if counted else None


def _stricken(near: Neighbourhood, trigger: Trigger) -> tuple[int, int] | None:
    """Return where "the dead", "those killed" or "those who were killed" begins and ends; None where nothing does."""
    clause = near.clause
    verb = near.chain_start(trigger.start)
    if clause.words[verb - 1 : verb + 1] == ("those", "who"):
        return verb - 1, trigger.end
    start = trigger.start - (clause.word(trigger.start) not in POINTING)
    harmed = WORDS.get(clause.word(start + 1)) is trigger.word.outcome and start + 1 < trigger.end
    return (start, start + 2) if harmed and clause.word(start) in POINTING else None


def _before(near: Neighbourhood, among: int) -> tuple[Group, ...]:
    """Return the people of "Two nurses and a doctor were among the dead"."""
    clause, verb = near.clause, among - 1
    while clause.word(verb) in ADVERBS:
        verb -= 1
    if clause.word(verb) not in BE or clause.tag(verb) not in FINITE or clause.title:
        return ()
    group = near.adjacent(verb)
    return near.with_coordinated(near.of_household(group)) if group is not None else ()


def _behind_be(near: Neighbourhood, end: int) -> tuple[Group, ...]:
    """Return the people of "Among the dead was a nurse", "Among those hurt in the blast, he said, were two boys"."""
    verb = _next(near, end, BE)
    return near.right(_past_adverbs(near, verb + 1), noun=True) if verb is not None else ()


def _included(near: Neighbourhood, start: int, end: int) -> tuple[Group, ...]:
    """Return the people of "The dead included a nurse", "Those killed in the blast include two boys"."""
    verb = _next(near, end, INCLUDING)
    if verb is None or near.clause.tag(start - 1) == "IN":
        return ()  # "The identities of the dead included"
    return near.right(_past_adverbs(near, verb + 1), noun=True)


def _next(near: Neighbourhood, end: int, words: frozenset[str]) -> int | None:
    """Return the place of the next of these verbs, behind phrases and who says so; None where another comes first."""
    clause, saying = near.clause, near.past_saying(end)
    for index in range(saying + (saying > end), min(len(clause), saying + FAR)):
        if clause.word(index) in words:
            return index if near.ends.get(index) is None or index == end else None
        if clause.tag(index) in FINITE or clause.word(index) in {";", ":", "and", "but", "who", "that", "which"}:
            return None
    return None


def _past_adverbs(near: Neighbourhood, index: int) -> int:
    while near.clause.word(index) in ADVERBS:
        index += 1
    return index
