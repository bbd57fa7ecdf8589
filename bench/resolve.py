"""Cost of finding what one article may be a copy or a report of, as the store grows; beside datasketch in memory.

    python -m bench.resolve TEXTS.jsonl 10000 100000 1000000

Grows articles around real texts (`bench.growth`; TEXTS has a `text` in each line), 300 a day, and puts them into a
dataset; then asks for the candidates of 200 unseen ones of the last days. Milliseconds of processor time an article:
making its marks and sketch, and one look-up of all its keys; beside them, making a MinHash and querying datasketch's
MinHashLSH, which holds bands of sketches only and lives in memory.

Of sizes beyond `PERIOD` only that many articles are grown, 110 days of them. The periods before hold the same articles
with their keys moved: words to other times, names and copies to others of their kind. What a look-up finds is then the
same at every size, and what it costs is what the size does. The first period goes through the store's door, the others
straight into the table of the index, sorted. datasketch's index gets the same: sketches of other articles.
"""

from __future__ import annotations

import argparse
import json
import resource
import sqlite3
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
from datasketch import MinHash, MinHashLSH
from numpy.typing import NDArray

from bench.growth import grown, source_of
from pipeline.records import Article
from pipeline.resolve.marks import instant_of, profile
from pipeline.resolve.shingles import bands, grams, sketch
from pipeline.resolve.weights import ladder
from pipeline.resolve.word_index import STRETCH_DAYS, all_keys
from pipeline.store import Dataset
from pipeline.store.word_index import Indexed

ASKED = 200
BATCH = 5_000
PERIOD = 33_334
MOST = int(ladder("words", "steps")[-1])
HALVES_A_PERIOD = 2 * 2
"""Two stretches of 60 days: the 110 days of a period."""

