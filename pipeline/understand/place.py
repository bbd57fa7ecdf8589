"""Where: the places a sentence names, resolved within the article to name, area, country and coordinates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.records import PlaceRef
from pipeline.understand import gazetteer
from pipeline.understand.gazetteer import Entry
from pipeline.understand.lexicon import table
from pipeline.understand.nationality import nationality_of
from pipeline.understand.passage import Passage, Sentence
from pipeline.vocabulary import PlacePrecision, TextField

_WORD = r"[A-ZÀ-ÖØ-ÞĀ-ſƏ][\w'’.-]*"
_NAME = re.compile(
    rf"(?:(?:al|ad|as|ar|el|ez|de|la|le)-)?{_WORD}"
    rf"(?:[ -](?:(?:al|ez|el|de|la|le|of|du|da|dos|the)[ -])?{_WORD}){{0,4}}"
)

_DATELINE = re.compile(
    rf"^(?P<place>{_WORD}(?:[ -]{_WORD}){{0,3}})"
    rf"(?:,\s+[A-Z][\w. ]+?)?\s*(?:\([^)]{{2,40}}\)\s*)?(?:,\s*\w+\.? \d+\s*)?[-–—]+\s"
)
_AREA = re.compile(r",\s+(?:in\s+)?(?P<area>[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,2})")
LONGEST = 5  # words of a name
ONLY_TOWN = 10_000
SMALL_TOWN = 30_000  # people; a smaller one is not taken for the place meant unless something points to its country
LARGE_TOWN = 100_000  # the same where the article names other countries


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in characters `start` to `end` of its sentence.

    `role`: 'event' where something can have happened, 'dateline', 'organisation' inside a body's name, else 'vague'.
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
    area: str | None  # the country or state that follows in commas
    kind: PlacePrecision | None  # from "village of", "district"


def find_places(sentence: Sentence) -> tuple[PlaceMention, ...]:
    """Return the places of one sentence, resolved with nothing but the sentence itself."""
    context = Counter(_countries(sentence))
    return tuple(_mention(sentence, candidate, context) for candidate in _candidates(sentence))


def resolve_places(passage: Passage) -> dict[int, tuple[PlaceMention, ...]]:
    """Return the places of an article by sentence index; the countries it names decide between towns of one name."""
    context = Counter(code for sentence in passage.sentences for code in _countries(sentence))
    return {
        sentence.index: tuple(_mention(sentence, candidate, context) for candidate in _candidates(sentence))
        for sentence in passage.sentences
    }


def _candidates(sentence: Sentence) -> Iterator[_Candidate]:
    dateline = _DATELINE.match(sentence.text) if sentence.field is TextField.TEXT else None
    if dateline and gazetteer.lookup(dateline["place"].title()):
        yield _Candidate(*dateline.span("place"), dateline["place"].title(), "dateline", None, None)
    position = dateline.end() if dateline else 0
    for match in _NAME.finditer(sentence.text, position):
        yield from _within(sentence, match)


def _within(sentence: Sentence, match: re.Match[str]) -> Iterator[_Candidate]:
    """Yield the longest known names inside a run of capitalised words; else the run itself where it must be a place."""
    words = [(m.start() + match.start(), m.end() + match.start()) for m in re.finditer(r"\S+", match[0])]
    index, found = 0, False
    while index < len(words):
        for last in range(min(len(words), index + LONGEST), index, -1):
            start, end = words[index][0], words[last - 1][1]
            start, end = _trimmed(sentence.text, start, end)
            if _is_place(sentence, start, end, whole=index == 0 and last == len(words)):
                yield _candidate(sentence, start, end)
                found, index = True, last - 1
                break
        index += 1
    if not found and _must_be_place(sentence, match.start(), match.end()):
        yield _candidate(sentence, *_trimmed(sentence.text, match.start(), match.end()))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    for tail in ("'s", "’s", "'", "’", ".", ","):
        if text[start:end].endswith(tail) and not (tail == "." and text[start:end].count(".") > 1):
            end -= len(tail)
    return start, end


def _is_place(sentence: Sentence, start: int, end: int, *, whole: bool) -> bool:
    name = sentence.text[start:end]
    if nationality_of(name) or len(name) < 3 or not gazetteer.lookup(name) or _is_person(sentence, start, end):
        return False
    areas = gazetteer.country_of(name) or gazetteer.us_state(name) or name in table("places")["regions"]
    if name in _ambiguous():
        return bool(_AREA.match(sentence.text, end)) or (
            _has_preposition(sentence, start) and whole and not _goes_on(sentence, end)
        )
    return (
        bool(areas)
        or _has_preposition(sentence, start)
        or _is_found(sentence, start, end)
        or sentence.field is TextField.TITLE
    )


def _goes_on(sentence: Sentence, end: int) -> bool:
    """Whether a capitalised word follows, so that the name is part of a longer one."""
    return bool(re.match(r"\s+[A-Z]", sentence.text[end:]))


def _must_be_place(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a name no gazetteer holds is named a place: "the village of X", "X district"."""
    if _kind(sentence, start, end) is not None:
        return True
    return _has_preposition(sentence, start, strict=True) and _is_found(sentence, start, end)


