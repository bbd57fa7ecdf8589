"""Reports of speech in one parsed sentence: cue, who speaks, and which words are his."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Doc

from pipeline.understand.cues import noun_cue, phrases
from pipeline.understand.passage import Passage, Sentence
from pipeline.understand.phrases import folded
from pipeline.understand.statement_content import Content, content_of
from pipeline.understand.statement_mentions import mention_extent
from pipeline.understand.statement_quotes import FieldQuotes
from pipeline.understand.statement_tokens import FINITE, has_finite
from pipeline.understand.statement_verbs import SpeechVerb, speech_verbs
from pipeline.vocabulary import CueClass

Extent = tuple[int, int]  # characters of the sentence
_DATELINE = re.compile(
    r"[A-Z][A-Z'’. ]{2,}(?:,\s[A-Z][\w. ]+)?(?:,\s\w+\.?\s\d{1,2})?\s*(?:\([^)]{2,30}\))?\s*[-–—]{1,2}\s+"
)


@dataclass(frozen=True, slots=True)
class Report:
    """One report of speech; all extents count characters of the sentence. `speaker` None: nobody is named."""

    cue: Extent
    cue_class: CueClass
    speaker: Extent | None
    content: tuple[Extent, ...]
    rule: str
    weak: bool = False
    negated: bool = False
    addressee: Extent | None = None


def dateline_end(text: str) -> int:
    """Return where a dateline at the start of a sentence ends ("MOSCOW (Agency) - "); 0 without one."""
    found = _DATELINE.match(text)
    return found.end() if found else 0


@lru_cache(maxsize=512)
def reports_of(sentence: Sentence, passage: Passage) -> tuple[Report, ...]:
    """Return the reports of a sentence of a passage; asked for by figures and by statements, and read once."""
    if sentence.doc is None:
        return ()
    return tuple(reports_in(sentence.doc, FieldQuotes.of(passage, sentence.field).within(sentence)))


def reports_in(doc: Doc, quoted: Sequence[Extent]) -> list[Report]:
    """Return the reports of a sentence in order; `quoted` are its parts within quotation marks."""
    words = [folded(token.text) for token in doc]
    lead = dateline_end(doc.text)
    spans = [*quoted, (0, lead)] if lead else quoted
    outside = [not any(start <= token.idx < end for start, end in spans) for token in doc]
    found = [*_sources(doc, words, outside)]
    verbs = [*speech_verbs(doc, words, outside)]
    found += _verbal_reports(doc, verbs, outside, sum(token.idx < lead for token in doc))
    found += _nominal(doc, words, outside)
    return sorted(found, key=lambda report: report.cue)


def announced_in(doc: Doc, quoted: Sequence[Extent]) -> Report | None:
    """Return the report of a sentence that ends in a colon before somebody's words: its content stands after it."""
    words = [folded(token.text) for token in doc]
    outside = [not any(start <= token.idx < end for start, end in quoted) for token in doc]
    for verb in reversed([*speech_verbs(doc, words, outside)]):
        if (
            verb.subject is not None
            and verb.cue.frames & {"clause", "quotation"}
            and not has_finite(doc, verb.end, len(doc))
        ):
            named, cue = mention_extent(doc, verb.subject), _plain(doc, verb.index, verb.end)
            return Report(cue, verb.cue.cue_class, _plain(doc, *named), (), "verb:colon", verb.cue.weak, verb.negated)
    return None


