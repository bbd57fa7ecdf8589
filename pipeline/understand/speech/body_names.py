"""Names of bodies as a text writes them: beside their kind, before their letters, behind whoever issued a paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.understand.lexicon import table
from pipeline.understand.speech.official import kinds_of_bodies, organisations
from pipeline.understand.speech.words import not_names
from pipeline.understand.times.days import WEEKDAYS

UNITED = frozenset({"union", "group", "association", "federation"})
"""Kinds of bodies of which many bear two trades in their names: the Nurses and Midwives' Association."""
SMALL = frozenset({"of", "and", "for", "the", "on", "in", "to", "de", "du", "la", "des", "et"})
_WORD = r"(?:(?:[A-Z]\.)+|[A-Z][a-z]?\.(?=\s[A-Z])|[A-Z][\w’'&-]*)"
"""A word of a name, with stops only in letters and short forms: U.S., St."""
PART = r"(?:[A-Z][\w’'&.-]*|of|and|for|the|on|in|to|de|du|la|des|et)"
_NAME = rf"{_WORD}(?:\s(?:(?:of|for|and|the|de|du|la)\s){{0,2}}{_WORD}){{0,5}}"
_ISSUED = r"(?:has\s|had\s)?(?:sent\sout|put\sout|issued|released|published|posted)"
_BEFORE = re.compile(rf"(?:{_WORD}\s(?:(?:of|and)\s)?)+$")
_BEHIND = re.compile(r"\s(?:of|for)\s(?:the\s)?[A-Z][\w’'-]*(?:,?\s(?:and\s)?[A-Z][\w’'-]*)*")
OPENING = frozenset({"The", "This", "That", "A", "An", "In", "But", "And"})
CAPITAL_DAYS = frozenset(day.capitalize() for day in WEEKDAYS)
SHORTEST_LETTERS, LONG_LETTERS = 3, 4
LONGEST = 80  # characters of a name before its last word
KINDS_OF_POLICE = frozenset(
    {
        "Forensic",
        "Military",
        "Riot",
        "Traffic",
        "Local",
        "Secret",
        "Armed",
        "Border",
        "Federal",
        "Transport",
        "Plainclothes",
    }
)
_POLICE = re.compile(rf"\b((?:{_WORD} ){{1,3}}[Pp]olice(?: (?:Department|Service|Force)\b)?)(?!\s[A-Z])")
_TOP_COURT = re.compile(rf"\b((?:{_WORD} ){{0,3}}(?:Supreme Court|Constitutional Court|Court of [A-Z]\w+))")
OF_SOME_PLACE = {
    **dict.fromkeys(("police", "the police"), _POLICE),
    **dict.fromkeys(("the high court", "the top court", "the apex court", "the highest court"), _TOP_COURT),
}
"""Short words for the one body of an article that bears a longer name of its kind."""


