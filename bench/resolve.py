"""Cost of finding what one article may be a copy or a report of, as the store grows; beside datasketch in memory.

    python -m bench.resolve TEXTS.jsonl 10000 100000 [--years 10]

Grows a dataset around real texts (`bench.growth`; TEXTS has a `text` in each line), 300 articles a day, then asks for
the candidates of 200 unseen ones of the last days. Milliseconds an article: making its marks and sketch, and one
look-up of all its keys; beside them, making a MinHash and querying datasketch's MinHashLSH, which holds bands of
sketches only and lives in memory. With `--years`, the largest store is put behind so many years in all: the years
before hold the same articles, their keys moved to other times, so that only look-ups are measured there. Their
article rows are empty; the index is filled through the store's door as in the last year.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from datasketch import MinHash, MinHashLSH
from numpy.typing import NDArray

from bench.growth import grown, source_of
from pipeline.records import Article
from pipeline.resolve.marks import instant_of, profile
from pipeline.resolve.shingles import bands, shingles, sketch
from pipeline.resolve.weights import ladder
from pipeline.resolve.word_index import STRETCH_DAYS, all_keys
from pipeline.store import Dataset
from pipeline.store.word_index import Indexed

ASKED = 200
BATCH = 5_000
MOST = int(ladder("words", "steps")[-1])
HALVES_A_YEAR = 2 * (365 // STRETCH_DAYS)
MICROSECONDS_A_YEAR = 365 * 24 * 3600 * 10**6
FIRST_STRETCH_OF_WORDS = 2 * (719_163 // STRETCH_DAYS)
"""The first stretch since 1970 of marks that are no names; those of names have smaller numbers."""


def keys(article: Article) -> list[int]:
    return [*all_keys(profile(article)), *bands(sketch(article))]


def moved(keys: NDArray[np.uint64], years: int) -> list[int]:
    """Return keys as they would be so many years before: marks and names of other stretches, other copies."""
    stretches = keys >> np.uint64(48)
    of_words = keys - np.uint64(HALVES_A_YEAR * years << 48)
    of_names = keys - np.uint64(2 * years << 48)
    of_bands = keys ^ np.uint64(years * 0x9E3779B97F4A)
    timed = np.where(stretches >= FIRST_STRETCH_OF_WORDS, of_words, of_names)
    found: list[int] = np.where(stretches == 0, of_bands, timed).tolist()
    return found


def rare(articles: Sequence[Article]) -> Iterator[NDArray[np.uint64]]:
    """Yield the keys of each article to be stored: as resolving does, none that is known to be common."""
    carried: Counter[int] = Counter()
    for article in articles:
        kept = [key for key in keys(article) if carried[key] <= MOST]
        carried.update(kept)
        yield np.array(kept, dtype=np.uint64)


def fill(dataset: Dataset, articles: Sequence[Article], stored: Sequence[NDArray[np.uint64]], year: int) -> float:
    """Index the articles in order, so many years before; return milliseconds an article."""
    start = time.perf_counter()
    for first in range(0, len(articles), BATCH):
        with dataset.transaction():
            of_batch = zip(articles[first : first + BATCH], stored[first : first + BATCH], strict=True)
            dataset.append_words([_appended(dataset, article, own, year) for article, own in of_batch])
    return 1000 * (time.perf_counter() - start) / len(articles)


def _appended(dataset: Dataset, article: Article, own: NDArray[np.uint64], years: int) -> Indexed:
    published = article.published_at
    if years:
        id_ = f"{article.id}-{years}"
        article = Article(id=id_, url=id_, canonical_url=id_, site="", title="", text="", content_hash=id_)
    dataset.append_article(article)
    return Indexed(article.id, instant_of(published) - years * MICROSECONDS_A_YEAR, moved(own, years))


def milliseconds(ask: Callable[[Article], object], articles: Sequence[Article]) -> str:
    """The median over the articles and what nineteen of twenty stay under."""
    taken = []
    for article in articles:
        start = time.perf_counter()
        ask(article)
        taken.append(1000 * (time.perf_counter() - start))
    return f"{statistics.median(taken):.2f} ({statistics.quantiles(taken, n=20)[-1]:.2f})"


def ours(articles: Sequence[Article], years: int) -> None:
    known, asked = articles[:-ASKED], articles[-ASKED:]
    print(f"{'':>10} marks and sketch {milliseconds(keys, asked)} ms", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "dataset.sqlite"
        with Dataset.open(file, create=True) as dataset:
            stored = list(rare(known))
            for year in range(years):
                filled = fill(dataset, known, stored, year)
                if year in (0, years - 1):
                    gigabytes = (file.stat().st_size + Path(f"{file}-wal").stat().st_size) / 1e9
                    print(f"{len(known) * (year + 1):>10,} articles: {_looked_up(dataset, asked)}; stored at ", end="")
                    print(f"{filled:.2f} ms an article, {gigabytes:.2f} GB on disk", flush=True)


def _looked_up(dataset: Dataset, asked: Sequence[Article]) -> str:
    found = [dataset.articles_with_words(keys(article)) for article in asked]
    rows = statistics.mean(sum(map(len, of_article.values())) for of_article in found)
    taken = milliseconds(lambda article: dataset.articles_with_words(keys(article)), asked)
    return f"look-up {taken} ms, {rows:.0f} carriers"


def datasketch(articles: Sequence[Article]) -> None:
    known, asked = articles[:-ASKED], articles[-ASKED:]
    before, start = _peak_gigabytes(), time.perf_counter()
    index = MinHashLSH(threshold=0.5, num_perm=128)
    for article in known:
        index.insert(article.id, minhash(article))
    filled = 1000 * (time.perf_counter() - start) / len(known)
    made = milliseconds(minhash, asked)
    sketched = {article.id: minhash(article) for article in asked}
    found = milliseconds(lambda article: index.query(sketched[article.id]), asked)
    print(
        f"{len(known):>9,} articles: datasketch MinHash {made}, query {found} ms; filled at {filled:.2f} ms "
        f"an article, {_peak_gigabytes() - before:.2f} GB of memory",
        flush=True,
    )


def minhash(article: Article) -> MinHash:
    made = MinHash(num_perm=128)
    made.update_batch([str(gram).encode() for gram in shingles.__wrapped__(article)])
    return made


def _peak_gigabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, help="JSON lines with a `text` each")
    parser.add_argument("sizes", type=int, nargs="*", default=[10_000])
    parser.add_argument("--years", type=int, default=1, help="put the largest store behind so many years")
    parser.add_argument("--ours", action="store_true", help="leave datasketch out")
    given = parser.parse_args()
    source = source_of([json.loads(line)["text"] for line in given.texts.read_text(encoding="utf-8").splitlines()])
    for size in given.sizes:
        articles = grown(source, size + ASKED)
        ours(articles, given.years if size == max(given.sizes) else 1)
        if not given.ours:
            datasketch(articles)


if __name__ == "__main__":
    main()