def _verbal_reports(doc: Doc, verbs: Sequence[SpeechVerb], outside: Sequence[bool], lead: int) -> Iterator[Report]:
    """Yield the reports of the verbs in order; none takes words that belong to one before or after it.

    The first `lead` tokens are a dateline.
    """
    reached: dict[int, int] = {}
    whole: Extent | None = None
    reports: list[Report] = []
    found: list[int] = []
    for verb in verbs:
        inside = {token.i for token in doc[verb.index].subtree}
        floor = max((end for index, end in reached.items() if index not in inside), default=lead)
        report, end = _verbal(doc, verb, outside, floor)
        if report is None or any(verb.index == known for known in found):
            continue
        found.append(verb.index)
        if not report.weak and report.rule.endswith(("content-before", "content-around", "quotation")):
            reached[verb.index] = end
        if report.rule.endswith("content-before") and floor == lead:
            whole = report.content[0]
            reports = [clipped for r in reports if (clipped := _clipped(r, whole)) is not None]
        reports.append(report)
    yield from reports


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
        cue=_plain(doc, verb.index, _cue_end(doc, verb, content)),
        cue_class=CueClass.URGE if content.rule == "bidding" else verb.cue.cue_class,
        speaker=_plain(doc, *speaker) if speaker else None,
        content=ranges,
        rule=f"verb:{content.rule}",
        weak=verb.cue.weak,
        negated=verb.negated,
        addressee=_plain(doc, *content.addressee)
        if content.addressee and content.addressee[1] > content.addressee[0]
        else None,
    )
    return report, max(verb.end, *(end for _, end in content.ranges))


def _cue_end(doc: Doc, verb: SpeechVerb, content: Content) -> int:
    """Return the end of the cue: a preposition right after the verb belongs to it ("called for")."""
    adjacent = content.rule == "preposition" and content.ranges[0][0] == verb.end + 1
    return verb.end + 1 if adjacent else verb.end


def _speaker(doc: Doc, verb: SpeechVerb, content: Content) -> tuple[int, int]:
    """Return the tokens that name the speaker: all of them between the content and the verb, or behind the verb."""
    start, end = mention_extent(doc, verb.subject or 0)
    while doc[start].is_punct and start < end - 1:
        start += 1
    start = max(start, verb.end) if verb.inverted else start
    reached = content.ranges[0][1]
    if content.rule == "content-before" and reached < start < verb.index and start - reached < 12:
        between = doc[reached + 1 : start] if doc[reached].text == "," else doc[reached:start]
        if not any(t.is_punct and t.text != "-" or t.tag_ in {"RB", "CC"} for t in between):
            start = between.start if len(between) else start
    if verb.inverted and verb.end < start <= verb.end + 6 and not any(t.is_punct for t in doc[verb.end : start]):
        start = verb.end
    return start, end


def _plain(doc: Doc, start: int, end: int) -> Extent:
    last = doc[end - 1]
    return int(doc[start].idx), int(last.idx) + len(last.text)


def characters(doc: Doc, start: int, end: int) -> Extent | None:
    """Return the characters of a token range without the commas and spaces around it; None if nothing is left."""
    while start < end and (doc[start].text in {",", ":", ";", "-", "–", "—", "--", "."} or doc[start].is_space):
        start += 1
    while end > start and (doc[end - 1].text in {",", ":", ";", "-", "–", "—", "--"} or doc[end - 1].is_space):
        end -= 1
    return _plain(doc, start, end) if end > start else None


def _sources(doc: Doc, words: Sequence[str], outside: Sequence[bool]) -> Iterator[Report]:
    """Yield "according to X": what stands on the other side of the comma, or on both."""
    for phrase in phrases("sources", "before"):
        for index in range(len(words) - len(phrase)):
            if outside[index] and tuple(words[index : index + len(phrase)]) == phrase:
                report = _according(doc, index, index + len(phrase), outside)
                if report is not None:
                    yield report


def _according(doc: Doc, cue: int, start: int, outside: Sequence[bool]) -> Report | None:
    end = _phrase_end(doc, start)
    if end == start:
        return None
    head = next((t.i for t in doc[start:end] if t.head.i < start or t.head.i >= end), start)
    named = mention_extent(doc, head) if start <= head < end else (start, end)
    named = (start, max(min(named[1], end), start + 1)) if named[0] <= start + 1 else (start, end)
    after = _after_source(doc, end) if end < len(doc) and doc[end].text == "," else min(named[1], end)
    ranges = [characters(doc, 0, cue)] if cue > 2 else []
    if cue <= 2 or (end < len(doc) and doc[end].text == "," and _has_verb(doc, after)):
        ranges.append(characters(doc, after, _without_stop(doc)))
    content = tuple(r for r in ranges if r is not None)
    if not content:
        return None
    return Report(_plain(doc, cue, start), CueClass.SAY, _plain(doc, *named), content, "source:according-to")


