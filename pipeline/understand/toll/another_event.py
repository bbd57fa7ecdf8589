"""Harm of other days in reports whose opening tells of none: it is the setting, whatever its number."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.records import CasualtyClaim, TimeRef
from pipeline.understand.background.other_days import brings_in
from pipeline.understand.background.referred import is_of_conflict
from pipeline.understand.context import MONTHS, single
from pipeline.understand.figure import Figure
from pipeline.understand.passage import Sentence
from pipeline.understand.phrases import folded
from pipeline.understand.references import References
from pipeline.understand.times.days import WEEKDAYS
from pipeline.understand.toll.nobody import of_some
from pipeline.understand.toll.only_wounded import are_of_the_wounded
from pipeline.understand.toll.setting import is_carried
from pipeline.vocabulary import Assertion, DatePrecision, Outcome, TextField

HEADING = 10  # words
STEM = 5  # letters of "clashes", "clashed"
HUNDREDS = 500  # deaths that every report of their event opens with
MANY = 10  # deaths that no report of an event without harm leads up to
LATE = 6  # sentences; of 25 articles whose first dead came later, one told of its own
EARLY = 3  # sentences within which an article says that nobody was hurt
DEATHS = frozenset({Outcome.KILLED, Outcome.KILLED_OR_INJURED})
HURT = frozenset({Outcome.INJURED, Outcome.KILLED_OR_INJURED})
BEFELL = frozenset({"active", "passive", "reduced passive"})  # who "had surgery on Thursday" was hurt before
_NAMES = re.compile(rf"\b(?:{'|'.join((*WEEKDAYS, *MONTHS))}|(?:19|20)\d\d)\b")
_DEADLY = re.compile(r"\b(?:deadly|fatal) ((?:[\w-]+ ){0,3}[\w-]+)")
_POINTING = re.compile(
    r"\bin the (?:\w+ )?(fighting|clash(?:es)?|violence|attack|blast|explosion|shooting|crash|collision|battle)\b"
)
_THE_EVENT = re.compile(r"the ([\w-]+) (?:had )?(?:killed|claimed|left|took|injured)\b")
_RECENTLY = re.compile(r"\b(?:was|were|been) (?:recently|earlier|previously) (?:killed|shot|murdered|slain|stabbed)\b")
_SUMMED = re.compile(
    r"(?:The )?(?:Casualties|(?:Death )?[Tt]oll|(?:Provisional )?[Bb]alance|Result|Outcome)\s?(?::|is\b|was\b)"
)
_THEN = re.compile(r"^(?:Then|Afterwards|[A-Z]\w+ (?:\w+ )?then)\b")
_TELLING = timedelta(days=2)  # a report is no older than what it tells of, where it names only the day of telling


@dataclass(frozen=True, slots=True)
class Opening:
    """Headline and first sentence: their words, and the first day that they name as the event's or as that of telling.

    `words` are without the days on which somebody said so.
    """

    text: str
    words: str
    first_day: date | None
    told_day: date | None

    @classmethod
    def of(cls, references: References) -> Opening:
        """Read the opening of an article once."""
        passage = references.passage
        sentences = [s for s in passage.sentences if s.first or s.field is TextField.TITLE]
        text = folded(" ".join(s.text for s in sentences))
        words = single("telling_day").sub(" ", text)
        told = [(s, m) for s in sentences for m in references.times(s) if m.time.precision is DatePrecision.DAY]
        own = [m.time.start for s, m in told if folded(s.text[m.start : m.end]) in words and m.time.start is not None]
        days = [m.time.start for _, m in told if m.time.start is not None]
        published = passage.published
        days += [published.date()] if published is not None else []
        return cls(text, words, min(own, default=None), min(days, default=None))

    def names_event_of(self, sentence: Sentence) -> bool:
        """Whether a sentence goes on with the event that the opening calls deadly: "The avalanche killed two"."""
        events = {word for phrase in _DEADLY.findall(self.text) for word in phrase.split()}
        opens = _THE_EVENT.match(folded(sentence.text))
        return opens is not None and opens[1] in events

    def is_named_in(self, sentence: Sentence) -> bool:
        """Whether a sentence points back to what the opening tells of: "52 were hurt in the fighting"."""
        return any(event[:STEM] in self.words for event in _POINTING.findall(folded(sentence.text)))

    def is_before(self, time: TimeRef) -> bool:
        """Whether a time of the body lies before the event, by its days or, where these are unknown, by its words."""
        stated = folded(time.as_stated or "")
        if time.end is not None and (self.first_day or self.told_day) is not None:
            if self.first_day is not None:
                return time.end < self.first_day
            return self.told_day is not None and time.end < self.told_day - _TELLING
        named = set(_NAMES.findall(stated))
        if named & set(WEEKDAYS):
            days = set(_NAMES.findall(self.words)) & set(WEEKDAYS)
            return bool(days) and not named & days
        if named:
            return not named & set(_NAMES.findall(self.text))
        return bool(single("gone_by").search(stated)) and stated not in self.text


def told_of_another_event(
    figures: Sequence[Figure], claims: Mapping[int, CasualtyClaim], references: References
) -> frozenset[int]:
    """Return the numbers of figures that belong to other events than the one an opening tells of without such harm.

    Headline and first sentence tell of a blast that wounded, a talk, a rocket that hit nobody: who died on days before,
    or "has died in the unrest", did so elsewhere. Who died of the wounds told of did not.
    """
    opening = Opening.of(references)
    told = [f for f in figures if not (f.background or f.mention.zero) and f.assertion is Assertion.AFFIRMED]
    first = [f for f in told if f.in_title or f.sentence.first]
    deadly = any(f.outcome in DEATHS for f in first)
    hurting = any(f.outcome in HURT for f in first)
    wounding = not deadly and any(f.outcome in HURT and f.sentence.leads for f in told)
    unhurt = _said_unhurt(figures)
    times = {f.number: claims[f.number].time for f in told}
    firsts = [time for f in first if (time := times[f.number]) is not None]
    dated = opening.first_day is not None and not single("custody").search(opening.text)
    dated = dated and any(time.start == opening.first_day for time in firsts)
    goes_on = "goes_on_in_conflict" if is_of_conflict(references.passage) else "goes_on_later"
    follows = not dated and any(single(name).search(opening.text) for name in (goes_on, "out_of_care"))
    tried = deadly and any(single(name).search(opening.text) for name in ("court", "inquest"))  # the deed has a day
    found = _come_to_late(told, references) if not deadly else set()
    for figure in (f for f in told if f not in first):
        hurt = figure.outcome is Outcome.INJURED and figure.mention.rule in BEFELL and not is_carried(figure)
        deaths = figure.outcome in DEATHS
        own_day = _opens_with_day(figure, opening, first, times[figure.number])
        if deadly and deaths and (own_day or _sums_up_unrest(figure, first, opening)):
            found.add(figure.number)
        if not ((deaths and not deadly) or (hurt and not hurting)):
            continue
        if any(single(name).search(folded(figure.sentence.text)) for name in ("died_in_unrest", "setting_told")):
            found.add(figure.number)
        if deaths and wounding and figure.counted and single("fallen_there").search(folded(figure.sentence.text)):
            found.add(figure.number)  # "28 peacekeepers were hurt. More than 231 have been killed in the country"
        if deaths and not deadly and figure.counted and (figure.bounds[1] or figure.bounds[0] or 0) >= HUNDREDS:
            found.add(figure.number)  # "Rebels hand over arms. Nearly 15,000 people died"
        behind = deaths and unhurt is not None and figure.sentence.rank > unhurt + 1
        unharmed = behind and (figure.counted or bool(_RECENTLY.search(figure.sentence.text)))
        many = unharmed and (figure.bounds[0] or 0) >= MANY
        if deaths and ((are_of_the_wounded(figure) and not many) or opening.names_event_of(figure.sentence)):
            continue
        if hurt and opening.is_named_in(figure.sentence):
            continue
        time = times[figure.number]
        before = opening.is_before(time) if time is not None else _goes_on_from_past(figure, opening, references)
        before = before and not (hurt and tried and figure.counted)
        if hurt and deadly and not _names_day(figure.sentence) and _stands_beside_dead(figure, told, found):
            continue  # "Two men died at once, and four others were wounded"
        if unharmed or (before and not follows) or (deaths and _is_heading(figure.sentence, references)):
            found.add(figure.number)
    return frozenset(found)


def _stands_beside_dead(hurt: Figure, told: Sequence[Figure], found: set[int]) -> bool:
    """Whether those hurt are told of in one breath with dead of the event itself."""
    return any(
        f.outcome in DEATHS and f.sentence is hurt.sentence and f.number < hurt.number and f.number not in found
        for f in told
    )


def _opens_with_day(figure: Figure, opening: Opening, first: Sequence[Figure], time: TimeRef | None) -> bool:
    """Whether a sentence goes over to another day's dead: "On Tuesday six soldiers were killed"."""
    before = single("days_before_open").match(folded(figure.sentence.text))
    other = all(f.bounds != figure.bounds for f in first) or (time is not None and opening.is_before(time))
    if before is not None and brings_in(figure.mention) and other:
        weekend = "weekend" in before[0] and {"saturday", "sunday"} & set(_NAMES.findall(opening.words))
        return before[0] not in opening.text and not weekend
    new = figure.counted and not (figure.groups[0].definite or figure.groups[0].partitive or figure.groups[0].more)
    named = set(WEEKDAYS) & set(_NAMES.findall(opening.words))
    opens_with = single("day_opens").match(folded(figure.sentence.text))
    return new and opens_with is not None and not named & set(_NAMES.findall(opens_with[0]))


