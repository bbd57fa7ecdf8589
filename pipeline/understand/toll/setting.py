"""When, where and by what an incident happened, from its claims first and the article's opening next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import cos, hypot, radians

from msgspec.structs import replace

from pipeline.records import CasualtyClaim, PlaceRef, TimeRef
from pipeline.understand.background.recalled import tells_of_violence
from pipeline.understand.cause import main_cause
from pipeline.understand.context import is_fiction, single
from pipeline.understand.counting.group import Form
from pipeline.understand.figure import Figure
from pipeline.understand.passage import Sentence
from pipeline.understand.phrases import folded
from pipeline.understand.places.dateline import dateline_end
from pipeline.understand.references import References, is_of_some
from pipeline.understand.time import TimeMention
from pipeline.understand.times.days import WEEKDAYS
from pipeline.understand.times.scope import is_of_a_case, is_of_telling, is_of_the_answer
from pipeline.understand.toll.chosen import opens
from pipeline.understand.toll.taken_away import TAKEN_AWAY
from pipeline.understand.triggers import IN_CARE
from pipeline.vocabulary import Cause, DatePrecision, Outcome, PlacePrecision, TextField

EARTH_KM = 6371
ALL_OVER = re.compile(r"\b(?:across|throughout|all over|in (?:several|various|different) parts of)(?: the)?$")
SHELTERS = re.compile(r"\b(?:shelter(?:s|ed|ing)?|camps?|schools in|mourn\w*|buried|funerals?)\b", re.IGNORECASE)
OWN_FORCE = re.compile(
    r"(?:'s|’s)?\s+(?:(?:Metropolitan|Metro|City|Township|Regional)\s+)?(?:[Pp]olice|[Ff]ire(?:fighters|\s(?:[A-Z]|department|crews))?)\b"
)
LONG_AGO_DAYS = 30
NEAR = 6  # sentences; so far down the event is still told, where headline and lead tell what came of it
SECOND = 2  # sentences; the second still goes on with an opening that tells of violence
DAYS_AGO = 2  # what an opening without harm goes back to further than that is another event
SHORT = frozenset({DatePrecision.DAY, DatePrecision.WEEK, DatePrecision.MONTH})
TELLING = 1.5  # weight of a cause; "attack" and "violence" alone may be figures of speech
SLOW = frozenset(  # no single events: "minefields" and "the war" are talked of without one
    {
        Cause.DISEASE,
        Cause.HUNGER,
        Cause.EXTREME_TEMPERATURE,
        Cause.WAR,
        Cause.LANDMINE,
        Cause.UNEXPLODED_ORDNANCE,
    }
)
DATING = ("On ", "Last ", "Late ", "Early ")  # what opens a sentence with its day
FAR_KM = 100  # farther than the next town and its hospital
HOSPITALS = frozenset(
    {"hospital", "hospitals", "clinic", "infirmary", "airlifted", "flown", "icu", "unit", "medical", "burn"}
)


def time_of_incident(
    claims: Sequence[CasualtyClaim], references: References, *, main: bool, around: Sequence[Sentence] = ()
) -> TimeRef | None:
    """Return the day stated with the claims, else in the sentences around; None if no day is stated.

    `around` are the sentences of the opening, of the main incident, or of another incident's own paragraph.
    """
    if main:
        owned = _owned_time(references)
        if owned is not None:
            return owned
    told = [claim for claim in claims if claim.time is not None and claim.part_of is None]
    answers = [claim.time for claim in told if main and _is_of_an_answer(claim)]
    stated = [claim.time for claim in told if claim.time not in answers]
    days = [time for time in stated if time is not None and time.precision is DatePrecision.DAY]
    spans = [time for time in stated if time is not None and time.precision in SHORT]
    if days or spans or not around:
        return next(iter([*days, *spans, *stated, *answers]), None)
    body = [s for s in references.passage.sentences if main and s.field is TextField.TEXT and s.rank <= NEAR]
    for sentence in (*around, *(s for s in body if s not in around and references.causes(s))):
        for mention in references.times(sentence):
            if _is_day_of_event(sentence, mention):
                return mention.time
    return next(iter([*stated, *answers]), None)


def _is_of_an_answer(claim: CasualtyClaim) -> bool:
    """Whether the day of a claim is that on which somebody was found: it gives way to the day of the event."""
    time = claim.time
    if time is None or time.span is None or time.span.field is not claim.sentence.field:
        return False
    start, end = (place - claim.sentence.start for place in (time.span.start, time.span.end))
    mention = TimeMention(start, end, time, "point")
    return 0 <= start < len(claim.sentence.text) and is_of_the_answer(claim.sentence.text, mention)


def _is_day_of_event(sentence: Sentence, mention: TimeMention) -> bool:
    """Whether a sentence gives a day, and not that of the report, of what was said or of what was done about it."""
    text = sentence.text
    if mention.kind != "point" or mention.time.precision is not DatePrecision.DAY or mention.start < dateline_end(text):
        return False
    if is_of_some(text, 0, mention.start) or is_of_telling(text, mention) or is_of_the_answer(text, mention):
        return False
    return not is_of_a_case(text, mention)


def _owned_time(references: References) -> TimeRef | None:
    """Return the time in "last week's gas explosion": that of the event, whatever came of it later."""
    for sentence in opening_of(references):
        for mention in references.times(sentence):
            if sentence.text[mention.end : mention.end + 2] in {"'s", "’s"} and references.causes(sentence):
                return mention.time
    return None


def place_of_incident(
    claims: Sequence[CasualtyClaim], references: References, *, main: bool, around: Sequence[Sentence] = ()
) -> PlaceRef | None:
    """Return the finest place of the claims and of the sentences around; the dateline of a main incident comes last."""
    found = [claim.place for claim in claims if claim.place is not None]
    if (scattered := _scattered_over(claims)) is not None:
        return scattered
    found += _places_around(around, references)
    if found:
        finest = min(enumerate(found), key=lambda pair: (pair[1].coarseness, pair[0]))[1]
        return _in_its_country(finest, found, references)
    if not main:
        return None
    dateline = references.dateline()
    return dateline.place if dateline else _seat_of_police(around, references)


def _seat_of_police(around: Sequence[Sentence], references: References) -> PlaceRef | None:
    """Return the one town whose own police or fire brigade the opening names: "Winnipeg police said"."""
    towns = {
        mention.place.name: mention.place
        for sentence in around
        for mention in references.named(sentence)
        if mention.place.precision is PlacePrecision.SETTLEMENT and OWN_FORCE.match(sentence.text, mention.end)
    }
    return next(iter(towns.values())) if len(towns) == 1 else None


def _in_its_country(place: PlaceRef, found: Sequence[PlaceRef], references: References) -> PlaceRef:
    """Return a hamlet that no gazetteer holds with the one country that the other places lie in, or the text is of."""
    countries = {other.country for other in found if other.country is not None}
    if place.country is not None or place.lat is not None or len(countries) > 1:
        return place
    return replace(place, country=next(iter(countries), None) or references.country_of_news())


def _scattered_over(claims: Sequence[CasualtyClaim]) -> PlaceRef | None:
    """Return the region all over which the opening counts people ("across the Strip"), so that no town is the place."""
    told = (claim for claim in claims if claim.place is not None and claim.part_of is None)
    first = next((c for c in told if c.sentence.field is TextField.TEXT), None)
    if first is None or first.place is None or first.place.span is None:
        return None
    before = first.sentence.text[: max(0, first.place.span.start - first.sentence.start)].rstrip()
    return first.place if ALL_OVER.search(before) else None


def _places_around(around: Sequence[Sentence], references: References) -> Iterator[PlaceRef]:
    """Yield the places that the sentences name, but those of shelters and hospitals and of some of those harmed."""
    for sentence in around:
        if not (sentence.first or sentence.field is TextField.TITLE) and SHELTERS.search(sentence.text):
            continue
        yield from (m.place for m in references.places(sentence) if not is_of_some(sentence.text, 0, m.start))


def cause_of_incident(
    claims: Sequence[CasualtyClaim], references: References, *, main: bool, around: Sequence[Sentence] = ()
) -> Cause | None:
    """Return the cause of the claims that headline or first sentence name, else the most frequent; else that around."""
    counts = Counter(claim.cause for claim in claims if claim.cause is not None)
    told = told_cause(references) if main and len(counts) > 1 else None
    if told in counts:
        return told
    if counts:
        return max(counts, key=lambda cause: counts[cause])
    if around:
        mentions = tuple(m for sentence in around for m in references.causes(sentence))
        found = main_cause(mentions)
        return found.cause if found else None
    return None


def is_told_of_elsewhere(
    figures: Sequence[Figure], claims: Mapping[int, CasualtyClaim], references: References
) -> frozenset[int]:
    """Return the numbers of the figures after the opening that are told of a far town, or of a day long ago.

    A hospital far away is where the injured were taken, and no other incident.
    """
    days = [claims[f.number].time for f in figures if f.in_title or f.sentence.first]
    first_day = next((t for t in days if t is not None and t.precision is DatePrecision.DAY), None)
    died = any(f.outcome is Outcome.KILLED and opens(f) for f in figures)
    leads = opening_of(references)
    here = place_of_incident([claims[f.number] for f in figures if opens(f)], references, main=True, around=leads)
    published = references.passage.published
    first = folded(" ".join(s.text for s in references.passage.sentences if s.first or s.index == 0))
    told = [f for f in figures if (f.in_title or f.sentence.first) and f.outcome not in TAKEN_AWAY]
    goes_back = not told and not single("follows_up").search(first)
    violent = tells_of_violence(first)
    deadly = {f.sentence.index for f in figures if f.outcome is Outcome.KILLED}
    case = single("court").search(first) is not None or single("inquest").search(first) is not None
    tried = case and not died  # months after the deed that is tried
    times = (claims[f.number].time for f in figures if case and died and published is not None)
    deed = next((time for time in times if published is not None and _is_long_ago(time, published.date())), None)
    return frozenset(
        f.number
        for f in figures
        if (
            goes_back
            and published is not None
            and f.sentence.index in deadly
            and (not violent or (f.sentence.rank > SECOND and _is_on_another_day(f, first)))
            and _is_days_ago(f, claims[f.number].time, published.date())
        )
        or (not died and first_day is not None and _is_another_day(f, claims[f.number].time, first_day))
        or not opens(f)
        and (
            (not is_carried(f) and here is not None and _is_far(claims[f.number].place, here))
            or (
                published is not None
                and not (tried or (deed is not None and claims[f.number].time == deed and not f.mention.word.struck))
                and _is_long_ago(claims[f.number].time, published.date())
            )
        )
    )


CARRIED = IN_CARE | {"condition", "carry_wounded", "send_to_hospital", "treat", "being_treated", "needed_treatment"}


def is_carried(figure: Figure) -> bool:
    """Whether the place is that of a hospital: "was flown to Erlanger in Chattanooga"."""
    return bool(HOSPITALS & set(figure.clause.words)) or figure.mention.word.id in CARRIED


def _is_another_day(figure: Figure, time: TimeRef | None, first: TimeRef) -> bool:
    """Whether somebody new was hurt on an earlier day: "On Monday, a woman was slashed on another train"."""
    group = figure.groups[0]
    new = group.form is Form.SINGLE and not (group.definite or group.more or group.ordinal)
    told = new and not figure.sentence.first and not figure.in_title and figure.sentence.text.startswith(DATING)
    known = time is not None and time.end is not None and time.precision is DatePrecision.DAY
    return told and known and first.start is not None and time.end < first.start  # type: ignore[union-attr,operator]


def _is_long_ago(time: TimeRef | None, published: date, days: int = LONG_AGO_DAYS) -> bool:
    """Whether a figure is told of a day, week or month that was over long before publication."""
    if (
        time is None
        or time.end is None
        or time.precision not in {DatePrecision.DAY, DatePrecision.WEEK, DatePrecision.MONTH}
    ):
        return False
    return (published - time.end).days > days


def _is_on_another_day(figure: Figure, opening: str) -> bool:
    """Whether an opening that tells of violence names a weekday, and a sentence none of these: another event's."""
    named = {day for day in WEEKDAYS if day in opening}
    return bool(named) and not any(day in figure.clause.words for day in named)


