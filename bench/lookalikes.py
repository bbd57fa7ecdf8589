"""Look-alike local incidents made by rule: a shooting or two a night in each of a few cities, several outlets each.

Made texts are easier than real ones in wording and harder in sameness: every outlet uses the same few sentences, the
same hotline and the same spokesman for every incident, and leaves out names, ages and streets at random.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pipeline.records import Article, PlaceRef, Reading, ReportedIncident, TimeRef, Toll, content_hash
from pipeline.vocabulary import Cause, DatePrecision, PlacePrecision

CITIES = (
    "Dunmore", "Port Halden", "Wexley", "Grantham Falls", "Marrow Bay", "Colfax", "Eastlake", "Saint Orrin",
    "Bridgewater", "Hollis", "Kenwood", "Larch City",
)  # fmt: skip
FIRST = [
    "Marcus",
    "Terrell",
    "Andre",
    "Kevin",
    "Luis",
    "James",
    "Robert",
    "Anthony",
    "Darnell",
    "Michael",
    "Jose",
    "Tyrone",
    "Brandon",
    "Eric",
    "Carlos",
    "Deshawn",
    "Kyle",
    "Maria",
    "Latoya",
    "Jasmine",
    "Ashley",
    "Brittany",
    "Keisha",
    "Angela",
    "Tanya",
    "Monica",
    "Rosa",
    "Crystal",
    "Ebony",
    "Nicole",
]
LAST = [
    "Johnson",
    "Williams",
    "Brown",
    "Jones",
    "Davis",
    "Garcia",
    "Rodriguez",
    "Wilson",
    "Martinez",
    "Anderson",
    "Taylor",
    "Thomas",
    "Hernandez",
    "Moore",
    "Martin",
    "Jackson",
    "Thompson",
    "White",
    "Lopez",
    "Lee",
    "Gonzalez",
    "Harris",
    "Clark",
    "Lewis",
    "Robinson",
    "Walker",
    "Perez",
    "Hall",
    "Young",
    "Allen",
    "Sanchez",
    "Wright",
    "King",
    "Scott",
    "Green",
    "Baker",
    "Adams",
    "Nelson",
    "Hill",
    "Ramirez",
    "Campbell",
    "Mitchell",
    "Roberts",
    "Carter",
    "Whitcomb",
    "Pelletier",
    "Osterman",
    "Vance",
    "Okafor",
    "Delacroix",
    "Hathaway",
    "Brannigan",
    "Stokely",
    "Merriweather",
    "Trujillo",
    "Castellano",
]
STREETS = [
    "Oak",
    "Elm",
    "Maple",
    "Cedar",
    "Main",
    "Second",
    "Third",
    "Fifth",
    "Washington",
    "Lincoln",
    "Jefferson",
    "Park",
    "Lake",
    "Hill",
    "Pine",
    "Walnut",
    "Chestnut",
    "River",
    "Church",
    "Mill",
    "Franklin",
    "Highland",
    "Sunset",
    "Jackson",
    "Grove",
    "Union",
    "Spring",
    "Prospect",
    "Market",
    "Harrison",
    "Ashland",
    "Kedzie",
    "Fairmount",
]
KINDS = ("Street", "Avenue", "Drive", "Road", "Boulevard", "Lane")
SETTINGS = (
    "outside a gas station", "in a parking lot behind a bar", "at a house party", "during a card game", "at a bus stop",
    "inside a barbershop", "at a park", "in the driveway of a home", "near an elementary school", "outside a nightclub",
    "at a car wash", "in an apartment hallway", "at a family cookout", "outside a convenience store", "at a motel",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Shooting:
    """What happened, from which each article tells a part."""

    number: int
    city: str
    when: datetime
    street: str
    block: int
    place: str
    victims: tuple[tuple[str, int], ...]
    suspect: tuple[str, int]
    dead: int


def shootings(count: int, days: int, seed: int = 7) -> Iterator[Shooting]:
    """Yield incidents spread over the cities and days."""
    chance = random.Random(seed)
    for number in range(count):
        people = [(f"{chance.choice(FIRST)} {chance.choice(LAST)}", chance.randint(15, 62)) for _ in range(4)]
        hit = chance.choices((1, 2, 3), (70, 22, 8))[0]
        yield Shooting(
            number=number,
            city=chance.choice(CITIES),
            when=datetime(2016, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(days * 1440)),
            street=f"{chance.choice(STREETS)} {chance.choice(KINDS)}",
            block=chance.randint(1, 60) * 100,
            place=chance.choice(SETTINGS),
            victims=tuple(people[:hit]),
            suspect=people[3],
            dead=chance.choices((0, 1, 2), (35, 55, 10))[0],
        )


def articles(incident: Shooting, chance: random.Random) -> Iterator[Article]:
    """Yield one to four articles: first news, names, arrest, court; each with gaps."""
    stages = ("first", "named", "arrest", "court")
    for position in range(chance.choices((1, 2, 3, 4), (30, 35, 20, 15))[0]):
        stage = "first" if position == 0 else chance.choice(stages)
        delay = {"first": 9, "named": 30, "arrest": 80, "court": 1500}[stage] * chance.uniform(0.3, 1.5)
        yield _article(incident, position, stage, incident.when + timedelta(hours=delay), chance)


def _article(incident: Shooting, position: int, stage: str, published: datetime, chance: random.Random) -> Article:
    facts = _facts(incident, stage, chance)
    line = CITIES.index(incident.city)
    boilerplate = [
        f"{incident.city} Police Department spokesman Lt. Harold Binkley said the investigation continues.",
        f"Anyone with information is asked to call {incident.city} Crime Stoppers at 555-01{line:02}.",
        f"It was one of several shootings in {incident.city} this month, and the mayor has promised more patrols.",
    ]
    chance.shuffle(boilerplate)
    text = "\n\n".join(facts + boilerplate[: chance.randint(0, 2)])
    id_ = f"a{incident.number:05}-{position}"
    return Article(
        id=id_, url=id_, canonical_url=id_, site=f"outlet{chance.randint(1, 4)}-{incident.city}", title="", text=text,
        content_hash=content_hash("", text), published_at=published,
    )  # fmt: skip


def _facts(incident: Shooting, stage: str, chance: random.Random) -> list[str]:
    name, age = incident.victims[0]
    day, hour = DAYS[incident.when.weekday()], incident.when.strftime("%-I:%M %p").lower()
    where = f" on {incident.street}" if chance.random() < 0.6 else ""
    block = f" in the {incident.block} block of {incident.street}" if chance.random() < 0.6 else ""
    outcome = "was killed" if incident.dead else "was wounded"
    known = stage != "first" or chance.random() < 0.3
    who = (
        f"{name}, {age},"
        if known and chance.random() < 0.85
        else f"A {age}-year-old"
        if chance.random() < 0.7
        else "A man"
    )
    said = [f"{who} {outcome} in a shooting {incident.place}{where} in {incident.city} on {day}, police said."]
    if chance.random() < 0.6:
        said.append(f"Officers were called about {hour}{block} and found the victim with gunshot wounds.")
    if stage in ("arrest", "court") and chance.random() < 0.9:
        other, years = incident.suspect
        verb = "has been arrested and charged" if stage == "arrest" else "pleaded not guilty on Thursday"
        said.append(f"{other}, {years}, {verb} in the shooting.")
    for other, years in incident.victims[1:]:
        if chance.random() < 0.6:
            said.append(f"A second person, {other if known else 'a'} {years}-year-old, was taken to a hospital.")
    return said


def world(count: int, days: int, seed: int = 7) -> list[tuple[int, Article]]:
    """Return articles with the number of their incident."""
    chance = random.Random(seed + 1)
    return [(incident.number, told) for incident in shootings(count, days, seed) for told in articles(incident, chance)]


def reading(number: int, article: Article, incidents: Sequence[Shooting], found: float) -> Reading:
    """Return a reading that found city, day and number of dead each with this probability."""
    chance = random.Random(article.id)
    incident = incidents[number]
    place = PlaceRef(
        as_stated=incident.city, name=incident.city, country="US", admin="Ohio", precision=PlacePrecision.SETTLEMENT
    )
    day = incident.when.date()
    time = TimeRef(start=day, end=day, precision=DatePrecision.DAY, as_stated="on that day")
    killed = Toll(low=incident.dead, best=incident.dead, high=incident.dead)
    told = ReportedIncident(
        id=f"rep_{article.id}",
        article_id=article.id,
        main=True,
        place=place if chance.random() < found else None,
        time=time if chance.random() < found else None,
        killed=killed if incident.dead and chance.random() < found else None,
        cause=Cause.SHOOTING if found else None,
    )
    return Reading(article_id=article.id, extractor_version="made", incidents=(told,))
