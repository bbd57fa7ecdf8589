"""A pair that the machine is not sure of: two reports, or two statements, side by side with the reasons."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from starlette.responses import Response

from pipeline.records import Judgement, Record
from pipeline.review.deciding import decide
from pipeline.review.desk import Desk
from pipeline.review.joining import KIND, alone, enforce
from pipeline.review.people import Role
from pipeline.review.queue.items import join_item
from pipeline.review.queue.priorities import reasons
from pipeline.review.summaries import last_done
from pipeline.review.views.filters import selection
from pipeline.review.views.records import in_hand, onward, trail_of
from pipeline.review.visit import View, Visit
from pipeline.vocabulary import DecisionVerdict

ANSWERS = {
    "same": DecisionVerdict.MERGE,
    "different": DecisionVerdict.SPLIT,
    "unsure": DecisionVerdict.UNSURE,
}


def join_page(visit: Visit) -> Response:
    """Show the pair."""
    judgement = _judgement(visit)
    desk = visit.desk
    sides = [_side(desk, judgement.kind, one) for one in (judgement.left, judgement.right)]
    item = desk.store.item(judgement.id) or join_item(judgement, None)
    return visit.page(
        "join.html",
        judgement=judgement,
        sides=sides,
        item=item,
        reason=reasons()[item.reason],
        features=sorted(judgement.features, key=lambda one: -abs(one.score)),
        held_by=in_hand(visit, judgement.id),
        selection=selection(visit.query),
        last=last_done(visit.desk, visit.who.name),
        **trail_of(desk, "judgement", item),
    )


def answer(visit: Visit) -> Response:
    """Take the answer: one, two, or unsure."""
    judgement = _judgement(visit)
    given = visit.form.get("verdict", "")
    if given not in ANSWERS:
        visit.refuse(400, "Same, different or unsure?")
    holder = visit.desk.store.holders([judgement.id]).get(judgement.id)
    if holder not in (None, visit.who.name):
        visit.refuse(409, f"{holder} has this pair in hand. Nothing was changed.")
    note = visit.form.get("note", "")
    item = visit.desk.store.item(judgement.id) or join_item(judgement, None)
    with alone(visit.desk) if judgement.kind == KIND else nullcontext():
        decide(visit.desk, visit.who.name, item, ANSWERS[given], before={"verdict": judgement.verdict}, note=note)
        enforce(visit.desk, visit.who.name, judgement)
    return onward(visit, judgement.id)


def _judgement(visit: Visit) -> Judgement:
    judgement = visit.desk.store.judgement(visit.part("id"))
    if judgement is None:
        visit.refuse(404, "There is no such pair.")
    return judgement


def _side(desk: Desk, kind: str, side_id: str) -> dict[str, Any]:
    """Return one side: its record, its article, the incident it stands in, and the sentences it rests on."""
    record: Record | None
    if kind == KIND:
        told = desk.dataset.reported_incident(side_id)
        article = desk.dataset.article(told.article_id) if told else None
        reading = desk.dataset.reading(told.article_id) if told else None
        claims = [claim for claim in (reading.claims if reading else ()) if told and claim.id in told.claim_ids]
        incident = desk.dataset.incidents_of([side_id]).get(side_id)
        sentences = list(dict.fromkeys(claim.sentence.text for claim in claims))
        record = told
        (left,) = desk.as_left([incident]) if incident else (None,)
        return {"record": record, "article": article, "incident": left, "sentences": sentences}
    statement = desk.dataset.statement(side_id)
    article = desk.dataset.article(statement.article_id) if statement else None
    sentences = [statement.sentence.text] if statement else []
    return {"record": statement, "article": article, "incident": None, "sentences": sentences}


VIEWS = (View("/join/{id}", join_page), View("/join/{id}", answer, Role.ANALYST, "POST"))
