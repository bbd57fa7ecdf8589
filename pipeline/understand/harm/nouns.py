"""Victims of nouns: "12 deaths", "the death of two men", "the toll rose to 31", "a double murder"."""

from __future__ import annotations

from pipeline.understand.countable import is_of_people, only_describes
from pipeline.understand.counting.group import ORDINALS, REMAINS, Form, Group
from pipeline.understand.counting.numbers import Number
from pipeline.understand.counting.people import is_thing, person_noun_at
from pipeline.understand.harm.neighbourhood import Neighbourhood
from pipeline.understand.mention import Mention, mention_of
from pipeline.understand.triggers import Trigger
from pipeline.vocabulary import Qualifier

ESCAPES = frozenset({"escape", "escaped", "escapes", "survived", "survive", "escaping", "walked", "released"})
FOUND = frozenset(
    {"found", "recovered", "discovered", "retrieved", "identified", "located", "washed", "pulled", "dragged", "lifted"}
    | {"spotted", "hauled", "uncovered"}
)
FOUND_DEAD = FOUND | {"dumped", "left", "buried", "handed", "returned", "thrown", "lying", "strewn"}
OF_BEARERS = frozenset(
    {"sustained", "suffered", "received", "escaped", "avoided", "escape", "avoid"}
)  # a number of people
OF_WOUNDS = frozenset({"of", "from", "with"})  # "died of multiple injuries"
WOUNDS = frozenset({"wounds", "cuts", "burns", "bruises", "fractures", "injuries", "lacerations", "blows"})
ON_BODY = frozenset({"of", "on", "over", "across", "to", "covering", "covered", "in"})


def of_counted_noun(near: Neighbourhood, trigger: Trigger) -> Mention | None:
    """Return the people of a noun that is counted itself: "12 deaths", "no casualties"."""
    if not _counts_here(near, trigger):
        return None
    if near.clause.word(trigger.end - 1) in REMAINS and _identified(near, trigger):
        return None  # counted as the person it is said to be
    ranked = _ranked_body(near, trigger)
    if ranked is not None:
        return Mention(trigger, (ranked,), "counted noun")
    zero = _zero_before(near, trigger.start)
    if zero is not None:
        return Mention(trigger, (zero,), "none", zero=True) if zero.none else None
    number = _number_before(near, trigger.start)
    joined = near.clause.words[max(0, trigger.start - 2) : trigger.start]
    if number is None or joined in {("dead", "or"), ("dead", "and"), ("killed", "or"), ("killed", "and")}:
        return None  # "29 people dead or injured"
    group = Group.counted_by(number, trigger.end)
    if number.best == 0 and "-" in near.clause.words[number.end : trigger.start]:
        return None  # "no life-threatening injuries"
    return Mention(trigger, (group,), "counted noun", zero=number.best == 0)


def _ranked_body(near: Neighbourhood, trigger: Trigger) -> Group | None:
    """Return the one of "found a second body": one more than were found before."""
    rank = ORDINALS.get(near.clause.word(trigger.start - 1))
    before = near.clause.word(trigger.start - 2)
    if rank is None or rank == 1 or near.clause.word(trigger.start) not in {"body", "victim", "fatality", "death"}:
        return None
    if not near.clause.title and (before != "a" or near.clause.word(trigger.start) == "death"):
        return None
    start = trigger.start - 1 - (before == "a")
    return Group(start, trigger.end, trigger.start, Form.SINGLE, more=True, ordinal=rank)


def _counts_here(near: Neighbourhood, trigger: Trigger) -> bool:
    clause, word = near.clause, trigger.word
    if (
        only_describes(clause.words, trigger.end)
        or clause.word(trigger.end) == "-"
        or (
            clause.tag(trigger.end) in {"NN", "NNS"}
            and clause.word(trigger.start) in {"death", "injury", "casualty", "fatality"}
        )
    ):
        return False
    owned = clause.word(trigger.start - 1) in {"his", "her", "their", "my"}
    over = clause.word(trigger.start - 1 - owned)
    if word.id == "lives_of" and over == "for":
        return False  # "ended with a homeowner, afraid for his life"
    if word.id == "lives_of" and owned and over in {"of", "in"} and clause.word(trigger.start - 3) != "loss":
        return False  # "had her picture taken the last two decades of her life"
    return is_of_people(clause.words, trigger.start, trigger.end, word)


