"""A record in its article: paragraphs cut at the borders of the spans that carry each field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.marks import Mark
from pipeline.records import Article, Span
from pipeline.vocabulary import TextField

AROUND = 1
"""Paragraphs shown before and after the one with the evidence; the others are one click away."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words between two borders; `marks` names all that they carry, `read` is whether the sentence covers them."""

    text: str
    marks: tuple[str, ...]
    read: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; `near` if it holds the sentence or stands next to it."""

    pieces: tuple[Piece, ...]
    near: bool
    holds: bool


def title_pieces(article: Article, sentence: Span, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """Return the headline cut at the marks in it."""
    inside = [mark for mark in marks if mark.span.field is TextField.TITLE]
    read = sentence if sentence.field is TextField.TITLE else None
    return _pieces(article.title, 0, read, inside)


def paragraphs(article: Article, sentence: Span, marks: Sequence[Mark]) -> list[Paragraph]:
    """Return the body's paragraphs, cut at the marks; the one with the sentence and its neighbours are near."""
    bounds = list(_bounds(article.text))
    read = sentence if sentence.field is TextField.TEXT else None
    holding = [i for i, (start, end) in enumerate(bounds) if read and start < read.end and read.start < end]
    inside = [mark for mark in marks if mark.span.field is TextField.TEXT]
    first, last = (min(holding), max(holding)) if holding else (0, 0)
    return [
        Paragraph(
            _pieces(article.text[start:end], start, read, inside),
            near=first - AROUND <= number <= last + AROUND,
            holds=number in holding,
        )
        for number, (start, end) in enumerate(bounds)
    ]


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for part in text.split("\n\n"):
        if part:
            yield start, start + len(part)
        start += len(part) + 2


def _pieces(text: str, offset: int, read: Span | None, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    end = offset + len(text)
    inside = [mark for mark in marks if mark.span.start < end and offset < mark.span.end]
    spans = [mark.span for mark in inside] + ([read] if read else [])
    borders = {offset, end} | {min(max(at, offset), end) for span in spans for at in (span.start, span.end)}
    ordered = sorted(borders)
    return tuple(
        Piece(
            text[start - offset : stop - offset],
            tuple(sorted({mark.name for mark in inside if _covers(mark.span, start, stop)})),
            read is not None and _covers(read, start, stop),
        )
        for start, stop in zip(ordered, ordered[1:], strict=False)
    )


def _covers(span: Span, start: int, stop: int) -> bool:
    return span.start <= start and stop <= span.end