def _come_to_late(told: Sequence[Figure], references: References) -> set[int]:
    """Return the deaths to which a report of conflict comes only far down: none keeps its own dead back so long."""
    deaths = [f for f in told if f.outcome in DEATHS]
    late = all(f.sentence.rank >= LATE for f in deaths) and is_of_conflict(references.passage)
    late = late and not any(_SUMMED.match(f.sentence.text) or _POINTING.search(folded(f.sentence.text)) for f in deaths)
    return {f.number for f in deaths if late and (f.counted or not _died_of_it(f))}


def _died_of_it(figure: Figure) -> bool:
    return bool(single("died_of_it").search(folded(figure.sentence.text)))


def _sums_up_unrest(figure: Figure, first: Sequence[Figure], opening: Opening) -> bool:
    """Whether more have died in the unrest around than in the attack that opens a report.

    "60 civilians have been killed in clashes" behind an ambush that killed three: an opening about clashes or protests
    goes on with them.
    """
    told = max((f.bounds[1] or f.bounds[0] or 0 for f in first if f.outcome in DEATHS), default=0)
    more = figure.counted and (figure.bounds[1] or figure.bounds[0] or 0) > told > 0
    unrest = single("died_in_unrest").search(folded(figure.sentence.text))
    return more and not figure.sentence.leads and bool(unrest) and not single("of_unrest").search(opening.words)


