"""Tolls that are told as having reached a number: "the death toll rose to 31 from 28", "bringing to six"."""

from __future__ import annotations

from dataclasses import replace

from pipeline.understand.clause import BE, QUOTES
from pipeline.understand.counting.ages import ages_in
from pipeline.understand.counting.group import Form, Group
from pipeline.understand.counting.numbers import Number
from pipeline.understand.counting.people import is_thing
from pipeline.understand.harm.neighbourhood import Neighbourhood
from pipeline.understand.mention import Mention
from pipeline.understand.triggers import Shape, Trigger
from pipeline.vocabulary import Outcome, Qualifier

TOLL_MARKS = frozenset(
    [
        "to",
        "at",
        "of",
        ":",
        "is",
        "was",
        "reached",
        "passed",
        "exceeded",
        "surpassed",
        "hit",
        "hits",
        "topped",
        "stood",
        "stands",
        "reaches",
        "reach",
        "top",
        "tops",
        "pass",
        "passes",
        "exceed",
        "exceeds",
        "now",
        "as",
        "vary",
        "varies",
        "range",
        "ranges",
        "are",
        "were",
        "number",
        "remained",
        "remains",
    ]
)
OPENS_LABEL = frozenset({".", ";", ":", "(", "-", "--", "total", "reported", ","})
LISTING = frozenset({"listed", "counted", "lists", "counts", "listing", "counting"})
NUMBER_FAR = 12  # tokens from "number" to "who died"
THEY_ARE = frozenset({("the", "dead"), ("the", "deceased")})
FARTHEST = 30  # tokens: "the number killed by mines in Azerbaijan since the end of the war has reached 351"
RISING = frozenset(  # verbs that make "deaths" a toll
    [
        "rose",
        "risen",
        "rise",
        "rises",
        "climbed",
        "stood",
        "stands",
        "total",
        "totalled",
        "totaled",
        "jumped",
        "reached",
        "reach",
        "reaches",
        "number",
        "passed",
        "pass",
        "passes",
        "exceeded",
        "exceed",
        "exceeds",
        "topped",
        "top",
        "tops",
        "hit",
        "hits",
        "surpassed",
        "now",
        "remained",
        "remains",
        "got",
        "gone",
        "went",
        "increased",
        "increases",
    ]
)

MOVING = frozenset(
    {
        "bring",
        "brings",
        "bringing",
        "brought",
        "raise",
        "raises",
        "raising",
        "raised",
        "take",
        "takes",
        "taking",
        "took",
    }
    | {"rose", "rises", "risen", "climbed", "increased", "increases", "increasing", "lifting", "lifted", "lifts"}
    | {"lowered", "lowers", "lowering", "corrected", "adjusted", "cut", "cuts", "trimmed", "reduced", "upgraded"}
    | {"reviewed", "reviewing", "reviews", "updated", "updating", "updates", "scaled"}
    | {"amounts", "elevated", "elevates", "elevating", "pushing", "pushed", "pushes", "revised", "revising"}
)


FORMER = frozenset({"initial", "earlier", "original", "previous", "initially", "provisional", "first", "preliminary"})


