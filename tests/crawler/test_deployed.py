"""What scrapyd is sent runs there: from inside a zipped egg, with nothing of the checkout beside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.crawler.world import MINE, ROOT, World


@pytest.fixture(scope="module")
def egg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packages with the data files that pyproject.toml names, zipped as `scrapyd-deploy` zips them."""
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["package-data"]
    made = tmp_path_factory.mktemp("egg") / "tollwatch.egg"
    with zipfile.ZipFile(made, "w") as packed:
        for file in sorted(file for package in ("crawler", "pipeline") for file in packaged_files(package, stated)):
            packed.write(file, file.relative_to(ROOT))
    return made


def packaged_files(package: str, stated: dict[str, list[str]]) -> set[Path]:
    """Return the modules of a package and the data files that the build takes along."""
    top = ROOT / package
    folders = {file.parent for file in top.rglob("*.py")}
    found = set(top.rglob("*.py"))
    for folder in folders:
        name = ".".join(folder.relative_to(ROOT).parts)
        for pattern in (*stated["*"], *stated.get(name, ())):
            found |= {file for file in folder.glob(pattern) if file.is_file()}
    return found


def typed(egg: Path, folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(egg), "SCRAPY_SETTINGS_MODULE": "crawler.settings"}
    environment.pop("TOLLWATCH_DIR", None)
    return subprocess.run(
        (sys.executable, "-m", "scrapy", *command),
        cwd=folder, env=environment, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def test_the_egg_lists_the_bundled_sites(egg: Path, tmp_path: Path) -> None:
    listed = typed(egg, tmp_path, "list").stdout.split()
    assert listed == sorted(file.stem for file in (ROOT / "crawler" / "sites").glob("*/*.toml"))


def test_the_egg_crawls(egg: Path, world: World, tmp_path: Path) -> None:
    world.put("/news/1002", MINE)
    world.feed("/news/1002")
    host = world.url("/").removeprefix("http://").rstrip("/")
    (tmp_path / "sites" / "az").mkdir(parents=True)
    (tmp_path / "sites" / "az" / "wire.toml").write_text(
        f'name = "Wire"\ncountry = "AZ"\nhosts = ["{host}"]\nfeeds = ["{world.url("/rss")}"]\ndelay_seconds = 0\n'
        "expected = { low = 1, high = 50 }\n"
    )
    settings = (f"TOLLWATCH_SITE_FOLDERS={tmp_path / 'sites'}", "TOLLWATCH_ALLOW_PRIVATE_ADDRESSES=True")
    given = [word for setting in settings for word in ("-s", setting)]
    ran = typed(egg, tmp_path, "crawl", "wire", *given, "-O", "items.jsonl:jsonlines")
    assert ran.returncode == 0, ran.stderr
    (item,) = map(json.loads, (tmp_path / "items.jsonl").read_text().splitlines())
    assert item["title"] == "Tractor driver killed by an anti-tank mine"
