"""Stands in for `tollwatch crawl` in its own process: stores what its file of orders says, then ends as told.

Orders (JSON): `outcomes` [[site, url, outcome, text or null], ...], `status`, `wait` (until it is stopped).
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from pipeline.config import load_settings
from pipeline.records import Article, article_id, content_hash
from pipeline.store import Dataset, UrlResult
from pipeline.vocabulary import UrlOutcome


def main() -> int:
    orders = json.loads(Path(os.environ["FAKE_CRAWL"]).read_text())
    folder = Path(sys.argv[sys.argv.index("--dir") + 1])
    with Dataset.open(load_settings(folder).dataset_url) as dataset:
        run = dataset.start_run("crawl")
        for site, url, outcome, text in orders.get("outcomes", []):
            if text:
                dataset.append_article(_article(site, url, text))
            dataset.append_outcome(run, UrlResult(url, site, UrlOutcome(outcome), size_bytes=100))
        if orders.get("wait"):
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
            (folder / "waiting").touch()
            signal.sigwait({signal.SIGTERM})
        dataset.finish_run(run, "done")
    sys.stdout.write(json.dumps(_report(run, orders)))
    return int(orders.get("status", 0))


def _report(run: str, orders: dict[str, Any]) -> dict[str, Any]:
    """The parts of a crawl's report that `run` reads; `tests/commands/test_run_whole.py` has the real one."""
    counts: dict[str, int] = {}
    for _, _, outcome, _ in orders["outcomes"]:
        counts[outcome] = counts.get(outcome, 0) + 1
    site = {"site": "wire", "found": len(orders["outcomes"]), "outcomes": counts, "requests": 2, "bytes_received": 200}
    findings = [{"site": "wire", "kind": orders["finding"], "message": "as told"}] if orders.get("finding") else []
    return {"run_id": run, "sites": [site], "findings": findings, "failure": orders.get("failure")}


def _article(site: str, url: str, text: str) -> Article:
    hashed = content_hash("", text)
    return Article(
        id=article_id(url, hashed), url=url, canonical_url=url, site=site, title="", text=text, content_hash=hashed
    )


if __name__ == "__main__":
    sys.exit(main())
