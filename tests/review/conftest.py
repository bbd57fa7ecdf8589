"""A desk over the invented newsroom, a client for it, and a real browser at a real server."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright
from starlette.testclient import TestClient

from pipeline.review import DeskSettings, create_app
from pipeline.review.desk import Desk
from pipeline.review.people import passwords
from pipeline.store import Dataset
from tests.review.newsroom import fill

PASSWORD = "a long enough sentence"
PEOPLE = {"nino": "analyst", "davit": "analyst", "lilit": "analyst", "eva": "editor", "vahe": "viewer"}
_FORM_TOKEN = re.compile(r'name="form_token" value="([0-9a-f]{64})"')


class Clock:
    """Time that moves a second whenever it is asked for, so that decisions have an order."""

    def __init__(self) -> None:
        self.now = datetime(2024, 10, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def pass_time(self, **parts: float) -> None:
        self.now += timedelta(**parts)


@dataclass
class Visitor:
    """Somebody with a cookie jar, who fills forms as a browser does."""

    client: TestClient

    def sign_in(self, name: str, password: str = PASSWORD) -> Visitor:
        answer = self.send("/sign-in", {"name": name, "password": password}, page="/sign-in")
        assert answer.status_code == 303, answer.text
        return self

    def token(self, page: str = "/") -> str:
        found = _FORM_TOKEN.search(self.client.get(page).text)
        assert found is not None, f"no form on {page}"
        return found.group(1)

    def send(self, path: str, form: dict[str, str] | None = None, page: str = "/", **headers: str):
        given = {"form_token": self.token(page), **(form or {})}
        return self.client.post(path, data=given, headers=headers, follow_redirects=False)

    def see(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        return answer.text


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def address(tmp_path: Path, clock: Clock) -> str:
    path = tmp_path / "dataset.sqlite"
    with Dataset.open(path, create=True, now=clock) as dataset:
        fill(dataset)
    return str(path)


@pytest.fixture(scope="session")
def password_hash() -> str:
    return passwords.hashed(PASSWORD)


@pytest.fixture
def desk(address: str, clock: Clock, password_hash: str) -> Iterator[Desk]:
    yield from opened_desk(DeskSettings(address), clock, password_hash)


def opened_desk(settings: DeskSettings, clock: Clock, password_hash: str) -> Iterator[Desk]:
    app = create_app(settings, clock)
    opened: Desk = app.state.desk
    for name, role in PEOPLE.items():
        opened.store.add_account(name, role, password_hash)
    opened.app = app  # type: ignore[attr-defined]
    yield opened
    opened.close()


@pytest.fixture
def visitor(desk: Desk):
    def come(name: str | None = None) -> Visitor:
        visitor = Visitor(TestClient(desk.app, follow_redirects=True))  # type: ignore[attr-defined]
        return visitor.sign_in(name) if name else visitor

    return come


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def served(desk: Desk) -> Iterator[str]:
    """The desk at a free port of this machine."""
    server = uvicorn.Server(uvicorn.Config(desk.app, port=0, log_level="warning", lifespan="off"))  # type: ignore[attr-defined]
    started = threading.Event()
    startup = server.startup

    async def tell(*given: object, **named: object) -> None:
        await startup(*given, **named)  # type: ignore[arg-type]
        started.set()

    server.startup = tell  # type: ignore[method-assign]
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    assert started.wait(20)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    context = browser.new_context(base_url=served, viewport={"width": 1280, "height": 800}, accept_downloads=True)
    opened = context.new_page()
    problems: list[str] = []
    opened.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: problems.append(str(error)))
    yield opened
    context.close()
    refused = "status of 422"  # the browser's word for a form that comes back with what is wrong
    assert [one for one in problems if refused not in one] == []
