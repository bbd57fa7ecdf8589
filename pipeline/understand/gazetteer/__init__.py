"""The gazetteer: towns, areas, countries, regions and their spellings, looked up by name."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from pipeline.understand.gazetteer.bundled import Entry, area_name, bundled
from pipeline.understand.gazetteer.names import plain
from pipeline.understand.lexicon import table
from pipeline.vocabulary import PlacePrecision

__all__ = ["Entry", "country_of", "lookup", "plain", "us_postal", "us_state"]

SAME_TOWN = 0.35  # degrees; a spelling family and a town of the extract this close in one country are one town
SAME_AREA = 3.0  # degrees, likewise for regions: their middles are set by different hands


@cache
def lookup(name: str) -> tuple[Entry, ...]:
    """Return the places of that name: countries, regions, spelling families, then towns, larger ones first."""
    key = plain(name)
    own = tuple(_completed(entry) for entry in (*_areas().get(key, ()), *_spellings().get(key, ())))
    others = [_renamed(entry, key) for entry in bundled(key) if not any(_same(entry, known) for known in own)]
    return own + tuple(sorted(others, key=_rank))


def country_of(name: str) -> str | None:
    """Return the ISO code of the country with this name; None if there is none."""
    found = _areas().get(plain(name), ())
    return next((e.country for e in found if e.precision is PlacePrecision.COUNTRY), None)


def us_state(words: str) -> str | None:
    """Return the name of the state of the USA that a name or abbreviation means; None if it means none."""
    data = table("places")
    code = data["us_states"].get(words) or data["us_abbreviations"].get(words)
    return area_name("US", code) if code else None


def us_postal(code: str) -> str | None:
    """Return the name of the state of the USA with this postal code, "CA"; None if there is none."""
    return area_name("US", code)


def _rank(entry: Entry) -> tuple[bool, int, str]:
    return entry.precision is PlacePrecision.DISTRICT, -entry.population, entry.name


def _same(entry: Entry, known: Entry) -> bool:
    """Whether an entry of the extract is the place that our own table already gives."""
    if entry.country != known.country or entry.lat is None or entry.lon is None:
        return False
    if known.lat is None or known.lon is None:
        return entry.precision is known.precision
    reach = SAME_TOWN if known.precision is PlacePrecision.SETTLEMENT else SAME_AREA
    kinds = {entry.precision, known.precision}
    if kinds == {PlacePrecision.SETTLEMENT, PlacePrecision.REGION}:
        return False
    return abs(entry.lat - known.lat) < reach and abs(entry.lon - known.lon) < reach


def _renamed(entry: Entry, key: str) -> Entry:
    """Return an area called after a town of our own table under that town's standard name: Agdam -> Aghdam."""
    town = next((t for t in _spellings().get(key, ()) if t.country == entry.country), None)
    return replace(entry, name=town.name) if town and entry.code_named else entry


def _completed(entry: Entry) -> Entry:
    """Return one of our own towns or regions with the area and population of its twin in the extract."""
    if entry.precision is PlacePrecision.COUNTRY:
        return entry
    twins = [e for spelling in entry.spellings or (entry.name,) for e in bundled(plain(spelling)) if _same(e, entry)]
    twin = max(twins, key=lambda e: e.population, default=None)
    return replace(entry, admin=entry.admin or twin.admin, population=twin.population) if twin else entry


@cache
def _areas() -> dict[str, tuple[Entry, ...]]:
    """Return our own regions and the countries by name, regions first: England before the United Kingdom."""
    found: dict[str, list[Entry]] = {}
    for names, (country, admin, lat, lon, precision) in table("places")["regions"].items():
        first = names.split("|")[0]
        entry = Entry(first, country or None, admin or None, lat, lon, PlacePrecision.of(precision))
        for name in names.split("|"):
            found.setdefault(plain(name), []).append(entry)
    for code, (names, _, _) in table("organisations_countries")["countries"].items():
        entry = Entry(names.split("|")[0], code, None, None, None, PlacePrecision.COUNTRY)
        for name in names.split("|"):
            found.setdefault(plain(name), []).append(entry)
    return {key: tuple(entries) for key, entries in found.items()}


@cache
def _spellings() -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for name, (country, lat, lon, others) in table("places")["spellings"].items():
        spellings = (name, *filter(None, others.split("|")))
        entry = Entry(name, country, None, lat, lon, PlacePrecision.SETTLEMENT, 0, spellings)
        for key in dict.fromkeys(plain(spelling) for spelling in spellings):
            found.setdefault(key, []).append(entry)
    return {key: tuple(entries) for key, entries in found.items()}
