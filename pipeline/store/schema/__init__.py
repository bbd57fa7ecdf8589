"""The tables, by what they are about. Migrations make them; queries are written against them."""

# Importing each module declares its tables.
from pipeline.store.schema import articles, desk, operations, readings, resolution
from pipeline.store.schema.columns import METADATA, RECORD_TABLES

__all__ = ["METADATA", "RECORD_TABLES", "articles", "desk", "operations", "readings", "resolution"]