MICROSECONDS_A_PERIOD = 2 * STRETCH_DAYS * 24 * 3600 * 10**6
FIRST_STRETCH_OF_WORDS = 2 * (719_163 // STRETCH_DAYS)
"""The first stretch since 1970 of marks that are no names; those of names have smaller numbers."""

OTHER_NAMES = 0x9E3779B97F4A


def keys(article: Article) -> list[int]:
    return [*all_keys(profile(article)), *bands(sketch(article))]


def moved(keys: NDArray[np.uint64], periods: int) -> NDArray[np.int64]:
    """Return keys as they would be so many periods before, signed: words of other stretches, other names and copies."""
    stretches = keys >> np.uint64(48)
    of_words = keys - np.uint64(HALVES_A_PERIOD * periods << 48)
    of_others = keys ^ np.uint64(periods * OTHER_NAMES & (1 << 48) - 1)
    return np.where(stretches >= FIRST_STRETCH_OF_WORDS, of_words, of_others).astype(np.uint64).view(np.int64)


def rare(articles: Sequence[Article]) -> Iterator[NDArray[np.uint64]]:
    """Yield the keys of each article to be stored: as resolving does, none that is known to be common."""
    carried: Counter[int] = Counter()
    for article in articles:
        kept = [key for key in keys(article) if carried[key] <= MOST]
        carried.update(kept)
        yield np.array(kept, dtype=np.uint64)


def fill(dataset: Dataset, articles: Sequence[Article], stored: Sequence[NDArray[np.uint64]]) -> float:
    """Append and index the articles in order; return milliseconds an article."""
    start = time.process_time()
    for first in range(0, len(articles), BATCH):
        with dataset.transaction():
            for article in articles[first : first + BATCH]:
                dataset.append_article(article)
            of_batch = zip(articles[first : first + BATCH], stored[first : first + BATCH], strict=True)
            dataset.append_words([Indexed(a.id, instant_of(a.published_at), own.tolist()) for a, own in of_batch])
    return 1000 * (time.process_time() - start) / len(articles)


def rows_of(file: Path) -> NDArray[np.int64]:
    """Return the rows of the index: key, instant, number of the sketch."""
    with closing(sqlite3.connect(file)) as connection:
        return np.array(connection.execute("SELECT key, instant, sketch FROM mark_carriers").fetchall(), dtype=np.int64)


def fill_before(file: Path, rows: NDArray[np.int64], periods: range) -> None:
    """Put these rows of the index, moved, before them once for each period."""
    with closing(sqlite3.connect(file)) as connection:
        for period in periods:
            keys = moved(rows[:, 0].view(np.uint64), period)
            order = np.argsort(keys, kind="stable")
            instants = rows[order, 1] - period * MICROSECONDS_A_PERIOD
            given = zip(keys[order].tolist(), instants.tolist(), rows[order, 2].tolist(), strict=True)
            connection.executemany("INSERT INTO mark_carriers (key, instant, sketch) VALUES (?, ?, ?)", given)
            connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def milliseconds(ask: Callable[[Article], object], articles: Sequence[Article]) -> str:
    """Processor time: the median over the articles and what nineteen of twenty stay under."""
    taken = []
    for article in articles:
        start = time.process_time()
        ask(article)
        taken.append(1000 * (time.process_time() - start))
    return f"{statistics.median(taken):.2f} ({statistics.quantiles(taken, n=20)[-1]:.2f})"


def ours(articles: Sequence[Article], sizes: Sequence[int]) -> None:
    known, asked = articles[:-ASKED], articles[-ASKED:]
    print(f"{'':>10} marks and sketch {milliseconds(keys, asked)} ms", flush=True)
    stored, before = list(rare(known)), _peak_gigabytes()
    with tempfile.TemporaryDirectory() as folder:
        file, periods = Path(folder) / "dataset.sqlite", 1
        with Dataset.open(file, create=True) as dataset:
            print(f"{'':>10} stored at {fill(dataset, known, stored):.2f} ms an article", flush=True)
        rows = rows_of(file)
        for size in sizes:
            wanted = max(1, round(size / len(known)))
            fill_before(file, rows, range(periods, wanted))
            periods = wanted
            with Dataset.open(file) as dataset:
                found, memory = _looked_up(dataset, asked), _peak_gigabytes() - before
            gigabytes = file.stat().st_size / 1e9
            print(
                f"{len(known) * periods:>10,} articles: {found}; {gigabytes:.2f} GB on disk, {memory:.2f} in memory",
                flush=True,
            )


def _looked_up(dataset: Dataset, asked: Sequence[Article]) -> str:
    found = [dataset.articles_with_words(keys(article)) for article in asked]
    rows = statistics.mean(sum(map(len, of_article.values())) for of_article in found)
    taken = milliseconds(lambda article: dataset.articles_with_words(keys(article)), asked)
    return f"look-up {taken} ms, {rows:.0f} carriers"


def datasketch(articles: Sequence[Article], sizes: Sequence[int]) -> None:
    known, asked = articles[:-ASKED], articles[-ASKED:]
    sketched, queries = [minhash(article) for article in known], {article.id: minhash(article) for article in asked}
    print(f"{'':>10} datasketch MinHash {milliseconds(minhash, asked)} ms", flush=True)
    index, periods, before = MinHashLSH(threshold=0.5, num_perm=128), 0, _peak_gigabytes()
    for size in sizes:
        wanted, start = max(1, round(size / len(known))), time.process_time()
        for period in range(periods, wanted):
            for article, made in zip(known, sketched, strict=True):
                index.insert(f"{article.id}-{period}", other(made, period))
        filled = 1000 * (time.process_time() - start) / (len(known) * (wanted - periods) or 1)
        periods = wanted
        found = milliseconds(lambda article: index.query(queries[article.id]), asked)
        memory = _peak_gigabytes() - before
        print(f"{len(known) * periods:>10,} articles: datasketch query {found} ms; ", end="")
        print(f"filled at {filled:.2f} ms an article, {memory:.2f} GB of memory", flush=True)


def other(made: MinHash, period: int) -> MinHash:
    """Return the sketch of another article, as far from all others as this one is."""
    return MinHash(
        num_perm=128,
        scheme=made.scheme,
        hashvalues=made.hashvalues ^ made.hashvalues.dtype.type(period * OTHER_NAMES & 0xFFFFFFFF),
    )


def minhash(article: Article) -> MinHash:
    made = MinHash(num_perm=128)
    made.update_batch([gram.encode("utf-8", "surrogatepass") for gram in grams(article)])
    return made


def _peak_gigabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, help="JSON lines with a `text` each")
    parser.add_argument("sizes", type=int, nargs="*", default=[10_000])
    parser.add_argument("--ours", action="store_true", help="leave datasketch out")
    given = parser.parse_args()
    source = source_of([json.loads(line)["text"] for line in given.texts.read_text(encoding="utf-8").splitlines()])
    small = [size for size in given.sizes if size <= PERIOD]
    for sizes in (*([size] for size in small), [size for size in given.sizes if size > PERIOD]):
        if sizes:
            articles = grown(source, min(sizes[0], PERIOD) + ASKED)
            ours(articles, sizes)
            if not given.ours:
                datasketch(articles, sizes)


if __name__ == "__main__":
    main()
