"""A speaker in place: the words that name him, what they say of him, and whom they mean."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.records import Span
from pipeline.understand.passage import Sentence
from pipeline.understand.speech.cast import Person
from pipeline.understand.speech.introductions import Introduction

HE_SHE = {"he": False, "she": True, "him": False, "his": False, "her": True}
COLLECTIVE = frozenset({"they", "it", "both", "some", "others", "many", "most", "several", "few", "neither"})

ONE_OF_THEM = frozenset({"one", "another", "a second", "a third", "a fourth", "a fifth", "the first", "the second"})
FIRST_PERSON = frozenset({"i", "we"})


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Whom a pronoun takes up that nobody's name stands for: how a body or group was introduced, and where."""

    introduced: Introduction
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Speaker:
    """A speaker in place: characters `start` to `end` of the sentence, and what was made of the words.

    `stands_for` is somebody without a name in the article, or a body, before a pronoun took it up.
    """

    sentence: Sentence
    start: int
    end: int
    introduced: Introduction
    person: Person | None = None
    stands_for: Antecedent | None = None

    @property
    def antecedent(self) -> Antecedent:
        """What a later pronoun takes up."""
        return self.stands_for or Antecedent(self.introduced, self.sentence.span(self.start, self.end))

    @property
    def meant(self) -> Introduction:
        """What is said of whom the words mean, here or before a pronoun."""
        return self.antecedent.introduced

    @property
    def known(self) -> bool:
        """Whether the words name somebody who can speak, or a pronoun for him."""
        return self.introduced.is_speaker or self.stands_for is not None or self.is_pronoun or self._is_one_of_them

    @property
    def _is_one_of_them(self) -> bool:
        """Whether the words count somebody among people told of before: "a third", "another", "two of them"."""
        words = self.sentence.text[self.start : self.end].lower()
        return words in ONE_OF_THEM or words.endswith((" of them", " of those", " of these"))

    @property
    def is_pronoun(self) -> bool:
        """Whether a pronoun stands for the speaker."""
        return self.sentence.text[self.start : self.end].lower() in {*HE_SHE, *COLLECTIVE}

    @property
    def is_first_person(self) -> bool:
        """Whether somebody who is quoted speaks of himself: what he says he said."""
        return self.sentence.text[self.start : self.end].lower() in FIRST_PERSON
