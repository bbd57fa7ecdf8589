"""Other names by which an article knows somebody: "Dahal, better known as Prachanda", "John Okello, alias Simba"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAME = r"[A-Z][\w'’.-]*(?: (?:al-|(?:d[aei]|do|dos|de la|van|von|der|bin|ben|el|al) )?[A-Z][\w'’.-]*){0,4}"
_OF_A_PERSON = (
    r"(?:better|best|widely|popularly|commonly|more commonly|universally) known (?:widely |simply |locally )?as"
    r"|known (?:\w+ )?by (?:his|her) (?:nom de guerre|nickname),?"
    r"|alias|nicknamed|nom de guerre(?: is| was)?|nickname(?: is| was)?|who goes by(?: the name(?: of)?)?"
)
_OF_ANYTHING = r"(?:also |otherwise |generally )?known (?:\w+ |to \w+ )?as|a\.?k\.?a\.?"
TELLING = ("known", "alias", "nickname", "nom de guerre", "goes by", "a.k.a", "aka ")
"""Letters of which some stand in every text that tells another name."""
_KNOWN_AS = re.compile(
    rf"(?P<name>{_NAME}),? ?\(?(?:who is |who was |whose )?(?:(?P<person>{_OF_A_PERSON})|{_OF_ANYTHING})"
    r" [\"“‘']?(?P<alias>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)[\"”’']?(?![\w ]*[a-z] (?:of|for) )"
)
_IN_MARKS = re.compile(
    r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,4}) [‘“\"](?P<alias>[A-Z][\w-]{2,})[’”\"]"
    r"(?=,| (?:has|had|is|was|will|would|said|says|told)\b)"
)
"""A name with the other in marks behind it: "Pushpa Kamal Dahal ‘Prachanda’ has"."""


@dataclass(frozen=True, slots=True)
class Alias:
    """A name as it is written where the other is told; `personal`: the words are such as only people are told of."""

    name: str
    other: str
    personal: bool


def aliases_in(text: str) -> list[Alias]:
    """Return the other names that a text tells, in its order."""
    marked = [Alias(m["name"], m["alias"], personal=True) for m in _IN_MARKS.finditer(text)]
    if not any(word in text for word in TELLING):
        return marked
    told = [
        Alias(m["name"], m["alias"], m["person"] is not None or m["alias"] in m["name"].split())
        for m in _KNOWN_AS.finditer(text)
    ]
    return [*told, *marked]
