"""Words for people: what kind of person a noun names, and nouns that name none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.understand.lexicon import table
from pipeline.understand.phrases import PhraseTable
from pipeline.vocabulary import AgeGroup, CivilianStatus, Sex, Unit

ARMED = frozenset({CivilianStatus.COMBATANT, CivilianStatus.SECURITY_FORCES, CivilianStatus.PERPETRATOR})
"""Of the people whom a force can lose."""

COMRADES = frozenset({"own", "men", "soldiers", "fighters", "troops", "officers", "militants"})
"""What a force calls its own."""

KIN = frozenset({"kin", "kin_male", "kin_female", "grandmother", "grandfather"})  # kinds of people
FORCE_KINDS, REBEL_KINDS = frozenset({"soldier", "police"}), frozenset({"fighter", "attacker"})
GENERIC = frozenset(
    {"victim", "man", "woman", "boy", "girl", "teen", "teenager", "child", "person", "deceased", "baby", "infant"}
    | {"other", "civilian", "villager", "resident", "local"}
)
"""Words that name anybody, whoever else has been told of."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a noun for people says of them; None where it says nothing. `count` is how many a singular word means."""

    id: str
    plural: bool
    status: CivilianStatus | None = None
    sex: Sex | None = None
    age: AgeGroup | None = None
    unit: Unit = Unit.PERSON
    count: int = 1
    kin: bool = False


def person_noun_at(words: Sequence[str], start: int) -> tuple[int, Kind] | None:
    """Return the end and kind of the longest noun for people that begins at `start`; None if none does."""
    return _nouns().at(words, start) or _by_ending(words[start], start)


def is_listed_noun(word: str) -> bool:
    """Whether a word is in the table of nouns for people, and not only formed like one."""
    return _nouns().at((word,), 0) is not None


@cache
def plurals_of(kinds: frozenset[str]) -> frozenset[str]:
    """Return the plural nouns for people of these kinds: "gunmen", "suicide bombers"."""
    pairs = (pair for entry in table("people")["kind"] if entry["id"] in kinds for pair in _forms(entry))
    return frozenset(word for word, kind in pairs if kind.plural)


def _by_ending(word: str, start: int) -> tuple[int, Kind] | None:
    """Read "foreman", "linesmen", "spacewoman" by their last part."""
    if not word.endswith(("man", "men")) or len(word) < 6 or word in table("people")["ending"]["except"]:
        return None
    for ending in ("woman", "women", "man", "men"):
        if word.endswith(ending):
            return start + 1, _nouns().at((ending,), 0)[1]  # type: ignore[index]  # these four are in the table
    return None


def is_thing(word: str) -> bool:
    """Whether a noun names animals, objects or measures: a count of these is never a casualty figure."""
    return word in _things()


def is_name_of_people(text: str) -> bool:
    """Whether a word with a capital names a people whose name counts its members as it is: "Fulani", "Tutsi"."""
    return text[:1].isupper() and text.lower() in _peoples()


@cache
def _peoples() -> frozenset[str]:
    return frozenset(table("people")["peoples"]["words"])


@cache
def _nouns() -> PhraseTable[Kind]:
    return PhraseTable(pair for entry in table("people")["kind"] for pair in _forms(entry))


def _forms(entry: dict[str, object]) -> Iterator[tuple[str, Kind]]:
    for word in entry["words"]:  # type: ignore[attr-defined]  # TOML: a list of strings
        singular, plural = _singular_plural(word)
        yield plural or singular, _kind(entry, plural=True)
        if singular != plural:
            yield singular, _kind(entry, plural=False)


def _singular_plural(word: str) -> tuple[str, str | None]:
    singular, colon, plural = word.partition(":")
    if plural == "-":
        return singular, None
    return singular, plural if colon else regular_plural(singular)


def regular_plural(word: str) -> str:
    """Return the regular English plural."""
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def _kind(entry: dict[str, object], *, plural: bool) -> Kind:
    status, sex, age = entry.get("status"), entry.get("sex"), entry.get("age")
    return Kind(
        id=str(entry["id"]),
        plural=plural,
        status=CivilianStatus.of(str(status)) if status else None,
        sex=Sex.of(str(sex)) if sex else None,
        age=AgeGroup.of(str(age)) if age else None,
        unit=Unit.of(str(entry.get("unit", "person"))),
        count=int(str(entry.get("count", 1))),
        kin=bool(entry.get("kin", False)),
    )


@cache
def _things() -> frozenset[str]:
    words: set[str] = set()
    for section in table("things").values():
        for word in section["words"]:
            singular, plural = _singular_plural(word)
            words |= {singular, plural or singular}
    return frozenset(words)
