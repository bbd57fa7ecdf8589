"""What kind of source a speaker is, whether it speaks for a public body, and by which rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.understand.counting.people import regular_plural
from pipeline.understand.lexicon import table
from pipeline.understand.phrases import PhraseTable, folded, split_phrase
from pipeline.vocabulary import SourceKind


@dataclass(frozen=True, slots=True)
class Standing:
    """Kind of source; `official` is None where the words do not tell; `rule` names what decided."""

    kind: SourceKind | None
    official: bool | None
    rule: str | None


@dataclass(frozen=True, slots=True)
class Role:
    """An office or function: its standard singular form, and the kind it decides alone (None: the body decides)."""

    name: str
    kind: SourceKind | None
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """A body that can speak: its kind, None where the word does not tell."""

    kind: SourceKind | None
    plural: bool = False


@cache
def roles() -> PhraseTable[Role]:
    """Return the offices and functions, singular and plural."""
    found: list[tuple[str, Role]] = []
    for group in table("roles")["roles"]:
        kind = SourceKind[group["kind"].upper()] if group["kind"] else None
        found += _numbers(group["words"], kind)
    return PhraseTable(found)


@cache
def trades() -> PhraseTable[Role]:
    """Return what people are who hold no office, singular and plural: baker, accountant; large, they are names."""
    return PhraseTable(_numbers(table("roles")["trades"]["words"], None))


def _numbers(entries: Iterable[str], kind: SourceKind | None) -> Iterator[tuple[str, Role]]:
    for entry in entries:
        singular, _, plural = entry.partition(":")
        yield plural or regular_plural(singular), Role(singular, kind, plural=True)
        yield singular, Role(singular, kind, plural=plural == singular)


@cache
def office_words(section: str) -> frozenset[str]:
    """Return the words of a section of the table of offices."""
    return frozenset(table("roles")[section]["words"])


@cache
def office_modifiers() -> frozenset[str]:
    """Return what may stand before an office and belongs to it: former, acting."""
    modifiers = table("roles")["modifiers"]
    return frozenset((*modifiers["former"], *modifiers["other"]))


@cache
def no_offices() -> frozenset[str]:
    """Return words for people that tell a speaker, but no office or function: man, others."""
    return frozenset(table("roles")["no_office"]["words"])


@cache
def same_offices() -> dict[str, tuple[str, ...]]:
    """Return the offices that a later mention means by another word: "judge" may be a justice."""
    return {said: tuple(known) for said, known in table("roles")["same"].items()}


@cache
def organisations() -> PhraseTable[Body]:
    """Return the bodies by lower-case name, and their plurals."""
    found: list[tuple[str, Body]] = []
    for group in table("organisations")["organisations"]:
        kind = SourceKind[group["kind"].upper()] if group["kind"] else None
        plurals = [regular_plural(name) for name in group["words"] if name.islower() and not name.endswith("s")]
        found += [(name, Body(kind, plural=True)) for name in plurals]
        found += [(".".join(name) + ".", Body(kind)) for name in group["words"] if name.isupper() and "." not in name]
        found += [(name, Body(kind)) for name in group["words"]]
    return PhraseTable(found)


@cache
def acronyms() -> frozenset[str]:
    """Return the names of bodies, without stops, that count only as written with capitals (IS, WHO, AP)."""
    groups = table("organisations")["organisations"]
    return frozenset(name.replace(".", "") for group in groups for name in group["words"] if name.isupper())


@cache
def country_names() -> PhraseTable[tuple[str, str]]:
    """Return (ISO code, 'name' | 'people' | 'capital') of every word for a country."""
    found: list[tuple[str, tuple[str, str]]] = []
    for code, (names, people, capitals) in table("organisations_countries")["countries"].items():
        for kind, words in (("capital", capitals), ("people", people), ("name", names)):
            found += [(word, (code, kind)) for word in words.split("|") if word]
            if kind == "people":
                found += [(regular_plural(word), (code, kind)) for word in words.split("|") if word[-1:] in "naiktcb"]
    return PhraseTable(found)


@cache
def document_words() -> frozenset[str]:
    """Nouns for documents that speak for those who wrote them: indictment, report, lawsuit."""
    return frozenset(table("organisations")["documents"]["words"])


@cache
def kinds_of_bodies() -> frozenset[str]:
    """Nouns that name a body by its kind: watchdog, airline, party."""
    return frozenset(table("organisations")["kinds_of_bodies"]["words"])


@cache
def impersonal_words() -> frozenset[str]:
    """Return nouns for papers and numbers: sources of a figure that make no statement."""
    return frozenset(table("organisations")["impersonal"]["words"])


@cache
def silent_words() -> frozenset[str]:
    """Return nouns for what things go by: "according to plan" is nobody's statement."""
    return frozenset(table("organisations")["silent"]["words"])


_OF_RIGHTS = "human rights commission"


def standing(role: Role | None, body: str | None, body_kind: SourceKind | None, words: str) -> Standing:
    """Return the standing of a speaker with this office and body; `words` are all words that introduce it."""
    said = split_phrase(words)
    if role is not None and _rules()["former"]["words"] and any(w in _rules()["former"]["words"] for w in said[:4]):
        return Standing(SourceKind.POLITICAL, False, "former office-holder")
    kind, why = _kind_of(role, body, body_kind)
    if kind is None:
        return Standing(None, None, None)
    if body is not None and folded(body).endswith(_OF_RIGHTS) and "national" not in said:
        return Standing(None, None, f"{body}: a state's body or an association, the words do not say")
    rules_there = not (body and folded(body) == "taliban" and "pakistani" in said)
    if kind is SourceKind.ARMED_GROUP and body and folded(body) in _territory() and rules_there:
        return Standing(kind, True, f"{body}: governs territory it holds")
    if kind is SourceKind.HEALTH:
        return _health_standing(" ".join(said), why)
    if kind is SourceKind.OFFICIALS and body is not None and body_kind is None:
        return Standing(kind, None, f"{body}: not known to be a public body")
    return Standing(kind, _rules()["kinds"].get(kind.value), f"{why}: {kind.value}")


def _health_standing(words: str, why: str) -> Standing:
    if any(f" {word} " in f" {words} " for word in _rules()["health"]["official"]):
        return Standing(SourceKind.HEALTH, True, f"{why}: health authority")
    return Standing(SourceKind.HEALTH, None, f"{why}: hospital or doctor, not known to be public")


def _kind_of(role: Role | None, body: str | None, body_kind: SourceKind | None) -> tuple[SourceKind | None, str]:
    if (
        role is not None
        and role.kind is not None
        and not (body_kind and role.name in table("roles")["shared"]["words"])
    ):
        return role.kind, role.name
    if body_kind is not None:
        return body_kind, body or ""
    return None, ""


@cache
def _rules() -> dict[str, Any]:
    return table("officials")


@cache
def _territory() -> frozenset[str]:
    return frozenset(_rules()["territory"]["groups"])
