"""Cost of finding what one article may be a copy or a report of, as the store grows; beside datasketch in memory.

    python -m bench.resolve 10000 100000

Grows a dataset with made articles (`bench.lookalikes`, spread over years as news is), then asks for the candidates of
unseen ones. Prints milliseconds per article: one batched look-up of all keys, and the same articles queried in
datasketch's MinHashLSH, which holds bands only and lives in memory.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from datasketch import MinHash, MinHashLSH

from bench.lookalikes import world
from pipeline.records import Article
from pipeline.resolve.marks import profile
from pipeline.resolve.shingles import bands, shingles, sketch
from pipeline.resolve.weights import ladder
from pipeline.resolve.word_index import all_keys
from pipeline.store import Dataset
from pipeline.store.word_index import Indexed

ASKED = 200
ARTICLES_PER_DAY = 300
BATCH = 2_000
MOST = int(ladder("words", "steps")[-1])


def growth(size: int) -> Iterator[Article]:
    """Articles in order of publication, as many as asked for."""
    made = [article for _, article in world(count=size // 2 + 500, days=max(30, size // ARTICLES_PER_DAY))]
    return islice(sorted(made, key=lambda article: str(article.published_at)), size + ASKED)


def keys(article: Article) -> list[int]:
    return [*all_keys(profile(article)), *bands(sketch(article))]


def fill(dataset: Dataset, articles: Sequence[Article]) -> None:
    """Index as resolving does: a key known to be common is stored no more."""
    carried: Counter[int] = Counter()
    for start in range(0, len(articles), BATCH):
        with dataset.transaction():
            for article in articles[start : start + BATCH]:
                dataset.append_article(article)
            dataset.append_words(_indexed(article, carried) for article in articles[start : start + BATCH])


def _indexed(article: Article, carried: Counter[int]) -> Indexed:
    rare = [key for key in keys(article) if carried[key] <= MOST]
    carried.update(rare)
    return Indexed(article.id, profile(article).instant, rare)


def fill_lsh(articles: Sequence[Article]) -> MinHashLSH:
    index = MinHashLSH(threshold=0.5, num_perm=128)
    for article in articles:
        index.insert(article.id, minhash(article))
    return index


def minhash(article: Article) -> MinHash:
    made = MinHash(num_perm=128)
    made.update_batch([str(gram).encode() for gram in shingles(article)])
    return made


def milliseconds(ask: Callable[[Article], object], articles: Sequence[Article]) -> float:
    """The median over the articles."""
    taken = []
    for article in articles:
        start = time.perf_counter()
        ask(article)
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken)


def measure(size: int) -> None:
    articles = list(growth(size))
    known, asked = articles[:-ASKED], articles[-ASKED:]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "dataset.sqlite"
        with Dataset.open(file, create=True) as dataset:
            fill(dataset, known)
            ours = milliseconds(lambda article: dataset.articles_with_words(keys(article)), asked)
        megabytes = file.stat().st_size / 1e6
    index = fill_lsh(known)
    theirs = milliseconds(lambda article: index.query(minhash(article)), asked)
    print(f"{len(known):>9,} articles: {ours:6.2f} ms ({megabytes:,.0f} MB on disk), datasketch {theirs:6.2f} ms")


if __name__ == "__main__":
    for size in map(int, sys.argv[1:] or ["10000"]):
        measure(size)
