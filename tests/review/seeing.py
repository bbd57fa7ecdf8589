"""What a person does at the desk in a browser."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.review.conftest import PASSWORD


def sign_in(page: Page, name: str = "nino") -> None:
    page.goto("/sign-in")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Queue")).to_be_visible()
    page.wait_for_load_state("load")  # keys are heard once the script has run


def press(page: Page, key: str) -> None:
    """Press a key that leads to another page, and wait for that page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def choose(page: Page, label: str, option: str) -> None:
    """Choose a filter of the queue, and wait for the list that it gives."""
    with page.expect_navigation():
        page.get_by_label(label).select_option(option)
