"""When, where, by what and according to whom: what the sentences of an article refer to, asked for once each."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from pipeline.records import Attribution, PlaceRef, Span, TimeRef
from pipeline.understand import gazetteer
from pipeline.understand.antecedents import Antecedents
from pipeline.understand.attribution import SourceMention, find_sources
from pipeline.understand.cast import cast_of
from pipeline.understand.cause import CauseMention, find_causes, main_cause
from pipeline.understand.figure import Figure
from pipeline.understand.passage import Passage, Sentence
from pipeline.understand.place import PlaceMention, countries_of, places_in
from pipeline.understand.places.choice import countries_in
from pipeline.understand.places.dateline import dateline_of
from pipeline.understand.time import TimeMention, find_times
from pipeline.understand.times.scope import told_of
from pipeline.vocabulary import Scope, TextField

M = TypeVar("M", TimeMention, PlaceMention)
EVENT = "event"
FIRM = 2  # votes: a country, a people or a state has two, a town one, since people are called Leon and Sydney
PRONOUNS = frozenset({"it", "he", "she", "they", "we", "i", "that", "this", "which", "who"})
SUMMING = ("since", "period")
_SOME_WHO = re.compile(r"\b(?:among (?:them|whom)|including|of (?:them|whom))\b[^;.]*?\b(?:whose|who|which)\b")


@dataclass(frozen=True)
class References:
    """The references of one passage."""

    passage: Passage
    _times: dict[int, tuple[TimeMention, ...]] = field(default_factory=dict)
    _causes: dict[int, tuple[CauseMention, ...]] = field(default_factory=dict)
    _sources: dict[int, tuple[SourceMention, ...]] = field(default_factory=dict)
    _places: dict[int, tuple[PlaceMention, ...]] = field(default_factory=dict)

    @cached_property
    def _countries(self) -> Counter[str]:
        return countries_of(self.passage)

    def country_of_news(self) -> str | None:
        """Return the only country that headline and first sentences name; None if it is not one, or one town alone."""
        opening = (sentence for sentence in self.passage.sentences if sentence.leads)
        leads = Counter(code for sentence in opening for code in countries_in(sentence) if "/" not in code)
        return next((code for code, votes in leads.items() if len(leads) == 1 and votes >= FIRM), None)

    def named(self, sentence: Sentence) -> tuple[PlaceMention, ...]:
        """Return all places of a sentence; few sentences of an article are ever asked."""
        if sentence.index not in self._places:
            self._places[sentence.index] = places_in(sentence, self._countries)
        return self._places[sentence.index]

    @cached_property
    def antecedents(self) -> Antecedents:
        """Whom the pronouns of the article stand for."""
        return Antecedents(self.passage, cast_of(self.passage))

    def times(self, sentence: Sentence) -> tuple[TimeMention, ...]:
        """Return the time expressions of a sentence."""
        if sentence.index not in self._times:
            self._times[sentence.index] = find_times(sentence, self.passage.published)
        return self._times[sentence.index]

    def causes(self, sentence: Sentence) -> tuple[CauseMention, ...]:
        """Return the causes named in a sentence."""
        if sentence.index not in self._causes:
            self._causes[sentence.index] = find_causes(sentence)
        return self._causes[sentence.index]

    def sources(self, sentence: Sentence) -> tuple[SourceMention, ...]:
        """Return the sources named in a sentence, with what they vouch for."""
        if sentence.index not in self._sources:
            self._sources[sentence.index] = find_sources(sentence, self.passage)
        return self._sources[sentence.index]

    def places(self, sentence: Sentence) -> tuple[PlaceMention, ...]:
        """Return the places of a sentence where something can have happened."""
        return tuple(place for place in self.named(sentence) if place.role == EVENT)

    def dateline(self) -> PlaceMention | None:
        """Return the place of the dateline; None if there is none."""
        texts = (s for s in self.passage.sentences if s.field is TextField.TEXT and dateline_of(s.text) is not None)
        return next((place for s in texts for place in self.named(s) if place.role == "dateline"), None)


def time_of(figure: Figure, references: References) -> TimeRef | None:
    """Return when, as the figure's own sentence says it; None if it does not."""
    times = _told(figure, references)
    if figure.scope is Scope.CUMULATIVE:
        times = tuple(t for t in times if t.kind in SUMMING) or times
    else:
        times = tuple(t for t in times if t.kind == "point") or tuple(t for t in times if t.kind == "period")
    return _nearest(figure, times).time if times else None


def _told(figure: Figure, references: References) -> tuple[TimeMention, ...]:
    """Return the times that belong to what is told, and not to the telling ("..., police said on Monday")."""
    trigger = figure.clause.doc[figure.mention.trigger.start].idx
    published = references.passage.published
    stated = references.times(figure.sentence)
    times = told_of(figure.sentence.text, trigger, stated, published and published.date())
    times = tuple(t for t in times if t not in stated or not _is_of_some(figure, t.start))
    for source in references.sources(figure.sentence):
        if any(start <= trigger < end for start, end in source.content):
            return tuple(
                t for t in times if t not in stated or any(s <= t.start and t.end <= e for s, e in source.content)
            )
    return times


