"""Sign-in attempts: after a few failures a name, and an address, must wait, longer each time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta

FREE_FAILURES = 5
FIRST_WAIT_SECONDS = 30
LONGEST_WAIT_SECONDS = 900
REMEMBERED = 10_000  # names and addresses; the oldest are forgotten, so that guessing cannot fill the memory


class Throttle:
    """Counts failures by key (an account's name, a client's address) and says how long to wait."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """Count with the clock `now`."""
        self._now = now
        self._failures: OrderedDict[str, tuple[int, datetime]] = OrderedDict()

    def wait_seconds(self, *keys: str) -> int:
        """Return how long the keys must wait before the next attempt; 0 if not at all."""
        return max((self._wait(key) for key in keys), default=0)

    def failed(self, *keys: str) -> None:
        """Note a failed attempt."""
        for key in keys:
            count, _ = self._failures.pop(key, (0, self._now()))
            self._failures[key] = (count + 1, self._now())
            if len(self._failures) > REMEMBERED:
                self._failures.popitem(last=False)

    def succeeded(self, *keys: str) -> None:
        """Forget the failures of the keys."""
        for key in keys:
            self._failures.pop(key, None)

    def _wait(self, key: str) -> int:
        count, last = self._failures.get(key, (0, self._now()))
        if count < FREE_FAILURES:
            return 0
        pause = min(FIRST_WAIT_SECONDS * 2 ** (count - FREE_FAILURES), LONGEST_WAIT_SECONDS)
        left = last + timedelta(seconds=pause) - self._now()
        return max(0, round(left.total_seconds()))
