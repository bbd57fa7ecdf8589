"""The queue follows the dataset: re-readings, new versions of pages, and what both do to decisions."""

from __future__ import annotations

from dataclasses import replace as changed
from datetime import date

import pytest
from msgspec.structs import replace
from sqlalchemy import text

from pipeline.records import article_id, content_hash
from pipeline.review import DeskSettings
from pipeline.review.desk import Desk
from pipeline.store.desk_items import ItemFilter
from pipeline.store.desk_lists import Wanted
from tests.review.annotated import annotated
from tests.review.newsroom import article_of, reading_of
from tests.review.stories import STORIES, killed

STORY = next(story for story in STORIES if story.slug == "mine-goris")


def claim_items(desk: Desk):
    found = desk.store.items(ItemFilter(kind="claim", site="mountain-post", cause="landmine"))
    return found + desk.store.items(ItemFilter(kind="claim", site="mountain-post", cause="landmine", state="decided"))


def test_catching_up_twice_changes_nothing(desk: Desk) -> None:
    before = desk.store.items(ItemFilter(), limit=1000)
    assert desk.follower.catch_up() == 0
    assert desk.store.items(ItemFilter(), limit=1000) == before


def test_better_rules_on_the_same_page_keep_the_decision(desk: Desk, visitor) -> None:
    (item,) = claim_items(desk)
    visitor("nino").send(f"/decide/claim/{item.target_id}", {"verdict": "accept"})
    marked = annotated(STORY.text)
    article = article_of(STORY, marked)
    reading = reading_of(STORY, marked, article)
    desk.dataset.append_reading(replace(reading, extractor_version="test.2"))
    desk.follower.catch_up()
    (again,) = claim_items(desk)
    assert (again.state, again.waiting) == ("decided", False)


def test_a_changed_page_that_reads_differently_reopens(desk: Desk, visitor) -> None:
    (item,) = claim_items(desk)
    nino = visitor("nino")
    nino.send(f"/decide/claim/{item.target_id}", {"verdict": "accept"})
    marked = annotated(STORY.text.replace("[q Two]", "[q Three]"))
    story = changed(STORY, figures=(killed(3),))
    before = article_of(STORY, annotated(STORY.text))
    hashed = content_hash(story.title, marked.text)
    article = replace(
        before, id=article_id(before.canonical_url, hashed), text=marked.text, content_hash=hashed, version_of=before.id
    )
    desk.dataset.append_article(article)
    desk.dataset.append_reading(reading_of(story, marked, article))
    desk.follower.catch_up()
    (reopened,) = claim_items(desk)
    assert (reopened.reason, reopened.state, reopened.waiting) == ("reopened", "open", True)
    assert desk.store.items(ItemFilter(), limit=1)[0].target_id == reopened.target_id, "first in the queue"
    assert "Newer version" in nino.see(f"/claim/{item.target_id}"), "the earlier record stays, and says so"


def test_the_arrivals_add_up(desk: Desk) -> None:
    arrived = desk.store.arrivals(desk.now().date())
    counts = desk.dataset.count_readings()
    assert sum(row.articles for row in arrived) == len(STORIES)
    assert sum(row.claims for row in arrived) == counts["claims"]


def _rows(desk: Desk, table: str) -> list[tuple[object, ...]]:
    with desk.dataset.writing() as connection:
        return sorted(map(tuple, connection.execute(text(f"SELECT * FROM {table}")).all()), key=repr)


def test_an_older_dataset_gets_the_same_lists(desk: Desk, address: str, clock, visitor) -> None:
    (item,) = claim_items(desk)
    visitor("nino").send(f"/decide/claim/{item.target_id}", {"verdict": "reject"})
    tables = ("desk_items", "desk_topics", "desk_counts")
    now = {table: _rows(desk, table) for table in tables}
    assert all(now.values())
    with desk.dataset.writing() as connection:
        named = text("SELECT name FROM sqlite_master WHERE name LIKE 'ix\\_desk\\_items\\_%\\_published' ESCAPE '\\'")
        for index in [row.name for row in connection.execute(named).all()] + ["ix_desk_items_published"]:
            connection.execute(text(f"DROP INDEX {index}"))
        for column in ("published_order", "outcome", "speaker", "cue_class"):
            connection.execute(text(f"ALTER TABLE desk_items DROP COLUMN {column}"))
        for command in ("DROP TABLE desk_topics", "DROP TABLE desk_counts", "DROP INDEX ix_incidents_cause_start_date"):
            connection.execute(text(command))
        connection.execute(text("UPDATE alembic_version SET version_num = '0003'"))
    desk.close()
    again = Desk(DeskSettings(address), clock)
    assert {table: _rows(again, table) for table in tables} == now
    assert again.store.count_states() == {"open": len(now["desk_items"]) - 1, "decided": 1}
    again.close()


def test_what_the_desk_derives_is_filled_again_from_records(desk: Desk, address: str, clock, visitor) -> None:
    (item,) = claim_items(desk)
    nino = visitor("nino")
    nino.send(f"/decide/claim/{item.target_id}", {"verdict": "accept"})
    tables = ("desk_items", "desk_topics", "desk_counts")
    now = {table: _rows(desk, table) for table in tables}
    with desk.dataset.writing() as connection:
        for table in (*tables, "desk_marks", "desk_arrivals"):
            connection.execute(text(f"DELETE FROM {table}"))
    desk.follower.catch_up()
    assert {table: _rows(desk, table) for table in tables} == now


@pytest.mark.parametrize(
    "query", ["country=AM", "site=mountain-post", "outcome=killed", "scope=cumulative", "cause=fire"]
)
def test_lists_of_claims_hold_what_they_are_narrowed_to(desk: Desk, query: str) -> None:
    name, value = query.split("=")
    rows = desk.store.listed("claims", Wanted({name: value}))
    everything = desk.store.listed("claims", Wanted({}, limit=1000))
    assert rows == [row for row in everything if row[name] == value] != []
    published = [row["published_at"] for row in everything]
    assert published == sorted(published, reverse=True)


def test_statements_of_a_topic_and_a_period_in_order(desk: Desk) -> None:
    rows = desk.store.listed("statements", Wanted({}, start=date(2024, 5, 1), end=date(2024, 5, 31)), "mine")
    assert [row["site"] for row in rows] == ["mountain-post"]
    assert len(desk.store.listed("statements", Wanted({}), "mine")) > 1