def citations_in(doc: Doc) -> list[Report]:
    """Return sources that a clause gives without saying that they speak: "..., citing hospital officials"."""
    found = []
    for phrase in phrases("sources", "citing"):
        for token in doc[2:]:
            end = _phrase_end(doc, token.i + 1) if token.lower_ == phrase[0] else 0
            before = characters(doc, 0, token.i) if end > token.i + 1 else None
            if before is not None:
                cue = _plain(doc, token.i, token.i + 1)
                found.append(Report(cue, CueClass.SAY, _plain(doc, token.i + 1, end), (before,), "source:citing"))
    return found


def _phrase_end(doc: Doc, start: int) -> int:
    """Return where the name of a source ends: at a comma, colon, quotation or finite verb."""
    for token in doc[start:]:
        if (
            token.text in {",", ":", ";", ".", "(", "—", "–", "-", "?"}
            or token.is_quote
            or token.tag_ in FINITE
            or token.tag_ in {"WP", "WDT"}
        ):
            return int(token.i)
    return len(doc)


def _after_source(doc: Doc, end: int) -> int:
    """Return where the content after "According to X," begins: behind an apposition or relative clause to X too."""
    commas = [t.i for t in doc[end:] if t.text == ","]
    if len(commas) > 1 and _describes_source(doc, commas[0] + 1, commas[1]):
        return commas[1] + 1
    return commas[0] + 1 if commas else end


def _describes_source(doc: Doc, start: int, end: int) -> bool:
    """Whether the words between two commas describe the source: "a rights group", "who led the inquiry"."""
    opener = doc[start]
    if opener.tag_ in {"WP", "WDT", "WP$", "WRB"} or opener.lower_ in {"based", "located", "led"}:
        return True
    has_verb = any(token.tag_ in FINITE for token in doc[start:end])
    return not has_verb and (opener.lower_ in {"a", "an"} or (opener.lower_ == "the" and opener.head.dep_ == "appos"))


def _has_verb(doc: Doc, start: int) -> bool:
    return any(token.tag_ in FINITE for token in doc[start:])


def _without_stop(doc: Doc) -> int:
    end = len(doc)
    while end and doc[end - 1].text in {".", "!", "?"}:
        end -= 1
    return end


def _nominal(doc: Doc, words: Sequence[str], outside: Sequence[bool]) -> Iterator[Report]:
    """Yield "Aliyev's claim that ...", "a warning from the ministry that ..."."""
    for token in doc:
        kind = noun_cue(words[token.i]) if outside[token.i] and token.tag_ in {"NN", "NNS"} else None
        start = _that_after(doc, token.i) if kind else None
        owner = _owner(doc, token.i) if start is not None else None
        if kind is None or start is None or owner is None:
            continue
        clause = characters(doc, start, _that_end(doc, start))
        if clause is not None:
            yield Report(
                _plain(doc, token.i, token.i + 1),
                kind,
                _plain(doc, *mention_extent(doc, owner)),
                (clause,),
                "noun:that-clause",
                weak=True,
            )


def _that_after(doc: Doc, noun: int) -> int | None:
    for token in doc[noun + 1 : noun + 8]:
        if token.lower_ == "that":
            return token.i + 1 if token.tag_ == "IN" and token.i + 1 < len(doc) else None
        if token.tag_ in FINITE or token.is_punct:
            return None
    return None


def _that_end(doc: Doc, start: int) -> int:
    """Return the end of a that-clause in the middle of a sentence: of the clause its complementizer marks."""
    head = doc[start - 1].head
    end = int(head.right_edge.i) + 1 if head.i >= start else _without_stop(doc)
    return min(end, _without_stop(doc)) if end > start else _without_stop(doc)


def _owner(doc: Doc, noun: int) -> int | None:
    for child in doc[noun].children:
        if child.dep_ in {"nmod:poss", "poss"}:
            return int(child.i)
        if child.dep_ == "nmod" and any(case.lower_ in {"by", "from"} for case in child.children):
            return int(child.i)
    return None
