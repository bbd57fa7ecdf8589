"""People named by a noun: "five soldiers", "a 12-year veteran", "the other victim", "a family of five"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.understand.clause import QUOTES
from pipeline.understand.counting.counted import DAYS, PARENTS, POSSESSIVE, Counted
from pipeline.understand.counting.group import DEFINITE, ORDINALS, SINGLE_ARTICLES, Form, Group
from pipeline.understand.counting.modifiers import modifiers_start
from pipeline.understand.counting.numbers import Number
from pipeline.understand.counting.people import Kind, is_listed_noun, is_thing, person_noun_at
from pipeline.understand.lexicon import table

DYING = frozenset({"dies", "drowns", "perishes"})  # what a headline's family does, read as a noun
PARTS_OF_BODY = frozenset({"upper", "lower", "mid", "entire", "whole"})
NOBODY_IN_PARTICULAR = frozenset({"anyone", "anybody", "everyone", "everybody", "ones", "one", "life", "lives"})
PLACES = frozenset(
    ["village", "town", "city", "district", "province", "region", "county", "township", "municipality", "neighborhood"]
    + ["neighbourhood", "street", "road", "avenue", "market", "camp", "bridge", "base", "airport", "station", "square"]
    + ["hospital", "university", "port", "prefecture", "mosque", "prison", "stadium", "commune", "department", "state"]
    + ["forest", "forests", "hills", "mountains", "jungle", "jungles", "suburb", "suburbs", "outskirts", "locality"]
    + ["airbase", "airfield", "air", "barracks", "outpost", "checkpoint", "garrison", "refinery", "embassy"]
    + ["hamlet", "tehsil", "taluka", "island", "coast"]
)
_AGES = re.compile(
    r"(?:(?:the|his|her|their|its)\s)?((?:\d{1,2}\s?-?,?\s){0,3}\d{1,2}\s?-?,?\sand\s\d{1,2})\s?-\s?(?:year|month)\s?-\s?old",
    re.IGNORECASE,
)
LONGEST_DENIED = 4  # words from "no" to "or"
LETTERS, DATELINE = 3, frozenset({",", "(", "-", "--"})
NUMBERED = frozenset(
    {"-", "lieutenant", "lt", "lt.", "class", "battalion", "division", "brigade", "regiment", "grader"}
)
PARTIES = frozenset({"party", "group", "team", "crew", "staff"})  # of which names are made
BODIES = frozenset({"Party", "League", "Front", "Union", "Movement", "Army", "Congress", "Alliance", "Council"})
ABBREVIATED = frozenset({"w", "w/", "w/o", "incl", "incl.", "inc", "inc."})  # "injured six others w/ artillery"
TELLING = frozenset({"told", "tell", "tells", "telling", "informed", "informing", "assured", "warned", "alerted"})
HELD = frozenset({"hostage", "captive", "prisoner"})
TWO, OF_ONE = frozenset({"parents", "grandparents"}), frozenset({"his", "her", "my", "'s"})  # "killing his parents"


def noun_groups(sentence: Counted) -> Iterator[Group]:
    """Yield the groups whose head is a noun for people, in order."""
    index = 0
    inside = {i for number in sentence.numbers.values() for i in range(number.start, number.end)}
    while index < len(sentence.clause):
        found = None if index in inside else person_noun_at(sentence.clause.words, index)
        if found is None or _is_surname(sentence, index) or not _is_head(sentence, index, found[0]):
            index += 1
            continue
        group = _with_noun(sentence, index, *found)
        if group is not None:
            yield group
        index = found[0]


def _is_surname(sentence: Counted, index: int) -> bool:
    """Whether a word is only made like one for a person: "Osman", "Ackerman"."""
    token = sentence.clause.doc[index]
    name = token.ent_type_ == "PERSON" and token.text[:1].isupper() and index > 0
    return name and not sentence.clause.title and not is_listed_noun(token.lower_)


def _is_head(sentence: Counted, start: int, end: int) -> bool:
    """Whether a noun for people stands for people here, and not before another noun ("police station")."""
    clause, last = sentence.clause, end - 1
    first = clause.doc[start]
    if clause.word(start) in HELD and clause.tag(start - 1) == "NNS":
        return False
    if end == start + 1 and start == 0 and first.is_upper and len(first) > LETTERS and clause.word(end) in DATELINE:
        return False  # "CATARMAN, Northern Samar -"
    if first.text[:1].isupper() and clause.word(start - 1) == "of" and clause.word(start - 2) in PLACES:
        return False  # "the village of Sheikh Tawil"
    if first.text[:1].isupper() and clause.word(start - 1) in QUOTES and clause.is_noun(start - 2):
        return False  # 'members of the gang "Taliban"'
    named = start > 0 and clause.word(last) in PARTIES and first.is_title and clause.doc[start - 1].is_title
    if named and (not clause.title or clause.word(end) == "of"):
        return False  # "four Communist Party of India cadres"
    if first.text[:1].isupper() and _is_in_name_of_force(sentence, end):
        return False  # "two Central Reserve Police Force (CRPF) personnel"
    if clause.word(last) == "guard" and "under" in clause.words[max(0, start - 2) : start]:
        return False  # "in hospital under police guard"
    if clause.word(last) == "body" and clause.word(start - 1) in PARTS_OF_BODY:
        return False  # "was struck in the upper body"
    if clause.words[max(0, start - 2) : start] == ("rank", "of"):
        return False  # "three officers with the rank of major"
    if clause.word(last) == "other" and (clause.word(start - 1) != "the" or clause.tag(end) in {"VBN", "JJ", "CD"}):
        return False
    if clause.word(last) == "minor" and clause.is_noun(end) and clause.word(end) not in {"girl", "boy", "child"}:
        return False  # "minor injuries"
    spoken_as_one = clause.word(last) == "by" and last - start == 2  # "passers-by"
    if clause.word(last) == "general" and _names_hospital(sentence, last):
        return False
    listed = clause.title and clause.word(start - 1) in {",", ";", ":"}  # "officer shot, suspect also wounded"
    if clause.tag(last) not in {"NN", "NNS", "NNP", "NNPS", "JJ", "CD", "PRP"} and not (spoken_as_one or listed):
        return False
    following = clause.word(end)
    in_name = clause.is_hyphen(start - 1) and first.is_title
    if in_name and (following in {"(", ")"} or clause.doc[end : end + 1].text[:1].isupper()):
        return False  # "Communist Party of India-Maoist (CPI-Maoist) cadres"
    if (
        following == "'s"
        or (following == "'" and clause.tag(end) == "POS")
        or (clause.is_hyphen(end) and clause.tag(end + 1).startswith(("NN", "JJ", "VB")))
    ):
        return False
    if following in ABBREVIATED or sentence.continues_name(end) or following == "dead":
        return True
    if following in {"hit", "struck"} and clause.word(end + 1) in {"by", "in", "with"}:
        return True
    if following in DAYS or (following in HELD and clause.tag(last) == "NNS"):
        return True  # "killed two soldiers yesterday", "took 13 crew members hostage"
    if clause.tag(end) in {"NN", "NNS"}:
        return sentence.verb_like(end) or (
            clause.title and person_noun_at(clause.words, end) is None and sentence.verb_like(end)
        )
    acts = sentence.verb_like(end) or (following.endswith("ing") and clause.tag(end + 1) == "IN")
    return clause.tag(last) != "JJ" or acts or not clause.tag(end).startswith(("NN", "JJ"))  # "a civilian passing by"


def _is_in_name_of_force(sentence: Counted, end: int) -> bool:
    """Whether a force's name ends here or a word on, before its letters in brackets and those who belong to it."""
    clause, start = sentence.clause, end
    while clause.tag(start).startswith("NNP") and clause.doc[start].text[:1].isupper() and start < end + 2:
        start += 1
    letters = clause.word(start) == "(" and clause.word(start + 2) == ")" and start + 3 < len(clause)
    named = letters and clause.doc[start + 1].text.isupper()
    return named and person_noun_at(clause.words, start + 3) is not None


