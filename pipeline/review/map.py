"""A small map without tiles: where a place is among the other places of the dataset, with a grid of degrees."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pipeline.records import PlaceRef
from pipeline.review.desk import Desk

WIDTH, HEIGHT = 420, 260
HALF_DEGREES = 2.0
"""North and south of the place: some 220 km, a small country or a large province."""


@dataclass(frozen=True, slots=True)
class Point:
    """A named place on the map."""

    x: float
    y: float
    name: str


@dataclass(frozen=True, slots=True)
class Map:
    """The place, those around it, and lines of the grid."""

    here: Point
    others: tuple[Point, ...]
    vertical: tuple[Point, ...]
    horizontal: tuple[Point, ...]
    kilometres: int
    bar: float
    width: int = WIDTH
    height: int = HEIGHT


def map_around(desk: Desk, place: PlaceRef | None) -> Map | None:
    """Return the map around a place; None where it has no coordinates."""
    if place is None or place.lat is None or place.lon is None:
        return None
    lat, lon = place.lat, place.lon
    scale = HEIGHT / (2 * HALF_DEGREES)
    squeeze = max(math.cos(math.radians(lat)), 0.2)  # degrees of longitude shrink towards the poles

    def point(north: float, east: float, name: str) -> Point:
        x = WIDTH / 2 + (east - lon) * scale * squeeze
        return Point(round(x, 1), round(HEIGHT / 2 - (north - lat) * scale, 1), name)

    found = desk.store.places_near(place.country) if place.country else []
    others = [point(north, east, name) for name, north, east in found if name != place.name]
    wide = WIDTH / 2 / scale / squeeze
    return Map(
        Point(WIDTH / 2, HEIGHT / 2, place.name),
        tuple(one for one in others if 0 < one.x < WIDTH and 0 < one.y < HEIGHT),
        tuple(point(lat, at, f"{at}°") for at in range(math.ceil(lon - wide), math.floor(lon + wide) + 1)),
        tuple(
            point(at, lon, f"{at}°") for at in range(math.ceil(lat - HALF_DEGREES), math.floor(lat + HALF_DEGREES) + 1)
        ),
        kilometres=50,
        bar=round(50 / 111.2 * scale, 1),
    )
