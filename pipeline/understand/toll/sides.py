"""People of different kinds counted apart, who together are a toll: soldiers, their attackers, civilians."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.understand.counting.group import Form, Group
from pipeline.understand.counting.numbers import numbers_in
from pipeline.understand.counting.people import FORCE_KINDS, REBEL_KINDS, plurals_of
from pipeline.understand.figure import Figure
from pipeline.understand.speech.official import organisations
from pipeline.understand.toll.another_time import is_of_another_time
from pipeline.understand.toll.person import ENEMIES, Person
from pipeline.vocabulary import CivilianStatus, Outcome, SourceKind

FORCES, REBELS, CIVILIANS = "forces", "rebels", "civilians"
BOTH_SIDES = frozenset({"combatants", "combatant"})  # "at least 16 combatants died" counts police and rebels
SIDE_OF = {
    **dict.fromkeys(FORCE_KINDS, FORCES),
    **dict.fromkeys(REBEL_KINDS, REBELS),
    **dict.fromkeys(("civilian", "man", "woman", "boy", "girl", "child", "youth", "elderly"), CIVILIANS),
    **dict.fromkeys(("grandmother", "grandfather", "kin_male", "kin_female", "couple", "twins"), CIVILIANS),
}
MEMBERS = frozenset({"member", "members", "element", "elements", "personnel"})
RAIDERS = frozenset({"bandits", "raiders", "attackers", "assailants", "gunmen"})
CAME = frozenset({"attacked", "raided", "stormed", "came", "ambushed", "assaulted"})
BANDS = frozenset({"groups", "group", "factions", "faction", "gangs", "gang", "militia", "militias", "cell", "cells"})
DEFENDING = frozenset(  # villagers under arms
    {"vigilante", "vigilantes", "vdp", "vdps", "hunters", "koglweogo", "kamajors"}
)
MEN = frozenset({"men", "jawans", "personnel", "troopers", "guards"})
DESTROYED = frozenset({"destroy", "destroyed", "neutralise"})  # what is written of armed men only
STATE = frozenset({"security", "army", "police", "armed", "forces", "guard", "gendarmerie", "military"})
OF_THE_STATE = ("SF", "ANA", "ANP", "RPF", "ISF")
_STATE_FORCE = re.compile(r"\b[A-Z]{1,4}(?:SF|RPF|ANA|ANP|ISF|TBP|APF)\b")
_BESIDES = re.compile(
    r"(?:In addition to|Besides|Apart from|As well as) the (?:(?!suicide)(\w+) )?(?:suicide )?"
    r"(?:assailant|attacker|bomber|gunman|gunmen|perpetrator)(s)?,"
)
_LEFT_OUT = re.compile(
    r"\b(?:bomber|attacker|assailant|gunman|perpetrator|driver)s?\b[^.]{0,60}\b(?:was|were|is|are) ?(?:n[o'’]t|not) "
    r"(?:included|counted|part of)\b[^.]{0,20}\b(?:toll|count|figure|total|number)\b"
)
_BODIES_WITH_IT = re.compile(  # "fourteen bodies, including that of the bomber"; "the bomber's among them"
    r"\b(?:bodies|corpses|dead)\b[^.;]{0,40}?"
    r"(?:\b(?:including|among them|one of (?:them|which)|counting|with)\b|,)[^.;]{0,30}?"
    r"\b(?:bomber|attacker|assailant|gunman|perpetrator)\b"
)
_LABEL = re.compile(r"([A-Z][\w’' /-]{2,40}):\s")
_ACRONYM = re.compile(r"\b[A-Z][A-Za-z]*[A-Z]\b")  # "one PDF member": whoever has members under arms
STEM = 6  # letters
FAR = 4  # sentences; figures further apart are seldom of one fight
Bounds = tuple[int | None, int | None, int | None]


def side_of(figure: Figure) -> str | None:
    """Return the side of a fight whose people a figure counts; None where it does not say, or counts several."""
    if figure.of_attackers:
        return REBELS
    label = _side_of_label(figure)
    if label is not None:
        return label
    sides = {side for group in figure.groups if (side := _side_of_group(group, figure)) is not None}
    if not sides and figure.mention.word.id in DESTROYED:
        return REBELS  # "nine people were neutralised"
    sides = sides or {side for kind in figure.beside if (side := SIDE_OF.get(kind)) is not None}
    return next(iter(sides)) if len(sides) == 1 else None


def _side_of_label(figure: Figure) -> str | None:
    """Return the side that a label before a colon names: "Security forces: 8 killed. Maoists: 4 bodies"."""
    label = _LABEL.match(figure.sentence.text)
    if label is None or figure.groups[0].kind is not None and SIDE_OF.get(figure.groups[0].kind.id) is not None:
        return None
    words = set(label[1].lower().split())
    if words & (plurals_of(REBEL_KINDS) | {"rebel", "rebels", "militant", "insurgent"}):
        return REBELS
    if words & (_guards() | {"forces", "soldiers", "government", "gendarmes"}):
        return FORCES
    return CIVILIANS if words & {"civilians", "civilian", "villagers", "residents"} else None


def sides_of(figure: Figure) -> set[str]:
    """Return the sides whose people a list counts: "23 civilians, nine soldiers and four militiamen"."""
    sides = [_side_of_group(group, figure) for group in figure.groups]
    return {side for side in sides if side is not None} if None not in sides else set()


def _side_of_group(group: Group, figure: Figure) -> str | None:
    if {"forces", "troops"} & set(figure.clause.words[group.end + 1 : group.end + 4]) and group.form is Form.COUNT:
        return FORCES if figure.clause.word(group.end) == "of" else None  # "two of Puntland forces"
    if group.kind is None or figure.clause.words[group.head] in BOTH_SIDES:
        return None
    if figure.clause.words[group.head] in DEFENDING:
        return FORCES
    if "enemy" in figure.clause.words[group.start : group.head]:
        return REBELS  # "two enemy troops were eliminated"
    if figure.clause.words[group.head] in MEN and _STATE_FORCE.search(figure.clause.doc[group.start : group.head].text):
        return FORCES  # "three BSF men"
    if figure.clause.words[group.head] in MEN and _names_armed_group(figure.clause.words[group.start : group.head]):
        return REBELS  # "five al-Shabaab men"
    if figure.clause.words[group.head] in MEN and "our" in figure.clause.words[group.start : group.head]:
        return None  # "three of our men": the teller's
    behind = figure.clause.words[group.head + 1 : group.head + 7]
    if figure.clause.words[group.head] in MEN and behind[:1] == ("of",) and not STATE.isdisjoint(behind):
        return FORCES  # "four men of the army's quick response force"
    if figure.clause.words[group.head] in MEMBERS and "illegal" in behind:
        return REBELS  # "all six members of Armenia's illegal armed formation"
    if figure.clause.words[group.head] in MEMBERS and not BANDS.isdisjoint(behind):
        return REBELS  # "five members of armed Palestinian groups"
    if figure.clause.words[group.head] in MEMBERS and behind[:1] == ("of",) and not STATE.isdisjoint(behind):
        return FORCES  # "17 members of the security forces"
    if group.kind.id != "person":
        return SIDE_OF.get(group.kind.id)
    text = figure.clause.doc[group.start : group.head].text
    letters = _ACRONYM.search(text)
    if figure.clause.words[group.head] not in MEMBERS:
        return None
    if letters:
        return FORCES if letters[0].endswith(OF_THE_STATE) else REBELS
    named = _names_armed_group(figure.clause.words[group.start : group.head])
    named = named or (behind[:1] == ("of",) and _names_armed_group(behind))  # "six members of the Abu Sayyaf"
    return REBELS if named else None


def _names_armed_group(words: Sequence[str]) -> bool:
    """Whether an armed group of the table is named: "seven of Al-Shabaab members"."""
    bodies = (organisations().at(words, index) for index in range(len(words)))
    return any(found is not None and found[1].kind is SourceKind.ARMED_GROUP for found in bodies)


def holds_both_sides(first: Figure, own: Sequence[Figure]) -> bool:
    """Whether a list gives the same count with both sides in it: "nine dead. Three soldiers and six rebels were"."""
    lists = (f for f in own if f is not first and f.bounds == first.bounds and len(f.groups) > 1)
    return any({FORCES, REBELS} <= sides_of(f) for f in lists)


def counted_apart(first: Figure, own: Sequence[Figure]) -> list[Figure]:
    """Return the figures of other sides than that of `first`, one a side, none told of before or within another."""
    side = side_of(first)
    taken = {side} if side is not None else sides_of(first)
    if not taken:
        return []
    found: list[Figure] = []
    for figure in own:
        other = side_of(figure) or _victims_of(figure, taken)
        if other is None or other in taken or not _stands_beside(figure, first) or _may_be_some(figure, own):
            continue
        if _tells_again(figure, first):
            continue
        taken.add(other)
        found.append(figure)
    return found


def _victims_of(figure: Figure, taken: set[str]) -> str | None:
    """Return the forces where a list counts these with civilians and the figure before it only those who attacked."""
    sides = {_side_of_group(group, figure) for group in figure.groups}
    attacked = taken == {REBELS} and len(figure.groups) > 1 and FORCES in sides and REBELS not in sides
    return FORCES if attacked else None


def _tells_again(figure: Figure, first: Figure) -> bool:
    """Whether a side counts as its own those counted before: "seven Hamas men are dead", "seven of its fighters"."""
    owned = (f.clause.words[f.groups[0].start : f.groups[0].end] for f in (figure, first))
    own = any({"its", "their"} & set(words) for words in owned) or (
        figure.groups[0].kind is None and figure.groups[0].more
    )
    stems = [{w[:STEM] for g in f.groups for w in f.clause.words[g.start : g.end]} for f in (figure, first)]
    own = own or any(len(stem) == STEM for stem in stems[0] & stems[1])  # "two police officials", "two policemen"
    return own and figure.sentence is not first.sentence and figure.bounds == first.bounds


def _stands_beside(figure: Figure, first: Figure) -> bool:
    group = figure.groups[0]
    near = figure.sentence.field is first.sentence.field and abs(figure.sentence.index - first.sentence.index) <= FAR
    told = figure.whole is None or figure.whole == first.number
    apart = told and not (group.partitive and figure.whole is not None) and not figure.mention.zero
    new = figure.counted or (group.form is Form.SINGLE and not group.definite and not group.possessive)
    new = new or (group.form is Form.NAME and group.kind is not None and figure.mention.rule != "of")
    pointing = figure.counted and not group.more
    pointing = pointing and (group.definite or figure.clause.word(group.start) in {"both", "all"})
    felled = figure.of_attackers and figure.mention.rule == "active"  # "shot dead all five attackers"
    felled = felled or are_neutralised(figure)
    known = figure.bounds[1] is not None and (not pointing or felled)
    before = figure.clause.words[max(0, figure.mention.trigger.start - 2) : figure.mention.trigger.start]
    earlier = figure.mention.rule == "active" and before == ("who", "had")  # "the rebels who had killed two"
    known = known and not earlier
    listed = figure.mention.rule in {"part", "reflexive"}
    return near and apart and new and known and not listed and not _disputes(figure, first)


def _may_be_some(figure: Figure, own: Sequence[Figure]) -> bool:
    """Whether a count of people of all kinds stands before it in the sentence: "ten people died, two police killed"."""
    before = [f for f in own if f.sentence is figure.sentence and f.number < figure.number and f.counted]
    return any(side_of(f) is None and (f.bounds[1] or 0) > (figure.bounds[1] or 0) for f in before)


def _disputes(figure: Figure, first: Figure) -> bool:
    """Whether one side gives its own count of what the other claims."""
    tellers = {figure.source, first.source}
    return SourceKind.ARMED_GROUP in tellers and len(tellers) == 2 and None not in tellers


def persons_apart(sides: set[str], persons: Sequence[Person]) -> int:
    """Return how many of the single people who died belong to none of the sides that figures count.

    One without a name who is told of in the same words again is one: "one Maoist was killed", "One Maoist has died".
    """
    apart = [p for p in persons if p.dead and (side := side_of_person(p)) is not None and side not in sides]
    nameless = [frozenset(p.words) for p in apart if not p.names and p.age is None and not p.further]
    return len(apart) - len(nameless) + len(set(nameless))


def side_of_person(person: Person) -> str | None:
    """Return the side of a fight that one person belongs to; None where the text does not say."""
    if person.attacker:
        return None if person.by_own_hand or "bomber" in person.words else REBELS
    if person.status is CivilianStatus.SECURITY_FORCES:
        return FORCES
    sides = {SIDE_OF.get(kind) for kind in person.kinds if kind != "person"}
    return next(iter(sides)) if len(sides) == 1 else None


def total_told(total: int, own: Sequence[Figure]) -> bool:
    """Whether the article gives the sum, or more, as one figure of its own."""
    sums = (f for f in own if not {FORCES, REBELS} <= sides_of(f))  # "In all two soldiers and five rebels have died"
    return any(side_of(f) is None and f.whole is None and (f.bounds[1] or 0) >= total for f in sums)


def besides_assailants(first: Figure) -> int:
    """Return how many "In addition to the two assailants, three people were killed" leaves out of its count."""
    found = _BESIDES.match(first.sentence.text) if first.outcome is Outcome.KILLED else None
    if found is None:
        return 0
    number = found[1]
    return next((n.best or 0 for n in numbers_in((number,), frozenset())), 0) if number else int(found[2] is None)


def left_out(first: Figure, own: Sequence[Figure]) -> int:
    """Return the bomber of "The bomber died too and wasn't included in the toll": one more than the toll.

    Where one body more is counted than people were killed, "including the bomber's", he is that one.
    """
    told = [f for f in own if not f.counted and _LEFT_OUT.search(f.sentence.text)]
    one_more = [f for f in own if f.counted and first.bounds[1] and f.bounds[1] == first.bounds[1] + 1]
    with_his = [f for f in one_more if f.sentence is not first.sentence and _BODIES_WITH_IT.search(f.sentence.text)]
    return 1 if told or with_his else 0


def are_raided(first: Figure) -> bool:
    """Whether the sentence says that others came and killed those counted: "died when rebels overran the village"."""
    kinds = {g.kind.id for g in first.groups if g.kind is not None}
    theirs = first.mention.rule == "active" and first.sentence.text.startswith("They ")  # "They killed 17 people"
    return not kinds & (REBEL_KINDS | FORCE_KINDS if theirs else REBEL_KINDS) and (
        theirs or bool(_raiders().search(first.sentence.text))
    )


@cache
def _raiders() -> re.Pattern[str]:
    foes = "|".join(sorted(plurals_of(REBEL_KINDS)))
    return re.compile(
        rf"\b(?:{foes}) (?:\w+ ){{0,3}}?(?:attack|raid|storm|overr[au]n|surround|ambush|invad|assault|enter|burst|swoop"
        r"|open|str[iu]ck|waylai|fire|shot|hack|kill)"
        r"|\b(?:youths?|herders|herdsmen|tribesmen|farmers|nomads|mob)\b[^.;,]{0,40}?\b(?:raid|attack|storm|ambush|invad)ed"
        r"|\b(?:attack|raid|assault|ambush|blast|bombing|kill|slain|murder|hack|shot dead)(?:ed)? (?:\w+ ){0,3}?by "
        r"(?:[\w-]+ ){0,3}?"
        rf"(?:{foes}|bomber)\b",
        re.IGNORECASE,
    )


def struck_back(figure: Figure, first: Figure) -> bool:
    """Whether the sentence goes on with the raiders' dead: "rebels shot six, and soldiers killed two"."""
    between = figure.clause.words[first.mention.trigger.end : figure.mention.trigger.start]
    joined = bool({"and", "while", ";", "before"} & set(between)) and figure.mention.rule == "active"
    group = figure.groups[0]
    nameless = figure.counted and len(figure.groups) == 1 and group.kind is None and not group.partitive
    nameless = nameless or (figure.counted and figure.of_attackers and not first.of_attackers)  # "one of the attackers"
    return nameless and joined and bool(_guards() & set(between)) and are_raided(first)