def _number_before(near: Neighbourhood, end: int) -> Number | None:
    index = end
    while index > end - 4 and index > 0:
        number = near.numbers.get(index)
        if number is not None:
            if near.clause.word(number.start - 1) in {"and", ","} and near.clause.word(number.start - 2) in WOUNDS:
                return None  # "five stab wounds and 12 more superficial injuries"
            bears = near.clause.word(end) != "deaths" and near.clause.word(number.start - 1) in OF_BEARERS | OF_WOUNDS
            return None if bears and number.best is None else number  # "he received various injuries"
        if is_thing(near.clause.word(index - 1)) and near.clause.word(index) != "-":
            return None
        if near.clause.word(index - 1) in OF_BEARERS:
            return None
        if not near.clause.tag(index - 1).startswith(("JJ", "NN", "VBN", "VBG", "HYPH", "POS")) and near.clause.word(
            index - 1
        ) not in {"or", "of"}:
            break
        index -= 1
    if near.clause.word(index - 1) in {"a", "one", "another"} and near.clause.word(end) in {
        "death",
        "fatality",
        "body",
    }:
        if near.clause.word(index - 2) in {"to", "of"}:
            return None  # "to a death"
        return Number(
            index - 1, index, index - 1, 1, 1, 1, Qualifier.EXACT, more=near.clause.word(index - 1) == "another"
        )
    return None


def _zero_before(near: Neighbourhood, start: int) -> Group | None:
    """Return a group of nobody for "no casualties"; for "no other injuries" one without a number."""
    clause, index = near.clause, start - 1
    passed = {
        "of",
        "or",
        "and",
        ",",
        "any",
        "reports",
        "report",
        "immediate",
        "immediately",
        "word",
        "information",
        "there",
        "were",
        "/",
        "been",
        "on",
    }
    while index >= max(0, start - 9) and (
        clause.words[index] in passed or clause.tag(index).startswith(("JJ", "NN", "VBN", "RB"))
    ):
        if clause.words[index] in {"no", "without", "zero"}:
            break
        index -= 1
    if index < 0 or clause.word(index) not in {"no", "without", "nor", "zero", "not"}:
        return None
    if clause.word(index) == "without" and ESCAPES & set(clause.words[max(0, index - 4) : index]):
        return Group(index, start + 1, index, Form.COUNT, None, None, None)
    between = set(clause.words[index:start])
    limited = between & {
        "other",
        "further",
        "additional",
        "more",
        "serious",
        "major",
        "threatening",
        "severe",
        "significant",
        "fewer",
        "less",
        "new",
        "longer",
        "doubt",
        "word",
        "information",
        "details",
        "confirmation",
        "mention",
        "account",
        "figures",
        "data",
        "news",
    }
    value = None if limited else 0
    return Group(index, start + 1, index, Form.COUNT, value, value, value)


def of_noun(near: Neighbourhood, trigger: Trigger) -> Mention | None:
    """Return the people after "of" or before "'s": "the death of two men", "Smith's death"."""
    clause = near.clause
    if only_describes(clause.words, trigger.end) or not _counts_here(near, trigger):
        return None
    if clause.word(trigger.end) == "of" or (trigger.word.id == "injury_of" and clause.word(trigger.end) == "to"):
        return mention_of(trigger, near.right(trigger.end + 1, noun=True), "of")
    if clause.word(trigger.end - 1) in REMAINS and (identified := _identified(near, trigger)):
        return mention_of(trigger, identified, "identified")
    return mention_of(trigger, _possessor(near, trigger), "possessor")


