"""Towns as texts write them, and the names that belong to a town rather than to one of its incidents.

Where a town is known, its name tells little of which of its incidents is meant, and so do its hospitals and courts, and
the outlet that opens every story with its own letters: all these are shared by stories of one town that tell of
different nights.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.resolve.rarity import no_towns, trade_words

CAPITALISED = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'-]*[\w]"
_CAPITALS = r"[A-Z][A-Z.'’-]+"
_DATELINE = re.compile(
    rf"^\s*(?P<town>{_CAPITALS}(?: {_CAPITALS}){{0,3}})(?:,\s+[A-Z][\w.]*(?: [A-Z][\w.]*)?)?"
    r"(?:\s*\((?P<outlet>[^)\n]{2,30})\))?\s*(?:[-–—]{1,3}|:)\s",
    re.MULTILINE,
)
"""'ROCKFORD, Ill. (WREX) --': where the story is filed and by whom."""

_OUTLET = re.compile(
    r"\((?:[KW][A-Z]{2,4}(?:[ /-]?(?:TV|AM|FM|DT|\d{1,2}|[A-Z]{2,5}))*|AP|Reuters|AFP|CBS\S*|NBC\S*)\)"
)
_OF_TOWN = (
    r"[Pp]olice|PD\b|[Rr]esidents?\b|[Oo]fficers?\b|[Ff]irefighters?\b|[Ff]ire (?:[Dd]epartment|[Rr]escue)\b|[Mm]ayor\b"
    r"|[Nn]eighbou?rhood\b|(?:Senior )?High\b|City\b|convenience|gas station|home\b|house\b|apartment|nightclub|bar\b"
    r"|motel"
)
_AT_HOME = (
    r"[Mm][ae]n\b|[Ww]om[ae]n\b|[Tt]eens?\b|[Tt]eenagers?\b|[Mm]other\b|[Bb]oys?\b|[Gg]irls?\b|[Cc]ouple\b|[Nn]ative\b"
)
_SIDE = r"(?:(?:far|near) )?(?:north|south|east|west|downtown|[A-Z][a-z]+ (?:End|Side|neighbou?rhood|district))"
_TOWN = re.compile(
    rf"\b(?:in|near|outside|from|around)[ ]+({CAPITALISED}(?:[ -]{CAPITALISED}){{0,2}})"
    rf"|({CAPITALISED}(?: {CAPITALISED})?)[ ]+(?:{_OF_TOWN})"
    rf"|({CAPITALISED}(?: {CAPITALISED})?)[’']s {_SIDE}",
)
_HOME = re.compile(
    rf",[ ]+(?:both[ ]+|all[ ]+)?of[ ]+({CAPITALISED}(?:[ -]{CAPITALISED}){{0,2}})"
    rf"|({CAPITALISED}(?: {CAPITALISED})?)[ ]+(?:{_AT_HOME})"
)
_AFTER = re.compile(
    r"\s+(?:death|deaths|murder|killing|slaying|slayings|shooting|stabbing|case|trial|homicide|crash|fire|robbery|Street|St\b|"
    r"Avenue|Ave\b|Road|Rd\b|Drive|Dr\b|Boulevard|Blvd|Lane|Ln\b|Court|Parkway|Highway|Hospital|Medical|County|Parish|High\b|"
    r"Park|Church|Memorial|School|University|and\s+[A-Z])|[’']"
)
"""What makes the name before it no town: 'in Cormier death', 'on Hollywood Avenue', 'in Caddo Parish'."""

_PLACE_OWNED = re.compile(
    r"[’']s\s+(?:[A-Z]|(?:far |near )?(?:north|south|east|west|downtown|outskirts|suburb)|largest|busiest)"
)
"""'In Port Halden's North End' names a town, 'in Fairley's death' none."""

_PUBLIC_BODY = re.compile(
    rf"\b((?:{CAPITALISED}|St\.)(?:\s(?:{CAPITALISED}|St\.|of|and)){{0,4}}\s)?"
    r"(?:Hospital|Medical (?:Center|Centre)|Health|Memorial|Trauma Center|Jail|Prison|Detention Center|Correctional \w+"
    r"|Courthouse|(?:Superior|Circuit|District) Court|County|Parish|Crime Stoppers|Tip Line|Police|PD|Sheriff[’']?s?"
    r"|Fire (?:Department|Rescue)|Highway Patrol|State Police|Coroner[’']?s?|Medical Examiner)\b"
)
"""Names of what serves a whole town; a school or a bar is one place in it."""


def without_lead(text: str) -> str:
    """Return a text without datelines and outlets' letters."""
    return _OUTLET.sub(" ", _DATELINE.sub(" ", text))


def towns(text: str) -> Iterator[str]:
    """Yield names in the manner of towns, in lower case: 'in Port Halden', 'Dunmore police', 'DUNMORE, Ohio --'."""
    for found in _DATELINE.finditer(text):
        yield found["town"].lower()
    yield from _names(_TOWN, text)


def homes(text: str) -> Iterator[str]:
    """Yield names in the manner of towns that people are from: 'a Dunmore man', ', of Keithville'."""
    yield from _names(_HOME, text)


def _names(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    for found in pattern.finditer(text):
        group = next(number for number, name in enumerate(found.groups(), 1) if name)
        if group == 1 and _AFTER.match(text, found.end()):
            continue
        name, possessive, _ = found[group].replace("’", "'").partition("'s")
        if group == 1 and possessive and not _PLACE_OWNED.match(text, found.start(group) + len(name)):
            continue
        words = [_bare(word).lower() for word in re.split(r"[ -]", name.strip())]
        if trade_words().isdisjoint(words) and no_towns().isdisjoint(words) and all(len(word) > 1 for word in words):
            yield " ".join(words)


def of_public_bodies(text: str) -> frozenset[str]:
    """Return the words, in lower case, of the names of hospitals, jails, counties and the like."""
    names = (found[1] for found in _PUBLIC_BODY.finditer(text) if found[1])
    return frozenset(_bare(word).lower() for name in names for word in name.split())


def _bare(word: str) -> str:
    return re.sub(r"[’']s?$", "", word).strip("-.")
