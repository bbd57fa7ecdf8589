"""An article cut into sentences that know where they stand, each parsed only when something may be in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache, lru_cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from pipeline.records import Article, Span
from pipeline.understand.lexicon import table
from pipeline.understand.parsing.segment import sentence_bounds
from pipeline.understand.phrases import folded
from pipeline.understand.places.dateline import dateline_end
from pipeline.vocabulary import TextField

BULLETS = ("•", "- ", "– ", "* ", "PHOTO |")  # that open a line
BYLINE_WORDS, LONGEST_LINE, LONGEST_HEADING = 5, 16, 12
OPENING_LENGTH = 160  # characters
OPENING_PARAGRAPHS = 4  # where a dateline may stand, bylines and headings before it
LEAD_SENTENCES = 3  # the headline and so many sentences open an article


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """One sentence: where it stands, and its parse if it was worth parsing.

    `start`/`end` are character offsets into the article's field; `doc` holds exactly this sentence, so a token
    stands at `start + token.idx`. `first` marks the sentence that opens the text, bylines and dates before it passed
    over; `rank` is its place counted without these.
    """

    field: TextField
    index: int
    paragraph: int
    start: int
    end: int
    text: str
    doc: Doc | None = None
    first: bool = False
    rank: int = 0

    @property
    def leads(self) -> bool:
        """Whether it is the headline or one of the first sentences."""
        return self.rank <= LEAD_SENTENCES

    def span(self, start: int, end: int) -> Span:
        """Return the article span of characters `start` to `end` of this sentence."""
        return Span(field=self.field, start=self.start + start, end=self.start + end, text=self.text[start:end])

    def span_of(self, words: Token | TokenSpan) -> Span:
        """Return the article span of a token or token span of this sentence's parse."""
        start = words.idx if isinstance(words, Token) else words.start_char
        return self.span(start, start + len(words.text))

    @property
    def whole(self) -> Span:
        """The sentence itself as a span."""
        return self.span(0, len(self.text))


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """An article with its sentences, title first."""

    article: Article
    sentences: tuple[Sentence, ...] = field(default=())

    @property
    def published(self) -> datetime | None:
        """When it was published, by the clock of the outlet where the date as stated gives its zone; else in UTC.

        "Yesterday" in a paper that comes out at four in the morning in Dhaka is not the yesterday of Greenwich.
        """
        return _where_published(self.article.published_at, self.article.published_raw)

    @property
    def parsed(self) -> tuple[Sentence, ...]:
        """The sentences that have a parse."""
        return tuple(sentence for sentence in self.sentences if sentence.doc is not None)

    def before(self, sentence: Sentence) -> Sentence | None:
        """Return the sentence that stands before one; None for the first."""
        return self._beside(sentence, -1)

    def after(self, sentence: Sentence) -> Sentence | None:
        """Return the sentence that stands after one; None for the last."""
        return self._beside(sentence, 1)

    def _beside(self, sentence: Sentence, step: int) -> Sentence | None:
        return next((s for s in self.sentences if s.index == sentence.index + step), None)


@lru_cache(maxsize=256)
def _where_published(moment: datetime | None, stated: str | None) -> datetime | None:
    """Return a moment in the time zone that the date as stated gives, if it is that moment."""
    if moment is None or not stated:
        return moment
    try:
        local = datetime.fromisoformat(stated.strip())
    except ValueError:
        return moment
    return local if local.tzinfo is not None and local == moment else moment


def cut(article: Article) -> Passage:
    """Cut title and text of an article into sentences (unparsed)."""
    sentences: list[Sentence] = []
    datelines: set[int] = set()
    past = 0  # where a dateline ends that a sentence's stop may cut in two: "GARY, Ind. (AP) -"
    for text_field, text in ((TextField.TITLE, article.title), (TextField.TEXT, article.text)):
        for paragraph, start, end in sentence_bounds(text, whole=text_field is TextField.TITLE):
            last = sentences[-1] if sentences else None
            told = text_field is TextField.TEXT and paragraph < OPENING_PARAGRAPHS
            if told and (last is None or (last.field, last.paragraph) != (text_field, paragraph)):
                past = start + dateline_end(text[start : start + OPENING_LENGTH])
                said = text[start:past].rstrip()
                if said:
                    datelines.add(len(sentences))
                    sentences.append(Sentence(text_field, len(sentences), paragraph, start, start + len(said), said))
            start = max(start, past) if told else start
            if start < end:
                sentences.append(Sentence(text_field, len(sentences), paragraph, start, end, text[start:end]))
    texts = (s for s in sentences if s.field is TextField.TEXT and s.index not in datelines)
    headline = folded(article.title).strip(" .")
    opening = next((s for s in texts if not (_is_furniture(s) or folded(s.text).strip(" .") == headline)), None)
    title = sum(s.field is TextField.TITLE for s in sentences)
    passed = opening.index - title if opening is not None else 0
    return Passage(article, tuple(_ranked(s, title, passed, first=s is opening) for s in sentences))


def _ranked(sentence: Sentence, title: int, passed: int, *, first: bool) -> Sentence:
    over = sentence.index < title + passed  # the headline and the lines over the text
    rank = sentence.index if over else sentence.index - passed
    return replace(sentence, first=first, rank=rank)


def _is_furniture(sentence: Sentence) -> bool:
    """Whether a line before the text names who wrote it and when, or what else the page shows."""
    text = sentence.text
    if text.startswith(BULLETS) or (text.isupper() and text[-1:].isalnum()):
        return True  # the points of a page, "UPDATES WITH DEATH OF INJURED MAN"
    if _is_byline(sentence) or (len(text.split()) <= LONGEST_HEADING and (text[-1:].isalnum() or text.endswith(":"))):
        return True
    short = len(text.split()) <= LONGEST_LINE and not text.rstrip().endswith((".", "?", "!", '"', "”"))
    return short and bool(_furniture().search(folded(text)))


@cache
def _furniture() -> re.Pattern[str]:
    return re.compile(table("contexts")["furniture"]["pattern"])


def _is_byline(sentence: Sentence) -> bool:
    """Whether a few words without a full stop stand before the text: a name, "Our correspondent"."""
    return len(sentence.text.split()) < BYLINE_WORDS and sentence.text[-1:].isalnum()


def with_parses(passage: Passage, docs: dict[int, Doc]) -> Passage:
    """Return the passage with the parses filled in, by sentence index."""
    parsed = (replace(s, doc=docs[s.index]) if s.index in docs else s for s in passage.sentences)
    return Passage(passage.article, tuple(parsed))
