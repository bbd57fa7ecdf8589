"""What the database itself holds to: append-only tables, in SQL that both databases are given in their own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, text

_REFUSAL = "records are appended and superseded, never changed"


def guard(connection: Connection, tables: Iterable[str]) -> None:
    """Make the database refuse to update or delete rows of `tables`. Called by migrations."""
    make = _sqlite if connection.dialect.name == "sqlite" else _postgresql
    for table in tables:
        for command in make(table):
            connection.execute(text(command))


def _sqlite(table: str) -> Iterator[str]:
    for verb in ("UPDATE", "DELETE"):
        yield (
            f"CREATE TRIGGER {table}_refuses_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table}: {_REFUSAL}'); END"
        )


def _postgresql(table: str) -> Iterator[str]:
    yield (
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '%: {_REFUSAL}', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$"
    )
    yield (
        f"CREATE TRIGGER {table}_refuses_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    yield (
        f"CREATE TRIGGER {table}_refuses_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