def _identified(near: Neighbourhood, trigger: Trigger) -> tuple[Group, ...]:
    """Return whose body it is: "a body found in the canal has been identified as that of a missing student"."""
    words = near.clause.words
    for index in range(trigger.end, len(words) - 2):
        if words[index : index + 2] in {("that", "of"), ("those", "of")} and words[index - 1] in {
            "is",
            "be",
            "are",
            "was",
        }:
            return near.right(index + 2, noun=True)
        if words[index : index + 2] == ("identified", "as"):
            start = index + 2
            start += 2 * (words[start : start + 2] in {("that", "of"), ("those", "of"), ("belonging", "to")})
            return near.right(start, noun=True)
    return ()


def _possessor(near: Neighbourhood, trigger: Trigger) -> tuple[Group, ...]:
    clause, index = near.clause, trigger.start - 1
    bodies = clause.word(trigger.end - 1) in REMAINS  # "their bullet-riddled bodies"
    while clause.tag(index) in {"JJ", "NN", "VBN"} or (bodies and clause.tag(index) == "HYPH"):
        index -= 1
    if clause.word(index) in {"his", "her"} and clause.tag(index).startswith("PRP"):
        if trigger.word.id == "injury_of" and clause.word(index - 1) in {"of", "to", "from"}:
            return ()  # "died of his injuries" tells of a death
        body = clause.word(trigger.end - 1) in {"body", "remains"}
        if body and (not FOUND & set(clause.words) or clause.word(index - 1) in ON_BODY):
            return ()  # "found with burns over half of his body"
        return (Group(index, index + 1, index, Form.PRONOUN, definite=True),)
    never = {"never", "not", "n't"} & set(clause.words[trigger.end : trigger.end + 4])
    if index == 0 and clause.they is not None and FOUND_DEAD & set(clause.words[trigger.end :]) and not never:
        return (clause.they,)  # "Three men were arrested. Their bodies were found by relatives"
    found = bool(FOUND & set(clause.words)) or trigger.word.id == "limb_of"  # "Lee, whose leg was broken,"
    if clause.word(index) == "whose" and found and not never:
        owner = near.ends.get(index) or near.ends.get(index - 1)
        owner = near.subject_proper(owner)  # "The driver, Ana Ruiz, whose leg was broken"
        if owner is not None:
            return (owner,)  # "two people whose remains were found", "Ana Ruiz, 22, whose body was found"
    several = clause.word(index) == "'" and clause.tag(index - 1) == "NNS" and clause.word(trigger.end - 1) == "body"
    if clause.word(index) not in {"'s", "'"} or several:
        return ()  # "called by a students' body"
    for entity in clause.doc.ents:
        if entity.label_ == "PERSON" and entity.end == index:
            return (Group(entity.start, entity.end, entity.end - 1, Form.NAME, name=entity.text, definite=True),)
    return _possessing_noun(near, index)


def _possessing_noun(near: Neighbourhood, end: int) -> tuple[Group, ...]:
    for start in range(max(0, end - 2), end):
        found = person_noun_at(near.clause.words, start)
        if found is not None and found[0] == end and not found[1].plural:
            count = found[1].count
            form = Form.SINGLE if count == 1 else Form.COUNT
            return (Group(start, end, end - 1, form, count, count, count, kind=found[1], definite=True),)
    return ()


def of_multiple(near: Neighbourhood, trigger: Trigger) -> Mention | None:
    """Return the number in the adjective: "a double murder"."""
    count = trigger.word.count
    if (
        near.clause.word(trigger.end) in {"suspect", "charges", "charge", "trial", "case"}
        and near.clause.word(trigger.end) != "case"
    ):
        return None
    return Mention(
        trigger,
        (Group(trigger.start, trigger.end, trigger.start, Form.COUNT, count, count, count, definite=True),),
        "multiple",
    )
