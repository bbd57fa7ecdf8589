"""Offices and titles in a noun phrase: where they begin and end, and what they stand for."""

from __future__ import annotations

from functools import cache

from pipeline.understand.lexicon import table
from pipeline.understand.speech import official
from pipeline.understand.speech.name_in_phrase import LINKS
from pipeline.understand.speech.official import Role, organisations, roles
from pipeline.understand.speech.words import Word, words_of

PORTFOLIOED = ("minister", "secretary", "mec", "commissioner", "undersecretary")
"""Offices that "of" or "for" and a field of government follow."""
ON_MATTERS = ("spokes", "advis", "envoy", "rapporteur", "minister", "assistant")
"""Beginnings of offices that "on" and a field follow: "Opposition Spokesman on National Security Ana Ruiz"."""
NUMBERED = frozenset({"multi", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve"})


def office_at(phrase: list[Word], keys: list[str], position: int) -> tuple[int, Role | None]:
    """Return the end of the office or title that begins here (`position` if none does) and the office it stands for."""
    title, role = _title_at(phrase, keys, position), roles().at(keys, position)
    if position > 1 and keys[position - 1] == "-" and (keys[position - 2].isdigit() or keys[position - 2] in NUMBERED):
        return position, None  # "the 55-member body"
    if role is None and (not phrase[position].capital or position == 0):
        role = official.trades().at(keys, position)
        role = role if role is None or role[1].plural or not phrase[position].capital else None
    if role is not None and role[1].name in official.office_words("capitalised") and not phrase[position].capital:
        closing = role[1].name == "deputy" and 0 < position == len(phrase) - 1  # "another Hayastan deputy"
        named = role[1].name == "deputy" and position + 2 < len(phrase) and phrase[position + 1].capital
        role = role if role[1].plural or closing or named else None  # "deputy Salim Bu Khalaf"
    if role is not None and (_describes_noun(phrase, role[0], role[1]) or is_joined_behind(phrase, role[0])):
        role = None
    if title is None or (role is not None and role[0] >= title[0]):
        return role if role is not None else (position, None)
    office = roles().at(title[1].split(), 0) if title[1] else None
    return title[0], office[1] if office else None


def is_joined_behind(phrase: list[Word], end: int) -> bool:
    """Whether a hyphen joins a further capital word: "the Arkansas Democrat-Gazette", "Norbert Wagner-Brandt"."""
    joined = end + 1 < len(phrase) and phrase[end].text == "-" and phrase[end + 1].capital
    return joined and phrase[end - 1].capital and phrase[end - 1].end == phrase[end].start == phrase[end + 1].start - 1


def _title_at(phrase: list[Word], keys: list[str], position: int) -> tuple[int, str] | None:
    """Return the end and office of a short title ("Lt. Gen.", "Sen.", "Mr") that begins here."""
    if keys[position] not in _openings_of_titles() or not phrase[position].capital:
        return None
    titles = table("roles")["titles"]
    for length in (4, 3, 2, 1):
        text = " ".join(keys[position : position + length]).replace(" .", ".")
        if position + length <= len(keys) and text in titles:
            return position + length, titles[text]
    return None


@cache
def _openings_of_titles() -> frozenset[str]:
    return frozenset(words_of(title)[0].key for title in table("roles")["titles"])


def _describes_noun(phrase: list[Word], end: int, office: Role) -> bool:
    """Whether an office only describes the noun after it: "executive order", "student union"."""
    if end >= len(phrase) or office.name not in official.office_words("describing"):
        return False
    following = phrase[end]
    return following.text.isalpha() and following.text.islower() and following.key not in LINKS | {"and", "or", "who"}


def portfolio_end(keys: list[str], end: int, office: Role) -> int:
    """Return the end of "of education", "for foreign affairs" after a minister's or secretary's office."""
    portfolios = official.office_words("portfolios")
    portfolioed = office.name.endswith(PORTFOLIOED) or office.name.startswith(PORTFOLIOED)
    on = end < len(keys) and keys[end] == "on" and office.name.split()[-1].startswith(ON_MATTERS)
    if end >= len(keys) or not (on or (keys[end] in {"of", "for"} and portfolioed)):
        return end
    last = end + 1
    while last < len(keys) and (keys[last] in portfolios or keys[last + 1 : last + 2] == ["affairs"]):
        last += 1  # "for Kashmir Affairs"
    return last if last > end + 1 and keys[last - 1] not in {"the", "and"} else end


def with_modifiers(keys: list[str], start: int, marks: list[str]) -> int:
    """Return where the words before an office begin that are part of it: "senior", "deputy"."""
    modifiers = official.office_modifiers()
    while start > 0 and not marks[start - 1] and (keys[start - 1] in modifiers or keys[start - 1] == "-"):
        if keys[start - 1] == "-" and (start < 2 or keys[start - 2] not in modifiers):
            break
        start -= 1
    return start


def gives_body_its_name(phrase: list[Word], keys: list[str], start: int, end: int) -> bool:
    """Whether people give a body its name: "Kenya Nurses Union", "Teachers Association"."""
    named = end < len(phrase) and phrase[start].capital and phrase[end].capital
    return named and organisations().at(keys, end) is not None
