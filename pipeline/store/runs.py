"""What each run did: when it began and ended, and one outcome per address."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from msgspec import convert
from sqlalchemy import Row, Select, func, insert, select

from pipeline.records import stable_id
from pipeline.store.base import Part
from pipeline.store.codec import storable
from pipeline.store.crawl_state import address_key
from pipeline.store.schema.operations import outcomes, run_counts, run_ends, runs
from pipeline.vocabulary import UrlOutcome


@dataclass(frozen=True, slots=True)
class Run:
    """A run; `finished_at`, `status` and `report` are None while it goes on, and for good when it was killed."""

    id: str
    kind: str
    started_at: datetime
    sites: tuple[str, ...]
    finished_at: datetime | None = None
    status: str | None = None
    report: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class OutcomeCount:
    """How many addresses of a site ended in an outcome in a run, and the bytes received for them."""

    run_id: str
    started_at: datetime
    site: str
    outcome: UrlOutcome
    urls: int
    bytes: int


@dataclass(frozen=True, slots=True)
class UrlResult:
    """What became of one address in a run. `detail` says why; `size_bytes` is what was received."""

    url: str
    site: str
    outcome: UrlOutcome
    detail: str | None = None
    article_id: str | None = None
    size_bytes: int = 0


class Runs(Part):
    """The runs of a dataset."""

    def start_run(self, kind: str, sites: Iterable[str] = ()) -> str:
        """Note that a run begins and return its id. `kind` is the command: 'crawl', 'process', 'run'."""
        started = self._now()
        with self._database.writing() as connection:
            earlier = connection.execute(select(func.count()).select_from(runs)).scalar_one()
            run_id = stable_id("run", started.isoformat(), kind, earlier)
            row = {"id": run_id, "kind": kind, "started_at": started, "sites": json.dumps(sorted(sites))}
            connection.execute(insert(runs), row)
        return run_id

    def append_outcome(self, run_id: str, result: UrlResult) -> bool:
        """Note what became of an address; False when it has an outcome in this run already: the first one stands."""
        row = {
            "run_id": run_id,
            "key": address_key(result.url),
            "url": storable(result.url),
            "site": result.site,
            "outcome": result.outcome,
            "detail": None if result.detail is None else storable(result.detail),
            "article_id": result.article_id,
            "bytes": result.size_bytes,
            "at": self._now(),
        }
        with self._database.writing() as connection:
            return self._insert_if_new(connection, outcomes, row)

    def finish_run(self, run_id: str, status: str, report: dict[str, Any] | None = None) -> None:
        """Note that a run ended, with its report, and add up its outcomes per site."""
        end = {"run_id": run_id, "finished_at": self._now(), "status": status, "report": json.dumps(report or {})}
        with self._database.writing() as connection:
            connection.execute(insert(run_ends), end)
            added_up = _added_up(run_id)
            connection.execute(insert(run_counts).from_select([column.name for column in run_counts.c], added_up))

    def run(self, run_id: str) -> Run | None:
        """Return a run."""
        rows = self.fetch(_RUNS.where(runs.c.id == run_id))
        return _run(rows[0]) if rows else None

    def runs(self, *, limit: int = 50) -> list[Run]:
        """Return the runs that began last, the latest first."""
        return [_run(row) for row in self.fetch(_RUNS.order_by(runs.c.started_at.desc(), runs.c.id).limit(limit))]

    def open_runs(self) -> list[Run]:
        """Return the runs without an end: under way, or killed; the earliest first."""
        return [_run(row) for row in self.fetch(_RUNS.where(run_ends.c.run_id.is_(None)).order_by(runs.c.started_at))]

    def run_counts(self, run_id: str) -> dict[tuple[str, UrlOutcome], int]:
        """Return the number of addresses per site and outcome, also of a run that has not ended."""
        return {(row.site, convert(row.outcome, UrlOutcome)): int(row.urls) for row in self.fetch(_added_up(run_id))}

    def outcomes(self, run_id: str, *, site: str | None = None) -> list[UrlResult]:
        """Return what became of each address of a run, by address."""
        query = select(outcomes).where(outcomes.c.run_id == run_id).order_by(outcomes.c.url)
        return [_result(row) for row in self.fetch(query if site is None else query.where(outcomes.c.site == site))]

    def run_bytes(self, run_id: str) -> int:
        """Return the bytes received in a run, also of one that has not ended."""
        total = select(func.coalesce(func.sum(outcomes.c.bytes), 0)).where(outcomes.c.run_id == run_id)
        return int(self.fetch(total)[0][0])

    def site_history(self, site: str, *, since: datetime) -> Sequence[OutcomeCount]:
        """Return a site's counts in the finished runs that began at or after `since`, the earliest first."""
        query = select(run_counts, runs.c.started_at).join(runs, runs.c.id == run_counts.c.run_id)
        theirs = query.where(run_counts.c.site == site, runs.c.started_at >= since)
        ordered = theirs.order_by(runs.c.started_at, runs.c.id, run_counts.c.outcome)
        return [
            OutcomeCount(row.run_id, row.started_at, row.site, convert(row.outcome, UrlOutcome), row.urls, row.bytes)
            for row in self.fetch(ordered)
        ]


_RUNS = select(runs, run_ends.c.finished_at, run_ends.c.status, run_ends.c.report).outerjoin(
    run_ends, run_ends.c.run_id == runs.c.id
)


def _added_up(run_id: str) -> Select[Any]:
    received = func.coalesce(func.sum(outcomes.c.bytes), 0).label("bytes")
    grouped = outcomes.c.run_id, outcomes.c.site, outcomes.c.outcome
    counted = select(*grouped, func.count().label("urls"), received).where(outcomes.c.run_id == run_id)
    return counted.group_by(*grouped).order_by(*grouped)


def _run(row: Row[Any]) -> Run:
    report = None if row.report is None else json.loads(row.report)
    return Run(row.id, row.kind, row.started_at, tuple(json.loads(row.sites)), row.finished_at, row.status, report)


def _result(row: Row[Any]) -> UrlResult:
    return UrlResult(row.url, row.site, convert(row.outcome, UrlOutcome), row.detail, row.article_id, row.bytes)
