"""Words a second of one core: the model over every sentence beside our first look, with the same claims out.

    python bench/reading.py [articles.jsonl ...] [--articles N] [--rounds N] [--memory N]

(a) parses every sentence with the model as spaCy loads and runs it, (b) also every sentence, with the model as we run
it, (c) only those that can hold a claim, (d) also those that can hold a statement, and reads statements. The claims of
(a), (b) and (c) are compared. N articles are taken evenly from the files, which are sorted by event: the first ones
tell of sport and films, where nobody is hurt and much is said. All four take turns for so many rounds, a batch at a
time, and nothing of the first look is remembered from a round before; each batch counts with its least time.
`--memory N` then reads N articles (the same ones over and over) and prints the memory of this process on the way.
Without a file: ecbplus_news.jsonl and gum_news.jsonl in $TOLLWATCH_DATA, else in `../shared/data`.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import cycle, islice
from pathlib import Path

import spacy
from spacy.language import Language

from crawler.addresses import canonical_url
from pipeline.collector import uncollected
from pipeline.ingest import article_from
from pipeline.records import Article, CasualtyClaim, Reading
from pipeline.understand import language, passage
from pipeline.understand.parsing.cluster_embedding import MODEL_FOLDER
from pipeline.understand.parsing.inference import widened
from pipeline.understand.reader import BATCH_ARTICLES, Reader
from pipeline.understand.reading import read_casualties
from pipeline.understand.relevance import may_hold_claim

FILES = ("ecbplus_news.jsonl", "gum_news.jsonl")


def articles(files: list[Path], limit: int) -> list[Article]:
    found: list[Article] = []
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            article = article_from({"title": "", **json.loads(line)}, canonical_url)
            if isinstance(article, Article):
                found.append(article)
    return spread(found, limit)


def spread(articles: list[Article], limit: int) -> list[Article]:
    """Return so many articles, evenly from beginning to end."""
    count = min(limit, len(articles))
    return [articles[place * len(articles) // count] for place in range(count)]


def passages(nlp: Language, chosen: list[Article], worth: Callable[[str], bool]) -> Iterator[passage.Passage]:
    """Yield the articles with the sentences parsed that are worth it, in the batches that the reader uses."""
    for start in range(0, len(chosen), BATCH_ARTICLES):
        cut = [passage.cut(article) for article in chosen[start : start + BATCH_ARTICLES]]
        wanted = [(n, s) for n, one in enumerate(cut) for s in one.sentences if worth(s.text)]
        docs = language.parse(nlp, (sentence.text for _, sentence in wanted))
        parsed: list[dict[int, object]] = [{} for _ in cut]
        for (number, sentence), doc in zip(wanted, docs, strict=True):
            parsed[number][sentence.index] = doc
        yield from (passage.with_parses(one, found) for one, found in zip(cut, parsed, strict=True))


def measured(nlp: Language, chosen: list[Article], worth: Callable[[str], bool]) -> tuple[float, list[str]]:
    """Return the seconds of processor time, and the claims in short."""
    started, claims = time.process_time(), []
    for prepared in passages(nlp, chosen, worth):
        claims += in_short(read_casualties(prepared)[0])
    return time.process_time() - started, claims


def as_we_read(nlp: Language, few: list[Article], worth: Callable[[str], bool]) -> tuple[float, list[str]]:
    """Return what `measured` does, with the collector of dead objects waiting for the end of the batch, as in use."""
    with uncollected():
        return measured(nlp, few, worth)


def in_turns(plain: Language, ours: Language, chosen: list[Article], rounds: int) -> dict[str, tuple[float, list[str]]]:
    """Return the same for each way of reading."""
    ways = {
        "(a) every sentence, model as spaCy runs it": lambda few: measured(plain, few, lambda _: True),
        "(b) every sentence": lambda few: as_we_read(ours, few, lambda _: True),
        "(c) claims": lambda few: as_we_read(ours, few, may_hold_claim),
        "(d) claims and statements": with_statements,
    }
    found: dict[str, tuple[float, list[str]]] = dict.fromkeys(ways, (0.0, []))
    for start in range(0, len(chosen), BATCH_ARTICLES):
        few = chosen[start : start + BATCH_ARTICLES]
        runs = [{name: anew(way, few) for name, way in ways.items()} for _ in range(rounds)]
        for name, (seconds, claims) in found.items():
            found[name] = seconds + min(run[name][0] for run in runs), claims + runs[0][name][1]
    return found


def anew(way: Callable[[list[Article]], tuple[float, list[str]]], few: list[Article]) -> tuple[float, list[str]]:
    """Return what a way of reading measures, with nothing remembered of these sentences."""
    may_hold_claim.cache_clear()
    return way(few)


def with_statements(chosen: list[Article]) -> tuple[float, list[str]]:
    """Return the same for the reader as it is used."""
    started, claims = time.process_time(), []
    for reading in Reader().read_many(chosen):
        claims += in_short(reading.claims) if isinstance(reading, Reading) else []
    return time.process_time() - started, claims


def in_short(claims: Iterable[CasualtyClaim]) -> list[str]:
    return [f"{c.article_id} {c.id} {c.quantity.best} {c.scope} {c.assertion}" for c in claims]


def memory(chosen: list[Article], number: int) -> None:
    reader = Reader()
    for count, _ in enumerate(reader.read_many(islice(cycle(chosen), number)), 1):
        if count % (number // 10 or 1) == 0:
            print(f"{count:>8} articles  {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MiB at most")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", type=int, default=0)
    options = parser.parse_args()
    folder = Path(os.environ.get("TOLLWATCH_DATA", "../shared/data"))
    chosen = articles(options.files or [folder / name for name in FILES], options.articles)
    words = sum(len(article.text.split()) for article in chosen)
    plain, ours = widened(spacy.load(MODEL_FOLDER)), language.load()
    for nlp in (plain, ours):
        measured(nlp, chosen[:40], may_hold_claim)  # loads everything first
    with_statements(chosen[:40])
    runs = in_turns(plain, ours, chosen, options.rounds)
    (whole, expected), *others = runs.values()
    print(f"{len(chosen)} articles, {words} words, {len(expected)} claims")
    for name, (seconds, _) in runs.items():
        print(f"{name:<46}{words / seconds:>8.0f} words/s{whole / seconds:>8.2f} x (a)")
    (claims, _), (both, _) = others[1:]
    print(f"statements add {(both - claims) / claims:.2f} of what claims cost")
    print(f"claims that differ from (a): {[len(set(expected) ^ set(found)) for _, found in others]}")
    if options.memory:
        memory(chosen, options.memory)


if __name__ == "__main__":
    main()
