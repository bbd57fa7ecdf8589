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
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from datasketch import MinHash, MinHashLSH

from bench.growth import grown, source_of
from pipeline.records import Article
from pipeline.resolve.marks import profile
from pipeline.resolve.shingles import bands, shingles, sketch
from pipeline.resolve.weights import ladder
from pipeline.resolve.word_index import NAME_STRETCH_DAYS, STRETCH_DAYS, all_keys
from pipeline.store import Dataset
from pipeline.store.word_index import Indexed

ASKED = 200
BATCH = 5_000
MOST = int(ladder("words", "steps")[-1])
HALVES_A_YEAR = 2 * (365 // STRETCH_DAYS)
YEARS_OF_NAMES = NAME_STRETCH_DAYS // 365
MICROSECONDS_A_YEAR = 365 * 24 * 3600 * 10**6
_WORDS_FROM = 2 * (719_163 // STRETCH_DAYS)
"""The first stretch since 1970 of marks that are no names; those of names have smaller numbers."""


def keys(article: Article) -> list[int]:
    return [*all_keys(profile(article)), *bands(sketch(article))]


def moved(key: int, years: int) -> int:
    """Return a key as it would be so many years before: of another stretch; a band, or other years' name, another."""
    stretch = key >> 48
    if stretch >= _WORDS_FROM:
        return key - (HALVES_A_YEAR * years << 48)
    if stretch:
        return key - (2 * ((years + YEARS_OF_NAMES - 1) // YEARS_OF_NAMES) << 48)
    return key ^ (years * 0x9E3779B97F4A)


class Filling:
    """Index articles year by year as resolving does: a key known to be common is stored no more."""

    def __init__(self, dataset: Dataset, articles: Sequence[Article]) -> None:
        self._dataset = dataset
        self._articles = articles
        self._keys = [array("Q", keys(article)) for article in articles]
        self._names: Counter[int] = Counter()

    def year(self, years: int) -> None:
        carried: Counter[int] = Counter()
        for start in range(0, len(self._articles), BATCH):
            with self._dataset.transaction():
                self._dataset.append_words(list(self._indexed(start, years, carried)))

    def _indexed(self, start: int, years: int, carried: Counter[int]) -> Iterator[Indexed]:
        for article, own in zip(self._articles[start : start + BATCH], self._keys[start : start + BATCH], strict=True):
            id_ = f"{article.id}-{years}" if years else article.id
            bare = Article(id=id_, url=id_, canonical_url=id_, site="", title="", text="", content_hash=id_)
            self._dataset.append_article(bare if years else article)
            rare = []
            for key in (moved(key, years) for key in own) if years else own:
                counted = carried if key >> 48 >= _WORDS_FROM else self._names
                if counted[key] <= MOST:
                    counted[key] += 1
                    rare.append(key)
            yield Indexed(id_, profile(article).instant - years * MICROSECONDS_A_YEAR, rare)


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
    made = milliseconds(keys, asked)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "dataset.sqlite"
        with Dataset.open(file, create=True) as dataset:
            start = time.perf_counter()
            filling = Filling(dataset, known)
            for year in reversed(range(years)):
                filling.year(year)
            filled = 1000 * (time.perf_counter() - start) / len(known) / years
            dataset.articles_with_words(keys(asked[0]))
            found = milliseconds(lambda article: dataset.articles_with_words(keys(article)), asked)
            rows = statistics.mean(sum(map(len, dataset.articles_with_words(keys(one)).values())) for one in asked)
        gigabytes = file.stat().st_size / 1e9
    print(
        f"{len(known) * years:>9,} articles: marks and sketch {made}, look-up {found} ms, {rows:.0f} carriers; "
        f"filled at {filled:.2f} ms an article, {gigabytes:.2f} GB on disk",
        flush=True,
    )


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
