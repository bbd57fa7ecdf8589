"""Which place a name means: by the area that follows it, by the countries of the article, or the dominant one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.sieve import Sieve
from pipeline.understand import gazetteer
from pipeline.understand.gazetteer import Entry
from pipeline.understand.lexicon import table
from pipeline.understand.passage import Sentence
from pipeline.understand.places.names import NAME, bare, is_ambiguous
from pipeline.understand.places.nationality import nationality_of
from pipeline.vocabulary import PlacePrecision

SMALL_TOWN = 30_000  # people; a smaller one is not taken for the place meant unless something points to its country
LARGE_TOWN = 100_000  # the same where the article names other countries
TELLING_TOWN = 250_000  # a town this large tells the article's country as well as the country's name does
DOMINANT = 4  # times the people of the next town of that name elsewhere
CLEARLY = 10  # the same for names that are words or people's names too: Salem, Lincoln
LONGEST_AREA = 4  # words
LEAST_REGION = 5  # letters; shorter names of areas are words as well
Countries = Counter[str]


@dataclass(frozen=True, slots=True)
class Area:
    """The country and first-order area that the words after a name give: ", Ohio", ", Agdam district"."""

    country: str | None
    admin: str | None

    def holds(self, entry: Entry) -> bool:
        """Whether a place may lie in it."""
        return entry.country == self.country and self.admin in {None, entry.admin}


def area_of(words: str | None, countries: Countries) -> Area | None:
    """Return the area that words after a name give; None if they give none."""
    if not words:
        return None
    state = gazetteer.us_state(words) or gazetteer.us_state(words + ".")
    if state and not (state == "Georgia" and countries["GE"] > countries["US"]):
        return Area("US", state)
    country = gazetteer.country_of(words)
    if country:
        return Area(country, None)
    if words in table("places")["us_states"].values():
        return Area("US", gazetteer.us_postal(words))
    regions = [e for e in gazetteer.lookup(words) if _is_area(e) and e.country]
    chosen = max(regions, key=lambda e: (countries[e.country or ""], e.population), default=None)
    return Area(chosen.country, chosen.admin) if chosen else None


def chosen(name: str, kind: PlacePrecision | None, area: Area | None, countries: Countries) -> Entry | None:
    """Return the place that a name means; None where nothing decides between several or a small one is a guess."""
    entries = [e for e in gazetteer.lookup(name) if _fits(e, kind)]
    entries = _in_order(entries, kind, states_first=kind is not None or name not in _towns_first())
    if area is not None:
        return next((e for e in entries if area.holds(e)), None)
    if name == "Georgia" and kind is None:
        return next((e for e in entries if e.country == ("US" if countries["US"] > countries["GE"] else "GE")), None)
    if entries and _rank(entries[0], kind, states_first=True) == 0:
        return entries[0]
    here = [e for e in entries if e.country and countries[e.country]]
    inside = [e for e in entries if e.country and e.admin and countries[_key(e.country, e.admin)] and not _is_area(e)]
    if here or inside:
        here = inside or here
        most = max(countries[e.country or ""] for e in here)
        return next(e for e in here if countries[e.country or ""] == most)
    if entries and entries[0].spellings:
        return entries[0]  # a town of our own table: news means it unless it says otherwise
    return _dominant(entries, told=bool(countries), lead=CLEARLY if is_ambiguous(name) else DOMINANT)


def countries_in(sentence: Sentence) -> Iterator[str]:
    """Yield the codes of countries that a sentence names: by name, people, a state of the USA, or a large town."""
    for match in NAME.finditer(_LANGUAGE.sub("", sentence.text)):
        words, index = match[0].split(), 0
        while index < len(words):
            for last in range(min(len(words), index + LONGEST_AREA), index, -1):
                named = bare(" ".join(words[index:last]))
                code, votes = country_named(named)
                region = _region_named(named)
                if code or region:
                    yield from [code] * votes if code else ()
                    yield from region
                    index = last - 1
                    break
            index += 1
    yield from sorted({code for code, _ in _institutions().matches(sentence.text)})


@cache
def _institutions() -> Sieve[str]:
    """Return words that news of one country alone has, by its code: "Gardaí", "barangay", "state troopers"."""
    table_ = table("places")["institutions"]
    return Sieve(
        (code, re.compile(rf"\b(?:{'|'.join(words)})(?!\w)")) for code, words in table_.items() if code != "reason"
    )


@cache
def _region_named(name: str) -> tuple[str, ...]:
    """Return the keys of the first-order area that a name means, "IN/Chhattisgarh"; none for other names."""
    state = gazetteer.us_state(name) or gazetteer.us_state(name + ".")
    if state and name not in table("places")["words_too"] and name != "Georgia":
        return (_key("US", state),)
    if len(name) < LEAST_REGION or is_ambiguous(name) or name in _towns_first():
        return ()
    areas = [e for e in gazetteer.lookup(name) if e.precision is PlacePrecision.REGION and e.country]
    towns = [e for e in gazetteer.lookup(name) if e.precision is PlacePrecision.SETTLEMENT and e.country]
    lands = {e.country for e in (*areas, *towns)}
    if not areas or len(lands) != 1 or areas[0].code_named:
        return ()
    return (_key(areas[0].country or "", areas[0].admin or areas[0].name),)


def _key(country: str, admin: str | None) -> str:
    """Return what stands for a first-order area among the countries that an article names."""
    return f"{country}/{admin}"


@cache
def country_named(name: str) -> tuple[str | None, int]:
    """Return the country that a name points to and how firmly: 2 for a country, people or state, 1 for a large town.

    None if it points nowhere, or two ways as "Georgia" does.
    """
    if name == "Georgia":
        return None, 0
    code = nationality_of(name) or gazetteer.country_of(name)
    if code:
        return code, 2
    if gazetteer.us_state(name) or (gazetteer.us_state(name + ".") and name not in table("places")["words_too"]):
        return "US", 2
    if len(name) < 4 or (is_ambiguous(name) and name not in _telling()):
        return None, 0
    found = _dominant([e for e in gazetteer.lookup(name) if e.precision is PlacePrecision.SETTLEMENT], told=False)
    return (found.country, 1) if found and (found.population >= TELLING_TOWN or found.spellings) else (None, 0)


def _fits(entry: Entry, kind: PlacePrecision | None) -> bool:
    """Whether an entry can be what the words call it: a "province" is no town, a "village" no region."""
    if kind is PlacePrecision.SETTLEMENT:
        return entry.precision is PlacePrecision.SETTLEMENT
    return True


def _is_area(entry: Entry) -> bool:
    return entry.precision in {PlacePrecision.REGION, PlacePrecision.DISTRICT}


def _in_order(entries: list[Entry], kind: PlacePrecision | None, *, states_first: bool) -> list[Entry]:
    return sorted(entries, key=lambda entry: _rank(entry, kind, states_first=states_first))


def _rank(entry: Entry, kind: PlacePrecision | None, *, states_first: bool) -> int:
    """Put countries and states first, towns before the areas called after them unless the words say "province"."""
    if entry.precision in {PlacePrecision.COUNTRY, PlacePrecision.SUPRANATIONAL}:
        return 0
    if not _is_area(entry):
        return 2
    if not entry.code_named:
        return 0
    if entry.country == "US" and entry.precision is PlacePrecision.REGION:
        return 0 if states_first else 3
    return 1 if kind in {PlacePrecision.REGION, PlacePrecision.DISTRICT} else 3


def _dominant(entries: list[Entry], *, told: bool, lead: int = DOMINANT) -> Entry | None:
    if not entries or entries[0].population < (LARGE_TOWN if told else SMALL_TOWN):
        return None
    first = max(entries, key=lambda e: e.population)
    rivals = [e.population for e in entries if e.country != first.country]
    return entries[0] if not rivals or first.population >= lead * max(rivals) else None


@cache
def _towns_first() -> frozenset[str]:
    return frozenset(table("places")["towns_first"])


@cache
def _telling() -> frozenset[str]:
    return frozenset(table("places")["telling"])


def follows_area(text: str, end: int) -> re.Match[str] | None:
    """Return the match of the words in commas after a name: ", Ohio", ", in Helmand province"."""
    return _AREA.match(text, end)


_LANGUAGE = re.compile(r"\b[Tt]ranslated from (?:the )?\w+|\b[Ii]n [A-Z]\w+(?= language\b)|\b[A-Z]\w+-language\b")
_AREA = re.compile(
    r"(?:,\s+(?:in\s+)?(?:(?:the|northern|southern|eastern|western|central)\s+)?|\s\((?=[A-Z][\w .’'-]+\)))"
    r"(?P<area>[A-Z][\w.'’-]*(?:\s(?:(?:of|de|del|do|da|la)\s){0,2}[A-Z][\w.'’-]*){0,3})"
)
