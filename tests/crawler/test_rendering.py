"""A site whose pages a script fills is read through a browser; the guard holds inside the browser as well."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass

import pytest
from scrapy.settings import Settings

from crawler.loader import spider_of
from crawler.rendering import is_needless, is_needless_or_private
from crawler.sites import Site
from tests.crawler.world import MINE, World


@dataclass(frozen=True, slots=True)
class Asked:
    url: str
    resource_type: str = "script"


@pytest.mark.parametrize(
    ("asked", "needless", "refused"),
    [
        (Asked("https://wire.example/app.js"), False, False),
        (Asked("https://wire.example/a.jpg", "image"), True, True),
        (Asked("file:///etc/passwd"), True, True),
        (Asked("http://127.0.0.1:8080/admin"), False, True),
        (Asked("http://[::1]/admin"), False, True),
        (Asked("http://localhost/admin"), False, True),
        (Asked("http://2130706433/admin"), False, True),
        (Asked("http://8.8.8.8/app.js"), False, False),
    ],
)
def test_what_the_browser_may_ask_for(asked: Asked, needless: bool, refused: bool) -> None:
    assert is_needless(asked) is needless
    assert is_needless_or_private(asked) is refused


@pytest.mark.browser
def test_what_a_script_writes_is_read(world: World) -> None:
    body = MINE[MINE.index("<body>") + 6 : MINE.index("</body>")]
    script = f"<script>document.body.innerHTML = {json.dumps(body)}</script>"
    world.put("/news/1001", MINE.replace(body, script))
    world.feed("/news/1001")
    world.declare(render=True)
    chromium = {"executable_path": shutil.which("chromium"), "args": ["--no-sandbox"]}
    assert world.outcomes(world.crawl(settings={"PLAYWRIGHT_LAUNCH_OPTIONS": chromium})) == {"/news/1001": "stored"}


def test_only_declared_sites_get_a_browser() -> None:
    plain = {
        "slug": "wire",
        "name": "Wire",
        "country": "AZ",
        "hosts": ["wire.example"],
        "feeds": ["https://wire.example/rss"],
        "expected": {"low": 1, "high": 2},
    }
    settings = Settings()
    spider_of(Site.model_validate(plain)).update_settings(settings)
    assert "PLAYWRIGHT_BROWSER_TYPE" not in settings
    spider_of(Site.model_validate(plain | {"render": True})).update_settings(settings)
    assert settings["PLAYWRIGHT_ABORT_REQUEST"] is is_needless_or_private