def _names_hospital(sentence: Counted, last: int) -> bool:
    """Whether "General" ends the name of a hospital: "remains at Sentara Norfolk General"."""
    index = last
    while index > 0 and sentence.clause.doc[index].text[:1].isupper():
        index -= 1
    return index < last - 1 and sentence.clause.word(index) in {"at", "to", "in", "from"}


def _with_noun(sentence: Counted, noun: int, end: int, kind: Kind) -> Group | None:
    start = modifiers_start(sentence, noun)
    if "unborn" in sentence.clause.words[start:noun]:
        return None
    name, name_end = sentence.name_after(end)
    if name and kind.plural and sentence.clause.word(noun - 1) in TELLING:
        name, name_end = None, end  # "told officers Nowak came home drunk"
    if name and " " not in name and (served := _past_place(sentence, name_end)) is not None:
        name, name_end, end, kind = None, served[0], served[0], served[1]  # "a deputy U.S. marshal"
    if name and (is_thing(name.split()[-1].lower()) or sentence.clause.word(noun) == "national"):
        return None  # "the Matanuska Maid Block Building", "the National Defence"
    if name and name.split()[0] in BODIES:
        return None  # "the Communist Party"
    name_end = sentence.past_age(name_end) if name else name_end
    if not name and sentence.clause.word(end) in {"aged", "age"}:
        name_end = sentence.past_age(end)
    if not name and sentence.clause.word(end) == "of" and end + 1 < len(sentence.clause):
        aged = sentence.in_age(end + 1) and sentence.clause.word(end - 1) not in PARENTS  # and no "mother of 13"
        name_end = end + 2 if aged else name_end  # "a woman of 71"
    head = end - 1
    base = Group(start, name_end, head, Form.SINGLE, kind=kind, name=name, age=sentence.age_of(start, name_end))
    return sentence.counted(base) or _determined(sentence, base)


