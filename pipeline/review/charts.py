"""Charts as geometry: figures over time by source, and bars by day; the templates draw them, in shapes and colours."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from pipeline.review.rendering import stated
from pipeline.review.timescale import ticks

WIDTH, HEIGHT = 860, 280
LEFT, RIGHT, TOP, BOTTOM = 46, 64, 18, 30
DODGE = 38
"""Distance of dots of one moment: as wide as a label of four signs."""
MARGIN = 60
SIDE = 14
"""Beside the first and last bar: half a label."""
CHARACTER = 7.2
"""Width of one sign of a label."""
SHAPES = (
    "M5 0A5 5 0 1 1 -5 0A5 5 0 1 1 5 0Z",  # disc
    "M-4.5-4.5H4.5V4.5H-4.5Z",  # square
    "M0-6 5.6 4.4H-5.6Z",  # triangle
    "M0-6.2 6.2 0 0 6.2-6.2 0Z",  # diamond
    "M-5-1.8H-1.8V-5H1.8V-1.8H5V1.8H1.8V5H-1.8V1.8H-5Z",  # cross
    "M0 6 5.6-4.4H-5.6Z",  # triangle, point down
)
"""One shape a source, so that the chart reads without colour; a seventh source shares the first one's shape."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One stated figure. `superseded` is True once its own source replaced it."""

    at: datetime
    source: str
    low: int | None
    best: int | None
    high: int | None
    address: str = ""
    superseded: bool = False

    @property
    def drawn(self) -> int | None:
        """The value of the dot: what is stated best, else the bound there is."""
        return next((value for value in (self.best, self.low, self.high) if value is not None), None)


@dataclass(frozen=True, slots=True)
class Dot:
    """A figure on the chart, in its units; `low` and `high` are ends of the whisker."""

    x: float
    y: float
    low: float
    high: float
    label: str
    figure: Figure
    label_at: tuple[float, float] | None = None
    """Where the middle of the label's foot stands; None where there is no room for it."""


@dataclass(frozen=True, slots=True)
class Series:
    """One source's figures in order of time."""

    source: str
    number: int
    shape: str
    dots: tuple[Dot, ...]

    @property
    def line(self) -> str:
        """The line through the dots, as SVG wants it; empty where all are of one moment."""
        if len({dot.x for dot in self.dots}) < 2:
            return ""
        return " ".join(f"{dot.x:.1f},{dot.y:.1f}" for dot in self.dots)


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis and its label."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of figures over time; `band` is (y of high, height), `best` the y of the figure to quote."""

    series: tuple[Series, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    band: tuple[float, float] | None
    best: float | None
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM


def figures_chart(figures: Iterable[Figure], bounds: tuple[int | None, int | None, int | None] | None = None) -> Chart:
    """Return the chart of figures; `bounds` are low, best, high of the reconciled toll."""
    drawn = sorted((one for one in figures if one.drawn is not None), key=lambda one: (one.at, one.source))
    low, best, high = bounds or (None, None, None)
    stated = [value for one in drawn for value in (one.low, one.best, one.high) if value is not None]
    top = nice_top(max([*stated, *(value for value in (low, best, high) if value is not None), 1]))
    first, last = _period([one.at for one in drawn])

    def x(at: datetime) -> float:
        return round(LEFT + MARGIN + (at - first) / (last - first) * (WIDTH - LEFT - RIGHT - 2 * MARGIN), 1)

    def y(value: float) -> float:
        return round(HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM), 1)

    def beside(at: datetime, source: str) -> float:
        """Sources that speak at one moment stand side by side, so that none hides another."""
        there = list(dict.fromkeys(one.source for one in drawn if one.at == at))
        return (there.index(source) - (len(there) - 1) / 2) * min(DODGE, 2 * MARGIN / max(len(there), 1))

    sources = list(dict.fromkeys(one.source for one in drawn))
    series = tuple(
        Series(
            source,
            number % len(SHAPES) + 1,
            SHAPES[number % len(SHAPES)],
            tuple(_dot(one, x(one.at) + beside(one.at, source), y) for one in drawn if one.source == source),
        )
        for number, source in enumerate(sources)
    )
    edge = high if high is not None else top
    band = (y(edge), max(2.0, round(y(low) - y(edge), 1))) if low is not None else None
    return Chart(
        _labelled(series),
        tuple(Tick(x(at), label) for at, label in ticks(*_dated(drawn, first, last))),
        tuple(Tick(y(value), f"{value:,}") for value in steps(top)),
        band,
        y(best) if best is not None else None,
    )


