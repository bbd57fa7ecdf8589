"""The lists: incidents, tallies, statements, claims, the trail; on screen, as CSV and as JSON from one query."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from starlette.responses import Response

from pipeline.records import Incident, Statement, Tally
from pipeline.review.desk import Desk
from pipeline.review.files import MOST_ROWS, as_csv, as_file, as_json
from pipeline.review.rendering import query as as_query
from pipeline.review.views.filters import PAGE_ROWS, page_in, wanted
from pipeline.review.visit import View, Visit
from pipeline.store.codec import decode
from pipeline.store.desk_lists import LISTS, Row
from pipeline.vocabulary import INCIDENT_OUTCOMES, Code, CueClass, DecisionVerdict, IncidentStatus, Outcome, Scope


@dataclass(frozen=True, slots=True)
class Shown:
    """A list on screen: its title, what it is, the filters offered and its template.

    `choices` are filters whose values are read from the list itself: those of short lists.
    """

    title: str
    about: str
    filters: tuple[str, ...]
    template: str
    choices: tuple[str, ...] = ()


KINDS = {"incidents": "incident", "claims": "claim", "statements": "statement"}
"""Lists of what the queue has items of."""

CODES: dict[str, type[Code]] = {
    "status": IncidentStatus,
    "outcome": Outcome,
    "scope": Scope,
    "cue_class": CueClass,
    "verdict": DecisionVerdict,
}
"""Filters whose values are a closed list."""

SHOWN = {
    "incidents": Shown(
        "Incidents", "Events joined from reports, with the figures to quote.",
        ("country", "cause", "status", "place"), "list_incidents.html",
    ),
    "tallies": Shown(
        "Tallies", "Running counts over many events, as somebody keeps them.",
        ("country", "cause", "outcome", "place"), "list_tallies.html", ("country", "cause", "outcome"),
    ),
    "statements": Shown(
        "Statements", "Who said what; of one speaker, place or topic in the order of publication.",
        ("speaker", "organisation", "country", "cue_class", "site"), "list_statements.html",
    ),
    "claims": Shown(
        "Claims", "Every figure as one passage states it.",
        ("outcome", "scope", "country", "cause", "site"), "list_claims.html",
    ),
    "trail": Shown(
        "Trail", "Who decided what, when and why.",
        ("reviewer", "verdict", "target_kind", "target_id"), "list_trail.html", ("reviewer", "verdict", "target_kind"),
    ),
}  # fmt: skip


def page_of(name: str) -> Callable[[Visit], Response]:
    """Return the page of a list."""

    def show(visit: Visit) -> Response:
        query, shown = visit.query, SHOWN[name]
        asked = wanted(query, LISTS[name].equal)
        visit.desk.follower.catch_up()
        rows = visit.desk.store.listed(name, replace(asked, limit=PAGE_ROWS + 1), query.get("topic"))
        rows = _completed(visit.desk, name, rows)
        return visit.page(
            shown.template,
            name=name,
            shown=shown,
            rows=rows[:PAGE_ROWS],
            page=page_in(query),
            more=len(rows) > PAGE_ROWS,
            choices={column: choices for column in shown.filters if (choices := choices_of(visit.desk, name, column))},
            query=query,
            files=as_query(query, page=None),
        )

    return show


def choices_of(desk: Desk, name: str, column: str) -> list[str]:
    """Return the values to choose a filter from; none where one types: speakers and places are too many."""
    if column in CODES:
        return [member.value for member in CODES[column]]
    if column in SHOWN[name].choices:
        return [value for value, _ in desk.store.frequent(name, column)]
    if name in KINDS and column in ("country", "cause", "site"):
        return desk.store.item_values(column, kind=KINDS[name])
    return []


def file_of(name: str, make: Callable[[Sequence[Row]], bytes], kind: str, ending: str) -> Callable[[Visit], Response]:
    """Return the download of a list: the same query as the page, all rows."""

    def download(visit: Visit) -> Response:
        asked = wanted(visit.query, LISTS[name].equal)
        rows = visit.desk.store.listed(name, replace(asked, limit=MOST_ROWS, offset=0), visit.query.get("topic"))
        rows = _completed(visit.desk, name, rows)
        return as_file(name, make([_flat(row) for row in rows]), kind, ending)

    return download


def _completed(desk: Desk, name: str, rows: list[Row]) -> list[Row]:
    """Return a list's rows with what is no column of the dataset."""
    if name == "incidents":
        return _as_left(desk, rows)
    if name == "statements":
        return [{**row, "topics": _topics_of(row)} for row in rows]
    return [{**row, **_latest_of(row)} for row in rows] if name == "tallies" else rows


def _topics_of(row: Row) -> str:
    """Return the phrases of a statement's row; the column of an older dataset does not say where one ends."""
    return "; ".join(decode(Statement, row["record"]).topics)


def _latest_of(row: Row) -> Row:
    """Return the last reading of a tally's row, named as in the export; a tally that stands has at least one."""
    last = decode(Tally, row["record"]).readings[-1]
    figures = {f"latest_{bound}": getattr(last, bound) for bound in ("low", "best", "high")}
    return {**figures, "latest_as_of": last.as_of, "latest_flag": last.flag}


def _as_left(desk: Desk, rows: Sequence[Row]) -> list[Row]:
    """Return rows of incidents with the figures that analysts' decisions leave them."""
    stored = desk.dataset.incidents_by_id(row["id"] for row in rows)
    left = {one.id: one for one in desk.as_left(list(stored.values()))}
    return [{**row, **_figures_of(left[row["id"]])} if row["id"] in left else row for row in rows]


def _figures_of(incident: Incident) -> Row:
    tolls = {outcome: getattr(incident, outcome) for outcome in INCIDENT_OUTCOMES}
    figures = {
        f"{outcome}_{bound}": getattr(toll, bound) if toll else None
        for outcome, toll in tolls.items()
        for bound in ("low", "best", "high")
    }
    figures["displaced_unit"] = incident.displaced.unit if incident.displaced else None
    return {**figures, "status": incident.status, "independent_sources": incident.independent_sources}


def _flat(row: Mapping[str, Any]) -> Row:
    """Return a row with what stands in its record beside the columns, for decisions: before, after."""
    flat = {name: value for name, value in row.items() if name != "record"}
    if "record" in row and "verdict" in row:
        record = json.loads(row["record"])
        flat |= {name: json.dumps(record.get(name, {}), ensure_ascii=False) for name in ("corrections", "before")}
    return flat


def _views(names: Iterable[str]) -> Iterable[View]:
    for name in names:
        yield View(f"/{name}", page_of(name))
        yield View(f"/{name}.csv", file_of(name, as_csv, "text/csv; charset=utf-8", "csv"))
        yield View(f"/{name}.json", file_of(name, as_json, "application/json", "json"))


VIEWS = tuple(_views(SHOWN))
