"""The bundled extract of GeoNames: unpacked once, searched by halving, so that nothing is built on loading.

`build.py` writes it: names in byte order, each with the places that bear it.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache
from importlib import resources

from pipeline.vocabulary import PlacePrecision

KINDS = {"s": PlacePrecision.SETTLEMENT, "d": PlacePrecision.DISTRICT, "r": PlacePrecision.REGION}


@dataclass(frozen=True, slots=True)
class Entry:
    """One place. `admin` is the name of its first-order area, None if unknown; `population` 0 if unknown.

    `spellings`: all names of a town of our own table. `code_named`: an area of the extract, not of our own table.
    """

    name: str
    country: str | None
    admin: str | None
    lat: float | None
    lon: float | None
    precision: PlacePrecision
    population: int = 0
    spellings: tuple[str, ...] = ()
    code_named: bool = False


def bundled(key: str) -> tuple[Entry, ...]:
    """Return the places whose name compares as `key` (see `names.plain`), in the order of the file."""
    line = _line_of(key.encode("utf-8"))
    starts = line.partition(b"\t")[2]
    return tuple(_entry(int(start)) for start in starts.split(b",")) if starts else ()


@cache
def area_name(country: str, code: str) -> str | None:
    """Return the name of the first-order area with this GeoNames code; None if the extract has none."""
    return _area_names().get((country, code))


def _line_of(key: bytes) -> bytes:
    """Return the line `key<TAB>starts` of the names; empty if there is none."""
    names = _unpacked("names.tsv.gz")
    wanted = key + b"\t"
    low, high = 0, len(names) - 1  # both at line feeds: the file begins and ends with one
    while high - low > 1:
        middle = names.rfind(b"\n", low, (low + high) // 2 + 1)
        if middle == low:
            middle = names.find(b"\n", (low + high) // 2 + 1, high)
            if middle < 0:
                break
        if names[middle + 1 : middle + 1 + len(wanted)] <= wanted:
            low = middle
        else:
            high = middle
    line = names[low + 1 : names.find(b"\n", low + 1)]
    return line if line.startswith(wanted) else b""


def _entry(start: int) -> Entry:
    places = _unpacked("places.tsv.gz")
    return _read(places[start : places.index(b"\n", start)])


def _read(line: bytes) -> Entry:
    name, country, code, lat, lon, population, kind = line.decode("utf-8").split("\t")
    precision = KINDS[kind]
    admin = name if precision is PlacePrecision.REGION else area_name(country, code)
    return Entry(name, country, admin, float(lat), float(lon), precision, int(population), (), kind != "s")


@cache
def _area_names() -> dict[tuple[str, str], str]:
    """Return the names of first-order areas by country and code: they stand at the head of the file."""
    found: dict[tuple[str, str], str] = {}
    for line in _unpacked("places.tsv.gz").split(b"\n", 6000)[:-1]:
        if not line.endswith(b"\tr"):
            break
        name, country, code, *_ = line.decode("utf-8").split("\t")
        found[country, code] = name
    return found


@cache
def _unpacked(name: str) -> bytes:
    return gzip.decompress(resources.files(__package__).joinpath(name).read_bytes())
