"""What analysts' decisions on claims make of an incident's figures. Used by the step that publishes.

An article's own toll is carried by one of its claims. Where that claim was corrected, the correction is the article's
toll; where it was rejected, the article gives none for that outcome, unless another claim of it states the same
number. Then the incident is reconciled anew from what its articles say now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from pipeline.records import CasualtyClaim, Incident, Reading, ReportedIncident, Toll
from pipeline.resolve.incidents import build
from pipeline.resolve.report import Report
from pipeline.store import Dataset
from pipeline.vocabulary import IncidentStatus, Outcome

Changed = Mapping[str, CasualtyClaim | None]
"""Claims by id as analysts left them; None for a rejected one."""

_TOLLS = {Outcome.KILLED: "killed", Outcome.INJURED: "injured", Outcome.MISSING: "missing"}
RULE = "as an analyst corrected it"


def revised(dataset: Dataset, incident: Incident, changed: Changed) -> Incident:
    """Return the incident with its figures as they follow from the claims as changed.

    Its id, members, day, place and cause stay. When every claim was rejected, it is retracted, without figures.
    """
    reports = list(_reports(dataset, incident, changed))
    if not reports:
        bare = replace(incident, killed=None, injured=None, missing=None, history=())
        return replace(bare, status=IncidentStatus.RETRACTED)
    anew = build(reports)
    return replace(
        incident,
        killed=anew.killed,
        injured=anew.injured,
        missing=anew.missing,
        history=anew.history,
        independent_sources=anew.independent_sources,
        status=anew.status,
    )


def _reports(dataset: Dataset, incident: Incident, changed: Changed) -> Iterator[Report]:
    """Yield the reports of an incident that still state something, with their claims as changed."""
    article_of = dataset.articles_of_reported(incident.members)
    ids = set(article_of.values())
    articles, readings, families = (
        dataset.articles_by_id(ids),
        dataset.readings_by_article(ids),
        dataset.syndication_of(ids),
    )
    for member in incident.members:
        reading = readings.get(article_of.get(member, ""))
        told = next((one for one in reading.incidents if one.id == member), None) if reading else None
        if reading is None or told is None:
            continue
        before = _claims(reading, told)
        after = tuple(kept for claim in before if (kept := changed.get(claim.id, claim)) is not None)
        if after:
            family = families[told.article_id].family if told.article_id in families else told.article_id
            yield Report(_as_changed(told, before, changed), articles[told.article_id], after, {}, family)


def _claims(reading: Reading, told: ReportedIncident) -> tuple[CasualtyClaim, ...]:
    own = set(told.claim_ids)
    return tuple(claim for claim in reading.claims if claim.id in own)


def _as_changed(told: ReportedIncident, before: tuple[CasualtyClaim, ...], changed: Changed) -> ReportedIncident:
    tolls = {name: _toll(getattr(told, name), outcome, before, changed) for outcome, name in _TOLLS.items()}
    return replace(told, **tolls)


def _toll(toll: Toll | None, outcome: Outcome, before: tuple[CasualtyClaim, ...], changed: Changed) -> Toll | None:
    carriers = [claim for claim in before if claim.outcome is outcome and toll is not None and _carries(claim, toll)]
    if not carriers or any(claim.id not in changed for claim in carriers):
        return toll
    left = [claim for carrier in carriers if (claim := changed[carrier.id]) is not None and claim.outcome is outcome]
    if not left:
        return None
    counted = left[-1].quantity
    return Toll(low=counted.low, best=counted.best, high=counted.high, rule=RULE)


def _carries(claim: CasualtyClaim, toll: Toll) -> bool:
    counted = claim.quantity
    number = counted.low if counted.best is None else counted.best
    return number is not None and number in (toll.best, toll.low)
