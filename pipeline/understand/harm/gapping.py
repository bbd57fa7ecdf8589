"""Counts whose verb is that of the count before: "six were killed on one side and four on the other"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.understand.clause import Clause
from pipeline.understand.counting.group import JOINERS, REMAINS, Form, Group
from pipeline.understand.harm.bodies import FOUND
from pipeline.understand.harm.neighbourhood import Neighbourhood
from pipeline.understand.mention import Mention
from pipeline.vocabulary import Outcome

GAPS = frozenset({"from", "among", "in", "on", "at", "near", "during", "outside"})
BODY = frozenset(
    {"head", "neck", "face", "chest", "back", "stomach", "abdomen", "torso", "shoulder", "arm", "arms", "hand", "leg"}
    | {"legs", "foot", "feet", "knee", "thigh", "hip", "buttocks", "side", "ankle", "wrist", "groin", "jaw", "calf"}
)
TELLING = frozenset({"said", "says", "told", "confirmed", "added", "reported", "announced"})
GRADES = frozenset({"slightly", "lightly", "seriously", "critically", "badly", "gravely", "severely"})
ANOTHER = frozenset({"second", "third", "other", "another"})  # attacks or vehicles, told of one after the other
LONGEST_ASIDE = 10  # tokens of a description in commas
DYING = (
    *("on the way", "on the spot", "on arrival", "in hospital", "in the hospital", "at the scene", "at the hospital"),
    *("hours later", "days later", "an hour later", "a day later", "the next", "the following", "in the ambulance"),
)


def gapped(near: Neighbourhood, mentions: list[Mention]) -> list[Mention]:
    """Return the counts whose verb is that of the count before: "six were killed on one side and four on the other"."""
    clause = near.clause
    used = {group.start for mention in mentions for group in mention.groups}
    found = []
    for group in near.groups:
        opens = clause.word(group.start - 1) in JOINERS or clause.word(group.start - 1) == "against"
        goes_on = clause.word(group.end) in GAPS and group.form is Form.COUNT and group.kind is None
        before = [m for m in mentions if m.trigger.end < group.start and m.groups[0].form is Form.COUNT]
        treated = _is_treated_too(near, group, mentions) or _died_elsewhere(near, group, mentions)
        treated = treated or _is_hit_too(near, group, mentions) or _is_graded_too(near, group, mentions)
        if treated is not None and group.start not in used:
            found.append(Mention(treated.trigger, (group,), "gapped"))
            continue
        if (_are_found_too(near, group, before) or _are_killed_too(near, group, before)) and group.start not in used:
            found.append(Mention(before[-1].trigger, (group,), "gapped"))
            continue
        goes_on = goes_on or _dies_there(near, group, before)
        opens = opens or _dies_there(near, group, before) or _lists_on(near, group)
        if not (opens and goes_on and before) or group.start in used or group.partitive or group.none:
            continue
        last = before[-1]
        between = set(clause.words[last.trigger.end : group.start])
        follows = any(
            t.start > group.end and not {";", ","} & set(clause.words[group.end : t.start]) for t in near.triggers
        )
        rules = {"passive", "reduced passive", "counted noun", "state after", "active"}
        if last.rule in rules and not {";", "who"} & between and not follows:
            found.append(Mention(last.trigger, (group,), "gapped"))
    return found


def _lists_on(near: Neighbourhood, group: Group) -> bool:
    """Whether a list of places goes on behind a comma: "19 were killed in the first village, 13 in the second and"."""
    word = near.clause.word(group.end)
    later = (g for g in near.groups if g.start > group.end and near.clause.word(g.start - 1) in JOINERS)
    ends = any(g.kind is None and near.clause.word(g.end) == word for g in later)
    return near.clause.word(group.start - 1) == "," and group.kind is None and word in GAPS and ends


def _is_treated_too(near: Neighbourhood, group: Group, mentions: list[Mention]) -> Mention | None:
    """Return the mention that goes on with another: "was treated for cuts, and a firefighter for a knee injury"."""
    clause = near.clause
    joined = group.form in {Form.SINGLE, Form.COUNT} and clause.word(group.start - 1) in JOINERS
    if not joined or clause.word(group.end) != "for":
        return None
    before = [m for m in mentions if m.trigger.end < group.start and m.rule == "passive"]
    fits = bool(before) and clause.word(before[-1].trigger.end) == "for" and before[-1].outcome is Outcome.INJURED
    return before[-1] if fits else None


def _is_hit_too(near: Neighbourhood, group: Group, mentions: list[Mention]) -> Mention | None:
    """Return the mention that goes on with another: "was hit in the hip, and a 19-year-old in the foot"."""
    clause = near.clause
    joined = group.form in {Form.SINGLE, Form.COUNT, Form.NAME} and clause.word(group.start - 1) in {",", *JOINERS}
    before = [m for m in mentions if m.trigger.end < group.start and m.rule == "passive"]
    before = [m for m in before if m.word.struck or m.word.id == "wound"]
    behind = clause.words[group.end :]
    closes = behind.index(",", 1) + 1 if behind[:1] == (",",) and "," in behind[1:LONGEST_ASIDE] else 0
    if not (joined and before) or not (
        _in_body_part(behind[closes:]) and _in_body_part(clause.words[before[-1].trigger.end :])
    ):
        return None  # "a customer was hit in the leg and a boy of six, asleep on a bench, in the arm"
    return before[-1]


def _is_graded_too(near: Neighbourhood, group: Group, mentions: list[Mention]) -> Mention | None:
    """Return the mention that goes on with another: "was seriously hurt and another person slightly"."""
    clause = near.clause
    joined = group.form in {Form.SINGLE, Form.COUNT} and clause.word(group.start - 1) in JOINERS and not group.none
    last = group.end + 1 == len(clause) or clause.tag(group.end + 1) in {",", "."}
    ends = clause.word(group.end) in GRADES and last
    before = [m for m in mentions if m.trigger.end <= group.start and m.rule == "passive"]
    return before[-1] if joined and ends and before and before[-1].outcome is Outcome.INJURED else None


def _in_body_part(words: Sequence[str]) -> bool:
    """Whether words go on with a part of the body: "in the hip", "on his left arm"."""
    return words[:1] in {("in",), ("on",)} and bool(BODY & set(words[1:4]))


def _dies_there(near: Neighbourhood, group: Group, before: list[Mention]) -> bool:
    """Whether a list of places goes on: "two dead in the Old City, one in Rimal"."""
    clause = near.clause
    bare = group.kind is None and group.form in {Form.COUNT, Form.SINGLE} and group.head == group.end - 1
    listed = bare and clause.word(group.start - 1) == "," and clause.word(group.end) in {"in", "at", "near"}
    state = bool(before) and before[-1].rule == "state after" and before[-1].word.id == "dead"
    return listed and state and clause.tag(group.end + 1).startswith("NNP")


def _died_elsewhere(near: Neighbourhood, group: Group, mentions: list[Mention]) -> Mention | None:
    """Return the mention that goes on with another: "The husband died at once, the wife on the way to hospital"."""
    clause = near.clause
    bare = group.form is Form.COUNT and group.kind is None
    apart = (bare or group.form in {Form.SINGLE, Form.NAME}) and clause.word(group.start - 1) in {",", ";", *JOINERS}
    told = " ".join(clause.words[group.end : group.end + 3])
    if not apart or not told.startswith(DYING) or TELLING & set(clause.words[group.end : group.end + LONGEST_ASIDE]):
        return None  # "Three men died, a doctor at the hospital said"
    before = [m for m in mentions if m.trigger.end <= group.start and m.word.id == "die"]
    verbs = {"VBD", "VBZ", "VBP", "VBN"}
    free = bool(before) and not any(clause.tag(i) in verbs for i in range(before[-1].trigger.end, group.start))
    return before[-1] if free else None


def _are_killed_too(near: Neighbourhood, group: Group, before: list[Mention]) -> bool:
    """Whether a second attack has its count behind the first: "The first bomb killed four and the second five"."""
    clause = near.clause
    if not before or before[-1].rule != "active" or group.form is not Form.COUNT or group.partitive:
        return False
    last = before[-1].groups[-1]
    between = _without_relative(clause, range(last.end, group.start))
    words = {clause.word(i) for i in between}
    verbal = any(clause.tag(i).startswith("VB") or clause.word(i) in {";", ":"} for i in between)
    ends = clause.word(group.end) in {"", ",", ".", "in", "at", "near", "and"}
    return "and" in words and not words.isdisjoint(ANOTHER) and not verbal and ends and group.start > last.end


def _without_relative(clause: Clause, between: range) -> list[int]:
    """Leave out a relative clause in commas: "and a second shell, which hit those who came to help, eleven more"."""
    opens = next((i for i in between if clause.word(i) == "," and clause.word(i + 1) in {"which", "that"}), None)
    closes = between.stop - 1 if opens is not None and clause.word(between.stop - 1) == "," else None
    return [i for i in between if opens is None or closes is None or not opens < i < closes]


def _are_found_too(near: Neighbourhood, group: Group, before: list[Mention]) -> bool:
    """Whether more bodies are found: "counted four bodies, and on the following day troops recovered five more"."""
    if not (before and group.more and group.form is Form.COUNT and group.kind is None):
        return False
    bodies = near.clause.word(before[-1].trigger.end - 1) in REMAINS
    return bodies and near.clause.word(group.start - 1) in FOUND
