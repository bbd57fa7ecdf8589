"""A statement being put together: its sentences, who speaks, and the places of cue and content."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.understand.passage import Sentence
from pipeline.understand.speech.report import Report
from pipeline.understand.speech.speaker import Speaker
from pipeline.vocabulary import CueClass

Extent = tuple[int, int]  # characters of the article's field


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """A statement being put together; `extents` are its content in the field of `first`."""

    first: Sentence
    last: Sentence
    speaker: Speaker | None
    cue: Extent | None
    cue_class: CueClass | None
    extents: tuple[Extent, ...]
    rules: tuple[str, ...]
    negated: bool = False
    addressee: str | None = None
    weak: bool = False


def draft_of(sentence: Sentence, report: Report, speaker: Speaker | None) -> Draft:
    """Return a report of a sentence with its places in the article's field."""
    return Draft(
        first=sentence,
        last=sentence,
        speaker=speaker,
        cue=(sentence.start + report.cue[0], sentence.start + report.cue[1]),
        cue_class=report.cue_class,
        extents=tuple((sentence.start + a, sentence.start + b) for a, b in report.content),
        rules=(report.rule,),
        negated=report.negated,
        weak=report.weak,
        addressee=sentence.text[slice(*report.addressee)] if report.addressee else None,
    )


def goes_on(before: Draft, draft: Draft) -> bool:
    """Whether a statement stands right behind another in the same paragraph."""
    return before.last.paragraph == draft.first.paragraph and draft.first.index - before.last.index <= 1


def joined(before: Draft, draft: Draft) -> Draft:
    """Return a statement with the words of the one behind it, which only go on."""
    return replace(
        before,
        last=draft.last,
        extents=without_overlap([*before.extents, *draft.extents]),
        rules=(*before.rules, *draft.rules),
    )


def covers(old: Draft, draft: Draft) -> bool:
    """Whether the words of a statement begin with what another holds already."""
    return any(a <= draft.extents[0][0] and draft.extents[0][1] <= b for a, b in old.extents)


def holds(draft: Draft, place: Extent) -> bool:
    """Whether a place stands in the words of a statement."""
    return any(a <= place[0] and place[1] <= b for a, b in draft.extents)


def without_overlap(extents: list[Extent]) -> tuple[Extent, ...]:
    """Return the extents in order, joined where they overlap."""
    apart: list[Extent] = []
    for start, end in sorted(extents):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return tuple(apart)
