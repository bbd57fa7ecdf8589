"""The world crawled for real: what an unchanged world costs the second time."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.world import World
from pipeline.cli.demonstrating import _crawl, _fresh


@pytest.mark.slow
def test_a_second_crawl_of_an_unchanged_world_costs_a_twentieth(tmp_path: Path) -> None:
    settings = _fresh(tmp_path / "demo")
    with World() as world:
        world.write_declarations(settings.folder / "sites")
        first = _crawl(settings, 1)
        asked = [len(server.traffic.paths) for server in world.servers]
        second = _crawl(settings, 2, "--revisit-all")
        again = [server.traffic.paths[known:] for server, known in zip(world.servers, asked, strict=True)]
    assert second["outcomes"] == {"blocked": 1, "robots": 1, "unchanged": 25}
    assert second["bytes_received"] * 20 <= first["bytes_received"]
    assert first["balances"] and second["balances"]
    assert not any("/print/" in path for paths in again for path in paths), "robots.txt forbids it"
    assert not any("withdrawn" in path for paths in again for path in paths), "gone pages are left alone"
