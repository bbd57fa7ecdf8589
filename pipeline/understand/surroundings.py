"""What the rest of an article says of a sentence: that it links elsewhere, or goes back to another day or event."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pipeline.understand.context import OTHERS, Hit, goes_on_since, is_of_others, is_of_those, single, sums_up
from pipeline.understand.kinds_of_article import year_of_case
from pipeline.understand.links import linked
from pipeline.understand.other_days import (
    another_day,
    another_week,
    another_weekday,
    day_of,
    earlier_month,
    is_of_these_days,
    later_date,
    later_weekday,
)
from pipeline.understand.passage import LEAD_SENTENCES, Passage, Sentence
from pipeline.understand.phrases import folded

DEEP = 5  # sentences; behind them a body goes back to other days
_MARKED = re.compile(r"\s*[•*·▪►»–—-]\s")
BRIEF = 8  # sentences; only a brief report that goes back to last week tells of another event


@dataclass(frozen=True, slots=True)
class Surroundings:
    """An article as its sentences stand in it.

    `opening`: its first sentences; `first`: headline and first sentence. `case`: the year of the deed that an article
    from a court is about, None if it is from none. `recent`: the opening tells of the days before publication.
    `day`: the day that the first sentence dates its event to, None where it names none by month.
    """

    passage: Passage
    opening: str
    first: str
    case: int | None
    recent: bool
    day: date | None
    links: frozenset[int]

    @classmethod
    def of(cls, passage: Passage) -> Surroundings:
        """Look at a passage once."""
        opening = " ".join(s.text for s in passage.sentences if s.rank < 2 * LEAD_SENTENCES)
        first = " ".join(s.text for s in passage.sentences if s.first or s.index == 0)
        recent = is_of_these_days(opening)
        head = next((s for s in passage.sentences if s.first), None)
        day = None if head is None else day_of(head, passage.article.published_at)
        return cls(passage, opening, first, year_of_case(opening), recent, day, linked(passage))

    def background_of(self, sentence: Sentence) -> Hit | None:
        """Return what puts a sentence into the background where its own words do not; else None."""
        lead = sentence.leads
        earlier = self._paragraph_before(sentence)
        before = "" if lead else earlier
        if earlier and (goes_on_since(earlier, sentence.text) or self._sums_up_there(sentence, earlier)):
            return OTHERS
        if sentence.index in self.links or is_of_others(before, sentence.text) or self._is_not_connected(sentence):
            return OTHERS
        if not (sentence.first or sentence.index == 0) and self._were_taken(f"{earlier} {sentence.text}"):
            return OTHERS
        if self._lists_a_sum(sentence) or (not lead and self._tells_the_other(sentence)):
            return OTHERS
        if self.case is not None or not (self.recent or self.day):
            return None
        went_back = single("back_then").search(folded(before)) and single("in_that_event").search(folded(sentence.text))
        if went_back:
            return OTHERS
        month = earlier_month(sentence.text, self.day) if self.day is not None and not sentence.first else None
        if month is not None:
            return month
        follows = bool(single("told_of_after").search(folded(self.first)))
        opening = self.opening
        if not (sentence.first or sentence.index == 0 or follows):
            opening = self.first if lead else opening
            lead = False  # behind a first sentence that dates its own event, another date is another event
            if (found := another_weekday(sentence.text, self.first)) is not None:
                return found
            if not sentence.leads and (found := later_date(sentence.text, self.first)) is not None:
                return found
            if sentence.index > DEEP and (found := later_weekday(sentence.text, self.first)) is not None:
                return found
        found = None if lead else another_day(sentence, self.passage.article.published_at, opening, self.day)
        if not self.recent:
            return found
        brief = len(self.passage.sentences) <= BRIEF and not sentence.first and sentence.index != 0
        return found or (another_week(sentence.text, self.first) if brief else None)

    def _sums_up_there(self, sentence: Sentence, earlier: str) -> bool:
        """Whether a paragraph behind the first sums up a year, and a sentence goes on from it: "Three died"."""
        head = next((s for s in self.passage.sentences if s.first), None)
        return head is not None and sentence.paragraph != head.paragraph and is_of_those(earlier, sentence.text)

    def _were_taken(self, told: str) -> bool:
        """Whether a paragraph tells how people had been taken whose release the article is about."""
        freed = single("set_free").search(folded(self.first))
        return freed is not None and single("were_taken").search(folded(told)) is not None

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
        if not _MARKED.match(sentence.text):
            return False
        head = self.passage.before(sentence)
        while head is not None and _MARKED.match(head.text):
            head = self.passage.before(head)
        return head is not None and head.text.rstrip().endswith(":") and sums_up(head.text)

    def _paragraph_before(self, sentence: Sentence) -> str:
        """Return the sentences of the paragraph that stand before one."""
        same = (s for s in self.passage.sentences if s.field is sentence.field and s.paragraph == sentence.paragraph)
        return " ".join(s.text for s in same if s.index < sentence.index)
