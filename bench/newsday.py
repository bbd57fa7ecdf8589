"""A day of the world's news with its readings: many events, few of them told by hundreds of outlets.

Texts are grown as `bench.growth` grows them. One event in four harms people, at one of some hundred places, a few of
which are in the news every hour. Its reports have what a reader finds: the place, the day and a toll, each left out at
times, the toll rising from report to report; what officials said; and at times a sum ("since January"). The records are
made, not read: to read 50,000 articles would take longer than all that is measured.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bench.growth import Source, retold, set_in
from pipeline.records import (
    Article,
    Attribution,
    CasualtyClaim,
    PlaceRef,
    Quantity,
    Reading,
    ReportedIncident,
    Span,
    Statement,
    TimeRef,
    Toll,
    content_hash,
)
from pipeline.vocabulary import (
    Assertion,
    Cause,
    CueClass,
    DatePrecision,
    Outcome,
    PlacePrecision,
    Qualifier,
    Scope,
    StatementMode,
    TextField,
)

FIRST_DAY = datetime(2024, 5, 1, tzinfo=UTC)
OUTLETS = 4_000
PLACES, COUNTRIES = 900, 60
SPEAKERS = 1_500
REPORTS_OF_AN_EVENT = (1, 2, 3, 6, 12, 40, 200, 1_000)
SHARE_OF_EVENTS = (50, 20, 13, 9, 5, 2.5, 0.45, 0.05)
"""Judgement: of a day's stories half are told once, one in forty goes round the country, a few round the world."""

FEW, COPIED, COPIED_OF_MANY = 12, 0.4, 0.9
"""What goes round the world goes round as agency copy."""

