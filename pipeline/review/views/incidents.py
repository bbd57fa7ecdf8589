"""An incident: its toll over time, the claims behind it, why its reports are one, and how to join or split."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from starlette.responses import Response

from pipeline.records import Article, CasualtyClaim, Decision, Incident, ReportedIncident, Toll, TollEntry
from pipeline.review.charts import Chart, Figure, figures_chart
from pipeline.review.deciding import decide
from pipeline.review.desk import Desk
from pipeline.review.joining import alone, joining_pairs, judgements_inside, reshape, splitting_pairs
from pipeline.review.map import map_around
from pipeline.review.people import Role
from pipeline.review.queue.items import incident_item
from pipeline.review.queue.priorities import reasons
from pipeline.review.rendering import code, stated
from pipeline.review.summaries import incident_figure, incident_name, last_done
from pipeline.review.views.filters import selection
from pipeline.review.views.records import decided, in_hand, trail_of
from pipeline.review.visit import View, Visit
from pipeline.review_fields import FIELDS, values
from pipeline.standing import standing
from pipeline.vocabulary import INCIDENT_OUTCOMES, DecisionVerdict, Unit, Verdict

LEAST_CHARTED = 3
"""Figures of an outcome that a chart is drawn of: one or two are told at a glance by the sentences."""
APART = (
    "The join is in the trail, but the two stay two: one article tells of both, or another split keeps them apart. "
    "Undo takes the join back."
)
_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)


def incident_page(visit: Visit) -> Response:
    """Show an incident; one that was joined into another leads there."""
    incident = visit.desk.dataset.incident(visit.part("id"))
    if incident is None:
        followed = visit.desk.dataset.incident_that_followed(visit.part("id"))
        if followed is not None:
            return visit.see(f"/incident/{followed.id}")
        visit.refuse(404, "There is no such incident: look for it in the list, by its place and day.")
    return show(visit, incident, {})


def show(visit: Visit, incident: Incident, problems: Mapping[str, str]) -> Response:
    """Show an incident, with what is wrong with the corrections that were sent."""
    desk = visit.desk
    told = [desk.dataset.reported_incident(member) for member in incident.members]
    articles = desk.dataset.articles_by_id(
        {one.article_id for one in told if one} | {entry.article_id for entry in incident.history}
    )
    item = desk.store.item(incident.id) or incident_item(incident, None)
    trail = trail_of(desk, "incident", item)
    holds = trail["standing"].holds
    (left,) = desk.as_left([incident])
    return visit.page(
        "incident.html",
        422 if problems else 200,
        kind="incident",
        incident=incident,
        name=incident_name(incident),
        item=item,
        reason=reasons()[item.reason],
        left=left,
        said=said_in(desk, incident, left, articles),
        charts=charts_of(left, articles),
        members=members_of(desk, incident, [one for one in told if one], articles),
        fields=FIELDS["incident"],
        values=values("incident", incident),
        followed=_followed(incident, left),
        corrections=dict(holds.corrections) if holds else {},
        entered=visit.form,
        problems=dict(problems),
        editing=bool(problems) or "edit" in visit.query,
        map=map_around(desk, incident.place),
        near=_near(desk, incident),
        held_by=in_hand(visit, incident.id),
        selection=selection(visit.query),
        last=last_done(visit.desk, visit.who.name),
        **trail,
    )


def decide_on_incident(visit: Visit) -> Response:
    """Take a verdict on an incident."""
    return decided(visit, "incident", lambda record, problems: show(visit, record, problems))


def join_incidents(visit: Visit) -> Response:
    """Make this incident and another one: a decision, a judgement, and the incident that follows."""
    one = _incident(visit, visit.part("id"))
    other = _incident(visit, visit.form.get("other", "").strip().rpartition("/")[2])
    if one.id == other.id:
        visit.refuse(400, "That is this incident itself.")
    note = visit.form.get("note", "")
    with alone(visit.desk):
        pairs = joining_pairs(visit.desk, one, other)
        members = {"members": list(one.members), "joined": list(other.members)}
        _note(visit, one, DecisionVerdict.MERGE, f"Joined with {other.id}. {note}", members | {"pairs": pairs})
        reshape(visit.desk, visit.who.name, pairs, Verdict.SAME, note)
    here, there = (_holding(visit.desk, side.members[0]) for side in (one, other))
    if visit.desk.settings.re_resolve is not None and here != there:
        visit.refuse(409, APART)
    return visit.see(f"/incident/{here or one.id}")


def split_incident(visit: Visit) -> Response:
    """Take one report out of this incident."""
    incident = _incident(visit, visit.part("id"))
    reported = visit.form.get("reported", "")
    if reported not in incident.members or len(incident.members) < 2:
        visit.refuse(400, "That report is not one of several in this incident.")
    note = visit.form.get("note", "")
    with alone(visit.desk):
        pairs = splitting_pairs(incident, reported)
        before = {"members": list(incident.members), "pairs": pairs}
        _note(visit, incident, DecisionVerdict.SPLIT, f"Split off {reported}. {note}", before)
        reshape(visit.desk, visit.who.name, pairs, Verdict.DIFFERENT, note)
    return visit.see(f"/incident/{_holding(visit.desk, reported) or incident.id}")


def charts_of(incident: Incident, articles: Mapping[str, Article]) -> list[tuple[str, Toll | None, Chart]]:
    """Return a chart for each outcome of which there are figures enough to draw, with the toll that was chosen."""
    found = []
    for outcome in INCIDENT_OUTCOMES:
        entries = [entry for entry in incident.history if entry.outcome is outcome and entry.unit is Unit.PERSON]
        if len(entries) >= LEAST_CHARTED:
            toll = getattr(incident, outcome.value)
            bounds = (toll.low, toll.best, toll.high) if toll else None
            figures = [_figure(entry, articles) for entry in entries]
            found.append((outcome.value, toll, figures_chart(figures, bounds)))
    return found


def said_in(desk: Desk, incident: Incident, left: Incident, articles: Mapping[str, Article]) -> list[dict[str, Any]]:
    """Return each figure of an incident's history in its source's words, with what analysts made of it."""
    readings = desk.dataset.readings_by_article({entry.article_id for entry in incident.history})
    claims = {claim.id: claim for reading in readings.values() for claim in reading.claims}
    kept = {entry.claim_id: entry for entry in left.history}
    decided = desk.dataset.standing_decisions("claim", claims.keys() & {entry.claim_id for entry in incident.history})
    return [
        _said(entry, kept.get(entry.claim_id), claims.get(entry.claim_id))
        | {
            "site": articles[entry.article_id].site if entry.article_id in articles else "–",
            "by": _by(decided.get(entry.claim_id, ())),
        }
        for entry in incident.history
    ]


def _said(entry: TollEntry, kept: TollEntry | None, claim: CasualtyClaim | None) -> dict[str, Any]:
    """Return a figure as it is shown: `kept` is its entry as analysts left it, None for a rejected one."""
    now = kept or entry
    same = (now.outcome, now.low, now.best, now.high) == (entry.outcome, entry.low, entry.best, entry.high)
    read = stated(claim.quantity if claim is not None else entry)  # an entry does not say that it is approximate
    return {
        "entry": now,
        "figure": read if same else stated(now),
        "before": "" if same else f"{read} {code(entry.outcome)}" if now.outcome is not entry.outcome else read,
        "rejected": kept is None,
        "sentence": claim.sentence.text if claim is not None else "",
    }


def _by(decisions: Sequence[Decision]) -> str:
    """Return whose opinions stand, ' by nino and eva'; empty where they are on an earlier reading of the words."""
    people = " and ".join(one.reviewer for one in standing(decisions).opinions)
    return f" by {people}" if people else ""


def _followed(incident: Incident, left: Incident) -> dict[str, Any]:
    """Return the fields that decisions changed, with what they are now; the form still holds the machine's values."""
    read = values("incident", incident)
    return {name: value for name, value in values("incident", left).items() if value != read[name]}


