"""A day of an analyst in a real browser: every step as a person makes it, keys included."""

from __future__ import annotations

import csv
import io
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from pipeline.review.desk import Desk
from pipeline.store.desk_items import ItemFilter
from pipeline.store.desk_lists import Wanted
from tests.review.seeing import choose, press, sign_in

pytestmark = pytest.mark.browser


def verdicts(desk: Desk) -> list[str]:
    return [row["verdict"] for row in reversed(desk.store.listed("trail", Wanted({})))]


def test_a_topic_can_be_clicked(page: Page) -> None:
    sign_in(page)
    page.goto("/statements")
    topic = page.locator("td.topics a").first
    name = topic.inner_text()
    topic.click()
    expect(page).to_have_url(re.compile(rf"[?&]topic={name}"))
    expect(page.locator("table.rows tbody tr")).not_to_have_count(0)


def test_the_source_s_words_are_seen_on_a_phone(page: Page, desk: Desk) -> None:
    sign_in(page)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/incident/{desk.store.items(ItemFilter(kind='incident'), limit=1)[0].target_id}")
    sentence = page.locator(".said .sentence").first
    expect(sentence).to_be_visible()
    box = sentence.bounding_box()
    assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 390
    assert page.locator(".card:has(.said)").evaluate("card => card.scrollWidth - card.clientWidth") == 0


def test_a_day(page: Page, desk: Desk) -> None:
    sign_in(page)
    choose(page, "Site", "mountain-post")
    choose(page, "Why", "Claim")
    expect(page.locator("table.queue tbody tr")).not_to_have_count(0)

    press(page, "n")
    first = page.url
    expect(page.locator("mark.m-quantity").first).to_be_visible()
    press(page, "a")
    assert page.url != first
    press(page, "r")
    assert verdicts(desk) == ["accept", "reject"]

    before = page.url
    press(page, "z")
    expect(page.get_by_text("undo", exact=True).first).to_be_attached()
    assert verdicts(desk) == ["accept", "reject", "undo"]
    assert page.url != before

    corrected = page.url.split("/claim/")[1].split("?")[0]
    page.keyboard.press("c")
    expect(page.locator("#f-best")).to_be_focused()
    page.locator("#f-best").fill("minus one")
    press(page, "Enter")
    expect(page.get_by_role("alert")).to_contain_text("does not hold")
    page.locator("#f-best").fill("4")
    page.locator("#f-low").fill("4")
    page.locator("#f-high").fill("4")
    press(page, "Enter")
    (decision,) = desk.dataset.standing_decisions("claim", [corrected])[corrected]
    assert decision.corrections == {"low": 4, "best": 4, "high": 4}

    page.goto(f"/claim/{corrected}")
    expect(page.locator("tr", has_text="Best").locator("ins")).to_have_text("4")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("second opinion")
    page.get_by_role("button", name="Close").click()

    page.goto("/trail")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text())))
    assert [row["verdict"] for row in rows][:1] == ["correct"]


def test_a_pair_is_judged_with_a_key(page: Page, desk: Desk) -> None:
    sign_in(page)
    pair = desk.store.items(ItemFilter(kind="judgement"), limit=1)[0]
    page.goto(f"/join/{pair.target_id}")
    expect(page.get_by_text("Both on the same day.")).to_be_visible()
    press(page, "s")
    judged = desk.store.judgement(pair.target_id)
    assert judged is not None
    stands = desk.store.standing_judgement("incident", judged.left, judged.right)
    assert stands is not None and (stands.verdict, stands.decided_by) == ("same", "nino")


def test_a_second_opinion_goes_to_somebody_else(page: Page, browser: Browser, served: str, desk: Desk) -> None:
    sign_in(page)
    page.goto("/?kind=claim")
    press(page, "n")
    asked = page.url
    page.get_by_label("Note: why").fill("Two men or one?")
    page.get_by_role("button", name="Ask a colleague").click()
    page.wait_for_url(lambda url: url != asked)
    context = browser.new_context(base_url=served)
    other = context.new_page()
    sign_in(other, "davit")
    other.goto("/next?kind=claim&state=second")
    expect(other.get_by_text("Two men or one?")).to_be_attached()
    context.close()


def test_keys_do_nothing_while_typing(page: Page, desk: Desk) -> None:
    sign_in(page)
    page.goto("/?kind=claim")
    press(page, "n")
    page.get_by_label("Note: why").fill("")
    page.get_by_label("Note: why").press_sequentially("arun?")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert verdicts(desk) == []


def test_hovering_a_field_shows_its_own_words(page: Page, desk: Desk) -> None:
    sign_in(page)
    item = desk.store.items(ItemFilter(kind="claim", site="mountain-post", cause="landmine"), limit=1)[0]
    page.goto(f"/claim/{item.target_id}")
    page.locator("tr[data-field=place]").first.hover()
    outline = "element => getComputedStyle(element).outlineStyle"
    assert page.locator("mark.m-place").first.evaluate(outline) == "solid"
    assert page.locator("mark.m-quantity").first.evaluate(outline) == "none"


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 1280), ("light", 390)])
def test_no_page_has_a_serious_accessibility_finding(
    browser: Browser, served: str, desk: Desk, theme: str, width: int
) -> None:
    size = {"width": width, "height": 800}
    context = browser.new_context(base_url=served, color_scheme=theme, bypass_csp=True, viewport=size)  # type: ignore[arg-type]
    page = context.new_page()
    sign_in(page)
    kinds = {"claim": "claim", "statement": "statement", "incident": "incident", "judgement": "join"}
    paths = ["/", "/incidents", "/tallies", "/statements", "/claims", "/overview", "/trail", "/search?q=mine"]
    for kind, path in kinds.items():
        paths.append(f"/{path}/{desk.store.items(ItemFilter(kind=kind), limit=1)[0].target_id}")
    paths += [paths[-4] + "?edit=1", f"/tally/{desk.store.listed('tallies', Wanted({}))[0]['id']}"]
    found = []
    for path in paths:
        page.goto(path)
        for violation in Axe().run(page).response["violations"]:
            if violation["impact"] in ("serious", "critical"):
                found.append((path, violation["id"], violation["nodes"][0]["html"][:160]))
    context.close()
    assert found == []
