"""Commands in processes that can be killed at a chosen point: at the n-th statement or commit on the database.

Kills by statement instead of by the clock: every point can be hit, in the middle of a transaction too, and the same
seed hits the same point on any machine. Processes are forked from one that has the language model loaded already.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, event

from pipeline import steps
from pipeline.cli.app import run

PORTION = 5
"""Small portions, so that there is something between two of them."""


@dataclass(frozen=True, slots=True)
class Hindrance:
    """What happens to a command: killed at point `kill_at`; no file may grow beyond `largest_file` bytes."""

    kill_at: int | None = None
    largest_file: int | None = None


def call(
    arguments: list[str],
    hindrance: Hindrance = Hindrance(),
    *,
    counted: Path | None = None,
    said: Path = Path(os.devnull),
) -> int:
    """Run a command in a process of its own; return its exit status, -9 when it was killed.

    `counted` is given the number of points it went through, `said` all that it printed.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.commands.warm"])
    process = context.Process(target=_run, args=(arguments, hindrance, counted, said))
    process.start()
    process.join()
    assert process.exitcode is not None
    return process.exitcode


def _run(arguments: list[str], hindrance: Hindrance, counted: Path | None, said: Path) -> None:
    points = 0
    if hindrance.largest_file is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hindrance.largest_file, hindrance.largest_file))

    def point(*_: object, **__: object) -> None:
        nonlocal points
        points += 1
        if points == hindrance.kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(Engine, name, point)
    steps.INGESTED_TOGETHER = steps.RESOLVED_TOGETHER = PORTION
    with said.open("w") as printed:
        sys.stdout = sys.stderr = printed
        status = run(arguments)
        printed.flush()
        if counted is not None:
            counted.write_text(str(points))
        os._exit(status)
