"""Kill -9 at many random points of ingest, process and export; after each, resume and compare the export.

    python -m bench.kills [KILLS]        50 by default; about two seconds a kill

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

from tests.commands.kills import disturbed, undisturbed, write_news

KILLS_A_SEED = 9  # three in each of the three commands


def main(kills: int) -> int:
    """Return 0 if every export was the same."""
    started, wrong = time.monotonic(), []
    with tempfile.TemporaryDirectory() as place, open(os.devnull, "w") as nowhere:
        folder = Path(place)
        news = write_news(folder / "news.jsonl")
        with contextlib.redirect_stdout(nowhere):
            known = undisturbed(folder / "calm", news)
        seeds = range(-(-kills // KILLS_A_SEED))
        for seed in seeds:
            with contextlib.redirect_stdout(nowhere):
                found = disturbed(folder / f"killed{seed}", news, seed, known)
            wrong += [] if found == known.digests else [seed]
    took = time.monotonic() - started
    print(f"{len(seeds) * KILLS_A_SEED} kills, {len(wrong)} of {len(seeds)} exports differ {wrong or ''}, {took:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50))
