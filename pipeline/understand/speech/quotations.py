"""The quotations of one field of a passage, asked by place."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from pipeline.understand.passage import Passage, Sentence
from pipeline.understand.speech.quote_marks import Quote, quotes_in
from pipeline.vocabulary import TextField

Extent = tuple[int, int]

_BEFORE_NICKNAME = re.compile(r"[A-Z]\w+ $")
_NICKNAME = re.compile(r"""["“‘'][A-Z][\w.-]*["”’']""")
_BEHIND_NICKNAME = re.compile(r" (?:[a-z]{2,4} )?[A-Z]")
LONGEST_FIRST_NAME = 20  # characters


class FieldQuotes:
    """Quotations of the title or the text."""

    @staticmethod
    @lru_cache(maxsize=8)
    def of(passage: Passage, field: TextField) -> FieldQuotes:
        """Return the quotations of a field; asked for by every sentence, and found once."""
        return FieldQuotes(passage, field)

    def __init__(self, passage: Passage, field: TextField) -> None:
        """Find the quotations, paragraph by paragraph."""
        self._text = passage.article.title if field is TextField.TITLE else passage.article.text
        bounds: dict[int, Extent] = {}
        for sentence in passage.sentences:
            if sentence.field is field:
                start = bounds.get(sentence.paragraph, (sentence.start, 0))[0]
                bounds[sentence.paragraph] = (start, sentence.end)
        self._quotes = tuple(q for q in quotes_in(self._text, list(bounds.values())) if not self._is_nickname(q))

    def _is_nickname(self, quote: Quote) -> bool:
        """Whether a quotation is one word amid the parts of a name: 'Joko "Jokowi" Widodo'."""
        before = self._text[max(0, quote.start - LONGEST_FIRST_NAME) : quote.start]
        return bool(
            _NICKNAME.fullmatch(self._text, quote.start, quote.end)
            and _BEFORE_NICKNAME.search(before)
            and _BEHIND_NICKNAME.match(self._text, quote.end)
        )

    def within(self, sentence: Sentence) -> list[Extent]:
        """Return the parts of a sentence within quotation marks, in its own characters."""
        return [
            (max(0, q.start - sentence.start), min(len(sentence.text), q.end - sentence.start))
            for q in self._quotes
            if q.start < sentence.end and sentence.start < q.end
        ]

    def filling(self, sentence: Sentence, least: int) -> Quote | None:
        """Return the quotation of `least` words or more that a sentence consists of; None if it holds anything else."""
        for quote in self._quotes:
            if quote.start <= sentence.start and quote.end >= sentence.end - 1:
                words = self._text[quote.start : quote.end]
                ended = words.rstrip("\"”»“’' ")[-1:] in set(".!?…,") or sentence.text[-1] in ".!?" or not quote.closed
                return quote if ended and len(words.split()) >= least else None
        return None

    def touching(self, extent: Extent, sentence: Sentence) -> list[Quote]:
        """Return the quotations that the content reaches into and that run on past its end."""
        return [
            q
            for q in self._quotes
            if q.start < extent[1]
            and extent[0] < q.end
            and (
                q.start < sentence.start
                or q.end > sentence.end
                or not self._text[extent[1] : q.end].strip(".,!?…\"”»“’'")
            )
        ]

    def continuing(self, extent: Extent, claimed: Collection[Extent]) -> list[Quote]:
        """Return the quotations of the next paragraphs that go on where the one at the end of `extent` is left open.

        One that a verb of speech of its own claims is a new quotation: the closing mark before it was forgotten.
        """
        found: list[Quote] = []
        for index, quote in enumerate(self._quotes):
            reached = found[-1] if found else None
            following = self._quotes[index + 1] if index + 1 < len(self._quotes) else quote
            if (
                (quote.start < extent[1] <= quote.end or quote is reached)
                and quote.continued
                and index + 1 < len(self._quotes)
                and not any(following.start < end and start < following.end for start, end in claimed)
            ):
                found.append(self._quotes[index + 1])
        return found

    def leading(self, extent: Extent, claimed: Collection[Extent]) -> list[Quote]:
        """Return the quotations of the paragraphs before that the one at the start of `extent` goes on with.

        Those that a verb of speech claims stand for themselves.
        """
        found: list[Quote] = []
        first = next((i for i, q in enumerate(self._quotes) if q.start <= extent[0] < q.end), 0)
        for quote in reversed(self._quotes[:first]):
            if not quote.continued or any(quote.start < end and start < quote.end for start, end in claimed):
                break
            found.insert(0, quote)
        return found

    def enclose(self, extent: Extent) -> bool:
        """Whether the extent lies within one quotation (marks and blanks aside)."""
        return any(q.start <= extent[0] and extent[1] <= q.end + 1 for q in self._quotes)

    def meet(self, extent: Extent) -> bool:
        """Whether some of the extent is quoted."""
        return any(q.start < extent[1] and extent[0] < q.end for q in self._quotes)

    def is_open(self, extent: Extent) -> bool:
        """Whether a quotation in the extent lacks its closing mark, and was ended by us; one that goes on does not."""
        return any(q.start < extent[1] and extent[0] < q.end and not q.closed and not q.continued for q in self._quotes)