def of_toll(near: Neighbourhood, trigger: Trigger) -> Mention | None:
    """Return the number that a toll has reached, or whom it lists: "the toll rose to 31", "the dead were two boys"."""
    if near.clause.words[trigger.start : trigger.end][-2:] in THEY_ARE:
        if near.clause.is_noun(trigger.end) and near.clause.word(trigger.end) not in TOLL_MARKS:
            return None  # "The dead man was 22"
        if _are_ages(near, trigger.end):
            return None
        some = near.clause.word(trigger.start - 1) in {"of", "among"}  # "one of the dead was a boy of nine"
        told = () if some else _listed(near, trigger.end)
        if told:
            return Mention(trigger, told, "toll list")
    if near.clause.words[trigger.start - 1 : trigger.end] == ("among", "the", "dead"):
        of_them = _listed_among(near, trigger.start - 1)
        if of_them:
            return Mention(trigger, of_them, "toll list")
    headed = near.clause.title and near.clause.word(trigger.end - 1) == "toll"
    bare = next((n for n in near.numbers.values() if n.start == trigger.end), None) if headed else None
    best = bare or _brought_to(near, trigger)  # "Two more die, toll eight"
    for number in () if best else sorted(near.numbers.values(), key=lambda n: n.start):
        if number.start < trigger.end or number.start - trigger.end > FARTHEST or number.best == 0:
            continue
        if trigger.word.outcome is Outcome.KILLED and _is_of_wounded(near, number):
            continue  # "Provisional toll: three slightly wounded"
        if any(t.word.shape is Shape.TOLL and trigger.end <= t.start < number.start for t in near.triggers):
            continue  # "the hospital to which the casualties were taken said the toll had gone up to 83"
        up_to = near.clause.words[number.start : number.start + 2] == ("up", "to")
        quoted = near.clause.word(number.start - 1) in QUOTES  # 'lowered the number of people killed to "about 253"'
        mark = "to" if up_to else near.clause.word(number.start - 1 - quoted)  # "has gone up to 45"
        if mark == ":" and _is_told_by_itself(near, number):
            return None  # "Provisional toll: four soldiers killed, eleven civilians killed"
        if mark == "to" and near.clause.word(number.start - 2) == "according":
            continue  # "took away the dead, according to two residents"
        mark = "to" if mark in RISING and number.qualifier is Qualifier.AT_LEAST else mark  # "rose above 60"
        if mark in TOLL_MARKS and _leads_to(near, trigger, number):
            best = number
            if mark != "of":
                break
    if best is None:
        return None
    listed = near.starts.get(best.start)
    if listed is not None and listed.kind is not None:
        groups = (listed, *near.coordinated_right(listed))
        if len(groups) > 1:
            return Mention(trigger, groups, "toll")  # "the toll at 17 insurgents, 2 soldiers and 1 vigilante"
    group = replace(Group.counted_by(best, best.end), definite=True, more=False)
    return Mention(trigger, (group,), "toll")


def _is_of_wounded(near: Neighbourhood, number: Number) -> bool:
    """Whether a word for the wounded stands behind a number, an adverb between."""
    hurt = (t for t in near.triggers if t.word.outcome is Outcome.INJURED)
    return any(number.end <= trigger.start <= number.end + 1 for trigger in hurt)


def of_those_who(near: Neighbourhood, trigger: Trigger) -> Mention | None:
    """Return the 36 of "The number of citizens of the republic who died in the fighting has increased to 36"."""
    words = near.clause.words
    before = words[max(0, trigger.start - NUMBER_FAR) : near.chain_start(trigger.start) + 1]
    counts = any(before[i : i + 2] == ("number", "of") for i in range(len(before)))
    told = before[-1:] == ("who",) and trigger.word.outcome in {Outcome.KILLED, Outcome.INJURED}
    return of_toll(near, trigger) if counts and told else None


def _listed_among(near: Neighbourhood, among: int) -> tuple[Group, ...]:
    """Return all of "It listed 32 attackers, two soldiers and five civilians among the dead"; nobody for one count."""
    last = near.ends.get(among)
    groups = near.with_coordinated(last) if last is not None else ()
    before = near.clause.word(groups[0].start - 1) if groups else ""
    counted = all(g.form in {Form.COUNT, Form.SINGLE} and not g.none for g in groups)
    return groups if len(groups) > 1 and counted and before in LISTING else ()


def _listed(near: Neighbourhood, end: int) -> tuple[Group, ...]:
    """Return the people of "the dead were a woman of 39 and two boys"; nobody where ages or a bare number follow.

    Names are those of all the dead where each has an age: "The dead are Ann Lee, 57; Bo Ray, 36; and Carl Day, 24".
    """
    named_as = near.clause.words[end + 1 : end + 3] in {("identified", "as"), ("named", "as")}
    first = near.starts.get(end + 1 + 2 * named_as) if near.clause.word(end) in BE else None
    if first is None or first.none:
        return ()
    if first.form is Form.NAME:
        named = (first, *near.coordinated_right(first))
        return named if 1 < len(named) == len(ages_in(near.clause.text)) else ()
    if first.kind is None or first.form not in {Form.SINGLE, Form.COUNT}:
        return ()
    return (first, *near.coordinated_right(first))


