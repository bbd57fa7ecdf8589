"""What is found near a moment, a place and a time: of much, what is nearest and the same each time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec.structs import replace

from pipeline.records import Article
from pipeline.store import Dataset
from tests.store.made import AGHDAM, PUBLISHED, article, on, reading, statement, told

SPEAKER = "Leyla Orujova"
DAY = timedelta(days=1)


def hourly(dataset: Dataset, count: int) -> list[Article]:
    """Store articles an hour apart in which the same speaker is quoted, the first to be published first."""
    made = [article(f"n{number:02}", published_at=PUBLISHED + timedelta(hours=number)) for number in range(count)]
    for one in made:
        dataset.append_article(one)
        dataset.append_reading(reading(one))
    return made


def ids(articles: Iterable[Article]) -> list[str]:
    return sorted(statement(one).id for one in articles)


def test_of_a_busy_speaker_what_was_said_last_before_a_moment_and_first_after_it(dataset: Dataset) -> None:
    made = hourly(dataset, 12)
    found = dataset.said_by(SPEAKER, around=made[7].published_at, limit=4)
    assert [id_ for id_, _ in found] == ids([*made[4:8], *made[8:10]])
    assert {article_id for _, article_id in found} == {one.id for one in made[4:10]}


def test_without_a_moment_what_was_said_last(dataset: Dataset) -> None:
    made = hourly(dataset, 5)
    assert [id_ for id_, _ in dataset.said_by(SPEAKER, limit=2)] == ids(made[3:])
    assert dataset.said_by("Nino Beridze") == []


def test_what_a_superseded_reading_says_was_not_said(dataset: Dataset) -> None:
    first, last = hourly(dataset, 2)
    dataset.append_reading(replace(reading(last, version="2"), statements=()))
    assert [id_ for id_, _ in dataset.said_by(SPEAKER)] == ids([first])


def report(dataset: Dataset, name: str, **fields: object) -> str:
    """Store an article with one reported incident that differs in these fields; return the incident's id."""
    source = article(name, text=f"Report {name}. Two deminers were killed.")
    dataset.append_article(source)
    incident = replace(told(source), id=f"rep_{name}", claim_ids=(), **fields)
    dataset.append_reading(
        replace(reading(article()), article_id=source.id, claims=(), statements=(), incidents=(incident,))
    )
    return incident.id


def at_aghdam(dataset: Dataset, **bound: int) -> list[str]:
    first, last = date(2024, 5, 1), date(2024, 5, 7)
    found = dataset.reported_incidents_at(first, last, country="AZ", places=["Aghdam"], **bound)
    return [one.id for one in found]


def test_reports_of_a_place_and_time(dataset: Dataset) -> None:
    dated = report(dataset, "dated")
    undated = report(dataset, "undated", time=None)
    report(dataset, "late", time=on(date(2024, 5, 8)))
    report(dataset, "elsewhere", place=replace(AGHDAM, name="Fuzuli"))
    report(dataset, "abroad", place=replace(AGHDAM, country="GE"))
    report(dataset, "nowhere", place=None)
    assert at_aghdam(dataset) == [dated, undated]


def test_a_crowd_of_one_day_leaves_room_for_the_other_days(dataset: Dataset) -> None:
    crowd = [report(dataset, f"a{number}") for number in range(5)]
    other = report(dataset, "z", time=on(date(2024, 5, 6)))
    assert at_aghdam(dataset, each=3) == [*crowd[:3], other]
