"""Somebody who has never seen the desk, with a keyboard alone; and that every page fits every screen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from pipeline.review.desk import Desk
from pipeline.store.desk_items import ItemFilter
from pipeline.store.desk_lists import Wanted
from tests.review.conftest import PASSWORD
from tests.review.seeing import press, sign_in

pytestmark = pytest.mark.browser


def test_ten_records_without_a_mouse(page: Page, desk: Desk) -> None:
    page.goto("/sign-in")
    expect(page.get_by_label("Name")).to_be_focused()  # the page puts the cursor there when it is laid out
    page.keyboard.type("nino")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Password")).to_be_focused()
    page.keyboard.type(PASSWORD)
    press(page, "Enter")
    expect(page.get_by_text("The most pressing stands first")).to_be_visible()
    page.goto("/?kind=claim")
    press(page, "n")
    for _ in range(10):
        press(page, "a")
    assert [row["verdict"] for row in desk.store.listed("trail", Wanted({}))] == ["accept"] * 10
    expect(page.get_by_role("status").filter(has_text="You accepted")).to_be_visible()
    page.goto("/")
    expect(page.get_by_text("The most pressing stands first")).to_have_count(0)


def test_a_correction_is_left_without_a_trace(page: Page, desk: Desk) -> None:
    sign_in(page)
    item = desk.store.items(ItemFilter(kind="claim"), limit=1)[0]
    page.goto(f"/claim/{item.target_id}")
    page.keyboard.press("c")
    expect(page.get_by_role("button", name="Accept")).to_be_hidden()
    page.locator("#f-best").fill("999")
    page.keyboard.press("Escape")
    page.keyboard.press("a")  # the correction is still open: nothing accepts what was typed away
    expect(page.get_by_role("button", name="Save correction")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Accept")).to_be_visible()
    assert page.locator("#f-best").input_value() != "999"
    assert desk.store.listed("trail", Wanted({})) == []


def test_the_article_opens_and_closes_with_a_key(page: Page, desk: Desk) -> None:
    sign_in(page)
    item = desk.store.items(ItemFilter(kind="claim", site="mountain-post", cause="landmine"), limit=1)[0]
    page.goto(f"/claim/{item.target_id}")
    last = page.get_by_text("Herders in the villages below")
    expect(last).to_be_hidden()
    page.keyboard.press("e")
    expect(last).to_be_visible()
    page.keyboard.press("e")
    expect(last).to_be_hidden()


def test_what_was_searched_is_walked_through(page: Page, desk: Desk) -> None:
    sign_in(page)
    page.keyboard.press("/")
    expect(page.locator(".find input")).to_be_focused()
    page.keyboard.type("shepherds")
    press(page, "Enter")
    page.keyboard.press("j")
    press(page, "Enter")
    assert re.search(r"/article/art_", page.url)


def test_a_person_joins_from_the_incident_and_takes_it_back(page: Page, desk: Desk) -> None:
    sign_in(page)
    one, other = desk.store.items(ItemFilter(kind="incident", cause="armed_clash"))[:2]
    page.goto(f"/incident/{one.target_id}")
    page.get_by_text("Another one, by its address").click()
    page.get_by_label("Address or id of the other incident").fill(page.url.replace(one.target_id, other.target_id))
    with page.expect_navigation():
        page.get_by_role("button", name="Join", exact=True).last.click()
    assert [row["verdict"] for row in desk.store.listed("trail", Wanted({}))] == ["merge"]
    press(page, "z")
    assert [row["verdict"] for row in desk.store.listed("trail", Wanted({}))] == ["split", "merge"]
    pair = sorted((desk.dataset.incident(one.target_id).members[0], desk.dataset.incident(other.target_id).members[0]))
    assert desk.store.standing_judgement("incident", *pair).decided_by.startswith("machine:")


def test_two_analysts_never_have_the_same_item(page: Page, browser: Browser, served: str, desk: Desk) -> None:
    sign_in(page)
    context = browser.new_context(base_url=served)
    other = context.new_page()
    sign_in(other, "davit")
    seen: dict[str, set[str]] = {"nino": set(), "davit": set()}
    for tab in (page, other):
        tab.goto("/next")
    for _ in range(8):
        for name, tab in (("nino", page), ("davit", other)):
            seen[name].add(re.split(r"[/?]", tab.url.split("//")[1])[2])
            assert tab.get_by_text("has this in hand").count() == 0
            press(tab, "n")
        held = desk.store.holders(seen["nino"] | seen["davit"])
        assert sorted(held.values()) in (["davit", "nino"], ["davit"], ["nino"], [])
    context.close()


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_no_page_is_wider_than_its_screen(browser: Browser, served: str, desk: Desk, width: int) -> None:
    context = browser.new_context(base_url=served, viewport={"width": width, "height": 900})
    page = context.new_page()
    sign_in(page)
    kinds = {"claim": "claim", "statement": "statement", "incident": "incident", "judgement": "join"}
    paths = ["/", "/incidents", "/tallies", "/statements", "/claims", "/overview", "/trail", "/search?q=mine"]
    paths += [
        f"/{path}/{desk.store.items(ItemFilter(kind=kind), limit=1)[0].target_id}" for kind, path in kinds.items()
    ]
    paths += [f"/tally/{desk.store.listed('tallies', Wanted({}))[0]['id']}", paths[-4] + "?edit=1"]
    wide = []
    for path in paths:
        page.goto(path)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)
    context.close()
    assert wide == []
