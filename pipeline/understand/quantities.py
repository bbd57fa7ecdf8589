"""Who is counted: the groups of people in a sentence, each with its number, from "at least twelve soldiers" to "he"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from pipeline.understand.ages import Age, ages_in
from pipeline.understand.clause import BE, Clause
from pipeline.understand.decoys import barred_ranges
from pipeline.understand.lexicon import table
from pipeline.understand.numbers import Number, numbers_in
from pipeline.understand.people import Kind, is_thing, person_noun_at
from pipeline.vocabulary import Qualifier

SINGLE_ARTICLES = frozenset({"a", "an"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "said"})
POSSESSIVE = frozenset({"his", "her", "their", "its", "my", "our", "your", "whose", "'s", "'"})
SOMEBODY = frozenset({"someone", "somebody"})
NOBODY_IN_PARTICULAR = frozenset({"anyone", "anybody", "everyone", "everybody", "ones", "one", "life", "lives"})
ORDINALS = {
    word: rank
    for rank, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"), 1
    )
}
MODIFIER_TAGS = frozenset({"JJ", "JJR", "JJS", "NN", "NNP", "NNPS", "VBN", "VBG", "HYPH", "NNS", "AFX"})
PRONOUNS = {"he": "male", "she": "female", "him": "male", "her": "female"}
STRICKEN = frozenset(
    word for words in table("outcomes")["stricken"].values() if isinstance(words, list) for word in words
)
TOWN_FOLLOWS = frozenset({"in", "near", "across", "outside", "off", "around", "towards", "toward"})
GRADES = frozenset({"grade", "standard", "class", "level"})  # "a Grade 10 student"
PLACES = frozenset(
    ["village", "town", "city", "district", "province", "region", "county", "township", "municipality", "neighborhood"]
    + ["neighbourhood", "street", "road", "avenue", "market", "camp", "bridge", "base", "airport", "station", "square"]
)
LONGEST_NAME = 5  # tokens
PARENTS = frozenset({"mother", "father", "mom", "dad", "parent", "grandmother", "grandfather", "mum", "parents"})


class Form(Enum):
    """How a group is expressed."""

    COUNT = "count"  # with a number: "five people", "three of them", "dozens"
    SINGLE = "single"  # one person, described: "a man", "the victim", headline "man"
    NAME = "name"  # one person, named
    PRONOUN = "pronoun"  # "he"
    BARE = "bare"  # people without a number: "civilians"


@dataclass(frozen=True, slots=True)
class Group:
    """People in one expression: tokens `start` to `end`, `head` the noun, name or number.

    `low`, `best`, `high` as in Quantity. `definite`: pointing back ("the two", "the victim"); `more`: beyond those
    counted before; `partitive`: some of others ("three of them"); `ordinal`: n of "a fourth victim". `count_end`: where
    the counting words end, if there are any. `sure` is False where a noun of no list is taken for people.
    """

    start: int
    end: int
    head: int
    form: Form
    low: int | None = 1
    best: int | None = 1
    high: int | None = 1
    qualifier: Qualifier = Qualifier.EXACT
    kind: Kind | None = None
    definite: bool = False
    more: bool = False
    partitive: bool = False
    possessive: bool = False
    ordinal: int | None = None
    age: int | None = None
    name: str | None = None
    sure: bool = True
    count_end: int | None = None

    @property
    def none(self) -> bool:
        """Whether the words count nobody ("no one", "none of them")."""
        return self.best == 0


def groups_and_numbers(clause: Clause) -> tuple[list[Group], dict[int, Number]]:
    """Return the groups of people of a sentence in order, not overlapping, and all its counts by their end."""
    finder = _Finder(clause)
    return finder.groups(), finder.numbers


class _Finder:
    """Finds the groups of one sentence; holds its numbers and ages."""

    def __init__(self, clause: Clause) -> None:
        self.clause = clause
        self.ages = ages_in(clause.doc.text)
        self.barred = self._barred()
        self.numbers = {number.end: number for number in numbers_in(clause.words, self.barred)}
        self.taken: set[int] = set()

    def groups(self) -> list[Group]:
        """Return all groups: nouns first, then names, then numbers alone and pronouns."""
        found: list[Group] = []
        for search in (
            self._nouns,
            self._names,
            self._named_by_age,
            self._year_olds,
            self._of_an_age,
            self._numbers_alone,
            self._another,
            self._pronouns,
        ):
            for group in search():
                if not self.taken & set(range(group.start, group.end)):
                    self.taken |= set(range(group.start, group.end))
                    found.append(group)
        return sorted(found, key=lambda group: group.start)

    def _barred(self) -> frozenset[int]:
        ranges = barred_ranges(self.clause.doc.text) + [(age.start, age.end) for age in self.ages]
        doc = self.clause.doc
        barred = {t.i for t in doc if any(t.idx < end and t.idx + len(t) > start for start, end in ranges)}
        words = self.clause.words
        barred |= {i for i in range(2, len(words)) if words[i - 1] == "of" and words[i - 2] in PARENTS}
        return frozenset(barred)

    def _nouns(self) -> Iterator[Group]:
        index = 0
        inside = {i for number in self.numbers.values() for i in range(number.start, number.end)}
        while index < len(self.clause):
            found = None if index in inside else person_noun_at(self.clause.words, index)
            if found is None or not self._is_head(index, found[0]):
                index += 1
                continue
            group = self._with_noun(index, *found)
            if group is not None:
                yield group
            index = found[0]

    def _is_head(self, start: int, end: int) -> bool:
        """Whether a noun for people stands for people here, and not before another noun ("police station")."""
        clause, last = self.clause, end - 1
        if clause.word(last) == "other" and (clause.word(start - 1) != "the" or clause.tag(end) in {"VBN", "JJ", "CD"}):
            return False
        if clause.tag(last) not in {"NN", "NNS", "NNP", "NNPS", "JJ", "CD", "PRP"}:
            return False
        following = clause.word(end)
        if following in {"'s", "'"} or (following == "-" and clause.tag(end + 1).startswith(("NN", "JJ", "VB"))):
            return False
        if clause.tag(end) in {"NN", "NNS"} and following not in {"dead"}:
            return self._verb_like(end) or (
                clause.title and person_noun_at(clause.words, end) is None and self._verb_like(end)
            )
        return clause.tag(last) != "JJ" or not clause.tag(end).startswith(("NN", "JJ"))

    def _verb_like(self, index: int) -> bool:
        """Whether a token tagged as a noun is a verb in disguise (headlines: "Gunman kills")."""
        from pipeline.understand.triggers import is_trigger_word

        return is_trigger_word(self.clause.word(index))

    def _with_noun(self, noun: int, end: int, kind: Kind) -> Group | None:
        start = self._modifiers_start(noun)
        if "unborn" in self.clause.words[start:noun]:
            return None
        name, name_end = self._name_after(end)
        if name and is_thing(name.split()[-1].lower()):
            return None  # "the Matanuska Maid Block Building"
        name_end = self._past_age(name_end) if name else name_end
        head = end - 1
        base = Group(start, name_end, head, Form.SINGLE, kind=kind, name=name, age=self._age_of(start, name_end))
        return self._counted(base) or self._determined(base)

    def _modifiers_start(self, noun: int) -> int:
        """Return where the words that describe a noun begin, not counting article or number."""
        clause, start = self.clause, noun
        while start > 0 and start not in self.numbers:
            index = start - 1
            described = clause.tags[index] in MODIFIER_TAGS and self._may_modify(index)
            if self._in_age(index) or described or self._is_span(index):
                start = index
            else:
                break
        return start

    def _is_span(self, index: int) -> bool:
        """Whether a number counts years, not people: "a 12-year veteran"."""
        barred = index in self.barred and self.clause.tags[index] == "CD"
        return barred and (self.clause.word(index + 1) == "-" or self.clause.word(index - 1) in GRADES)

    def _may_modify(self, index: int) -> bool:
        clause = self.clause
        if clause.words[index] in SINGLE_ARTICLES or clause.words[index] in DEFINITE or clause.words[index] in BE:
            return False
        if clause.tags[index] in {"VBG", "VBN"}:
            left = clause.word(index - 1)
            return (
                left in SINGLE_ARTICLES | {"the", "other", "more"}
                or index in self.numbers
                or clause.tag(index - 1) in {"JJ"}
            )
        if (
            clause.tags[index] in {"NN", "NNS", "NNP"}
            and person_noun_at(clause.words, index)
            and clause.tag(index) == "NNS"
        ):
            return False
        return (
            not self._verb_like(index) or index in self.numbers or clause.word(index - 1) in SINGLE_ARTICLES | {"the"}
        )

    def _counted(self, base: Group) -> Group | None:
        """Return the group with the number before it ("five people", "dozens of people", "three of the men")."""
        number, start, partitive = self._number_before(base.start)
        if number is None:
            return None
        if base.kind and not base.kind.plural and (number.best or 0) > 1:
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
        return group

    def _number_before(self, start: int) -> tuple[Number | None, int, bool]:
        clause = self.clause
        number = self.numbers.get(start)
        if number is not None:
            return number, number.start, False
        index, determined = start, False
        while index > 0 and (clause.words[index - 1] in DEFINITE or clause.words[index - 1] in POSSESSIVE):
            index, determined = index - 1, True
        if index > 0 and clause.words[index - 1] == "of" and index - 1 in self.numbers:
            number = self.numbers[index - 1]
            return number, number.start, determined or number.qualifier is Qualifier.EXACT and number.best != 0
        return None, start, False

    def _determined(self, base: Group) -> Group | None:
        clause, kind = self.clause, base.kind
        before = clause.word(base.start - 1)
        ordinal = next((ORDINALS[w] for w in clause.words[base.start : base.end] if w in ORDINALS), None)
        group = replace(base, ordinal=ordinal)
        if before in SINGLE_ARTICLES | {"another"}:
            group = replace(group, start=base.start - 1, more=before == "another" or ordinal is not None)
        elif before in DEFINITE | {"both", "either", "neither"}:
            group = replace(group, start=base.start - 1, definite=True)
        elif before in POSSESSIVE:
            group = replace(group, possessive=True, definite=True, start=base.start - (before not in {"'s", "'"}))
        elif before in {"no", "neither"}:
            return replace(group, start=base.start - 1, form=Form.COUNT, low=0, best=0, high=0)
        elif before in {"every", "each", "any", "such", "what", "which"}:
            return None
        return self._numbered_by_noun(group, kind) if kind else None

    def _numbered_by_noun(self, group: Group, kind: Kind) -> Group | None:
        word = self.clause.words[group.head]
        if kind.count > 1:
            return replace(group, form=Form.COUNT, low=kind.count, best=kind.count, high=kind.count)
        if word in NOBODY_IN_PARTICULAR:
            return None
        if kind.plural and not (group.name or self._family_of(group)):
            return replace(group, form=Form.BARE, low=None, best=None, high=None)
        counted = self._family_of(group)
        if counted is not None:
            return replace(
                group, end=counted.end, form=Form.COUNT, low=counted.low, best=counted.best, high=counted.high
            )
        return replace(group, form=Form.NAME if group.name and not group.more else Form.SINGLE)

    def _family_of(self, group: Group) -> Number | None:
        """Return the number of "a family of five"."""
        words = self.clause.words
        if (
            words[group.head] not in {"family", "group", "crew", "party", "team"}
            or self.clause.word(group.head + 1) != "of"
        ):
            return None
        return next((n for n in self.numbers.values() if n.start == group.head + 2), None)

    def _name_after(self, end: int) -> tuple[str | None, int]:
        for entity in self.clause.doc.ents:
            if entity.label_ == "PERSON" and entity.start == end:
                last = self._name_end(entity.end)
                return self.clause.doc[end:last].text, last
        last = end
        while last < len(self.clause) and last - end < 4 and self._continues_name(last):
            last += 1
        return (self.clause.doc[end:last].text, last) if last > end else (None, end)

    def _continues_name(self, index: int) -> bool:
        """Whether a token goes on with the name after a title: "Deputy Ortiz", "Judge Rowland Barnes"."""
        return self.clause.tag(index) == "NNP" and self.clause.doc[index].text[:1].isupper() and not self.clause.title

    def _name_end(self, end: int) -> int:
        """Return where a name ends that the model cuts short: "Huseynov | Rovshan Ali oglu"."""
        last = end
        while last < len(self.clause) and last - end < 4 and self._continues_name(last):
            last += 1
        return last

    def _names(self) -> Iterator[Group]:
        for entity in self.clause.doc.ents:
            if entity.label_ != "PERSON" or self.clause.word(entity.end) in {"'s", "'"} or is_thing(entity[-1].lower_):
                continue
            if self.clause.word(entity.start - 1) in TOWN_FOLLOWS:
                continue  # a town that the model takes for a person
            if self.clause.word(entity.end) in PLACES:
                continue
            last = self._name_end(entity.end)
            end = self._past_age(last)
            age = next((a for a in self.ages if 0 <= a.start - entity.end_char <= 6), None)
            years = age.years if age else None
            name = self.clause.doc[entity.start : last].text
            yield Group(entity.start, end, last - 1, Form.NAME, name=name, age=years, definite=True)

    def _past_age(self, end: int) -> int:
        """Return where a name ends with the age that follows it: "Ana Ruiz, 34"."""
        last = self.clause.doc[end - 1]
        age = next((a for a in self.ages if 0 <= a.start - last.idx - len(last) <= 6), None)
        return self._token_after(age.end) if age else end

    def _token_after(self, character: int) -> int:
        return next((t.i for t in self.clause.doc if t.idx >= character), len(self.clause))

    def _year_olds(self) -> Iterator[Group]:
        """Yield people named by their age alone: "a 12-year-old was hurt", "two 5-year-olds"."""
        for age in self.ages:
            tokens = [t.i for t in self.clause.doc if age.start <= t.idx < age.end]
            if not tokens or "old" not in self.clause.words[tokens[-1]] or self._names_more(tokens[-1] + 1):
                continue
            base = Group(tokens[0], tokens[-1] + 1, tokens[-1], Form.SINGLE, age=age.years)
            yield self._counted(base) or self._one_year_old(base)

    def _names_more(self, index: int) -> bool:
        """Whether a noun follows "12-year-old", and no participle that the model takes for one ("left in a car")."""
        verbal = self._verb_like(index) or self.clause.word(index) in {"left", "found"}
        return self.clause.is_noun(index) and not verbal

    def _named_by_age(self) -> Iterator[Group]:
        """Yield names that the model does not know and an age in commas gives away: "Jamal Price, 22, died"."""
        for age in self.ages:
            first = next((t.i for t in self.clause.doc if t.idx >= age.start), 0)
            start = first - 1
            while start > 0 and first - start <= LONGEST_NAME and self.clause.tag(start - 1) in {"NNP", "NNPS"}:
                start -= 1
            if self.clause.word(first - 1) != "," or start == first - 1 or self.clause.word(first + 1) != ",":
                continue
            name = self.clause.doc[start : first - 1].text
            yield Group(start, first + 1, first - 2, Form.NAME, name=name, age=age.years, definite=True)

    def _of_an_age(self) -> Iterator[Group]:
        """Yield people whose age says that they are people: "the carrier, 44,"."""
        for age in self.ages:
            if age.bearer is None:
                continue
            tokens = [t.i for t in self.clause.doc if age.bearer <= t.idx < age.end]
            head = next(i for i in reversed(tokens) if self.clause.word(i + 1) == ",")
            word = self.clause.word(tokens[0])
            definite, beyond = word in DEFINITE, word in {"another", *ORDINALS}
            yield Group(tokens[0], tokens[-1] + 1, head, Form.SINGLE, definite=definite, more=beyond, age=age.years)

    def _one_year_old(self, base: Group) -> Group:
        before = self.clause.word(base.start - 1)
        if before in SINGLE_ARTICLES | {"another"} or before in DEFINITE:
            return replace(base, start=base.start - 1, definite=before in DEFINITE, more=before == "another")
        return base

    def _numbers_alone(self) -> Iterator[Group]:
        for number in self.numbers.values():
            if not self._stands_alone(number):
                continue
            end, partitive = self._of_them(number)
            form = Form.COUNT if number.best != 1 or partitive else Form.SINGLE
            sure = not self.clause.is_noun(number.end) or self._verb_like(number.end)
            yield Group(
                number.start,
                end if sure else number.end + 1,
                number.core if number.core < end else number.start,
                form,
                number.low,
                number.best,
                number.high,
                number.qualifier,
                definite=number.definite,
                more=number.more,
                partitive=partitive,
                sure=sure,
                count_end=number.end,
            )

    def _another(self) -> Iterator[Group]:
        """Yield "another" and "a third" where no noun follows: one more person."""
        words = self.clause.words
        for index, word in enumerate(words):
            ordinal = ORDINALS.get(word) if index and words[index - 1] == "a" else None
            if word != "another" and not ordinal:
                continue
            following = self.clause.tag(index + 1)
            if following.startswith(("NN", "JJ", "CD", "HYPH")) and not self._verb_like(index + 1):
                continue
            yield Group(index - bool(ordinal), index + 1, index, Form.SINGLE, more=True, ordinal=ordinal)

    def _stands_alone(self, number: Number) -> bool:
        """Whether no noun follows that says what is counted; a noun of no list is taken for people, unsurely."""
        clause, index = self.clause, number.end
        if self._is_model(number) or self._counts_things(number):
            return False
        if (
            clause.word(index) == "-"
            or clause.word(index) == "%"
            or clause.word(number.start - 1) in {"$", "#", "-", "."}
        ):
            return False
        last = index
        while clause.tag(last).startswith(("NN", "JJ")) and not self._verb_like(last):
            last += 1
        noun = last - 1
        if noun < index:
            return True
        if self.clause.word(last) in {"'s", "'"}:
            return False
        return (
            clause.tag(noun) in {"NNS", "NNPS"}
            and not is_thing(clause.word(noun))
            and last - index <= 3
            and self._may_be_people(noun)
        )

    def _counts_things(self, number: Number) -> bool:
        """Whether "thousands of sheep" follows."""
        words, end = self.clause.words, number.end
        return self.clause.word(end) == "of" and any(is_thing(w) for w in words[end + 1 : end + 3])

    def _is_model(self, number: Number) -> bool:
        """Whether figures after a name are part of it: "the Curve 8900"."""
        before = self.clause.tag(number.start - 1)
        return before == "NNP" and self.clause.words[number.core].isdigit() and not self.clause.title

    def _may_be_people(self, noun: int) -> bool:
        return self.clause.doc[noun].text[:1].isupper() or self.clause.tag(noun) == "NNS"

    def _of_them(self, number: Number) -> tuple[int, bool]:
        words, end = self.clause.words, number.end
        if self.clause.word(end) != "of":
            return end, False
        if words[end + 1 : end + 2] in {("those",), ("these",)} and self.clause.word(end + 2) in STRICKEN:
            return end + 3, True
        if self.clause.word(end + 1) in {"them", "whom", "those", "these", "us"}:
            return end + 2, True
        if words[end + 1 : end + 2] == ("the",) and self.clause.word(end + 2) in STRICKEN:
            return end + 3, True
        return end, False

    def _pronouns(self) -> Iterator[Group]:
        for index, word in enumerate(self.clause.words):
            if word in PRONOUNS and self.clause.tags[index] == "PRP":
                yield Group(index, index + 1, index, Form.PRONOUN, definite=True)
            elif word in SOMEBODY:
                yield Group(index, index + 1, index, Form.SINGLE)

    def _in_age(self, index: int) -> bool:
        token = self.clause.doc[index]
        return any(age.start <= token.idx < age.end for age in self.ages)

    def _age_of(self, start: int, end: int) -> int | None:
        doc = self.clause.doc
        left, right = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
        inside: list[Age] = [age for age in self.ages if left <= age.start <= right + 3]
        return inside[0].years if inside else None
