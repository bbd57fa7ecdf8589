"""Evidence in the telling: a later report that says it goes on with an earlier one, "raising the toll to five"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.records import Feature
from pipeline.resolve.evidence import facts, places, texts
from pipeline.resolve.evidence.texts import feature
from pipeline.resolve.report import Report
from pipeline.resolve.weights import weight
from pipeline.vocabulary import Assertion, Outcome, Scope

_RISES = re.compile(
    r"\b(?:bring(?:s|ing)?|brought|rais(?:es|ed|ing)|ris(?:es|en|ing)|rose|climb(?:s|ed|ing)?|up from|grow(?:s|n|ing)?"
    r"|grew|jump(?:s|ed|ing)?|mount(?:s|ed|ing)?|(?:now|has|have) (?:stands?|reached|risen|climbed)|increas\w+"
    r"|(?:second|third|fourth|fifth|sixth|another|more) (?:\w+ ){0,2}(?:dies|died|has died|succumb\w*))\b",
    re.IGNORECASE,
)


def update(left: Report, right: Report) -> Feature | None:
    """A toll that the later report raises from the number the earlier one gave, at one place and of one cause."""
    gap = facts.publication_gap(left, right)
    if gap is None or gap > weight("update", "days"):
        return None
    first, second = sorted((left, right), key=lambda report: (report.article.published_at, report.id))
    before, now = facts.number_of(first.told.killed), facts.number_of(second.told.killed)
    if before is None or now is None or before >= now or not _one_setting(left, right) or not _goes_on(second):
        return None
    told = f"{second.article.title or 'a later report'} raises a toll to {now}"
    if before in _expected(second, now):
        published = texts.published(left, right)
        late = min(0.0, published.score) if published is not None else 0.0  # who says that he goes on may be late
        return feature("update", weight("update", "step") - late, f"{told}, from the {before} told before")
    return feature("update", weight("update", "rise"), f"{told}; {before} were told before")


def correction(left: Report, right: Report) -> Feature | None:
    """A figure that one outlet's later report takes back, and its earlier one gave."""
    gap = facts.publication_gap(left, right)
    place = places.place(left, right)
    if left.article.site != right.article.site or gap is None or (place is not None and place.score < 0):
        return None
    first, second = sorted((left, right), key=lambda report: (report.article.published_at, report.id))
    given = {(c.outcome, c.quantity.best) for c in first.claims if c.quantity.best is not None}
    for claim in second.retracted:
        if (claim.outcome, claim.quantity.best) in given:
            told = f"{second.article.title} takes back {claim.quantity.as_stated} {claim.outcome.value}"
            return feature("correction", weight("update", "correction"), f"{told}, which the outlet gave before")
    return None


def follow_up(scores: Mapping[str, Feature]) -> Feature | None:
    """What makes later publication, and other days, tell less: one day stated by both, people named by both.

    A report of an arrest or a trial is published weeks later and is dated, as often as not, to the arrest or the
    hearing. Takes the other comparisons of the pair, by name.
    """
    lost = {name: max(0.0, -scores[name].score) if name in scores else 0.0 for name in ("published", "date")}
    named, certain = _named_by_both(scores)
    if named:
        by = "" if certain else "_by_name"
        points = weight("follow_up", f"late{by}") * lost["published"]
        points += weight("follow_up", f"other_day{by}") * lost["date"]
        told = f"both name {named}: news of arrests and trials comes later"
        return feature("follow_up", points, told) if points else None
    if lost["published"] and "date" in scores and scores["date"].score >= weight("date", "same_day"):
        points = weight("follow_up", "late") * lost["published"]
        return feature("follow_up", points, "the later report goes back to the same day")
    return None


def _named_by_both(scores: Mapping[str, Feature]) -> tuple[str | None, bool]:
    """Return whom both name, None for nobody; and whether that is a victim, or more than one name."""
    victims, names, persons = scores.get("victims"), scores.get("shared_names"), scores.get("persons")
    if victims is not None and victims.score > weight("victims", "surname"):
        return victims.reason.removeprefix("both name "), True
    if names is None or (persons is not None and persons.score <= weight("persons", "namesake")):
        return None, False
    certain = names.score > weight("names", "each") or (persons is not None and persons.score > 0)
    return names.reason.removeprefix("both name "), certain


def _one_setting(left: Report, right: Report) -> bool:
    """Whether both tell of one place and cause, on days that can be one."""
    place, cause = places.place(left, right), facts.cause(left, right)
    apart = facts.days_apart(left.told.time, right.told.time)
    return bool(
        (place is None or place.score >= 0) and cause is not None and cause.score > 0 and (apart is None or apart <= 1)
    )


def _goes_on(report: Report) -> bool:
    return any(
        claim.outcome is Outcome.KILLED and claim.scope is Scope.INCIDENT and _RISES.search(claim.sentence.text)
        for claim in report.claims
    )


def _expected(report: Report, now: int) -> set[int]:
    """Return the tolls that an earlier report may have given: the ones named, and this one less the newly dead."""
    dead = [
        claim.quantity.best
        for claim in report.claims
        if claim.outcome is Outcome.KILLED
        and claim.scope is Scope.INCIDENT
        and claim.assertion is Assertion.AFFIRMED
        and claim.quantity.best is not None
    ]
    fresh = [number for number in dead if number < now]
    return {number for number in fresh if number > 1} | {now - number for number in fresh or [1] if now > number}
