"""Where: the places a sentence names, resolved within the article to name, area, country and coordinates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.records import PlaceRef, Span
from pipeline.understand import gazetteer
from pipeline.understand.passage import Passage, Sentence
from pipeline.understand.places import nesting as nested
from pipeline.understand.places.choice import Area, area_of, chosen, countries_in, follows_area
from pipeline.understand.places.dateline import dateline_of
from pipeline.understand.places.names import (
    NAME,
    entity_around,
    happens_at,
    is_ambiguous,
    is_government,
    is_never,
    is_quarter,
    is_scene,
    is_suburb_of,
    is_where_carried,
    is_where_caught,
    is_where_heard,
    is_where_some_act,
    is_where_spoken,
    kind_after,
    kind_of,
    names_body,
    names_road,
    preposition,
)
from pipeline.understand.places.nationality import nationality_of
from pipeline.understand.times.grammar import whole
from pipeline.vocabulary import PlacePrecision, TextField

LONGEST = 5  # words of a name
PLACES, PERSONS, BODIES = frozenset({"LOC", "GPE", "FAC"}), frozenset({"PERSON"}), frozenset({"ORG"})
LOOSE = frozenset({"on", "to", "of", "off", "over", "through", "between"})  # as often before people and bodies
_OPENING = re.compile(
    r"(?:In|At|Near|Outside|Around|From|Across|(?:Residents|Villagers|People|Parts|Farmers|Leaders|Elders) of)"
    r"\s+(?=[A-Z])"
)
_NEXT_NAME = re.compile(r"\s+([A-Z][a-z]+)")
_JOINED = re.compile(r"^(?:,?\s+and\s+(?:the\s+|in\s+)?|,\s+|\s+or\s+)(?:(?:nearby|neighbouring|neighboring)\s+)?$")
LONG_WORD = 3  # letters; shorter words are small in headlines that write the others large
HEADLINE_TOWN = 100_000  # people; a headline names a smaller town after a preposition or not at all


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in characters `start` to `end` of its sentence.

    `role`: 'event' where something can have happened, 'dateline', 'organisation' inside or before a body's name,
    else 'vague'.
    """

    start: int
    end: int
    place: PlaceRef
    role: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    name: str
    role: str
    area: str | None  # the words in commas that follow
    kind: PlacePrecision | None  # from "village of", "district"


def find_places(sentence: Sentence) -> tuple[PlaceMention, ...]:
    """Return the places of one sentence, resolved with nothing but the sentence itself."""
    countries = Counter(countries_in(sentence))
    return places_in(sentence, countries)


def countries_of(passage: Passage) -> Counter[str]:
    """Count how often an article names each country: they decide between towns of one name."""
    return Counter(code for sentence in passage.sentences for code in countries_in(sentence))


def resolve_places(passage: Passage) -> dict[int, tuple[PlaceMention, ...]]:
    """Return the places of an article by sentence index, resolved with the countries that it names."""
    countries = countries_of(passage)
    return {sentence.index: places_in(sentence, countries) for sentence in passage.sentences}


def places_in(sentence: Sentence, countries: Counter[str]) -> tuple[PlaceMention, ...]:
    """Return the places of one sentence, resolved with the countries that its article names."""
    candidates = _weighed(sentence)
    places, possessors = nested.resolved(
        sentence.text, candidates, lambda candidate, area: _resolved(sentence, candidate, countries, area)
    )
    found = (
        PlaceMention(candidate.start, candidate.end, place, "vague" if index in possessors else candidate.role)
        for index, (candidate, place) in enumerate(zip(candidates, places, strict=True))
    )
    return tuple(mention for mention in found if _holds(sentence, mention))


def _holds(sentence: Sentence, mention: PlaceMention) -> bool:
    """Whether an unresolved name is a place for another reason than that some hamlet bears it."""
    place = mention.place
    if place.lat is not None or place.country is not None or place.precision is not None:
        return True
    if is_scene(sentence.text, mention.start, mention.end) or is_quarter(sentence.text, mention.end):
        return True
    return entity_around(sentence, mention.start, mention.end, PLACES, longer=False)


