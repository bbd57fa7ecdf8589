"""The central types: what the dataset is made of, what each field means, and how ids are made.

Frozen records go between the steps; dictionaries only exist at the file edge (`to_dict`, `from_dict`, JSON).
Every field carries its description: the codebook is generated from here. Offsets are half-open and count
Unicode code points in the field as stored.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta, Struct

from pipeline.vocabulary import (
    AgeGroup,
    Assertion,
    Cause,
    CivilianStatus,
    CueClass,
    DatePrecision,
    DecisionVerdict,
    IncidentStatus,
    Outcome,
    PlacePrecision,
    Qualifier,
    Scope,
    Sex,
    SourceKind,
    StatementMode,
    TextField,
    Unit,
    Verdict,
)

Count = Annotated[int, Meta(ge=0)]


class Record(Struct, frozen=True, kw_only=True):
    """Base of all records: immutable, keyword-only, compared by value."""


R = TypeVar("R", bound=Record)


def stable_id(prefix: str, *parts: object) -> str:
    """Return `prefix` + 20 hex digits of SHA-256 over the parts: the same input gives the same id on any machine.

    Parts are joined with U+001F; None counts as the empty string.
    """
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return f"{prefix}_{hashlib.sha256(joined.encode('utf-8', 'surrogatepass')).hexdigest()[:20]}"


def to_dict(record: Record) -> dict[str, Any]:
    """Return the record as plain JSON types (dates as ISO strings, codes as strings)."""
    plain: dict[str, Any] = msgspec.to_builtins(record)
    return plain


def from_dict(kind: type[R], plain: Any) -> R:
    """Build a record from plain JSON types.

    Raises `msgspec.ValidationError` naming the field when a value is missing, of the wrong type or outside its code list.
    """
    return msgspec.convert(plain, kind)


class Article(Record, frozen=True, kw_only=True, cache_hash=True):
    """One version of a page. A changed page is a new Article with `version_of`; nothing is overwritten."""

    id: Annotated[str, Meta(description="Stable id: hash of canonical URL (or source id) and content hash.")]
    url: Annotated[str, Meta(description="Address the text was fetched from; empty when the source gave none.")]
    canonical_url: Annotated[str, Meta(description="Normalised address that versions of one page share.")]
    site: Annotated[str, Meta(description="Slug of the site declaration, or the host name for ingested articles.")]
    title: Annotated[str, Meta(description="Headline as published.")]
    text: Annotated[str, Meta(description="Body; paragraphs separated by one blank line.")]
    content_hash: Annotated[str, Meta(description="SHA-256 (hex) of title and text.")]
    source_id: Annotated[str | None, Meta(description="Id the article had in the file it was ingested from.")] = None
    language: Annotated[str | None, Meta(description="ISO 639-1 code of the text; None if undetermined.")] = None
    authors: Annotated[tuple[str, ...], Meta(description="Bylines as published.")] = ()
    agency: Annotated[str | None, Meta(description="Agency credited in byline or text, e.g. 'Reuters'.")] = None
    published_at: Annotated[
        datetime | None, Meta(description="First publication, UTC; None if the page states none.")
    ] = None
    published_raw: Annotated[str | None, Meta(description="The publication date as the page states it.")] = None
    published_precision: Annotated[
        str | None, Meta(description="'minute' or 'day': how much of published_at is stated.")
    ] = None
    modified_at: Annotated[datetime | None, Meta(description="Last change the page states, UTC.")] = None
    fetched_at: Annotated[datetime | None, Meta(description="When we fetched it, UTC; None for ingested articles.")] = (
        None
    )
    version_of: Annotated[str | None, Meta(description="Id of the version this one follows; None for the first.")] = (
        None
    )
    warc_file: Annotated[
        str | None, Meta(description="Archive file with the response, relative to the archive folder.")
    ] = None
    warc_offset: Annotated[int | None, Meta(description="Byte offset of the response record in that file.")] = None
    parser_version: Annotated[
        str | None, Meta(description="Version of the page parser; None for ingested articles.")
    ] = None


def content_hash(title: str, text: str) -> str:
    """Return the SHA-256 (hex) of title and text."""
    return hashlib.sha256(f"{title}\x1f{text}".encode("utf-8", "surrogatepass")).hexdigest()


def article_id(address: str, hashed_content: str) -> str:
    """Return the id of the version of the page at `address` (canonical URL or source id) that has this content hash."""
    return stable_id("art", address, hashed_content)


class Span(Record, frozen=True, kw_only=True):
    """A stretch of an article's title or text; `text` equals the slice."""

    field: Annotated[TextField, Meta(description="Which field the offsets count in.")]
    start: Annotated[Count, Meta(description="First character.")]
    end: Annotated[Count, Meta(description="One past the last character.")]
    text: Annotated[str, Meta(description="The words themselves.")]


