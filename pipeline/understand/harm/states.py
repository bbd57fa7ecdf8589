"""Victims of states and of what happens to a subject: "died", "was found dead", "with a broken leg"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.understand.clause import ALONG, BE, Clause
from pipeline.understand.counting.counted import DAYS
from pipeline.understand.counting.group import REMAINS, Form, Group
from pipeline.understand.counting.in_commas import before_comma
from pipeline.understand.counting.people import is_thing
from pipeline.understand.harm.brought_out import brought_out_before
from pipeline.understand.harm.far_subjects import FINDING, OPENING_CLAUSE
from pipeline.understand.harm.neighbourhood import Neighbourhood
from pipeline.understand.lexicon import table
from pipeline.understand.mention import Mention, mention_of
from pipeline.understand.triggers import WITH_WOUNDS, Shape, Trigger
from pipeline.vocabulary import Outcome

ON_THE_SPOT = frozenset(("on" if place == "spot" else "at", "the", place) for place in ("spot", "scene"))
UNHURT = frozenset({"by", "without", "unhurt", "unharmed", "uninjured", "unscathed"})  # "survived by swimming"
NEAR = 9  # tokens
WOUND_ARTICLES = frozenset({"a", "an", "two", "three", "several", "some", "multiple", "minor", "serious", "severe"})
PLACING = frozenset({"RB", "RBR", "RP", "IN", "NNP", "NN", "NNS", "DT", "JJ", ",", "CD", "POS"})
SAVING = frozenset(
    {
        "rescued",
        "rescue",
        "rescues",
        "saved",
        "saves",
        "save",
        "kept",
        "pulled",
        "prevented",
        "stopped",
        "rescuing",
        "saving",
    }
)
SPANS = frozenset({"minutes", "hours", "days", "blocks", "metres", "meters", "yards", "miles", "hour", "block", "mile"})
FOUND_THERE = frozenset({"found", "discovered", "located"})
STAYING = frozenset({"remains", "remained", "kept", "held", "stayed", "lay", "lies", "flown", "taken", "airlifted"}) | {
    "pulled",
    "rescued",
    "freed",
    "dug",
    "brought",
    "extricated",
    "carried",
    "recovered",
    "found",
    "left",
    "swam",
    "walked",
    "crawled",
    "escaped",
    "emerged",
    "limped",
    "staggered",
    "fled",
    "climbed",
    "survived",
    "jumped",
    "arrived",
    "spent",
    "returned",
    "winched",
    "hoisted",
    "lifted",
    "lowered",
    "plucked",
    "hauled",
    "went",
    "drove",
    "rushed",
    "transported",
    "conveyed",
    "admitted",
    "sent",
}
OWN_HURT = frozenset({"spraining", "twisting", "dislocating"})
BEFALLING = frozenset({"suffer", "broke_bone"})
AT_HOSPITAL = frozenset({"still_in_hospital", "is_in_hospital"})
LEAVING = frozenset({"left", "leaves", "leaving", "landed", "landing"})
REFLEXIVES = frozenset({"himself", "herself", "self", "themselves", "itself"})
LINKING = frozenset(table("outcomes")["linking"]["words"])
NOT_AFTER_DEAD = frozenset(table("outcomes")["not_after"]["dead"])


def of_subject(near: Neighbourhood, trigger: Trigger) -> Mention | None:
    """Return the subject of "died", or of "killed himself"."""
    if trigger.word.itself:
        elided = near.clause.word(trigger.start) in {"and", "then", ","}
        if elided and not any(t.end <= trigger.start and t.word.shape is Shape.VERB for t in near.triggers):
            return None  # "the district's chief and himself once a rebel"
        trigger = _as_the_others(near, trigger)
        own = () if elided else near.left(trigger, near=True)
        if own and own[0].form in {Form.SINGLE, Form.NAME, Form.COUNT}:
            return Mention(trigger, own[-1:], "reflexive")
        last = trigger.end - 1
        reflexive = next((i for i in range(trigger.start, trigger.end) if near.clause.word(i) in REFLEXIVES), last)
        return Mention(trigger, (Group(reflexive, reflexive + 1, reflexive, Form.PRONOUN, definite=True),), "reflexive")
    if trigger.word.id in WITH_WOUNDS and near.clause.word(trigger.start - 1) in {"those", "anyone", "everyone"}:
        return None  # "20 people were rescued, while those with injuries were treated"
    near_by = range(max(0, trigger.start - NEAR), trigger.start)
    lately = {near.clause.word(i) for i in near_by if not near.clause.tag(i).startswith("VBZ")}  # "remains at Mercy"
    beside = near.ends.get(trigger.start)  # "received three bodies and 11 patients with bullet wounds"
    apart = beside is not None and beside.form is Form.COUNT
    if trigger.word.id in WITH_WOUNDS and REMAINS & lately and not (apart or {"survived", "alive"} & lately):
        return None  # "the body in the driver's seat, with bullet wounds"
    opened = near.clause.words[: trigger.start]
    if trigger.word.id in WITH_WOUNDS and opened[:1] and {"body", "bodies"} & set(opened[:2]) and "of" in opened[:4]:
        return None  # "The body of a trader who was kidnapped on Tuesday was found with bullet wounds"
    if trigger.word.id == "hurt_limb" and near.clause.tag(trigger.end - 1) == "PRP":
        return None  # "he cut her on the face"
    if trigger.word.id == "with_a_wound" and near.clause.word(trigger.end) in {"the", "these", "those", "such"}:
        return None  # "dealing with the injuries"
    if trigger.word.id == "broke_bone" and near.clause.word(trigger.start - 1) in {"a", "an", "the", "his", "her"}:
        return None  # "treated for cuts and a fractured collarbone"
    bodies = REMAINS - {"remains"}
    if trigger.word.id in AT_HOSPITAL and bodies & set(near.clause.words[: trigger.start]):
        return None  # "8 corpses were brought there; the remaining five were at the university hospital"
    if near.clause.word(trigger.start - 1) == "from" and SAVING & set(near.clause.words[: trigger.start]):
        return None  # "rescued a baby and 11 other people from drowning"
    if _got_somebody(near, trigger):
        return None  # "Two mates got him to the sand"
    if trigger.word.id == "dying" and near.clause.is_noun(trigger.end):
        return None  # "money meant for dying children"
    if trigger.word.id == "survived" and near.clause.word(trigger.end) in UNHURT:
        return None
    if trigger.word.id == "die" and near.clause.words[max(0, trigger.start - 2) : trigger.start] == ("where", "they"):
        carried = [g for g in near.groups if g.end < trigger.start and g.form is Form.COUNT and not g.none]
        return mention_of(trigger, tuple(carried[-1:]), "subject")  # "Both were rushed to hospital, where they died"
    before = _verb_of_place(near, trigger) if trigger.word.id in WITH_WOUNDS else trigger.start - 1
    survivor = near.clause.words[max(0, trigger.start - NEAR) : trigger.start].count("survived")
    if survivor and trigger.word.id in WITH_WOUNDS:
        before = next(i for i in range(trigger.start - 1, -1, -1) if near.clause.word(i) == "survived")
    joined = trigger.word.id in WITH_WOUNDS and near.clause.tag(before).startswith("VB")
    groups = _who_did_before(near, trigger)
    groups = groups or near.left(trigger, verb=before if joined else _verb_within(near, trigger))
    if trigger.word.weak and len(groups) > 1:
        groups = tuple(g for g in groups if near.clause.words[g.head] not in REMAINS)  # "18 corpses and six people"
    if trigger.word.of_further and not any(
        (group.ordinal or group.more) and group.end == trigger.start for group in groups
    ):
        return None
    joined_to = near.companions(trigger.end) if trigger.word.id == "die" and len(groups) == 1 else ()
    joined_to = joined_to or (_died_with(near, trigger) if len(groups) == 1 else ())
    joined_to = joined_to or (near.also_did(trigger.end) if groups else ())
    return mention_of(trigger, (*groups, *joined_to, *_without_a_verb(near, trigger)) if groups else (), "subject")


def _who_did_before(near: Neighbourhood, trigger: Trigger) -> tuple[Group, ...]:
    """Return the subject of the clause that goes on with what befell it: "The neighbor fought him, suffering a cut".

    A bone that was broken may be that of anybody else told of.
    """
    clause, comma = near.clause, trigger.start - 1
    if clause.word(comma) != "," or not clause.word(trigger.start).endswith("ing") or trigger.word.id not in BEFALLING:
        return ()
    finite = next((i for i in range(comma) if clause.tag(i) in {"VBD", "VBZ", "VBP", "VBN"}), None)
    subject = near.adjacent(finite) if finite is not None else None
    if finite is None or subject is None or subject.none or clause.word(subject.start - 1) not in OPENING_CLAUSE | {""}:
        return ()
    others = any(finite < group.start < comma for group in near.groups)
    own = trigger.word.id == "suffer" or clause.word(trigger.start) in OWN_HURT
    return () if others and not own else near.with_coordinated(subject)


def _died_with(near: Neighbourhood, trigger: Trigger) -> tuple[Group, ...]:
    """Return who died with somebody: "died with his driver and both his bodyguards when a bomb hit their car"."""
    first = near.starts.get(trigger.end + 1)
    if trigger.word.id != "die" or near.clause.word(trigger.end) != "with" or first is None or first.kind is None:
        return ()
    groups = (first, *near.coordinated_right(first))
    behind = near.starts.get(groups[-1].end)
    owned = behind is not None and behind.form is Form.BARE and near.clause.word(groups[-1].head) == "both"
    end = behind.end if owned and behind is not None else groups[-1].end  # "both his bodyguards"
    closes = near.clause.word(end) in {"when", "as", "in", "on", "after", ".", ",", "while"}
    told = all(g.form in {Form.SINGLE, Form.COUNT, Form.NAME} and not g.none for g in groups)
    return groups if told and closes and near.clause.tag(end + 1) != "PRP$" else ()


def _verb_within(near: Neighbourhood, trigger: Trigger) -> int | None:
    """Return the verb of "did not resist the injuries", on which the parse hangs the subject; None where it opens."""
    helped = near.clause.word(trigger.start) in {"did", "could", "would", "does"}
    inside = (i for i in range(trigger.start + 1, trigger.end) if near.clause.tag(i) == "VB")
    return next(inside, None) if helped else None


def _without_a_verb(near: Neighbourhood, trigger: Trigger) -> Iterator[Group]:
    """Yield who else has a wound in "Diaz suffered a broken arm and his wife, Ana, a concussion"."""
    clause, past = near.clause, trigger.end
    for group in near.groups if trigger.word.near else ():
        joined = group.start > past and clause.word(group.start - 1) in {",", ";", "and", "while"}
        if not joined or group.form not in {Form.NAME, Form.SINGLE} or group.none:
            continue
        if any(clause.tag(i) in {"VBD", "VBZ", "VBP"} for i in range(trigger.end, group.start)):
            return
        end = group.end
        while clause.word(end) == "," and end + 1 in near.starts and near.starts[end + 1].form is Form.NAME:
            end = near.starts[end + 1].end
        if clause.word(end) == "," and clause.tag(end + 1) == "CD" and clause.word(end + 2) == ",":
            end += 2
        end += clause.word(end) == ","
        wound = clause.words[end + 1 : end + 4]
        stops = (i for i, word in enumerate(wound) if word in {",", ";", "and", "for", "with", "who", "in"})
        if clause.word(end) in WOUND_ARTICLES and trigger.word.near & set(wound[: next(stops, len(wound))]):
            past = end
            yield group


def _got_somebody(near: Neighbourhood, trigger: Trigger) -> bool:
    """Whether "got" has somebody for its object and no wound."""
    got = near.clause.words[trigger.start : trigger.end] in {("got",), ("get",)}
    return got and near.clause.word(trigger.end) in {"him", "her", "them", "us", "me"}


def _verb_of_place(near: Neighbourhood, trigger: Trigger) -> int:
    """Return the verb before "with a broken leg": "was kept overnight with", "is still at Mercy General with"."""
    clause, index = near.clause, trigger.start - 1
    while index > 0 and index + 1 not in near.ends and (clause.tag(index) in PLACING or _joins_names(near, index)):
        index -= 1
    if clause.word(index) in SPANS and clause.tag(index - 1) in {"CD", "JJ", "DT"}:
        index -= 2  # "was found 20 minutes later with a wound"
        index -= clause.tag(index) in {"RB", "IN"}
        index -= clause.tag(index) == "RP"
        return index if clause.word(index) in FOUND_THERE | STAYING else trigger.start - 1
    if clause.word(index - 1) == "to" and clause.word(index - 2) in STAYING:
        index -= 2  # "swam to shore with a broken arm"
    if clause.tag(index) == "VBN" and clause.word(index - 1) == "found":
        index -= 1  # "was found tied up in the hold with a concussion"
    far = trigger.start - 1 - index
    stays = clause.word(index) in BE | STAYING or far <= 1
    return index if clause.tag(index).startswith("VB") and stays else trigger.start - 1


def _joins_names(near: Neighbourhood, index: int) -> bool:
    """Whether "and" stands within a name: "the Royal Brisbane and Women's Hospital"."""
    beside = [i for i in (index - 1, index + 1) if 0 <= i < len(near.clause)]
    named = len(beside) == 2 and all(near.clause.doc[i].text[:1].isupper() for i in beside)
    return near.clause.word(index) == "and" and named


def _as_the_others(near: Neighbourhood, trigger: Trigger) -> Trigger:
    """Return "and himself" with the outcome of the verb it hangs on: "killed 12 people and himself"."""
    killing = [
        t
        for t in near.triggers
        if t.end <= trigger.start and t.word.outcome is Outcome.KILLED and t.word.shape is Shape.VERB
    ]
    if near.clause.word(trigger.start) not in {"and", "then", ","} or not killing:
        return trigger
    return replace(trigger, word=replace(trigger.word, outcome=Outcome.KILLED, struck=False))


def of_state(near: Neighbourhood, trigger: Trigger) -> Mention | None:
    """Return the people who are dead, missing, in critical condition."""
    clause = near.clause
    if (
        clause.word(trigger.end) in NOT_AFTER_DEAD
        or clause.word(trigger.start - 1) == "the"
        or (trigger.word.id == "dead_or_injured" and trigger.end in near.starts)
    ):
        return None
    if any(group.start <= trigger.start < group.head for group in near.groups):
        return None  # "homeless people" were so before
    opens = trigger.start == 0 or (trigger.start == 1 and clause.word(0) == "also")
    verb = trigger.end + 3 * (clause.words[trigger.end : trigger.end + 3] in ON_THE_SPOT)
    if trigger.word.id == "dead" and opens and clause.word(verb) in {"are", "were", "is", "was"}:
        return mention_of(trigger, near.right(verb + 1, noun=True), "fronted")  # "Dead are Ana Ruiz, 57; and"
    if clause.word(trigger.end - 1) == "hospital" and clause.tag(trigger.end) == "NN" and not _is_bed(near, trigger):
        return None  # "sings in the hospital choir"
    index = trigger.start - 1
    while clause.tag(index) == "RB" and index not in {group.end - 1 for group in near.groups}:
        index -= 1
    group = near.ends.get(index + 1)
    if group is None and clause.word(index) == "," and trigger.word.id == "dead":
        group = before_comma(clause, near.ends, index)  # "found the man, 50, dead"
        if group is None and clause.word(index + 1) in {"all", "both"}:
            group = near.ends.get(index)  # "found three victims and a man, all dead"
    with_them = near.ends.get(index) if clause.word(index) in {"reported", "confirmed", "declared", "found"} else None
    if group is None and trigger.word.id == "dead" and with_them and clause.word(with_them.start - 1) == "with":
        group = with_them  # "sank, with at least 12 people reported dead"
    if group is None and clause.word(index) == "as" and clause.word(index - 1) in {"listed", "reported"}:
        group = near.ends.get(index - 1)
    if trigger.word.id == "dead" and (told := _left_with_homes(near, trigger)):
        return mention_of(trigger, told, "state after")
    left = group is not None and clause.word(group.start - 1) in LEAVING
    among = clause.words[max(0, group.start - 2) : group.start] if group is not None else ()
    if among[1:] == ("among",) or among in {("one", "of"), ("two", "of"), ("three", "of")}:
        left = group is not None and group.form is Form.COUNT  # "is among five people in hospital"
    if group is not None and (clause.title or left or not trigger.word.weak):
        return mention_of(trigger, near.with_coordinated(near.of_household(group)), "state after")
    if trigger.word.id == "fatally":
        return None
    found = trigger.start - 1
    reduced = clause.word(found) in FINDING and not (clause.title or clause.auxiliaries(found))
    if reduced and is_thing(clause.word(found - 1)):
        return None  # "The owner of three hens found dead has been fined"
    owned = _owned_by_kin(near, found) if reduced and trigger.word.id == "dead" else ()
    subject = owned or _state_subject(near, trigger, index)
    along = near.companions(trigger.end) if trigger.word.id == "dead" and len(subject) == 1 else ()
    return mention_of(trigger, (*subject, *along), "state")


def _is_bed(near: Neighbourhood, trigger: Trigger) -> bool:
    """Whether the noun behind "hospital" is where patients lie, or a day: "in hospital care", "in hospital today"."""
    return near.clause.word(trigger.end) in {"bed", "care", "ward", "isolation", *DAYS}


def _owned_by_kin(near: Neighbourhood, found: int) -> tuple[Group, ...]:
    """Return the woman of "The brother of a woman from Neath found dead on Saturday has been charged"."""
    clause = near.clause
    owned = [g for g in near.groups if g.end <= found and clause.word(g.start - 1) == "of" and not g.definite]
    placed = owned and all(clause.tag(i) in {"IN", "NNP", "DT", "NN"} for i in range(owned[-1].end, found))
    whose = near.ends.get(owned[-1].start - 1) if placed else None
    return near.with_coordinated(owned[-1]) if whose is not None and whose.form is Form.SINGLE else ()


def _left_with_homes(near: Neighbourhood, trigger: Trigger) -> tuple[Group, ...]:
    """Return those of "left 18 people from the Hawazma and 14 from the Nuba dead", "shot two of the crowd dead"."""
    clause = near.clause
    left = [i for i in range(trigger.start) if clause.word(i) in LEAVING | {"shot"}]
    first = near.starts.get(left[-1] + 1) if left else None
    if first is None:
        return ()
    groups = [g for g in near.groups if first.start <= g.start < trigger.start]
    counted = all(g.form in {Form.COUNT, Form.SINGLE} and not g.none for g in groups)
    joined = all(clause.word(g.start - 1) in {"and", ",", "plus"} or _stands_along(clause, g) for g in groups[1:])
    behind = [clause.tag(i) for i in range(groups[-1].end, trigger.start)]
    at_home = behind[:1] == ["IN"] and set(behind) <= {"IN", "DT", "NN", "NNP", "NNPS", "NNS", "JJ", "CD"}
    within = (t for t in near.triggers if first.end <= t.start and t.end < trigger.start)
    if any(t.word.outcome is not trigger.word.outcome for t in within):
        return ()  # "left 3,000 homeless, according to the mayor, and 12 dead"
    return tuple(groups) if counted and joined and (at_home or (not behind and len(groups) > 1)) else ()


def _stands_along(clause: Clause, group: Group) -> bool:
    """Whether a group is joined to the one before: "five of the attackers as well as two officers"."""
    return any(clause.words[max(0, group.start - len(words)) : group.start] == words for words in ALONG)


def _state_subject(near: Neighbourhood, trigger: Trigger, index: int) -> tuple[Group, ...]:
    """Return the subject of "were dead", "was found dead", "was pronounced dead", "remain missing"."""
    clause = near.clause
    if clause.word(index) == "up" and clause.word(index - 1) in {"ended", "ends", "wound", "turned"}:
        return near.left(trigger, verb=index - 1)  # "ended up dead"
    brought_out = brought_out_before(clause, trigger.start)
    if brought_out is not None and trigger.word.outcome is Outcome.KILLED:
        return near.left(trigger, verb=brought_out)
    if clause.word(index) not in BE | LINKING:
        return ()
    verb = index if clause.tag(index).startswith("VB") else index + 1
    return near.left(trigger, verb=verb)
