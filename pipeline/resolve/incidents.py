"""An incident from its reports: when, where, what, the history of its toll, how far it is confirmed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from msgspec.structs import replace

from pipeline.records import CasualtyClaim, Incident, PlaceRef, TimeRef, TollEntry, stable_id
from pipeline.resolve.figures import (
    in_order,
    independent_sources,
    is_newer_version,
    is_number_of,
    retracted,
    source_line,
    source_words,
    toll_of,
)
from pipeline.resolve.reconcile import contested, reconciled
from pipeline.resolve.report import Report
from pipeline.resolve.rewritten import counts_somebody
from pipeline.resolve.syndication import told_at
from pipeline.vocabulary import (
    INCIDENT_OUTCOMES,
    Assertion,
    Cause,
    DatePrecision,
    IncidentStatus,
    Outcome,
    Scope,
    Unit,
)

T = TypeVar("T")

_DATE_ORDER = (DatePrecision.DAY, DatePrecision.WEEK, DatePrecision.MONTH, DatePrecision.PERIOD, DatePrecision.YEAR)
_VAGUE = frozenset({Cause.ATTACK, Cause.EXPLOSION, Cause.BOMBING, Cause.WAR, Cause.OTHER})
"""Causes that later reports make more specific."""
_ESTIMATED = Outcome.DISPLACED
"""Whoever counts people on the move, counts others: numbers that differ widely leave an incident uncontested."""


def build(reports: Iterable[Report]) -> Incident:
    """Return the incident that these reports tell of. Raises `ValueError` without any report."""
    told = in_order(reports)
    if not told:
        raise ValueError("an incident needs a report")
    held = [report for report in told if not report.taken_back] or told
    leading = [report for report in held if report.told.main] or held
    members = tuple(sorted(report.id for report in told))
    return Incident(
        id=stable_id("inc", told[0].id),
        members=members,
        time=_best_time(leading),
        place=_best_place(leading),
        cause=_best_cause(leading),
        **{outcome.value: reconciled(told, outcome) for outcome in INCIDENT_OUTCOMES},
        history=history(told),
        independent_sources=len(set(independent_sources(held).values())),
        status=_status(told),
    )


def dissolved(incident: Incident) -> Incident:
    """Return the snapshot that says an incident is no more."""
    return Incident(id=incident.id, members=())


def history(reports: Iterable[Report]) -> tuple[TollEntry, ...]:
    """Return every figure in order of publication; each of a source line points to the one that replaced it."""
    told = in_order(reports)
    lines: dict[tuple[str, Outcome, Unit], list[int]] = {}
    entries: list[TollEntry] = []
    for report in told:
        for claim in _counted(report):
            line = source_line(claim.attribution, report.article), claim.outcome, claim.quantity.unit
            lines.setdefault(line, []).append(len(entries))
            entries.append(_entry(report, claim))
    for positions in lines.values():
        for position, successor in _successors(entries, positions):
            entries[position] = replace(entries[position], superseded_by=entries[successor].claim_id)
    wrong = retracted(told)
    for report in told:
        outdated = _outdated(report) | _taken_back(report, wrong, told) | _rewritten(report, told)
        entries = [
            replace(entry, superseded_by=outdated[entry.claim_id])
            if entry.superseded_by is None and entry.claim_id in outdated
            else entry
            for entry in entries
        ]
    return tuple(entries)


def _taken_back(
    report: Report, wrong: Mapping[tuple[str, Outcome, int | None], str], reports: Iterable[Report]
) -> dict[str, str]:
    """Return by id the claims that their outlet has taken back, with the claim that stands in their place."""
    found: dict[str, str] = {}
    for claim in _counted(report):
        corrected_in = wrong.get((report.article.site, claim.outcome, claim.quantity.best))
        corrections = (later for later in reports if later.article.id == corrected_in != report.article.id)
        instead = [other.id for later in corrections for other in later.claims if other.outcome is claim.outcome]
        if instead:
            found[claim.id] = instead[0]
    return found


def _rewritten(report: Report, told: Sequence[Report]) -> dict[str, str]:
    """Return by id the claims of a page that its next version in the incident states anew, with what stands there.

    Of a page that takes its figures back, all of them: whatever it says now stands in their place.
    """
    later = [other for other in told[told.index(report) + 1 :] if is_newer_version(other.article, report.article)]
    anew = {claim.outcome: claim.id for other in reversed(later) for claim in reversed(list(_counted(other)))}
    instead = next((claim.id for other in later for claim in other.claims), None) if report.taken_back else None
    stands = {claim.id: anew.get(claim.outcome, instead) for claim in _counted(report)}
    return {old: new for old, new in stands.items() if new is not None}


def _outdated(report: Report) -> dict[str, str]:
    """Return by id the claims that the same article itself has overtaken ("an earlier toll of nine"), with which."""
    found: dict[str, str] = {}
    for outcome in INCIDENT_OUTCOMES:
        toll = toll_of(report, outcome)
        if toll is None:
            continue
        own = [c for c in _counted(report) if c.outcome is outcome and c.quantity.unit is toll.unit]
        chosen = next((c for c in own if (c.quantity.best, c.quantity.low) == (toll.best, toll.low)), None)
        if chosen is None:
            continue
        said = {source_line(claim.attribution, report.article) for claim in own if is_number_of(claim, chosen.quantity)}
        lines = said | {source_line(None, report.article)}
        for claim in own:
            lower = (claim.quantity.best or claim.quantity.low or 0) < (
                chosen.quantity.best or chosen.quantity.low or 0
            )
            if lower and source_line(claim.attribution, report.article) in lines:
                found[claim.id] = chosen.id
    return found


def _counted(report: Report) -> Iterator[CasualtyClaim]:
    for claim in report.claims:
        if claim.assertion == Assertion.AFFIRMED and claim.scope == Scope.INCIDENT and not claim.part_of:
            yield claim


def _entry(report: Report, claim: CasualtyClaim) -> TollEntry:
    return TollEntry(
        published_at=told_at(report.article),
        article_id=report.article.id,
        claim_id=claim.id,
        outcome=claim.outcome,
        low=claim.quantity.low,
        best=claim.quantity.best,
        high=claim.quantity.high,
        unit=claim.quantity.unit,
        source=source_words(claim.attribution, report.article),
        independent_source=report.family,
    )


def _successors(entries: Sequence[TollEntry], positions: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield each entry of a line that a later article replaced, with the first such of the next article."""
    for order, position in enumerate(positions):
        for later in positions[order + 1 :]:
            if entries[later].article_id != entries[position].article_id:
                yield position, later
                break


