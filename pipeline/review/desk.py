"""The desk: the dataset, who is at it, and what every page needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipeline.records import Incident
from pipeline.review.people.sessions import Sessions
from pipeline.review.queue.follow import Follower
from pipeline.store import Dataset
from pipeline.store.desk import DeskStore

ReResolve = Callable[[Dataset, Sequence[str]], None]
"""What draws incidents anew after an analyst joined or split these reported incidents; the command line gives it."""

AsLeft = Callable[[Dataset, Sequence[Incident]], list[Incident]]
"""Gives incidents as analysts' decisions on them and on their claims leave them; the command line gives it."""


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """What `create_app` and `serve` need. `archive` is the WARC folder, None if there is none.

    `hosts` are further host names to answer to, beside loopback; `secure_cookies` is for a desk behind HTTPS.
    `lock_file` is what a run holds, and a join or split too; None if nothing else writes incidents.
    """

    dataset_url: str
    archive: Path | None = None
    host: str = "127.0.0.1"
    port: int = 8764
    hosts: tuple[str, ...] = ()
    secure_cookies: bool = False
    re_resolve: ReResolve | None = None
    as_left: AsLeft | None = None
    lock_file: Path | None = None


def utc_now() -> datetime:
    """Return the present moment, UTC."""
    return datetime.now(UTC)


class Desk:
    """An open desk."""

    def __init__(self, settings: DeskSettings, now: Callable[[], datetime] = utc_now) -> None:
        """Open the dataset of `settings`."""
        self.settings = settings
        self.now = now
        self.dataset = Dataset.open(settings.dataset_url, now=now)
        self.store = DeskStore.of(self.dataset, now)
        self.sessions = Sessions(self.store, now)
        self.follower = Follower(self.dataset, self.store, now)
        self.follower.catch_up()

    def as_left(self, incidents: Sequence[Incident]) -> list[Incident]:
        """Return incidents as decisions leave them, in the same order; as they are stored where nobody says how."""
        return self.settings.as_left(self.dataset, incidents) if self.settings.as_left else list(incidents)

    def close(self) -> None:
        """Close the dataset."""
        self.dataset.close()
