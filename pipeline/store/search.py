"""Full-text search over articles, claims and statements: FTS5 in SQLite, text search vectors in PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, text

from pipeline.store.base import Part
from pipeline.store.codec import storable

HIGHLIGHT = ("\ue000", "\ue001")
"""What stands before and after a found word in a snippet: private characters that no page shows."""

SEARCHED: dict[str, tuple[str, ...]] = {
    "articles": ("title", "text"),
    "claims": ("sentence",),
    "statements": ("speaker", "content"),
}
"""The tables searched, and their columns."""

RANKED = 2000
"""So many hits are put in order of how well they match."""

_LONGEST_VECTOR = 200_000
"""Characters of a row that PostgreSQL indexes: a vector above a megabyte is an error there."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A record that holds the words; `snippet` has `HIGHLIGHT` around them."""

    kind: str
    id: str
    article_id: str
    snippet: str


class Search(Part):
    """Search in a dataset."""

    def search(self, query: str, *, kind: str = "articles", limit: int = 50, offset: int = 0) -> list[SearchHit]:
        """Return current records of a kind ('articles', 'claims', 'statements') that hold all the words, best first.

        Words in double quotes are a phrase; a word that ends in * is the beginning of one. Nothing else is special.
        In SQLite, where more than `RANKED` hold the words, the newest come first: to weigh a million takes seconds, and
        words that common tell nothing apart.
        """
        phrases = _phrases(storable(query))
        if not phrases:
            return []
        asked = _sqlite_query(phrases) if self._database.is_sqlite else _postgresql_query(phrases)
        values = {"asked": asked, "limit": limit, "offset": offset, "begin": HIGHLIGHT[0], "end": HIGHLIGHT[1]}
        with self._database.reading() as connection:
            if self._database.is_sqlite:
                common = connection.execute(text(_sqlite_common(kind)), {"asked": asked, "ranked": RANKED}).first()
                command = _sqlite_search(kind, f"{kind}_words.rowid DESC" if common else f"{kind}_words.rank, found.id")
            else:
                command = _postgresql_search(kind)
            rows = connection.execute(text(command), values).all()
        return [SearchHit(kind, row.id, row.article_id, row.snippet) for row in rows]


def index_words(connection: Connection) -> None:
    """Make the indices. Called by a migration."""
    for table, columns in SEARCHED.items():
        make = _sqlite_index if connection.dialect.name == "sqlite" else _postgresql_index
        for command in make(table, columns):
            connection.execute(text(command))


def _sqlite_index(table: str, columns: tuple[str, ...]) -> Iterable[str]:
    names, values = ", ".join(columns), ", ".join(f"new.{column}" for column in columns)
    options = f"content='{table}', content_rowid='seq', tokenize='unicode61 remove_diacritics 2'"
    insert = f"INSERT INTO {table}_words(rowid, {names}) VALUES (new.seq, {values})"  # noqa: S608  (names from SEARCHED)
    yield f"CREATE VIRTUAL TABLE {table}_words USING fts5({names}, {options})"
    yield f"CREATE TRIGGER {table}_are_indexed AFTER INSERT ON {table} BEGIN {insert}; END"


def _postgresql_index(table: str, _columns: tuple[str, ...]) -> Iterable[str]:
    yield f"CREATE INDEX ix_{table}_words ON {table} USING gin ({_vector(table)})"


def _vector(table: str) -> str:
    joined = " || ' ' || ".join(f"coalesce({column}, '')" for column in SEARCHED[table])
    return f"to_tsvector('simple', left({joined}, {_LONGEST_VECTOR}))"


def _of_current(table: str) -> tuple[str, str]:
    """Return the expression for the article's id, and the join that leaves only what is current."""
    if table == "articles":
        return "found.id", ""
    return "found.article_id", "JOIN current_readings ON current_readings.seq = found.reading"


def _sqlite_common(table: str) -> str:
    """Give a row if more records hold the words than are ranked."""
    return f"SELECT 1 FROM {table}_words WHERE {table}_words MATCH :asked LIMIT 1 OFFSET :ranked"  # noqa: S608


def _sqlite_search(table: str, order: str) -> str:
    article, join = _of_current(table)
    return (
        f"SELECT found.id, {article} AS article_id, "  # noqa: S608  (names from SEARCHED)
        f"snippet({table}_words, -1, :begin, :end, '…', 24) AS snippet "
        f"FROM {table}_words JOIN {table} found ON found.seq = {table}_words.rowid {join} "
        f"WHERE {table}_words MATCH :asked ORDER BY {order} LIMIT :limit OFFSET :offset"
    )


def _postgresql_search(table: str) -> str:
    article, join = _of_current(table)
    shown = SEARCHED[table][-1]
    options = "'StartSel=' || CAST(:begin AS text) || ', StopSel=' || CAST(:end AS text) || ', MaxWords=24, MinWords=8'"
    return (
        f"SELECT found.id, {article} AS article_id, "  # noqa: S608  (names from SEARCHED)
        f"ts_headline('simple', found.{shown}, asked, {options}) AS snippet "
        f"FROM {table} found {join}, to_tsquery('simple', :asked) asked WHERE {_vector(table)} @@ asked "
        f"ORDER BY ts_rank({_vector(table)}, asked) DESC, found.id LIMIT :limit OFFSET :offset"
    )


def _phrases(query: str) -> list[tuple[list[str], bool]]:
    """Return the words of each phrase asked for, and whether its last word is only a beginning."""
    parts = re.findall(r'"([^"]*)"|([^\s"]+)', query)
    split = [(re.findall(r"\w+", quoted or plain), plain.endswith("*")) for quoted, plain in parts]
    return [(found, prefix) for found, prefix in split if found]


def _sqlite_query(phrases: list[tuple[list[str], bool]]) -> str:
    return " AND ".join(f'"{" ".join(found)}"{" *" if prefix else ""}' for found, prefix in phrases)


def _postgresql_query(phrases: list[tuple[list[str], bool]]) -> str:
    return " & ".join(
        " <-> ".join(f"'{word}'" for word in found) + (":*" if prefix else "") for found, prefix in phrases
    )
