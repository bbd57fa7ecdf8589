"""Reports of speech in one parsed sentence: cue, who speaks, and which words are his."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from spacy.tokens import Doc

from pipeline.understand.clause import OBJECTS, SUBJECTS, folded_words, standing_in, starts_of, text_of
from pipeline.understand.passage import Passage, Sentence
from pipeline.understand.places.dateline import opening_end
from pipeline.understand.speech.content import GAPPED, Content, content_of
from pipeline.understand.speech.cues import venues
from pipeline.understand.speech.mentions import mention_extent
from pipeline.understand.speech.misread import named_beside
from pipeline.understand.speech.nouns import nouns_of_speech
from pipeline.understand.speech.polls import poll_leads
from pipeline.understand.speech.quotations import FieldQuotes
from pipeline.understand.speech.report import Extent, Report, characters, extent_of
from pipeline.understand.speech.sources import named_sources, passing_on, passives, quoted_as
from pipeline.understand.speech.tokens import has_finite
from pipeline.understand.speech.told import TOLD, told_to_hearers
from pipeline.understand.speech.turns import parted
from pipeline.understand.speech.verbs import SpeechVerb, speech_verbs
from pipeline.vocabulary import CueClass

ISSUED = frozenset(
    {"issued", "issues", "released", "releases", "posted", "posts", "published", "sent", "tweeted", "gave"}
)


@lru_cache(maxsize=512)
def reports_of(sentence: Sentence, passage: Passage) -> tuple[Report, ...]:
    """Return the reports of a sentence of a passage; asked for by figures and by statements, and read once."""
    if sentence.doc is None:
        return ()
    return tuple(reports_in(sentence.doc, FieldQuotes.of(passage, sentence.field).within(sentence)))


def reports_in(doc: Doc, quoted: Sequence[Extent]) -> list[Report]:
    """Return the reports of a sentence in order; `quoted` are its parts within quotation marks."""
    words = folded_words(doc)
    lead = opening_end(text_of(doc))
    spans = [*quoted, (0, lead)] if lead else quoted
    outside = [not within for within in standing_in(doc, spans)]
    found = [*named_sources(doc, words, outside), *passing_on(doc, words, outside), *quoted_as(doc, words, outside)]
    verbs = [*speech_verbs(doc, words, outside)]
    found += _verbal_reports(doc, verbs, outside, bisect_left(starts_of(doc), lead))
    found += nouns_of_speech(doc, words, outside)
    found += passives(doc, words, outside)
    found += poll_leads(doc, words, outside)
    found += told_to_hearers(doc, words, outside)
    kept = (r for r in found if not (r.attitude and _is_within(r, found)))
    return sorted((_vouched_part(r, found) for r in kept), key=lambda report: report.cue)


def _vouched_part(report: Report, others: Sequence[Report]) -> Report:
    """Cut what a hearer was told to the words that report it: "denied he was told to wait and called it a lie"."""
    if report.rule != TOLD:
        return report
    whole = next((c for o in others if o is not report for c in o.content if c[0] <= report.cue[0] < c[1]), None)
    clipped = _clipped(report, whole) if whole is not None else report
    return clipped if clipped is not None else report


def _is_within(report: Report, others: Sequence[Report]) -> bool:
    """Whether a cue stands in what another report vouches for: "she said she believed that"."""
    return any(start <= report.cue[0] < end for other in others if other is not report for start, end in other.content)


def announced_in(doc: Doc, quoted: Sequence[Extent]) -> Report | None:
    """Return the report of a sentence that ends in a colon before somebody's words: its content stands after it."""
    words = folded_words(doc)
    issued = not text_of(doc).rstrip().endswith((":", ","))
    if issued and not ISSUED & {*words}:
        return None
    outside = [not within for within in standing_in(doc, quoted)]
    if issued:
        return _issued(doc, words, outside)
    for verb in reversed([*speech_verbs(doc, words, outside)]):
        if (
            verb.subject is not None
            and verb.cue.frames & {"clause", "quotation"}
            and not has_finite(doc, verb.end, len(doc))
        ):
            named, cue = mention_extent(doc, verb.subject), extent_of(doc, verb.index, verb.end)
            return Report(
                cue, verb.cue.cue_class, extent_of(doc, *named), (), "verb:colon", verb.cue.weak, verb.negated
            )
    return None


def _issued(doc: Doc, words: Sequence[str], outside: Sequence[bool]) -> Report | None:
    """Return the report of "The ministry issued a statement.", before words that stand in the next paragraph."""
    for token in doc:
        named = token.lower_ in ISSUED and outside[token.i] and token.tag_ in {"VBD", "VBZ"}
        matter = next((c for c in token.children if c.dep_ in OBJECTS), None) if named else None
        speaker = next((c for c in token.children if c.dep_ in SUBJECTS and c.i < token.i), None)
        if matter is not None and speaker is not None and words[matter.i] in venues():
            cue = extent_of(doc, token.i, token.i + 1)
            return Report(
                cue, CueClass.SAY, extent_of(doc, *mention_extent(doc, speaker.i)), (), "verb:issued", weak=True
            )
    return None


