"""What the crawler remembers about addresses between runs. The one table whose rows change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.dialects import postgresql, sqlite

from pipeline.store.base import Part
from pipeline.store.codec import storable
from pipeline.store.schema.operations import page_states


@dataclass(frozen=True, slots=True)
class PageState:
    """One address: what the server said last, and when to ask again. None means not known."""

    url: str
    site: str
    first_seen: datetime
    kind: str = "page"  # 'page', 'feed', 'sitemap', 'section' or 'robots'
    etag: str | None = None
    last_modified: str | None = None
    content_hash: str | None = None
    article_id: str | None = None
    checked_at: datetime | None = None
    changed_at: datetime | None = None
    next_due: datetime | None = None  # None: never again
    failures: int = 0  # in a row


class CrawlState(Part):
    """The crawler's memory in a dataset."""

    def page_state(self, url: str) -> PageState | None:
        """Return what is remembered about an address; None if it was never seen."""
        rows = self.fetch(select(page_states).where(page_states.c.key == address_key(url)))
        return _state(rows[0]) if rows else None

    def put_page_state(self, state: PageState) -> None:
        """Remember an address in place of what was remembered about it."""
        row = {name: storable(value) if isinstance(value, str) else value for name, value in asdict(state).items()}
        dialect = sqlite if self._database.is_sqlite else postgresql
        statement = dialect.insert(page_states).values(key=address_key(state.url), **row)
        with self._database.writing() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=[page_states.c.key], set_=row))

    def due_pages(self, site: str, now: datetime, *, limit: int = 1000) -> Iterator[PageState]:
        """Yield a site's addresses that are due at `now`, the longest waiting first."""
        due = page_states.c.site == site, page_states.c.next_due <= now
        query = select(page_states).where(*due).order_by(page_states.c.next_due, page_states.c.key).limit(limit)
        yield from map(_state, self.fetch(query))

    def count_pages(self) -> dict[str, int]:
        """Return how many addresses are remembered for each site."""
        query = (
            select(page_states.c.site, func.count().label("pages"))
            .group_by(page_states.c.site)
            .order_by(page_states.c.site)
        )
        return {row.site: int(row.pages) for row in self.fetch(query)}


def address_key(url: str) -> str:
    """Return a short key of an address: addresses may be longer than an index key."""
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:40]


def _state(row: Row[Any]) -> PageState:
    return PageState(**{field.name: row._mapping[field.name] for field in fields(PageState)})
