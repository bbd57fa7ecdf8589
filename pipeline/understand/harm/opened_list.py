"""Lists of people whose first is described in commas: "Colonel Rao, commanding officer, his wife and four men were"."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from pipeline.understand.clause import ALONG, Clause
from pipeline.understand.counting.group import Form, Group, sum_of
from pipeline.understand.counting.people import GENERIC

OPENING = frozenset({";", ":", "that", "when", "where", "while", "after"})  # words behind which a clause begins
DESCRIBING = frozenset({"who", "whose", "which", "where", "whom"})  # what a clause about the one before begins with
FINITE = frozenset({"VBD", "VBZ", "VBP"})
PLURAL = frozenset({"were", "are", "have"})
PARTING = frozenset(
    {"including", "incl", "among", "amongst", "namely", "--", "\u2014"}
)  # parts of a whole named before
PLACING = frozenset({"from", "in", "at", "near", "of", "outside"})
MEMBERS = 2
LISTED = frozenset({Form.SINGLE, Form.NAME, Form.COUNT})


def opened_list(
    clause: Clause, starts: Mapping[int, Group], verb: int, end: int, found: tuple[Group, ...]
) -> tuple[Group, ...]:
    """Return all whom the list counts that ends at the token before `end`; those `found` where it is no such list.

    `end` is where the chain of the plural `verb` begins. Taken only where it holds more people than were found, and
    these among them, or the found without whom only describes another.
    """
    several = not PLURAL.isdisjoint(clause.auxiliaries(verb)) or clause.word(verb - 1) in {"both", "all"}
    if not found or not several or "," not in clause.words[:end]:
        return found
    begin = max((i + 1 for i in range(end) if clause.word(i) in OPENING), default=0)
    dashes = any(clause.word(i) == "-" and not clause.is_hyphen(i) for i in range(begin, end))
    if dashes or not PARTING.isdisjoint(clause.words[begin:end]):
        return found
    members = _members(clause, starts, begin, end)
    told, listed = {g.start for g in found}, {g.start for g in members}
    several = len(members) > 1 and (members[0].best or 0) > 1
    spelt = several and members[0].best == sum_of(tuple(members[1:]))[1]  # "Three people, a man and two women"
    if spelt or len(members) < MEMBERS:
        return found
    return tuple(members) if told < listed or listed < told else found


def _members(clause: Clause, starts: Mapping[int, Group], begin: int, end: int) -> list[Group]:
    """Return the people of a list, without what only describes them; none where a part of it is something else."""
    commas = [begin - 1, *(i for i in range(begin, end) if clause.word(i) == ","), end]
    members: list[Group] = []
    described = None  # the one whom the next part in commas may describe
    closed = False
    for before, after in pairwise(commas):
        joins = clause.word(before + 1) == "and"
        start = before + 1 + joins
        group = starts.get(start)
        if group is None and not members:  # "The Subaru's driver, a 71-year-old man, and his passenger"
            group = next((starts[i] for i in range(start, after) if i in starts and clause.word(i - 1) == "'s"), None)
        finite = sum(clause.tag(i) in FINITE for i in range(start, after))
        if finite > sum(clause.word(i) in DESCRIBING for i in range(start, after)):
            return []
        if any(clause.words[start : start + len(words)] == words for words in ALONG):
            return []  # those joined by "as well as" are found otherwise
        if clause.word(start) in DESCRIBING and members:
            continue
        if closed and not joins:
            continue  # "four soldiers and their commander, Captain Li Wen,"
        if group is not None and members and not joins and _is_of_town(clause, group, before):
            continue  # "Two men from Port Maria, Portmore,"
        joined = [i + 1 for i in range(start, after) if clause.word(i) == "and" and i + 1 in starts]
        if group is None or (described is not None and not joins and _describes(clause, group, described)):
            if not members:
                return []
            described = None if group is not None and group.form is Form.NAME else described
        else:
            members.append(group)
            described = group
        if after == end or (group is not None and group in members):
            members += [starts[i] for i in joined if starts[i] not in members]
            closed = closed or bool(joined) or clause.word(before + 1) == "and"
    return members if all(g.form in LISTED and not g.none for g in members) and len(members) > 1 else []


def _is_of_town(clause: Clause, group: Group, comma: int) -> bool:
    """Whether a name behind a comma is where the town before it lies, and nobody's."""
    if group.form is not Form.NAME or group.kind is not None or group.age is not None:
        return False
    index = comma - 1
    while clause.tag(index) in {"NNP", "NNPS"}:
        index -= 1
    return index < comma - 1 and clause.word(index) in PLACING


def _describes(clause: Clause, group: Group, person: Group) -> bool:
    """Whether people in commas are the one before again: "the mayor, Ramon Cruz,", "Toma, a captain,", "Rao, 34,"."""
    if group.possessive:
        return False
    if group.form is Form.COUNT:
        return group.partitive or (group.kind is None and group.end == group.start + 1)
    if group.form is Form.NAME:
        return person.form is Form.SINGLE and person.name is None
    joined = (
        clause.word(group.end) == "and" and group.end + 1 < len(clause) and clause.tag(group.end + 1) in {"DT", "CD"}
    )
    if person.form is Form.SINGLE:  # "The driver of the bus, a man in his 60s," but "A man, a woman and a child"
        anybody = group.age is not None or clause.word(group.head) in GENERIC
        return anybody and not joined and clause.word(person.head) not in GENERIC
    return person.form is Form.NAME and not joined  # "Perez, a driver and a cook"
