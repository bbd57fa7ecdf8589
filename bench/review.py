"""How fast the desk answers on a large dataset: `python -m bench.review [CLAIMS] [FOLDER]`, a million by default.

A small invented newsroom is stored through the dataset's door, the desk follows it, and the rows are then copied with
new ids: each copy is a whole newsroom, so that joins, JSON records and indices are those of a real dataset.
"""

from __future__ import annotations

import re
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from starlette.testclient import TestClient

from pipeline.review import DeskSettings, create_app
from pipeline.review.desk import Desk
from pipeline.store import Dataset
from pipeline.store.desk_items import ItemFilter
from tests.review.newsroom import fill

GOAL_MS = 150
REPEATS = 15
COPIED = ("articles", "readings", "claims", "statements", "reported_incidents", "incidents", "judgements", "desk_items")
_LINKS = {"claims": "reading", "statements": "reading", "reported_incidents": "reading"}
_ID = re.compile(r"\b(art|clm|stm|rep|inc|jdg)_([0-9a-f]{14})[0-9a-f]{6}\b")
_ADDRESS = re.compile(r"(https://[a-z-]+\.example/)")


def build(path: Path, claims: int) -> None:
    with Dataset.open(path, create=True) as dataset:
        fill(dataset)
    create_app(DeskSettings(str(path))).state.desk.close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA cache_size = -400000")
        base = {table: _rows(connection, table) for table in COPIED}
        copies = claims // len(base["claims"][1])
        for first in range(1, copies, 500):
            for table in COPIED:
                names, rows = base[table]
                marks = ", ".join("?" * len(names))
                quoted = ", ".join(f'"{name}"' for name in names)
                wanted = _copies(table, names, rows, range(first, min(first + 500, copies)))
                connection.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", wanted)
        for table in ("incidents", "readings", "judgements"):
            connection.execute(
                "UPDATE desk_marks SET seq = (SELECT max(seq) FROM " + table + ") WHERE source = ?", (table,)
            )
        connection.commit()
        connection.execute("ANALYZE")


def _rows(connection: sqlite3.Connection, table: str) -> tuple[list[str], list[tuple[object, ...]]]:
    found = connection.execute(f"SELECT * FROM {table}")
    return [column[0] for column in found.description], found.fetchall()


def _copies(table: str, names: list[str], rows: list[tuple[object, ...]], numbers: range) -> Iterator[list[object]]:
    shifted = {name for name in ("seq", _LINKS.get(table)) if name in names}
    for number in numbers:
        for row in rows:
            yield [
                value + 1000 * number
                if name in shifted and isinstance(value, int)
                else _renamed(value, number)
                if isinstance(value, str)
                else value
                for name, value in zip(names, row, strict=True)
            ]


def _renamed(text: str, number: int) -> str:
    return _ADDRESS.sub(rf"\g<1>{number}-", _ID.sub(rf"\g<1>_\g<2>{number:06x}", text))


def measure(path: Path) -> dict[str, list[float]]:
    app = create_app(DeskSettings(str(path)), lambda: datetime.now(UTC))
    desk: Desk = app.state.desk
    client = TestClient(app)
    client.get(f"/open?key={desk.sessions.key}")
    claim = desk.store.items(ItemFilter(kind="claim"), limit=1)[0]
    incident = desk.store.items(ItemFilter(kind="incident"), limit=1)[0]
    pages = {
        "queue": "/",
        "queue, one country": "/?country=AM",
        "queue, country and cause": "/?country=AM&cause=landmine",
        "queue, claims of a site": "/?kind=claim&site=mountain-post",
        "next item": "/next?kind=claim",
        "record": f"/claim/{claim.target_id}",
        "incident": f"/incident/{incident.target_id}",
        "incidents": "/incidents",
        "claims": "/claims",
        "statements": "/statements",
        "search, a rare word": "/search?q=firefighters+nobody",
        "trail": "/trail",
        "overview": "/overview",
    }
    found: dict[str, list[float]] = {}
    for name, address in pages.items():
        for _ in range(REPEATS):
            start = time.perf_counter()
            answer = client.get(address)
            found.setdefault(name, []).append((time.perf_counter() - start) * 1000)
            assert answer.status_code == 200, (address, answer.status_code)
            if sum(found[name]) > 20_000:
                break
    desk.close()
    return found


def main() -> None:
    claims = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    folder = Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp())
    path = folder / f"desk-{claims}.sqlite"
    if not path.exists():
        start = time.perf_counter()
        build(path, claims)
        print(f"built {claims:,} claims, {path.stat().st_size / 1e9:.1f} GB, in {time.perf_counter() - start:.0f} s")
    print(f"{'page':28}{'first':>9}{'median':>9}{'worst of the rest':>19}   (milliseconds)")
    for name, times in measure(path).items():
        rest = times[1:] or times
        over = " over the goal" if statistics.median(rest) > GOAL_MS else ""
        print(f"{name:28}{times[0]:9.0f}{statistics.median(rest):9.0f}{max(rest):19.0f}{over}")


if __name__ == "__main__":
    main()
