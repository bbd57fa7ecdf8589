"""A claim or a statement in its paragraph: read it, decide, go on; and undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from typing import Any

from starlette.responses import Response

from pipeline.marks import claim_marks, statement_marks
from pipeline.records import Article, CasualtyClaim, Decision, Statement
from pipeline.review.deciding import CorrectionError, corrections_in, decide
from pipeline.review.desk import Desk
from pipeline.review.joining import alone, enforce, take_apart
from pipeline.review.passage import paragraphs, title_pieces
from pipeline.review.people import Role
from pipeline.review.queue.items import claim_item, statement_item
from pipeline.review.queue.priorities import reasons
from pipeline.review.summaries import claim_figure, last_done, speaker_name, speaker_words
from pipeline.review.views.filters import selection
from pipeline.review.views.queue import LEASE, address, take_next
from pipeline.review.visit import View, Visit
from pipeline.review_fields import FIELDS, values
from pipeline.standing import reshapes, standing
from pipeline.store.desk_items import Item
from pipeline.vocabulary import DecisionVerdict

VERDICTS = {"accept", "correct", "reject", "unsure"}
UNDOABLE_LOOKED_AT = 200
UNDONE = "undone"
"""In `Decision.before`: the join or split that a decision takes back."""


def claim_page(visit: Visit) -> Response:
    """Show a claim."""
    claim = visit.desk.dataset.claim(visit.part("id"))
    return _page(visit, "claim", claim)


def statement_page(visit: Visit) -> Response:
    """Show a statement."""
    statement = visit.desk.dataset.statement(visit.part("id"))
    return _page(visit, "statement", statement)


def decide_on_record(visit: Visit) -> Response:
    """Take a verdict on a claim or statement, and go to the next item of the selection."""
    kind = visit.part("kind")
    return decided(visit, kind, lambda record, problems: _page(visit, kind, record, problems))


def decided(visit: Visit, kind: str, again: Callable[[Any, Mapping[str, str]], Response]) -> Response:
    """Take a verdict from the form; `again` shows the record anew with what is wrong with its corrections."""
    record = record_of(visit.desk, kind, visit.part("id"))
    verdict = visit.form.get("verdict", "")
    if record is None or verdict not in VERDICTS:
        visit.refuse(404 if record is None else 400, "There is no such record." if record is None else "Which verdict?")
    corrections: dict[str, Any] = {}
    if verdict == "correct":
        try:
            corrections = corrections_in(visit.form, kind, record)
        except CorrectionError as error:
            return again(record, error.problems)
        verdict = "correct" if corrections else "accept"
    if holder := _holder_of(visit, record.id):
        return again(
            record, {"": f"{holder} has this record in hand. Nothing was changed; what you entered stands below."}
        )
    decide(
        visit.desk,
        visit.who.name,
        item_of(visit.desk, kind, record),
        DecisionVerdict.of(verdict),
        before=values(kind, record),
        corrections=corrections,
        note=visit.form.get("note", ""),
    )
    return onward(visit, record.id)


def onward(visit: Visit, record_id: str) -> Response:
    """Go to the next item of the selection, or stay with a record that was opened by itself."""
    chosen = selection(visit.query)
    item = take_next(visit.desk, visit.who.name, chosen, after=record_id)
    return visit.see(address(item, chosen) if item else "/?done=1")


def undo(visit: Visit) -> Response:
    """Withdraw the reviewer's last decision that still stands, and go back to its record."""
    desk, person = visit.desk, visit.who.name
    last = _last_standing(desk, person)
    if last is None:
        return visit.see("/?nothing=1")
    if reshapes(last):
        return _undo_reshaping(visit, last)
    target = desk.store.item(last.target_id) or _bare_item(last)
    asked = desk.store.judgement(last.target_id) if last.target_kind == "judgement" else None
    with alone(desk) if asked else nullcontext():
        decide(desk, person, target, DecisionVerdict.UNDO, before={})
        if asked is not None:
            enforce(desk, person, asked)
    return visit.see(address(target, selection(visit.query)))


def _undo_reshaping(visit: Visit, last: Decision) -> Response:
    """Take back a join or split of incidents: every pair stands as it stood before, and so do the incidents."""
    desk, person = visit.desk, visit.who.name
    pairs = [(left, right) for left, right in last.before.get("pairs", ())]
    members = [*last.before.get("members", ()), *last.before.get("joined", ())]
    back = DecisionVerdict.SPLIT if last.verdict is DecisionVerdict.MERGE else DecisionVerdict.MERGE
    with alone(desk):
        decide(desk, person, _bare_item(last), back, before={UNDONE: last.id}, note=f"Took back: {last.note}")
        take_apart(desk, person, pairs, members)
    stands = desk.dataset.incident(last.target_id)
    return visit.see(f"/incident/{last.target_id}" if stands else "/incidents")


def ask_second(visit: Visit) -> Response:
    """Ask colleagues for another opinion on a record."""
    visit.desk.store.ask_second_opinion(visit.part("id"), visit.who.name, visit.form.get("note", "")[:2000])
    visit.desk.follower.catch_up()
    return onward(visit, visit.part("id"))


def record_of(desk: Desk, kind: str, record_id: str) -> Any:
    """Return the record of a kind; None if there is none, or nothing of this kind can be decided on."""
    reads: dict[str, Any] = {
        "claim": desk.dataset.claim,
        "statement": desk.dataset.statement,
        "incident": desk.dataset.incident,
    }
    return reads[kind](record_id) if kind in reads else None


