"""`run` as cron starts it: one at a time, its books balance, its exit status tells, and it can be stopped anywhere."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from pytest_httpserver import HTTPServer

from pipeline.cli import crawl_process
from pipeline.store import Dataset
from tests.commands.conftest import FARMER, FLOOD, Ran, Tollwatch

FAKE = (sys.executable, str(Path(__file__).parent / "fake_crawl.py"))
SITE = """name = "Caspian Wire"
country = "AZ"
language = "en"
hosts = ["wire.example"]
feeds = ["https://wire.example/rss"]
[expected]
low = 1
high = 50
"""
Orders = Callable[..., None]


@pytest.fixture
def orders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Orders:
    """One declared site, and a crawl that does what the test says."""
    (folder / "sites" / "az").mkdir()
    (folder / "sites" / "az" / "wire.toml").write_text(SITE)
    settings = folder / "tollwatch.toml"
    settings.write_text(settings.read_text().replace("bundled_sites = true", "bundled_sites = false"))
    file = tmp_path / "orders.json"
    monkeypatch.setenv("FAKE_CRAWL", str(file))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.setattr(crawl_process, "COMMAND", FAKE)

    def write(*outcomes: list[Any], **more: Any) -> None:
        file.write_text(json.dumps({"outcomes": outcomes, **more}))

    write(["wire", "https://wire.example/1", "stored", FARMER], ["wire", "https://wire.example/2", "gone", None])
    return write


def reports(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(file.read_text()) for file in sorted((folder / "reports").glob("*.json"))]


def test_a_run_does_every_step_and_reports(tollwatch: Tollwatch, folder: Path, orders: Orders) -> None:
    ran = tollwatch("run", "-C", folder)
    assert (ran.status, "PROBLEM" in ran.out) == (0, False), ran
    (report,) = reports(folder)
    assert [(site["site"], site["outcomes"]) for site in report["sites"]] == [("wire", {"gone": 1, "stored": 1})]
    assert (report["read"]["read"], report["resolved"]["articles"], report["sites"][0]["received_bytes"]) == (1, 1, 200)
    assert all(book["balanced"] for book in report["books"])
    assert report["sites"][0]["state"] == "ok"
    with Dataset.open(folder / "dataset.sqlite") as dataset:
        assert {run.status for run in dataset.runs()} == {"done"}
    assert next((folder / "reports").glob("*.txt")).read_text() == ran.out


def test_quiet_prints_only_what_needs_a_person(tollwatch: Tollwatch, folder: Path, orders: Orders) -> None:
    ran = tollwatch("run", "-C", folder, "--quiet")
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    orders(finding="broken", status=3)
    ran = tollwatch("run", "-C", folder, "--quiet")
    assert (ran.status, "BROKEN" in ran.out) == (3, True)


@pytest.mark.parametrize("state", ["silent", "broken", "far_from_declared"])
def test_a_site_that_asks_for_a_person_is_status_3(
    tollwatch: Tollwatch, folder: Path, orders: Orders, state: str
) -> None:
    orders(finding=state, status=3)
    ran = tollwatch("run", "-C", folder, "--json")
    assert (ran.status, ran.json["sites"][0]["state"], ran.json["exit_status"]) == (3, state, 3)
    shown = tollwatch("status", "-C", folder).out
    assert f"\n{state.replace('_', ' ').upper()} " in shown
    assert "nothing found - as told" in shown


def test_a_crawl_that_fails_is_a_failure_and_the_rest_is_done(
    tollwatch: Tollwatch, folder: Path, orders: Orders
) -> None:
    orders(["wire", "https://wire.example/1", "stored", FARMER], status=1)
    ran = tollwatch("run", "-C", folder, "--json")
    assert (ran.status, ran.json["read"]["read"]) == (1, 1)
    assert "the crawl ended with status 1" in ran.json["problems"][0]


def test_what_made_a_crawl_fail_is_said(tollwatch: Tollwatch, folder: Path, orders: Orders) -> None:
    orders(failure="the archive cannot be written", status=1)
    assert tollwatch("run", "-C", folder, "--json").json["problems"] == [
        "the crawl failed: the archive cannot be written"
    ]


def test_books_that_do_not_balance_are_a_failure(tollwatch: Tollwatch, folder: Path, orders: Orders) -> None:
    orders(["wire", "https://wire.example/1", "stored", FARMER], ["wire", "https://wire.example/2", "stored", None])
    ran = tollwatch("run", "-C", folder)
    assert (ran.status, "BAD  articles stored = growth of the dataset: 2 = 1" in ran.out) == (1, True)


def test_a_second_run_leaves_with_75(tollwatch: Tollwatch, folder: Path, orders: Orders) -> None:
    with FileLock(folder / "run.lock"):
        assert tollwatch("run", "-C", folder).status == 75
    assert reports(folder) == []


def test_an_unknown_site_is_wrong_usage(tollwatch: Tollwatch, folder: Path, orders: Orders) -> None:
    ran = tollwatch("run", "nowhere", "-C", folder)
    assert (ran.status, "no such site: nowhere" in ran.err) == (2, True)


def test_somebody_is_told(tollwatch: Tollwatch, folder: Path, orders: Orders, httpserver: HTTPServer) -> None:
    got: list[Any] = []
    httpserver.expect_request("/hook").respond_with_handler(lambda request: got.append(request.get_json()))
    settings = folder / "tollwatch.toml"
    text = settings.read_text().replace("[notify]", f'[notify]\nwebhook = "{httpserver.url_for("/hook")}"')
    settings.write_text(text)
    orders(finding="broken", status=3)
    tollwatch("run", "-C", folder)
    assert got[0]["subject"] == "tollwatch: done, but sites need attention (wire broken)"
    assert got[0]["report"]["exit_status"] == 3


def hooked(folder: Path, httpserver: HTTPServer) -> list[Any]:
    """Return what the webhook of a dataset will be told."""
    got: list[Any] = []
    httpserver.expect_request("/hook").respond_with_handler(lambda request: got.append(request.get_json()))
    settings = folder / "tollwatch.toml"
    text = settings.read_text().replace("[notify]", f'[notify]\nwebhook = "{httpserver.url_for("/hook")}"')
    settings.write_text(text)
    return got


def test_a_wrong_declaration_stops_no_other_site(
    tollwatch: Tollwatch, folder: Path, orders: Orders, httpserver: HTTPServer
) -> None:
    got = hooked(folder, httpserver)
    broken = folder / "sites" / "zz" / "broken.toml"
    broken.parent.mkdir(parents=True, exist_ok=True)
    broken.write_text("name = [")
    ran = tollwatch("run", "-C", folder)
    assert ran.status == 3
    assert "NOT CRAWLED" in ran.out and "broken.toml" in ran.out
    assert "wire" in ran.out
    assert "broken.toml" in got[0]["text"]
    assert tollwatch("run", "nowhere", "-C", folder).status == 2
    assert len(got) == 1


def test_somebody_is_told_of_a_run_that_cannot_begin(
    tollwatch: Tollwatch, folder: Path, orders: Orders, httpserver: HTTPServer
) -> None:
    got = hooked(folder, httpserver)
    (folder / "dataset.sqlite").write_bytes(b"no database at all, and longer than its header " * 9)
    assert tollwatch("run", "-C", folder).status == 1
    assert got[0]["subject"] == "tollwatch: the run could not begin"


def test_numbers_for_prometheus(tollwatch: Tollwatch, folder: Path, orders: Orders) -> None:
    settings = folder / "tollwatch.toml"
    settings.write_text(settings.read_text().replace("[report]", '[report]\nmetrics = "out/tollwatch.prom"'))
    tollwatch("run", "-C", folder)
    written = (folder / "out" / "tollwatch.prom").read_text()
    assert 'tollwatch_run_urls{outcome="stored",site="wire"} 1.0' in written
    assert 'tollwatch_site_ok{site="wire"} 1.0' in written


def start(folder: Path) -> subprocess.Popen[bytes]:
    """Start a run whose crawl waits, and return when it does."""
    program = (
        "from pipeline.cli import crawl_process, main;"
        f"crawl_process.COMMAND = {FAKE!r};"
        f"main(['run', '-C', {str(folder)!r}])"
    )
    started = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while not (folder / "waiting").exists():
        assert started.poll() is None, started.communicate()
        time.sleep(0.02)  # a look at the file, not a guess at how long it takes
    return started


def test_sigterm_ends_it_cleanly(tollwatch: Tollwatch, folder: Path, orders: Orders) -> None:
    orders(["wire", "https://wire.example/1", "stored", FARMER], wait=True)
    started = start(folder)
    started.send_signal(signal.SIGTERM)
    out, _ = started.communicate(timeout=60)
    assert (started.returncode, b"stopped by SIGTERM" in out) == (1, True)
    (report,) = reports(folder)
    assert (report["status"], report["sites"][0]["outcomes"]) == ("stopped", {"stored": 1})
    with Dataset.open(folder / "dataset.sqlite") as dataset:
        assert {run.kind: run.status for run in dataset.runs()} == {"run": "stopped", "crawl": "done"}


def test_a_killed_run_takes_its_crawl_along_and_is_marked(tollwatch: Tollwatch, folder: Path, orders: Orders) -> None:
    orders(["wire", "https://wire.example/1", "stored", FARMER], wait=True)
    started = start(folder)
    os.kill(started.pid, signal.SIGKILL)
    started.communicate(timeout=60)
    orders(["wire", "https://wire.example/2", "stored", FLOOD])
    ran: Ran = tollwatch("run", "-C", folder, "--json")
    assert (ran.status, ran.json["read"]["read"]) == (0, 2)
    with Dataset.open(folder / "dataset.sqlite") as dataset:
        assert sorted(run.status or "" for run in dataset.runs()) == ["abandoned", "abandoned", "done", "done"]


def test_status_tells_how_things_are(tollwatch: Tollwatch, folder: Path, orders: Orders) -> None:
    tollwatch("run", "-C", folder)
    shown = tollwatch("status", "-C", folder, "--json").json
    assert (shown["articles"], shown["readings"], shown["late"]) == (1, 1, False)
    assert [(site["site"], site["state"]) for site in shown["sites"]] == [("wire", "ok")]
    assert sorted(run["kind"] for run in shown["runs"]) == ["crawl", "run"]
    assert "1 stored, 1 gone" in tollwatch("status", "-C", folder).out
