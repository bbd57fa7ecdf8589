"""What tells two people of an article apart, or lets two tellings be of one: words, wounds, parts played."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.understand.cast import surname
from pipeline.understand.context import single
from pipeline.understand.counting.group import PRONOUNS, Form, Group
from pipeline.understand.counting.people import GENERIC, KIN
from pipeline.understand.figure import Figure
from pipeline.understand.phrases import folded
from pipeline.understand.toll.person import Person
from pipeline.understand.toll.rescuers import HELPERS
from pipeline.understand.triggers import IN_CARE, Shape
from pipeline.vocabulary import CivilianStatus, Outcome

NEAR = 5  # sentences
OF_ANOTHER = frozenset({"second", "other", "third", "opposite", "oncoming"})
COMPANIONS = frozenset({"colleague", "comrade", "companion", "co-worker", "partner", "teammate"})
COMPARED = frozenset({"other", "older", "elder", "younger"})  # than whoever died
POSITIONS = {
    **dict.fromkeys(("driver", "pilot", "motorcyclist", "operator"), "at the controls"),
    **dict.fromkeys(("passenger", "co-pilot", "copilot"), "beside"),
    **dict.fromkeys(("pedestrian", "jogger"), "on foot"),
    **dict.fromkeys(("cyclist", "bicyclist"), "on a bicycle"),
}
TRADES = KIN | {"civilian"}  # kinds of many callings: the same kind is not the same person
ONE, DEATHS = frozenset({"one", "1", "another"}), frozenset({"dead", "killed", "killing", "died"})
ALIVE = frozenset(
    {"arrested", "captured", "apprehended", "nabbed", "detained", "alive", "survived", "escaped", "freed", "released"}
)
_BY_ATTACKER = re.compile(
    r"\bby (?:the|an?|one of the) (?:\w+ )?"
    r"(?:robber|gunman|suspect|attacker|intruder|shooter|burglar|assailant|carjacker)"
)
_ANOTHER = re.compile(
    r"\b(?:also|too|another|other|passenger|driver|rider|survived|surviv\w+|hospital|condition|expected|treated|wife"
    r"|husband|friend|recover\w+|airlifted|flown|released)\b",
    re.IGNORECASE,
)
_VITAL = re.compile(r"\b(?:head|chest|torso|neck|back|stomach|abdomen|face|heart|body|times)\b", re.IGNORECASE)
_GRAVE = re.compile(r"\b(?:critical|grave|unresponsive|cardiac arrest|(?<!non-)life-threatening)\b")
_FOUND_WITH = re.compile(r"^with (?:[\w-]+ ){0,3}(?:burns|injuries|injury|wounds?|cuts|fractures)\b")
_LIGHT = re.compile(
    r"\b(?:minor|slight|light|non-life-threatening|not life-threatening|treated and released)\b", re.IGNORECASE
)
_TREATED_FOR = re.compile(r"\btreated for\b(?![^.;]*\b(?:died|succumbed|pronounced)\b)")
_TOO = re.compile(r"(?:lost )?(?:(?:his |her )?life|died|killed|dead|perished)(?:,? too\b|,? as well\b)")
_TELLS_OF_IT = re.compile(r"\b(?:testified|recalled) (?:that )?(?:he|she)\b")
_IN_CARE = re.compile(
    r"\b(?:is|are|remains?) (?:still |now )?(?:at|in|recovering)\b"
    r"|\bspent (?:[\w-]+ ){1,3}(?:days|weeks|months|nights)\b"
)
_LIVES = re.compile(
    r"\b(?:alive|survived|surviv(?:e|ing)|recover(?:s|ed|ing)?|surgery|operated|treated|released|discharged"
    r"|responding to treatment|receiving treatment"
    r"|life support|with (?:[\w-]+ ){0,3}(?:burns|injuries|wounds?|cuts|fractures)"
    r"|(?:in|to|through|on|across) (?:the |his |her |their |both |one |an? )?"
    r"(?:left |right |upper |lower |of (?:his|her) )*"
    r"(?:arms?|legs?|hands?|foot|feet|wrists?|shoulders?|ankles?|knees?|thighs?|calf|calves|hip|buttocks?|butt|fingers?"
    r"|elbow|ear|forearm|palms?|fingertips?|shins?|toes?|heel|biceps?|collarbone)\b|grazed"
    r"|(?:in|listed in) (?:\w+,? (?:but )?){0,3}condition|stabili[sz]ed|(?:upgraded|downgraded|improved) to"
    r"|non-life|not life|life-changing|life-altering)\b",
    re.IGNORECASE,
)


def is_told_too(figure: Figure) -> bool:
    """Whether a death is added to those told before: "Their driver lost his life too", "A waiter died as well"."""
    return figure.outcome is Outcome.KILLED and bool(_TOO.match(figure.tail))


def lives(figure: Figure) -> bool:
    """Whether someone hurt is told of as alive."""
    if figure.clause.words[figure.groups[0].head] in ONE and not DEATHS.isdisjoint(figure.clause.words):
        return True  # "left two people dead and sent one to the hospital"
    between = figure.clause.words[figure.groups[-1].end : figure.mention.trigger.start]
    if not ALIVE.isdisjoint(between) or figure.clause.words[figure.groups[0].head] in {"survivor", "survivors"}:
        return True  # "was pulled out alive with burns"
    trigger = figure.mention.trigger
    if between[-1:] == ("left",):
        return True  # "was left with serious injuries"
    if {"changing", "altering"} & set(figure.clause.words[trigger.start : trigger.end]):
        return True  # "was left with life-changing injuries"
    tail = _FOUND_WITH.sub("", figure.tail) if _is_found(figure) else figure.tail
    if not figure.mention.word.struck or _is_in_care(figure) or _LIVES.search(tail):
        return True
    return bool(_TELLS_OF_IT.search(figure.sentence.text[: -len(figure.tail)]))


def _is_found(figure: Figure) -> bool:
    """Whether somebody was found with wounds, alive or dead: "were found with head injuries"."""
    start = figure.mention.trigger.start
    return "found" in figure.clause.words[max(0, start - 3) : start]


def _is_in_care(figure: Figure) -> bool:
    """Whether somebody hit is told of as somewhere: "is at Mercy with burns"."""
    between = figure.clause.words[figure.groups[-1].end : figure.mention.trigger.start]
    return bool(_IN_CARE.search(" ".join(between)))


def sits_elsewhere(person: Person, word: str) -> bool:
    """Whether "the pilot" is not the passenger of whom the text told."""
    own, told = POSITIONS.get(word), {POSITIONS[w] for w in person.words if w in POSITIONS}
    return own is not None and bool(told) and own not in told


def is_a_new_one(person: Person, group: Group, figure: Figure) -> bool:
    """Whether "a neighbor was bitten" brings in another than the boy of whom the text has already told."""
    word = figure.clause.words[group.head]
    known = word in person.words or word in GENERIC or group.kind is None or group.kind.id in person.kinds - TRADES
    if person.words & HELPERS and word in GENERIC and group.form is Form.SINGLE and not group.definite:
        return True  # "three were hurt, including a firefighter. A 64-year-old woman was taken to hospital"
    return not known and not group.definite and any(sentence for sentence in person.sentences) and not figure.in_title


def is_somebody_else(person: Person, group: Group, figure: Figure) -> bool:
    """Whether "the driver was treated" is not the worker who died: another word for somebody alive."""
    if person.attacker and _BY_ATTACKER.search(figure.tail[:80]):
        return True  # "the owner, who was shot by the robber"
    word = figure.clause.words[group.head]
    told_alive = figure.outcome is Outcome.INJURED and lives(figure)
    if COMPARED & set(figure.clause.words[group.start : group.head]) and person.dead and told_alive:
        return True
    if told_alive and has_another_part(person, word, group):
        return True
    described = figure.clause.words[max(0, group.start - 7) : figure.mention.trigger.start]
    other = OF_ANOTHER & set(described)
    another = word in POSITIONS and "also" in described and not other & person.words
    if told_alive and other and (person.dead or another):
        return True  # "the driver of the second car", "The second vehicle's driver was also injured"
    if told_alive and person.dead and group.form is Form.SINGLE and figure.clause.tag(group.end) == "VBG":
        return True  # "The woman driving the van was treated"
    light = _LIGHT.search(figure.clause.doc[group.end :].text)
    if told_alive and person.dead and not person.headline and group.form is Form.SINGLE and light:
        return True  # "The driver of the car died. The lorry driver had minor injuries"
    cared_for = figure.mention.word.id == "treat" and _TREATED_FOR.search(figure.sentence.text)
    if told_alive and person.dead and not person.struck and cared_for and group.form is Form.SINGLE:
        return True  # "A kayaker drowned. ... the woman was pulled out and treated for hypothermia"
    known = word in person.words or word in GENERIC or group.form is not Form.SINGLE
    may_die = figure.mention.word.weak and _GRAVE.search(
        figure.tail
    )  # "was rushed to hospital in a critical condition"
    contradicts = figure.mention.word.struck and person.dead and not (may_die or _VITAL.search(figure.tail))
    return told_alive and Outcome.KILLED in person.outcomes and (contradicts or not known)


def has_another_part(person: Person, word: str, group: Group) -> bool:
    """Whether "the driver" is none of somebody's relatives of whom the text told by that word: "his wife, who rode"."""
    specific = group.kind is not None and word not in GENERIC and not group.kind.kin and group.kind.id not in KIN
    told_as = person.words - set(PRONOUNS)
    relative = bool(told_as) and person.kinds <= KIN and not person.headline and not told_as & GENERIC
    return specific and relative and bool(person.kinds) and word not in told_as