def _verbal_reports(doc: Doc, verbs: Sequence[SpeechVerb], outside: Sequence[bool], lead: int) -> Iterator[Report]:
    """Yield the reports of the verbs in order; none takes words that belong to one before or after it.

    The first `lead` tokens are a dateline.
    """
    reached: dict[int, int] = {}
    whole: Extent | None = None
    told: list[tuple[SpeechVerb, Report]] = []
    found: list[int] = []
    for verb in verbs:
        inside = {token.i for token in doc[verb.index].subtree} if reached else ()
        floor = max((end for index, end in reached.items() if index not in inside), default=lead)
        report, end = _verbal(doc, verb, outside, floor)
        if report is None or any(verb.index == known for known in found) or _is_taken(report, told):
            continue
        found.append(verb.index)
        if not report.weak and report.rule.endswith(("content-before", "content-around", "quotation")):
            reached[verb.index] = end
        if report.rule.endswith("content-before") and floor == lead:
            whole = report.content[0]
            told = [(v, clipped) for v, r in told if (clipped := _clipped(r, whole)) is not None]
        told = [(v, r) for v, r in told if not _is_taken(r, [(verb, report)])]
        told.append((verb, report))
    yield from parted(doc, told)


def _is_taken(report: Report, told: Sequence[tuple[SpeechVerb, Report]]) -> bool:
    """Whether a quotation is half of what another verb reports: 'The men, said Lee, who advises us, "are"'."""
    around = (r for _, r in told if r.rule.endswith("content-around"))
    return report.rule.endswith("quotation") and any(r.content[-1] == report.content[0] for r in around)


def _clipped(report: Report, whole: Extent) -> Report | None:
    """Cut a report inside somebody else's words to those words; None if nothing is left."""
    if not whole[0] <= report.cue[0] < whole[1]:
        return report
    content = tuple((start, min(end, whole[1])) for start, end in report.content if start < whole[1])
    return replace(report, content=content) if content else None


def _verbal(doc: Doc, verb: SpeechVerb, outside: Sequence[bool], floor: int) -> tuple[Report | None, int]:
    content = content_of(doc, verb, outside, floor)
    if content is None or (verb.subject is None and not any(not outside[start] for start, _ in content.ranges)):
        return None, floor
    speaker = _speaker(doc, verb, content) if verb.subject is not None else None
    ranges = tuple(r for start, end in content.ranges if (r := characters(doc, start, end)) is not None)
    if not ranges:
        return None, floor
    report = Report(
        cue=extent_of(doc, verb.index, _cue_end(doc, verb, content)),
        cue_class=CueClass.URGE if content.rule == "bidding" else verb.cue.cue_class,
        speaker=extent_of(doc, *speaker) if speaker else None,
        content=ranges,
        rule=f"verb:{content.rule}",
        weak=verb.cue.weak,
        attitude=verb.cue.is_attitude,
        negated=verb.negated,
        addressee=extent_of(doc, *content.addressee)
        if content.addressee and content.addressee[1] > content.addressee[0]
        else None,
    )
    return report, max(verb.end, *(end for _, end in content.ranges))


def _beside(doc: Doc, subject: int) -> tuple[int, int]:
    """Return the tokens of a subject right behind the noun that its clause describes: "a move [aides] say is"."""
    if doc[subject].tag_ == "PRP":
        return subject, subject + 1  # "a plan she said would save lives"
    start = subject
    same = {"NNP", "JJ"} if doc[subject].tag_ == "NNP" else {"NN", "JJ", "POS", "NNP"}
    while start > 0 and doc[start - 1].tag_ in same:
        start -= 1
    owned = start > 0 and doc[start - 1].tag_ in {"DT", "PRP$"}
    if owned and not (doc[subject].tag_ == "NNS" and doc[start - 1].lower_ in {"a", "an"}):
        return start - 1, subject + 1
    return (start if doc[subject].tag_ == "NNP" else subject), subject + 1


def _cue_end(doc: Doc, verb: SpeechVerb, content: Content) -> int:
    """Return the end of the cue: a preposition right after the verb belongs to it ("called for")."""
    adjacent = content.rule == "preposition" and content.ranges[0][0] == verb.end + 1
    return verb.end + 1 if adjacent else verb.end


def _speaker(doc: Doc, verb: SpeechVerb, content: Content) -> tuple[int, int]:
    """Return the tokens that name the speaker: all of them between the content and the verb, or behind the verb."""
    start, end = mention_extent(doc, verb.subject or 0)
    if content.rule == GAPPED or named_beside(doc[verb.index], folded_words(doc)) is not None:
        return _beside(doc, verb.subject or 0)
    while doc[start].is_punct and start < end - 1:
        start += 1
    start = max(start, verb.end) if verb.inverted else start
    end = min(end, verb.index) if start < verb.index else end
    reached = content.ranges[0][1]
    if content.rule == "content-before" and reached < start < verb.index and start - reached < 12:
        between = doc[reached + 1 : start] if doc[reached].text == "," else doc[reached:start]
        if not any(t.is_punct and t.text != "-" or t.tag_ in {"RB", "CC"} or t.lower_ == "as" for t in between):
            start = between.start if len(between) else start
    if verb.inverted and verb.end < start <= verb.end + 6 and not any(t.is_punct for t in doc[verb.end : start]):
        start = verb.end
    return start, end