def _is_person(sentence: Sentence, start: int, end: int) -> bool:
    if sentence.doc is None:
        return False
    return any(
        e.label_ == "PERSON" and e.start_char <= start and end <= e.end_char and e.end_char - e.start_char > end - start
        for e in sentence.doc.ents
    )


def _is_found(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the model's place finder agrees."""
    if sentence.doc is None:
        return False
    return any(
        e.label_ in {"LOC", "GPE", "FAC"} and e.start_char < end and start < e.end_char for e in sentence.doc.ents
    )


def _has_preposition(sentence: Sentence, start: int, *, strict: bool = False) -> bool:
    before = sentence.text[max(0, start - 40) : start].lower().split()
    if before and before[-1] in {"the", "northern", "southern", "eastern", "western", "central", "nearby", "downtown"}:
        before = before[:-1]
    allowed = {"in", "at", "near", "outside"} if strict else _prepositions()
    return bool(before) and before[-1] in allowed


def _kind(sentence: Sentence, start: int, end: int) -> PlacePrecision | None:
    kinds = table("places")["words"]["kinds"]
    after = re.match(r"(?:'s|’s)?\s+([a-z-]+)", sentence.text[end:])
    if after and after[1] in kinds:
        return PlacePrecision.of(kinds[after[1]])
    before = re.search(r"([a-z-]+)\s+(?:of|called|named)\s+$", sentence.text[:start])
    if before and before[1] in kinds:
        return PlacePrecision.of(kinds[before[1]])
    return None


def _candidate(sentence: Sentence, start: int, end: int) -> _Candidate:
    area = _AREA.match(sentence.text, end)
    role = "event" if _has_preposition(sentence, start) or _kind(sentence, start, end) else "vague"
    if _is_organisation(sentence, start, end):
        role = "organisation"
    if sentence.field is TextField.TITLE and role == "vague":
        role = "event"
    return _Candidate(
        start, end, sentence.text[start:end], role, area["area"] if area else None, _kind(sentence, start, end)
    )


def _is_organisation(sentence: Sentence, start: int, end: int) -> bool:
    if sentence.doc is None:
        return False
    return any(
        e.label_ == "ORG" and e.start_char <= start and end <= e.end_char and e.end_char - e.start_char > end - start
        for e in sentence.doc.ents
    )


def _mention(sentence: Sentence, candidate: _Candidate, context: Counter[str]) -> PlaceMention:
    span = sentence.span(candidate.start, candidate.end)
    entry = _chosen(candidate, context)
    if entry is None:
        country = gazetteer.country_of(candidate.area) if candidate.area else None
        state = gazetteer.us_state(candidate.area) if candidate.area else None
        place = PlaceRef(
            as_stated=candidate.name, name=candidate.name, admin=state, country="US" if state else country,
            precision=candidate.kind, span=span,
        )  # fmt: skip
        return PlaceMention(candidate.start, candidate.end, place, candidate.role)
    place = PlaceRef(
        as_stated=candidate.name,
        name=entry.name,
        admin=entry.admin,
        country=entry.country,
        lat=entry.lat,
        lon=entry.lon,
        precision=candidate.kind or entry.precision,
        span=span,
    )
    return PlaceMention(candidate.start, candidate.end, place, candidate.role)


def _chosen(candidate: _Candidate, context: Counter[str]) -> Entry | None:
    """Return the place meant: the one in the area that follows, else in the article's countries, else the largest."""
    entries = gazetteer.lookup(candidate.name)
    if candidate.area:
        state, country = gazetteer.us_state(candidate.area), gazetteer.country_of(candidate.area)
        within = [e for e in entries if (state and e.admin == state) or (country and e.country == country)]
        if within or state or country:
            return within[0] if within else None
    areas = [e for e in entries if e.precision is not PlacePrecision.SETTLEMENT]
    if areas and candidate.kind in {None, areas[0].precision}:
        return areas[0]
    known = [e for e in entries if e.country and context[e.country]]
    if known:
        return max(known, key=lambda e: (context[e.country or ""], e.population))
    if not entries or entries[0].population < _least(entries, context):
        return None  # a small town in a country that the article never names is a guess
    return entries[0]


def _least(entries: tuple[Entry, ...], context: Counter[str]) -> int:
    """Return how many people a town must have to be meant without a sign: fewer where no other has its name."""
    if len({entry.country for entry in entries}) == 1:
        return ONLY_TOWN
    return LARGE_TOWN if context else SMALL_TOWN


def _countries(sentence: Sentence) -> Iterator[str]:
    """Yield the codes of countries that a sentence names, by name, people, or a state of the USA."""
    for match in _NAME.finditer(sentence.text):
        words = match[0].split()
        for index in range(len(words)):
            for last in range(min(len(words), index + 4), index, -1):
                name = " ".join(words[index:last]).rstrip(".,'’").removesuffix("'s").removesuffix("’s")
                code = nationality_of(name) or gazetteer.country_of(name)
                state = gazetteer.us_state(name) or gazetteer.us_state(name + ".")
                if code or state:
                    yield code or "US"
                    break


@cache
def _ambiguous() -> frozenset[str]:
    return frozenset(table("places")["ambiguous"]["words"])


@cache
def _prepositions() -> frozenset[str]:
    words: dict[str, Any] = table("places")["words"]
    return frozenset(words["before"])
