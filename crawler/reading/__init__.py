"""Bytes of one page to its fields: text, title, authors, dates. No network, no clock."""