def members_of(
    desk: Desk, incident: Incident, told: list[ReportedIncident], articles: Mapping[str, Article]
) -> list[dict[str, Any]]:
    """Return each report of an incident with its article and the reasons that hold it here, the earliest first."""
    judged = judgements_inside(desk, incident)
    rows = [
        {
            "told": one,
            "article": articles.get(one.article_id),
            "judgements": [judgement for judgement in judged if one.id in (judgement.left, judgement.right)],
        }
        for one in told
    ]
    return sorted(rows, key=lambda row: row["article"].published_at or _UNDATED if row["article"] else _UNDATED)


def _figure(entry: TollEntry, articles: Mapping[str, Article]) -> Figure:
    article = articles.get(entry.article_id)
    source = f"{entry.source} · {article.site}" if article and article.site != entry.source else entry.source
    return Figure(
        entry.published_at or _UNDATED,
        source,
        entry.low,
        entry.best,
        entry.high,
        f"/claim/{entry.claim_id}",
        entry.superseded_by is not None,
    )


def _near(desk: Desk, incident: Incident) -> list[dict[str, Any]]:
    """Return other incidents of the same country within three days: what one might join."""
    day = incident.time.start if incident.time else None
    country = incident.place.country if incident.place else None
    rows = desk.store.incidents_near(incident.id, country, day) if day and country else []
    left = {one.id: one for one in desk.as_left(list(desk.dataset.incidents_by_id(row["id"] for row in rows).values()))}
    return [row | {"figure": incident_figure(left[row["id"]]), "time": left[row["id"]].time} for row in rows]


def _note(visit: Visit, incident: Incident, verdict: DecisionVerdict, note: str, before: Mapping[str, Any]) -> None:
    item = visit.desk.store.item(incident.id) or incident_item(incident, None)
    decide(visit.desk, visit.who.name, item, verdict, before=before, note=note)


def _incident(visit: Visit, incident_id: str) -> Incident:
    incident = visit.desk.dataset.incident(incident_id)
    if incident is None:
        visit.refuse(404, "There is no incident with this id.")
    return incident


def _holding(desk: Desk, reported_id: str) -> str | None:
    held = desk.dataset.incidents_of([reported_id]).get(reported_id)
    return held.id if held else None


VIEWS = (
    View("/incident/{id}", incident_page),
    View("/decide/incident/{id}", decide_on_incident, Role.ANALYST, "POST"),
    View("/incident/{id}/join", join_incidents, Role.ANALYST, "POST"),
    View("/incident/{id}/split", split_incident, Role.ANALYST, "POST"),
)
