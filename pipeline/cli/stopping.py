"""SIGTERM and Ctrl-C: stop between two transactions, tell what was done, leave nothing behind."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Stopped(BaseException):
    """Somebody asked this process to stop. Not an `Exception`: no step may take it for a bad article."""


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise `Stopped` where the program is when SIGTERM or SIGINT arrives; a second signal changes nothing.

    An open transaction is rolled back: what is reported as stored is stored, and nothing is stored by half.
    """
    before = {number: signal.signal(number, _stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, _frame: FrameType | None) -> None:
    for ignored in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ignored, signal.SIG_IGN)
    raise Stopped(f"stopped by {signal.Signals(number).name}")
