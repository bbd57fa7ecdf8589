"""The figures of an incident: who counted how many when, and which figure has overtaken which.

A source line is one body that counts: a ministry, a police force, else the outlet itself. Its later figure replaces its
earlier one, higher or lower. Between lines a much later higher figure overtakes, because tolls rise; what two sides of
a war say about each other stays side by side, and what a fighting party, witnesses or relatives say replaces nobody
else's count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pipeline.records import Article, Attribution, CasualtyClaim, Quantity, Toll
from pipeline.resolve.report import Report
from pipeline.resolve.syndication import ages, order_of_publication, told_at
from pipeline.resolve.weights import accidents, weight
from pipeline.vocabulary import Assertion, Outcome, Scope, SourceKind, Unit

_OWN = re.compile(r"\b(?:its|their|our)\b", re.IGNORECASE)
_UNDATED = datetime.min.replace(tzinfo=UTC)
_OFFICIAL_KINDS = frozenset(
    {
        SourceKind.GOVERNMENT,
        SourceKind.MILITARY,
        SourceKind.POLICE,
        SourceKind.EMERGENCY_SERVICES,
        SourceKind.HEALTH,
        SourceKind.JUDICIARY,
        SourceKind.OFFICIALS,
    }
)

_OF_A_PARTY = frozenset(
    {SourceKind.ARMED_GROUP, SourceKind.POLITICAL, SourceKind.WITNESS, SourceKind.RELATIVE, SourceKind.OTHER}
)
"""Who has a side, or saw a part: what they count stands beside the counts of others."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One article's figure for one outcome of the incident.

    `page` and `version` tell versions of one page apart: the later takes the place of the earlier. `side` is the
    country that counts, `people` the one whose people are counted; None where that is not said. `party`: a fighting
    party, a witness or a relative counts.
    """

    when: datetime
    report_id: str
    site: str
    source: str
    line: str
    side: str | None
    people: str | None
    official: bool
    party: bool
    independent: str
    low: int | None
    best: int | None
    high: int | None
    unit: Unit = Unit.PERSON
    page: str = ""
    version: int = 0

    @property
    def value(self) -> int:
        """The number to compare by: the one stated, else the floor, else the ceiling."""
        return next((number for number in (self.best, self.low, self.high) if number is not None), 0)

    @property
    def order(self) -> tuple[datetime, int, str]:
        """Sorts by publication, then version; undated figures come first, so that they replace nothing."""
        return self.when, self.version, self.report_id


def figures(reports: Iterable[Report], outcome: Outcome) -> list[Figure]:
    """Return the reports' figures for an outcome in order of publication; of households where none is of persons."""
    given = [report for report in reports if not report.taken_back]
    wrong = retracted(given)
    found = sorted(_figures(given, independent_sources(given), outcome, wrong), key=lambda figure: figure.order)
    found = [figure for figure in found if (figure.site, outcome, figure.best) not in wrong]
    corrected = list(_refuted(given, outcome))
    found = [
        figure
        for figure in found
        if not any(figure.best == number and figure.when <= when for number, when in corrected)
    ]
    return [figure for figure in found if figure.unit is Unit.PERSON] or found


def _refuted(reports: Iterable[Report], outcome: Outcome) -> Iterator[tuple[int, datetime]]:
    """Yield the counts that a report calls wrong beside its own, "nine, not 11", with when it was published."""
    for report in reports:
        toll = toll_of(report, outcome)
        for number, right in report.refuted.items() if toll is not None else ():
            if toll is not None and toll.best == right:
                yield number, told_at(report.article) or _UNDATED


def retracted(reports: Iterable[Report]) -> dict[tuple[str, Outcome, int | None], str]:
    """Return the figures that an outlet has taken back, as (outlet, outcome, number), with the article that does."""
    return {
        (report.article.site, claim.outcome, claim.quantity.best): report.article.id
        for report in reports
        for claim in report.retracted
        if claim.quantity.best is not None
    }


