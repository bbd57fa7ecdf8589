"""The dataset: all its parts behind one door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from pipeline.store.articles import Articles
from pipeline.store.connect import Database, dataset_url, is_writable, sqlite_file
from pipeline.store.crawl_state import CrawlState
from pipeline.store.decisions import Decisions
from pipeline.store.errors import DatasetError
from pipeline.store.judgements import Judgements
from pipeline.store.migrate import bring_up_to_date
from pipeline.store.near import Nearby
from pipeline.store.readings import Readings
from pipeline.store.runs import Runs
from pipeline.store.search import Search
from pipeline.store.sketches import Sketches
from pipeline.store.snapshots import Snapshots
from pipeline.store.word_index import WordIndex


def utc_now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


class Dataset(
    Articles, Readings, Judgements, Snapshots, Sketches, WordIndex, Nearby, Decisions, CrawlState, Runs, Search
):
    """An append-only dataset. Every method may be called from any thread; every append is a transaction of its own
    unless `transaction()` surrounds it. Methods raise `DatasetError`.
    """

    @classmethod
    def open(
        cls, address: str | Path, *, create: bool = False, to_read: bool = False, now: Callable[[], datetime] = utc_now
    ) -> Dataset:
        """Open a dataset: a path (SQLite), or the address of an SQLite or PostgreSQL database.

        With `create` it is made if need be. One of an older version is brought up to date. With `to_read`, an SQLite
        file that this user may not write is opened all the same, and nothing is written. `now` gives the time that is
        noted beside what arrives; it never reaches an export.
        """
        url = dataset_url(str(address))
        file = sqlite_file(url)
        if file is not None and not create and not file.exists():
            raise DatasetError(f"no dataset at {file}: make one with `tollwatch init`")
        if file is not None and create:
            file.parent.mkdir(parents=True, exist_ok=True)
        database = Database(url, read_only=to_read and file is not None and not is_writable(file))
        try:
            bring_up_to_date(database, create=create)
        except DatasetError:
            database.close()
            raise
        return cls(database, now)

    @property
    def place(self) -> str:
        """Where the dataset is, without its password."""
        return self._database.place

    def close(self) -> None:
        """Close every connection."""
        self._database.close()

    def __enter__(self) -> Dataset:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
