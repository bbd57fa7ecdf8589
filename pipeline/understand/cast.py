"""The named people of an article: who "Ruiz" is, how old, man or woman, from wherever the text says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from wordfreq import zipf_frequency

from pipeline.understand.passage import Passage
from pipeline.understand.speech.sex import sex_of_name
from pipeline.vocabulary import Sex

TITLES = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "dr", "dr."})
SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_PART = r"(?:[A-Z][a-z]{0,2}|Capt|Prof|Supt|Insp|Const|Asst)\.(?=\s[A-Z])|[A-Z][\w’'-]+|[A-Z]\.(?=\s)"
_AGED = re.compile(
    rf"\b((?:{_PART})(?:\s(?:{_PART})){{1,3}})(?:,?\s(?:Jr|Sr)\.?)?(?:,\s|\s\()(?:aged\s|also\s)?(\d{{1,3}})(?=[,.;)]|\s|$)"
)
_YEAR_OLD = re.compile(rf"\b(\d{{1,3}})-year-old\s(?:[a-z]+\s){{0,2}}((?:{_PART})(?:\s(?:{_PART})){{1,3}})")
_OLDEST = 115
ORDINARY_WORD = 3.5  # on Zipf's scale: "Grace" has 4.4, "Sajeeb" none


@dataclass(frozen=True, slots=True)
class Named:
    """One named person; `age` in years, `sex`: None where the article and the name do not tell."""

    name: str
    age: int | None = None
    sex: Sex | None = None


Cast = Mapping[str, Named]
"""Named people by folded surname; surnames that several people bear are left out."""


@lru_cache(maxsize=2)
def cast_of(passage: Passage) -> Cast:
    """Return the people whom an article names in full, by surname."""
    found: dict[str, dict[str, Named]] = {}
    for name, age in (*_with_ages(passage.article.text), *_entities(passage)):
        bearers = found.setdefault(surname(name), {})
        first = first_name(name)
        known = bearers.get(first)
        if known is None or (known.age is None and age is not None):
            bearers[first] = Named(name, age, sex_by_name(name))
    return {last: next(iter(bearers.values())) for last, bearers in found.items() if len(bearers) == 1}


def called_so(cast: Cast) -> frozenset[str]:
    """Return the single words that stand for those named in full, folded: surnames, and first names that are no words.

    "Sajeeb Chakma" is "Sajeeb" where people go by their first names.
    """
    firsts = {first_name(person.name) for person in cast.values()} - {""}
    return frozenset(cast) | {name for name in firsts if zipf_frequency(name, "en") < ORDINARY_WORD}


def surname(name: str) -> str:
    """Return the folded last name, without "Jr."; empty for no name."""
    words = [word for word in name.lower().split() if word not in SUFFIXES]
    return words[-1] if words else ""


def first_name(name: str) -> str:
    """Return the folded first name; empty where only a surname is given."""
    words = [word for word in name.lower().split() if word not in SUFFIXES]
    return words[0] if len(words) > 1 else ""


def may_be_one(left: str, right: str) -> bool:
    """Whether two names can be one person's: the same surname, and no two first names that differ."""
    words = left.lower().replace("-", " ").split(), right.lower().replace("-", " ").split()
    if words[0][-len(words[1]) :] == words[1] or words[1][-len(words[0]) :] == words[0]:
        return True  # "Lo Presti" is "Gaetano Lo Presti"
    if surname(left) != surname(right):
        return surname(left) in right.lower().split() or surname(right) in left.lower().split()
    firsts = first_name(left).rstrip("."), first_name(right).rstrip(".")
    return not all(firsts) or firsts[0].startswith(firsts[1]) or firsts[1].startswith(firsts[0])


def _with_ages(text: str) -> Iterator[tuple[str, int | None]]:
    for match in _AGED.finditer(text):
        if int(match[2]) <= _OLDEST:
            yield match[1], int(match[2])
    for match in _YEAR_OLD.finditer(text):
        if int(match[1]) <= _OLDEST:
            yield match[2], int(match[1])


def _entities(passage: Passage) -> Iterator[tuple[str, int | None]]:
    for sentence in passage.parsed:
        for entity in sentence.doc.ents if sentence.doc is not None else ():
            titled = entity[0].lower_ in TITLES  # "Mr Mitchum" is no other than "Bradley Mitchum"
            if entity.label_ == "PERSON" and len(entity) > 1 + titled:
                yield entity[titled:].text, None


def sex_by_name(name: str) -> Sex | None:
    """Return the sex that a first name tells; None where it leaves doubt."""
    female = sex_of_name(name)
    return None if female is None else Sex.FEMALE if female else Sex.MALE
