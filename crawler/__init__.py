"""Scrapy, and only here: declared sites are discovered, fetched, archived and turned into articles."""