def _status(reports: Sequence[Report]) -> IncidentStatus:
    held = [report for report in reports if not report.taken_back]
    if len(held) < len(reports) and not any(counts_somebody(report.told) for report in held):
        return IncidentStatus.RETRACTED
    reports = held
    claims = [claim for report in reports for claim in report.claims if claim.scope == Scope.INCIDENT]
    if claims and all(claim.assertion == Assertion.DENIED for claim in claims):
        return IncidentStatus.RETRACTED
    if any(contested(reports, outcome) for outcome in INCIDENT_OUTCOMES if outcome is not _ESTIMATED):
        return IncidentStatus.CONTESTED
    several = len(set(independent_sources(reports).values())) > 1
    return IncidentStatus.CORROBORATED if several else IncidentStatus.PROVISIONAL


def _best_time(reports: Sequence[Report]) -> TimeRef | None:
    stated = [report.told.time for report in reports if report.told.time is not None]
    finest = min((_DATE_ORDER.index(time.precision) for time in stated), default=0)
    fine = [time for time in stated if _DATE_ORDER.index(time.precision) == finest]
    chosen = _most_frequent(fine, lambda time: (time.start, time.end))
    return None if chosen is None else replace(chosen, span=None)


def _best_place(reports: Sequence[Report]) -> PlaceRef | None:
    stated = [report.told.place for report in reports if report.told.place is not None]
    finest = min((place.coarseness for place in stated), default=0)
    fine = [place for place in stated if place.coarseness == finest]
    chosen = _most_frequent(fine, lambda place: (place.name, place.admin, place.country))
    return None if chosen is None else replace(chosen, span=None)


def _best_cause(reports: Sequence[Report]) -> Cause | None:
    stated = [report.told.cause for report in reports if report.told.cause is not None]
    return _most_frequent([cause for cause in stated if cause not in _VAGUE] or stated, lambda cause: cause)


def _most_frequent(values: Sequence[T], key: Callable[[T], object]) -> T | None:
    """Return the value given most often, the earliest given first; None for none."""
    counts = Counter(key(value) for value in values)
    return max(values, key=lambda value: counts[key(value)], default=None)
