"""The place and agency that open a report: "ALGIERS, Jan 5 (AFP) - ", "NEW PORT RICHEY, Fla. — ", "Raipur, May 4: "."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.understand import gazetteer

LONGEST = 110  # characters
_SMALL = r"(?:de|del|du|des|la|las|el|es|al|upon|on|of|the|and)"
_NAME = rf"(?:(?!A )[A-ZÀ-ÖØ-Þ][\w.'’]*(?:-\w+)*)(?:[ /](?:{_SMALL} )?(?:[A-ZÀ-ÖØ-Þ][\w.'’]*(?:-\w+)*)){{0,3}}"
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DATE = rf"(?i:(?:\w+day,? )?(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? (?:\d{{4}}|\d{{2}})\b)?)"
_AGENCY = r"(?:\([A-Z][^()\n]{1,40}\)|\| ?[A-Z]{2,5}|\s[A-Z]{2,6}(?:-[A-Z]{2,6})?(?=\s*[-–—]))"
_END = r"(?:\s+[-–—_]{1,3}\s*|(?:—|–|--)\s*|\.?-(?:\s+|\Z)|\s*:(?:\s+|\Z)|(?<=\)):(?=[A-Z]))"
_MARKED = r"(?:\[[A-Za-z ]{2,20}\]\s*)*"  # what kind of report a monitoring service passes on: "[Text]"
_DATELINE = re.compile(
    rf"(?P<place>{_NAME})(?:,\s(?P<area>{_NAME}))?(?P<country>\s\([A-Z][\w. '’]+\))?(?:,\s(?P<date>{_DATE}))?"
    rf"(?P<agency>(?:\s*,?{_AGENCY}){{0,2}})(?P<end>(?:{_END}|(?<=\))(?:\s|\Z)){_MARKED})(?=[\"“‘'«]?[A-Z0-9À-ÖØ-Þ]|\Z)"
)
_AGENCIES = frozenset({"(CNN)", "(AP)", "(AFP)", "(Reuters)", "(Xinhua)", "(UPI)", "(BBC)", "(VOA)", "(EFE)", "(PTI)"})
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?\s(?:[–—-]\s)?(?=[\"“A-ZÀ-ÖØ-Þ])")
_AGENCY_ALONE = re.compile(
    rf"{_AGENCY}\s*[-–—_]{{1,3}}\s*(?=[\"“‘'«]?[A-Z0-9À-ÖØ-Þ])"
    r"|\((?:CNN|AP|AFP|UPI|Reuters|Xinhua|BBC|VOA|PTI|IANS|UNI|dpa|DPA|TASS|IRNA|EFE|ANI|MENAFN|CNA)\)\s*(?=[A-Z0-9])"
)


def opening_end(text: str) -> int:
    """Return where a dateline ends, or the clock before the entry of a live blog: "02:47 – "; 0 without one."""
    clock = _CLOCK.match(text)
    return clock.end() if clock else dateline_end(text)


def dateline_end(text: str) -> int:
    """Return where the dateline at the start of a text ends; 0 without one."""
    alone = _AGENCY_ALONE.match(text)
    if alone:
        return alone.end()
    found = dateline_of(text)
    return found.end() if found else 0


@lru_cache(maxsize=512)
def dateline_of(text: str) -> re.Match[str] | None:
    """Return the dateline at the start of a text, with its `place` and `area`; None without one.

    A place in capitals, a date or an agency gives it away; another name must be a place that is known.
    """
    found = _DATELINE.match(text)
    if found is None or found.end() > LONGEST:
        return None
    place = found["place"].split("/")[0]
    known = len(place) > 2 and bool(gazetteer.lookup(place.title() if place.isupper() else place))
    if ":" in found["end"] and not (found["date"] or found["agency"]):
        return found if _is_capitals(place) and known else None
    if not found["end"].strip() and not (found["date"] and found["agency"]):
        known = known or bool(found["area"] and gazetteer.lookup(found["area"]))
        by_agency = found["agency"].strip() in _AGENCIES and known
        return found if by_agency else None  # "Srinagar, Jan 5 (PTI) Three militants", "Estero, Florida (CNN) Donald"
    if found["date"] or _is_capitals(place):
        return found
    return found if known and (found["agency"] or found["end"][:1].isspace()) else None


def _is_capitals(name: str) -> bool:
    letters = [c for c in name if c.isalpha()]
    return len(letters) > 2 and sum(c.isupper() for c in letters) >= len(letters) - 1
