"""Kill -9 at many random points of crawl (or ingest), process and export; resume, and compare the export.

    python -m bench.kills [crawl|ingest] [KILLS]        50 kills by default; two to four seconds a kill

Every export must equal the undisturbed one, byte for byte. Points are statements and commits on the database, chosen
by seeds from 0 on, so that a failure can be repeated.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import time
from pathlib import Path

from crawler.world import World
from tests.commands.kills import CrawlJob, FileJob, Job, disturbed, undisturbed, write_news

KILLS_A_SEED = 9  # three in each of the three commands


def main(source: str, kills: int) -> int:
    """Return 0 if every export was the same."""
    with tempfile.TemporaryDirectory() as place, World() as world:
        folder = Path(place)
        job = CrawlJob(world) if source == "crawl" else FileJob(write_news(folder / "news.jsonl"))
        return _kill(folder, job, kills)


def _kill(folder: Path, job: Job, kills: int) -> int:
    started, wrong, seeds = time.monotonic(), [], range(-(-kills // KILLS_A_SEED))
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
        known = undisturbed(folder / "calm", job)
        for seed in seeds:
            found = disturbed(folder / f"killed{seed}", job, seed, known)
            wrong += [] if found == known.digests else [seed]
    took = time.monotonic() - started
    print(f"{len(seeds) * KILLS_A_SEED} kills, {len(wrong)} of {len(seeds)} exports differ {wrong or ''}, {took:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    arguments = [*sys.argv[1:], "crawl", "50"][: max(2, len(sys.argv) - 1)]
    sys.exit(main(arguments[0], int(arguments[1])))
