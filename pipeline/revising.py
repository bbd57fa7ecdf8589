"""What analysts' decisions on claims make of an incident's figures. Used by the step that publishes.

An article's own toll is carried by one of its claims, or by several that state one number. Where the number was
corrected on one of them, that is the article's toll, whatever its headline still says; where all were rejected, denied,
made a sum or put down to another event, the article gives none for that outcome. A bound that rejected claims alone had
set goes with them. A day, a place or a cause corrected on a claim that carries a toll is the incident's. Then the
incident is reconciled anew from what its articles say now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from pipeline.records import CasualtyClaim, Incident, Quantity, Reading, ReportedIncident, Toll
from pipeline.resolve.figures import in_order
from pipeline.resolve.incidents import build
from pipeline.resolve.report import Report
from pipeline.resolve.rewritten import newest_of, takes_back
from pipeline.review_fields import CORRECTED_RULE
from pipeline.store import Dataset
from pipeline.vocabulary import INCIDENT_OUTCOMES, Assertion, IncidentStatus, Outcome, Scope

SETTING = ("time", "place", "cause")
Changed = Mapping[str, CasualtyClaim | None]
"""Claims by id as analysts left them; None for a rejected one."""


def revised(dataset: Dataset, incident: Incident, changed: Changed) -> Incident:
    """Return the incident with its figures as they follow from the claims as changed.

    Its id and members stay, and so do day, place and cause where nobody corrected them on a claim that carries a toll.
    When every claim was rejected, it is retracted, without figures.
    """
    read = list(_reports(dataset, incident, changed))
    reports = [report for report, _ in read]
    if not any(report.claims for report in reports):
        nothing: dict[str, Any] = dict.fromkeys(INCIDENT_OUTCOMES)
        return replace(incident, **nothing, history=(), status=IncidentStatus.RETRACTED)
    anew = build(reports)
    return replace(
        incident,
        **_corrected(read),
        **{outcome.value: getattr(anew, outcome) for outcome in INCIDENT_OUTCOMES},
        history=anew.history,
        independent_sources=anew.independent_sources,
        status=anew.status,
    )


def _corrected(read: list[tuple[Report, ReportedIncident]]) -> dict[str, Any]:
    """Return day, place and cause where they were corrected; of several corrections that of the latest report."""
    as_read = {told.id: told for _, told in read}
    return {
        name: getattr(report.told, name)
        for report in in_order(report for report, _ in read)
        for name in SETTING
        if getattr(report.told, name) != getattr(as_read[report.id], name)
    }


def _reports(dataset: Dataset, incident: Incident, changed: Changed) -> Iterator[tuple[Report, ReportedIncident]]:
    """Yield the reports of an incident that still state something, with their claims as changed, and as read."""
    article_of = dataset.articles_of_reported(incident.members)
    next_versions = dataset.next_versions(article_of.values())
    ids = {*article_of.values(), *next_versions.values()}
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
        after = tuple(kept for claim in before if (kept := _kept(claim, changed)) is not None)
        if after or not before:  # a correction takes a figure back and gives none of its own
            family = families[told.article_id].family if told.article_id in families else told.article_id
            denied = tuple(
                kept
                for claim in reading.claims
                if (kept := changed.get(claim.id, claim)) is not None and kept.assertion is Assertion.DENIED
            )
            newest = newest_of(told.article_id, next_versions, readings)
            taken_back = newest is not None and takes_back(articles[newest], readings[newest])
            now = as_changed(told, before, changed)
            yield Report(now, articles[told.article_id], after, {}, family, denied, taken_back), told


def _kept(claim: CasualtyClaim, changed: Changed) -> CasualtyClaim | None:
    """Return a claim as analysts left it; None for one that they rejected or found to be of another event."""
    now = changed.get(claim.id, claim)
    return None if now is None or (now.background and not claim.background) else now


def _claims(reading: Reading, told: ReportedIncident) -> tuple[CasualtyClaim, ...]:
    own = set(told.claim_ids)
    return tuple(claim for claim in reading.claims if claim.id in own)


def as_changed(told: ReportedIncident, before: tuple[CasualtyClaim, ...], changed: Changed) -> ReportedIncident:
    """Return what an article tells of an incident as its claims `before` decisions became by them."""
    tolls = {outcome.value: _toll(getattr(told, outcome), outcome, before, changed) for outcome in INCIDENT_OUTCOMES}
    return replace(told, **tolls, **_setting(told, before, changed))


def _setting(told: ReportedIncident, before: tuple[CasualtyClaim, ...], changed: Changed) -> dict[str, Any]:
    """Return what of day, place and cause analysts corrected on claims that carry a toll."""
    tolls = [toll for outcome in INCIDENT_OUTCOMES if (toll := getattr(told, outcome)) is not None]
    pairs = [
        (claim, now) for claim in before if (now := _kept(claim, changed)) and any(_carries(claim, t) for t in tolls)
    ]
    return {
        name: getattr(now, name)
        for name in SETTING
        for claim, now in pairs
        if getattr(now, name) != getattr(claim, name)
    }


def _toll(toll: Toll | None, outcome: Outcome, before: tuple[CasualtyClaim, ...], changed: Changed) -> Toll | None:
    carriers = [claim for claim in before if claim.outcome is outcome and toll is not None and _carries(claim, toll)]
    corrected = [now.quantity for claim in carriers if (now := _recounted(claim, changed)) is not None]
    if corrected:
        return _as_corrected(corrected[-1])
    if toll is None or not carriers or any(claim.id not in changed for claim in carriers):
        return toll and _rebounded(toll, [claim for claim in before if claim.outcome is outcome], changed)
    left = [claim for carrier in carriers if (claim := _kept(carrier, changed)) is not None and _counts(claim, outcome)]
    if not left:
        return None
    return _as_corrected(left[-1].quantity)


def _recounted(claim: CasualtyClaim, changed: Changed) -> CasualtyClaim | None:
    """Return a claim that still counts the same people of the incident, in another number."""
    now = _kept(claim, changed)
    counts = now is not None and _counts(now, claim.outcome) and now.quantity != claim.quantity
    return now if counts else None


def _as_corrected(counted: Quantity) -> Toll:
    return Toll(low=counted.low, best=counted.best, high=counted.high, rule=CORRECTED_RULE, unit=counted.unit)


def _counts(claim: CasualtyClaim, outcome: Outcome) -> bool:
    """Whether a claim, as it was left, still counts people of the incident itself."""
    return claim.outcome is outcome and claim.assertion is Assertion.AFFIRMED and claim.scope is Scope.INCIDENT


def _rebounded(toll: Toll, claims: list[CasualtyClaim], changed: Changed) -> Toll:
    """Return a toll without the bounds that only claims set which were rejected or corrected since."""
    if toll.best is None or toll.low is None or toll.high is None:
        return toll
    pairs = [(claim, changed.get(claim.id, claim)) for claim in claims]
    gone = {number for claim, _ in pairs if claim.id in changed for number in _numbers(claim)}
    stay = {number for claim, now in pairs if now is not None and claim.id not in changed for number in _numbers(now)}
    inside = {toll.best, *(number for number in stay if toll.low <= number <= toll.high)}
    anew = {
        bound: {
            number
            for claim, now in pairs
            if now is not None and claim.id in changed and now.outcome is claim.outcome and bound in _numbers(claim)
            for number in _numbers(now)
        }
        for bound in (toll.low, toll.high)
    }
    low = min(inside | anew[toll.low]) if toll.low in gone - stay else toll.low
    high = max(inside | anew[toll.high]) if toll.high in gone - stay else toll.high
    return replace(toll, low=low, high=high)


def _numbers(claim: CasualtyClaim) -> set[int]:
    counted = claim.quantity
    return {number for number in (counted.low, counted.best, counted.high) if number is not None}


def _carries(claim: CasualtyClaim, toll: Toll) -> bool:
    counted = claim.quantity
    number = counted.low if counted.best is None else counted.best
    return counted.unit is toll.unit and number is not None and number in (toll.best, toll.low)
