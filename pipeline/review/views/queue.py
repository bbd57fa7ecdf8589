"""The queue: what needs eyes, the most pressing first; and the way to the next item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime, time, timedelta
from typing import Any

from starlette.responses import Response

from pipeline.review.desk import Desk
from pipeline.review.files import MOST_ROWS, as_csv, as_file, as_json
from pipeline.review.people import Role
from pipeline.review.queue.priorities import reasons
from pipeline.review.rendering import query as as_query
from pipeline.review.summaries import headlines
from pipeline.review.views.filters import PAGE_ROWS, item_filter, page_in, selection
from pipeline.review.visit import View, Visit
from pipeline.standing import State
from pipeline.store.desk_items import Item

LEASE = timedelta(minutes=15)
"""How long an item stays in somebody's hand: longer than a hard record takes, shorter than a lunch."""

PATHS = {"claim": "claim", "statement": "statement", "incident": "incident", "judgement": "join"}


def queue(visit: Visit) -> Response:
    """Show a page of the queue with its filters."""
    desk, query = visit.desk, visit.query
    desk.follower.catch_up()
    wanted, page = item_filter(query), page_in(query)
    items = desk.store.items(wanted, limit=PAGE_ROWS + 1, offset=(page - 1) * PAGE_ROWS)
    shown = items[:PAGE_ROWS]
    midnight = datetime.combine(desk.now().date(), time(), UTC)
    return visit.page(
        "queue.html",
        items=shown,
        headlines=headlines(desk, shown),
        holders=desk.store.holders(item.target_id for item in shown),
        reasons=reasons(),
        choices={name: desk.store.item_values(name) for name in ("country", "cause", "site", "reason")},
        states=[state.value for state in State],
        total=desk.store.count_items(wanted),
        done_today=desk.store.count_decisions(visit.who.name, midnight),
        selection=selection(query),
        page=page,
        more=len(items) > PAGE_ROWS,
        address=address,
        first_time=visit.who.may(Role.ANALYST) and not desk.store.last_decisions(visit.who.name, limit=1),
    )


def next_item(visit: Visit) -> Response:
    """Take the next free item of the selection in hand and go there; back to the queue when all is done."""
    wanted, chosen = item_filter(visit.query), selection(visit.query)
    item = take_next(visit.desk, visit.who.name, chosen, after=visit.query.get("after"))
    if item is None:
        return visit.see(f"/?{as_query({**chosen, 'done': '1'})}" if wanted else "/")
    return visit.see(address(item, chosen))


def take_next(desk: Desk, person: str, chosen: Mapping[str, str], after: str | None = None) -> Item | None:
    """Take the most pressing item that nobody has in hand; `after` is the one that was just looked at."""
    if after:
        desk.store.let_go(person, after)
    passed = desk.store.item(after) if after else None
    free = desk.store.free_items(item_filter(chosen), person, desk.now(), limit=60)
    later = [item for item in free if passed is None or _follows(item, passed)]
    for item in [*later, *(item for item in free if item not in later and item.target_id != after)]:
        if _may_decide(desk, item, person) and desk.store.take(item.target_id, person, desk.now() + LEASE):
            return item
    return None


def address(item: Item, chosen: Mapping[str, str]) -> str:
    """Return where an item is decided on, with the selection it came from."""
    query = as_query(chosen)
    return f"/{PATHS[item.target_kind]}/{item.target_id}" + (f"?{query}" if query else "")


def _follows(item: Item, passed: Item) -> bool:
    return (-item.priority, item.target_id) > (-passed.priority, passed.target_id)


def _may_decide(desk: Desk, item: Item, person: str) -> bool:
    """A second opinion is somebody else's: who has one already is not asked again."""
    if item.state not in (State.SECOND, State.DISPUTED):
        return True
    decided = desk.dataset.standing_decisions(item.target_kind, [item.target_id]).get(item.target_id, [])
    return person not in {one.reviewer for one in decided}


def queue_csv(visit: Visit) -> Response:
    """Return the selection of the queue as CSV."""
    return as_file("queue", as_csv(_rows(visit)), "text/csv; charset=utf-8", "csv")


def queue_json(visit: Visit) -> Response:
    """Return the selection of the queue as JSON."""
    return as_file("queue", as_json(_rows(visit)), "application/json", "json")


def _rows(visit: Visit) -> list[dict[str, Any]]:
    return [asdict(item) for item in visit.desk.store.items(item_filter(visit.query), limit=MOST_ROWS)]


VIEWS = (
    View("/", queue),
    View("/queue.csv", queue_csv),
    View("/queue.json", queue_json),
    View("/next", next_item, Role.ANALYST),
)