def names_the_dead(group: Group, figure: Figure) -> bool:
    """Whether "Jose Luna, 32, suffered burns" names him of whose death the text told: no other part is given to him."""
    bare = group.kind is None and group.age is not None
    return (
        bare
        and figure.outcome is Outcome.INJURED
        and not _is_in_care(figure)
        and (figure.mention.word.id not in IN_CARE or "had" in figure.clause.words)
        and not _ANOTHER.search(figure.sentence.text)
    )


def may_be_attacker(group: Group, figure: Figure) -> bool:
    """Whether somebody found dead may be the attacker of whose death the text told before: nobody killed him."""
    found = figure.mention.rule in {"state", "state after"} and figure.outcome is Outcome.KILLED
    return found and (group.kind is None or group.kind.status is None) and (group.age is None or group.age >= 18)


def may_be_dead(person: Person, figure: Figure) -> bool:
    """Whether somebody hit may be the one who died."""
    return figure.outcome is Outcome.KILLED and person.struck and not person.alive


def may_have_died(person: Person, figure: Figure) -> bool:
    """Whether somebody hit, or said to have been in hospital before, may be the one who died."""
    then = (figure.mention.word.struck and not _is_in_care(figure)) or "had been" in " ".join(
        figure.clause.words[: figure.mention.trigger.start][-3:]
    )
    return then and Outcome.KILLED in person.outcomes


