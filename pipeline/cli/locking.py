"""One run at a time: the operating system holds the lock, so it is free again even after kill -9."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from pipeline.cli.app import CommandError, Status
from pipeline.config import Settings


@contextmanager
def exclusive(settings: Settings) -> Iterator[None]:
    """Hold the dataset folder's lock; raises `CommandError` with status 75 when another run has it."""
    lock = FileLock(settings.lock_file)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise CommandError("another run holds the lock; nothing was done", Status.LOCKED) from error
    with lock:
        yield
        lock.release()