def _is_days_ago(figure: Figure, time: TimeRef | None, published: date) -> bool:
    if figure.mention.zero or time is None or time.end is None:
        return False
    over = time.precision in {DatePrecision.WEEK, DatePrecision.MONTH} and time.end < published
    return over or _is_long_ago(time, published, DAYS_AGO)


def _is_far(place: PlaceRef | None, here: PlaceRef) -> bool:
    if place is None or place.lat is None or place.lon is None or here.lat is None or here.lon is None:
        return False
    if not (place.precision is here.precision is PlacePrecision.SETTLEMENT):
        return False
    north = radians(place.lat - here.lat)
    east = radians(place.lon - here.lon) * cos(radians((place.lat + here.lat) / 2))
    return EARTH_KM * hypot(north, east) > FAR_KM


def told_cause(references: References) -> Cause | None:
    """Return the cause that headline or first sentence name plainly; None where only a general word stands."""
    first = [s for s in references.passage.sentences if s.field is TextField.TITLE or s.first]
    if any(is_fiction(s.text) for s in first):
        return None
    named = [
        m for sentence in first for m in references.causes(sentence) if m.weight >= TELLING and m.cause not in SLOW
    ]
    found = main_cause(named)
    return found.cause if found else None


def opening_of(references: References) -> list[Sentence]:
    """Return the sentences that say when and where the event of the article was: headline and lead."""
    return [s for s in references.passage.sentences if s.leads]
