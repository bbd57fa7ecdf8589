"""Who says so: the sources of a sentence and the words each of them vouches for. One way for figures and statements."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pipeline.records import Attribution
from pipeline.understand.passage import Passage, Sentence
from pipeline.understand.speech.attributed import attribution_of
from pipeline.understand.speech.colon import colon_report
from pipeline.understand.speech.quotations import FieldQuotes
from pipeline.understand.speech.relevance import has_marks, may_hold_statement
from pipeline.understand.speech.report import Report
from pipeline.understand.speech.reports import reports_of
from pipeline.understand.speech.sources import citations_in
from pipeline.understand.speech.speakers import Speakers
from pipeline.vocabulary import CueClass

Extent = tuple[int, int]

VOUCHING = frozenset(set(CueClass) - {CueClass.ASK, CueClass.URGE, CueClass.PROMISE})
"""Speech acts by which a source stands for a figure; asking, urging and promising do not."""


@dataclass(frozen=True, slots=True)
class SourceMention:
    """A source in a sentence; all places count characters of the sentence.

    `start` and `end` are those of the source's name, `content` is what it vouches for; `negated` says that it does not
    ("did not confirm that ...", "denied that ...").
    """

    attribution: Attribution
    start: int
    end: int
    content: tuple[Extent, ...]
    negated: bool


def find_sources(sentence: Sentence, passage: Passage) -> tuple[SourceMention, ...]:
    """Return the sources named in a parsed sentence, in order; none for a sentence without a parse."""
    if sentence.doc is None or not (may_hold_statement(sentence.text) or has_marks(sentence.text)):
        return ()
    quoted = FieldQuotes.of(passage, sentence.field).within(sentence)
    reports = [*reports_of(sentence, passage), *citations_in(sentence.doc)]
    colon = colon_report(sentence, quoted, _speakers(passage).cast) if not reports else None
    mentions = [_mention(sentence, passage, report) for report in [*reports, *([colon] if colon else [])]]
    return tuple(sorted((m for m in mentions if m is not None), key=lambda m: m.start))


def _mention(sentence: Sentence, passage: Passage, report: Report) -> SourceMention | None:
    if report.speaker is None or report.cue_class not in VOUCHING:
        return None
    speaker = _speakers(passage).at(sentence, *report.speaker, barred=report.content)
    if report.weak and not speaker.known:
        return None
    negated = report.negated or report.cue_class is CueClass.DENY
    return SourceMention(attribution_of(speaker), *report.speaker, report.content, negated)


@lru_cache(maxsize=2)
def _speakers(passage: Passage) -> Speakers:
    """Return the resolver of a passage: asked for each of its sentences in turn, and made once."""
    return Speakers(passage)