def _weighed(sentence: Sentence) -> list[_Candidate]:
    """Return the candidates; in a headline with "in Aleppo", a name without preposition is who acts, not where.

    And where police sit is not where they found somebody, if the sentence says where.
    """
    found = list(_candidates(sentence))
    there = {c.start for c in found if happens_at(sentence.text, c.start)}
    there |= {c.start for one, c in pairwise(found) if one.start in there and nested.owns(sentence.text, one, c.start)}
    if sentence.field is TextField.TITLE and there:
        return [c if c.start in there else replace(c, role="vague") for c in found]
    acting = {c.start for c in found if c.role == "event" and is_where_some_act(sentence.text, c.start)}
    areas = {c.area for c in found if c.start in acting}
    if any(c.role == "event" and c.start not in acting and c.name not in areas for c in found):
        return [replace(c, role="vague") if c.start in acting else c for c in found]
    return found


def _candidates(sentence: Sentence) -> Iterator[_Candidate]:
    dateline = dateline_of(sentence.text) if sentence.field is TextField.TEXT else None
    position = 0
    if dateline and (gazetteer.lookup(dateline["place"]) or area_of(dateline["area"], Counter()) is not None):
        name = dateline["place"].title() if dateline["place"].isupper() else dateline["place"]
        yield _Candidate(*dateline.span("place"), name, "dateline", dateline["area"], None)
        position = dateline.end()
    before: _Candidate | None = None
    for match in NAME.finditer(sentence.text, position):
        for candidate in _within(sentence, match, before):
            yield candidate
            before = candidate


def _within(sentence: Sentence, match: re.Match[str], before: _Candidate | None) -> Iterator[_Candidate]:
    """Yield the longest known names inside a run of capitalised words; else the run itself where it must be a place."""
    words = [(m.start() + match.start(), m.end() + match.start()) for m in re.finditer(r"\S+", match[0])]
    index, found = 0, False
    while index < len(words):
        for last in range(min(len(words), index + LONGEST), index, -1):
            start, end = _trimmed(sentence.text, words[index][0], words[last - 1][1])
            alone = last == len(words) and (index == 0 or preposition(sentence.text, start) is not None)
            if _is_place(sentence, start, end, alone=alone, joined=_joins(sentence, before, start)):
                before = _candidate(sentence, start, end, joined=_joins(sentence, before, start))
                yield before
                found, index = True, last - 1
                break
        index += 1
    if found and before is not None and before.end < match.end():
        yield from _rest(sentence, before, match.end())
    start, end = _trimmed(sentence.text, _after_preposition(match), match.end())
    if not found and not nationality_of(sentence.text[start:end]) and _must_be_place(sentence, start, end):
        yield _candidate(sentence, start, end, joined=False)


def _rest(sentence: Sentence, before: _Candidate, end: int) -> Iterator[_Candidate]:
    """Yield the unknown name that a known one owns: "Nepal's Sindhupalchok district"."""
    owned = re.match(r"(?:'s|’s)\s+", sentence.text[before.end : end])
    start = before.end + owned.end() if owned else end
    start, end = _trimmed(sentence.text, start, end)
    if start < end and kind_after(sentence.text, end) is not None:
        yield _candidate(sentence, start, end, joined=before.role == "event")


def _after_preposition(match: re.Match[str]) -> int:
    """Return where the name begins in "In Suka Makmur", whose preposition opens the sentence."""
    opening = _OPENING.match(match[0])
    return match.start() + (opening.end() if opening else 0)


def _joins(sentence: Sentence, before: _Candidate | None, start: int) -> bool:
    """Whether "and", a comma or a possessive joins a name to an event's place before it."""
    if before is None or before.role != "event":
        return False
    return bool(_JOINED.match(sentence.text[before.end : start])) or nested.owns(sentence.text, before, start)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    for tail in ("'s", "’s", "'", "’", ".", ","):
        if text[start:end].endswith(tail) and not (tail == "." and text[start:end].count(".") > 1):
            end -= len(tail)
    return start, end


def _is_place(sentence: Sentence, start: int, end: int, *, alone: bool, joined: bool) -> bool:
    name, text = sentence.text[start:end], sentence.text
    if is_never(name) or nationality_of(name) or len(name) < 3 or not gazetteer.lookup(name) or name.isdigit():
        return False
    if entity_around(sentence, start, end, PERSONS, longer=True):
        return False
    if _is_part_of_name(sentence, start, end):
        return False
    before = preposition(text, start)
    said = before is not None or joined
    if is_ambiguous(name):
        firmly = joined or (before is not None and before not in LOOSE)
        area = area_of(_area_words(text, end), Counter())
        return (alone and area is not None and gazetteer.country_of(name) is None) or (
            alone and (firmly or names_body(text, end)) and not re.match(r"\s+[A-Z]", text[end:])
        )
    areas = gazetteer.country_of(name) or gazetteer.us_state(name)
    known = areas or any(
        e.precision is not PlacePrecision.SETTLEMENT and not e.code_named for e in gazetteer.lookup(name)
    )
    return bool(
        known
        or said
        or entity_around(sentence, start, end, PLACES, longer=False)
        or (names_body(text, end) and alone)
        or area_of(_area_words(text, end), Counter()) is not None
        or kind_after(text, end) is not None
        or (sentence.field is TextField.TITLE and gazetteer.lookup(name)[0].population >= HEADLINE_TOWN)
    )