class Quantity(Record, frozen=True, kw_only=True):
    """A count as the source states it. None is 'not stated', never 0."""

    low: Annotated[Count | None, Meta(description="Smallest number the words allow.")]
    best: Annotated[Count | None, Meta(description="The number stated; None for ranges and indefinite words.")]
    high: Annotated[Count | None, Meta(description="Largest number the words allow; None if open.")]
    qualifier: Annotated[Qualifier, Meta(description="How firmly it is stated.")]
    unit: Annotated[Unit, Meta(description="Persons or households.")] = Unit.PERSON
    as_stated: Annotated[str, Meta(description="The counting words, e.g. 'at least twelve'.")]
    span: Annotated[Span, Meta(description="Where they stand.")]


class NamedVictim(Record, frozen=True, kw_only=True):
    """A victim named by the source."""

    name: Annotated[str, Meta(description="Name as stated.")]
    age: Annotated[int | None, Meta(description="Age in years, if stated.")] = None
    span: Annotated[Span, Meta(description="Where the name stands.")]


class Victims(Record, frozen=True, kw_only=True):
    """Who the counted people are, as far as the words say it."""

    as_stated: Annotated[str | None, Meta(description="The describing words, e.g. 'Azerbaijani soldiers'.")] = None
    civilian_status: Annotated[CivilianStatus | None, Meta(description="Role in the hostilities.")] = None
    sex: Annotated[Sex | None, Meta(description="Sex.")] = None
    age_group: Annotated[AgeGroup | None, Meta(description="Age group.")] = None
    occupation: Annotated[
        str | None, Meta(description="Occupation or role word: journalist, deminer, miner, farmer.")
    ] = None
    nationality: Annotated[str | None, Meta(description="ISO 3166 alpha-2 of the nationality stated.")] = None
    named: Annotated[tuple[NamedVictim, ...], Meta(description="Victims named in the passage.")] = ()


class TimeRef(Record, frozen=True, kw_only=True):
    """When, never more precise than stated. Dates are calendar days at the place of the event."""

    start: Annotated[date | None, Meta(description="First day; None if open.")]
    end: Annotated[date | None, Meta(description="Last day, inclusive; None if open.")]
    precision: Annotated[DatePrecision, Meta(description="How much is stated.")]
    as_stated: Annotated[
        str | None, Meta(description="The words; None when taken from the publication date by rule.")
    ] = None
    span: Annotated[Span | None, Meta(description="Where they stand.")] = None

    @property
    def shown(self) -> str:
        """The day, month, year or span in ISO 8601, no more precise than stated: '2019', '2024-05-01/2024-05-07'."""
        first, last = self.start, self.end
        whole = first is not None and last is not None and (first.year, first.month) == (last.year, last.month)
        if whole and self.precision is DatePrecision.MONTH:
            return f"{first:%Y-%m}"
        if first is not None and last is not None and first.year == last.year and self.precision is DatePrecision.YEAR:
            return f"{first:%Y}"
        return str(first) if first == last else f"{first or '..'}/{last or '..'}"


