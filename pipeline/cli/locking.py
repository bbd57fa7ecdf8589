"""One run at a time: the operating system holds the lock, so it is free again even after kill -9."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from pipeline.cli.app import CommandError, Status
from pipeline.config import Settings

HELD_BY_PARENT = "TOLLWATCH_LOCK_HELD"
"""Environment variable: the lock file that the command which started this one holds for it."""


@contextmanager
def exclusive(settings: Settings) -> Iterator[None]:
    """Hold the dataset folder's lock; raises `CommandError` with status 75 when another run has it."""
    if os.environ.get(HELD_BY_PARENT) == str(settings.lock_file):
        yield
        return
    lock = FileLock(settings.lock_file)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise CommandError("another run holds the lock; nothing was done", Status.LOCKED) from error
    with lock:
        yield
        lock.release()