def _figures(
    reports: Iterable[Report],
    independent: Mapping[str, str],
    outcome: Outcome,
    wrong: Mapping[tuple[str, Outcome, int | None], str],
) -> Iterator[Figure]:
    reports = list(reports)
    versions = ages(report.article for report in reports)
    for report in reports:
        version = versions[report.article.id]
        toll = toll_of(report, outcome)
        if toll is not None and (report.article.site, outcome, toll.best) in wrong:
            toll = _still_told(report, outcome, wrong) or toll
        if toll is None or (toll.low is None and toll.best is None and toll.high is None):
            continue
        claim = _saying(report, outcome, toll)
        said = claim.attribution if claim is not None else None
        yield _figure(report, toll, said, independent[report.id], _whose(claim), version)
        for other in _beside(report, outcome, toll, said):
            line = source_line(other.attribution, report.article)
            yield _figure(report, other.quantity, other.attribution, f"said:{line}", _whose(other), version)


def _still_told(report: Report, outcome: Outcome, wrong: Mapping[tuple[str, Outcome, int | None], str]) -> Toll | None:
    """Return the first number of a report that its outlet has not taken back, where its toll is one that it has."""
    for claim in report.claims:
        counted = claim.quantity
        told = claim.outcome is outcome and claim.assertion is Assertion.AFFIRMED and claim.scope is Scope.INCIDENT
        kept = counted.best is not None and (report.article.site, outcome, counted.best) not in wrong
        if told and kept and claim.part_of is None and not claim.background:
            return Toll(
                low=counted.low,
                best=counted.best,
                high=counted.high,
                rule="what the outlet has not taken back",
                unit=counted.unit,
            )
    return None


def _figure(
    report: Report,
    counted: Toll | Quantity,
    said: Attribution | None,
    independent: str,
    people: str | None,
    version: int,
) -> Figure:
    return Figure(
        when=told_at(report.article) or _UNDATED,
        report_id=report.id,
        site=report.article.site,
        source=source_words(said, report.article),
        line=source_line(said, report.article),
        side=said.country if said is not None and report.told.cause not in accidents() else None,
        people=people,
        official=is_official(said) and not _is_of_a_party(said),
        party=_is_of_a_party(said),
        independent=independent,
        low=counted.low,
        best=counted.best,
        high=counted.high,
        unit=counted.unit,
        page=page_of(report.article),
        version=version,
    )


def in_order(reports: Iterable[Report]) -> list[Report]:
    """Return reports by when they were published, versions of a page in their order, undated ones last."""
    given = list(reports)
    versions = ages(report.article for report in given)
    return sorted(given, key=lambda r: (order_of_publication(r.article)[0], versions[r.article.id], r.article.id, r.id))


def page_of(article: Article) -> str:
    """Return what versions of one page have in common."""
    return article.canonical_url or article.version_of or article.id


def is_newer_version(article: Article, of: Article) -> bool:
    """Return whether one article is another version of another's page; which is the later the order tells."""
    return article.id != of.id and page_of(article) == page_of(of) and article.version_of is not None


def _beside(report: Report, outcome: Outcome, toll: Toll, said: Attribution | None) -> Iterator[CasualtyClaim]:
    """Yield what others than the toll's source count in the same report: more, or as the other side of a war.

    A smaller number of the same side may be a part ("five bodies were found in the block"), and says nothing.
    """
    for claim in report.claims:
        other = claim.attribution
        told = claim.assertion is Assertion.AFFIRMED and claim.scope is Scope.INCIDENT and claim.part_of is None
        if claim.outcome is not outcome or not told or other is None or is_number_of(claim, toll):
            continue
        if claim.quantity.unit is not toll.unit:
            continue
        if source_line(other, report.article) == source_line(said, report.article):
            continue
        value = _largest(claim.quantity)
        denies = value == 0 and is_official(other) and not _is_of_a_party(other)  # "Police said that nobody was killed"
        opposed = said is not None and None not in (said.country, other.country) and said.country != other.country
        if value is not None and (value > (_largest(toll) or 0) or opposed or denies):
            yield claim


def _largest(counted: Toll | Quantity) -> int | None:
    return max((number for number in (counted.low, counted.best, counted.high) if number is not None), default=None)


def _whose(claim: CasualtyClaim | None) -> str | None:
    """Return the country whose people are counted: their nationality, or the source's own ("one of its soldiers")."""
    if claim is None:
        return None
    stated = f" {claim.victims.as_stated or ''} "
    own = claim.attribution.country if claim.attribution is not None and _OWN.search(stated) else None
    return claim.victims.nationality or own


