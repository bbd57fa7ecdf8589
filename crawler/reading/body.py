"""The paragraphs of a page's article."""

from __future__ import annotations

import trafilatura

from crawler.reading.source import Source, one_line


def read_paragraphs(source: Source) -> tuple[str, ...]:
    """Return the paragraphs of the article, in order; empty when none are found."""
    text = trafilatura.extract(source.markup, favor_precision=True, include_comments=False) or ""
    return tuple(
        paragraph for line in text.split("\n") if (paragraph := one_line(line)) and paragraph not in source.headings
    )