@cache
def _guards() -> frozenset[str]:
    return plurals_of(FORCE_KINDS) | {"troops", "police", "army"}


def raiders_counted(figure: Figure) -> bool:
    """Whether a count is of those who came to attack: "three of those who attacked"."""
    words = figure.clause.words[figure.groups[0].start : figure.groups[0].end + 5]
    at = next((i for i, word in enumerate(words[:-1]) if word == "those" and words[i + 1] == "who"), None)
    return at is not None and not CAME.isdisjoint(words[at + 2 : at + 3])


def are_neutralised(figure: Figure) -> bool:
    """Whether all of those who came are said to have been killed: "all four members of the group were neutralised"."""
    start = figure.groups[0].start
    before = figure.clause.words[max(0, figure.mention.trigger.start - 2) : figure.mention.trigger.start]
    also = "also" in before and side_of(figure) == REBELS  # "Two members of the PKK were also killed"
    all_of = also or "all" in figure.clause.words[max(0, start - 1) : start + 1]
    enemies = also or figure.of_attackers or figure.mention.word.id == "neutralise"
    known = figure.bounds[1] is not None and figure.whole is None and not figure.mention.zero
    return figure.counted and all_of and enemies and known and figure.sentence.rank <= 2 * FAR


def fell_opposite(figure: Figure, persons: Sequence[Person]) -> bool:
    """Whether rebels are counted who fell in the fight in which the opening's guards did: "forces killed 18 militants".

    Or the soldiers who came to the help of villagers. Not those of another day, nor some of those who got away.
    """
    group = figure.groups[0]
    new = figure.counted and figure.whole is None and not (group.definite or group.partitive or figure.mention.zero)
    soon = new and figure.sentence.rank <= 3 * FAR and figure.bounds[1] is not None
    theirs = {side_of_person(p) for p in persons}
    fought = (theirs == {FORCES} and side_of(figure) == REBELS) or (theirs == {CIVILIANS} and side_of(figure) == FORCES)
    return soon and fought and len(figure.groups) == 1 and not is_of_another_time(figure)


