"""How the words around a speaker introduce him: office, body, country and name, read from one noun phrase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.understand.speech import official
from pipeline.understand.speech.name_in_phrase import LINKS, POSSESSIVE, name_in
from pipeline.understand.speech.name_marks import is_name_behind
from pipeline.understand.speech.offices_in_phrase import (
    NUMBERED,
    gives_body_its_name,
    is_joined_behind,
    office_at,
    portfolio_end,
    with_modifiers,
)
from pipeline.understand.speech.official import Role, country_names, organisations, roles
from pipeline.understand.speech.sex import sex_of_words
from pipeline.understand.speech.words import Word, moved, name_run, not_names, written
from pipeline.vocabulary import SourceKind

COURTESIES = frozenset({"dr", "prof"})
"""Titles that are only courtesies behind an office: "Health Minister Dr Ana Ruiz"."""


@dataclass(frozen=True, slots=True)
class Introduction:
    """What a noun phrase says of a speaker; None or empty where it says nothing. `words` are the phrase itself."""

    words: str = ""
    name: str | None = None
    role: Role | None = None
    role_words: str | None = None
    body: str | None = None
    body_kind: SourceKind | None = None
    country: str | None = None
    bare_country: bool = False
    plural: bool = False
    female: bool | None = None

    @property
    def is_speaker(self) -> bool:
        """Whether the words name somebody who can speak: a person, an office, a body, a country or two."""
        return self.bare_country or any(part is not None for part in (self.name, self.role, self.body, self.country))


def introduction(words: Sequence[Word], *, named: bool = True) -> Introduction:
    """Read a noun phrase such as "Armenian Foreign Minister Ararat Mirzoyan" or "a spokeswoman for Russia's army".

    `named` says that capitalised words left over are a person's name.
    """
    if not words:
        return Introduction()
    first = words[0].start
    return _introduction(tuple([moved(word, -first) for word in words]), named=named)


@lru_cache(maxsize=4096)
def _introduction(words: tuple[Word, ...], *, named: bool) -> Introduction:
    """Read a noun phrase whose places count from its own start: the same words introduce people again and again."""
    phrase = list(words)
    keys = [word.key for word in phrase]
    marks: list[str] = [""] * len(phrase)
    found = Introduction(words=" ".join(word.text for word in phrase), female=sex_of_words(keys))
    found = _with_roles(found, phrase, keys, marks)
    found = _with_country(found, phrase, keys, marks)
    found = _with_bodies(found, phrase, keys, marks)
    if keys[0] == "the" and marks[-1] == "role" and "," not in keys:
        return found  # "the Offinso West MP": a place, and nobody's name
    before = next((index for index, mark in enumerate(marks) if mark == "role"), 0)
    if named and found.plural and found.role is not None and found.body is None and before > 0:
        return replace(found, body=name_in(phrase[:before], marks[:before]))  # "Farrow nurses"
    return replace(found, name=name_in(phrase, marks)) if named else found


def _with_roles(found: Introduction, phrase: list[Word], keys: list[str], marks: list[str]) -> Introduction:
    position = after = 0
    owner = False  # "the president's order": the last office owns what is named
    while position < len(phrase):
        end, office = office_at(phrase, keys, position)
        if end == position:
            position += 1
            continue
        if office is not None and office.plural and gives_body_its_name(phrase, keys, position, end):
            position = end
            continue
        if position == after > 0 and keys[position] in COURTESIES:
            _mark(marks, position, end, "title")  # "Health Minister Dr Ruiz"
        elif office is not None and (
            found.role is None or not any(key in LINKS or key == "," for key in keys[after:position])
        ):
            start = with_modifiers(keys, position, marks)
            said = keys[position:end] if office.plural else [office.name]
            portfolio = portfolio_end(keys, end, office)
            said, end = [*said, *keys[end:portfolio]], portfolio
            role_words = " ".join([*keys[start:position], *said]).replace(" - ", "-").replace("- ", "-")
            found = replace(found, role=office, role_words=role_words, plural=office.plural)
            _mark(marks, start, end, "role")
            after = end
            owner = end < len(keys) and keys[end] in POSSESSIVE
        elif office is None:
            _mark(marks, position, end, "title")
        position = end
    if not owner:
        return found
    marks[:] = ["" if mark == "role" else mark for mark in marks]
    return replace(found, role=None, role_words=None)


def _with_bodies(found: Introduction, phrase: list[Word], keys: list[str], marks: list[str]) -> Introduction:
    position = 0
    while position < len(phrase):
        body = None if marks[position] else organisations().at(keys, position)
        alone = body is not None and body[0] == position + 1
        joined = body is not None and alone and is_joined_behind(phrase, body[0])
        if body is None or joined or not _as_written(phrase, position, body[0]):
            position += 1
            continue
        end, known = body
        start, end = _widened(phrase, marks, position, end)
        if found.body is None or not any(key in LINKS for key in keys[:position]):
            text = written(phrase[start:end])
            plural = found.plural or known.plural or keys[end - 1] in {"police", "authorities"}
            found = replace(found, body=text, body_kind=known.kind, plural=plural)
        _mark(marks, start, end, "body")
        position = end
    return found


def _as_written(phrase: list[Word], start: int, end: int) -> bool:
    """Whether an acronym is written as one (WHO, not who; US not us)."""
    text = "".join(word.text for word in phrase[start:end])
    return text.replace(".", "").upper() not in official.acronyms() or text.isupper() or len(text) > 5


def _widened(phrase: list[Word], marks: list[str], start: int, end: int) -> tuple[int, int]:
    """Take capitalised or describing words before a body's noun, and "of X" after it, into its name."""
    while start > 0 and not marks[start - 1]:
        if _are_owners(phrase, start - 2, start):
            start -= 2
        elif _describes(phrase, start - 1):
            start -= 1
        else:
            break
    links = {"of", "for"} if phrase[end - 1].capital else {"of"}
    link = end + 1 < len(phrase) and phrase[end].key in links
    if link and phrase[end + 1].capital:
        after = name_run(phrase, end + 1)  # "Movement for Democratic Change"
        keys = [word.key for word in phrase]
        held = (i for i in range(end + 2, after) if roles().at(keys, i) is not None)
        end = max(end + 2, next(held, after))  # "Club for Growth President Ana Ruiz"
    elif link and end + 2 < len(phrase) and phrase[end + 1].key == "the" and phrase[end + 2].capital:
        end = max(end, name_run(phrase, end + 2))
    keys = [word.key for word in phrase]
    while end < len(phrase) and phrase[end].capital and phrase[end - 1].capital and not marks[end]:
        if roles().at(keys, end) or ("role" in marks[:start] and is_name_behind(phrase, end, held=True)):
            break
        end += 1
    return start, end