def nice_top(largest: int) -> int:
    """Return the top of an axis: the next 1, 2, 5 or 8 times a power of ten above the largest value."""
    power: int = 10 ** max(0, math.floor(math.log10(largest)))
    return next(step * power for step in (1, 2, 4, 6, 8, 10, 20) if step * power > largest)


def steps(top: int) -> Sequence[int]:
    """Return the labelled values of an axis."""
    step = max(1, top // (2 if top <= 2 else 4))
    return range(0, top + 1, step)


def _dot(figure: Figure, x: float, y: object) -> Dot:
    assert callable(y)
    value = figure.drawn
    low = figure.low if figure.low is not None else value
    high = figure.high if figure.high is not None else value
    return Dot(x, y(value), y(low), y(high), stated(figure), figure)


def _period(moments: Sequence[datetime]) -> tuple[datetime, datetime]:
    if not moments:
        moments = [datetime(2000, 1, 1, tzinfo=UTC)]
    first, last = min(moments), max(moments)
    return (
        (first, last) if last - first >= timedelta(hours=6) else (first - timedelta(hours=6), last + timedelta(hours=6))
    )


def _dated(drawn: Sequence[Figure], first: datetime, last: datetime) -> tuple[datetime, datetime]:
    """Return the period to label: figures of one moment have that moment, not the hours drawn around it."""
    moments = {one.at for one in drawn}
    return (min(moments), min(moments)) if len(moments) == 1 else (first, last)


def _labelled(series: Sequence[Series]) -> tuple[Series, ...]:
    """Return the series with a place for each dot's label: above, below or beside it, where nothing else stands.

    Figures that stand are served first; a label without room is left out, and the dot's title still says it.
    """
    dots = [dot for one in series for dot in one.dots]
    taken = [(dot.x - 6, dot.y - 6, dot.x + 6, dot.y + 6) for dot in dots]
    places: dict[int, tuple[float, float] | None] = dict.fromkeys(map(id, dots))
    said: set[tuple[float, float, str]] = set()
    for dot in sorted(dots, key=lambda dot: (dot.figure.superseded, dot.figure.at)):
        if (dot.x, dot.y, dot.label) in said:
            continue
        said.add((dot.x, dot.y, dot.label))
        half = len(dot.label) * CHARACTER / 2
        for x, y in ((dot.x, dot.y - 9), (dot.x, dot.y + 19), (dot.x + half + 9, dot.y + 4)):
            box = (x - half, y - 11, x + half, y + 1)
            if y < HEIGHT - BOTTOM and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                places[id(dot)] = round(x, 1), round(y, 1)
                break
    return tuple(replace(one, dots=tuple(replace(dot, label_at=places[id(dot)]) for dot in one.dots)) for one in series)


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: where it stands, how wide and high it is, and what it counts."""

    x: float
    y: float
    width: float
    height: float
    label: str
    value: int


def bars(values: Sequence[tuple[str, int]], width: int = WIDTH, height: int = 180) -> list[Bar]:
    """Return bars from left to right, the largest as high as the chart less its labels; half a label free beside."""
    top = max([value for _, value in values] + [1])
    room, step = height - TOP - BOTTOM, (width - 2 * SIDE) / max(len(values), 1)
    return [
        Bar(
            round(SIDE + number * step + step * 0.12, 1),
            round(height - BOTTOM - value / top * room, 1),
            round(step * 0.76, 1),
            round(value / top * room, 1),
            label,
            value,
        )
        for number, (label, value) in enumerate(values)
    ]
