"""Reads `tests/scenarios/*.toml`: short article sets with what each says and what should follow."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pipeline.records import (
    Article,
    Attribution,
    CasualtyClaim,
    NamedVictim,
    PlaceRef,
    Quantity,
    Reading,
    ReportedIncident,
    Span,
    TimeRef,
    Toll,
    Victims,
    content_hash,
)
from pipeline.vocabulary import (
    INCIDENT_OUTCOMES,
    Assertion,
    Cause,
    DatePrecision,
    Outcome,
    PlacePrecision,
    Qualifier,
    Scope,
    SourceKind,
    TextField,
    Unit,
)

FOLDER = Path(__file__).parent.parent / "scenarios"
OUTCOMES = INCIDENT_OUTCOMES
PLACES = tomllib.loads((FOLDER / "places.toml").read_text(encoding="utf-8"))


def all_scenarios() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each scenario with 'file: name' as its id."""
    for file in sorted(FOLDER.glob("*.toml")):
        for scenario in tomllib.loads(file.read_text(encoding="utf-8")).get("scenario", []):
            yield f"{file.stem}: {scenario['name']}", scenario


def read(entry: dict[str, Any]) -> tuple[Article, Reading]:
    """The article of an entry, and the reading its fields describe."""
    source = article(entry)
    claims: list[CasualtyClaim] = []
    incidents = []
    for number, told in enumerate(entry.get("told", [])):
        own = [_claim(source, told, outcome, f"{number}") for outcome in OUTCOMES if outcome.value in told]
        claims += own
        incidents.append(
            ReportedIncident(
                id=f"rep_{source.id}" + (f"-{number}" if number else ""),
                article_id=source.id,
                main=told.get("main", number == 0),
                time=_time(told, source),
                place=_place(told),
                cause=Cause._value2member_map_[told["cause"]] if "cause" in told else None,  # type: ignore[arg-type]
                claim_ids=tuple(claim.id for claim in own),
                **{outcome.value: _toll(told, outcome) for outcome in OUTCOMES},  # type: ignore[arg-type]
            )
        )
    claims += [_cumulative(source, told, position) for position, told in enumerate(entry.get("total", []))]
    return source, Reading(
        article_id=source.id, extractor_version="given", claims=tuple(claims), incidents=tuple(incidents)
    )


def article(entry: dict[str, Any]) -> Article:
    published = entry.get("published")
    site = entry.get("site", f"{entry['id']}.example")
    address = entry.get("url", f"https://{site}/{entry['id']}")
    text = entry["text"].strip()
    return Article(
        id=entry["id"],
        url=address,
        canonical_url=address,
        site=site,
        title=entry.get("title", ""),
        text=text,
        content_hash=content_hash("", text),
        agency=entry.get("agency"),
        published_at=None if published is None else datetime.fromisoformat(published).replace(tzinfo=UTC),
    )


def _unit(stated: Any) -> Unit:
    """'41 households' counts those."""
    return Unit.HOUSEHOLD if str(stated).endswith(" households") else Unit.PERSON


def _quantity(stated: Any) -> tuple[int | None, int | None, int | None, Qualifier]:
    """A number is exact, '35+' at least, '12-15' a range, '~200' about 200; ' households' may follow."""
    if isinstance(stated, int):
        return stated, stated, stated, Qualifier.EXACT
    stated = stated.removesuffix(" households")
    if stated.isdigit():
        return int(stated), int(stated), int(stated), Qualifier.EXACT
    if stated.startswith("~"):
        return None, int(stated[1:]), None, Qualifier.ABOUT
    if stated.endswith("+"):
        return int(stated[:-1]), int(stated[:-1]), None, Qualifier.AT_LEAST
    low, high = map(int, stated.split("-"))
    return low, None, high, Qualifier.BETWEEN


