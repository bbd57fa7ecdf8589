"""Records as Label Studio tasks: the article, the words that carry each field, and the fields as predictions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.marks import Mark, claim_marks, statement_marks
from pipeline.records import Article, CasualtyClaim, Statement
from pipeline.review.desk import Desk
from pipeline.review.labelling.configuration import TEXT, WORDS
from pipeline.review.summaries import claim_figure, speaker_name
from pipeline.review_fields import FIELDS, EditableField, FieldKind, values
from pipeline.store.desk_items import Item
from pipeline.vocabulary import TextField

GAP = "\n\n"


def tasks(desk: Desk, items: Iterable[Item]) -> Iterator[dict[str, Any]]:
    """Yield a task for each claim or statement among the items; incidents and pairs are judged at the desk."""
    for item in items:
        if item.target_kind not in ("claim", "statement"):
            continue
        read = desk.dataset.claim if item.target_kind == "claim" else desk.dataset.statement
        record: CasualtyClaim | Statement | None = read(item.target_id)
        article = desk.dataset.article(record.article_id) if record else None
        if record is not None and article is not None:
            yield _task(item.target_kind, record, article)


def utf16_length(text: str) -> int:
    """Return the length as Label Studio counts: in UTF-16 units, in which characters beyond the first plane are two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _task(kind: str, record: CasualtyClaim | Statement, article: Article) -> dict[str, Any]:
    marks = claim_marks(record) if isinstance(record, CasualtyClaim) else statement_marks(record)
    named = claim_figure(record) if isinstance(record, CasualtyClaim) else speaker_name(record)
    fields = values(kind, record)
    answers = [_answer(field, fields[field.name]) for field in FIELDS[kind] if fields[field.name] is not None]
    return {
        "data": {
            "record_id": record.id,
            "record_kind": kind,
            "question": f"{named}: does the record say what the words say?",
            "text": article.title + GAP + article.text,
            "site": article.site,
            "url": article.url,
            "published_at": article.published_at.isoformat() if article.published_at else None,
        },
        "predictions": [
            {
                "model_version": record.extractor_version,
                "score": record.confidence,
                "result": [_region(number, mark, article) for number, mark in enumerate(marks)] + answers,
            }
        ],
    }


def _region(number: int, mark: Mark, article: Article) -> dict[str, Any]:
    whole = article.title + GAP + article.text
    shift = 0 if mark.span.field is TextField.TITLE else len(article.title + GAP)
    start, end = (utf16_length(whole[: shift + at]) for at in (mark.span.start, mark.span.end))
    value = {"start": start, "end": end, "text": mark.span.text, "labels": [mark.name]}
    return {"id": f"m{number}", "from_name": WORDS, "to_name": TEXT, "type": "labels", "value": value}


def _answer(field: EditableField, value: Any) -> dict[str, Any]:
    kind, given = _as_given(field, value)
    return {"id": f"f-{field.name}", "from_name": field.name, "to_name": TEXT, "type": kind, "value": given}


def _as_given(field: EditableField, value: Any) -> tuple[str, dict[str, Any]]:
    if field.codes is not None:
        return "choices", {"choices": [str(value)]}
    if field.kind is FieldKind.FLAG:
        return "choices", {"choices": ["yes" if value else "no"]}
    if field.kind is FieldKind.COUNT:
        return "number", {"number": value}
    return "textarea", {"text": [str(value)]}