def _are_ages(near: Neighbourhood, end: int) -> bool:
    """Whether bare numbers are listed: "the dead were 22 and 19"."""
    first = near.numbers.get(end + 1) if near.clause.word(end) in BE else None
    joined = first is not None and near.clause.word(first.end) in {"and", ","}
    return joined and first is not None and first.end + 1 in near.numbers and first.end + 1 not in near.starts


def is_label(words: tuple[str, ...], trigger: Trigger) -> bool:
    """Whether the words are a record keeper's label: "Fatalities: 11", "Fatalities coded as 2"."""
    start, end = trigger.start, trigger.end
    if start > 0 and words[start - 1] not in OPENS_LABEL:
        return False  # "58 casualties: 19 deaths"
    return words[end : end + 1] == (":",) or words[end : end + 2] in {("coded", "as"), ("coded", "at")}


def _brought_to(near: Neighbourhood, trigger: Trigger) -> Number | None:
    """Return the number before the noun: "bringing to 112 the number of people killed"."""
    end = _past_former(near, trigger.start - (near.clause.word(trigger.start - 1) == "the"))
    number = near.numbers.get(end)
    while number is None and end > 0 and near.clause.word(end - 1) in MOVING | {"has", "have", "had"}:
        end -= 1
        number = near.numbers.get(end)  # "to 44 rose the number of deceased persons"
    mark = near.clause.word(number.start - 1) if number is not None else ""
    if number is None or mark not in {"to", "at"}:
        return None
    left = near.clause.words[max(0, number.start - 6) : number.start]
    if mark == "at":
        return number if {"putting", "put", "puts"} & set(left) else None
    moved = near.clause.words[number.end : trigger.start]
    return number if MOVING & {*left, *moved} else None


def _is_told_by_itself(near: Neighbourhood, number: Number) -> bool:
    """Whether people behind a label have a verb of their own: "toll: four soldiers fallen, two hurt"."""
    group = near.starts.get(number.start)
    named = group is not None and (group.kind is not None or group.end > number.end)
    own = near.trigger_starts.get(group.end) if group is not None and named else None
    return own is not None and own.word.outcome is Outcome.KILLED


def _past_former(near: Neighbourhood, end: int) -> int:
    """Return where a former number begins that stands in between: of "to seven, from an initial four, the number"."""
    index = end - (near.clause.word(end - 1) == ",")
    former = next((n for n in near.numbers.values() if n.end == index), None)
    start = former.start if former is not None else 0
    start -= near.clause.word(start - 1) in FORMER
    start -= near.clause.word(start - 1) in {"a", "an", "the"}
    if former is None or near.clause.word(start - 1) != "from":
        return end
    return start - 1 - (near.clause.word(start - 2) == ",")


def _counts_a_thing(near: Neighbourhood, number: Number) -> bool:
    index = number.end
    while near.clause.tag(index) in {"JJ", "NNP", "VBN"}:
        index += 1
    return near.clause.tag(index) == "NNS" and is_thing(near.clause.word(index))


def _leads_to(near: Neighbourhood, trigger: Trigger, number: Number) -> bool:
    """Whether the number is the toll's: no other clause or counted thing in between."""
    if _counts_a_thing(near, number):
        return False  # "the wounded are being treated at two nearby hospitals"
    between = set(near.clause.words[trigger.end : number.start])
    between |= set(near.clause.words[max(0, trigger.start - 4) : trigger.start]) & {"number"}
    if is_label(near.clause.words, trigger) and number.start <= trigger.end + 2:
        return True
    before = near.clause.words[max(0, trigger.start - 3) : trigger.start]
    moved = near.clause.word(number.start - 1) == "to" and MOVING & set(before)  # "raising the fatalities to three"
    if near.clause.word(trigger.end - 1) in {"fatalities", "deaths", "casualties"} and not (between & RISING or moved):
        return False
    risen = bool(RISING & set(near.clause.words[max(trigger.end, number.start - 3) : number.start]))
    return not between & ({";", "but"} if risen else {";", "when", "after", "while", "but", "who"})