@cache
def patterns_of(kind: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of a body's name beside its kind."""
    either = f"[{kind[0].upper()}{kind[0]}]{kind[1:]}" if kind != "daily" else kind  # the Roswell Daily Record
    return (
        re.compile(rf"\b{either},?\s({_NAME})(?![\w’'-])"),
        re.compile(rf"\b({_NAME}),\s(?:an?|one of the|one of its|which is an?)\s(?:[\w’'-]+\s){{0,6}}?{kind}\b"),
        re.compile(
            rf"\b({_NAME}),\s(?:the|[A-Z][\w-]+[’']s)\s(?:(?!of\b)[\w’'-]+\s){{1,6}}?{kind}(?:\s(?:in|of)\s(?:the\s)?[A-Z]\w+)?,"
        ),
    )


@cache
def patterns_of_issuers(document: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of a document beside the name of whoever issued it."""
    return (
        re.compile(rf"\b{document},?\s(?:(?!said|says)[\w’'-]+\s){{0,4}}?by\s(?:the\s)?(?:[\w’'-]+-based\s)?({_NAME})"),
        re.compile(rf"\b(?:[Tt]he\s)?({_NAME})\s{_ISSUED}\s(?:[\w’'-]+\s){{1,4}}?{document}\b"),
        re.compile(rf"\b{document}\sfrom\s(?:the\s)?({_NAME})"),
        re.compile(rf"\b({_NAME})[’']s?\s(?:(?!said|says|an?\s|the\s)[\w’'-]+\s){{0,3}}?{document}\b"),
        re.compile(
            rf"\b[Ii]n\s(?:an?|its|the)\s(?:[\w’'-]+\s){{0,3}}?{document}\b[^.,]{{0,40}},\s(?:the\s)?({_NAME})\s(?:said|says|found|warn)"
        ),
    )


def called_by(kind: str, text: str) -> str | None:
    """Return the only body in a text whose name fits a kind: a Nurses' Association is "the union"."""
    found: dict[str, None] = {}
    pattern = _by_kind(kind)
    for match in pattern.finditer(text) if pattern is not None else ():
        words = match[0].split()
        while words and opens_only(words[0]):
            words = words[1:]
        if len(words) > 1:
            found[" ".join(words)] = None
    longest = [name for name in found if not any(name in other and name != other for other in found)]
    return longest[0] if len(longest) == 1 else None


@cache
def _by_kind(kind: str) -> re.Pattern[str] | None:
    by_kind = table("organisations")["called_by_kind"]
    heads = next((by_kind[one] for one in (kind, *same_kinds(kind)) if one in by_kind), None)
    if heads is None:
        return None
    before = rf"(?:{_WORD} (?:(?:and|of|for) )?){{0,4}}" if kind in UNITED else rf"(?:{_WORD} ){{0,3}}"
    return re.compile(
        rf"\b{before}(?:{'|'.join(heads)})\b(?![’'-]?\w)(?: (?:of|for|on) (?:the )?{_WORD}(?: {_WORD}){{0,2}})?"
    )


def same_kinds(kind: str) -> tuple[str, ...]:
    """Return other words for a kind of body: newspaper, daily for "paper"."""
    return tuple(table("organisations")["same_kind"].get(kind, ()))


def opens_only(word: str) -> bool:
    """Whether a capital word before a name only begins the sentence, or tells a kind: "When police", "Riot police"."""
    return word in OPENING | CAPITAL_DAYS | KINDS_OF_POLICE or word.lower() in not_names()


def opening_name(before: str) -> str | None:
    """Return the name that opens a sentence which ends in "the company said": "Halvard Paper will shut its mill"."""
    opened = re.match(
        rf"(?:The\s)?({_NAME})\s(?:will|has|had|is|was|plans|expects|would|said|cut|posted|reported)\b", before
    )
    closes = before.rstrip().endswith((",", ",”", ',"'))
    return opened[1] if opened is not None and closes and opened[1].split()[0] not in OPENING else None


def with_initials(text: str, letters: str) -> str | None:
    """Return the only name in a text whose words begin with the letters: "National Audit Office" for NAO."""
    joiner = r"\s(?:(?:of|for|and|the|on|in)\s){0,2}"
    named = joiner.join(rf"{letter}[a-z’'-]+" for letter in letters)
    found = set(re.findall(rf"\b{named}\b", text))
    if len(letters) < SHORTEST_LETTERS:
        found = {name for name in found if name.split()[-1].lower() in kinds_of_bodies()}  # "Democratic Alliance"
    return found.pop() if len(found) == 1 else None


def common_name(text: str, short: str) -> str | None:
    """Return the last longer name in small letters that ends in these words: "the electoral commission"."""
    places = [*_places_of(short, text)]
    for place in reversed(places):
        before = re.search(r"([a-z-]+) $", text[max(0, place - LONGEST) : place])
        longer = f"{before[1]} {short}" if before is not None else ""
        known = organisations().at(longer.split(), 0) if longer else None
        if known is not None and known[0] == len(longer.split()) and not known[1].plural:
            return longer
    return None


def with_list_of(text: str, name: str) -> str:
    """Return a name with the list that it ends, where letters in brackets say so: "Nurses, Cooks and Guards Union".

    The name itself where none does.
    """
    whole = re.search(rf"((?:{PART},?\s){{1,10}}?{re.escape(name)})\s\(([A-Z]{{2,8}})\)", text)
    full = beginning_with(whole[1], whole[2]) if whole is not None else None
    full = full.split(". ")[-1].removeprefix("The ") if full is not None else None
    return full if full is not None and full.endswith(name) else name


def ending_in(text: str, short: str) -> Iterator[tuple[int, str]]:
    """Yield where longer names begin in a text that end in these words, and the names."""
    for place in _places_of(short, text):
        named = _BEFORE.search(text, max(0, place - LONGEST), place)
        words = named[0].split() if named is not None else []
        while words and words[0] in OPENING:
            words = words[1:]
        if words and words[-1] == "and" and text[place].islower():
            continue  # "As summer turns to September and campaign season"
        if named is not None and words:
            yield named.start(), f"{' '.join(words)} {text[place : place + len(short)]}"


def _places_of(short: str, text: str) -> Iterator[int]:
    """Yield where the words of a body stand, in capitals or not."""
    words, within = short.lower(), text.lower()
    place = within.find(words)
    while place >= 0:
        if not within[place + len(words) : place + len(words) + 1].isalnum():
            yield place
        place = within.find(words, place + 1)


def going_on(text: str, short: str) -> Iterator[tuple[int, str]]:
    """Yield where these words stand in a text with "of" and a name behind them, and the whole name."""
    for place in _places_of(short, text):
        after = _BEHIND.match(text, place + len(short))
        if after is not None and (place == 0 or not text[place - 1].isalnum()):
            yield place, text[place : after.end()]


def beginning_with(name: str, letters: str) -> str | None:
    """Return the part of a name whose capitals give the letters; None where none does."""
    words = name.split()
    for first in range(len(words)):
        capitals = "".join(w[0] for w in words[first:] if w[0].isupper())
        initials = "".join(w[0].upper() for w in words[first:])
        if words[first].lower() not in SMALL and (
            letters in {capitals, initials} or _leaves_one_out(letters, capitals)
        ):
            return " ".join(words[first:])
    return None


def _leaves_one_out(letters: str, capitals: str) -> bool:
    """Whether letters are those of a name but for one told twice: KMPDU of "Practitioners, Pharmacists"."""
    if len(letters) < LONG_LETTERS or len(capitals) != len(letters) + 1:
        return False
    doubled = (i for i in range(1, len(capitals)) if capitals[i] == capitals[i - 1])
    return any(capitals[:i] + capitals[i + 1 :] == letters for i in doubled)
