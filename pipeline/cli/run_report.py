"""The report of a run: what it did, whether its books balance, which sites need a person; as JSON and to be read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from pipeline.cli.app import Status
from pipeline.cli.site_results import UNKNOWN, WELL, SiteResult
from pipeline.publish.checks import Check
from pipeline.steps import ReadReport, ResolveReport


@dataclass(frozen=True, slots=True)
class Balance:
    """Two numbers that must be the same, and what they count."""

    what: str
    left: int
    right: int

    @property
    def balanced(self) -> bool:
        """True if they are."""
        return self.left == self.right


@dataclass(slots=True)
class RunReport:
    """All about one run; filled in as it goes on, so that a stopped one tells as much as it knows.

    `wrong`: what is wrong with declarations of sites, which were therefore not crawled.
    """

    run_id: str
    started_at: datetime
    finished_at: datetime | None = None
    status: str = "running"
    problems: list[str] = field(default_factory=list)
    sites: list[SiteResult] = field(default_factory=list)
    read: ReadReport | None = None
    resolved: ResolveReport | None = None
    checks: list[Check] = field(default_factory=list)
    books: list[Balance] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def ailing(self) -> list[SiteResult]:
        """The sites that ask for a person."""
        return [site for site in self.sites if site.state not in (WELL, UNKNOWN)]

    @property
    def received_bytes(self) -> int:
        """What all sites sent, as far as known."""
        return sum(site.received_bytes for site in self.sites)

    @property
    def exit_status(self) -> Status:
        """What cron sees: failed before sites, sites before done."""
        unbalanced = [book for book in self.books if not book.balanced]
        if self.problems or unbalanced or any(not check.ok for check in self.checks):
            return Status.FAILED
        return Status.SITE_NEEDS_ATTENTION if self.ailing or self.wrong else Status.DONE

    def as_dict(self) -> dict[str, Any]:
        """Return the report as plain JSON types."""
        books = [asdict(book) | {"balanced": book.balanced} for book in self.books]
        plain: dict[str, Any] = msgspec.to_builtins(asdict(self) | {"books": books})
        return plain | {"exit_status": int(self.exit_status)}

    def subject(self) -> str:
        """Return one line for a mail's subject."""
        words = {Status.DONE: "done", Status.SITE_NEEDS_ATTENTION: "done, but sites need attention"}
        names = ", ".join(f"{site.site} {_words(site.state)}" for site in self.ailing[:5])
        return f"tollwatch: {words.get(self.exit_status, self.status)}" + (f" ({names})" if names else "")

    def text(self) -> str:
        """Return the report to be read."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        ended = self.finished_at.strftime("%H:%M:%S") if self.finished_at else "-"
        yield f"Run {self.run_id}: {self.status}, {self.started_at:%Y-%m-%d %H:%M:%S} to {ended} UTC"
        yield from (f"PROBLEM  {problem}" for problem in self.problems)
        yield from (f"NOT CRAWLED  {error}" for error in self.wrong)
        yield from self._site_lines()
        if self.read:
            read, failed = self.read, len(self.read.failed)
            yield f"Read: {read.read} articles, {read.claims} claims, {read.statements} statements; {failed} failed"
            if read.other_language:
                yield f"Not in English, so that nothing was taken from them: {read.other_language} articles"
        if self.resolved:
            done = self.resolved
            changed = f"{done.incidents} incidents, {done.tallies} tallies new or changed"
            yield f"Resolved: {done.articles} articles; {changed}"
        yield from (f"{_mark(check.ok)}  {check.name}: {check.found}" for check in self.checks)
        yield from (f"{_mark(book.balanced)}  {book.what}: {book.left} = {book.right}" for book in self.books)

    def _site_lines(self) -> Iterator[str]:
        if not self.sites:
            return
        urls, requests = sum(site.urls for site in self.sites), sum(site.requests for site in self.sites)
        yield f"Crawled: {urls} addresses in {requests} requests, {self.received_bytes} bytes received"
        for site in self.sites:
            counts = ", ".join(f"{number} {outcome}" for outcome, number in site.outcomes.items()) or "nothing found"
            state = site.state if site.state in (WELL, UNKNOWN) else _words(site.state).upper()
            yield " - ".join((f"  {state:<7} {site.site}: {counts}", *site.reasons))


def write_report(report: RunReport, folder: Path) -> Path:
    """Write the report as .json and .txt, whole or not at all; return the text's path."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{report.started_at:%Y-%m-%dT%H-%M-%SZ}_{report.run_id}"
    document = msgspec.json.format(msgspec.json.encode(report.as_dict()), indent=2)
    _write(folder / f"{stem}.json", document + b"\n")
    return _write(folder / f"{stem}.txt", report.text().encode())


def _write(file: Path, content: bytes) -> Path:
    partial = file.with_name(f".{file.name}.partial")
    partial.write_bytes(content)
    os.replace(partial, file)
    return file


def _words(state: str) -> str:
    return state.replace("_", " ")


def _mark(ok: bool) -> str:
    return "ok " if ok else "BAD"
