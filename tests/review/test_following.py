"""The queue follows the dataset: re-readings, new versions of pages, and what both do to decisions."""

from __future__ import annotations

from dataclasses import replace as changed

from msgspec.structs import replace

from pipeline.records import article_id, content_hash
from pipeline.review.desk import Desk
from pipeline.store.desk_items import ItemFilter
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
