"""Why records are in the queue, and how pressing each is; the weights are in `priorities.toml`."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from pipeline.records import CasualtyClaim, Incident, Toll
from pipeline.vocabulary import Assertion, IncidentStatus

MOST_WITHIN_REASON = 999


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a record is in the queue."""

    name: str
    weight: int
    label: str
    why: str


@cache
def reasons() -> dict[str, Reason]:
    """Return the reasons by name, the most pressing first."""
    return {entry["name"]: Reason(**entry) for entry in _table()["reason"]}


@cache
def doubtful_below() -> float:
    """Return the confidence below which a claim is looked at before the others."""
    return float(_table()["low_confidence"]["below"])


def claim_reason(claim: CasualtyClaim) -> str:
    """Return why a claim needs eyes."""
    return "low_confidence" if claim.confidence < doubtful_below() else "claim"


def claim_weight(claim: CasualtyClaim) -> int:
    """Return how pressing a claim is before anybody has decided."""
    quantity = claim.quantity
    weight = _of_toll(quantity.best or quantity.low or quantity.high or 0) + round((1 - claim.confidence) * 300)
    weight += 100 if claim.assertion is Assertion.AFFIRMED and not claim.background else 0
    return _within(claim_reason(claim), weight)


def incident_reason(incident: Incident) -> str:
    """Return why an incident needs eyes."""
    return "contested" if incident.status is IncidentStatus.CONTESTED else "new_incident"


def incident_weight(incident: Incident) -> int:
    """Return how pressing an incident is: by its toll, and by how many sources will be quoted."""
    lost = sum(_figure(toll) for toll in (incident.killed, incident.missing, incident.abducted))
    people = lost + _figure(incident.injured) // 5
    return _within(incident_reason(incident), _of_toll(people) + min(incident.independent_sources, 20) * 10)


def doubt_weight(reason: str, confidence: float) -> int:
    """Return how pressing something is that has no toll of its own: the nearer to a coin's toss, the more."""
    return _within(reason, round((1 - abs(confidence - 0.5) * 2) * 500))


def _figure(toll: Toll | None) -> int:
    return (toll.best or toll.low or toll.high or 0) if toll else 0


def _of_toll(people: int) -> int:
    """Ten times the dead weighs 120 more: one bus crash does not bury a hundred mine blasts."""
    return round(120 * math.log10(1 + people))


def _within(reason: str, points: int) -> int:
    return reasons()[reason].weight + max(0, min(points, MOST_WITHIN_REASON))


@cache
def _table() -> dict[str, Any]:
    text = resources.files("pipeline.review.queue").joinpath("priorities.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
