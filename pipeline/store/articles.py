"""Article versions: append and read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Row, Select, func, select

from pipeline.records import Article
from pipeline.store.base import BATCH_ROWS, Part, batches
from pipeline.store.codec import decode, storable
from pipeline.store.flatten import article_row
from pipeline.store.schema.articles import articles
from pipeline.store.schema.readings import readings

_STORED = select(articles.c.record, articles.c.text)


class Articles(Part):
    """The article versions of a dataset."""

    def append_article(self, article: Article) -> bool:
        """Store an article version; False when this version is already known."""
        with self._database.writing() as connection:
            row = article_row(article) | {"appended_at": self._now()}
            return self._insert_if_new(connection, articles, row)

    def article(self, article_id: str) -> Article | None:
        """Return the version with this id."""
        return self._one(_STORED.where(articles.c.id == article_id))

    def latest_version(self, canonical_url: str) -> Article | None:
        """Return the version of a page that arrived last."""
        same_page = _STORED.where(articles.c.canonical_url == storable(canonical_url))
        return self._one(same_page.order_by(articles.c.seq.desc()).limit(1))

    def next_versions(self, ids: Iterable[str]) -> dict[str, str]:
        """Return the version that took the place of each of these, and of those in turn, by id of what it replaced."""
        found: dict[str, str] = {}
        waiting = set(ids)
        while waiting:
            later: dict[str, str] = {}
            for batch in batches(sorted(waiting)):
                replaced = select(articles.c.version_of, articles.c.id).where(articles.c.version_of.in_(batch))
                later |= {row.version_of: row.id for row in self.fetch(replaced.order_by(articles.c.seq))}
            found |= later
            waiting = set(later.values()) - found.keys()
        return found

    def versions(self, canonical_url: str) -> list[Article]:
        """Return every version of a page, the first to arrive first."""
        same_page = _STORED.where(articles.c.canonical_url == storable(canonical_url))
        return [_article(row) for row in self.fetch(same_page.order_by(articles.c.seq))]

    def articles(self, *, site: str | None = None) -> Iterator[Article]:
        """Yield all versions in order of publication (undated first), then id."""
        query = _STORED if site is None else _STORED.where(articles.c.site == site)
        ordered = query.order_by(articles.c.published_order, articles.c.id)
        yield from (_article(row) for row in self._stream(ordered))

    def articles_by_id(self, ids: Iterable[str]) -> dict[str, Article]:
        """Return those of the versions that exist, by id."""
        found: dict[str, Article] = {}
        for batch in batches(sorted(set(ids))):
            rows = self.fetch(_STORED.where(articles.c.id.in_(batch)))
            found |= {article.id: article for article in (_made_once(row.record, row.text) for row in rows)}
        return found

    def published(self, ids: Iterable[str]) -> dict[str, datetime | None]:
        """Return when each of the versions that exist was published, by id."""
        found: dict[str, datetime | None] = {}
        for batch in batches(sorted(set(ids))):
            rows = self.fetch(select(articles.c.id, articles.c.published_at).where(articles.c.id.in_(batch)))
            found |= {row.id: row.published_at for row in rows}
        return found

    def followed(self, ids: Iterable[str]) -> set[str]:
        """Return those of the versions that a later version of their page follows."""
        found: set[str] = set()
        for batch in batches(sorted(set(ids))):
            found |= {
                row.version_of
                for row in self.fetch(select(articles.c.version_of).where(articles.c.version_of.in_(batch)))
            }
        return found

    def articles_without_reading(
        self, extractor_version: str | None, *, after: str | None = None, limit: int | None = None
    ) -> Iterator[Article]:
        """Yield versions that this extractor version (None: any) has not read, by id, from the one after `after`.

        What is read meanwhile, or cannot be read, is not yielded again; no transaction stays open in between.
        """
        left, last = limit, after or ""
        while left is None or left > 0:
            size = BATCH_ROWS if left is None else min(BATCH_ROWS, left)
            found = [_article(row) for row in self.fetch(_unread(extractor_version, last).limit(size))]
            yield from found
            if len(found) < size:
                return
            last = found[-1].id
            left = None if left is None else left - len(found)

    def newest_article_ids(self, *, limit: int) -> list[str]:
        """Return the ids of the articles that were published last, the newest first."""
        query = select(articles.c.id).order_by(articles.c.published_order.desc(), articles.c.id).limit(limit)
        return [row.id for row in self.fetch(query)]

    def count_articles(self) -> int:
        """Return the number of article versions."""
        return int(self.fetch(select(func.count()).select_from(articles))[0][0])

    def count_unread(self, extractor_version: str | None = None) -> int:
        """Return the number of versions that this extractor version (None: any) has not read."""
        unread = _unread(extractor_version, "").order_by(None).subquery()
        return int(self.fetch(select(func.count()).select_from(unread))[0][0])

    def count_undated_of_last(self, number: int) -> int:
        """Return how many of the versions that arrived last state no date of publication."""
        last = select(articles.c.published_at).order_by(articles.c.seq.desc()).limit(number).subquery()
        undated = select(func.count()).select_from(last).where(last.c.published_at.is_(None))
        return int(self.fetch(undated)[0][0])

    def _one(self, query: Select[Any]) -> Article | None:
        rows = self.fetch(query)
        return _article(rows[0]) if rows else None


def _unread(extractor_version: str | None, last: str) -> Select[Any]:
    read = select(readings.c.seq).where(readings.c.article_id == articles.c.id)
    if extractor_version is not None:
        read = read.where(readings.c.extractor_version == extractor_version)
    return _STORED.where(articles.c.id > last, ~read.exists()).order_by(articles.c.id)


def _article(row: Row[Any]) -> Article:
    return _made(row.record, row.text)


def _made(record: str, text: str) -> Article:
    """Build the article of a row; the text is in the record only where the column could not hold it as it is."""
    plain = decode(Article, record)
    return plain if plain.text else replace(plain, text=text)


_made_once = lru_cache(maxsize=1_000)(_made)
"""Those of a few days are asked for again and again; what is worked out from one is kept beside it."""
