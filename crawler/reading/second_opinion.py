"""When the text read from the page's structure is doubtful: what JSON-LD and trafilatura say instead."""

from __future__ import annotations

import re
from collections.abc import Sequence

import trafilatura

from crawler.reading.source import Source, one_line

# Shorter texts are doubtful: most news runs to several paragraphs.
SURE_CHARACTERS = 300
# Text that short is a brief as often as a part of more: trafilatura's is taken when it has this many times as much.
MIN_GAIN = 2.0
# A declared body shorter than this is a teaser and says nothing about the text.
MIN_DECLARED_CHARACTERS = 400
# Text that has less than this in common with the declared body, either way, is not the same article. The declared body
# may be a part (a first page) or more (boxes, all posts of a live blog) and is not better for being longer.
MIN_COMMON = 0.3
SHINGLE_WORDS = 4
MAX_TRAFILATURA_CHARACTERS = 3_000_000

Paragraphs = tuple[str, ...]


def settle(source: Source, read: Paragraphs, not_article: frozenset[str] = frozenset()) -> Paragraphs:
    """Return the paragraphs to believe: those read, unless they are short or another text than the page declares.

    `not_article` holds lines of the page that are known to be teasers.
    """
    declared = declared_paragraphs(source)
    if _length(declared) < MIN_DECLARED_CHARACTERS:
        return read if _length(read) >= SURE_CHARACTERS else _longer(read, _by_trafilatura(source, not_article))
    wanted = _shingles(declared)
    if _length(read) >= SURE_CHARACTERS and _common(wanted, read) >= MIN_COMMON:
        return read
    other = _by_trafilatura(source, not_article)
    best = max((read, other), key=lambda paragraphs: _common(wanted, paragraphs) * _length(paragraphs))
    return best if _common(wanted, best) >= MIN_COMMON and _length(best) >= SURE_CHARACTERS else declared


def declared_paragraphs(source: Source) -> Paragraphs:
    """Return the text that JSON-LD declares, the entries of a live blog included; empty where it declares none."""
    texts = [source.declared.body or ""]
    for posting in source.declared.postings:
        texts += [posting.headline, posting.body]
    return tuple(line for text in texts for part in text.splitlines() if (line := one_line(part)))


def _by_trafilatura(source: Source, not_article: frozenset[str]) -> Paragraphs:
    if len(source.markup) > MAX_TRAFILATURA_CHARACTERS:
        return ()
    text = trafilatura.extract(source.markup, favor_precision=True, include_comments=False) or ""
    lines = (one_line(line) for line in text.split("\n"))
    return tuple(line for line in lines if line and line not in source.headings and line not in not_article)


def _longer(read: Paragraphs, other: Paragraphs) -> Paragraphs:
    """Return the other text where it has much that was not read, and is more than what stood around a brief."""
    return other if _length(other) >= MIN_GAIN * _length(read) else read


def _length(paragraphs: Sequence[str]) -> int:
    return sum(len(paragraph) for paragraph in paragraphs)


def _common(wanted: frozenset[tuple[str, ...]], paragraphs: Sequence[str]) -> float:
    """Return the share of the smaller of the two texts that they have in common."""
    found = _shingles(paragraphs)
    return len(wanted & found) / max(1, min(len(wanted), len(found)))


def _shingles(paragraphs: Sequence[str]) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", " ".join(paragraphs).casefold())
    return frozenset(tuple(words[at : at + SHINGLE_WORDS]) for at in range(max(1, len(words) - SHINGLE_WORDS + 1)))
