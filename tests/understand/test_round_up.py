"""Several events in one article: each country's paragraph, each part of a headline has its own."""

from __future__ import annotations

from crawler.addresses import canonical_url
from pipeline.ingest import article_from
from pipeline.records import Reading
from pipeline.understand.reader import Reader


def read(title: str, *paragraphs: str) -> Reading:
    given = {"title": title, "text": "\n\n".join(paragraphs), "url": "https://paper.example/1", "site": "paper.example"}
    article = article_from(given | {"published_at": "2024-03-20T12:00:00Z"}, canonical_url)
    (reading,) = Reader().read_many([article])
    return reading


def told(reading: Reading) -> list[tuple[object, ...]]:
    return [
        (one.place and one.place.name, one.killed and one.killed.best, one.injured and one.injured.best, one.main)
        for one in reading.incidents
    ]


def test_each_country_has_its_own_event() -> None:
    reading = read(
        "World in brief: quake in Iran, ferry in Bangladesh, shooting in Texas",
        "An earthquake struck near Tabriz in Iran on Tuesday, killing three people and injuring 140, state media said.",
        "In Bangladesh, a ferry capsized near Bhola on Tuesday. Eleven bodies have been recovered.",
        "In the United States, a gunman shot dead four at a bar in Lubbock, Texas, police said. Two were wounded.",
    )
    assert told(reading) == [
        ("Tabriz", 3, 140, True),
        ("Bhola", 11, None, False),
        ("Lubbock", 4, 2, False),
    ]
    assert [one.cause for one in reading.incidents] == ["earthquake", "maritime_accident", "shooting"]


def test_a_country_named_in_the_first_sentence_is_no_other_event() -> None:
    reading = read(
        "Quake kills more than 2,300 in Turkey and Syria",
        "An earthquake struck southern Turkey and northern Syria on Monday, killing more than 2,300 people.",
        "In Syria, at least 810 people died, the health ministry said.",
    )
    main = next(one for one in reading.incidents if one.main)
    assert main.killed is not None
    assert main.killed.best == 2300


def test_each_part_of_a_headline_has_its_place() -> None:
    reading = read(
        "Drones kill three in Kharkiv; Belgorod reports two dead",
        "Drones struck a block of flats in Kharkiv overnight, killing three people, the governor said on Tuesday.",
    )
    headline = [claim for claim in reading.claims if claim.sentence.field == "title"]
    assert [(c.quantity.best, c.place and c.place.name) for c in headline] == [(3, "Kharkiv"), (2, "Belgorod")]


def test_what_is_said_of_some_is_not_said_of_all() -> None:
    reading = read(
        "Floods kill nine in Zambezia",
        "Floods have killed nine people in Mozambique's Zambezia province, the disaster agency said on Tuesday.",
        "Six people are missing, among them three fishermen whose boat capsized on the Licungo river on Sunday.",
    )
    (main,) = reading.incidents
    assert (main.cause, main.time, main.missing and main.missing.best) == ("flood", None, 6)


def test_the_place_of_another_event_is_not_the_place() -> None:
    reading = read(
        "Ferry collides with ship, 5 dead",
        "Five people were killed when a ferry hit a cargo ship near Munshiganj in Bangladesh on Tuesday.",
        "On Sunday a ferry sank near Chittagong, killing at least 19.",
    )
    assert told(reading)[0][:2] == ("Munshiganj", 5)