def place_of(figure: Figure, references: References) -> PlaceRef | None:
    """Return where, from the figure's sentence, else for sums from the sentence before it in the paragraph."""
    for sentence in _own_and_before(figure, references):
        places = references.places(sentence)
        if sentence is figure.sentence:
            places = _in_same_part(figure, tuple(p for p in places if not _is_of_some(figure, p.start)), references)
        if places:
            found = _nearest(figure, places) if sentence is figure.sentence else places[0]
            return found.place
    return None


def cause_of(figure: Figure, references: References) -> tuple[CauseMention, Sentence] | None:
    """Return what harmed them and the sentence that says so, by the same rule as for places."""
    for sentence in _own_and_before(figure, references):
        times = references.times(sentence)
        named = [c for c in references.causes(sentence) if not any(t.start < c.end and c.start < t.end for t in times)]
        if sentence is figure.sentence:
            named = [c for c in named if not _in_later_part(figure, c) and not _is_of_some(figure, c.start)]
        found = main_cause(named)  # a war that only dates ("since the war") has not harmed by that
        if found is not None:
            return found, sentence
    return None


def is_of_some(text: str, before: int, start: int) -> bool:
    """Whether what stands at `start` is said of some of those counted before, here from character `before` on.

    "Six are missing, among them three fishermen whose boat sank on Wednesday" says when three of them went missing.
    """
    return any(before <= some.start() and some.end() <= start for some in _SOME_WHO.finditer(text))


def _is_of_some(figure: Figure, start: int) -> bool:
    before = figure.clause.doc[figure.groups[0].start].idx + 1
    return is_of_some(figure.sentence.text, before, start)


def _in_same_part(figure: Figure, places: tuple[PlaceMention, ...], references: References) -> tuple[PlaceMention, ...]:
    """Return the places of a headline's own part: "drones kill three in Kharkiv; Belgorod reports two dead"."""
    text = figure.sentence.text
    if not figure.in_title or ";" not in text:
        return places
    trigger = figure.clause.doc[figure.mention.trigger.start].idx
    start = text.rfind(";", 0, trigger) + 1
    end = text.find(";", trigger)
    own = tuple(p for p in references.named(figure.sentence) if start <= p.start < (end if end >= 0 else len(text)))
    return own or places


def _in_later_part(figure: Figure, cause: CauseMention) -> bool:
    """Whether a cause stands behind a semicolon that the figure stands before."""
    end = figure.clause.doc[figure.mention.trigger.end - 1].idx
    return cause.start > end and ";" in figure.sentence.text[end : cause.start]


def source_of(figure: Figure, references: References) -> Attribution | None:
    """Return who says so: the source whose content covers the outcome; None if the outlet says it itself."""
    trigger = figure.clause.doc[figure.mention.trigger.start].idx
    vouching = [
        source
        for source in references.sources(figure.sentence)
        if any(start <= trigger < end for start, end in source.content) and _is_named(source.attribution)
    ]
    if vouching:
        nearest = min(vouching, key=lambda source: min(abs(source.start - trigger), abs(source.end - trigger)))
        return None if _is_dateline(figure, nearest.attribution) else nearest.attribution
    if figure.scope is Scope.CUMULATIVE:
        return _carried_source(figure, references)
    return None


def _is_named(source: Attribution) -> bool:
    """Whether the words name somebody: a pronoun that stands for nobody known does not."""
    return source.name is not None or source.as_stated.lower() not in PRONOUNS


def _is_dateline(figure: Figure, source: Attribution) -> bool:
    """Whether the words before a headline's colon only say where: "DR Congo: 16 villagers killed"."""
    after = figure.sentence.text[source.span.end - figure.sentence.start :]
    return figure.in_title and after.startswith(":") and bool(gazetteer.lookup(source.as_stated))


def _carried_source(figure: Figure, references: References) -> Attribution | None:
    """Return the statistics named one sentence earlier in the paragraph: a list of sums has one source."""
    for sentence in _own_and_before(figure, references)[1:]:
        for source in references.sources(sentence):
            if source.attribution.as_stated.split()[-1].lower() in {
                "statistics",
                "figures",
                "data",
                "records",
                "count",
                "tally",
            }:
                return source.attribution
    return None


def _own_and_before(figure: Figure, references: References) -> list[Sentence]:
    own = figure.sentence
    if own.field is TextField.TITLE or figure.scope is Scope.INCIDENT:
        return [own]
    before = [
        s
        for s in references.passage.sentences
        if s.field is own.field and s.paragraph == own.paragraph and s.index < own.index
    ]
    return [own, *reversed(before)][:3]


def _nearest(figure: Figure, mentions: tuple[M, ...]) -> M:
    trigger = figure.clause.doc[figure.mention.trigger.start].idx
    return min(mentions, key=lambda m: (min(abs(m.start - trigger), abs(m.end - trigger)), m.start))


def cause_span(found: tuple[CauseMention, Sentence]) -> Span:
    """Return the words for a cause."""
    mention, sentence = found
    return sentence.span(mention.start, mention.end)