class PlaceRef(Record, frozen=True, kw_only=True):
    """Where, as stated and as resolved. Coordinates only when the gazetteer knows the place."""

    as_stated: Annotated[str, Meta(description="The name in the text.")]
    name: Annotated[str, Meta(description="Standard English name.")]
    admin: Annotated[str | None, Meta(description="First-order area the place lies in.")] = None
    country: Annotated[str | None, Meta(description="ISO 3166 alpha-2; None if unknown or across countries.")] = None
    lat: Annotated[float | None, Meta(description="Latitude, degrees north (WGS 84).")] = None
    lon: Annotated[float | None, Meta(description="Longitude, degrees east (WGS 84).")] = None
    precision: Annotated[PlacePrecision | None, Meta(description="How exactly it is stated; None if unresolved.")] = (
        None
    )
    span: Annotated[Span | None, Meta(description="Where it stands.")] = None

    @property
    def coarseness(self) -> float:
        """How coarsely it is stated, a site first; a name that nobody has located comes just before its country."""
        order = list(PlacePrecision)
        if self.precision is not None:
            return order.index(self.precision)
        return order.index(PlacePrecision.COUNTRY) - 0.5 if self.country is not None else len(order)


PRONOUNS = frozenset({"he", "she", "they", "it"})
"""A source's words where only what stands before tells who is meant."""


class Attribution(Record, frozen=True, kw_only=True):
    """Who says so: the person or body in the text, not the outlet that published it."""

    as_stated: Annotated[str, Meta(description="The naming words, e.g. 'Foreign Minister Ararat Mirzoyan'.")]
    name: Annotated[
        str | None,
        Meta(
            description="Fullest name in the article, a surname if it gives no more; None for bodies and unnamed people."
        ),
    ] = None
    role: Annotated[str | None, Meta(description="Office or function, e.g. 'foreign minister', 'spokeswoman'.")] = None
    organisation: Annotated[str | None, Meta(description="Body spoken for, e.g. 'health ministry'.")] = None
    country: Annotated[str | None, Meta(description="ISO 3166 alpha-2 of the body or office.")] = None
    kind: Annotated[SourceKind | None, Meta(description="Kind of source; None if the words do not tell.")] = None
    official: Annotated[
        bool | None, Meta(description="True if it speaks for a public body; None if the words do not tell.")
    ] = None
    official_rule: Annotated[str | None, Meta(description="The rule that decided `official`.")] = None
    span: Annotated[Span, Meta(description="Where it stands.")]
    stands_for: Annotated[
        Span | None, Meta(description="The words earlier in the article that 'they', 'it' or 'the pair' takes up.")
    ] = None

    @property
    def resolved(self) -> str | None:
        """The name, else a body's full name, else the words that are taken up or stated; None for an open pronoun."""
        if self.name is not None:
            return self.name
        body = self.organisation if self.role is None else None
        if body is not None and body[:1].isupper() and self.as_stated.lower().split()[0] in {"it", "the", "they"}:
            return body
        if self.stands_for is not None:
            return self.stands_for.text
        known = [words for words in (self.organisation, self.role) if words]
        return self.as_stated if self.as_stated.lower() not in PRONOUNS else " ".join(known) or None

    @property
    def shown(self) -> str:
        """Who says so for a reader: resolved, else the words as stated."""
        return self.resolved or self.as_stated