def item_of(desk: Desk, kind: str, record: Any) -> Item:
    """Return the item of a record, made anew where the queue has none, as for an earlier reading."""
    known = desk.store.item(record.id)
    if known is not None:
        return known
    article = desk.dataset.article(record.article_id)
    assert article is not None
    return claim_item(record, article) if kind == "claim" else statement_item(record, article)


def trail_of(desk: Desk, kind: str, item: Item) -> dict[str, Any]:
    """Return what has been decided on a record, what it amounts to, and who asks for more."""
    incident = desk.dataset.incident(item.target_id) if kind == "incident" else None
    decisions = (
        desk.dataset.decisions_on(kind, item.target_id)
        if incident is None
        else desk.dataset.decisions_on_incident(incident)
    )
    asked = desk.store.second_opinions([item.target_id]).get(item.target_id, [])
    fresh = [one for one in decisions if not item.reopened_at or one.decided_at > item.reopened_at]
    return {"decisions": decisions, "asked": asked, "standing": standing(fresh, {one.asked_by for one in asked})}


def in_hand(visit: Visit, record_id: str) -> str | None:
    """Take a record in hand for who looks at it; return who else has it, None if nobody."""
    if not visit.who.may(Role.ANALYST):
        return visit.desk.store.holders([record_id]).get(record_id)
    if visit.desk.store.take(record_id, visit.who.name, visit.desk.now() + LEASE):
        return None
    return visit.desk.store.holders([record_id]).get(record_id)


def _page(
    visit: Visit,
    kind: str,
    record: CasualtyClaim | Statement | None,
    problems: Mapping[str, str] | None = None,
) -> Response:
    desk = visit.desk
    article = desk.dataset.article(record.article_id) if record else None
    if record is None or article is None:
        visit.refuse(404, f"There is no {kind} with this id.")
    item = item_of(desk, kind, record)
    marks = claim_marks(record) if isinstance(record, CasualtyClaim) else statement_marks(record)
    trail = trail_of(desk, kind, item)
    holds = trail["standing"].holds
    return visit.page(
        "record.html",
        422 if problems else 200,
        kind=kind,
        record=record,
        name=claim_figure(record) if isinstance(record, CasualtyClaim) else speaker_name(record),
        article=article,
        item=item,
        reason=reasons()[item.reason],
        fields=FIELDS[kind],
        values=values(kind, record),
        corrections=dict(holds.corrections) if holds else {},
        entered=visit.form,
        problems=dict(problems or {}),
        stated={"speaker": speaker_words(record)} if isinstance(record, Statement) else {},
        editing=bool(problems) or "edit" in visit.query,
        title_pieces=title_pieces(article, record.sentence, marks),
        paragraphs=paragraphs(article, record.sentence, marks),
        held_by=in_hand(visit, record.id),
        selection=selection(visit.query),
        last=last_done(visit.desk, visit.who.name),
        around=_around(desk, kind, record, article),
        **trail,
    )


def _around(desk: Desk, kind: str, record: CasualtyClaim | Statement, article: Article) -> dict[str, Any]:
    """Return what stands around a record: its incident, the article's other records, copies of the report."""
    reading = desk.dataset.reading(article.id)
    told = [one for one in reading.incidents if record.id in one.claim_ids] if reading else []
    incidents = desk.dataset.incidents_of(one.id for one in told)
    copy = desk.dataset.syndication_of([article.id]).get(article.id)
    family = desk.dataset.family(copy.family) if copy else []
    copies = desk.dataset.articles_by_id(one.article_id for one in family if one.article_id != article.id)
    return {
        "incidents": desk.as_left(list({one.id: one for one in incidents.values()}.values())),
        "siblings": [one for one in (reading.claims if reading else ()) if one.id != record.id],
        "copies": sorted(copies.values(), key=lambda one: one.id),
        "newer": desk.store.newer_version(article.id),
        "kind": kind,
    }


def _holder_of(visit: Visit, record_id: str) -> str | None:
    """Return who else has a record in hand; None if nobody."""
    holder = visit.desk.store.holders([record_id]).get(record_id)
    return None if holder == visit.who.name else holder


def _last_standing(desk: Desk, person: str) -> Decision | None:
    """Return the last decision to undo: an opinion that was not withdrawn, a join or split that was not taken back."""
    seen: set[str] = set()
    for decision in desk.store.last_decisions(person, limit=UNDOABLE_LOOKED_AT):
        if UNDONE in decision.before:
            seen.add(decision.before[UNDONE])
        elif reshapes(decision):
            if decision.id not in seen:
                return decision
        elif decision.target_id not in seen and decision.verdict is not DecisionVerdict.UNDO:
            return decision
        else:
            seen.add(decision.target_id)
    return None


def _bare_item(decision: Decision) -> Item:
    return Item(decision.target_id, decision.target_kind, decision.target_key, "claim", 0, 0, "open", waiting=True)


VIEWS = (
    View("/claim/{id}", claim_page),
    View("/statement/{id}", statement_page),
    View("/decide/{kind}/{id}", decide_on_record, Role.ANALYST, "POST"),
    View("/undo", undo, Role.ANALYST, "POST"),
    View("/ask/{id}", ask_second, Role.ANALYST, "POST"),
)
