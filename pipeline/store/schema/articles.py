"""Tables of articles and of what was collected about pages."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index

from pipeline.store.schema.columns import Moment, Words, record_table

articles = record_table(
    "articles",
    Column("id", Words, nullable=False, unique=True),
    Column("source_id", Words),
    Column("url", Words, nullable=False),
    Column("canonical_url", Words, nullable=False),
    Column("site", Words, nullable=False),
    Column("language", Words),
    Column("agency", Words),
    Column("title", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("published_at", Moment),
    Column("published_order", Words, nullable=False),  # sorts undated articles first, in both databases
    Column("modified_at", Moment),
    Column("fetched_at", Moment),
    Column("content_hash", Words, nullable=False),
    Column("version_of", Words),
    Column("warc_file", Words),
    Column("warc_offset", BigInteger),
)
# Addresses may be longer than PostgreSQL lets a b-tree key be: hash indices, equality only.
Index("ix_articles_canonical_url", articles.c.canonical_url, postgresql_using="hash")
Index("ix_articles_source_id", articles.c.source_id, postgresql_using="hash")
Index("ix_articles_published_order_id", articles.c.published_order, articles.c.id)
Index("ix_articles_site_published_at", articles.c.site, articles.c.published_at)
Index("ix_articles_version_of", articles.c.version_of)
Index("ix_articles_content_hash", articles.c.content_hash)
