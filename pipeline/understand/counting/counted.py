"""One sentence with its ages and counts, and what the search for people asks of it."""

from __future__ import annotations

from dataclasses import replace

from pipeline.understand.clause import QUOTES, Clause
from pipeline.understand.counting.ages import Age, ages_in
from pipeline.understand.counting.decoys import barred_ranges
from pipeline.understand.counting.group import DEFINITE, Form, Group
from pipeline.understand.counting.numbers import Number, numbers_in
from pipeline.understand.times.days import WEEKDAYS
from pipeline.understand.triggers import is_trigger_word
from pipeline.vocabulary import Qualifier

POSSESSIVE = frozenset({"his", "her", "their", "its", "my", "our", "your", "whose", "'s", "'"})
DAYS = frozenset({"today", "yesterday", "tonight", "tomorrow"})  # nouns that follow people and are none of them
OWNER_TAGS = frozenset({"DT", "JJ", "NN", "NNS", "NNP", "NNPS"})
FAR_VERB = 6  # tokens from a noun to its verb, a phrase of place between them
NAME_TAGS = frozenset({"NNP", "NN", "NNS", "FW"})  # foreign names get the tags of common nouns
GRADES = frozenset({"grade", "standard", "class", "level", "form", "year", "primary"})  # "a Form Two student"
LEARNERS = frozenset({"student", "students", "pupil", "pupils", "learner", "learners"})
LONGEST_BRACKETS = 12  # tokens behind an age
LONGEST_NICKNAME = 4  # tokens, the quotation marks among them
PARENTS = frozenset({"mother", "father", "mom", "dad", "parent", "grandmother", "grandfather", "mum", "parents"})


