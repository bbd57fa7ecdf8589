"""The desk's side of the dataset: accounts, items, leases, changes and lists behind one door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from pipeline.store.accounts import Accounts
from pipeline.store.dataset import Dataset
from pipeline.store.desk_changes import Changes
from pipeline.store.desk_items import DeskItems
from pipeline.store.desk_leases import Leases
from pipeline.store.desk_lists import DeskLists


class DeskStore(Accounts, DeskItems, Leases, Changes, DeskLists):
    """What the analysts' desk keeps and asks, beside the records. It shares the dataset's connections."""

    @classmethod
    def of(cls, dataset: Dataset, now: Callable[[], datetime]) -> DeskStore:
        """Return the desk's side of an open dataset; closing the dataset closes it."""
        return cls(dataset._database, now)