def _toll(told: dict[str, Any], outcome: Outcome) -> Toll | None:
    if outcome.value not in told or told.get("denied"):
        return None
    low, best, high, _ = _quantity(told[outcome.value])
    return Toll(low=low, best=best, high=high, unit=_unit(told[outcome.value]))


def _claim(source: Article, told: dict[str, Any], outcome: Outcome, suffix: str) -> CasualtyClaim:
    low, best, high, qualifier = _quantity(told[outcome.value])
    span = Span(field=TextField.TEXT, start=0, end=1, text=source.text[:1])
    named = tuple(NamedVictim(name=name, span=span) for name in told.get("victims", []))
    return CasualtyClaim(
        id=f"clm_{source.id}-{suffix}-{outcome.value}",
        article_id=source.id,
        outcome=outcome,
        quantity=Quantity(
            low=low,
            best=best,
            high=high,
            qualifier=qualifier,
            unit=_unit(told[outcome.value]),
            as_stated=str(told),
            span=span,
        ),
        scope=Scope.INCIDENT,
        assertion=Assertion.DENIED if told.get("denied") else Assertion.AFFIRMED,
        victims=Victims(named=named),
        attribution=_said(told, span),
        sentence=span,
        extractor_version="given",
    )


def _cumulative(source: Article, told: dict[str, Any], position: int) -> CasualtyClaim:
    outcome = Outcome._value2member_map_[told["outcome"]]
    low, best, high, qualifier = _quantity(told["number"])
    span = Span(field=TextField.TEXT, start=0, end=1, text=source.text[:1])
    since = told.get("since")
    until = told.get("until")
    time = TimeRef(
        start=None if since is None else date.fromisoformat(since),
        end=None if until is None else date.fromisoformat(until),
        precision=DatePrecision.PERIOD,
        as_stated="since then",
    )
    parent = told.get("part_of")
    return CasualtyClaim(
        id=f"clm_{source.id}-total-{position}",
        article_id=source.id,
        outcome=outcome,  # type: ignore[arg-type]
        quantity=Quantity(low=low, best=best, high=high, qualifier=qualifier, as_stated=str(told), span=span),
        scope=Scope.CUMULATIVE,
        assertion=Assertion.AFFIRMED,
        time=time if since or until else None,
        place=_place(told),
        cause=Cause._value2member_map_[told["cause"]] if "cause" in told else None,  # type: ignore[arg-type]
        attribution=_said(told, span),
        part_of=None if parent is None else f"clm_{source.id}-total-{parent}",
        sentence=span,
        extractor_version="given",
    )


def _said(told: dict[str, Any], span: Span) -> Attribution | None:
    if "by" not in told:
        return None
    kind = SourceKind._value2member_map_[told["kind"]] if "kind" in told else None
    return Attribution(
        as_stated=told["by"],
        organisation=told["by"],
        country=told.get("side"),
        kind=kind,  # type: ignore[arg-type]
        official=told.get("official"),
        span=span,
    )


def _time(told: dict[str, Any], source: Article) -> TimeRef | None:
    if "day" not in told:
        return None
    words = told.get("dated_by")
    start = source.text.rindex(words) if words else 0
    span = Span(field=TextField.TEXT, start=start, end=start + len(words), text=words) if words else None
    first = date.fromisoformat(told["day"])
    last = date.fromisoformat(told.get("to", told["day"]))
    precision = DatePrecision.DAY if first == last else DatePrecision.PERIOD
    return TimeRef(start=first, end=last, precision=precision, as_stated=words or "then", span=span)


def _place(told: dict[str, Any]) -> PlaceRef | None:
    if "place" not in told:
        return None
    known = PLACES[told["place"]]
    return PlaceRef(
        as_stated=told["place"],
        name=told["place"],
        admin=known.get("admin"),
        country=known["country"],
        lat=known.get("lat"),
        lon=known.get("lon"),
        precision=PlacePrecision._value2member_map_[known.get("precision", "settlement")],  # type: ignore[arg-type]
    )