def _past_place(sentence: Counted, index: int) -> tuple[int, Kind] | None:
    """Return the end and kind of the noun for people that follows what looks like a name; None where none does."""
    found = person_noun_at(sentence.clause.words, index) if index < len(sentence.clause) else None
    noun = sentence.clause.tag(index) == "NN" and not sentence.verb_like(index)
    return found if noun and not sentence.clause.title else None


def _determined(sentence: Counted, base: Group) -> Group | None:
    clause, kind = sentence.clause, base.kind
    before = clause.word(base.start - 1)
    ranks = [
        i for i in range(base.start, base.end) if clause.words[i] in ORDINALS and clause.word(i + 1) not in NUMBERED
    ]
    ordinal = ORDINALS[clause.words[ranks[0]]] if ranks else None  # "a third-floor tenant" is no third
    group = replace(base, ordinal=ordinal)
    if before in SINGLE_ARTICLES | {"another"}:
        group = replace(group, start=base.start - 1, more=before == "another" or ordinal is not None)
    elif before in DEFINITE | {"both", "either", "neither"}:
        group = replace(group, start=base.start - 1, definite=True)
    elif before == "'s" and is_thing(clause.word(base.start - 2)):
        group = replace(group, definite=True)  # "the truck's driver"
    elif before in POSSESSIVE:
        group = replace(group, possessive=True, definite=True, start=base.start - (before not in {"'s", "'"}))
    elif before in {"no", "neither"} or _is_denied_too(clause.words, base.start):
        return replace(group, start=base.start - 1, form=Form.COUNT, low=0, best=0, high=0)
    elif before in {"every", "each", "any", "such", "what", "which"}:
        return None
    return _numbered_by_noun(sentence, group, kind) if kind else None


