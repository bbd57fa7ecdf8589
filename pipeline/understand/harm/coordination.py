"""People in lists: who is joined to whom by commas, "and", "together with", "including"."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.understand.clause import ALONG
from pipeline.understand.counting.group import JOINERS, REMAINS, Form, Group
from pipeline.understand.counting.in_commas import (
    IN_PHRASE,
    before_brackets,
    before_comma,
    before_owner,
    described_in_commas,
    named_in_commas,
    told_of_in_commas,
)
from pipeline.understand.counting.people import FORCE_KINDS, REBEL_KINDS
from pipeline.understand.harm.listed_right import ALSO_DID, SINGULAR, ListedRight
from pipeline.understand.harm.spelt_out import spell_out
from pipeline.understand.triggers import Shape

INCLUDING = (
    *("including", "incl", "incl.", "incl .", "among them", "among whom", "of whom", "of them", "includes", "included"),
    *("among the dead", "among those killed", "among the victims", "among those", "mostly"),
)
ALONE = frozenset({"sole", "only", "lone"})
LONGEST_CLAUSE, LONGEST_TITLE, LONGEST_ASIDE = 8, 18, 14  # tokens
OF_ANYBODY = frozenset({"person", "man", "woman", "child"})  # kinds of whom others may be a part
ANYBODY = frozenset({"people", "persons", "individuals", "men", "women", "children", "victims", "others"})
DASHES = frozenset({",", "-", "--", ":", "("})
SUPPOSED = frozenset({"said", "believed", "thought", "understood", "reported", "known"})
NAMED = frozenset({"named", "called", "identified"})


class Coordination(ListedRight):
    """The groups, counts and outcome words of one sentence, and which groups belong together."""

    def _has_own_outcome(self, group: Group) -> bool:
        """Whether an outcome word stands right behind the group."""
        graded = group.end + (self.clause.tag(group.end) == "RB")  # "five others seriously wounded"
        return any(trigger.start in {group.end, graded} for trigger in self.triggers)

    def is_listed(self, group: Group) -> bool:
        """Whether the group stands after "including", "among them" and the like."""
        left = " ".join(self.clause.words[max(0, group.start - 3) : group.start])
        return any(left.endswith(phrase) for phrase in INCLUDING)

    def _is_in_list(self, group: Group | None) -> bool:
        """Whether the group or one that it is joined to stands after "including": "including a cook and two clerks"."""
        while group is not None:
            if self.is_listed(group):
                return True
            index = group.start - 1
            index -= self.clause.word(index) in JOINERS
            index -= self.clause.word(index) == ","
            group = self.ends.get(index + 1) if index + 1 < group.start else None
        return False

    def with_coordinated(self, last: Group) -> tuple[Group, ...]:
        """Return a group with those coordinated before it; names that only list a counted group give way to it."""
        if last.form is Form.SINGLE and self.clause.word(last.end) in SINGULAR:
            return (last,)  # "... near the house of the mayor, and a policeman was wounded"
        if self._opens_clause(last):
            return (last,)  # "They freed the driver, and she was taken to hospital"
        described = self.ends.get(last.start - 1)
        if described is not None and self.tells_more_of(described, last):
            return self.with_coordinated(described)
        alone = self.ends.get(last.start - 1) if self.clause.word(last.start - 1) == "and" else None
        if alone is not None and alone.form is Form.SINGLE and self.clause.word(last.start) in ALONE:
            return self.with_coordinated(alone)  # "The driver and sole occupant of the car died"
        groups = (*reversed(list(self._coordinated_left(last))), last)
        if last.form is Form.BARE and len(groups) > 1 and groups[-2].form is Form.COUNT and self._share_count(groups):
            groups = groups[:-1]  # "29 soldiers and policemen"
        if len(groups) > 1 and groups[0].form is Form.COUNT and self.clause.word(groups[0].end) in NAMED:
            return groups[:1]  # "The two brothers named Don, aged 10, and Pon, 9, were killed"
        counted = self._counted_before(groups)
        if counted is not None:
            return (counted,)
        index = groups[0].start - 1
        if self.clause.word(index) in DASHES:
            while self.clause.word(index) in DASHES:
                index -= 1
            counted = self.ends.get(index + 1)
            if counted is not None and spell_out(counted, list(groups)):
                return (counted,)
        return groups

    def _counted_before(self, groups: tuple[Group, ...]) -> Group | None:
        """Return the twelve of "At least 12 of one family, seven children, three women and two men, were killed"."""
        of_family = self.clause.tag(groups[0].start - 1) == "IN" and groups[0].kind is not None
        listed = groups[1:] if of_family and len(groups) > 1 else groups
        index = listed[0].start - 1
        supposed = self._supposed_to_be(index)
        if supposed is not None:
            return supposed
        if self.clause.word(index) != "," or len(listed) == 1:
            return None
        for end in range(index, max(0, index - LONGEST_CLAUSE), -1):
            counted = self.ends.get(end)
            if counted is not None and counted.form is Form.COUNT:
                return counted if spell_out(counted, listed) and self.clause.tag(end) in {"IN", ","} else None
            if self.clause.tag(end - 1) not in IN_PHRASE:
                return None
        return None

    def _supposed_to_be(self, last: int) -> Group | None:
        """Return the two of "Two others, said to be a seller and a cyclist, were"; `last` stands before the last."""
        for index in range(last, max(2, last - LONGEST_CLAUSE), -1):
            if self.clause.words[index - 1 : index + 1] == ("to", "be"):
                counted = self.ends.get(index - 3) if self.clause.word(index - 3) == "," else None
                told = counted is not None and counted.form is Form.COUNT and not counted.none
                return counted if told and self.clause.word(index - 2) in SUPPOSED else None
            if self.clause.tag(index).startswith(("VB", "MD")):
                return None
        return None

    def _opens_clause(self, group: Group) -> bool:
        """Whether a pronoun behind a comma or before a verb in the singular begins a clause of its own."""
        parted = self.clause.word(group.start - 2) == "," or self.clause.word(group.end) in SINGULAR
        return group.form is Form.PRONOUN and self.clause.word(group.head) in {"he", "she", "they"} and parted

    def _share_count(self, groups: tuple[Group, ...]) -> bool:
        """Whether a count goes for two nouns: nothing but "and" stands between them."""
        counted, bare = groups[-2:]
        return self.clause.words[counted.end : bare.start] == ("and",) and bare.kind is not None

    def _coordinated_left(self, group: Group) -> Iterator[Group]:
        joined_once = False
        collected: list[Group] = []
        while True:
            index = before_owner(self.clause, group.start - 1)
            along = next((len(w) for w in ALONG if self.clause.words[max(0, index + 1 - len(w)) : index + 1] == w), 0)
            joiner = self.clause.word(index) in JOINERS or along > 0  # "An officer as well as ten fighters died"
            index -= along or int(joiner)
            comma = self.clause.word(index) == ","
            index = before_brackets(self.clause, self.ends, index - comma)
            previous = self.ends.get(index + 1)
            previous = self._whole_of(previous) if joiner else previous
            if joiner and previous is not None and self._is_companion(previous):
                return  # "were killed along with the bomber, and 14 people were wounded"
            if previous is not None and self.clause.words[max(0, previous.start - 2) : previous.start] in ALSO_DID:
                return  # "lost their lives, as did the bombers, and 57 people were wounded"
            if previous is None and joiner and self.clause.tag(index) == "RB" and self.clause.tag(group.end) == "RB":
                previous = self.ends.get(index)  # "3 seriously and 1 slightly wounded"
            if previous is None and joiner and not comma:
                previous = self._before_phrase(index, group)
            if previous is None and joiner and self.clause.tag(index) == "CD" and self.clause.word(index - 1) == "of":
                previous = self.ends.get(index - 1)  # "a man of 48 and"
            if previous is None and joiner:
                previous = before_comma(self.clause, self.ends, index + comma) or self._before_who(index)
            if previous is None and joiner and group.more:
                previous = self._named_in_title(index + comma)
            if previous is None and comma and joined_once:
                previous = self._opening_list(index)
            if previous is not None and previous.form is Form.PRONOUN and self._lists_pronoun(previous):
                yield previous
                return
            if previous is None and joiner and group.possessive:
                before = [g for g in self.groups if g.end <= index and g.form in {Form.SINGLE, Form.NAME}]
                if before and self._past_phrase(before[-1].end) == group.start - 1:
                    previous = before[-1]
            if comma and joiner and (whole := self._before_including(index, group)) is not None:
                previous = whole
            if comma and joiner and (previous is None or previous.name):
                last = index if previous is None else previous.start - 1
                previous = named_in_commas(self.clause, self.ends, last) or previous
                previous = previous or told_of_in_commas(self.clause, self.groups, index)
                previous = previous or described_in_commas(self.clause, self.ends, index)
            if previous is not None and group.more and self._is_number_reached(previous):
                return  # "the toll has risen to 27 and 956 others have been injured"
            if previous is not None and comma and self._are_named_kin(previous, group):
                group = previous
                continue
            if previous is None or not (joiner or comma) or previous.form in {Form.BARE, Form.PRONOUN} or previous.none:
                return
            if self._is_told_inside(previous) or self._are_bodies(previous, group):
                return  # "35 dead persons and 24 wounded", "nine bodies and 27 wounded"
            if self._is_in_list(previous) and (self._has_own_outcome(group) or self.has_own_verb(group)):
                return  # "including 127 children, and 9,384 wounded"
            if comma and not joiner and self._names_place(previous, group):
                return  # "Bomber hits funeral of tribesman, 25 dead"
            elliptic = self.clause.title and previous.kind is None  # "Two Tajik, two Kyrgyz guards die"
            if comma and not joiner and not elliptic and spell_out(previous, [group, *collected]):
                return
            collected.append(group)
            headline = self.clause.title and {previous.form, group.form} <= {Form.SINGLE, Form.COUNT}
            if not (joiner or joined_once or headline) or self._is_object(previous):
                return
            joined_once = True
            yield previous
            group = previous

    def _is_number_reached(self, group: Group) -> bool:
        """Whether a count is a bare number that something rose to."""
        alone = group.form is Form.COUNT and group.kind is None and group.end - group.start == 1
        return alone and self.clause.word(group.start - 1) in {"to", "at", "reached", "from", "passed"}

    def _before_including(self, last: int, group: Group) -> Group | None:
        """Return the four of "Four troops, including a colonel, and three militants died": the others are none of them.

        `last` is the last token of the words in commas.
        """
        start = next((i for i in range(last, max(0, last - LONGEST_ASIDE), -1) if self.clause.word(i) == ","), 0)
        whole = self.ends.get(start)
        aside = " ".join(self.clause.words[start + 1 : last + 1])
        if whole is None or whole.form is not Form.COUNT or whole.none or not aside.startswith(INCLUDING):
            return None
        kinds = [g.kind.id if g.kind is not None else None for g in (whole, group)]
        apart = None not in kinds and kinds[0] != kinds[1]
        if kinds[0] in OF_ANYBODY and self.clause.words[whole.head] in ANYBODY:
            apart = kinds[1] in FORCE_KINDS | REBEL_KINDS and " and " not in aside
        return whole if apart and group.form in {Form.COUNT, Form.SINGLE} and not group.none else None

    def _names_place(self, previous: Group, group: Group) -> bool:
        """Whether a headline names somebody in a phrase of place or owner before it counts: "home of mayor, 3 dead"."""
        single = previous.form in {Form.SINGLE, Form.NAME} and group.form is Form.COUNT
        return self.clause.title and single and self.clause.tag(previous.start - 1) == "IN"

    def _are_named_kin(self, previous: Group, named: Group) -> bool:
        """Whether names in a list are those of relatives: "his sisters, Ana, 9, and Rita, 3,"."""
        kin = previous.form is Form.BARE and previous.kind is not None and previous.kind.kin
        return kin and named.form is Form.NAME and named.kind is None

    def _are_bodies(self, previous: Group, group: Group) -> bool:
        """Whether a count of the dead stands before one of people told of otherwise."""
        if {"deaths", "fatalities", "killings", "fatal"} & set(self.clause.words[previous.start : previous.end]):
            return True  # "confirmed eight deaths and two injured"
        return self.clause.word(previous.head) in REMAINS and self.clause.word(group.head) not in REMAINS

    def _is_told_inside(self, group: Group) -> bool:
        """Whether a word in the group itself says what became of it: "35 dead persons"."""
        shapes = {Shape.VERB, Shape.STATE}
        return any(
            group.start < t.start and t.end <= group.head and t.word.shape in shapes and not t.word.weak
            for t in self.triggers
        )

    def _whole_of(self, group: Group | None) -> Group | None:
        """Return who is counted in "four members of the family and a neighbour"."""
        whole = self.ends.get(group.start - 1) if group is not None else None
        of = group is not None and self.clause.word(group.start - 1) == "of"
        counted = whole is not None and whole.form is Form.COUNT
        served = whole is not None and whole.form is Form.SINGLE and group is not None and group.form is Form.BARE
        return whole if of and (counted or served) else group  # "a captain of the police and two constables"

    def _is_companion(self, group: Group) -> bool:
        """Whether "along with" joins a group to a verb before it."""
        before = self.clause.words[: group.start]
        return any(before[-len(words) :] == words for words in ALONG)

    def _lists_pronoun(self, group: Group) -> bool:
        """Whether a pronoun opens a list of subjects: "He, his two bodyguards and the driver were killed"."""
        opens = group.start == 0 or self.clause.word(group.start - 1) in {",", ";", "and", "when", "as"}
        return opens and self.clause.word(group.end) in {",", *JOINERS}

    def _before_phrase(self, last: int, group: Group) -> Group | None:
        """Return whom a phrase belongs to in "Three pupils of Hill School and a teacher died".

        `last` is the token before "and"; a verb in the singular behind the `group` is of that one alone.
        """
        if self.clause.word(group.end) in SINGULAR or group.form not in {Form.SINGLE, Form.COUNT, Form.NAME}:
            return None
        index = last
        while index > 0 and self.clause.tag(index) in IN_PHRASE and not self._ends_person(index + 1):
            index -= 1
        found = self.ends.get(index + 1)
        if found is None or index == last or self.clause.tag(found.end) != "IN" or self._is_object(found):
            return None
        before = self.clause.tag(found.start - 1)
        one = found.form in {Form.SINGLE, Form.NAME} and self._has_plural_verb(group)
        one = one and self.clause.word(found.start - 1) != ","  # "Toma, a captain in the army, and two others"
        told = found.form is Form.COUNT or one  # "A colonel of the army and two conscripts were killed"
        return None if before.startswith(("VB", "IN", "TO")) or not told else found

    def _opening_list(self, last: int) -> Group | None:
        """Return who opens "A policeman guarding the gate, two traders and a student died": `last` ends the phrase."""
        index = last
        while index > 0 and self.clause.tag(index) in IN_PHRASE and not self._ends_person(index + 1):
            index -= 1
        found = self.ends.get(index + 1)
        if found is None or found.form not in {Form.SINGLE, Form.NAME, Form.COUNT} or self._is_object(found):
            return None
        opens = found.start == 0 or self.clause.word(found.start - 1) in {",", ";", "that", "when", "after", "and"}
        told = any(t.start == found.end for t in self.triggers)  # "Suspect killed, officer and bystander injured"
        return found if opens and not told and self.clause.tag(found.end) in {"IN", "VBG", "VBN"} else None

    def _has_plural_verb(self, group: Group) -> bool:
        """Whether the verb right behind a group can be that of several."""
        following = self.clause.word(group.end)
        return following in {"were", "are", "have"} or (
            self.clause.tag(group.end) in {"VBD", "VBN"} and following not in SINGULAR
        )

    def _named_in_title(self, last: int) -> Group | None:
        """Return the name that opens "Maro, a colonel in the rebels' rank and three others were killed"."""
        opening = self.starts.get(0)
        apart = opening is not None and opening.form is Form.NAME and self.clause.word(opening.end) == ","
        titled = apart and opening is not None and last - opening.end <= LONGEST_TITLE
        if not titled or opening is None or opening.end + 1 not in {g.start for g in self.groups}:
            return None
        closed = self.clause.word(last) == ","  # "Maro, a colonel and one of the signatories, and three others"
        plain = range(opening.end + 1, last + (not closed))
        free = not any(self.clause.tag(i).startswith("VB") or self.clause.word(i) in {",", ";"} for i in plain)
        return opening if free else None

    def _before_who(self, last: int) -> Group | None:
        """Return whom a relative clause is about in "two people who live on the street and a passerby"."""
        for index in range(last, max(0, last - LONGEST_CLAUSE), -1):
            if self.clause.word(index) in {",", ";"}:
                return None
            if self.clause.word(index) == "who":
                group = self.ends.get(index)
                finite = [i for i in range(index, last + 1) if self.clause.tag(i) in {"VBD", "VBZ", "VBP"}]
                told = group is not None and group.form in {Form.COUNT, Form.SINGLE} and len(finite) < 2
                return group if told else None  # "Five men who were aboard were killed and another was hurt"
        return None

    def _ends_person(self, end: int) -> bool:
        """Whether a person or count ends here, and no part of a name: "of the Lashkar-e-Taiba outfit"."""
        group = self.ends.get(end)
        if group is not None and group.form is Form.BARE and self.clause.tag(end) == "NNP":
            return False  # "of the Central Reserve Police Force"
        return group is not None and not (
            group.form is Form.NAME and group.kind is None and self.clause.word(group.start - 1) in {"the", "of"}
        )

    def _is_object(self, group: Group) -> bool:
        """Whether the group is an earlier verb's: "killed two and three others were hurt", "to seize four"."""
        if self.clause.tags[max(0, group.start - 2) : group.start] == ("TO", "VB"):
            return True
        return any(t.end == group.start and t.word.shape is Shape.VERB for t in self.triggers)
