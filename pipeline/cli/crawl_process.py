"""Crawling in a process of its own: Scrapy wants one a run, and its memory goes back when it ends."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.cli.app import Status
from pipeline.cli.locking import HELD_BY_PARENT
from pipeline.cli.stopping import Stopped
from pipeline.config import Settings

STOP_SECONDS = 60
"""How long a crawl may take to finish the requests under way; below systemd's TimeoutStopSec of our unit (120)."""

COMMAND = (sys.executable, "-c", "from pipeline.cli import main; main()", "crawl")
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class CrawlEnd:
    """How a crawl ended: its exit status (negative: the signal that killed it) and the report that it printed."""

    status: int
    report: dict[str, Any] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """True when it did not get through."""
        return self.status not in (Status.DONE, Status.SITE_NEEDS_ATTENTION)


def crawl_apart(settings: Settings, sites: Sequence[str], *, quiet: bool) -> CrawlEnd:
    """Crawl sites (none: all) in a child process and wait for it.

    The lock stays with the caller. Stopped, it lets the child finish what is under way; killed, it takes it along.
    """
    arguments = [*COMMAND, *sites, "--json", "--dir", str(settings.folder), *(["--quiet"] if quiet else [])]
    environment = {**os.environ, HELD_BY_PARENT: str(settings.lock_file)}
    with subprocess.Popen(  # noqa: S603  (our own program; site names are arguments, no shell)
        arguments, stdout=subprocess.PIPE, env=environment, preexec_fn=_die_with_parent
    ) as child:
        try:
            printed, _ = child.communicate()
        except Stopped:
            _stop(child)
            raise
    return CrawlEnd(child.returncode, _report(printed))


def _stop(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.communicate(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.communicate()


def _report(printed: bytes) -> dict[str, Any]:
    try:
        report = json.loads(printed)
    except ValueError:
        return {}
    return report if isinstance(report, dict) else {}


def _die_with_parent() -> None:
    """Ask Linux to kill this process with its parent: no crawl goes on whose lock is free. Elsewhere: nothing."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