def _said_unhurt(figures: Sequence[Figure]) -> int | None:
    """Return how far down an article says that nobody was hurt, where nothing before tells otherwise; else None."""
    zeros = [f.sentence.rank for f in figures if f.mention.zero and not (of_some(f) or f.background)]
    harmed = [f.sentence.rank for f in figures if not f.mention.zero and not f.background]
    early = min((rank for rank in zeros if rank <= EARLY), default=None)
    return early if early is not None and not any(rank <= early for rank in harmed) else None


def _goes_on_from_past(figure: Figure, opening: Opening, references: References) -> bool:
    """Whether the sentence before one, in its paragraph, tells of a time gone by: "In October, two bombs went off"."""
    sentence = figure.sentence
    same = [s for s in references.passage.sentences if s.field is sentence.field and s.paragraph == sentence.paragraph]
    before = [s for s in same if s.index < sentence.index and s.rank > 1]
    last = references.passage.before(sentence)
    if last is not None and last.rank > 1 and _THEN.search(sentence.text):
        before.append(last)  # "In January, men attacked the station.", "Police then shot dead two of them"
    if _names_day(sentence):
        return False
    return any(
        m.kind in {"point", "period"} and opening.is_before(m.time) and not _is_weekday(m.time)
        for last in before
        for m in references.times(last)
    )


def _is_heading(sentence: Sentence, references: References) -> bool:
    """Whether a sentence is a heading within the body, which tells of what stands under it: "Basra imam killed"."""
    after, before = references.passage.after(sentence), references.passage.before(sentence)
    alone = all(s is None or s.paragraph != sentence.paragraph for s in (after, before))
    short = len(sentence.text.split()) <= HEADING and sentence.text[-1:].isalnum()
    return alone and short and sentence.rank > 1 and after is not None


def _is_weekday(time: TimeRef) -> bool:
    return any(day in folded(time.as_stated or "") for day in WEEKDAYS)


def _names_day(sentence: Sentence) -> bool:
    return bool(_NAMES.search(folded(sentence.text)))
