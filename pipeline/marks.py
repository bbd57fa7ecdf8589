"""Which words of an article carry which field of a record: what the desk highlights, and other tools too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.records import CasualtyClaim, Span, Statement

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


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a field of the article, and what it carries; `sentence` is the sentence that was read."""

    name: str
    span: Span


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


def _place_and_time(claim: CasualtyClaim) -> Iterator[Mark]:
    if claim.time and claim.time.span:
        yield Mark("time", claim.time.span)
    if claim.place and claim.place.span:
        yield Mark("place", claim.place.span)


def _evidence_kind(claim: CasualtyClaim, span: Span) -> str:
    """Evidence carries quantity, outcome and victims; it says which only by its words."""
    described = claim.victims.as_stated
    return "victims" if described and (span.text in described or described in span.text) else "outcome"
