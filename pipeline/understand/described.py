"""What an expression and the words around it say of somebody's sex and age."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from pipeline.understand.counting.group import PRONOUNS, Form, Group
from pipeline.understand.counting.people import person_noun_at
from pipeline.understand.figure import Figure
from pipeline.understand.lexicon import table
from pipeline.vocabulary import AgeGroup, Sex

YOUNG, OLDEST_TEENAGER = 18, 19  # years
SEATED = frozenset({"driver", "operator", "passenger", "rider", "occupant", "pilot", "motorist"})
ABOARD = frozenset({"in", "on", "of", "aboard", "inside", "driving", "riding"})
ALONE = frozenset({"only", "sole", "lone"})
MOST_WORDS = 4  # from "in" to the vehicle: "in the other silver car"
_DECADE = re.compile(r"\bin (?:his|her|their) (?:early |mid[- ]?|late )?(\d0)s\b")


def sex_of(group: Group, figure: Figure) -> Sex | None:
    """Return the sex that noun, pronoun or words in commas tell; None where none does."""
    if group.kind is not None and group.kind.sex is not None:
        return group.kind.sex
    described = _described_sex(group, figure)
    if described is not None:
        return described
    if figure.mention.word.itself:
        own = set(figure.clause.words[figure.mention.trigger.start : figure.mention.trigger.end])
        return Sex.FEMALE if own & {"herself", "her"} else Sex.MALE if own & {"himself", "his"} else None
    word = figure.clause.words[group.head]
    before = figure.clause.words[group.start : group.head]
    if {"male", "female"} & set(before):
        return Sex.MALE if "male" in before else Sex.FEMALE  # "a male victim"
    if word in PRONOUNS or word in {"his", "himself", "herself"}:
        return Sex.FEMALE if word in {"she", "her", "herself"} else Sex.MALE
    return None


def _described(group: Group, figure: Figure) -> str:
    """Return the words between somebody and what befell them: ", a woman in her 50s,"."""
    end = max(group.end, figure.mention.trigger.start)
    return figure.clause.doc[group.start : end].text


def _described_sex(group: Group, figure: Figure) -> Sex | None:
    """Return the sex that words in commas tell: "The driver of the second car, a man in his 30s, was taken"."""
    between = figure.clause.words[group.end : figure.mention.trigger.start]
    if group.form is not Form.SINGLE or group.end >= figure.mention.trigger.start or "," not in between:
        return None
    tags = figure.clause.tags[group.end : figure.mention.trigger.start]
    acts = next((n for n, tag in enumerate(tags) if tag in {"VBD", "VBZ", "VBP", "VBG"}), len(between))
    between = between[:acts]  # "A gunman opened fire, killing a woman of 60, before being shot dead"
    nouns = (person_noun_at(between, n) for n in range(1, len(between)) if between[n - 1] in {"a", "an", "old"})
    told = {noun[1].sex for noun in nouns if noun is not None and noun[1].sex is not None and not noun[1].plural}
    return next(iter(told)) if len(told) == 1 else None


def age_group_of(group: Group) -> AgeGroup | None:
    """Return child or adult; None where neither is said, or a "teenager" may be either."""
    if group.age is not None:
        return AgeGroup.CHILD if group.age < YOUNG else AgeGroup.ADULT if group.age > OLDEST_TEENAGER else None
    age = group.kind.age if group.kind else None
    return AgeGroup.ADULT if age is AgeGroup.ELDERLY else age


def decade_of(group: Group, figure: Figure) -> int | None:
    """Return the 50 of "The pedestrian, a woman in her 50s,"; None where no decade is told."""
    found = _DECADE.search(_described(group, figure))
    return int(found[1]) if found else None


def make_of(group: Group, figure: Figure) -> str | None:
    """Return the make in "the driver of the Freightliner (Gill)": two makes are two drivers; else None."""
    words, doc = figure.clause.words, figure.clause.doc
    named = words[group.end : group.end + 2] in {("of", "the"), ("of", "a")} and len(words) > group.end + 2
    make = doc[group.end + 2].text if named else ""
    seated = words[group.head] in SEATED
    return make.lower() if seated and make[:1].isupper() else None


def ridden_by(group: Group, figure: Figure) -> frozenset[str]:
    """Return the kinds of vehicle that somebody can have been in: "A woman in the van", "The motorcyclist"; else none.

    Whoever was in a van is not whoever drove a bus; a pickup is called a truck and a car.
    """
    words, kinds = figure.clause.words, _ridden()
    own = kinds.get(words[group.head])
    if own is not None:
        return own
    if words[group.head] in SEATED:
        driven = next((kinds[word] for word in words[group.start : group.head] if word in kinds), None)
        if driven is not None:
            return driven  # "the semi driver"
    start = group.end + (words[group.end : group.end + 2] in {("who", "was"), ("who", "were")}) * 2
    if words[start : start + 1] == ("and",) and words[start + 1 : start + 2] and words[start + 1] in ALONE:
        start += 3  # "the driver and only person inside the semi"
    if group.form is not Form.SINGLE or not ABOARD & set(words[start : start + 1]):
        return frozenset()
    for index in range(start + 1, min(start + 1 + MOST_WORDS, len(words))):
        if words[index] in kinds:
            return kinds[words[index]]
        if figure.clause.tag(index) not in {"DT", "JJ", "PRP$", "NN", "NNP", "IN", "CD", "VBN", "HYPH"}:
            break
    return frozenset()


def vehicles_in(words: Iterable[str]) -> frozenset[str]:
    """Return the kinds of vehicle that words name."""
    kinds = _ridden()
    return frozenset(kind for word in words for kind in kinds.get(word, ()))


@cache
def _ridden() -> dict[str, frozenset[str]]:
    """Return the kinds of vehicle by the words for them and for those who ride them."""
    kinds: dict[str, set[str]] = {}
    for kind, words in table("vehicles")["ridden"].items():
        for word in words:
            kinds.setdefault(word, set()).add(kind)
    return {word: frozenset(several) for word, several in kinds.items()}
