"""How fast the desk answers on a large dataset: `python -m bench.review [CLAIMS] [FOLDER]`, a million by default.

A small invented newsroom is stored through the dataset's door, the desk follows it, and the rows are then copied with
new ids: each copy is a whole newsroom, so that joins, JSON records and indices are those of a real dataset. Indices are
made after the rows, which is ten times faster and gives the same file. The baseline, in the same run, is the same pages
on a dataset of ten thousand claims: what grows with the dataset shows in the ratio.
"""

from __future__ import annotations

import re
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from starlette.testclient import TestClient

from pipeline.review import DeskSettings, create_app
from pipeline.review.desk import Desk
from pipeline.store import Dataset
from pipeline.store.desk_items import ItemFilter
from tests.review.newsroom import fill

GOAL_MS = 150
REPEATS = 15
BASELINE_CLAIMS = 10_000
COPIED = (
    "articles",
    "readings",
    "claims",
    "statements",
    "reported_incidents",
    "incidents",
    "incident_members",
    "judgements",
    "desk_items",
    "desk_topics",
)
_LINKS = {"claims": "reading", "statements": "reading", "reported_incidents": "reading", "incident_members": "incident"}
_SEARCHED = ("articles", "claims", "statements")
_VARIES = re.compile(
    r"(?P<id>\b(?:art|clm|stm|rep|inc|jdg)_[0-9a-f]{20}\b)|(?P<address>https://[a-z-]+\.example/)|(?P<day>\b2024-\d\d-\d\d)"
)
DAYS = 1800


def build(path: Path, claims: int) -> None:
    with Dataset.open(path, create=True) as dataset:
        fill(dataset)
    create_app(DeskSettings(str(path))).state.desk.close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA cache_size = -400000")
        later = _without_indices(connection)
        base = {table: _rows(connection, table) for table in COPIED}
        copies = claims // len(base["claims"][1])
        for first in range(1, copies, 500):
            for table in COPIED:
                names, rows = base[table]
                marks = ", ".join("?" * len(names))
                quoted = ", ".join(f'"{name}"' for name in names)
                wanted = _copies(table, names, rows, range(first, min(first + 500, copies)))
                connection.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", wanted)
        connection.execute("DELETE FROM desk_counts")
        connection.execute(
            "INSERT INTO desk_counts SELECT target_kind, state, count(*) FROM desk_items GROUP BY target_kind, state"
        )
        for table in ("incidents", "readings", "judgements"):
            connection.execute(
                "UPDATE desk_marks SET seq = (SELECT max(seq) FROM " + table + ") WHERE source = ?", (table,)
            )
        for command in later:
            connection.execute(command)
        for table in _SEARCHED:
            connection.execute(f"INSERT INTO {table}_words({table}_words) VALUES ('rebuild')")
        connection.commit()  # and no ANALYZE: no command of ours runs it


def _without_indices(connection: sqlite3.Connection) -> list[str]:
    """Drop what every insert would have to keep up to date; return the commands that make it anew."""
    query = "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
    found = [row for row in connection.execute(query) if row[0] == "index" or row[1].endswith("_are_indexed")]
    for kind, name, _sql in found:
        connection.execute(f"DROP {kind} {name}")
    return [sql for _kind, _name, sql in found]


def _rows(connection: sqlite3.Connection, table: str) -> tuple[list[str], list[tuple[object, ...]]]:
    found = connection.execute(f"SELECT * FROM {table}")
    return [column[0] for column in found.description], found.fetchall()


def _copies(table: str, names: list[str], rows: list[tuple[object, ...]], numbers: range) -> Iterator[list[object]]:
    shifted = {name for name in ("seq", _LINKS.get(table)) if name in names}
    patterns = [
        [_shift if name in shifted else _pattern(value) for name, value in zip(names, row, strict=True)] for row in rows
    ]
    for number in numbers:
        for row, makers in zip(rows, patterns, strict=True):
            yield [value if make is None else make(value, number) for value, make in zip(row, makers, strict=True)]


def _shift(value: object, number: int) -> object:
    return value + 1000 * number if isinstance(value, int) else value


def _pattern(value: object) -> Callable[[object, int], object] | None:
    """Return what makes a copy's value: its own ids, addresses, days of five years; None where all are the same."""
    if not isinstance(value, str):
        return None
    parts: list[str | tuple[str, str]] = []
    at = 0
    for found in _VARIES.finditer(value):
        parts += [value[at : found.start()], (str(found.lastgroup), found.group())]
        at = found.end()
    if not parts:
        return None
    parts.append(value[at:])
    return lambda _value, number: "".join(one if isinstance(one, str) else _varied(*one, number) for one in parts)


def _varied(kind: str, text: str, number: int) -> str:
    if kind == "id":
        return f"{text[:-6]}{number:06x}"
    return f"{text}{number}-" if kind == "address" else _moved(text, number % DAYS)


@cache
def _moved(day: str, days: int) -> str:
    return (date.fromisoformat(day) - timedelta(days=days)).isoformat()


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
        "queue, claims of a site": "/?reason=claim&site=mountain-post",
        "queue, statements, country": "/?reason=statement&country=AM",
        "queue, one year": "/?start=2022-01-01&end=2022-12-31",
        "queue, decided of a site": "/?state=decided&site=mountain-post",
        "next item": "/next?kind=claim",
        "record": f"/claim/{claim.target_id}",
        "incident": f"/incident/{incident.target_id}",
        "incidents": "/incidents",
        "claims": "/claims",
        "statements": "/statements",
        "incidents of a country": "/incidents?country=AM",
        "claims of a country": "/claims?country=AM&outcome=killed",
        "claims of a site": "/claims?site=mountain-post",
        "statements of a speaker": "/statements?speaker=Mayor+Karen+Avetyan",
        "statements on a topic": "/statements?topic=mine",
        "article": f"/article/{claim.article_id}",
        "search, a rare word": "/search?q=firefighters+nobody",
        "search, a common word": "/search?q=killed&kind=claims",
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


def built(folder: Path, claims: int) -> Path:
    path = folder / f"desk-{claims}.sqlite"
    if not path.exists():
        start = time.perf_counter()
        build(path, claims)
        print(f"built {claims:,} claims, {path.stat().st_size / 1e9:.1f} GB, in {time.perf_counter() - start:.0f} s")
    return path


def main() -> None:
    claims = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    folder = Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp())
    small, large = built(folder, BASELINE_CLAIMS), built(folder, claims)
    baseline, found = measure(small), measure(large)
    print(f"{'page':28}{'baseline':>10}{'first':>9}{'median':>9}{'worst':>9}{'ratio':>8}   (milliseconds)")
    for name, times in found.items():
        rest = times[1:] or times
        usual, median = statistics.median(baseline[name][1:]), statistics.median(rest)
        over = " over the goal" if median > GOAL_MS else ""
        print(f"{name:28}{usual:10.0f}{times[0]:9.0f}{median:9.0f}{max(rest):9.0f}{median / usual:8.1f}{over}")


if __name__ == "__main__":
    main()
