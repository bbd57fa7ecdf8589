"""Whom "they", "it", "the pair" and "the agency" mean: the body or group that spoke last, or is told of just before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from pipeline.understand.clause import SUBJECTS
from pipeline.understand.passage import Passage, Sentence
from pipeline.understand.speech.bodies import body_in, name_for_kind, opening_body
from pipeline.understand.speech.body_names import SMALL
from pipeline.understand.speech.cast import Cast
from pipeline.understand.speech.introductions import Introduction, introduction
from pipeline.understand.speech.mentions import mention_extent
from pipeline.understand.speech.name_lists import are_named_together
from pipeline.understand.speech.official import document_words, kinds_of_bodies
from pipeline.understand.speech.relevance import may_hold_statement
from pipeline.understand.speech.sex import sex_of_name
from pipeline.understand.speech.speaker import COLLECTIVE, Antecedent, Speaker
from pipeline.understand.speech.tokens import FINITE
from pipeline.understand.speech.words import words_of
from pipeline.vocabulary import TextField

OPENS = 40  # characters before who opens a sentence
GROUP_REACH = 2  # sentences back that "it" and "they" may refer to: bodies change faster than persons
TWO = re.compile(
    r"(?:[Bb]oth|[Tt]he (?:two|pair|duo)|[Bb]oth (?:men|women|leaders|ministers|lawmakers|senators|sides|countries)"
    r"|[Tt]he (?:two|pair of) (?:men|women|leaders|ministers|lawmakers|senators|sides|countries|[a-z]+s))"
)
"""Words for two people or bodies named together before."""
_ASKING = re.compile(
    r"(?:[\"“].*[\"”,] )?(?:In (?:an?|the|its|their) (?:joint |written )?(?:letter|statement|document|report|post|tweet"
    r"|notice|circular|filing|release|message|note), )?"
    r"(?:[Tt]hey\b|[Ii]t\b|[Bb]oth\b|[Tt]he (?:two|pair|duo)\b|[Tt]he ((?:[\w-]+ ){1,3}))"
)

_APPOSED = re.compile(
    r", (?:an?|the|[A-Z][\w-]+[’']s) ((?:(?!of\b|for\b|in\b)[\w’'-]+ ){0,5}?[\w’'-]+)(?=,| (?:of|for|in)\b)"
)


def asked_for(sentences: Sequence[Sentence]) -> set[int]:
    """Return the indices of the sentences that tell who "they" or "the agency" is that speaks in the next one."""
    pairs = zip(sentences, sentences[1:], strict=False)
    return {
        s.index
        for s, after in pairs
        if s.field is TextField.TEXT and _asks(after.text) and may_hold_statement(after.text)
    }


def _asks(text: str) -> bool:
    found = _ASKING.match(text)
    return found is not None and (found[1] is None or not kinds_of_bodies().isdisjoint(found[1].split()))


@dataclass(slots=True)
class Groups:
    """Finds the bodies and groups that short words of one passage mean; `spoken` grows as speakers are read."""

    passage: Passage
    cast: Cast
    spoken: list[Speaker]

    def body(self, sentence: Sentence, kind: str) -> str | None:
        """Return the body that "the watchdog" means where none is called so: the one that spoke or acted just before.

        A body of the state is no company, party or union.
        """
        recent = self._recent(sentence)
        last = recent[-1] if recent else None
        if last is not None and (last.sentence.paragraph == sentence.paragraph or _is_next(last.sentence, sentence)):
            return None if last.person is not None else name_for_kind(last.meant, kind)
        told = self._subject_before(sentence)
        return None if told is None else name_for_kind(told.introduced, kind)

    def meant_by(self, sentence: Sentence, words: str) -> Antecedent | None:
        """Return whom "it", "they" or "the pair" goes on for; None where that is open."""
        if TWO.fullmatch(words):
            return self._two(sentence)
        here = self._speaks_here(sentence, words) if words in {"it", "they"} else None
        if here is not None:
            return here
        recent = self._recent(sentence)
        last_of = [
            s
            for s in recent
            if s.sentence is recent[-1].sentence and (s.introduced.words.lower() not in COLLECTIVE or s.stands_for)
        ]
        if not last_of or last_of[0].person is not None:
            told = self._subject_before(sentence)
            known = told is not None and self._may_be(told.introduced, words)
            return told if told is not None and known and (words == "it" or told.introduced.plural) else None
        last = last_of[0].antecedent  # of "The ministry said that Facebook had announced" the ministry
        if words == "it" and _is_document(last.introduced):
            return last
        if words == "it" and last.introduced.role is not None and last.introduced.body is not None:
            return replace(last, introduced=_body_of(last.introduced))  # "members of the council urged. It also"
        if words == "it" and last.introduced.words[:1].isupper() and self._told_as_body(last):
            return replace(last, introduced=replace(last.introduced, body=last.introduced.words))
        return last if self._may_be(last.introduced, words) else None

    def _speaks_here(self, sentence: Sentence, words: str) -> Antecedent | None:
        """Return the body whose speech opens the sentence: "The rebels' council claimed the attack, which it said"."""
        spoken = [s for s in self.spoken if s.sentence is sentence]
        first = spoken[0] if spoken else None
        if first is None or first.person is not None or first.start > OPENS:
            return None
        known = self._may_be(first.meant, words)
        return first.antecedent if known else None

    def _told_as_body(self, spoken: Antecedent) -> bool:
        """Whether what stands behind a name says it is a body's: "Unita, Angola's largest opposition party, said"."""
        said, span = spoken.introduced, spoken.span
        text = self.passage.article.text if span.field is TextField.TEXT else ""
        told = _APPOSED.match(text, span.end)
        known = said.role or said.body or said.country or " " in said.words
        return told is not None and not known and not kinds_of_bodies().isdisjoint(told[1].lower().split())

    def _may_be(self, said: Introduction, pronoun: str) -> bool:
        is_body = said.role is None and (said.body is not None or said.country is not None or said.name is not None)
        if pronoun == "they" and said.role is not None and said.role.name.endswith("spokesperson"):
            return True
        return is_body and not said.plural if pronoun == "it" else said.plural or (is_body and pronoun == "they")

    def _recent(self, sentence: Sentence) -> list[Speaker]:
        return [
            s
            for s in self.spoken
            if 0 < sentence.index - s.sentence.index <= GROUP_REACH and s.sentence.field is sentence.field
        ]

    def _two(self, sentence: Sentence) -> Antecedent | None:
        """Return the two who spoke together, or of whom the sentence before tells: "Ruiz and Lee met. Both said"."""
        together = [s.antecedent for s in self._recent(sentence) if are_two(s.meant)]
        if together:
            return together[-1]
        told = self._subject_before(sentence)
        return told if told is not None and are_two(told.introduced) else None

    def _subject_before(self, sentence: Sentence) -> Antecedent | None:
        """Return the body, country or people that the sentence before is about: "Armenia closed the pass. It said"."""
        before = self.passage.before(sentence)
        if before is None or before.field is not sentence.field:
            return None
        if before.doc is None:
            opened = opening_body(before.text)
            return None if opened is None else Antecedent(opened[0], before.span(0, opened[1]))
        opening = _opening(before.doc)
        whole = self._as_body(introduction(words_of(opening.text)), opening.text) if " and " in opening.text else None
        if whole is not None and whole.body is not None and whole.name is None and not whole.plural:
            return Antecedent(whole, before.span_of(opening))
        if are_named_together(opening.text):
            return Antecedent(Introduction(words=opening.text, plural=True), before.span_of(opening))
        subjects = [t for t in before.doc if t.dep_ in SUBJECTS and t.head.dep_ in {"ROOT", "root"}]
        if len(subjects) != 1:
            return None
        start, end = mention_extent(before.doc, subjects[0].i)
        words = before.doc[start:end]
        said = self._read(words.text)
        return None if said is None else Antecedent(said, before.span_of(words))

    def _read(self, text: str) -> Introduction | None:
        words = words_of(text)
        if are_named_together(text):
            return Introduction(words=text, plural=True)
        body = body_in(words)
        if body is not None or not words:
            return body
        said = introduction(words)
        if said.plural and said.role is not None:
            return said
        return self._as_body(said, text) if said.name is not None and said.role is None and not said.plural else None

    def _as_body(self, said: Introduction, text: str) -> Introduction:
        """Return a name of several words that is nobody's as that of a body: "Customs Enforcement published a list"."""
        name = text.removeprefix("The ").removeprefix("the ")
        whole = said.role is None and all(part[0].isupper() or part in SMALL for part in name.split())
        known = (
            (said.name is None and " and " not in text)
            or self.cast.known_as(said.name or name)
            or sex_of_name(name) is not None
        )
        return said if known or not whole else replace(said, name=None, body=name)


def _opening(doc: Doc) -> TokenSpan:
    """Return the words before the first verb or "who" of a sentence, without the mark that ends them."""
    end = next((t.i for t in doc if t.tag_ in FINITE or t.tag_ in {"WP", "MD", "VBN"}), len(doc))
    while end > 0 and doc[end - 1].is_punct:
        end -= 1
    return doc[0:end]


def are_two(said: Introduction) -> bool:
    """Whether words name just two people or bodies: "Ana Ruiz and Bob Lee"."""
    joined = said.words.split(" and ")
    return (
        (said.role is None or said.plural)
        and len(joined) == 2
        and "," not in said.words
        and all(part[:1].isalpha() for part in joined)
    )


def _body_of(said: Introduction) -> Introduction:
    """Return the body alone for which somebody speaks."""
    return replace(said, role=None, role_words=None, plural=False, words=said.body or said.words)


def _is_document(said: Introduction) -> bool:
    """Whether a letter or report spoke: "the letter stated. It described"."""
    last = said.words.lower().split()[-1:]
    return said.role is None and said.name is None and bool(last) and last[0] in document_words()


def _is_next(before: Sentence, sentence: Sentence) -> bool:
    return sentence.index - before.index == 1