def toll_of(report: Report, outcome: Outcome) -> Toll | None:
    """Return the count a report gives for one of `INCIDENT_OUTCOMES`; None if it gives none."""
    toll: Toll | None = getattr(report.told, outcome)
    return toll


def _saying(report: Report, outcome: Outcome, toll: Toll) -> CasualtyClaim | None:
    """Return who gives the toll's number: the first attributed claim of the outcome with that number, else none."""
    for claim in report.claims:
        if claim.outcome == outcome and claim.attribution is not None and is_number_of(claim, toll):
            return claim
    return None


def is_number_of(claim: CasualtyClaim, toll: Toll | Quantity) -> bool:
    """Return whether a claim affirms just this number."""
    counted = claim.quantity
    if counted.unit is not toll.unit:
        return False
    up_to = counted.best is None and counted.low is None and toll.low is None and counted.high == toll.high is not None
    same = (counted.best, counted.low) in ((toll.best, toll.low), (toll.best, toll.best))
    return claim.assertion == Assertion.AFFIRMED and (same or up_to)


def source_words(said: Attribution | None, article: Article) -> str:
    """Return who says it in words: the body or person, else the outlet."""
    if said is None:
        return article.agency or article.site
    return said.name or said.organisation or said.as_stated


def source_line(said: Attribution | None, article: Article) -> str:
    """Return the key of the source line: the body that counts, whoever speaks for it, else the outlet."""
    if said is None:
        return f"outlet:{article.agency or article.site or article.id}".casefold()
    return f"{said.country or ''}:{said.organisation or said.name or said.as_stated}".casefold()


def is_official(said: Attribution | None) -> bool:
    """Return whether the figure comes from a public body."""
    return said is not None and (said.official is True or said.kind in _OFFICIAL_KINDS)


def _is_of_a_party(said: Attribution | None) -> bool:
    """Whether a side of the fight, a witness or a relative counts; a group that holds territory is a side as well."""
    if said is None:
        return False
    return said.kind is SourceKind.ARMED_GROUP or (said.kind in _OF_A_PARTY and not is_official(said))


def independent_sources(reports: Iterable[Report]) -> dict[str, str]:
    """Return by report id what each counts as: copies as their family, whatever an agency wrote as the agency, and
    all that one outlet writes itself as the outlet.
    """
    families: dict[str, list[Report]] = {}
    for report in reports:
        families.setdefault(report.family, []).append(report)
    keys = {family: _independent(family, members) for family, members in families.items()}
    return {report.id: keys[family] for family, members in families.items() for report in members}


def _independent(family: str, members: list[Report]) -> str:
    agencies = sorted({report.article.agency.casefold() for report in members if report.article.agency})
    sites = sorted({report.article.site for report in members})
    if agencies:
        return f"agency:{agencies[0]}"
    return f"site:{sites[0]}" if len(sites) == 1 and sites[0] else f"family:{family}"


def standing(given: list[Figure], outcome: Outcome) -> list[Figure]:
    """Return the figures that neither their page nor their own line replaced nor a later one overtook, in order.

    The dead and injured only become more; the missing are found, so there any later figure overtakes.
    """
    newest: dict[str, int] = {}
    for figure in given:
        newest[figure.page] = max(newest.get(figure.page, 0), figure.version)
    given = [figure for figure in given if figure.version == newest[figure.page]]
    last = {figure.line: figure for figure in given}
    latest = sorted(last.values(), key=lambda figure: figure.order)
    falling = outcome == Outcome.MISSING
    return [figure for figure in latest if not any(_overtakes(other, figure, falling) for other in latest)]


def _overtakes(other: Figure, figure: Figure, falling: bool) -> bool:
    if figure.side and other.side and figure.side != other.side:
        return False
    if other.party and other.line != figure.line:
        return False  # rebels who claim 25 soldiers replace no ministry's 15
    later = figure.when == _UNDATED or other.when - figure.when >= timedelta(hours=weight("reconcile", "rise_hours"))
    return other.when != _UNDATED and later and (other.value > figure.value or (falling and other is not figure))