def _are_owners(phrase: list[Word], index: int, end: int) -> bool:
    """Whether those whose body it is are part of its name: "Republican People's Party", "Farmers' Union"."""
    if index < 0 or phrase[end - 1].key not in POSSESSIVE or not (phrase[index].capital and phrase[end].capital):
        return False
    keys = [word.key for word in phrase]
    office = roles().at(keys, index) or official.trades().at(keys, index)
    return keys[index] in OWNERS or (office is not None and office[1].plural)


OWNERS = frozenset(["people", "peoples", "women", "children", "men", "citizens", "parents", "youths", "seniors"])


def _describes(phrase: list[Word], index: int) -> bool:
    word = phrase[index]
    if country_names().at([w.key for w in phrase], index):
        return False
    if index > 1 and phrase[index - 1].text == "-" and phrase[index - 2].key in _SIDES:
        return False
    return (
        word.text[0].isalpha()
        and not (index == 0 and (word.key in not_names() or word.key in NUMBERED))
        and word.key not in {"the", "a", "an", "its", "his", "her", "their", "our", "and", *LINKS, *POSSESSIVE}
        and (word.capital or (index + 1 < len(phrase) and not phrase[index + 1].capital and word.key in _DESCRIBING))
    )


_SIDES = frozenset({"pro", "anti", "non", "ex"})
"""Words before a hyphen that tell a side, and are no part of a body's name: "the pro-Kurdish Peoples' Party"."""

_DESCRIBING = frozenset(
    ["foreign", "health", "interior", "state", "local", "national", "federal"]
    + ["city", "provincial", "regional", "electoral", "human", "rights", "central", "county"]
)


def _with_country(found: Introduction, phrase: list[Word], keys: list[str], marks: list[str]) -> Introduction:
    codes: list[str] = []
    named = True
    for position, word in enumerate(phrase):
        match = country_names().at(keys, position) if word.capital and not marks[position] else None
        if match is None or not _is_country(phrase, position, match[0]):
            continue
        end, (code, kind) = match
        if not _stands_alone(phrase, marks, (position, end), kind):
            continue
        seat = organisations().at(keys, position)
        if kind == "capital" and seat is not None and seat[0] == end and found.body is None:
            found = replace(found, body=written(phrase[position:end]), body_kind=seat[1].kind)
        codes.append(code)
        named = named and kind != "people"
        _mark(marks, position, end, "country")
    bare = named and bool(codes) and all(marks[i] or keys[i] in _AROUND_COUNTRY for i in range(len(keys)))
    return replace(found, country=codes[0] if len(set(codes)) == 1 or not bare and codes else None, bare_country=bare)


_AROUND_COUNTRY = frozenset({"the", "and", ",", ".", "both"})


def _stands_alone(phrase: list[Word], marks: list[str], place: tuple[int, int], kind: str) -> bool:
    """Whether a word for a country is no part of a longer name: Valeska Paris, Jack London, Washington Post."""
    start, end = place
    if kind != "people" and start and not marks[start - 1] and name_run(phrase, start - 1) >= start:
        return False
    return not (kind == "capital" and end < len(phrase) and phrase[end].capital and not marks[end])


def _is_country(phrase: list[Word], start: int, end: int) -> bool:
    """Whether a word for a country is one here: not a person's name (Jordan Smith, Georgia Brown, Paris Hilton)."""
    text = "".join(word.text for word in phrase[start:end])
    if text.lower() in {"us", "u.s", "u.s."}:
        return text.isupper() or text.replace(".", "").isupper()
    if text == "Niger" and end < len(phrase) and phrase[end].key in {"state", "delta"}:
        return False  # of Nigeria
    return not (
        text in {"Jordan", "Georgia", "Paris", "Chad", "Florence", "Sofia", "Male"}
        and end < len(phrase)
        and phrase[end].capital
    )


def _mark(marks: list[str], start: int, end: int, what: str) -> None:
    for index in range(start, end):
        marks[index] = what
