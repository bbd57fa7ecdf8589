"""Articles with their records marked, in the form that spaCy's displaCy draws by hand (`manual=True`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pipeline.marks import Mark, claim_marks, statement_marks
from pipeline.records import Article, Reading
from pipeline.vocabulary import TextField

GAP = "\n\n"
COLOURS = {
    "quantity": "#ffe08a",
    "outcome": "#ffc9b8",
    "victims": "#d9e8c5",
    "time": "#cfe3f7",
    "place": "#c8ece3",
    "cause": "#f3cfe4",
    "actor": "#e2d6f6",
    "attribution": "#e5e2d5",
    "speaker": "#e5e2d5",
    "cue": "#ffc9b8",
    "content": "#cfe3f7",
}
"""One for each mark, those of the desk."""


def marked_claims(article: Article, reading: Reading) -> dict[str, Any]:
    """Return the article with the words that its claims rest on."""
    return _marked(article, [mark for claim in reading.claims for mark in claim_marks(claim)], "claims")


def marked_statements(article: Article, reading: Reading) -> dict[str, Any]:
    """Return the article with speakers, cues and what was said."""
    return _marked(article, [mark for one in reading.statements for mark in statement_marks(one)], "statements")


def _marked(article: Article, marks: Iterable[Mark], what: str) -> dict[str, Any]:
    shift = len(article.title + GAP)
    places = sorted(
        {
            (mark.span.start + by, mark.span.end + by, mark.name)
            for mark in marks
            for by in (0 if mark.span.field is TextField.TITLE else shift,)
        },
        key=lambda place: (place[0], place[2] != "quantity", -place[1], place[2]),
    )
    drawn: list[dict[str, Any]] = []
    for start, end, name in places:
        # displaCy draws no mark inside another: of two that overlap, the one that begins first stays.
        if not drawn or start >= drawn[-1]["end"]:
            drawn.append({"start": start, "end": end, "label": name})
    title = f"{what} of {article.site}, {article.published_at:%Y-%m-%d}" if article.published_at else what
    return {"text": article.title + GAP + article.text, "ents": drawn, "title": title}