class CasualtyClaim(Record, frozen=True, kw_only=True):
    """One figure about people harmed, as one passage states it."""

    id: Annotated[str, Meta(description="Stable id: article, field, offsets of the quantity, outcome.")]
    article_id: Annotated[str, Meta(description="Article version it was read from.")]
    outcome: Annotated[Outcome, Meta(description="What happened to them.")]
    quantity: Annotated[Quantity, Meta(description="How many.")]
    scope: Annotated[Scope, Meta(description="One incident, or a sum over several.")]
    assertion: Annotated[Assertion, Meta(description="Affirmed, denied or hypothetical.")]
    victims: Annotated[Victims, Meta(description="Who they are.")] = Victims()
    time: Annotated[TimeRef | None, Meta(description="When; None if not stated.")] = None
    place: Annotated[PlaceRef | None, Meta(description="Where; None if not stated.")] = None
    cause: Annotated[Cause | None, Meta(description="What harmed them; None if not stated.")] = None
    cause_span: Annotated[Span | None, Meta(description="The words for the cause.")] = None
    actor: Annotated[str | None, Meta(description="Who is said to have done it, as stated.")] = None
    actor_span: Annotated[Span | None, Meta(description="Where the actor stands.")] = None
    attribution: Annotated[Attribution | None, Meta(description="Who says so; None if the outlet says it itself.")] = (
        None
    )
    part_of: Annotated[str | None, Meta(description="Claim this one is a subset or component of.")] = None
    background: Annotated[
        bool, Meta(description="True if about another incident than the one the article reports.")
    ] = False
    sentence: Annotated[Span, Meta(description="The sentence it was read from.")]
    evidence: Annotated[tuple[Span, ...], Meta(description="The words that carry it: quantity, outcome, victims.")] = ()
    rules: Annotated[tuple[str, ...], Meta(description="Ids of the rules that read it, in order.")] = ()
    confidence: Annotated[
        float,
        Meta(ge=0, le=1, description="0 to 1; the share of like records found right when the rules were measured."),
    ] = 1.0
    extractor_version: Annotated[str, Meta(description="Version of rules, lexicons and model.")]


class Statement(Record, frozen=True, kw_only=True, cache_hash=True):
    """What one speaker said, in one place of one article."""

    id: Annotated[str, Meta(description="Stable id: article, field, offsets of cue and content.")]
    article_id: Annotated[str, Meta(description="Article version it was read from.")]
    speaker: Annotated[
        Attribution | None,
        Meta(description="Who; None when a quote names nobody. An ambiguous pronoun keeps its words, without a name."),
    ]
    cue: Annotated[str | None, Meta(description="The reporting word, e.g. 'denied'; None where there is none.")]
    cue_class: Annotated[CueClass | None, Meta(description="Kind of speech act.")]
    cue_span: Annotated[Span | None, Meta(description="Where the cue stands.")] = None
    negated: Annotated[bool, Meta(description="True for 'did not say', 'refused to confirm'.")] = False
    content: Annotated[str, Meta(description="The content spans, joined by a space.")]
    spans: Annotated[tuple[Span, ...], Meta(description="The content, discontinuous where the words are.")]
    mode: Annotated[StatementMode, Meta(description="Direct, indirect or mixed.")]
    time: Annotated[TimeRef | None, Meta(description="When it was said, if stated.")] = None
    addressee: Annotated[str | None, Meta(description="To whom, as stated.")] = None
    topics: Annotated[tuple[str, ...], Meta(description="Key terms, lemmatised, most telling first.")] = ()
    sentence: Annotated[Span, Meta(description="From the first to the last sentence it covers.")]
    rules: Annotated[tuple[str, ...], Meta(description="Ids of the rules that read it.")] = ()
    confidence: Annotated[float, Meta(ge=0, le=1, description="0 to 1, as for claims.")] = 1.0
    extractor_version: Annotated[str, Meta(description="Version of rules, lexicons and model.")]


class Toll(Record, frozen=True, kw_only=True):
    """A reconciled count: the number to quote and its bounds."""

    low: Annotated[Count | None, Meta(description="Smallest credible.")]
    best: Annotated[Count | None, Meta(description="The figure to quote; None if the sources give none.")]
    high: Annotated[Count | None, Meta(description="Largest credible; None if open.")]
    rule: Annotated[str, Meta(description="The rule that chose it, in words.")] = ""
    unit: Annotated[Unit, Meta(description="What is counted; households only where no source counts persons.")] = (
        Unit.PERSON
    )