def fell_opposite_alone(person: Person, opening: Sequence[Person], figures: Sequence[Figure]) -> bool:
    """Whether one rebel fell in the fight in which the opening's guards did: "One militant was hit and died"."""
    fought = bool(opening) and all(side_of_person(p) == FORCES or p.kinds & FORCE_KINDS for p in opening)
    if person.opens or not fought or person.words.isdisjoint(ENEMIES) or min(person.sentences) > 2 * FAR:
        return False
    told = [f for f in figures if f.outcome is Outcome.KILLED and f.sentence.index in person.sentences]
    return not any(f.background or is_of_another_time(f) for f in told)


def with_the_bomber(first: Figure, totals: Sequence[Figure]) -> int:
    """Return the attacker whom a list counts beside the number of the headline: "three civilians and the bomber"."""
    if first.of_attackers or len(first.groups) != 1 or first.bounds[1] is None:
        return 0
    lists = [f for f in totals if len(f.groups) == 2 and f.bounds[1] == first.bounds[1] + 1]
    return int(any(_ends_with_attacker(f, first.bounds[1]) for f in lists))


def _ends_with_attacker(figure: Figure, victims: int) -> bool:
    counted, last = figure.groups
    attacker = last.kind is not None and last.kind.id == "attacker" and last.form is Form.SINGLE
    return attacker and counted.best == victims and (counted.kind is None or counted.kind.id not in REBEL_KINDS)


def are_men_of_arms(text: str) -> bool:
    """Whether a text tells of soldiers, police or rebels: a report of war, and not of crime."""
    return bool(_armed().search(text))


@cache
def _armed() -> re.Pattern[str]:
    words = "|".join(sorted(plurals_of(REBEL_KINDS - {"attacker"})))
    return re.compile(
        rf"\b(?:{words}|soldiers|troops|paramilitar\w+|guerrillas?|insurgents|army|battalion|column|Taliban|"
        r"armed (?:group|men|column))\b|\b[A-Z]{3,5}\b (?:fighters|rebels|militants|members|gunmen)"
    )


@cache
def of_rebels() -> re.Pattern[str]:
    """Return the pattern of bodies that are the other side's: "two bodies of the LTTE"."""
    foes = "|".join(sorted(f"{word}|{word.removesuffix('s')}" for word in plurals_of(REBEL_KINDS)))
    return re.compile(rf"(?:body|bodies|corpses?) of (?:the )?(?:\w+ ){{0,6}}?(?:[A-Z]{{2,}}|[Tt]igers?|(?i:{foes}))\b")