def _is_denied_too(words: Sequence[str], start: int) -> bool:
    """Whether "or" goes on with nobody: "no senior leader or operative was killed"."""
    denying = words[max(0, start - 1 - LONGEST_DENIED) : start - 1] if words[start - 1 : start] == ("or",) else ()
    return "no" in denying and "," not in denying


def _numbered_by_noun(sentence: Counted, group: Group, kind: Kind) -> Group | None:
    word = sentence.clause.words[group.head]
    if kind.count > 1:
        return replace(group, form=Form.COUNT, low=kind.count, best=kind.count, high=kind.count)
    if word in NOBODY_IN_PARTICULAR:
        return None
    if word in TWO and {sentence.clause.word(group.start), sentence.clause.word(group.start - 1)} & OF_ONE:
        return replace(group, form=Form.COUNT, low=2, best=2, high=2)
    several = _ages_before(sentence, group) if kind.plural else 0
    if several:
        return replace(group, form=Form.COUNT, low=several, best=several, high=several)
    ages = _ages_listed(sentence, group.head + 1) if kind.plural else None
    if ages is not None:
        return replace(group, end=ages[1], form=Form.COUNT, low=ages[0], best=ages[0], high=ages[0])
    if kind.plural and sentence.clause.all_of is not None and _are_all(sentence, group):
        number = sentence.clause.all_of
        return replace(group, form=Form.COUNT, low=number, best=number, high=number, definite=True)
    if kind.plural and not (group.name or _family_of(sentence, group)):
        return replace(group, form=Form.BARE, low=None, best=None, high=None)
    counted = _family_of(sentence, group)
    if counted is not None:
        return replace(group, end=counted.end, form=Form.COUNT, low=counted.low, best=counted.best, high=counted.high)
    return replace(group, form=Form.NAME if group.name and not group.more else Form.SINGLE)


def _are_all(sentence: Counted, group: Group) -> bool:
    """Whether the words are "all the gunmen", whose number the article gave before."""
    return "all" in sentence.clause.words[max(0, group.start - 3) : group.head]


def _ages_listed(sentence: Counted, index: int) -> tuple[int, int] | None:
    """Return how many ages are listed behind a plural, and where they end: "women aged 61 and 70", "sons, 6 and 4,"."""
    words = sentence.clause.words
    start = index + (sentence.clause.word(index) == ",")
    aged = sentence.clause.word(start) in {"aged", "ages"}
    if not aged and not (start > index and start < len(words) and sentence.in_age(start)):
        return None
    found, last = 0, start + aged
    units = table("numbers")["units"]
    while last < len(words) and (words[last].isdigit() or words[last] in units or words[last] in {",", "and"}):
        found += words[last] not in {",", "and"}
        last += 1
    while words[last - 1] in {",", "and"}:
        last -= 1
    return (found, last) if found > 1 else None


def _ages_before(sentence: Counted, group: Group) -> int:
    """Return how many are told by their ages before a plural: 2 for "the 3- and 4-year-old children"; 0 for others."""
    told = _AGES.match(sentence.clause.doc[group.start : group.head].text)
    return len(re.findall(r"\d+", told[1])) if told is not None else 0


def _family_of(sentence: Counted, group: Group) -> Number | None:
    """Return the number of "a family of five"."""
    words = sentence.clause.words
    if (
        words[group.head] not in {"family", "group", "crew", "party", "team"}
        or sentence.clause.word(group.head + 1) != "of"
    ):
        return None
    found = next((n for n in sentence.numbers.values() if n.start == group.head + 2), None)
    named = found is not None and sentence.clause.tag(found.end).startswith("NN")  # "the family of two sisters"
    named = named and found is not None and sentence.clause.word(found.end) not in DYING
    return None if named else found
