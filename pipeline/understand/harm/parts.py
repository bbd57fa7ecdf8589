"""Parts of a whole in one sentence: "12 dead, including three children", "two of them women"."""

from __future__ import annotations

from dataclasses import replace

from pipeline.understand.clause import REPORTING
from pipeline.understand.counting.group import JOINERS, Form, Group, sum_of
from pipeline.understand.harm.neighbourhood import Neighbourhood
from pipeline.understand.mention import Mention

AMONG = frozenset(
    {("among", "them"), ("amongst", "them"), ("among", "the"), ("among", "those"), ("of", "them"), ("included", ",")}
)
"""What closes a list of some of those counted: "five people, a child and a woman among them"."""


def without_those_among(near: Neighbourhood, mentions: list[Mention]) -> list[Mention]:
    """Return the mentions without people among those counted first: "killed five people, a child among them"."""
    found = []
    for mention in mentions:
        first = mention.groups[0]
        apart = len(mention.groups) > 1 and mention.rule != "toll list" and near.clause.word(first.end) == ","
        among = apart and first.form is Form.COUNT and _are_among(near, mention.groups[1])
        found.append(replace(mention, groups=(first,)) if among else mention)
    return found


def _are_among(near: Neighbourhood, group: Group) -> bool:
    """Whether the list that begins with a group closes with "among them"."""
    index = group.end
    while near.clause.word(index) in {",", "and"} and (after := near.starts.get(index + 1)) is not None:
        index = after.end
    closes = near.clause.words[index : index + 2]
    return closes in AMONG or (near.clause.word(index) == "included" and near.clause.word(index + 1) in {"", ".", ","})


def with_parts(near: Neighbourhood, mentions: list[Mention]) -> list[Mention]:
    """Return the mentions with their parts: "including three children", "two of them women"."""
    used = {g.start for m in mentions for g in m.groups if not (m.word.struck and near.is_listed(g))}
    found = list(mentions)
    for group in near.groups:
        if group.start in used or group.form not in {Form.COUNT, Form.SINGLE, Form.NAME} or group.none:
            continue
        whole = _whole_of(near, group, mentions)
        if whole is not None:
            found.append(Mention(mentions[whole].trigger, (group,), "part", whole=whole))
    return found


def _whole_of(near: Neighbourhood, group: Group, mentions: list[Mention]) -> int | None:
    before = [
        i for i, m in enumerate(mentions) if m.groups[0].start < group.start and not m.zero and _can_hold(m, group)
    ]
    if not before:
        return None
    listed = near.is_listed(group)
    if near.clause.words[max(0, group.start - 2) : group.start] == ("according", "to"):
        return None  # "killed two of the insurgents, according to one of its members"
    if near.clause.words[max(0, group.start - 2) : group.start] in {("all", "but"), ("all", "except")}:
        return None
    listed = listed or (near.clause.word(group.start - 1) in {",", "and"} and _are_among(near, group))
    if not (listed or _continues_list(near, group) or (group.partitive and not near.has_own_verb(group))):
        return None
    return before[-1]


def _continues_list(near: Neighbourhood, group: Group) -> bool:
    """Whether the group is joined to one that follows "including"."""
    index = group.start - 1
    index -= near.clause.word(index) in JOINERS
    index -= near.clause.word(index) == ","
    previous = near.ends.get(index + 1)
    if previous is None or index == group.start - 1 or near.has_own_verb(group) or _says_so(near, group):
        return False
    described = previous.form is Form.NAME and group.form is Form.SINGLE and near.clause.word(group.start - 1) == ","
    if described and near.clause.words[group.end : group.end + 2] == (",", "who"):
        return False  # "including Ana Doyle, 52, a librarian, who died"
    return near.is_listed(previous) or _continues_list(near, previous)


def _says_so(near: Neighbourhood, group: Group) -> bool:
    """Whether behind a list somebody begins to speak or act: ", including two nurses, Mayor Ana Lee said"."""
    clause, index = near.clause, group.end
    if clause.word(group.start - 1) != ",":
        return False
    while clause.tag(index) == "RB":
        index += 1
    return clause.tag(index) in {"VBD", "VBZ", "VBP"} or clause.word(index) in REPORTING


def _can_hold(mention: Mention, part: Group) -> bool:
    total = sum_of(mention.groups)[1]
    return mention.groups[0].form is Form.COUNT and (total is None or part.best is None or total >= part.best)
