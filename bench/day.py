"""What it costs to resolve one day's news in one go: 50,000 articles into a dataset that already holds a history.

    python -m bench.day TEXTS.jsonl 2000 5000 50000 [--before 10000] [--spread 5000]

For each size a new dataset is filled with a history of other days, resolved, and then with one day of so many articles
(`bench.newsday`), resolved as `tollwatch process` does it: in portions, by time of publication. Printed are
milliseconds of processor time an article for each tenth of the day, which is flat where the cost does not grow with
what is stored, what came of it, and the memory of the process.

Without `--spread` the day is far more crowded than any: one town has a tenth of all that happens. `--spread 5000` lets
as many places and speakers take part, the first of each with one event or statement in seventy.
"""

from __future__ import annotations

import argparse
import json
import logging
import tempfile
import time
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from bench.growth import Source, source_of
from bench.newsday import CROWDED, Crowding, news
from pipeline.records import Article, Reading
from pipeline.steps import ResolveReport, resolve_new_readings
from pipeline.store import Dataset

STORED_TOGETHER = 500
DAYS_BEFORE = 20
TENTHS = 10


class Clock:
    """Takes the processor time whenever a tenth of the articles is done."""

    def __init__(self, count: int) -> None:
        """Start now."""
        self._step, self._done, self._since = max(1, count // TENTHS), 0, time.process_time()
        self.milliseconds: list[float] = []

    def __call__(self, done: int) -> None:
        if done - self._done >= self._step:
            now = time.process_time()
            self.milliseconds.append(1000 * (now - self._since) / (done - self._done))
            self._done, self._since = done, now
            print(f"{'':>10} {done:>7,} done: {self.milliseconds[-1]:.1f} ms, {memory('VmRSS'):.2f} GB", flush=True)


def memory(line: str) -> float:
    """Return gigabytes of this process: `VmRSS` now, `VmHWM` at most so far (proc(5))."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split(f"{line}:")[1].split()[0]) / 1e6


def store(dataset: Dataset, told: Iterable[tuple[Article, Reading]]) -> float:
    """Store articles and readings; return the seconds of processor time that took, their making included."""
    start, given = time.process_time(), iter(told)
    while batch := list(islice(given, STORED_TOGETHER)):
        with dataset.transaction():
            for article, reading in batch:
                dataset.append_article(article)
                dataset.append_reading(reading)
    return time.process_time() - start


def one_day(source: Source, count: int, before: int, folder: Path, crowding: Crowding = CROWDED) -> None:
    with Dataset.open(folder / "dataset.sqlite", create=True) as dataset:
        for day in range(DAYS_BEFORE):
            store(dataset, news(source, before // DAYS_BEFORE, day, crowding=crowding))
        resolve_new_readings(dataset)
        empty = memory("VmRSS")
        made = store(dataset, news(source, count, DAYS_BEFORE, crowding=crowding))
        print(f"{count:>10,} articles after {before:,}: made and stored in {made:.0f} s", flush=True)
        clock, start, wall = Clock(count), time.process_time(), time.monotonic()
        report = resolve_new_readings(dataset, told=clock)
        seconds, waited = time.process_time() - start, time.monotonic() - wall
    show(report, seconds, waited)
    size = sum(file.stat().st_size for file in folder.iterdir()) / 1e9
    print(f"{'':>10} memory {empty:.2f} GB before the day, at most {memory('VmHWM'):.2f}; ", end="")
    print(f"{size:.2f} GB on disk", flush=True)


def show(report: ResolveReport, seconds: float, waited: float) -> None:
    done = report.articles
    print(f"{'':>10} {done:,} resolved in {seconds:.0f} s of processor time, {waited:.0f} s by the clock: ", end="")
    print(f"{1000 * seconds / done:.1f} ms an article, {done / seconds:.0f} a second; ", end="")
    print(f"{report.judgements:,} judgements, {report.incidents:,} incidents, {report.tallies:,} series", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, help="JSON lines with a `text` each")
    parser.add_argument("sizes", type=int, nargs="*", default=[5_000])
    parser.add_argument("--before", type=int, default=10_000, help="articles of the days before")
    parser.add_argument("--spread", type=int, help="so many places and speakers, evenly enough; else the crowded day")
    given = parser.parse_args()
    logging.disable(logging.WARNING)
    source = source_of([json.loads(line)["text"] for line in given.texts.read_text(encoding="utf-8").splitlines()])
    crowding = CROWDED if given.spread is None else Crowding(given.spread, given.spread, even=True)
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as folder:
            one_day(source, size, given.before, Path(folder), crowding)


if __name__ == "__main__":
    main()
