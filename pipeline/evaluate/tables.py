"""What all tables share: TOML files named by family, their entries, the articles they make, scores by family."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from pipeline.records import Article, Reading, article_id, content_hash

T = TypeVar("T")
Read = Callable[[Article], Reading]
PUBLISHED = datetime(2024, 6, 12, 12, tzinfo=UTC)  # a Wednesday; entries without a date of their own stand on it


class TableError(ValueError):
    """A table cannot be read; the message names file and entry."""


def entries_of(file: Path, kind: str) -> list[dict[str, Any]]:
    """Return the entries of one kind in a table. Raises `TableError` where it is not valid TOML."""
    try:
        found: list[dict[str, Any]] = tomllib.loads(file.read_text(encoding="utf-8")).get(kind, [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TableError(f"{file} is not valid TOML: {error}") from error
    return found


def published_of(entry: Mapping[str, Any]) -> datetime:
    """Return noon of the day that an entry says it was published on, in UTC."""
    day = entry.get("published")
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC) if day else PUBLISHED


def article_of(address: str, title: str, text: str, published: datetime) -> Article:
    """Return words of a table as an article of their own."""
    hashed = content_hash(title, text)
    return Article(
        id=article_id(address, hashed),
        url="",
        canonical_url="",
        site="table",
        title=title,
        text=text,
        content_hash=hashed,
        published_at=published,
    )


def by_family(found: Iterable[T], family_of: Callable[[T], str]) -> Iterator[tuple[str, list[T]]]:
    """Yield the results of each family in alphabetical order, and under "all" those of all families last."""
    families: dict[str, list[T]] = {}
    for result in found:
        families.setdefault(family_of(result), []).append(result)
    yield from sorted(families.items())
    if families:
        yield "all", [result for own in families.values() for result in own]