def _is_part_of_name(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a town's name is part of a longer one ("Fulton Courthouse") or a body's own name ("war on Hamas")."""
    name, following = sentence.text[start:end], _NEXT_NAME.match(sentence.text, end)
    if gazetteer.country_of(name) or gazetteer.us_state(name):
        return False
    if sentence.field is TextField.TITLE and (following is None or _writes_words_large(sentence.text)):
        return False
    if following and not names_body(sentence.text, end) and kind_after(sentence.text, end) is None:
        return not whole("month").fullmatch(following[1]) and not whole("weekday").fullmatch(following[1])
    strictly = preposition(sentence.text, start) in {"in", "at", "near", "outside"}
    return not strictly and entity_around(sentence, start, end, BODIES, longer=False)


def _writes_words_large(title: str) -> bool:
    """Whether a headline writes most words with a capital, so that one behind a name need not belong to it."""
    words = [word for word in title.split() if word.isalpha() and len(word) > LONG_WORD]
    return sum(word[0].isupper() for word in words) * 2 > len(words)


def _area_words(text: str, end: int) -> str | None:
    """Return the words in commas after a name, without closing punctuation; abbreviations keep their stop."""
    area = follows_area(text, end)
    if area is None:
        return None
    words = area["area"]
    return words if gazetteer.us_state(words) else words.rstrip(".").removesuffix("'s").removesuffix("’s")


def _must_be_place(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a name no gazetteer holds is named a place: "the village of X", "X district"."""
    if is_ambiguous(sentence.text[start:end]):
        return False
    if kind_of(sentence.text, start, end) is not None:
        return True
    within = preposition(sentence.text, start) in {"in", "at", "near", "outside"}
    if within and is_quarter(sentence.text, end):
        return True
    return is_scene(sentence.text, start, end) or (within and entity_around(sentence, start, end, PLACES, longer=False))


def _candidate(sentence: Sentence, start: int, end: int, *, joined: bool) -> _Candidate:
    kind = kind_of(sentence.text, start, end)
    area = _area_words(sentence.text, end)
    return _Candidate(start, end, sentence.text[start:end], _role(sentence, start, end, joined=joined), area, kind)


def _role(sentence: Sentence, start: int, end: int, *, joined: bool) -> str:
    text = sentence.text
    if entity_around(sentence, start, end, BODIES, longer=True) or names_body(text, end):
        return "organisation"
    if is_where_carried(text, start, end) or is_where_heard(text, start) or is_where_caught(text, start):
        return "vague"
    if names_road(text, end):
        return "vague"
    if is_government(text, start, end):
        return "vague"
    if sentence.field is TextField.TITLE and is_suburb_of(text, end):
        return "vague"
    if happens_at(text, start) or joined:
        return "event"
    if sentence.field is TextField.TITLE:
        return "vague" if is_where_spoken(text, start) else "event"
    if preposition(text, start) is None and (
        kind_of(text, start, end) or (start == 0 and area_of(_area_words(text, end), Counter()))
    ):
        return "event"
    return "vague"


def _resolved(sentence: Sentence, candidate: _Candidate, countries: Counter[str], inside: Area | None) -> PlaceRef:
    """Return the place that a name means; `inside` is the area that other names of the sentence put it in."""
    area = area_of(candidate.area, countries) or inside
    entry = chosen(candidate.name, candidate.kind, area, countries)
    span = sentence.span(candidate.start, candidate.end)
    if entry is None:
        return _unresolved(candidate, area or Area(None, None), span)
    return PlaceRef(
        as_stated=span.text, name=entry.name, admin=entry.admin, country=entry.country, lat=entry.lat, lon=entry.lon,
        precision=candidate.kind or entry.precision, span=span,
    )  # fmt: skip


def _unresolved(candidate: _Candidate, area: Area, span: Span) -> PlaceRef:
    """Return the name as stated, with the country and area that the words after it give."""
    return PlaceRef(
        as_stated=span.text, name=candidate.name, admin=area.admin, country=area.country, precision=candidate.kind,
        span=span,
    )  # fmt: skip