HARMING, SUMMING, FOUND = 0.25, 0.04, 0.8
SAID = (0, 1, 2, 4)
CAUSES = (Cause.SHOOTING, Cause.ROAD_ACCIDENT, Cause.STABBING, Cause.SHELLING, Cause.FLOOD, Cause.FIRE, Cause.ATTACK)


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, where and to how many, and the sentences it is told in."""

    number: int
    sentences: tuple[str, ...]
    minute: int
    place: PlaceRef
    cause: Cause | None
    """None for an event that harms nobody."""
    killed: int


@dataclass(frozen=True, slots=True)
class Crowding:
    """How many places and speakers are in the news, and how much of it is about the busiest."""

    places: int = PLACES
    speakers: int = SPEAKERS
    even: bool = False
    """False: the logarithm of a rank is even. The first place then has a tenth of all events, 250 that harm people in a
    day of 50,000 articles, and the first speaker thousands of statements. True: the first has 1 / sqrt(ranks) of them.
    """

    def rank(self, ranks: int, chance: random.Random) -> int:
        """Return a rank from 1: small ones are frequent."""
        drawn = chance.random()
        return 1 + int((ranks - 1) * drawn**2) if self.even else int(ranks**drawn)


CROWDED = Crowding()


def news(
    source: Source, count: int, day: int, *, seed: int = 5, crowding: Crowding = CROWDED
) -> Iterator[tuple[Article, Reading]]:
    """Yield the articles of a day with their readings, event by event, the same for the same seed."""
    made = number = 0
    while made < count:
        chance = random.Random(f"{seed} {day} {number}")
        event = _event(source, number, chance, crowding)
        for position in range(min(count - made, chance.choices(REPORTS_OF_AN_EVENT, SHARE_OF_EVENTS)[0])):
            article = _article(event, position, day, source, chance)
            yield article, _reading(event, article, position, chance, crowding)
            made += 1
        number += 1


def _event(source: Source, number: int, chance: random.Random, crowding: Crowding) -> Event:
    place = crowding.rank(crowding.places, chance)
    name = f"{chr(65 + place % 26)}{'aeiou'[place % 5]}{'lmnrst'[place % 6]}o {place}"
    return Event(
        number=number,
        sentences=tuple(set_in(source, chance)),
        minute=chance.randrange(1440),
        place=PlaceRef(
            as_stated=name, name=name, country=f"{chr(65 + place % COUNTRIES % 26)}{chr(65 + place % COUNTRIES // 26)}",
            lat=place % 120 - 60.0, lon=place % 340 - 170.0, precision=PlacePrecision.SETTLEMENT,
        ),
        cause=chance.choice(CAUSES) if chance.random() < HARMING else None,
        killed=int(40 ** chance.random()),
    )  # fmt: skip


def _article(event: Event, position: int, day: int, source: Source, chance: random.Random) -> Article:
    own = list(event.sentences)
    if position:
        copied = chance.random() < (COPIED if position < FEW else COPIED_OF_MANY)
        own = own[: -max(1, len(own) // 10)] if copied else retold(own, source, chance)
    id_, text = f"art_{day:04}{event.number:08}{position:08}", "\n\n".join(own)
    # News goes round within hours; what passes midnight is the next day's, and is left in this one.
    minute = min(1439, event.minute + int(chance.expovariate(1 / 180)))
    return Article(
        id=id_, url=f"https://{id_}.example/", canonical_url=f"https://{id_}.example/",
        site=f"outlet{int(OUTLETS ** chance.random())}", title=own[0][:80], text=text,
        content_hash=content_hash(own[0][:80], text), published_at=FIRST_DAY + timedelta(days=day, minutes=minute),
    )  # fmt: skip


def _reading(event: Event, article: Article, position: int, chance: random.Random, crowding: Crowding) -> Reading:
    statements = tuple(_statement(article, number, chance, crowding) for number in range(chance.choice(SAID)))
    if event.cause is None:
        return Reading(article_id=article.id, extractor_version="made", statements=statements)
    day = article.published_at.date() if article.published_at else FIRST_DAY.date()
    time = TimeRef(start=day, end=day, precision=DatePrecision.DAY, as_stated="today")
    rising = event.killed + position // 20
    claims = [_claim(article, rising, Scope.INCIDENT, event, time)]
    if chance.random() < SUMMING:
        since = TimeRef(start=FIRST_DAY.date().replace(month=1, day=1), end=day, precision=DatePrecision.PERIOD)
        claims.append(_claim(article, 40 * rising, Scope.CUMULATIVE, event, since))
    told = ReportedIncident(
        id=f"rep_{article.id}", article_id=article.id, main=True, cause=event.cause, claim_ids=(claims[0].id,),
        killed=Toll(low=rising, best=rising, high=rising) if chance.random() < FOUND else None,
        time=time if chance.random() < FOUND else None, place=event.place if chance.random() < FOUND else None,
    )  # fmt: skip
    return Reading(
        article_id=article.id, extractor_version="made", claims=tuple(claims), statements=statements, incidents=(told,)
    )


def _claim(article: Article, number: int, scope: Scope, event: Event, time: TimeRef) -> CasualtyClaim:
    whole = _first_words(article, 60)
    quantity = Quantity(
        low=number, best=number, high=number, qualifier=Qualifier.EXACT, as_stated=whole.text, span=whole
    )
    return CasualtyClaim(
        id=f"clm_{scope.value[:3]}_{article.id}", article_id=article.id, outcome=Outcome.KILLED, quantity=quantity,
        scope=scope, assertion=Assertion.AFFIRMED, time=time, place=event.place, cause=event.cause, sentence=whole,
        extractor_version="made",
    )  # fmt: skip


def _statement(article: Article, number: int, chance: random.Random, crowding: Crowding) -> Statement:
    paragraphs: Sequence[str] = article.text.split("\n\n")
    content = paragraphs[(number + 1) % len(paragraphs)]
    start = article.text.index(content)
    span = Span(field=TextField.TEXT, start=start, end=start + len(content), text=content)
    speaker = f"Office {crowding.rank(crowding.speakers, chance)}"
    return Statement(
        id=f"sta_{number}_{article.id}", article_id=article.id, cue="said", cue_class=CueClass.SAY, content=content,
        speaker=Attribution(as_stated=speaker, organisation=speaker, span=span), spans=(span,),
        mode=StatementMode.INDIRECT, sentence=span, extractor_version="made",
    )  # fmt: skip


def _first_words(article: Article, characters: int) -> Span:
    text = article.text[:characters]
    return Span(field=TextField.TEXT, start=0, end=len(text), text=text)
