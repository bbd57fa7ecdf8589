"""One report of speech in a sentence, by the places of its parts."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.vocabulary import CueClass

Extent = tuple[int, int]  # characters of the sentence


@dataclass(frozen=True, slots=True)
class Report:
    """One report of speech; all extents count characters of the sentence. `speaker` None: nobody is named."""

    cue: Extent
    cue_class: CueClass
    speaker: Extent | None
    content: tuple[Extent, ...]
    rule: str
    weak: bool = False
    attitude: bool = False
    negated: bool = False
    addressee: Extent | None = None


def extent_of(doc: Doc, start: int, end: int) -> Extent:
    """Return the characters of the tokens from `start` to before `end`."""
    last = doc[end - 1]
    return int(doc[start].idx), int(last.idx) + len(last.text)


def characters(doc: Doc, start: int, end: int) -> Extent | None:
    """Return the characters of a token range without the commas and spaces around it; None if nothing is left."""
    while start < end and (doc[start].text in {",", ":", ";", "-", "–", "—", "--", "."} or doc[start].is_space):
        start += 1
    while end > start and (doc[end - 1].text in {",", ":", ";", "-", "–", "—", "--"} or doc[end - 1].is_space):
        end -= 1
    return extent_of(doc, start, end) if end > start else None
