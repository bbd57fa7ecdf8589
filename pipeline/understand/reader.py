"""From an article to its reading: the order of the questions, and nothing else."""

from __future__ import annotations

import logging
import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from msgspec.structs import replace
from spacy.tokens import Doc

from pipeline.collector import uncollected
from pipeline.records import Article, Reading
from pipeline.understand import language, passage
from pipeline.understand.passage import Passage
from pipeline.understand.reading import read_casualties
from pipeline.understand.relevance import may_hold_claim
from pipeline.understand.speech import groups
from pipeline.understand.speech.relevance import may_hold_statement
from pipeline.understand.statements import read_statements
from pipeline.understand.they import asked_for
from pipeline.understand.version import EXTRACTOR_VERSION

T = TypeVar("T")
log = logging.getLogger(__name__)
LONGEST = 200_000  # characters of a text that are read; a day's live report has some 60,000
BATCH_ARTICLES = 64  # parsed together: small batches cost a fifth of the speed, large ones memory


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """An article that our rules failed on: a mistake of ours, reported, and no reason to stop the others."""

    article_id: str
    reason: str


class Reader:
    """Reads articles with one language model. Reading depends on nothing but the article and the extractor version."""

    def __init__(self, model: str = language.BUNDLED) -> None:
        """Load the model called `model` (see `language.load`)."""
        self._model = model
        self._nlp = language.load(model)

    def prepare(self, article: Article) -> Passage:
        """Cut an article into sentences and parse those that can hold a claim or a statement."""
        return self.prepare_all([article])[0]

    def prepare_all(self, articles: Sequence[Article]) -> list[Passage]:
        """Prepare several articles, parsed together; of a text of more than `LONGEST` characters the beginning."""
        articles = [_at_most(article) for article in articles]
        cut = [passage.cut(article) for article in articles]
        others = [language.is_other(article.language, article.text) for article in articles]
        parsed: list[dict[int, Doc]] = [{} for _ in cut]
        places = [(n, s) for n, one in enumerate(cut) if not others[n] for s in one.sentences]
        asked = [asked_for(one.sentences) for one in cut]
        wanted = [(n, s, s.index in asked[n] or may_hold_claim(s.text)) for n, s in places]
        told = [groups.asked_for(one.sentences) for one in cut]
        wanted = [(n, s, claim) for n, s, claim in wanted if claim or s.index in told[n] or may_hold_statement(s.text)]
        unnamed = {number for number, (_, _, claim) in enumerate(wanted) if not claim}
        docs = language.parse(self._nlp, [sentence.text for _, sentence, _ in wanted], unnamed=unnamed)
        for (number, sentence, _), doc in zip(wanted, docs, strict=True):
            parsed[number][sentence.index] = doc
        return [passage.with_parses(one, docs) for one, docs in zip(cut, parsed, strict=True)]

    def read(self, article: Article) -> Reading:
        """Return everything understood from one article."""
        return read_passage(self.prepare(article))

    def try_read(self, article: Article) -> Reading | ReadFailure:
        """Return the reading, or what went wrong: one bad article never stops a batch."""
        try:
            return self.read(article)
        except Exception as error:
            log.exception("could not read %s", article.id)
            return ReadFailure(article.id, f"{type(error).__name__}: {error}")

    def read_many(self, articles: Iterable[Article], workers: int = 1) -> Iterator[Reading | ReadFailure]:
        """Yield one reading or failure per article, in input order, with so many processes.

        Memory stays flat: articles are taken a batch at a time.
        """
        if workers > 1:
            yield from self._read_apart(articles, workers)
            return
        for batch in _batches(articles, BATCH_ARTICLES):
            yield from self.read_batch(batch)

    def read_batch(self, articles: Sequence[Article]) -> list[Reading | ReadFailure]:
        """Read articles whose sentences are parsed together; where that fails, one by one."""
        try:
            with uncollected():
                return [read_passage(prepared) for prepared in self.prepare_all(articles)]
        except Exception:
            log.debug("a batch failed; its articles are read one by one", exc_info=True)
            return [self.try_read(article) for article in articles]

    def _read_apart(self, articles: Iterable[Article], workers: int) -> Iterator[Reading | ReadFailure]:
        context = multiprocessing.get_context("spawn")
        with context.Pool(workers, initializer=_load, initargs=(self._model,)) as pool:
            for several in _batches(_batches(articles, BATCH_ARTICLES), workers * 2):
                for readings in pool.map(_read_batch, several, chunksize=1):
                    yield from readings


def _batches(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    waiting = iter(items)
    while batch := tuple(islice(waiting, size)):
        yield batch


def _at_most(article: Article) -> Article:
    """Return the article with as much of its text as is read: one dump of a whole site must not stop the rest."""
    if len(article.text) <= LONGEST:
        return article
    end = max(article.text.rfind("\n", 0, LONGEST), article.text.rfind(". ", 0, LONGEST) + 1)
    end = end if end > LONGEST // 2 else LONGEST  # nothing that ends a sentence near
    log.warning("%s has %d characters, of which the first %d are read", article.id, len(article.text), end)
    return replace(article, text=article.text[:end])


def read_passage(prepared: Passage) -> Reading:
    """Return everything understood from one prepared article; nothing, if it is in another language."""
    if language.is_other(prepared.article.language, prepared.article.text):
        return Reading(article_id=prepared.article.id, extractor_version=EXTRACTOR_VERSION)
    claims, incidents = read_casualties(prepared)
    return Reading(
        article_id=prepared.article.id,
        extractor_version=EXTRACTOR_VERSION,
        claims=claims,
        statements=read_statements(prepared),
        incidents=incidents,
    )


_worker: list[Reader] = []  # of a worker process: its one reader


def _load(model: str) -> None:
    _worker.append(Reader(model))


def _read_batch(articles: Sequence[Article]) -> list[Reading | ReadFailure]:
    return _worker[0].read_batch(articles)
