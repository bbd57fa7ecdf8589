"""Where one speaker's words end because he, or somebody else, speaks again in the same sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from pipeline.understand.clause import RELATIVE
from pipeline.understand.speech.cues import negating_forms
from pipeline.understand.speech.mentions import left_edge_of
from pipeline.understand.speech.report import Report, extent_of
from pipeline.understand.speech.tokens import FINITE
from pipeline.understand.speech.verbs import SpeechVerb

AFTER_VERB = ("that-clause", ":clause", ":object", ":infinitive", ":bidding", ":preposition", ":content-around")
"""Rules by which the words follow their verb; those before ", he said" end there."""
JOINING = frozenset({"and", "but"})

Told = tuple[SpeechVerb, Report]


def parted(doc: Doc, told: Sequence[Told]) -> list[Report]:
    """Return the reports in order, each cut off before another that stands beside it: "said A, but aides warned B"."""
    reports = []
    for place, (verb, report) in enumerate(told):
        turns = (_turn(doc, verb, later) for later, other in told[place + 1 :] if not other.attitude)
        cut = next((turn for turn in turns if turn is not None), None)
        reports.append(report if cut is None or not report.rule.endswith(AFTER_VERB) else _cut(doc, report, cut))
    return reports


def _turn(doc: Doc, verb: SpeechVerb, later: SpeechVerb) -> int | None:
    """Return the token before which the words of a verb end if a later verb stands beside it; else None."""
    if later.index <= verb.end or later.subject is None:
        return None
    if later.subject == verb.subject or _is_taken_up(doc, verb, later):
        link = _before_verb(doc, later)
        return link if link is not None and link > verb.end else None
    if later.subject <= verb.end or doc[later.index].tag_ not in FINITE or doc[later.index].dep_ in RELATIVE:
        return None
    link = left_edge_of(doc, later.subject, later.index) - 1
    named = doc[later.subject].tag_ != "PRP"
    joined = doc[link].lower_ in {*JOINING, "while"} and (doc[link - 1].text == "," or doc[link - 1].is_quote)
    return link if named and joined and link > verb.end else None


def _is_taken_up(doc: Doc, verb: SpeechVerb, later: SpeechVerb) -> bool:
    """Whether a pronoun within closed words is the speaker: 'said he was "thinking it over," and refused to say'."""
    link = _before_verb(doc, later)
    closed = link is not None and doc[link - 1].is_quote and doc[link - 2].text == ","
    return closed and verb.end < (later.subject or 0) < later.index and doc[later.subject or 0].tag_ == "PRP"


def _before_verb(doc: Doc, later: SpeechVerb) -> int | None:
    """Return the conjunction before a verb without a subject of its own: "and accused", "but refused to say"."""
    first = later.index
    if first > 2 and doc[first - 1].lower_ == "to" and doc[first - 2].lower_ in negating_forms():
        first -= 2
    if first > 3 and doc[first - 3 : first].text.lower() == "stopped short of":
        first -= 3
    while first > 1 and doc[first - 1].tag_ in {"RB", "MD"}:
        first -= 1
    return first - 1 if doc[first - 1].lower_ in JOINING else None


def _cut(doc: Doc, report: Report, before: int) -> Report:
    while before > 1 and (doc[before - 1].text == ","):
        before -= 1
    end = extent_of(doc, before - 1, before)[1]
    content = tuple((start, min(last, end)) for start, last in report.content if start < end)
    return replace(report, content=content) if content else report
