"""The world of the crawl tests."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from tests.crawler.world import World


@pytest.fixture
def world(httpserver: HTTPServer, tmp_path: Path) -> World:
    made = World(httpserver, tmp_path)
    httpserver.expect_request(re.compile(".*")).respond_with_handler(made.answer)
    made.put("/robots.txt", "User-agent: *\nDisallow: /private/\n", Content_Type="text/plain")
    made.dataset().close()
    return made
