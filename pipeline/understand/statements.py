"""Statements of an article: who said what, in which office, word for word."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from pipeline.records import Span, Statement, TimeRef, stable_id
from pipeline.understand.passage import Passage, Sentence
from pipeline.understand.speech.attributed import attribution_of
from pipeline.understand.speech.block import BLOCK, block_after
from pipeline.understand.speech.colon import colon_report
from pipeline.understand.speech.confidence import confidence_of
from pipeline.understand.speech.draft import Draft, Extent, covers, draft_of, goes_on, holds, joined, without_overlap
from pipeline.understand.speech.quotations import FieldQuotes
from pipeline.understand.speech.relevance import has_marks, may_hold_statement
from pipeline.understand.speech.report import Report
from pipeline.understand.speech.reports import announced_in, reports_of
from pipeline.understand.speech.sense import SHORTEST, is_statement
from pipeline.understand.speech.speaker import Speaker
from pipeline.understand.speech.speakers import Speakers
from pipeline.understand.speech.told import TOLD
from pipeline.understand.speech.transcript import TURN, turns_of
from pipeline.understand.speech.within import reports_within
from pipeline.understand.time import find_times
from pipeline.understand.times.grammar import may_hold_time
from pipeline.understand.topics import article_terms, key_terms
from pipeline.understand.version import EXTRACTOR_VERSION
from pipeline.vocabulary import CueClass, StatementMode, TextField

SHORTEST_ALONE = 4  # words; a shorter quotation that stands alone is a caption or a title
NEAR = 40  # characters between a cue and the time of saying; a time further off dates something else
WINDOW = 3 * NEAR  # characters around a cue where such a time shows; the longest expression is shorter than the rest


def read_statements(passage: Passage) -> tuple[Statement, ...]:
    """Return the statements of a passage in text order. Without a parse, only quotations and colons are read."""
    relevant = [s for s in passage.sentences if _may_speak(s)]
    if not relevant:
        return ()
    return _Collector(passage, relevant).statements()


def _may_speak(sentence: Sentence) -> bool:
    """Whether a sentence is looked at: one with a sign of speech, and every headline ("Two dead - police")."""
    if sentence.field is TextField.TITLE or has_marks(sentence.text):
        return True
    return sentence.doc is not None and may_hold_statement(sentence.text)


class _Collector:
    def __init__(self, passage: Passage, relevant: list[Sentence]) -> None:
        self._passage, self._relevant = passage, relevant
        self._quotes = {field: FieldQuotes.of(passage, field) for field in TextField}
        self._speakers = Speakers(passage)
        self._claimed: frozenset[Extent] = frozenset()
        self._turns = {turn.first.index: turn for turn in turns_of(passage)}
        self._sentences: dict[TextField, tuple[list[Sentence], list[int]]] = {}
        for field in TextField:
            own = [sentence for sentence in passage.sentences if sentence.field is field]
            self._sentences[field] = own, [sentence.start for sentence in own]

    @cached_property
    def _terms(self) -> Counter[str]:
        return article_terms(s.doc for s in self._passage.parsed if s.doc is not None)

    def statements(self) -> tuple[Statement, ...]:
        drafts: list[Draft] = []
        for sentence in self._relevant:
            found = [*self._drafts(sentence)]
            if not found and drafts:
                drafts += self._bare_quote(sentence, drafts)
            drafts += found
        joined = [draft for draft in self._joined(drafts) if draft.extents]
        return tuple(self._record(draft) for draft in self._with_hearsay(joined))

    def _with_hearsay(self, drafts: list[Draft]) -> Iterator[Draft]:
        """Yield the statements, each before what its own quoted words tell of other speech."""
        told: dict[int, list[Draft]] = {}
        for sentence in self._relevant:
            for report in reports_within(sentence, self._quotes[sentence.field].within(sentence)):
                within = self._hearsay(sentence, report, drafts)
                if within is not None:
                    told.setdefault(within[0], []).append(within[1])
        for place, draft in enumerate(drafts):
            yield draft
            yield from told.get(place, ())

    def _hearsay(self, sentence: Sentence, report: Report, drafts: list[Draft]) -> tuple[int, Draft] | None:
        """Return what somebody tells of other speech in his own words, and which statement holds them."""
        draft = draft_of(sentence, report, None)
        quoting = (i for i, d in enumerate(drafts) if d.first.field is sentence.field and covers(d, draft))
        place = next(quoting, None)
        if place is None or report.speaker is None:
            return None
        speaker = self._speakers.told_of(sentence, *report.speaker, quoting=drafts[place].speaker)
        known = is_statement(sentence, report, speaker) or (speaker.is_first_person and speaker.known)
        return (place, replace(draft, speaker=speaker)) if known else None

    def _drafts(self, sentence: Sentence) -> Iterator[Draft]:
        quotes = self._quotes[sentence.field]
        turn = self._turn(sentence)
        if turn is not None:
            yield turn
        reports = reports_of(sentence, self._passage)
        colon = colon_report(sentence, quotes.within(sentence), self._speakers.cast) if not (reports or turn) else None
        spoke: set[Extent | None] = set()
        for report in [*reports, *([colon] if colon else [])]:
            draft = self._draft(sentence, report, spoke=report.speaker in spoke)
            if draft is not None:
                spoke |= set() if report.weak or report.speaker is None else {report.speaker}
                yield draft
        if not reports and colon is None and sentence.doc is not None:
            yield from self._announced(sentence, announced_in(sentence.doc, quotes.within(sentence)))

    def _turn(self, sentence: Sentence) -> Draft | None:
        """Return what somebody says in a transcript from this sentence on."""
        turn = self._turns.get(sentence.index)
        speaker = self._speakers.at(sentence, *turn.label) if turn is not None else None
        if turn is None or speaker is None or not _is_labelled(speaker):
            return None
        self._speakers.remember(speaker)
        colon = sentence.start + turn.label[1]
        return Draft(sentence, turn.last, speaker, (colon, colon + 1), CueClass.SAY, turn.words, (TURN,))

    def _announced(self, sentence: Sentence, report: Report | None) -> Iterator[Draft]:
        """Yield the statement whose words follow: in the next sentence in quotation marks, or set as paragraphs."""
        following = self._passage.sentences[sentence.index + 1 : sentence.index + 2]
        if report is None or not following or following[0].field is not sentence.field:
            return
        quote = self._quotes[sentence.field].filling(following[0], SHORTEST)
        block = block_after(sentence, self._passage) if quote is None else ()
        draft = self._draft(sentence, report) if quote is not None or block else None
        if draft is not None and quote is not None:
            yield replace(draft, last=following[0], extents=((quote.start, quote.end),))
        elif draft is not None:
            yield replace(draft, extents=block, rules=(BLOCK,))

    def _draft(self, sentence: Sentence, report: Report, *, spoke: bool = False) -> Draft | None:
        """Return a report as a statement, if it is one; `spoke`: its speaker has just said something else."""
        speaker = self._speakers.at(sentence, *report.speaker, barred=report.content) if report.speaker else None
        if not is_statement(sentence, report if not spoke else replace(report, weak=False), speaker):
            return None
        if speaker is not None:
            self._speakers.remember(speaker)
        return draft_of(sentence, report, speaker)

    def _bare_quote(self, sentence: Sentence, before: list[Draft]) -> list[Draft]:
        """Return a quotation with no cue of its own: the words of whoever spoke right before it."""
        last = self._spoke_last(before)
        same = sentence.paragraph == last.last.paragraph
        quote = self._quotes[sentence.field].filling(sentence, 1 if same else SHORTEST_ALONE)
        if quote is None or sentence.field is not last.first.field or sentence.paragraph - last.last.paragraph > 1:
            return []
        if any(quote.start < b and a < quote.end for draft in before[-3:] for a, b in draft.extents):
            return []
        extent = (sentence.start, sentence.end)
        same_breath = [d for d in before[-4:] if d.last is last.last and d.speaker is last.speaker]
        quoted = any(self._quotes[sentence.field].meet(e) for d in same_breath for e in d.extents)
        announced = last.last.text.rstrip().endswith(":")  # "insisted that he loves children:"
        named = last.speaker is not None and last.speaker.person is not None
        known = (quoted or announced or named) and last.speaker is not None and last.speaker.known
        speaker = last.speaker if same or known else None
        return [Draft(sentence, sentence, speaker, None, None, (extent,), ("quote:continued",))]

    def _spoke_last(self, before: list[Draft]) -> Draft:
        """Return whose words a quotation goes on: not who was asked, nor who passed on '"Yes," Lee said, X reports'."""
        spoke = [draft for draft in before if draft.rules != (TOLD,)] or before
        for draft in reversed(spoke[-3:]):
            quoting = draft.cue is not None and not self._quotes[draft.first.field].enclose(draft.extents[0])
            within = [d for d in spoke[-3:] if d is not draft and d.cue is not None and holds(draft, d.cue)]
            if not (quoting and within):
                return draft
        return spoke[-1]

    def _joined(self, drafts: list[Draft]) -> list[Draft]:
        """Widen contents to whole quotations, and join quotations that merely go on to the statement before."""
        found: list[Draft] = []
        self._claimed = frozenset(d.extents[0] for d in drafts if d.cue is not None and d.extents)
        widened = [self._widened(d) for d in drafts]
        cued = [d for d in widened if d.cue is not None]
        for draft in widened:
            if draft.cue is None and any(covers(other, draft) for other in cued):
                continue
            place = self._place_before(found, draft)
            if place is not None:
                found[place] = joined(found[place], draft)
            elif draft.cue is not None or not any(covers(old, draft) for old in found[-3:]):
                found.append(draft)
        return found

    @staticmethod
    def _place_before(found: list[Draft], draft: Draft) -> int | None:
        """Return which of the last statements a quotation without a cue goes on: that of the same speaker, if any."""
        if draft.cue is not None or not found or not goes_on(found[-1], draft):
            return None
        near = [place for place in range(len(found) - 1, max(-1, len(found) - 3), -1) if goes_on(found[place], draft)]
        return next((place for place in near if found[place].speaker is draft.speaker), near[0])

    def _widened(self, draft: Draft) -> Draft:
        quotes = self._quotes[draft.first.field]
        extents = [*draft.extents]
        for index, extent in enumerate(draft.extents):
            for quote in quotes.touching(extent, draft.first):
                extents[index] = (min(extents[index][0], quote.start), max(extents[index][1], quote.end))
        extents += [(q.start, q.end) for e in extents[-1:] for q in quotes.continuing(e, self._claimed)]
        if draft.cue is not None:
            extents += [(q.start, q.end) for e in extents[:1] for q in quotes.leading(e, self._claimed)]
        merged = without_overlap(extents)
        covered = [
            s for s in self._between(draft, merged) if any(start < s.end and s.start < end for start, end in merged)
        ]
        first = min([draft.first, *covered[:1]], key=lambda s: s.index)
        last = max([draft.last, *covered[-1:]], key=lambda s: s.index)
        return replace(draft, extents=merged, first=first, last=last)

    def _between(self, draft: Draft, extents: Sequence[Extent]) -> Sequence[Sentence]:
        """Return the sentences from the beginning to the end of what is said."""
        own, starts = self._sentences[draft.first.field]
        if not extents:
            return ()
        return own[max(0, bisect_right(starts, extents[0][0]) - 1) : bisect_left(starts, extents[-1][1])]

    def _record(self, draft: Draft) -> Statement:
        article, field = self._passage.article, draft.first.field
        text = article.title if field is TextField.TITLE else article.text
        spans = tuple(_span(text, field, *extent) for extent in draft.extents)
        has_word = draft.cue is not None and not draft.rules[0].startswith("colon:")
        cue = _span(text, field, *draft.cue) if draft.cue is not None and has_word else None
        return Statement(
            id=stable_id("sta", article.id, field.value, draft.cue, draft.extents),
            article_id=article.id,
            speaker=attribution_of(draft.speaker) if draft.speaker else None,
            cue=cue.text if cue else None,
            cue_class=draft.cue_class,
            cue_span=cue,
            negated=draft.negated,
            content=" ".join(span.text for span in spans),
            spans=spans,
            mode=self._mode(field, draft.extents, draft.rules[0]),
            time=self._time(draft),
            addressee=draft.addressee,
            topics=self._topics(draft),
            sentence=_span(text, field, draft.first.start, draft.last.end),
            rules=draft.rules,
            confidence=self._confidence(draft),
            extractor_version=EXTRACTOR_VERSION,
        )

    def _confidence(self, draft: Draft) -> float:
        mended = any(self._quotes[draft.first.field].is_open(extent) for extent in draft.extents)
        return confidence_of(draft.rules, draft.speaker, weak=draft.weak, mended=mended)

    def _mode(self, field: TextField, extents: tuple[Extent, ...], rule: str) -> StatementMode:
        quotes = self._quotes[field]
        if rule in {BLOCK, TURN} or all(quotes.enclose(extent) for extent in extents):
            return StatementMode.DIRECT
        return StatementMode.MIXED if any(quotes.meet(extent) for extent in extents) else StatementMode.INDIRECT

    def _time(self, draft: Draft) -> TimeRef | None:
        """Return when it was said: a time close to the cue that is no part of the content."""
        sentence, cue = draft.first, draft.cue
        if cue is None:
            return None
        around = slice(max(0, cue[0] - sentence.start - WINDOW), cue[1] - sentence.start + WINDOW)
        if not may_hold_time(sentence.text[around]):
            return None
        near: list[tuple[int, TimeRef]] = []
        for mention in find_times(sentence, self._passage.published):
            start, end = sentence.start + mention.start, sentence.start + mention.end
            gap = start - cue[1] if start >= cue[1] else cue[0] - end
            if 0 <= gap <= NEAR and not any(start < b and a < end for a, b in draft.extents):
                near.append((gap, mention.time))
        return min(near, key=lambda pair: pair[0])[1] if near else None

    def _topics(self, draft: Draft) -> tuple[str, ...]:
        parts = [
            (s.doc, start - s.start, end - s.start)
            for s in self._passage.sentences[draft.first.index : draft.last.index + 1]
            for start, end in draft.extents
            if s.doc is not None
        ]
        return key_terms(parts, self._terms)


def _is_labelled(speaker: Speaker) -> bool:
    """Whether a label names somebody: a known person, an office, a Mr. or Ms.; "UPDATE" does not."""
    introduced = speaker.introduced
    office = introduced.role is not None and not introduced.plural
    return speaker.person is not None or office or introduced.female is not None


def _span(text: str, field: TextField, start: int, end: int) -> Span:
    return Span(field=field, start=start, end=end, text=text[start:end])
