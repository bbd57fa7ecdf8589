"""A small invented newsroom: articles, readings, incidents, a tally, and pairs that nobody is sure of."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from pipeline.records import (
    Article,
    Attribution,
    CasualtyClaim,
    Feature,
    Incident,
    Judgement,
    PlaceRef,
    Quantity,
    Reading,
    ReportedIncident,
    Statement,
    Syndication,
    Tally,
    TallyReading,
    TimeRef,
    Toll,
    TollEntry,
    Victims,
    article_id,
    content_hash,
    stable_id,
)  # fmt: skip
from pipeline.store import Dataset
from pipeline.vocabulary import (
    Assertion,
    Cause,
    CueClass,
    DatePrecision,
    IncidentStatus,
    Outcome,
    PlacePrecision,
    Qualifier,
    Scope,
    SourceKind,
    StatementMode,
    Verdict,
)  # fmt: skip
from tests.review.annotated import Annotated, annotated
from tests.review.stories import PLACES, STORIES, Figure, Story

VERSION = "test.1"


def article_of(story: Story, marked: Annotated) -> Article:
    address = f"https://{story.site}.example/{story.slug}"
    hashed = content_hash(story.title, marked.text)
    return Article(
        id=article_id(address, hashed), url=address, canonical_url=address, site=story.site, title=story.title,
        text=marked.text, content_hash=hashed, language="en", published_at=moment(story.at),
        published_precision="minute",
    )  # fmt: skip


def moment(at: str) -> datetime:
    return datetime.fromisoformat(at).replace(tzinfo=UTC)


def place_of(story: Story, marked: Annotated, letter: str = "") -> PlaceRef:
    name, country, lat, lon = PLACES[story.place]
    return PlaceRef(as_stated=story.place, name=name, country=country, lat=lat, lon=lon,
                    precision=PlacePrecision.SETTLEMENT, span=marked.span("p", letter))  # fmt: skip


def said_by(marked: Annotated, number: str, letter: str = "a") -> Attribution | None:
    span = marked.span(letter, number)
    if span is None:
        return None
    return Attribution(as_stated=span.text, name=span.text if letter == "s" else None, organisation=span.text,
                       kind=SourceKind.GOVERNMENT, official=True, official_rule="body", span=span)  # fmt: skip


def claim_of(story: Story, figure: Figure, marked: Annotated, article: Article) -> CasualtyClaim:
    counted, outcome = marked.span("q", figure.number), marked.span("o", figure.number)
    victims, cause = marked.span("v", figure.number), marked.span("c", figure.number)
    assert counted is not None and outcome is not None
    day = story.day or moment(story.at).date()
    return CasualtyClaim(
        id=stable_id("clm", article.id, counted.start, figure.outcome), article_id=article.id, outcome=figure.outcome,
        quantity=Quantity(low=figure.low, best=figure.best, high=figure.high, qualifier=figure.qualifier,
                          as_stated=counted.text, span=counted),
        scope=figure.scope, assertion=Assertion.AFFIRMED,
        victims=Victims(as_stated=victims.text if victims else None),
        time=TimeRef(start=day, end=day, precision=DatePrecision.DAY, as_stated=None, span=marked.span("t", "")),
        place=place_of(story, marked), cause=story.cause, cause_span=cause,
        attribution=said_by(marked, figure.number), sentence=marked.sentence(counted),
        evidence=tuple(one for one in (counted, outcome, victims) if one), rules=("count.passive", "place.near"),
        confidence=figure.confidence, extractor_version=VERSION,
    )  # fmt: skip


def statement_of(story: Story, marked: Annotated, article: Article, number: str) -> Statement | None:
    content = marked.span("w", number)
    if content is None:
        return None
    speaker = said_by(marked, number, "s")
    cue = marked.span("k", number)
    return Statement(
        id=stable_id("stm", article.id, content.start), article_id=article.id, speaker=speaker,
        cue=cue.text if cue else None, cue_class=CueClass.SAY if cue else None, cue_span=cue, content=content.text,
        spans=(content,), mode=StatementMode.DIRECT, topics=("road", "mine"), sentence=marked.sentence(content),
        rules=("quote.then_cue",), confidence=0.82, extractor_version=VERSION,
    )  # fmt: skip


def reading_of(story: Story, marked: Annotated, article: Article) -> Reading:
    claims = tuple(claim_of(story, figure, marked, article) for figure in story.figures)
    statements = [statement_of(story, marked, article, number) for number in ("", "2")]
    own = tuple(one for one in claims if one.scope is Scope.INCIDENT)
    told = ReportedIncident(
        id=stable_id("rep", article.id), article_id=article.id, main=True, claim_ids=tuple(one.id for one in own),
        killed=toll_of(own, Outcome.KILLED), injured=toll_of(own, Outcome.INJURED),
        missing=toll_of(own, Outcome.MISSING), time=own[0].time if own else None, place=place_of(story, marked),
        cause=story.cause,
    )  # fmt: skip
    return Reading(
        article_id=article.id, extractor_version=VERSION, claims=claims,
        statements=tuple(one for one in statements if one), incidents=(told,) if own else (),
    )  # fmt: skip


def toll_of(claims: tuple[CasualtyClaim, ...], outcome: Outcome) -> Toll | None:
    for one in claims:
        if one.outcome is outcome:
            return Toll(low=one.quantity.low, best=one.quantity.best, high=one.quantity.high, rule="The only figure.")
    return None


def incident_of(readings: list[tuple[Story, Article, Reading]]) -> Incident:
    told = [reading.incidents[0] for _, _, reading in readings]
    members = tuple(sorted(one.id for one in told))
    claims = [(article, claim) for _, article, reading in readings for claim in reading.claims]
    history = tuple(
        TollEntry(published_at=article.published_at, article_id=article.id, claim_id=claim.id, outcome=claim.outcome,
                  low=claim.quantity.low, best=claim.quantity.best, high=claim.quantity.high,
                  source=claim.attribution.as_stated if claim.attribution else article.site,
                  independent_source=article.id)
        for article, claim in sorted(claims, key=lambda pair: (pair[0].published_at, pair[1].id))
        if claim.scope is Scope.INCIDENT
    )  # fmt: skip
    killed = [one.best or one.low or 0 for one in history if one.outcome is Outcome.KILLED]
    injured = [one.best or one.low or 0 for one in history if one.outcome is Outcome.INJURED]
    contested = len(readings) > 1 and readings[0][0].contested
    status = IncidentStatus.CONTESTED if contested else IncidentStatus.CORROBORATED
    return Incident(
        id=stable_id("inc", members[0]), members=members, time=told[0].time, place=told[0].place, cause=told[0].cause,
        killed=whole(killed), injured=whole(injured), history=history, independent_sources=len(readings),
        status=status if len(readings) > 1 else IncidentStatus.PROVISIONAL,
    )  # fmt: skip


def whole(figures: list[int]) -> Toll | None:
    if not figures:
        return None
    rule = "The latest figure of the source named most often; the bounds are those of all sources still standing."
    return Toll(low=min(figures), best=figures[-1], high=max(figures), rule=rule)


def fill(dataset: Dataset, stories: tuple[Story, ...] = STORIES) -> dict[str, Article]:
    """Append everything; return the articles by slug."""
    read: dict[str, tuple[Story, Article, Reading]] = {}
    for story in stories:
        marked = annotated(story.text)
        article = article_of(story, marked)
        read[story.slug] = story, article, reading_of(story, marked, article)
        dataset.append_article(article)
        dataset.append_reading(read[story.slug][2])
    groups: dict[str, list[tuple[Story, Article, Reading]]] = {}
    for entry in read.values():
        if entry[2].incidents:
            groups.setdefault(entry[0].event, []).append(entry)
    dataset.append_incidents([incident_of(group) for group in groups.values()])
    dataset.append_judgements(_judgements(read, groups))
    if {"bus-first", "bus-copy"} <= set(read):
        original, copy = read["bus-first"][1], read["bus-copy"][1]
        dataset.append_syndication(
            [Syndication(article_id=original.id, family=original.id),
             Syndication(article_id=copy.id, family=original.id, matched_article=original.id, share=0.93)]
        )  # fmt: skip
    dataset.append_tallies([tally_of(read[slug][1:]) for slug in ("mines-year",) if slug in read])
    return {slug: article for slug, (_, article, _) in read.items()}


def _judgements(
    read: dict[str, tuple[Story, Article, Reading]], groups: dict[str, list[tuple[Story, Article, Reading]]]
) -> list[Judgement]:
    found = []
    for group in groups.values():
        ids = sorted(entry[2].incidents[0].id for entry in group)
        found += [judged(left, right, Verdict.SAME, 4.2) for left, right in zip(ids, ids[1:], strict=False)]
    for left, right in (("mine-goris", "mine-kapan"), ("clash-a", "clash-b")):
        if left in read and right in read:
            found.append(judged(read[left][2].incidents[0].id, read[right][2].incidents[0].id, Verdict.UNSURE, 0.3))
    return found


def judged(left: str, right: str, verdict: Verdict, score: float) -> Judgement:
    left, right = sorted((left, right))
    reasons = (
        Feature(name="date", score=1.4, reason="Both on the same day."),
        Feature(name="place", score=-0.8, reason="The places are 41 km apart."),
        Feature(name="cause", score=1.1, reason="Both by a landmine."),
        Feature(name="toll", score=score - 1.7, reason="The figures can be those of one event."),
    )
    return Judgement(id=stable_id("jdg", left, right), kind="incident", left=left, right=right, verdict=verdict,
                     score=score, features=reasons, decided_by="machine:test.1")  # fmt: skip


def tally_of(read: tuple[Article, Reading]) -> Tally:
    article, reading = read
    claim = next(one for one in reading.claims if one.scope is Scope.CUMULATIVE)
    first = date(2024, 1, 15)
    counted = tuple(
        TallyReading(claim_id=claim.id, article_id=article.id, as_of=first + timedelta(days=30 * number), low=best,
                     best=best, high=best, source="mine action centre", flag="falls" if best == 58 else None)
        for number, best in enumerate((41, 47, 52, 60, 58, 65))
    )  # fmt: skip
    return Tally(id=stable_id("tal", "mines"), outcome=Outcome.KILLED, place=None, country="AM", cause=Cause.LANDMINE,
                 since=date(2020, 11, 10), until=None, counted_by="mine action centre", readings=counted)  # fmt: skip


__all__ = ["Qualifier", "fill"]
