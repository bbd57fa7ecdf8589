"""People known by a name: one that the model finds, or that an age in commas, a first name or a deed gives away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.understand.cast import sex_by_name
from pipeline.understand.clause import Clause
from pipeline.understand.counting.counted import Counted
from pipeline.understand.counting.group import MAKES, ORDINALS, Form, Group
from pipeline.understand.counting.noun_groups import PLACES
from pipeline.understand.counting.people import is_thing
from pipeline.understand.gazetteer import lookup
from pipeline.understand.lexicon import table
from pipeline.understand.times.days import WEEKDAYS
from pipeline.understand.triggers import is_trigger_word
from pipeline.vocabulary import PlacePrecision

TOWN_FOLLOWS = frozenset({"in", "near", "across", "outside", "off", "around", "towards", "toward"})
OFTEN = frozenset({"once", "twice", "repeatedly", "several", "multiple"}) | {"two", "three", "four", "five", "six"}
KILLING = frozenset({"murdering", "killing", "murdered", "strangled", "strangling", "stabbing", "stabbed", "slaying"})
LONGEST_NAME = 5  # tokens
LARGE = 300_000  # people of a town whose name, alone, is taken for the town's
SHORT_TITLES = frozenset(table("abbreviations")["titles"]) - {"st", "ch", "hr", "sec", "jr", "sr"}
"""Titles that are written short before a name, and may be cut from their full stop: "Sgt. Ann Lee"."""
_NUMBERED_STREET = re.compile(r"\d+(?:st|nd|rd|th)")


def names_in(sentence: Counted) -> Iterator[Group]:
    """Yield the names of people that the model finds, and that are no street, make of car or village."""
    for entity in sentence.clause.doc.ents:
        if entity.label_ != "PERSON" or sentence.clause.word(entity.end) in {"'s", "'"} or is_thing(entity[-1].lower_):
            continue
        if sentence.clause.word(entity.start - 1) == "'s" and len(entity) == 1:
            continue  # "King's Lynn"
        if sentence.clause.words[max(0, entity.start - 2) : entity.start] == ("of", "the"):
            continue  # "three of the Abu Sayyaf"
        if len(entity) == 1 and sentence.clause.words[max(0, entity.start - 2) : entity.start] == (",", "of"):
            continue  # "Gadsden, 38, of Hopkins,"
        if sentence.clause.word(entity.start - 1) in ORDINALS and sentence.clause.word(entity.start - 2) == "the":
            continue  # "He was the fifth Guajajara killed there"
        if entity[0].lower_ in MAKES and _is_described(sentence.clause, entity.start):
            continue  # "a passenger in the Ford", "a couple from a blue Nissan Qashqai"
        if entity.start == 0 and entity.text.isupper():
            continue  # a dateline
        if len(entity) == 1 and _is_city(sentence.clause, entity.text):
            continue  # "As Athens burned", "Kharkiv was wounded"
        if len(entity) > 1 and _is_province(entity.text):
            continue  # "in Balochistan and Khyber Pakhtunkhwa, and nine militants died"
        if entity.start in sentence.numbers or _ends_crossing(sentence, entity.start):
            continue  # "five Fulani and three Dogon farmers"
        if _is_eve(sentence, entity.start):
            continue
        if sentence.clause.word(entity.start - 1) in TOWN_FOLLOWS:
            continue  # a town that the model takes for a person
        if sentence.clause.word(entity.start - 1) == "of" and sentence.clause.word(entity.start - 2) in PLACES:
            continue  # "the village of Stara Lypivka"
        if entity[-1].text in PLACES:
            continue  # "Ain al-Nahr airbase"
        if sentence.clause.word(entity.end) in PLACES or _names_a_thing(sentence, entity.end):
            continue
        joined = (
            len(entity) > 2 and entity[-1].lower_.rstrip(".") in SHORT_TITLES and entity[-2].lower_ in {"and", ",", "&"}
        )
        last = entity.end - 2 if joined else sentence.name_end(entity.end)  # "Tom Ray and Pvt. Max Doe"
        end = sentence.past_age(last)
        age = next((a for a in sentence.ages if 0 <= a.start - entity.end_char <= 6), None)
        years = age.years if age else None
        name = sentence.clause.doc[entity.start : last].text
        start = _before_titles(sentence.clause, entity.start)
        yield Group(start, end, last - 1, Form.NAME, name=name, age=years, definite=True)


def _before_titles(clause: Clause, start: int) -> int:
    """Return where the short titles before a name begin: "Lt. Col. Ann Lee"."""
    while start > 0:
        stop = clause.word(start - 1) == "."
        if clause.word(start - 1 - stop).rstrip(".") not in SHORT_TITLES or start - 1 - stop < 0:
            return start
        start -= 1 + stop
    return start


def _is_city(clause: Clause, name: str) -> bool:
    """Whether one word names a large town or a country, and nobody of that name is told of."""
    if name.lower() in clause.surnames or sex_by_name(name) is not None:
        return False
    return any(e.population >= LARGE or e.precision is PlacePrecision.COUNTRY for e in lookup(name)[:1])


def _is_province(name: str) -> bool:
    """Whether words name a large town, a province or a country, and do not begin with a first name."""
    known = lookup(name)[:1] if sex_by_name(name) is None else []
    wide = {PlacePrecision.COUNTRY, PlacePrecision.REGION}
    return any(entry.population >= LARGE or entry.precision in wide for entry in known)


def _is_described(clause: Clause, start: int) -> bool:
    """Whether an article stands before a name, with or without an adjective in between."""
    return clause.word(start - 1 - (clause.tag(start - 1) == "JJ")) in {"the", "a", "an", "his", "her", "their"}


def _ends_crossing(sentence: Counted, start: int) -> bool:
    """Whether a name is that of a street: "near 27th and Hopkins"."""
    words = sentence.clause.words
    return words[max(0, start - 1) : start] == ("and",) and bool(
        _NUMBERED_STREET.fullmatch(sentence.clause.word(start - 2))
    )


def _is_eve(sentence: Counted, start: int) -> bool:
    """Whether a day is taken for a name: "Christmas Eve"."""
    return sentence.clause.word(start) == "eve" and sentence.clause.doc[start - 1].text[:1].isupper() and start > 0


def _names_a_thing(sentence: Counted, end: int) -> bool:
    """Whether a name belongs to the thing behind it: "gunfire hits Wichita home"."""
    clause = sentence.clause
    return clause.tag(end) in {"NN", "NNS"} and is_thing(clause.word(end)) and not sentence.verb_like(end)


def named_by_age(sentence: Counted) -> Iterator[Group]:
    """Yield names that the model does not know and an age in commas gives away: "Jamal Price, 22, died"."""
    for age in sentence.ages:
        first = next((t.i for t in sentence.clause.doc if t.idx >= age.start), 0)
        start = first - 1
        while start > 0 and first - start <= LONGEST_NAME and sentence.clause.tag(start - 1) in {"NNP", "NNPS"}:
            start -= 1
        if start == first - 1 == 1 and _may_open(sentence.clause):
            start = 0
        closes = {",", ".", ";"} if len(sentence.ages) > 1 else {","}  # the last of a list: "and Carl Day, 24."
        if (
            sentence.clause.word(first - 1) != ","
            or start == first - 1
            or sentence.clause.word(first + 1) not in closes
        ):
            continue
        if sentence.clause.word(start) in MAKES and _is_described(sentence.clause, start):
            continue  # "The driver of the Honda, 29, died"
        name = sentence.clause.doc[start : first - 1].text
        start = _before_titles(sentence.clause, start)
        yield Group(start, sentence.past_home(first + 1), first - 2, Form.NAME, name=name, age=age.years, definite=True)


def _may_open(clause: Clause) -> bool:
    """Whether the first word can be a surname: "Wilkes, 29, and her daughters"."""
    name = _is_family_name(clause.doc[0].text) and clause.tag(0) in {"NN", "NNS", "NNP"}
    return name and not is_thing(clause.word(0))


def named_as_harmed(sentence: Counted) -> Iterator[Group]:
    """Yield a surname that the model does not know right behind what was done: "stabbed Bybee twice in the back"."""
    clause = sentence.clause
    for index in clause.capitals():
        if not 0 < index < len(clause) - 1:
            continue
        known = clause.tag(index) in {"NNP", "NNPS"} and _is_family_name(clause.doc[index].text)
        if known and clause.tag(index - 1) in {"VBD", "VBN"} and is_trigger_word(clause.word(index - 1)):
            aimed = clause.words[index + 1 : index + 3]
            if aimed[0] in OFTEN or (aimed[0] in {"in", "on"} and aimed[1:2] in {("the",), ("his",), ("her",)}):
                name = clause.doc[index].text
                yield Group(index, index + 1, index, Form.NAME, name=name, definite=True)


def named_as_killed(sentence: Counted) -> Iterator[Group]:
    """Yield a full name that the model does not know behind a verb of killing: "for murdering Emille Stagg"."""
    clause = sentence.clause
    taken = {token.i for entity in clause.doc.ents for token in entity}
    for index in clause.capitals():
        if not 0 < index < len(clause) - 2 or index in taken or clause.word(index - 1) not in KILLING:
            continue
        end = index
        while end < len(clause) and clause.tag(end) in {"NNP", "NNPS"} and _is_family_name(clause.doc[end].text):
            end += 1
        name = clause.doc[index:end].text
        if 1 < end - index <= LONGEST_NAME and clause.tag(end) not in {"NN", "NNS", "POS"} and not lookup(name):
            yield Group(index, sentence.past_age(end), end - 1, Form.NAME, name=name, definite=True)


def by_first_name(sentence: Counted) -> Iterator[Group]:
    """Yield names that the model does not know and a first name gives away: "Isaiah Benally and the driver died"."""
    clause = sentence.clause
    for index in clause.capitals():
        if clause.title or index >= len(clause) - 2:
            break
        first, last, after = clause.doc[index : index + 3]
        named = first.text[:1].isupper() and sex_by_name(first.text) is not None and last.lower_ not in WEEKDAYS
        if not named or not _is_family_name(last.text) or after.text[:1].isupper():
            continue
        before = clause.doc[index - 1].text if index else ""
        if before.lower() in TOWN_FOLLOWS | {"at", "on", "of"} or before[:1].isupper():
            continue
        if is_thing(last.lower_) or last.lower_ in PLACES or after.lower_ in PLACES or after.text in {"'s", "-", "’s"}:
            continue
        end = sentence.past_age(index + 2)
        start = _before_titles(clause, index)
        yield Group(start, end, index + 1, Form.NAME, name=f"{first.text} {last.text}", definite=True)


def by_surname(sentence: Counted) -> Iterator[Group]:
    """Yield surnames that the model does not know of people whom the article names in full: "Wingate was injured"."""
    clause = sentence.clause
    for index in clause.capitals() if clause.surnames and not clause.title else ():
        if clause.word(index) not in clause.surnames or clause.tag(index) not in {"NNP", "NN", "NNS", "NNPS"}:
            continue
        beside = [clause.doc[i].text for i in (index - 1, index + 1) if 0 <= i < len(clause)]
        if any(word[:1].isupper() for word in beside[index == 0 :]) and index > 0:
            continue  # "Fort Wingate"
        after, tag = clause.word(index + 1), clause.tag(index + 1)
        acts = tag in {"VBD", "VBZ", "MD"} or (after == "," and clause.tag(index + 2) in {"WP", "CD"}) or after == "and"
        suffers = index > 0 and is_trigger_word(clause.word(index - 1)) and tag in {"IN", ".", ","}
        if acts or suffers:
            name = clause.doc[index].text
            yield Group(index, index + 1, index, Form.NAME, name=name, definite=True)


def _is_family_name(text: str) -> bool:
    return len(text) > 2 and text.isalpha() and text[:1].isupper() and not text.isupper()
