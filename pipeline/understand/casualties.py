"""Outcome words joined to the people they happened to, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from pipeline.understand.aboard import NO_SURVIVORS
from pipeline.understand.clause import ALONG, Clause
from pipeline.understand.counting.counted import POSSESSIVE
from pipeline.understand.counting.group import REMAINS, Form, Group, sum_of
from pipeline.understand.counting.people import ARMED, COMRADES
from pipeline.understand.harm.bodies import are_hurt_bodies
from pipeline.understand.harm.gapping import GAPS, gapped
from pipeline.understand.harm.neighbourhood import Neighbourhood
from pipeline.understand.harm.nouns import of_counted_noun, of_multiple, of_noun
from pipeline.understand.harm.partitives import of_the_stricken
from pipeline.understand.harm.parts import with_parts, without_those_among
from pipeline.understand.harm.some_of_them import of_some
from pipeline.understand.harm.states import of_state, of_subject
from pipeline.understand.harm.tolls import of_those_who, of_toll
from pipeline.understand.harm.verbs import of_verb
from pipeline.understand.lexicon import table
from pipeline.understand.mention import Mention
from pipeline.understand.triggers import Shape, Trigger
from pipeline.vocabulary import Outcome

OF_THE_LIVING = frozenset({Outcome.KILLED, Outcome.INJURED, Outcome.ABDUCTED})  # what befalls no boats or paintings
NOT_FAR = 8  # words
PUBLIC_PLACES = frozenset(table("outcomes")["public_places"]["words"])
DWELLINGS = frozenset(
    {"home", "homes", "house", "houses", "flats", "apartments", "village", "villages", "town", "camp"}
)
GONE = frozenset({"missing", "disappeared", "vanished", "unaccounted"})
HARMED = frozenset({Outcome.KILLED, Outcome.INJURED})
FORCES = frozenset(
    {"army", "military", "forces", "force", "side", "militia", "brigade", "battalion", "regiment", "gendarmerie"}
    | {"convoy", "patrol", "platoon", "squad", "division", "garrison"}
    | {"unit", "group", "movement", "guard", "corps", "insurgents", "assailants"}
)
WITH_HIMSELF = (("and",), (",",), *ALONG)
LINKERS = {
    Shape.VERB: of_verb,
    Shape.SUBJECT: of_subject,
    Shape.STATE: of_state,
    Shape.COUNTED: of_counted_noun,
    Shape.OF: of_noun,
    Shape.TOLL: of_toll,
    Shape.MULTIPLE: of_multiple,
}

_FORMER = re.compile(
    r"\b(?:earlier|previous|initial|original|preliminary|first|provisional) (?:\w+ )?"
    r"(?:toll|figure|count|number|tally|estimate|report)s? (?:of|that) (?:at least |about |some |around )?$"
    r"|\b(?:earlier|previously|initially) (?:report|put|sa|giv|count|announc|stat)\w+ (?:\w+ ){0,4}$"
)
"""Words before a count that another has replaced."""
BODY = frozenset({"body", "remains", "corpse"})
EVERY = frozenset({"every", "each", "per", "any"})


def mentions_in(clause: Clause) -> list[Mention]:
    """Return the outcomes of a sentence with their people, in order of the trigger words."""
    near = Neighbourhood(clause)
    found = [mention for trigger in near.triggers if (mention := _link(near, trigger)) is not None]
    found += [m for trigger in near.triggers if (m := _killed_besides(near, trigger)) is not None]
    found = [m for m in found if not (_in_brackets(near, m, found) or are_hurt_bodies(clause, m))]
    found = [m for m in found if not _is_that_body(near, m, found)]
    found = _without_homes(_without_former(near, _with_own_deaths(found)))
    found = _or_missing(near, found)
    found = [*(_with_the_others(near, m) for m in found), *gapped(near, found)]
    found = with_parts(near, without_those_among(near, _without_repeats(found)))
    return [*found, *of_the_stricken(near, found)]


def _killed_besides(near: Neighbourhood, trigger: Trigger) -> Mention | None:
    """Return whom somebody killed with himself: "killing herself and four others"."""
    clause = near.clause
    if not trigger.word.itself or not clause.word(trigger.start).startswith("kill"):
        return None
    joined = next((len(words) for words in WITH_HIMSELF if clause.words[trigger.end :][: len(words)] == words), 0)
    groups = near.right(trigger.end + joined) if joined else ()
    if not groups or any(group.form in {Form.PRONOUN, Form.BARE} or group.none for group in groups):
        return None
    word = replace(trigger.word, itself=False, outcome=Outcome.KILLED, struck=False)
    return Mention(replace(trigger, word=word), groups, "active")


def _with_own_deaths(mentions: list[Mention]) -> list[Mention]:
    """Return "A man accused of killing his wife before shooting himself has died" as his death by his own hand."""
    himself = [m for m in mentions if m.rule == "reflexive" and m.word.struck]
    found = [m for m in mentions if not _is_that_bomber(m, mentions)]
    for mention in mentions if himself else ():
        group = mention.groups[0]
        died = mention.rule == "subject" and mention.word.id == "die" and group.form in {Form.SINGLE, Form.NAME}
        within = [m for m in himself if died and group.end < m.trigger.start < mention.trigger.start]
        if within:
            own = replace(mention, trigger=replace(mention.trigger, word=replace(mention.word, itself=True)))
            found = [own if m is mention else m for m in found if m not in within]
    return found


def _without_former(near: Neighbourhood, mentions: list[Mention]) -> list[Mention]:
    """Leave out the seven of "Five were killed, police said, correcting an earlier toll of seven"."""
    counted = (m for m in mentions if m.groups[0].form is Form.COUNT)
    former = [m for m in counted if _FORMER.search(" ".join((*near.clause.words[: m.groups[0].start], "")))]
    now = [m for m in mentions if m not in former and not m.zero and m.groups[0].form is not Form.PRONOUN]
    told = {m.outcome for m in now}
    return [m for m in mentions if m not in former or m.outcome not in told]


def _or_missing(near: Neighbourhood, mentions: list[Mention]) -> list[Mention]:
    """Return the dead counted with the missing as such: "More than 1,400 have died or gone missing"."""
    together = {m.groups[0].start for m in mentions if m.outcome is Outcome.KILLED and _joins_missing(near, m)}
    found = [m for m in mentions if m.outcome is not Outcome.MISSING or m.groups[0].start not in together]
    return [
        replace(m, trigger=replace(m.trigger, word=replace(m.word, outcome=Outcome.KILLED_OR_INJURED)))
        if m.outcome is Outcome.KILLED and m.groups[0].start in together
        else m
        for m in found
    ]


def _joins_missing(near: Neighbourhood, mention: Mention) -> bool:
    behind = near.clause.words[mention.trigger.end : mention.trigger.end + 4]
    return behind[:1] == ("or",) and not GONE.isdisjoint(behind)


def _without_homes(mentions: list[Mention]) -> list[Mention]:
    """Leave out that those harmed were displaced: "killed sixty displaced people", "were wounded and evacuated"."""
    harmed = {m.groups[0].start for m in mentions if m.outcome in HARMED}
    return [m for m in mentions if m.outcome is not Outcome.DISPLACED or m.groups[0].start not in harmed]


def _is_that_bomber(mention: Mention, mentions: list[Mention]) -> bool:
    """Whether the bomber is counted already: "Four worshippers and the bomber died when a man blew himself up"."""
    if mention.rule != "reflexive" or mention.word.struck or mention.groups[0].best != 1:
        return False
    others = (
        g for m in mentions if m is not mention and m.outcome is Outcome.KILLED and len(m.groups) > 1 for g in m.groups
    )
    return any(g.form is Form.SINGLE and g.definite and g.kind is not None and g.kind.id == "attacker" for g in others)


def _in_brackets(near: Neighbourhood, mention: Mention, mentions: list[Mention]) -> bool:
    """Whether brackets only say how those before them died: "twelve were killed (ten shot and two burned)"."""
    words, start = near.clause.words, mention.trigger.start
    opened = [i for i in range(start) if words[i] == "("]
    if not opened or ")" in words[opened[-1] : start] or mention.outcome is Outcome.KILLED:
        return False
    before = [m for m in mentions if m.trigger.end <= opened[-1] and m.outcome is Outcome.KILLED]
    total, number = (sum_of(before[-1].groups)[1], sum_of(mention.groups)[1]) if before else (None, None)
    return total is not None and number is not None and 1 <= number <= total


def _is_that_body(near: Neighbourhood, mention: Mention, mentions: list[Mention]) -> bool:
    """Whether a body only says whose the one found is: "recovered a body, thought to be the body of a man"."""
    words, start = near.clause.words, mention.trigger.start
    named = words[start - 2 : start] in {("be", "the"), ("be", "that"), ("is", "the"), ("was", "the")}
    before = [m for m in mentions if m.trigger.end <= start and BODY & {*words[m.trigger.start : m.trigger.end]}]
    return named and words[start] in BODY and bool(before)


def _with_the_others(near: Neighbourhood, mention: Mention) -> Mention:
    """Return a mention with those counted in its phrase: "five men from one side and six from the other died"."""
    first = mention.groups[0]
    if len(mention.groups) > 1 or first.form is not Form.COUNT or mention.rule not in {"passive", "subject"}:
        return mention
    words = near.clause.words
    others = [
        g
        for g in near.groups
        if first.end < g.start and g.end < mention.trigger.start and g.form is Form.COUNT and g.kind is None
    ]
    joined = [
        g
        for g in others
        if words[g.start - 1] == "and"
        and (words[g.end] in GAPS or (g.more and near.clause.tag(g.end) in {"VBG", "IN", "VBN"}))
        and not g.partitive
    ]
    return replace(mention, groups=(first, joined[0])) if len(joined) == 1 else mention


def _without_repeats(mentions: list[Mention]) -> list[Mention]:
    """Keep one mention of each outcome and expression: a strong word goes before a weak one."""
    best: dict[tuple[Outcome, int], Mention] = {}
    for mention in mentions:
        key = (mention.outcome, mention.groups[0].start)
        other = best.get(key)
        if (
            other is None
            or (other.word.weak and not mention.word.weak)
            or (other.word.struck and not mention.word.struck)
        ):
            best[key] = mention
    kept = [m for m in best.values() if not _outdone(m, best) and not _is_echo(m, best.values())]
    kept = [m for m in kept if not _counted_otherwise(m, kept)]
    return [mention for mention in kept if not _covered(mention, kept)]


def _outdone(mention: Mention, others: dict[tuple[Outcome, int], Mention]) -> bool:
    """Whether the same words say that those hit were killed: "was shot and killed"."""
    killed = others.get((Outcome.KILLED, mention.groups[0].start))
    if mention.outcome is not Outcome.INJURED or killed is None:
        return False
    loose = mention.word.struck or mention.word.weak or mention.groups[0].form is not Form.COUNT
    return loose or killed.word.id in {"to_death", "burned_alive"}


def _counted_otherwise(mention: Mention, others: list[Mention]) -> bool:
    """Whether the same word belongs to a count of its own: "four were killed and four more injured"."""
    return any(
        other is not mention and other.trigger.start == mention.trigger.start and other.rule == "counted noun"
        for other in others
        if other.groups[0].more
        and other.outcome is mention.outcome
        and all(group.start != other.groups[0].start for group in mention.groups)
    )


def _is_echo(mention: Mention, others: Iterable[Mention]) -> bool:
    """Whether a pronoun only says how somebody told of came to it: "lost a leg when he stepped on a mine"."""
    loose = mention.word.id == "met_a_mine" and mention.groups[0].form is Form.PRONOUN
    return loose and any(other is not mention and other.groups[0].form is Form.SINGLE for other in others)


def _covered(mention: Mention, others: list[Mention]) -> bool:
    """Whether another mention of the outcome counts the same group within a longer list."""
    return any(
        other is not mention
        and other.outcome is mention.outcome
        and len(other.groups) > len(mention.groups)
        and (set(mention.groups) <= set(other.groups) or _recounts(mention, other))
        for other in others
    )


def _recounts(mention: Mention, other: Mention) -> bool:
    """Whether a counted noun is read from words of a list: "officer, two others injured"."""
    own = mention.groups[0]
    return mention.rule == "counted noun" and any(g.start == own.start for g in other.groups)


def _link(near: Neighbourhood, trigger: Trigger) -> Mention | None:
    """Return the mention of one trigger; None when nobody in the sentence is counted by it."""
    if near.clause.word(trigger.start - 1) in EVERY and near.clause.is_noun(trigger.end):
        return None  # "50,000 rupees for every injured passenger"
    inside = _around(near, trigger)
    if inside is not None and not trigger.word.in_vain:
        return Mention(trigger, (inside,), "prenominal")
    if trigger.word.id == NO_SURVIVORS:
        return _all_aboard(near, trigger)
    mention = of_some(near, trigger) or LINKERS[trigger.word.shape](near, trigger) or _those_seized(near, trigger)
    mention = mention or of_those_who(near, trigger)
    mention = _all_but(near, mention) if mention is not None else None
    if mention is None or not mention.groups or mention.groups[0].form is Form.BARE:
        return None
    inside = mention.groups[0]
    if inside.partitive and inside.start < trigger.start < inside.end and mention.rule == "reduced passive":
        return None  # "15 of those injured had died"
    remains = near.clause.word(trigger.end - 1) == "remains" and trigger.word.shape is Shape.OF
    if remains and not all(group.sure for group in mention.groups):
        return None  # "the remains of two gas canisters"
    if trigger.word.of_forces and not (_are_forces(mention) or _are_their_own(near, mention)):
        return None
    if trigger.word.only_counted and mention.groups[0].form is not Form.COUNT and len(mention.groups) == 1:
        return None
    if trigger.word.outcome is Outcome.DISPLACED and any(
        t.start == trigger.start and t.word.id == "carry_to_hospital" for t in near.triggers
    ):
        return None  # "were evacuated to the base hospital"
    if trigger.word.outcome is Outcome.DISPLACED and (
        _is_no_home(near.clause, trigger.end) or mention.groups[0].form in {Form.NAME, Form.PRONOUN}
    ):
        return None  # "were evacuated from the shopping centre", "he was evacuated"
    if trigger.word.outcome is Outcome.DISPLACED and _are_under_arms(near, mention):
        flown = {"helicopter", "helicopters", "medevac", "airlifted"} & set(near.clause.words)
        if not flown:
            return None  # "the garrison was evacuated"
        word = replace(trigger.word, outcome=Outcome.INJURED, weak=True)
        mention = replace(mention, trigger=replace(trigger, word=word))
    if any(not group.sure for group in mention.groups) and not (
        trigger.word.outcome in OF_THE_LIVING and not (trigger.word.weak or trigger.word.of_things)
    ):
        return None
    mention = _besides_bodies(near, mention)
    zero = mention.zero or all(group.none for group in mention.groups)
    if zero and any(group.more for group in mention.groups):
        return None  # "no other injuries" says nothing of the ones before
    return replace(mention, zero=zero)


def _all_but(near: Neighbourhood, mention: Mention) -> Mention | None:
    """Return a mention of "all but one of these died" with those left of the count before; None where none is."""
    group = mention.groups[0]
    if near.clause.words[max(0, group.start - 2) : group.start] not in {("all", "but"), ("all", "except")}:
        return mention
    before = [g for g in near.groups if g.end < group.start and g.form is Form.COUNT and g.best is not None]
    if not before or group.best is None or (before[-1].best or 0) <= group.best:
        return None
    number = (before[-1].best or 0) - group.best
    most = replace(group, form=Form.COUNT, low=number, best=number, high=number, definite=True, more=False)
    return replace(mention, groups=(most,))


def _those_seized(near: Neighbourhood, trigger: Trigger) -> Mention | None:
    """Return the three of "dragged three officials from their car and executed them"; else None."""
    clause, own = near.clause, trigger.word.role in {"past", "both", "ing", "s"}
    if trigger.word.shape is not Shape.VERB or not own or clause.word(trigger.end) != "them":
        return None
    before = [g for g in near.groups if g.end <= trigger.start and g.form is Form.COUNT and g.kind is not None]
    seized = [g for g in before if clause.tag(g.start - 1).startswith(("VB", "RP")) and not g.none]
    if near.clause.word(trigger.end + 1) == "dead":
        trigger = replace(trigger, word=replace(trigger.word, outcome=Outcome.KILLED, struck=False))  # "shot them dead"
    return Mention(trigger, (seized[-1],), "active") if seized else None


def _around(near: Neighbourhood, trigger: Trigger) -> Group | None:
    """Return the group that the trigger word describes from inside: "five wounded soldiers", "three missing miners"."""
    if (
        trigger.word.shape not in {Shape.VERB, Shape.STATE}
        or trigger.word.id == "homeless"
        or trigger.word.weak
        or trigger.word.role in {"base", "s", "past", "ing"}
    ):
        return None
    for group in near.groups:
        if group.start <= trigger.start and trigger.end <= group.head and group.form in {Form.COUNT, Form.SINGLE}:
            return None if group.partitive else group
    return None


def _are_their_own(near: Neighbourhood, mention: Mention) -> bool:
    """Whether a force lost "five of its men", "three of their own"."""
    clause, group = near.clause, mention.groups[0]
    end = group.count_end or group.end
    own = clause.word(end) == "of" and clause.word(end + 1) in POSSESSIVE and clause.word(end + 2) in COMRADES
    before = clause.words[: mention.trigger.start]
    armed = {g.kind.status for g in near.groups if g.kind is not None and g.end <= mention.trigger.start} & ARMED
    named = any(
        e.label_ in {"ORG", "NORP", "PERSON", "GPE"} and e.end == mention.trigger.start for e in clause.doc.ents
    )
    forces = bool(armed) or bool(FORCES & set(before))
    several = group.form is Form.COUNT and clause.word(group.head) in COMRADES
    one = clause.word(group.start) == "one" and clause.word(group.head) == "man"
    men = (several and named) or ((several or one) and forces)  # "Al Shabaab lost four men"
    return mention.rule == "active" and (men or (own and forces))


def _besides_bodies(near: Neighbourhood, mention: Mention) -> Mention:
    """Return the nine of "the bodies of a couple and their daughters, and nine wounded": who is hurt is no body."""
    first, before = mention.groups[0], near.clause.words[: mention.groups[0].start]
    bodies = before[-1:] == ("of",) and before[-2:-1] and before[-2] in REMAINS
    apart = mention.outcome is Outcome.INJURED and len(mention.groups) > 1 and bodies and first.end < len(near.clause)
    return replace(mention, groups=mention.groups[-1:]) if apart else mention


def _are_under_arms(near: Neighbourhood, mention: Mention) -> bool:
    """Whether those moved are soldiers or police: "nine of our men were evacuated by helicopter" were hurt."""
    kinds = {group.kind.status if group.kind is not None else None for group in mention.groups}
    ours = mention.groups[0]
    own = near.clause.words[ours.start : ours.end][-2:] in {("our", "men"), ("our", "soldiers"), ("our", "boys")}
    return own or kinds <= ARMED


def _all_aboard(near: Neighbourhood, trigger: Trigger) -> Mention | None:
    """Return all who were on board where nobody lived: "no survivors among the 11 aboard"; None if not counted."""
    clause, end = near.clause, trigger.end
    among = clause.words[end : end + 2] in {("among", "the"), ("of", "the")} and clause.words[end + 2].isdigit()
    number = int(clause.words[end + 2]) if among else clause.all_of
    if not number:
        return None
    last = end + 3 if among else end
    return Mention(trigger, (Group(trigger.start, last, last - 1, Form.COUNT, number, number, number),), "state")


def _is_no_home(clause: Clause, end: int) -> bool:
    """Whether those evacuated leave a place where nobody lives: "from the airport", "from a burning ferry"."""
    behind = clause.words[end : end + NOT_FAR]
    leaving = next((n for n, word in enumerate(behind) if word in {"from", "evacuate"}), len(behind))
    at = leaving + 1
    place = next((word for word in behind[at : at + 5] if word in PUBLIC_PLACES or word in DWELLINGS), None)
    return place in PUBLIC_PLACES


def _are_forces(mention: Mention) -> bool:
    kinds = [group.kind for group in mention.groups]
    return mention.rule == "active" and all(kind is not None and kind.status in ARMED for kind in kinds)
