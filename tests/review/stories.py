# ruff: noqa: E501  (an article and its annotations on a few lines read as a table)
"""The newsroom's articles. All people, places' events and texts are invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.vocabulary import Cause, Outcome, Qualifier, Scope

PLACES = {
    "Goris": ("Goris", "AM", 39.51, 46.34), "Kapan": ("Kapan", "AM", 39.2, 46.41), "Vanadzor": ("Vanadzor", "AM", 40.8, 44.49),
    "Kharkiv": ("Kharkiv", "UA", 49.99, 36.23), "Lashio": ("Lashio", "MM", 22.94, 97.75), "Izmir": ("Izmir", "TR", 38.42, 27.14),
    "Gyumri": ("Gyumri", "AM", 40.79, 43.85), "Batumi": ("Batumi", "GE", 41.65, 41.64),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    outcome: Outcome
    best: int | None
    number: str = ""
    low: int | None = None
    high: int | None = None
    qualifier: Qualifier = Qualifier.EXACT
    confidence: float = 0.93
    scope: Scope = Scope.INCIDENT


@dataclass(frozen=True, slots=True)
class Story:
    slug: str
    event: str
    site: str
    at: str
    title: str
    place: str
    cause: Cause
    text: str
    figures: tuple[Figure, ...]
    contested: bool = False
    day: date | None = None


def killed(best: int | None, number: str = "", **more: object) -> Figure:
    low, high = more.pop("low", best), more.pop("high", best)
    return Figure(Outcome.KILLED, best, number, low, high, **more)  # type: ignore[arg-type]


def injured(best: int | None, number: str = "2", **more: object) -> Figure:
    low, high = more.pop("low", best), more.pop("high", best)
    return Figure(Outcome.INJURED, best, number, low, high, **more)  # type: ignore[arg-type]


STORIES = (
    Story("mine-goris", "goris", "mountain-post", "2024-05-04T10:15", "Two shepherds killed by mine near Goris", "Goris", Cause.LANDMINE,
          "[q Two] [v shepherds] were [o killed] on [t Saturday] when they stepped on [c an anti-personnel mine] in a pasture above [p Goris], [a the provincial police] said. Their dogs led neighbours to the place before noon.\n\n\"[w Nobody had marked that slope, though we have asked for it three times],\" [k said] [s Mayor Karen Avetyan]. The pasture lies beyond the second line of trenches.\n\nDeminers reached the slope in the afternoon and found four more mines within a hundred metres. They closed the track to the upper farms until further notice.\n\nHerders in the villages below said that they would keep their animals in the valley for now.",
          (killed(2),)),
    Story("mine-kapan", "kapan", "southern-line", "2024-05-05T07:40", "Mine blast in the south kills herders", "Kapan", Cause.LANDMINE,
          "A blast in the hills above [p Kapan] [o killed] at least [q two] [v herders] [t over the weekend], [a a hospital doctor] told this newspaper. [q2 One] more man was [o2 wounded] in the leg and is in a stable condition.\n\nThe doctor did not know what had exploded. The men came from two families of one village.",
          (killed(2, low=2, high=None, qualifier=Qualifier.AT_LEAST, confidence=0.71), injured(1, confidence=0.66))),
    Story("bus-first", "bus", "capital-daily", "2024-06-11T06:05", "Bus falls into gorge near Vanadzor", "Vanadzor", Cause.ROAD_ACCIDENT,
          "[q Nine] [v passengers] [o died] when [c a coach left the road] and fell into a gorge outside [p Vanadzor] early on [t Tuesday], [a the emergency ministry] said. [q2 Fourteen] were taken to hospital with [o2 injuries].\n\nThe coach was on its way to the coast with seasonal workers. It had passed its inspection in April.\n\nA witness on the opposite slope saw the lights leave the road.",
          (killed(9), injured(14)), contested=True),
    Story("bus-copy", "bus", "harbour-times", "2024-06-11T07:30", "Nine dead as bus falls into gorge", "Vanadzor", Cause.ROAD_ACCIDENT,
          "[q Nine] [v passengers] [o died] when [c a coach left the road] and fell into a gorge outside [p Vanadzor] early on [t Tuesday], [a the emergency ministry] said. [q2 Fourteen] were taken to hospital with [o2 injuries].",
          (killed(9), injured(14)), contested=True),
    Story("bus-second", "bus", "mountain-post", "2024-06-11T15:20", "Toll of coach crash rises", "Vanadzor", Cause.ROAD_ACCIDENT,
          "The number of [o dead] in [c the coach crash] near [p Vanadzor] rose to [q 12] after three people died in hospital, [a the health ministry] announced. [q2 Eleven] [v2 passengers] are still being [o2 treated].\n\nThe driver survived.",
          (killed(12), injured(11)), contested=True),
    Story("bus-third", "bus", "southern-line", "2024-06-12T09:00", "Relatives count fifteen victims of the coach", "Vanadzor", Cause.ROAD_ACCIDENT,
          "Families say that [q fifteen] [v people] [o lost their lives] in [c the crash] near [p Vanadzor], three more than the ministry counts, [a a lawyer for the relatives] said.\n\nHe named three seasonal workers who were on no passenger list.",
          (killed(15, confidence=0.62),), contested=True),
    Story("shelling", "kharkiv", "capital-daily", "2024-03-02T20:10", "Shells hit a market in Kharkiv", "Kharkiv", Cause.SHELLING,
          "[q Between 10 and 15] [v people] were [o killed] when [c shells] hit a market in [p Kharkiv] on [t Saturday], according to [a the regional governor]. [q2 Dozens] were [o2 hurt].\n\n\"[w There was no soldier within two kilometres],\" [k insisted] [s Governor Oleh Marchenko].",
          (killed(None, low=10, high=15, qualifier=Qualifier.BETWEEN), injured(None, low=24, high=None, qualifier=Qualifier.INDEFINITE, confidence=0.58))),
    Story("shelling-army", "kharkiv", "harbour-times", "2024-03-03T08:00", "Army gives another figure for market", "Kharkiv", Cause.SHELLING,
          "[q Eight] [v civilians] [o died] in [c the shelling] of the market in [p Kharkiv], [a the army] said. It blamed the other side.",
          (killed(8, confidence=0.88),)),
    Story("clash-a", "clash-a", "harbour-times", "2024-02-20T12:00", "Fighting north of Lashio", "Lashio", Cause.ARMED_CLASH,
          "[a A rebel spokesman] claimed that [q 30] [v soldiers] were [o killed] in [c an ambush] north of [p Lashio] on [t Monday].\n\nThe army did not answer questions.",
          (killed(30, confidence=0.55),)),
    Story("clash-b", "clash-b", "capital-daily", "2024-02-21T05:00", "Army column attacked in the north", "Lashio", Cause.ARMED_CLASH,
          "[q Six] [v troops] were [o killed] and [q2 nine] [o2 wounded] when [c a convoy was attacked] near [p Lashio], [a the army] said.",
          (killed(6, confidence=0.79), injured(9, confidence=0.79))),
    Story("quake", "quake", "capital-daily", "2024-01-30T04:30", "Earthquake shakes Izmir, buildings down", "Izmir", Cause.EARTHQUAKE,
          "At least [q 116] [v people] [o died] and more than [q2 1,030] were [o2 injured] when [c a strong earthquake] struck [p Izmir], [a the disaster agency] said on [t Tuesday].\n\nRescuers pulled a girl from a collapsed block after 33 hours.",
          (killed(116, low=116, high=None, qualifier=Qualifier.AT_LEAST), injured(1030, low=1030, high=None, qualifier=Qualifier.AT_LEAST))),
    Story("fire", "fire", "mountain-post", "2024-04-12T11:00", "Family dies in house fire in Gyumri", "Gyumri", Cause.FIRE,
          "[q A couple and their three children] [o died] in [c a fire] in their flat in [p Gyumri] on [t Friday night], [a firefighters] said. A heater is thought to have fallen over.",
          (killed(5, confidence=0.74),)),
    Story("storm", "storm", "harbour-times", "2024-09-01T18:00", "Storm drowns fishermen off Batumi", "Batumi", Cause.STORM,
          "[q Three] [v fishermen] were [o killed] and [q2 two] are [o2 hurt] after [c a storm] overturned their boat off [p Batumi], [a the coastguard] said.",
          (killed(3), injured(2))),
    Story("mines-year", "mines-year", "southern-line", "2024-06-20T09:00", "Mine centre: 65 dead since the war", "Goris", Cause.LANDMINE,
          "[q Sixty-five] [v people] have been [o killed] by [c mines] since the war ended, [a the mine action centre] said on [t Thursday]. Most of them were farmers.\n\n\"[w Every spring brings the same news],\" [k said] [s Director Ani Sarkisian].",
          (killed(65, scope=Scope.CUMULATIVE),)),
    Story("hostile", "hostile", "mountain-post", "2024-07-01T09:00", "<script>alert('headline')</script> & two \"dead\"", "Gyumri", Cause.EXPLOSION,
          "[q Two] [v workers <b onmouseover=alert(1)>] were [o killed] in [c an explosion] at a depot in [p Gyumri], [a =cmd|'/c calc'!A1] said.",
          (killed(2, confidence=0.9),)),
)  # fmt: skip
