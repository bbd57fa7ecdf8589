"""What the rest of an article says of a sentence: that it links elsewhere, or goes back to another day or event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.understand.background.kinds_of_article import year_of_case
from pipeline.understand.background.links import MARKED, linked
from pipeline.understand.background.other_days import (
    another_day,
    another_week,
    another_weekday,
    day_of,
    earlier_month,
    is_of_these_days,
    later_date,
    later_weekday,
    names_weekday,
)
from pipeline.understand.context import OTHERS, Hit, is_of_others, single, sums_up
from pipeline.understand.passage import LEAD_SENTENCES, Passage, Sentence
from pipeline.understand.phrases import folded

A_DAY = timedelta(days=1)
DEEP = 5  # sentences; behind them a body goes back to other days
BRIEF = 8  # sentences; only a brief report that goes back to last week tells of another event


@dataclass(frozen=True, slots=True)
class Surroundings:
    """An article as its sentences stand in it.

    `opening`: its first sentences; `first`: headline and first sentence. `case`: the year of the deed that an article
    from a court is about, None if it is from none. `recent`: the opening tells of the days before publication.
    `day`: the day that the first sentence dates its event to, None where it names none by month. `frees`: headline or
    first sentence tells of people set free.
    """

    passage: Passage
    opening: str
    first: str
    case: int | None
    recent: bool
    day: date | None
    frees: bool
    links: frozenset[int]

    @classmethod
    def of(cls, passage: Passage) -> Surroundings:
        """Look at a passage once."""
        opening = " ".join(s.text for s in passage.sentences if s.rank < 2 * LEAD_SENTENCES)
        first = " ".join(s.text for s in passage.sentences if s.first or s.index == 0)
        recent = is_of_these_days(opening) or bool(single("has_happened").search(folded(first)))
        head = next((s for s in passage.sentences if s.first), None)
        day = None if head is None else day_of(head, passage.published)
        frees = bool(single("set_free").search(folded(first)))
        return cls(passage, opening, first, year_of_case(opening), recent, day, frees, linked(passage))

    def background_of(self, sentence: Sentence) -> Hit | None:
        """Return what puts a sentence into the background where its own words do not; else None."""
        lead, opens = sentence.leads, sentence.first or sentence.index == 0
        earlier = self._paragraph_before(sentence)
        before = "" if lead else earlier
        last = self.passage.before(sentence)
        if not lead and last is not None and _follows(last.text, "counts_since", sentence.text, "have_died_too"):
            return OTHERS
        if (
            not opens
            and last is not None
            and _follows(last.text, "came_some_time_after", sentence.text, "at_that_place")
        ):
            return OTHERS
        if earlier and (_goes_on_since(earlier, sentence.text) or self._goes_on_from_sum(sentence, earlier)):
            return OTHERS
        if earlier and not sentence.first and single("follows_another").search(folded(earlier)):
            return OTHERS
        if sentence.index in self.links or is_of_others(before, sentence.text) or self._is_not_connected(sentence):
            return OTHERS
        beside = last is not None and last.paragraph == sentence.paragraph and not (opens or last.first)
        if beside and last is not None and is_of_others(last.text, sentence.text):
            return OTHERS
        if not opens and single("comes_after").search(folded(f"{before} {sentence.text}")):
            return OTHERS
        if self.frees and not opens and single("were_taken").search(folded(f"{earlier} {sentence.text}")):
            return OTHERS
        if self._lists_a_sum(sentence) or (not lead and self._tells_the_other(sentence)):
            return OTHERS
        if self.case is not None or not (self.recent or self.day):
            return None
        if _went_back(before, sentence.text):
            return OTHERS
        month = earlier_month(sentence.text, self.day) if self.day is not None and not sentence.first else None
        if month is not None:
            return month
        follows = bool(single("told_of_after").search(folded(self.first)))
        opening = self.opening
        if not (opens or follows):
            opening = self.first if lead else self._opening_before(sentence)
            lead = False  # behind a first sentence that dates its own event, another date is another event
            if (found := another_weekday(sentence.text, self.first)) is not None:
                return found
            before_it = self._days_before(sentence)
            if not sentence.leads and (found := later_date(sentence.text, self.first, before=before_it)) is not None:
                return found
            if sentence.index > DEEP and (found := later_weekday(sentence.text, self.first)) is not None:
                return found
        found = None if lead else another_day(sentence, self.passage.published, opening, self.day)
        if not self.recent:
            return found
        brief = len(self.passage.sentences) <= BRIEF and not sentence.first and sentence.index != 0
        return found or (another_week(sentence.text, self.first) if brief else None)

    def _days_before(self, sentence: Sentence) -> bool:
        """Whether a sentence names a date that lies before the weekday of which the first sentence tells."""
        published = self.passage.published
        if published is None or self.day is None or not names_weekday(self.first):
            return False
        day = day_of(sentence, published)
        return day is not None and day < self.day - A_DAY

    def _opening_before(self, sentence: Sentence) -> str:
        """Return the first sentences of the article as far as they stand before one."""
        early = (s for s in self.passage.sentences if s.rank < 2 * LEAD_SENTENCES and s.index < sentence.index)
        return " ".join(s.text for s in early)

    def _goes_on_from_sum(self, sentence: Sentence, earlier: str) -> bool:
        """Whether a sentence goes on from a sum before it in its paragraph: "50 attacks since May. In one, three died".

        In the first paragraph only behind the opening.
        """
        head = next((s for s in self.passage.sentences if s.first), None)
        apart = not sentence.leads or (head is not None and sentence.paragraph != head.paragraph)
        return apart and _follows(earlier, "summed_up", sentence.text, "those_events")

    def _is_not_connected(self, sentence: Sentence) -> bool:
        """Whether the next sentence of the paragraph says that it told of another event, or the next paragraph does.

        A paragraph with one of the first sentences tells of the event that the article is about.
        """
        says = single("not_connected")
        after = self.passage.after(sentence)
        if after is not None and after.paragraph == sentence.paragraph and says.search(folded(after.text)):
            return True
        while after is not None and after.paragraph == sentence.paragraph:
            after = self.passage.after(after)
        if after is None or after.field is not sentence.field or sentence.leads:
            return False
        return bool(says.search(folded(after.text)))

    def _tells_the_other(self, sentence: Sentence) -> bool:
        """Whether one behind "hers was one of two cases of somebody getting shot" tells of the other one."""
        last = self.passage.before(sentence)
        several = last is not None and bool(single("one_of_several").search(folded(last.text)))
        return several and bool(single("the_other_one").match(sentence.text))

    def _lists_a_sum(self, sentence: Sentence) -> bool:
        """Whether a line of a list spells out a sum over a year, which stands before the list: "387, as follows:"."""
        if not MARKED.match(sentence.text):
            return False
        head = self.passage.before(sentence)
        while head is not None and MARKED.match(head.text):
            head = self.passage.before(head)
        return head is not None and head.text.rstrip().endswith(":") and sums_up(head.text)

    def _paragraph_before(self, sentence: Sentence) -> str:
        """Return the sentences of the paragraph that stand before one."""
        same = (s for s in self.passage.sentences if s.field is sentence.field and s.paragraph == sentence.paragraph)
        return " ".join(s.text for s in same if s.index < sentence.index)


def _goes_on_since(before: str, text: str) -> bool:
    """Whether people have died of what began years before: "The crisis began in 2016. 6,500 people have died"."""
    return _follows(before, "began_then", text, "have_died")


def _went_back(before: str, text: str) -> bool:
    """Whether people fell in what a paragraph went back to: "The rebels took it last year. 19 died in the battle"."""
    return _follows(before, "back_then", text, "in_that_event")


def _follows(before: str, first: str, text: str, then: str) -> bool:
    """Whether one pattern of the table of contexts stands in the words before a sentence, and another in its own."""
    return bool(single(then).search(folded(text)) and single(first).search(folded(before)))
