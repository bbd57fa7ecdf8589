"""From an article to its reading: the order of the questions, and nothing else."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.records import Article, Reading
from pipeline.understand import language, passage
from pipeline.understand.passage import Passage
from pipeline.understand.relevance import is_worth_parsing
from pipeline.understand.version import EXTRACTOR_VERSION

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """An article that our rules failed on: a mistake of ours, reported, and no reason to stop the others."""

    article_id: str
    reason: str


class Reader:
    """Reads articles with one language model. Reading depends on nothing but the article and the extractor version."""

    def __init__(self, model: str = language.BUNDLED) -> None:
        """Load the model called `model` (see `language.load`)."""
        self._nlp = language.load(model)

    def prepare(self, article: Article) -> Passage:
        """Cut an article into sentences and parse those that can hold a claim or a statement."""
        cut = passage.cut(article)
        chosen = [sentence for sentence in cut.sentences if is_worth_parsing(sentence.text)]
        docs = language.parse(self._nlp, (sentence.text for sentence in chosen))
        return passage.with_parses(cut, {sentence.index: doc for sentence, doc in zip(chosen, docs, strict=True)})

    def read(self, article: Article) -> Reading:
        """Return everything understood from one article."""
        self.prepare(article)
        return Reading(article_id=article.id, extractor_version=EXTRACTOR_VERSION)

    def try_read(self, article: Article) -> Reading | ReadFailure:
        """Return the reading, or what went wrong: one bad article never stops a batch."""
        try:
            return self.read(article)
        except Exception as error:
            log.exception("could not read %s", article.id)
            return ReadFailure(article.id, f"{type(error).__name__}: {error}")

    def read_many(self, articles: Iterable[Article], workers: int = 1) -> Iterator[Reading | ReadFailure]:
        """Yield one reading or failure per article, in input order."""
        for article in articles:
            yield self.try_read(article)