class Counted:
    """A clause with its ages, its counts by their end, and the tokens that are never counts (`barred`)."""

    def __init__(self, clause: Clause) -> None:
        self.clause = clause
        self.ages = ages_in(clause.text)
        self.barred = self._barred()
        self.numbers = {number.end: number for number in numbers_in(clause.words, self.barred)}

    def _barred(self) -> frozenset[int]:
        ranges = barred_ranges(self.clause.text) + [(age.start, age.end) for age in self.ages]
        covered = [self.clause.doc.char_span(start, end, alignment_mode="expand") for start, end in ranges]
        barred = {i for span in covered if span is not None for i in range(span.start, span.end)}
        words = self.clause.words
        of_parents = {i for i in range(2, len(words)) if words[i - 1] == "of" and words[i - 2] in PARENTS}
        barred |= {i for i in range(1, len(words) - 1) if words[i - 1] in GRADES and words[i + 1] in LEARNERS}
        barred |= {i for i in of_parents if not self._are_told_of(i + 2)}
        apart = (i for i in range(1, len(words)) if words[i] == "both" and words[i - 1] == ",")
        barred |= {i for i in apart if self.clause.doc[i].dep_ == "cc:preconj"}  # ", both assailants and detainees"
        return frozenset(barred)

    def _are_told_of(self, index: int) -> bool:
        """Whether the children in "mother of two boys shot in the park", "father of three girls who died" are meant."""
        word = self.clause.word(index)
        tag = self.clause.tag(index)
        described = tag == "VBN" or (tag == "VBD" and self.clause.tag(index + 1) == "IN")
        told = word in {"who", "that"} or (described and is_trigger_word(word))
        return told and self.clause.is_noun(index - 1)

    def verb_like(self, index: int) -> bool:
        """Whether a token tagged as a noun is a verb in disguise (headlines: "Gunman kills")."""
        word = self.clause.word(index)
        return is_trigger_word(word) or word in {"sustained", "suffered"}

    def counted(self, base: Group) -> Group | None:
        """Return the group with the number before it ("five people", "dozens of people", "three of the men")."""
        number, start, partitive = self.number_before(base.start)
        if number is None:
            return None
        singular = base.kind and not base.kind.plural and (number.best or 0) > 1
        if singular and (partitive or not self._lacks_its_plural(base)):
            return None  # "two car" and the like: a number never stands before a singular person
        group = replace(
            base,
            start=start,
            form=Form.COUNT,
            low=number.low,
            best=number.best,
            high=number.high,
            qualifier=number.qualifier,
            definite=number.definite,
            more=number.more,
            partitive=partitive,
            age=None if (number.best or 2) > 1 else base.age,
            count_end=number.end,
        )
        if number.best == 1 and not partitive:
            group = replace(group, form=Form.SINGLE)
        return self._of_none(group)

    def _lacks_its_plural(self, base: Group) -> bool:
        """Whether a note in haste counts in the singular: "2 person wounded", "four student on the bus were hurt"."""
        if self.clause.tag(base.end) in {"VBN", "VBD"} and self.verb_like(base.end):
            return True
        behind = range(base.end, min(base.end + FAR_VERB, len(self.clause)))
        verb = next((i for i in behind if self.clause.tag(i) in {"VBD", "VBP", "VBZ", "MD"}), None)
        written = self.clause.words[base.start - 1].isalpha()
        together = verb is not None and self.clause.word(verb) in {"were", "are", "have", *({"was"} if written else ())}
        return together and not ({",", "and", ";", "-"} & set(self.clause.words[base.end : verb]))

    def _of_none(self, group: Group) -> Group:
        """Return "none of the five people" as nobody, where the words before a count say so."""
        before = self.clause.words[max(0, group.start - 2) : group.start]
        if before not in {("none", "of"), ("neither", "of")}:
            return group
        return replace(group, start=group.start - 2, low=0, best=0, high=0, partitive=True)

    def number_before(self, start: int) -> tuple[Number | None, int, bool]:
        """Return the count before a group that begins at `start`, where it begins, and whether it is partitive."""
        clause = self.clause
        start -= clause.word(start - 1) in QUOTES and start - 1 in self.numbers  # 'four "militants"'
        number = self.numbers.get(start)
        if number is not None:
            return self._some_of(number) or (number, number.start, False)
        index, determined = start, False
        while index > 0 and (clause.words[index - 1] in DEFINITE or clause.words[index - 1] in POSSESSIVE):
            index, determined = index - 1, True
        index = self._past_owner(index)
        if index > 0 and clause.words[index - 1] == "of" and index - 1 in self.numbers:
            number = self.numbers[index - 1]
            return number, number.start, determined or number.qualifier is Qualifier.EXACT and number.best != 0
        return None, start, False

    def _past_owner(self, index: int) -> int:
        """Return where the owner begins whose possessive stands at `index`: "three of the country's soldiers"."""
        first = index
        while index > 0 and self.clause.words[index] == "'s" and self.clause.tag(first - 1) in OWNER_TAGS:
            first -= 1
        return first if self.clause.word(first - 1) == "of" and first - 1 in self.numbers else index

    def _some_of(self, number: Number) -> tuple[Number, int, bool] | None:
        """Return the two of "two of its four occupants" and where that begins: no others were counted; else None."""
        words, index = self.clause.words, number.core - 1
        owned = index > 1 and words[index] in POSSESSIVE and words[index - 1] == "of"
        some = self.numbers.get(index - 1) if owned else None
        return (some, some.start, False) if some is not None else None

    def name_after(self, end: int) -> tuple[str | None, int]:
        """Return the name that follows a noun ("Deputy Ortiz"), None if there is none, and where it ends."""
        for entity in self.clause.doc.ents:
            if entity.label_ == "PERSON" and entity.start == end and self.clause.word(end) not in WEEKDAYS:
                last = self.name_end(entity.end)
                return self.clause.doc[end:last].text, last
        last = self.name_end(end) if self.continues_name(end) else end
        return (self.clause.doc[end:last].text, last) if last > end else (None, end)

    def continues_name(self, index: int) -> bool:
        """Whether a token goes on with the name after a title: "Deputy Ortiz", "Judge Rowland Barnes"."""
        if self.clause.title or not 0 < index < len(self.clause) or not self.clause.doc[index].text[:1].isupper():
            return False
        if self.clause.word(index) in WEEKDAYS:
            return False  # "shot a man Monday"
        return self.clause.tag(index) in NAME_TAGS and not self.verb_like(index)

    def name_end(self, end: int) -> int:
        """Return where a name ends that the model cuts short: "Huseynov | Rovshan Ali oglu", 'Abel | "Bones" Romeo'."""
        last = end = self._past_nickname(end)
        while last < len(self.clause) and last - end < 4:
            step = self._particle_at(last)
            if not self.continues_name(last + step):
                break
            last += 1 + step
        return last

    def _past_nickname(self, end: int) -> int:
        """Return where a nickname in quotation marks ends that the surname follows; the same place if none does."""
        opened = next((i for i in (end, end - 2, end - 3) if i > 0 and self.clause.word(i) in QUOTES), 0)
        closing = next(
            (i for i in range(end, end + LONGEST_NICKNAME) if i > opened and self.clause.word(i) in QUOTES), 0
        )
        inside = opened > 0 and self.clause.word(opened) in QUOTES and opened < closing - 1
        named = inside and all(self.clause.doc[i].text[:1].isupper() for i in range(opened + 1, closing))
        return closing + 1 if named and self.continues_name(closing + 1) else end

    def _particle_at(self, index: int) -> int:
        """Return how many tokens stand at a place between parts of a name: two of "al-Afandi", one of "bin Said"."""
        if self.clause.word(index) in {"al", "el", "ul", "ad", "as", "ash"} and self.clause.is_hyphen(index + 1):
            return 2
        return int(self.clause.word(index) in {"bin", "ibn", "bint", "al", "el"})

    def past_age(self, end: int) -> int:
        """Return where a name ends with the age that follows it: "Ana Ruiz, 34"."""
        last = self.clause.doc[end - 1]
        age = next((a for a in self.ages if 0 <= a.start - last.idx - len(last) <= 6), None)
        if age is None:
            return end
        aged = self.token_after(age.end)
        bracketed = self.clause.words[aged : aged + LONGEST_BRACKETS]
        opened = "(" in self.clause.words[end:aged] and ")" in bracketed
        return aged + bracketed.index(")") + 1 if opened else self.past_home(aged)  # "(age 27, resident of Mianwali)"

    def past_home(self, end: int) -> int:
        """Return where the home behind an age ends: "Ana Ruiz, 34, of Fort Worth, Texas"."""
        clause = self.clause
        if clause.word(end) != "," or clause.word(end + 1) not in {"of", "from"} or not self._is_place(end + 2):
            return end
        last = end + 3
        while self._is_place(last) or (clause.word(last) == "-" and self._is_place(last + 1)):
            last += 1
        state = clause.word(last) == "," and self._is_place(last + 1) and clause.word(last + 2) in {",", ";"}
        return last + 2 if state and clause.tag(last + 3) != "CD" else last

    def _is_place(self, index: int) -> bool:
        return self.clause.tag(index).startswith("NNP") and self.clause.doc[index].text[:1].isupper()

    def token_after(self, character: int) -> int:
        """Return the first token at or after a character."""
        return next((t.i for t in self.clause.doc if t.idx >= character), len(self.clause))

    def in_age(self, index: int) -> bool:
        """Whether a token belongs to an age."""
        token = self.clause.doc[index]
        return any(age.start <= token.idx < age.end for age in self.ages)

    def age_of(self, start: int, end: int) -> int | None:
        """Return the age in years told in or right behind the tokens; None if there is none."""
        doc = self.clause.doc
        left, right = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
        inside: list[Age] = [age for age in self.ages if left <= age.start <= right + 3]
        return inside[0].years if inside else None