def is_of_forces(person: Person, group: Group) -> bool:
    """Whether "a woman in the passenger seat" is not the corporal of whom the body told."""
    forces = person.status in {CivilianStatus.SECURITY_FORCES, CivilianStatus.COMBATANT} and not person.attacker
    return forces and group.form is Form.SINGLE and not group.definite and group.kind is not None


def has_another_trade(person: Person, group: Group, figure: Figure) -> bool:
    """Whether "the truck driver, 61-year-old Denver Noble," is not the coworker of whom the body told before."""
    word, told = figure.clause.words[group.head], person.words - GENERIC - set(PRONOUNS)
    trade = figure.outcome is Outcome.INJURED and group.kind is not None and word not in GENERIC
    seated = word in POSITIONS
    body = not person.headline and (seated or not person.opens) and figure.sentence.index not in person.sentences
    return trade and body and bool(told) and word not in told


def is_other_kin(person: Person, group: Group, figure: Figure) -> bool:
    """Whether "Osei's sister Abena" is not "her best friend": two words for relatives are two people."""
    named_kin = group.kind is not None and group.kind.id in KIN
    apart = figure.sentence.index not in person.sentences and not person.headline
    only_kin = bool(person.kinds) and person.kinds <= KIN and not person.words & GENERIC
    return named_kin and apart and only_kin and not _kin_words(figure, group) & person.words