class ReportedIncident(Record, frozen=True, kw_only=True):
    """An incident as one article tells it; incidents across articles are joined from these."""

    id: Annotated[str, Meta(description="Stable id: article and the first of its claims.")]
    article_id: Annotated[str, Meta(description="Article version.")]
    main: Annotated[bool, Meta(description="True for the incident the article is about; at most one.")]
    killed: Annotated[
        Toll | None, Meta(description="Dead, reconciled over the article's mentions; None if not stated.")
    ] = None
    injured: Annotated[Toll | None, Meta(description="Injured, likewise.")] = None
    missing: Annotated[Toll | None, Meta(description="Missing, likewise.")] = None
    abducted: Annotated[Toll | None, Meta(description="Carried off, likewise; those freed since included.")] = None
    displaced: Annotated[Toll | None, Meta(description="Driven from home, likewise: persons, else households.")] = None
    time: Annotated[TimeRef | None, Meta(description="When.")] = None
    place: Annotated[PlaceRef | None, Meta(description="Where.")] = None
    cause: Annotated[Cause | None, Meta(description="Cause.")] = None
    claim_ids: Annotated[tuple[str, ...], Meta(description="The claims it rests on, in text order.")] = ()


class Reading(Record, frozen=True, kw_only=True):
    """All that was understood from one article version; a pure function of it and of `extractor_version`."""

    article_id: Annotated[str, Meta(description="Article version.")]
    extractor_version: Annotated[str, Meta(description="Version of rules, lexicons and model.")]
    claims: Annotated[tuple[CasualtyClaim, ...], Meta(description="Claims in text order.")] = ()
    statements: Annotated[tuple[Statement, ...], Meta(description="Statements in text order.")] = ()
    incidents: Annotated[tuple[ReportedIncident, ...], Meta(description="The article's incidents, main first.")] = ()


class TollEntry(Record, frozen=True, kw_only=True):
    """One line of an incident's history: a figure, when it was published, and who gave it."""

    published_at: Annotated[datetime | None, Meta(description="When the article was published, UTC.")]
    article_id: Annotated[str, Meta(description="Article version.")]
    claim_id: Annotated[str, Meta(description="Claim.")]
    outcome: Annotated[Outcome, Meta(description="What is counted.")]
    low: Annotated[Count | None, Meta(description="As the claim.")]
    best: Annotated[Count | None, Meta(description="As the claim.")]
    high: Annotated[Count | None, Meta(description="As the claim.")]
    unit: Annotated[Unit, Meta(description="As the claim: persons or households.")] = Unit.PERSON
    source: Annotated[str, Meta(description="Who says so: the attribution, else the site.")]
    independent_source: Annotated[str, Meta(description="Id of the syndication family (copies count once).")]
    superseded_by: Annotated[str | None, Meta(description="Claim of the same source line that replaced it.")] = None


class Incident(Record, frozen=True, kw_only=True):
    """One event, joined from reports of it by judgements that can be undone."""

    id: Annotated[str, Meta(description="Stable id: the earliest-sorting member.")]
    members: Annotated[tuple[str, ...], Meta(description="Ids of the reported incidents joined, sorted.")]
    time: Annotated[TimeRef | None, Meta(description="When.")] = None
    place: Annotated[PlaceRef | None, Meta(description="Where.")] = None
    cause: Annotated[Cause | None, Meta(description="Cause.")] = None
    killed: Annotated[Toll | None, Meta(description="Dead.")] = None
    injured: Annotated[Toll | None, Meta(description="Injured.")] = None
    missing: Annotated[Toll | None, Meta(description="Missing.")] = None
    abducted: Annotated[Toll | None, Meta(description="Carried off; those freed since included.")] = None
    displaced: Annotated[Toll | None, Meta(description="Driven from home: persons, else households.")] = None
    history: Annotated[tuple[TollEntry, ...], Meta(description="Every figure in order of publication.")] = ()
    independent_sources: Annotated[int, Meta(description="Number of syndication families that report it.")] = 1
    status: Annotated[IncidentStatus, Meta(description="How far confirmed.")] = IncidentStatus.PROVISIONAL


class TallyReading(Record, frozen=True, kw_only=True):
    """One reading of a cumulative series."""

    claim_id: Annotated[str, Meta(description="Claim.")]
    article_id: Annotated[str, Meta(description="Article version.")]
    as_of: Annotated[
        date | None, Meta(description="Day the reading stands for: end of its period, at the latest publication.")
    ]
    low: Annotated[Count | None, Meta(description="As the claim.")]
    best: Annotated[Count | None, Meta(description="As the claim.")]
    high: Annotated[Count | None, Meta(description="As the claim.")]
    source: Annotated[str, Meta(description="Who counts.")]
    flag: Annotated[
        str | None, Meta(description="What is odd: it falls, or contradicts its parts; None if nothing.")
    ] = None


