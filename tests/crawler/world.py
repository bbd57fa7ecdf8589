"""A small news site on loopback whose pages a test can change, and a crawl of it in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from pipeline.store import Dataset

ROOT = Path(__file__).parents[2]
YESTERDAY = datetime.now(UTC).replace(microsecond=0) - timedelta(days=1)

FAST = {
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "TOLLWATCH_PAUSE_SECONDS": 0.1,
    "DOWNLOAD_TIMEOUT": 10,
}


def article_html(title: str, *paragraphs: str) -> str:
    """Return a plain article page."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    moment = YESTERDAY.isoformat()
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title>'
        f'<meta property="article:published_time" content="{moment}"></head>'
        f"<body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{body}</article></body></html>"
    )


SHELLING = article_html(
    "Two villagers wounded as shelling resumes near the river",
    "Two villagers were wounded on Monday when shells fell on the outskirts of the settlement, the district "
    "administration said, adding that both had been taken to the regional hospital.",
    "The head of the administration said that windows were broken in eleven houses and that the power line to the "
    "lower quarter had been cut. Repair crews were waiting for the army to declare the road safe.",
)
MINE = article_html(
    "Tractor driver killed by an anti-tank mine",
    "A tractor driver was killed on Sunday when his vehicle set off an anti-tank mine in a field that had been "
    "reported as cleared, the national mine action agency said in a statement.",
    "The agency said that it had closed the field and would survey it again, and asked farmers to keep to the paths "
    "marked by its teams until the work was done.",
)


@dataclass(slots=True)
class World:
    """Pages by path, each a (status, headers, body); what was asked is in `asked`."""

    server: HTTPServer
    folder: Path
    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    conditional: bool = True
    declared: dict[str, Any] = field(default_factory=dict)
    held: str | None = None  # a path that is answered only once `released` is set
    reached: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)
    at_first: dict[str, tuple[int, dict[str, str]]] = field(default_factory=dict)  # path -> its first answer

    def put(self, path: str, body: str | bytes, *, status: int = 200, **headers: str) -> None:
        """Serve a page; keyword names are header names with `_` for `-`."""
        plain = {name.replace("_", "-"): value for name, value in headers.items()}
        plain.setdefault("Content-Type", "text/html; charset=utf-8")
        self.pages[path] = (status, plain, body.encode() if isinstance(body, str) else body)

    def feed(self, *paths: str, changed: datetime = YESTERDAY) -> None:
        """Serve a feed of these pages at /rss."""
        items = "".join(
            f"<item><title>x</title><link>{self.url(p)}</link><pubDate>{format_datetime(changed)}</pubDate></item>"
            for p in paths
        )
        self.put("/rss", f'<?xml version="1.0"?><rss version="2.0"><channel><title>w</title>{items}</channel></rss>')

    def url(self, path: str) -> str:
        """Return the whole address of a path."""
        return self.server.url_for(path)

    def answer(self, request: Request) -> Response:
        """Serve what is in `pages`, with an ETag."""
        path = request.full_path.rstrip("?")
        self.asked.append(path)
        self.agents.append(request.headers.get("User-Agent", ""))
        status, headers, body = self.pages.get(path, (404, {}, b"nothing here"))
        if path in self.at_first:
            return Response(b"later", *self.at_first.pop(path))
        if path == self.held:
            self.reached.set()
            self.released.wait(timeout=60)
        response = Response(body, status=status, headers=headers)
        if status == 200 and self.conditional and "ETag" not in headers:
            response.add_etag()
        return response.make_conditional(request) if status == 200 and self.conditional else response

    def declare(self, **keys: Any) -> None:
        """Change keys of the declaration."""
        self.declared |= keys

    def crawl(self, *, settings: dict[str, Any] | None = None, **options: Any) -> dict[str, Any]:
        """Crawl the world to its end and return the report as plain JSON."""
        return self.end_of(self.start(settings=settings, **options))

    def end_of(self, process: subprocess.Popen[str]) -> dict[str, Any]:
        """Wait for a crawl to end and return its report."""
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        assert out, err
        report: dict[str, Any] = json.loads(out)
        assert report["balances"], report
        return report

    def start(self, *, settings: dict[str, Any] | None = None, **options: Any) -> subprocess.Popen[str]:
        """Start a crawl in a process of its own."""
        host = self.url("/").removeprefix("http://").rstrip("/")
        declaration: dict[str, Any] = {
            "slug": "wire",
            "name": "Wire",
            "country": "AZ",
            "language": "en",
            "hosts": [host],
            "expected": {"low": 1, "high": 50},
            "delay_seconds": 0,
        } | self.declared
        if not any(key in declaration for key in ("feeds", "sitemaps", "sections")):
            declaration["feeds"] = [self.url("/rss")]
        job = {
            "site": declaration,
            "dataset": str(self.dataset_file),
            "archive": str(self.folder / "archive"),
            "settings": FAST | (settings or {}),
            "options": {"allow_private_addresses": True} | options,
        }
        command = [sys.executable, "-m", "tests.crawler.child", json.dumps(job)]
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    @property
    def dataset_file(self) -> Path:
        """The dataset crawled into."""
        return self.folder / "dataset.sqlite"

    def dataset(self) -> Dataset:
        """Open the dataset."""
        return Dataset.open(self.dataset_file, create=True)

    def outcomes(self, report: dict[str, Any]) -> dict[str, str]:
        """Return path -> outcome of a run, as the dataset has it."""
        with self.dataset() as dataset:
            results = dataset.outcomes(report["run_id"])
        base = self.url("/").rstrip("/")
        return {result.url.removeprefix(base): str(result.outcome) for result in results}
