"""Body and date of saved pages beside trafilatura and htmldate, in one run.

    python bench/pages.py [pages.jsonl] [--each] [--ours]

Lines are {id, url, html_path, gold_body, gold_date}. Without an argument: pages.jsonl in $TOLLWATCH_DATA, else in
`../shared/data`. `--ours` leaves the others out; `--each` lists every page below 0.97 and every wrong date.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import mean

import htmldate
import trafilatura
from shingles import Overlap, compare, summary

from crawler.page import PageError, parse_page
from crawler.reading.decoding import decode_page

WORTH_A_LOOK = 0.97
SETTINGS = {
    "trafilatura": {},
    "trafilatura fast": {"fast": True},
    "trafilatura precision": {"favor_precision": True},
    "trafilatura recall": {"favor_recall": True},
}


@dataclass(frozen=True, slots=True)
class Page:
    id: str
    url: str
    body: bytes
    gold_body: str
    gold_date: datetime | None


@dataclass(frozen=True, slots=True)
class Found:
    text: str
    at: datetime | date | None
    precision: str | None = "day"


Reader = Callable[[Page], Found]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("manifest", nargs="?", type=Path, default=default_manifest())
    parser.add_argument("--each", action="store_true")
    parser.add_argument("--ours", action="store_true")
    arguments = parser.parse_args()
    pages = list(read_pages(arguments.manifest))
    print(
        f"{len(pages)} pages; F1 of body (4-word shingles), in even and odd pages; day and minute of publication right"
    )
    read_ours(pages[0])  # loads what is loaded once
    measure("tollwatch", read_ours, pages, each=arguments.each)
    if not arguments.ours:
        for name, options in SETTINGS.items():
            measure(name, trafilatura_reader(options), pages, each=False)
        measure("htmldate", read_htmldate, pages, each=False)


def default_manifest() -> Path:
    return Path(os.environ.get("TOLLWATCH_DATA", "../shared/data")) / "pages.jsonl"


def read_pages(manifest: Path) -> Iterator[Page]:
    for line in manifest.read_text(encoding="utf-8").splitlines():
        stated = json.loads(line)
        body = (manifest.parent / stated["html_path"]).read_bytes()
        body = gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
        gold = stated.get("gold_date")
        at = datetime.fromisoformat(gold) if gold else None
        yield Page(stated["id"], stated["url"], body, stated["gold_body"], at)


def measure(name: str, reader: Reader, pages: list[Page], *, each: bool) -> None:
    started = time.perf_counter()
    found = [reader(page) for page in pages]
    seconds = time.perf_counter() - started
    overlaps = [compare(page.gold_body, one.text) for page, one in zip(pages, found, strict=True)]
    dated = [(page, one) for page, one in zip(pages, found, strict=True) if page.gold_date]
    days = mean(same_day(page, one) for page, one in dated)
    minutes = mean(same_minute(page, one) for page, one in dated)
    print(f"{name:22} {_bodies(overlaps)}  day {days:.3f} minute {minutes:.3f}  {len(pages) / seconds:6.1f} pages/s")
    if each:
        print_each(pages, found, overlaps)


def _bodies(overlaps: list[Overlap]) -> str:
    if not any(overlap.both for overlap in overlaps):
        return f"{'':53}"
    f1, precision, recall = summary(overlaps)
    halves = f"({summary(overlaps[::2])[0]:.3f} {summary(overlaps[1::2])[0]:.3f})"
    return f"F1 {f1:.4f} {halves} precision {precision:.3f} recall {recall:.3f}"


def print_each(pages: list[Page], found: list[Found], overlaps: list[Overlap]) -> None:
    for page, overlap in sorted(zip(pages, overlaps, strict=True), key=lambda pair: pair[1].f1):
        if overlap.f1 < WORTH_A_LOOK:
            print(f"  {page.id:32} F1 {overlap.f1:.3f} precision {overlap.precision:.3f} recall {overlap.recall:.3f}")
    for page, one in zip(pages, found, strict=True):
        if page.gold_date and not same_minute(page, one):
            verdict = "minute" if same_day(page, one) else "DAY"
            print(f"  {page.id:32} {verdict} {one.at} ({one.precision}) for {page.gold_date}")


def same_day(page: Page, found: Found) -> bool:
    """Whether the day is the gold's, in the gold's own zone; a day without a clock may also be its day in UTC."""
    if page.gold_date is None or found.at is None:
        return False
    zone = page.gold_date.tzinfo or UTC
    if isinstance(found.at, datetime) and found.precision == "minute":
        return found.at.astimezone(zone).date() == page.gold_date.date()
    day = found.at.date() if isinstance(found.at, datetime) else found.at
    return day in (page.gold_date.date(), page.gold_date.replace(tzinfo=zone).astimezone(UTC).date())


def same_minute(page: Page, found: Found) -> bool:
    """Whether it is the gold's minute; a gold at midnight without zone states only a day."""
    if page.gold_date is None or not isinstance(found.at, datetime):
        return False
    gold = page.gold_date if page.gold_date.tzinfo else page.gold_date.replace(tzinfo=UTC)
    return abs((found.at - gold).total_seconds()) < 60


def read_ours(page: Page) -> Found:
    try:
        article = parse_page(page.body, page.url)
    except PageError:
        return Found("", None)
    return Found(article.text, article.published_at, article.published_precision)


def trafilatura_reader(options: dict[str, bool]) -> Reader:
    def read(page: Page) -> Found:
        text = trafilatura.extract(decode_page(page.body), url=page.url, include_comments=False, **options)
        return Found(text or "", None)

    return read


def read_htmldate(page: Page) -> Found:
    stated = htmldate.find_date(decode_page(page.body), url=page.url, original_date=True)
    return Found("", date.fromisoformat(stated) if stated else None)


if __name__ == "__main__":
    main()