class Tally(Record, frozen=True, kw_only=True):
    """One cumulative series: what, where, since when, who counts."""

    id: Annotated[str, Meta(description="Stable id of the series' key.")]
    outcome: Annotated[Outcome, Meta(description="What is counted.")]
    place: Annotated[str | None, Meta(description="Where, standard name.")]
    country: Annotated[str | None, Meta(description="ISO 3166 alpha-2.")]
    cause: Annotated[Cause | None, Meta(description="Cause.")]
    since: Annotated[date | None, Meta(description="Start of the period; None if not stated.")]
    until: Annotated[date | None, Meta(description="End of a closed period (e.g. a calendar year); None if running.")]
    counted_by: Annotated[str | None, Meta(description="Who counts; None if not stated.")]
    readings: Annotated[tuple[TallyReading, ...], Meta(description="Readings in order of `as_of`.")] = ()


class Feature(Record, frozen=True, kw_only=True):
    """One reason in a comparison."""

    name: Annotated[str, Meta(description="Name of the comparison.")]
    score: Annotated[float, Meta(description="What it contributes; negative speaks against.")]
    reason: Annotated[str, Meta(description="In words.")]


class Judgement(Record, frozen=True, kw_only=True):
    """Whether two reported incidents (or articles, or statements) are one, and why. Appended and superseded, never edited."""

    id: Annotated[str, Meta(description="Stable id: kind, left, right, decided_by, features.")]
    kind: Annotated[str, Meta(description="'incident', 'syndication' or 'statement'.")]
    left: Annotated[str, Meta(description="The smaller id.")]
    right: Annotated[str, Meta(description="The larger id.")]
    verdict: Annotated[Verdict, Meta(description="Same, different or unsure.")]
    score: Annotated[float, Meta(description="Sum of the features.")]
    features: Annotated[tuple[Feature, ...], Meta(description="The reasons.")] = ()
    decided_by: Annotated[str, Meta(description="'machine:<version>' or the analyst's name.")]
    superseded_by: Annotated[str | None, Meta(description="Judgement that replaced it.")] = None


class Decision(Record, frozen=True, kw_only=True):
    """An analyst's verdict on a record, field by field."""

    id: Annotated[str, Meta(description="Stable id: target, reviewer, time.")]
    target_kind: Annotated[str, Meta(description="'claim', 'statement', 'incident', 'tally' or 'judgement'.")]
    target_id: Annotated[str, Meta(description="Record decided on.")]
    target_key: Annotated[
        str,
        Meta(description="What the decision re-attaches by after re-reading: canonical URL, outcome, evidence words."),
    ]
    verdict: Annotated[DecisionVerdict, Meta(description="What was decided.")]
    corrections: Annotated[dict[str, Any], Meta(description="Field -> corrected value, for verdict 'correct'.")] = {}
    before: Annotated[dict[str, Any], Meta(description="Field -> machine value at the time.")] = {}
    reviewer: Annotated[str, Meta(description="Account name.")]
    decided_at: Annotated[datetime, Meta(description="When, UTC.")]
    note: Annotated[str, Meta(description="Why, in the analyst's words.")] = ""


class Syndication(Record, frozen=True, kw_only=True):
    """The family of copies an article belongs to; a family counts as one independent source."""

    article_id: Annotated[str, Meta(description="Article version.")]
    family: Annotated[str, Meta(description="Id of the article that leads the family; the article itself if no copy.")]
    matched_article: Annotated[str | None, Meta(description="The article it is a copy of; None for the original.")] = (
        None
    )
    share: Annotated[
        float, Meta(ge=0, le=1, description="Share of its text found in the matched article; 0 for the original.")
    ] = 0.0
