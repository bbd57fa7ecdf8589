"""Column types that mean the same in SQLite and PostgreSQL, and the frame of a record table."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, DateTime, Dialect, Integer, MetaData, String, Table, Text
from sqlalchemy.sql.schema import SchemaItem
from sqlalchemy.types import TypeDecorator, TypeEngine

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
RECORD_TABLES: list[str] = []
"""Names of the append-only tables: the database itself refuses to change or delete their rows."""

Words = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that sorts by code point in both databases, so that exports come out in one order."""

RowNumber = BigInteger().with_variant(Integer, "sqlite")


class Moment(TypeDecorator[datetime]):
    """An aware moment in UTC: a native timestamp in PostgreSQL, sortable ISO 8601 text in SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the column type of the database."""
        return dialect.type_descriptor(String() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Write as UTC; raises ValueError for a moment without time zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        utc = value.astimezone(UTC)
        return utc.isoformat(timespec="microseconds") if dialect.name == "sqlite" else utc

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Read as aware UTC."""
        if value is None:
            return None
        moment = datetime.fromisoformat(value) if dialect.name == "sqlite" else value
        return moment.astimezone(UTC)


def arrival_table(name: str, *items: SchemaItem) -> Table:
    """Declare an append-only table: `seq` counts arrivals, `appended_at` says when."""
    RECORD_TABLES.append(name)
    number = Column("seq", RowNumber, primary_key=True, autoincrement=True)
    return Table(name, METADATA, number, *items, Column("appended_at", Moment, nullable=False))


def record_table(name: str, *items: SchemaItem) -> Table:
    """Declare an append-only table whose column `record` is the whole record as JSON."""
    return arrival_table(name, *items, Column("record", Words, nullable=False))


def toll_columns(*outcomes: str) -> list[Column[Any]]:
    """Return the columns `<outcome>_low`, `_best`, `_high` for each outcome."""
    return [Column(f"{outcome}_{bound}", BigInteger) for outcome in outcomes for bound in ("low", "best", "high")]
