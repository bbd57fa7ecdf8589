"""Whether a report found in a sentence is somebody's statement: who can speak, and what papers and numbers show."""

from __future__ import annotations

from functools import cache

from pipeline.understand.passage import Sentence
from pipeline.understand.relevance import may_hold_claim
from pipeline.understand.speech.cues import forms_of, words_of
from pipeline.understand.speech.official import document_words, impersonal_words, silent_words
from pipeline.understand.speech.report import Report
from pipeline.understand.speech.speaker import FIRST_PERSON, Speaker
from pipeline.vocabulary import CueClass

SHORTEST = 2  # words; a clause of one word is a parsing mistake, unless it is quoted
BEHIND_HEADS = frozenset({"of", "for", "by", "from", "in", "on", "against", "about", "with", "into"})
BEFORE_PEOPLE = frozenset(
    {"leading", "senior", "prominent", "party", "opposition", "key", "political", "religious", "public", "top", "other"}
    | {"government", "conservative", "liberal", "business", "industry", "church", "labour", "tory", "republican"}
)
OF_PAPERS = frozenset({CueClass.ACCUSE, CueClass.PRAISE, CueClass.URGE})
NOBODY = frozenset({"i", "we", "you", "who", "which", "that", "this", "what", "there", "these", "those"})


def is_statement(sentence: Sentence, report: Report, speaker: Speaker | None) -> bool:
    """Whether the words found are a statement: weak verbs ask for somebody who can speak, or a paper that says it."""
    if speaker is None:
        return not report.weak
    words = sentence.text[speaker.start : speaker.end].lower().split()
    named = speaker.introduced.words
    if named.lower() in NOBODY and (len(named) == 1 or not named.isupper()):
        asks = sentence.text[slice(*report.cue)].lower().startswith("ask")  # "I asked whether", of a reporter
        return asks and named.lower() in FIRST_PERSON and report.cue_class is CueClass.ASK
    if speaker.introduced.name is None and _head(words) in silent_words():
        return False
    figures = _head(words) == "figures" and not BEFORE_PEOPLE.isdisjoint(words)  # "leading party figures"
    if speaker.introduced.name is None and _head(words) in impersonal_words() and not figures:
        as_source = report.rule.startswith("source:") and not may_hold_claim(
            sentence.text
        )  # a claim keeps its own source
        return as_source or _shows(sentence, report)
    if report.negated and report.rule == "verb:object" and report.cue_class in {CueClass.SAY, CueClass.EMPHASISE}:
        return False  # "did not mention her rival"
    if report.weak and not speaker.known and not _is_document(words, report):
        return False
    if not report.rule.endswith(":clause") and not report.rule.endswith("that-clause"):
        return True
    return any(len(sentence.text[a:b].split()) >= SHORTEST or not sentence.text[a].isalnum() for a, b in report.content)


def _shows(sentence: Sentence, report: Report) -> bool:
    """Whether papers and numbers say something in a clause: "figures show that", and no figure "said" anything."""
    told = report.rule.endswith(("clause", "content-before")) or report.cue_class is CueClass.REPORT
    return told and sentence.text[slice(*report.cue)].lower() in _showing()


@cache
def _showing() -> frozenset[str]:
    return frozenset(form for verb in words_of("showing") for form in forms_of(verb))


def _head(words: list[str]) -> str | None:
    """Return the noun that a phrase is about: of "the rules of the house", "rules"."""
    end = next((i for i, word in enumerate(words) if word in BEHIND_HEADS), len(words))
    return words[end - 1] if end > 0 else None


def _is_document(words: list[str], report: Report) -> bool:
    """Whether a paper speaks in a clause, accuses, praises or urges: "the note alleges that", "the ad accuses"."""
    speaks = report.rule.endswith(("clause", "bidding")) or report.cue_class in OF_PAPERS
    head = _head(words) or ""
    return speaks and bool({head, head.removesuffix("s"), head.removesuffix("ies") + "y"} & document_words())
