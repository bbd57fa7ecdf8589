"""`tollwatch crawl` and Scrapy's own commands, as people type them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from pipeline.store import Dataset
from tests.crawler.world import MINE, ROOT, SHELLING, World

TOLLWATCH = (sys.executable, "-c", "from pipeline.cli import main; main()")
SCRAPY = (sys.executable, "-m", "scrapy")


@pytest.fixture
def folder(world: World, tmp_path: Path) -> Path:
    """A dataset folder with the world as its only site."""
    host = world.url("/").removeprefix("http://").rstrip("/")
    made = tmp_path / "watch"
    (made / "sites" / "az").mkdir(parents=True)
    (made / "tollwatch.toml").write_text(
        '[crawl]\ncontact = "desk@watch.example"\nbundled_sites = false\nallow_private_addresses = true\n'
    )
    (made / "sites" / "az" / "wire.toml").write_text(
        f'name = "Wire"\ncountry = "AZ"\nhosts = ["{host}"]\nfeeds = ["{world.url("/rss")}"]\ndelay_seconds = 0\n'
        "expected = { low = 1, high = 50 }\n"
    )
    Dataset.open(made / "dataset.sqlite", create=True).close()
    return made


def typed(*command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "TOLLWATCH_DIR": str(folder)}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)


def test_crawl_stores_and_says_so(world: World, folder: Path) -> None:
    world.put("/news/1001", SHELLING)
    world.feed("/news/1001")
    ran = typed(*TOLLWATCH, "crawl", "--json", folder=folder)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["outcomes"] == {"stored": 1}
    again = typed(*TOLLWATCH, "crawl", "wire", "--revisit-all", folder=folder)
    assert again.returncode == 0, again.stderr
    assert again.stdout.startswith("wire: 1 unchanged (3 requests")
    with Dataset.open(folder / "dataset.sqlite") as dataset:
        (article,) = dataset.articles()
    assert (folder / "archive" / str(article.warc_file)).is_file()


def test_the_user_agent_names_the_contact(world: World, folder: Path) -> None:
    typed(*TOLLWATCH, "crawl", "--quiet", folder=folder)
    (agent,) = set(world.agents)
    assert agent.startswith("tollwatch/")
    assert "desk@watch.example" in agent


def test_a_broken_site_is_status_3_and_named(world: World, folder: Path) -> None:
    world.put("/rss", "gone", status=404)
    ran = typed(*TOLLWATCH, "crawl", "--quiet", folder=folder)
    assert ran.returncode == 3
    assert ran.stdout == ""
    assert "wire: none of 1 sources could be read" in ran.stderr


def test_wrong_usage_is_status_2(folder: Path) -> None:
    ran = typed(*TOLLWATCH, "crawl", "nowhere", folder=folder)
    assert (ran.returncode, "nowhere" in ran.stderr) == (2, True)
    (folder / "sites" / "az" / "wire.toml").write_text('colour = "red"')
    ran = typed(*TOLLWATCH, "crawl", folder=folder)
    assert (ran.returncode, "wire.toml: " in ran.stderr, "colour" in ran.stderr) == (2, True, True)


def test_a_second_crawl_leaves_with_75(folder: Path) -> None:
    with FileLock(folder / "run.lock"):
        assert typed(*TOLLWATCH, "crawl", folder=folder).returncode == 75


def test_scrapy_lists_and_crawls_sites(world: World, folder: Path) -> None:
    assert typed(*SCRAPY, "list", folder=folder).stdout.split() == ["wire"]
    world.put("/news/1002", MINE)
    world.feed("/news/1002")
    ran = typed(*SCRAPY, "crawl", "wire", "-o", str(folder / "items.jsonl"), folder=folder)
    assert ran.returncode == 0, ran.stderr
    (item,) = map(json.loads, (folder / "items.jsonl").read_text().splitlines())
    with Dataset.open(folder / "dataset.sqlite") as dataset:
        (article,) = dataset.articles()
        (run,) = dataset.runs()
    assert (item["id"], item["title"]) == (article.id, "Tractor driver killed by an anti-tank mine")
    assert (run.status, run.sites) == ("done", ("wire",))


def test_scrapy_check_tries_each_source_and_leaves_no_trace(world: World, folder: Path) -> None:
    site = folder / "sites" / "az" / "wire.toml"
    world.feed("/news/1001")
    good = typed(*SCRAPY, "check", "wire", folder=folder)
    assert (good.returncode, "OK" in good.stderr) == (0, True), good.stderr
    site.write_text(site.read_text() + f'sections = ["{world.url("/gone")}", "{world.url("/empty")}"]\n')
    world.put("/empty", "<html><body><p>No news today.</p></body></html>")
    bad = typed(*SCRAPY, "check", "wire", folder=folder)
    assert bad.returncode == 1
    assert "check_section_1" in bad.stderr
    assert "status 404" in bad.stderr
    assert "check_section_2" in bad.stderr
    assert "check_feed_1" not in bad.stderr
    with Dataset.open(folder / "dataset.sqlite") as dataset:
        assert list(dataset.runs()) == []
    assert not list(folder.glob("archive/*"))


def test_scrapy_lists_the_bundled_sites_without_a_dataset(tmp_path: Path) -> None:
    listed = typed(*SCRAPY, "list", folder=tmp_path).stdout.split()
    assert "oc_media" in listed
    assert listed == sorted(listed)
