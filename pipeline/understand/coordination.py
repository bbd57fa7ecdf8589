"""People in lists: who is joined to whom by commas, "and", "together with", "including"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.understand.clause import QUOTES, Clause
from pipeline.understand.group import JOINERS, SINGLE_ARTICLES, Form, Group, sum_of
from pipeline.understand.in_commas import (
    IN_PHRASE,
    before_brackets,
    before_comma,
    before_owner,
    described_in_commas,
    named_in_commas,
    past_brackets,
    past_nouns,
    past_owner,
    past_rank,
    past_years,
    told_of_in_commas,
)
from pipeline.understand.quantities import groups_and_numbers
from pipeline.understand.triggers import Shape, triggers_in

INCLUDING = (
    *("including", "incl", "incl.", "incl .", "among them", "among whom", "of whom", "of them", "includes", "included"),
    *("among the dead", "among those killed", "among the victims", "among those", "mostly"),
)
ALONG = (("together", "with"), ("along", "with"), ("alongside",), ("as", "well", "as"), ("in", "addition", "to"))
SAID = frozenset({"said", "says", "told", "added", "reported", "announced", "confirmed", "wrote", "claimed"})
OWN_SHAPES = frozenset({Shape.VERB, Shape.STATE, Shape.SUBJECT})  # of words that tell what became of who stands before
NO_VERBS = frozenset({"dead", "with_wounds", "with_a_wound", "with_a_broken_bone"})  # "treated 11 with burns"
SINGULAR = frozenset({"was", "is", "has"})
PLURAL = frozenset({"were", "are", "have"})
DASHES = frozenset({",", "-", "--", ":", "("})


class Coordination:
    """The groups, counts and outcome words of one sentence, and which groups belong together."""

    def __init__(self, clause: Clause) -> None:
        self.clause = clause
        self.triggers = triggers_in(clause)
        self.groups, self.numbers = groups_and_numbers(clause) if self.triggers else ([], {})
        self.starts = {group.start: group for group in self.groups}
        self.ends = {group.end: group for group in self.groups}
        verbs = [trigger for trigger in self.triggers if trigger.word.shape in OWN_SHAPES]
        self.trigger_starts = {trigger.start: trigger for trigger in (*self.triggers, *verbs)}

    def right(self, start: int, *, noun: bool = False) -> tuple[Group, ...]:
        """Return the object groups that begin right after `start`, with those coordinated with them.

        After a noun ("the bodies of ten men were found") the following verb is the noun's, not the group's.
        """
        index = start
        while index not in self.starts and (self.clause.tag(index) == "RB" or self.clause.word(index) in QUOTES):
            index += 1
        following = self.trigger_starts.get(index + 1)
        if self.clause.word(index) in {"and", "or"} and following is not None and following.word.shape is Shape.VERB:
            return self.right(following.end)
        group = self.starts.get(index)
        if group is None or (not noun and self.has_own_verb(group)):
            return ()
        return (group, *self.coordinated_right(group))

    def coordinated_right(self, group: Group, *, reduced: bool = False) -> Iterator[Group]:
        """Yield the groups joined to one that stands before them; `reduced` with "a girl hit by a stray bullet"."""
        while True:
            index = self._past_phrase(past_brackets(self.clause, past_years(self.clause, group)))
            comma = self.clause.word(index) in ({",", ";"} if group.form is Form.NAME else {","})
            index += comma
            joined = self._joined(index)
            index += joined
            index = past_rank(self.clause, self.starts, past_owner(self.clause, self.starts, index))
            following = self.starts.get(index)
            described = self._past_apposition(group, index) if comma and not joined else None
            if described is not None:
                group = replace(group, end=described)
                continue
            if following is None or following.form is Form.BARE or self._acts(following):
                return
            if self.has_own_verb(following) and not (reduced and self.clause.word(following.end + 1) == "by"):
                return
            if comma and self._speaks(following):
                return
            headline = self.clause.title and comma and following.form in {Form.SINGLE, Form.COUNT}
            if headline and following.kind is None and self.clause.tag(following.end) in {"VBN", "VBD"}:
                return  # "kills 4, 30 treated"
            if not joined and not headline and not (comma and self._joins_later(following)):
                return
            yield following
            group = following

    def _acts(self, group: Group) -> bool:
        """Whether a pronoun opens a clause of its own: "lost 30 men, and he saw 70 bodies"."""
        nominative = self.clause.word(group.head) in {"he", "she", "they"}
        return nominative and self.clause.tag(group.end) in {"VBD", "VBZ", "VBP", "MD"}

    def _speaks(self, group: Group) -> bool:
        """Whether a group is who says so: "kills six, governor says", "an official and a villager said"."""
        following = self.clause.word(group.end)
        other = self.starts.get(group.end + 1) if following in JOINERS else None
        return following in SAID or (other is not None and self._speaks(other))

    def _past_phrase(self, index: int) -> int:
        """Return where "and his bodyguard" begins behind "a colonel of the security service"; else `index` itself."""
        if self.clause.word(index) not in {"of", "for", "from", "at", "in", "near"}:
            return index
        last = past_nouns(self.clause, self.starts, index)
        follows = self.starts.get(last + 1)
        if self.clause.word(last) == "," and follows is not None and follows.form is not Form.NAME:
            return last if self._joins_later(follows) else index  # "a colonel of the guard, two mutineers and a girl"
        owned = follows is not None and (follows.possessive or follows.partitive or follows.form is Form.SINGLE)
        return last if self.clause.word(last) in JOINERS and owned else index

    def _joined(self, index: int) -> int:
        """Return how many words at `index` join what follows to what stands before: "and", "together with"."""
        if self.clause.word(index) in JOINERS:
            return 1
        return next((len(words) for words in ALONG if self.clause.words[index : index + len(words)] == words), 0)

    def _past_apposition(self, group: Group, start: int) -> int | None:
        """Return where a group in commas ends that only describes the one before; None where it does not.

        "killed Rui Lopes, the mayor of Beira, and", "killed the commander, Col. Idriss Sow, and his driver".
        """
        following = self.starts.get(start)
        if following is None and group.form is Form.NAME:
            end = past_nouns(self.clause, self.starts, start)
            return end if end > start and self.clause.word(end) == "," else None  # "the group's local emir"
        if following is None or following.possessive or following.form not in {Form.SINGLE, Form.NAME}:
            return None
        one = group.form is Form.SINGLE and group.name is None and following.form is Form.NAME
        named = one and (group.definite or following.kind is None)  # "his wife, Norma, 44, their daughter"
        described = group.form is Form.NAME and not following.more and self._is_title(following)
        end = past_nouns(
            self.clause, self.starts, past_years(self.clause, following)
        )  # "the shadow governor | of Logar"
        return end if (named or described) and self.clause.word(end) == "," else None

    def _is_title(self, group: Group) -> bool:
        """Whether a group is an office and no further person: "a former councillor", "local commander"."""
        nameless = group.form is Form.SINGLE and group.name is None
        return nameless or (self.clause.word(group.start) not in SINGLE_ARTICLES and self._lowers(group))

    def _lowers(self, group: Group) -> bool:
        """Whether the first word is none of a name: "local AQAP commander"."""
        return group.kind is not None and self.clause.doc[group.start].text[:1].islower()

    def _joins_later(self, group: Group) -> bool:
        index = group.end + (self.clause.word(group.end) in {",", ";"})
        name = self.starts.get(index)
        if group.possessive and index > group.end and name is not None and name.form is Form.NAME:
            return self._joins_later(name)  # "his girlfriend, Ana Ruiz, 21, and her brother"
        if name is not None and index > group.end and not self.has_own_verb(name) and name.form is not Form.BARE:
            return self._joins_later(name)  # "a judge, a court reporter, a deputy and an agent"
        return self.clause.word(index) in JOINERS and index + 1 in self.starts

    def has_own_verb(self, group: Group) -> bool:
        """Whether the group is followed by a verb or state of its own: "killed 3, 12 injured", "and two were hurt"."""
        index = group.end
        while self.clause.tag(index) == "RB":
            index += 1
        following = self.trigger_starts.get(index)
        if (
            following is not None
            and not following.word.itself
            and following.word.shape in OWN_SHAPES
            and following.word.role not in {"ing", "base"}
        ):
            return following.word.id not in NO_VERBS
        verb = self.clause.word(index)
        several = group.best is None or group.best > 1
        if verb in (SINGULAR if several else PLURAL):
            return False  # "a gunman who killed two women was sentenced"
        return verb in SINGULAR | PLURAL | {"had", "remain", "remained"}

    def _has_own_outcome(self, group: Group) -> bool:
        """Whether an outcome word stands right behind the group."""
        return any(trigger.start == group.end for trigger in self.triggers)

    def is_listed(self, group: Group) -> bool:
        """Whether the group stands after "including", "among them" and the like."""
        left = " ".join(self.clause.words[max(0, group.start - 3) : group.start])
        return any(left.endswith(phrase) for phrase in INCLUDING)

    def with_coordinated(self, last: Group) -> tuple[Group, ...]:
        """Return a group with those coordinated before it; names that only list a counted group give way to it."""
        if last.form is Form.SINGLE and self.clause.word(last.end) in SINGULAR:
            return (last,)  # "... near the house of the mayor, and a policeman was wounded"
        groups = (*reversed(list(self._coordinated_left(last))), last)
        index = groups[0].start - 1
        if self.clause.word(index) in DASHES:
            while self.clause.word(index) in DASHES:
                index -= 1
            counted = self.ends.get(index + 1)
            if counted is not None and _lists(counted, list(groups)):
                return (counted,)
        return groups

    def _coordinated_left(self, group: Group) -> Iterator[Group]:
        joined_once = False
        collected: list[Group] = []
        while True:
            index = before_owner(self.clause, group.start - 1)
            joiner = self.clause.word(index) in JOINERS
            index -= joiner
            comma = self.clause.word(index) == ","
            index = before_brackets(self.clause, self.ends, index - comma)
            previous = self.ends.get(index + 1)
            previous = self._whole_of(previous) if joiner else previous
            if joiner and previous is not None and self._is_companion(previous):
                return  # "were killed along with the bomber, and 14 people were wounded"
            if previous is None and joiner and self.clause.tag(index) == "RB" and self.clause.tag(group.end) == "RB":
                previous = self.ends.get(index)  # "3 seriously and 1 slightly wounded"
            if previous is None and joiner and not comma:
                previous = self._before_phrase(index, group)
            if previous is None and joiner and self.clause.tag(index) == "CD" and self.clause.word(index - 1) == "of":
                previous = self.ends.get(index - 1)  # "a man of 48 and"
            if previous is None and joiner:
                previous = before_comma(self.clause, self.ends, index + comma)
            if previous is not None and previous.form is Form.PRONOUN and self._lists_pronoun(previous):
                yield previous
                return
            if previous is None and joiner and group.possessive:
                before = [g for g in self.groups if g.end <= index and g.form in {Form.SINGLE, Form.NAME}]
                if before and self._past_phrase(before[-1].end) == group.start - 1:
                    previous = before[-1]
            if comma and joiner and (previous is None or previous.name):
                last = index if previous is None else previous.start - 1
                previous = named_in_commas(self.clause, self.ends, last) or previous
                previous = previous or told_of_in_commas(self.clause, self.groups, index)
                previous = previous or described_in_commas(self.clause, self.ends, index)
            if previous is not None and comma and self._are_named_kin(previous, group):
                group = previous
                continue
            if previous is None or not (joiner or comma) or previous.form in {Form.BARE, Form.PRONOUN} or previous.none:
                return
            if self._is_told_inside(previous):
                return  # "35 dead persons and 24 wounded"
            if self.is_listed(previous) and (self._has_own_outcome(group) or self.has_own_verb(group)):
                return  # "including 127 children, and 9,384 wounded"
            if comma and not joiner and _lists(previous, [group, *collected]):
                return
            collected.append(group)
            headline = self.clause.title and {previous.form, group.form} <= {Form.SINGLE, Form.COUNT}
            if not (joiner or joined_once or headline) or self._is_object(previous):
                return
            joined_once = True
            yield previous
            group = previous

    def _are_named_kin(self, previous: Group, named: Group) -> bool:
        """Whether names in a list are those of relatives: "his sisters, Ana, 9, and Rita, 3,"."""
        kin = previous.form is Form.BARE and previous.kind is not None and previous.kind.kin
        return kin and named.form is Form.NAME and named.kind is None

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
        return whole if of and whole is not None and whole.form is Form.COUNT else group

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
        return None if before.startswith(("VB", "IN", "TO")) or found.form is not Form.COUNT else found

    def _ends_person(self, end: int) -> bool:
        """Whether a person or count ends here, and no part of a name: "of the Lashkar-e-Taiba outfit"."""
        group = self.ends.get(end)
        return group is not None and not (
            group.form is Form.NAME and group.kind is None and self.clause.word(group.start - 1) in {"the", "of"}
        )

    def _is_object(self, group: Group) -> bool:
        """Whether the group is what an earlier verb harmed: "killed two and three others were hurt"."""
        return any(t.end == group.start and t.word.shape is Shape.VERB for t in self.triggers)


def _lists(counted: Group, groups: list[Group]) -> bool:
    """Whether groups spell out a counted one: "three people, a man and two women"."""
    return counted.form is Form.COUNT and (counted.best or 0) > 1 and counted.best == sum_of(groups)[1]