def _kin_words(figure: Figure, group: Group) -> set[str]:
    return set(figure.clause.words[group.start : group.end])


def names_of_the_dead(figures: Iterable[Figure]) -> frozenset[str]:
    """Return the surnames of those whom an article says died: "Patel died there behind the counter"."""
    dead = (f for f in figures if f.outcome is Outcome.KILLED and not f.counted and not f.mention.zero)
    return frozenset(surname(f.groups[0].name) for f in dead if f.groups[0].name)


def without_named_dead(figures: Sequence[Figure]) -> list[Figure]:
    """Leave out how those were hit whom a list of the dead names: "Dead are Ann Lee, 57, and Bo Joseph"."""
    listed = (f for f in figures if f.outcome is Outcome.KILLED and len(f.groups) > 1 and not f.mention.zero)
    names = {surname(group.name) for f in listed for group in f.groups if group.name}
    return [f for f in figures if not (_is_hit_by_name(f) and surname(f.groups[0].name or "") in names)]


def _is_hit_by_name(figure: Figure) -> bool:
    named = len(figure.groups) == 1 and figure.groups[0].form is Form.NAME
    return figure.outcome is Outcome.INJURED and named and figure.mention.word.struck


def of_the_dead(group: Group, figure: Figure, people: list[Person], gone: frozenset[str]) -> list[Person]:
    """Leave out a person told of as only hurt where somebody named as hit died, and one of those who died has no name.

    In "convicted of killing a clerk and shooting a customer. He shot Ashok Patel. Patel died" the clerk is Patel.
    """
    hit = figure.outcome is Outcome.INJURED and group.name is not None and surname(group.name) in gone
    if not hit or not any(p.dead and not p.names and not p.attacker for p in people):
        return people
    return [p for p in people if p.dead or p.names]


def is_last_of(people: list[Person], group: Group, figure: Figure) -> bool:
    """Whether "a second victim" is the second of those told of before, one of whom died."""
    words = figure.clause.words[group.head : group.end + 2]  # "a second shooting victim"
    return group.ordinal == len(people) and not {"victim", "person"}.isdisjoint(words)


def is_patient_of_headline(people: list[Person], figure: Figure) -> bool:
    """Whether "the suspect was taken to hospital" is the only one of whom a headline said "man hospitalized"."""
    alone = len(people) == 1 and people[0].headline and not (people[0].struck or people[0].dead or people[0].attacker)
    return alone and figure.of_attackers and figure.mention.word.id in IN_CARE


def is_same_guard(person: Person, group: Group, word: str) -> bool:
    """Whether "a police officer" may be the "one policeman" of the opening: told of by the same word or kind."""
    kind = group.kind is not None and group.kind.id in person.kinds and not group.more
    return person.opens and (word in person.words or kind)


def fell_beside(group: Group, figure: Figure) -> bool:
    """Whether somebody was killed with whom the report told of before: "his driver was shot dead at his side"."""
    violent = figure.outcome is Outcome.KILLED and figure.mention.word.shape is Shape.VERB
    his = figure.clause.word(group.start) in {"his", "her", "their"}
    told = violent and his and figure.mention.rule == "passive"
    told = told or (his and figure.outcome is Outcome.KILLED and figure.clause.words[group.head] in COMPANIONS)
    return told and group.form is Form.SINGLE and figure.sentence.rank <= NEAR


def is_told_soon(figure: Figure) -> bool:
    """Whether a report goes on with another death of the same event, and names no other day."""
    near = figure.outcome is Outcome.KILLED and figure.sentence.rank <= NEAR + 1
    return near and not single("these_days").search(folded(figure.sentence.text))
