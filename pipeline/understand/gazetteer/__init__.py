"""The gazetteer: towns, countries, regions and their spellings, looked up by name."""

from __future__ import annotations

import gzip
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources

from pipeline.understand.lexicon import table
from pipeline.vocabulary import PlacePrecision

NAMES, ADJECTIVES, CAPITALS = range(3)


@dataclass(frozen=True, slots=True)
class Entry:
    """One place. `admin` is its first-order area by name (states of the USA, nations of the UK), else None."""

    name: str
    country: str | None
    admin: str | None
    lat: float | None
    lon: float | None
    precision: PlacePrecision
    population: int = 0


def lookup(name: str) -> tuple[Entry, ...]:
    """Return the places of that name, countries and regions before towns, larger towns first."""
    key = plain(name)
    return _areas().get(key, ()) + _spellings().get(key, ()) + _towns_called(key)


def country_of(name: str) -> str | None:
    """Return the ISO code of the country with this name; None if there is none."""
    found = _areas().get(plain(name), ())
    return next((e.country for e in found if e.precision is PlacePrecision.COUNTRY), None)


def us_state(words: str) -> str | None:
    """Return the name of the state of the USA that a name or abbreviation means; None if it means none."""
    data = table("places")
    code = data["us_states"].get(words) or data["us_abbreviations"].get(words)
    return _state_names().get(code) if code else None


def plain(name: str) -> str:
    """Return a name as it is compared: lower case, no diacritics, plain apostrophes, no article."""
    bare = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ə", "a").replace("ʼ", "'").replace("’", "'"))
    lowered = "".join(c for c in bare if not unicodedata.combining(c)).lower().strip()
    return lowered.removeprefix("the ")


@cache
def _state_names() -> dict[str, str]:
    return {code: name for name, code in table("places")["us_states"].items()}


@cache
def _areas() -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for code, (names, _, _) in table("organisations_countries")["countries"].items():
        first, *others = names.split("|")
        entry = Entry(first, code, None, None, None, PlacePrecision.COUNTRY)
        for name in (first, *others):
            found.setdefault(plain(name), []).append(entry)
    for name, (country, admin, lat, lon, precision) in table("places")["regions"].items():
        entry = Entry(name, country or None, admin or None, lat, lon, PlacePrecision.of(precision))
        found.setdefault(plain(name), []).append(entry)
    for name in table("places")["us_states"]:
        found.setdefault(plain(name), []).append(Entry(name, "US", name, None, None, PlacePrecision.REGION))
    return {key: tuple(entries) for key, entries in found.items()}


@cache
def _spellings() -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for name, (country, lat, lon, others) in table("places")["spellings"].items():
        entry = Entry(name, country, None, lat, lon, PlacePrecision.SETTLEMENT, 1_000_000)
        for spelling in filter(None, (name, *others.split("|"))):
            found.setdefault(plain(spelling), []).append(entry)
    return {key: tuple(entries) for key, entries in found.items()}


@cache
def _towns() -> dict[str, list[str]]:
    """Return the lines of the bundled file by the names of their places; a fifth of a second, once."""
    found: dict[str, list[str]] = {}
    data = gzip.decompress(resources.files(__package__).joinpath("places.tsv.gz").read_bytes()).decode("utf-8")
    for line in data.splitlines():
        for name in line[line.rindex("\t") + 1 :].split("|"):
            found.setdefault(name, []).append(line)
    return found


@cache
def _towns_called(key: str) -> tuple[Entry, ...]:
    return tuple(sorted((_town(line) for line in _towns().get(key, ())), key=lambda e: (-e.population, e.name)))


def _town(line: str) -> Entry:
    name, country, admin, lat, lon, population, _ = line.split("\t")
    state = _state_names().get(admin) if country == "US" else None
    return Entry(name, country, state, float(lat), float(lon), PlacePrecision.SETTLEMENT, int(population))
