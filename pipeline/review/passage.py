"""A record in its article: paragraphs cut at the borders of the spans that carry each field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.records import Article, CasualtyClaim, Span, Statement
from pipeline.vocabulary import TextField

MARKS = (
    "quantity",
    "outcome",
    "victims",
    "time",
    "place",
    "cause",
    "actor",
    "attribution",
    "speaker",
    "cue",
    "content",
)
"""What words can carry; each has its own look on the page."""

AROUND = 1
"""Paragraphs shown before and after the one with the evidence; the others are one click away."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a field of the article, and what it carries; `sentence` is the sentence that was read."""

    name: str
    span: Span


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


def claim_marks(claim: CasualtyClaim) -> list[Mark]:
    """Return where each field of a claim stands."""
    marks = [Mark("quantity", claim.quantity.span), *_place_and_time(claim)]
    marks += [Mark("cause", claim.cause_span)] if claim.cause_span else []
    marks += [Mark("actor", claim.actor_span)] if claim.actor_span else []
    marks += [Mark("attribution", claim.attribution.span)] if claim.attribution else []
    marks += [Mark("victims", one.span) for one in claim.victims.named]
    taken = {(mark.span.field, mark.span.start, mark.span.end) for mark in marks}
    for span in claim.evidence:
        if (span.field, span.start, span.end) not in taken:
            marks.append(Mark(_evidence_kind(claim, span), span))
    return marks


def statement_marks(statement: Statement) -> list[Mark]:
    """Return where each part of a statement stands."""
    marks = [Mark("content", span) for span in statement.spans]
    marks += [Mark("speaker", statement.speaker.span)] if statement.speaker else []
    marks += [Mark("cue", statement.cue_span)] if statement.cue_span else []
    marks += [Mark("time", statement.time.span)] if statement.time and statement.time.span else []
    return marks


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


def _place_and_time(claim: CasualtyClaim) -> Iterator[Mark]:
    if claim.time and claim.time.span:
        yield Mark("time", claim.time.span)
    if claim.place and claim.place.span:
        yield Mark("place", claim.place.span)


def _evidence_kind(claim: CasualtyClaim, span: Span) -> str:
    """Evidence carries quantity, outcome and victims; it says which only by its words."""
    described = claim.victims.as_stated
    return "victims" if described and (span.text in described or described in span.text) else "outcome"


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
