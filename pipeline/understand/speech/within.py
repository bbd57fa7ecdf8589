"""Speech that somebody tells of in his own words: "He told us that sacrifice had to start at the top", she said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from pipeline.understand.clause import folded_words, standing_in
from pipeline.understand.passage import Sentence
from pipeline.understand.speech.breaks import before_new_clause
from pipeline.understand.speech.ends import end_after
from pipeline.understand.speech.mentions import mention_extent
from pipeline.understand.speech.report import Extent, Report, characters, extent_of
from pipeline.understand.speech.starts import start_after
from pipeline.understand.speech.verbs import SpeechVerb, speech_verbs
from pipeline.vocabulary import CueClass

CLAUSES = frozenset({"that-clause", "clause", "bidding", "infinitive", "preposition"})
"""How what was said may follow; a thing after a verb within a quotation is too often no speech ("they blame us")."""
DOING = frozenset({CueClass.URGE, CueClass.ASK, CueClass.PROMISE, CueClass.DENY, CueClass.ADMIT, CueClass.ACCUSE})
"""Acts that are done by saying so: "we ask all candidates to wait"; of "I say we go" nobody would report a speech."""
FIRST = frozenset({"i", "we"})
NOBODY = frozenset(
    {
        "nobody",
        "no",
        "none",
        "who",
        "what",
        "that",
        "this",
        "which",
        "you",
        "there",
        "one",
        "anyone",
        "anybody",
        "someone",
        "somebody",
    }
)
UNREAL = frozenset({"when", "whenever", "if", "unless", "until", "whether", "as", "like", "let", "before"})
HEARERS = frozenset({"you", "y'all"})
LONGEST_NAME = 14  # tokens between "urge" and "to"
WITHIN = "quote:within"


def reports_within(sentence: Sentence, quoted: Sequence[Extent]) -> Iterator[Report]:
    """Yield what is told of other speech within the quotations of a sentence, in order."""
    doc = sentence.doc
    if doc is None or not quoted:
        return
    words, inside = folded_words(doc), standing_in(doc, quoted)
    found: set[int] = set()
    for verb in speech_verbs(doc, words, inside):
        if verb.index not in found and _takes_place(doc, words, verb):
            report = _report(doc, verb, inside)
            if report is not None:
                found.add(verb.index)
                yield report


def _takes_place(doc: Doc, words: Sequence[str], verb: SpeechVerb) -> bool:
    """Whether a verb within a quotation tells of speech by somebody, and is no "as they say", "I tell you"."""
    if verb.subject is None or verb.negated or verb.inverted or verb.cue.is_attitude or verb.subject >= verb.index:
        return False
    subject = words[verb.subject]
    tag = doc[verb.index].tag_
    if (subject in NOBODY and not (subject == "you" and tag == "VBD")) or any(
        word in UNREAL for word in words[max(0, verb.subject - 2) : verb.index]
    ):
        return False
    if tag == "VB":
        return verb.cue.cue_class in {CueClass.URGE, CueClass.ASK} and words[verb.index - 1] in {"would", "'d"}
    if subject in FIRST and tag == "VBP":
        hearer = words[verb.end : verb.end + 1]
        return verb.cue.cue_class in DOING or (verb.cue.base == "tell" and not HEARERS & {*hearer})
    return True


def _report(doc: Doc, verb: SpeechVerb, inside: Sequence[bool]) -> Report | None:
    found = start_after(doc, verb, [True] * len(doc))
    if found is None or not inside[found[0]] or not (found[1] in CLAUSES or _bids(doc, verb, found[0])):
        return None
    start = found[0]
    if found[1] == "preposition" and start > verb.end + 1:
        return None  # "We ask all candidates to wait for the forms" is a bidding
    close = next((i for i in range(start, len(doc)) if not inside[i]), len(doc))
    end = min(end_after(doc, verb, start), close)
    end = before_new_clause(doc, start, end) if found[1] in {"infinitive", "bidding"} else end
    while end > start and ((doc[end - 1].is_quote and not doc[start].is_quote) or doc[end - 1].text in {",", ".", "!"}):
        end -= 1
    circular = verb.cue.base == "say" and doc[start].lower_ == "what"  # "it says what it says"
    clause = characters(doc, start, end) if end > start + 1 and not circular else None
    if clause is None:
        return None
    named = mention_extent(doc, verb.subject or 0)
    return Report(
        cue=extent_of(doc, verb.index, verb.end),
        cue_class=CueClass.URGE if found[1] == "bidding" else verb.cue.cue_class,
        speaker=extent_of(doc, *named),
        content=(clause,),
        rule=WITHIN,
        weak=verb.cue.weak,
    )


def _bids(doc: Doc, verb: SpeechVerb, start: int) -> bool:
    """Whether somebody is urged to do something: "we urge every party to wait"."""
    return verb.cue.cue_class is CueClass.URGE and any(t.tag_ == "TO" for t in doc[start + 1 : start + LONGEST_NAME])
