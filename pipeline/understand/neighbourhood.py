"""Where the people of an outcome word stand: to its left as subject, to its right as object, in lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.understand.clause import BE, Clause
from pipeline.understand.group import JOINERS, Form, Group
from pipeline.understand.in_commas import before_comma, before_thing, named_in_commas, told_of_in_commas
from pipeline.understand.people import is_thing
from pipeline.understand.quantities import groups_and_numbers
from pipeline.understand.triggers import Shape, Trigger, triggers_in

RELATIVES = frozenset({"who", "whom", "that", "which"})
OBLIQUE = frozenset(
    [
        "at",
        "with",
        "by",
        "from",
        "to",
        "for",
        "near",
        "behind",
        "beside",
        "against",
        "into",
        "like",
        "than",
        "alongside",
    ]
    + ["toward", "towards"]
)
INCLUDING = tuple(
    ["including", "among them", "among whom", "of whom", "of them", "includes", "included"]
    + ["among the dead", "among those killed", "among the victims", "among those", "mostly"]
)
MOST_BETWEEN = 3  # finite verbs of a relative clause between a subject and its own verb
PHRASE_TAGS = frozenset(
    [
        "IN",
        "DT",
        "NN",
        "NNS",
        "NNP",
        "NNPS",
        "JJ",
        "JJR",
        "JJS",
        "CD",
        "PRP$",
        "POS",
        "HYPH",
        "VBN",
        "VBG",
        "AFX",
        "WRB",
    ]
)
ALONG = (("together", "with"), ("along", "with"), ("alongside",), ("as", "well", "as"))
SAID = frozenset({"said", "says", "told", "added", "reported", "announced", "confirmed", "wrote", "claimed"})
DASHES = frozenset({",", "-", "--", ":", "("})


class Neighbourhood:
    """The groups, counts and outcome words of one sentence, and how to get from one to the other.

    Tokens are asked first, the parse where they say nothing.
    """

    def __init__(self, clause: Clause) -> None:
        self.clause = clause
        self.triggers = triggers_in(clause)
        self.groups, self.numbers = groups_and_numbers(clause) if self.triggers else ([], {})
        self.starts = {group.start: group for group in self.groups}
        self.ends = {group.end: group for group in self.groups}
        self.trigger_starts = {trigger.start: trigger for trigger in self.triggers}

    def right(self, start: int, *, noun: bool = False) -> tuple[Group, ...]:
        """Return the object groups that begin right after `start`, with those coordinated with them.

        After a noun ("the bodies of ten men were found") the following verb is the noun's, not the group's.
        """
        index = start
        while self.clause.tag(index) == "RB" and index not in self.starts:
            index += 1
        following = self.trigger_starts.get(index + 1)
        if self.clause.word(index) in {"and", "or"} and following is not None and following.word.shape is Shape.VERB:
            return self.right(following.end)
        group = self.starts.get(index)
        if group is None or (not noun and self.has_own_verb(group)):
            return ()
        return (group, *self._coordinated_right(group))

    def _coordinated_right(self, group: Group) -> Iterator[Group]:
        while True:
            index = self._past_phrase(group.end)
            comma = self.clause.word(index) == ","
            index += comma
            joined = self._joined(index)
            index += joined
            following = self.starts.get(index)
            if following is not None and comma and not joined and self._is_apposition(group, following):
                group = replace(group, end=following.end)
                continue
            if following is None or following.form is Form.BARE or self.has_own_verb(following):
                return
            headline = self.clause.title and comma and following.form in {Form.SINGLE, Form.COUNT}
            if not joined and not headline and not (comma and self._joins_later(following)):
                return
            yield following
            group = following

    def _past_phrase(self, index: int) -> int:
        """Return where "and his bodyguard" begins behind "a colonel of the security service"; else `index` itself."""
        if self.clause.word(index) not in {"of", "for", "from"}:
            return index
        last = index
        while self.clause.tag(last) in PHRASE_TAGS and last not in self.starts:
            last += 1
        follows = self.starts.get(last + 1)
        owned = follows is not None and (follows.possessive or follows.form is Form.SINGLE)
        return last if self.clause.word(last) in JOINERS and owned else index

    def _joined(self, index: int) -> int:
        """Return how many words at `index` join what follows to what stands before: "and", "together with"."""
        if self.clause.word(index) in JOINERS:
            return 1
        return next((len(words) for words in ALONG if self.clause.words[index : index + len(words)] == words), 0)

    def _is_apposition(self, group: Group, following: Group) -> bool:
        """Whether a group in commas only describes the one before: "killed Rui Lopes, a former councillor, and"."""
        if group.possessive and group.form is Form.SINGLE and following.form is Form.NAME and following.kind is None:
            return self.clause.word(following.end) == ","  # "his wife, Norma, 44, their daughter"
        described = group.form is Form.NAME and following.form is Form.SINGLE and following.name is None
        return (
            described
            and self.clause.word(following.start) in {"a", "an", "the"}
            and (self.clause.word(following.end) == ",")
        )

    def _joins_later(self, group: Group) -> bool:
        index = group.end + (self.clause.word(group.end) == ",")
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
            and following.word.shape in {Shape.VERB, Shape.STATE, Shape.SUBJECT}
            and following.word.role not in {"ing", "base"}
        ):
            return following.word.id != "dead"
        verb = self.clause.word(index)
        several = group.best is None or group.best > 1
        if verb in ({"was", "is", "has"} if several else {"were", "are", "have"}):
            return False  # "a gunman who killed two women was sentenced"
        return verb in {"was", "were", "is", "are", "has", "have", "had", "remain", "remained"}

    def _has_own_outcome(self, group: Group) -> bool:
        """Whether an outcome word stands right behind the group."""
        return any(trigger.start == group.end for trigger in self.triggers)

    def left(self, trigger: Trigger, *, near: bool = False, verb: int | None = None) -> tuple[Group, ...]:
        """Return the subject groups of a trigger, or of the `verb` that joins them to it ("was found dead").

        `near` looks only where a participle's noun can stand.
        """
        verb = trigger.verb if verb is None else verb
        group = self.adjacent(min(verb, trigger.start))
        group = group if near else self._subject_proper(group)
        if group is not None and group.form is Form.BARE:
            group = self._before_apposition(group) or group
        if group is None:
            group = self._parsed_subject(verb, participle=trigger.word.shape is not Shape.STATE)
            if group is None and not near:
                group = self._before_relative(verb) or self._of_main_clause(verb)
            if group is None and not near and not self._has_subject(verb):
                group = self._nearest(trigger)
            if group is None and not near:
                group = self._before_phrases(verb)
        groups = self.with_coordinated(group) if group is not None else ()
        return () if groups and self._is_oblique(groups[0]) else groups

    def _before_relative(self, verb: int) -> Group | None:
        """Return who is told of in "a man who was wounded when a tractor hit a mine last week has died"."""
        for group in reversed([g for g in self.groups if g.end < verb]):
            if self.clause.word(group.end) == "who" or self.clause.words[group.end : group.end + 2] == (",", "who"):
                finite = [i for i in range(group.end, verb) if self.clause.tag(i) in {"VBD", "VBZ", "VBP"}]
                between = {self.clause.word(i) for i in finite}
                return group if 1 <= len(finite) <= MOST_BETWEEN and not between & SAID else None
        return None

    def _of_main_clause(self, verb: int) -> Group | None:
        """Return who is told of in "he ran despite being shot in the hip": the subject of the clause it hangs on."""
        if "being" not in self.clause.auxiliaries(verb):
            return None
        token = self.clause.doc[verb]
        for _ in range(3):
            token = token.head
            head = self.clause.subject(token.i)
            if head is not None and head < verb:
                return self._group_at(head)
        return None

    def _before_phrases(self, verb: int) -> Group | None:
        """Return who is told of in "A boy asleep in a tent was killed", prepositions and nouns stepped over."""
        index, crossed = self.chain_start(verb), False
        while index > 0 and index + 1 not in self.ends and self.clause.tag(index) in PHRASE_TAGS:
            crossed = crossed or self.clause.tag(index) == "IN"
            index -= 1
        group = self.ends.get(index + 1)
        if group is None or not crossed or group.form not in {Form.SINGLE, Form.COUNT, Form.NAME}:
            return None
        if self._is_oblique(group) or self.has_own_verb(group) or self._is_object(group):
            return None
        return group

    def _subject_proper(self, group: Group | None) -> Group | None:
        """Return the group that a description in commas belongs to: "The victim, a 38-year-old man, was shot"."""
        if group is None:
            return None
        whole = self.ends.get(group.start - 1)
        if self.clause.word(group.start - 1) == "of" and whole is not None and whole.form is not Form.BARE:
            return self._subject_proper(whole)  # "four members of one family", "one of the injured men"
        if self.is_listed(group):
            if self.clause.word(group.start - 1) in {"whom", "them"} and self.clause.word(group.start - 2) == "of":
                return group  # "1,200 victims, of whom 300 died"
            return self._before_apposition(group) or group
        if self.clause.word(group.start - 1) == "," and self.clause.word(group.start) in {"all", "both", "most"}:
            return self._before_apposition(group) or group  # "thirteen people, all of one family, died"
        if group.form is not Form.SINGLE or group.definite or self.clause.word(group.start - 1) != ",":
            return group
        described = self.ends.get(group.start - 1)
        if (
            described is None
            or described.form not in {Form.SINGLE, Form.NAME}
            or not (described.definite or described.name)
        ):
            return group
        return described

    def is_listed(self, group: Group) -> bool:
        """Whether the group stands after "including", "among them" and the like."""
        left = " ".join(self.clause.words[max(0, group.start - 3) : group.start])
        return any(left.endswith(phrase) for phrase in INCLUDING)

    def _before_apposition(self, group: Group) -> Group | None:
        """Return the counted group that a bare one describes: "20 people, mostly women and children, died"."""
        before = [g for g in self.groups if g.end <= group.start and g.form in {Form.COUNT, Form.SINGLE}]
        while before and before[-1].form is Form.SINGLE and not self._goes_on_from_count(before[-1]):
            before.pop()
        between = range(before[-1].end, group.start) if before else range(0)
        if not {",", "-", "(", "--"} & {self.clause.word(i) for i in between}:
            return None
        verbs = [i for i in between if self.clause.tag(i).startswith("VB") and self.clause.word(i) != "including"]
        return None if verbs else before[-1]

    def _goes_on_from_count(self, group: Group) -> bool:
        """Whether a single person ends a list of counts: "two women and a teenage boy"."""
        counted = self.ends.get(group.start - 1)
        joined = self.clause.word(group.start - 1) in JOINERS
        return joined and counted is not None and counted.form is Form.COUNT

    def with_coordinated(self, last: Group) -> tuple[Group, ...]:
        """Return a group with those coordinated before it; names that only list a counted group give way to it."""
        groups = (*reversed(list(self._coordinated_left(last))), last)
        index = groups[0].start - 1
        if self.clause.word(index) in DASHES:
            while self.clause.word(index) in DASHES:
                index -= 1
            counted = self.ends.get(index + 1)
            if counted is not None and _lists(counted, list(groups)):
                return (counted,)
        return groups

    def adjacent(self, verb: int) -> Group | None:
        """Return the group that stands right before a verb and its auxiliaries, or before its relative pronoun."""
        index = self.chain_start(verb)
        group = self.ends.get(index + 1)
        if group is None and self.clause.word(index) in {",", ")", "-"}:
            group = self.ends.get(index) or before_comma(self.clause, self.ends, index)
        if group is None and is_thing(self.clause.word(index)):
            group = before_thing(self.clause, self.ends, index)
        if group is None and self.clause.word(index) in RELATIVES:
            group = self.ends.get(index) or (self.ends.get(index - 1) if self.clause.word(index - 1) == "," else None)
        return None if group is not None and self._is_oblique(group) else group

    def _is_oblique(self, group: Group) -> bool:
        """Whether a preposition keeps the group from being a subject; a bare number may follow one."""
        return self.clause.word(group.start - 1) in OBLIQUE and not (group.form is Form.COUNT and group.kind is None)

    def chain_start(self, verb: int) -> int:
        """Return the index before a verb's auxiliaries and the verbs it is coordinated with ("was shot and killed")."""
        index = self.clause.before(verb)
        while index > 0 and self.clause.word(index) in {"and", "or", ",", "then"} and index not in self.ends:
            previous = index - 1
            if self.clause.word(previous) in {",", "and"}:
                previous -= 1
            if self.clause.tag(previous) not in {"VBN", "VBD"} or self.clause.word(previous) in BE:
                break
            index = self.clause.before(previous)
        return index

    def _parsed_subject(self, verb: int, *, participle: bool) -> Group | None:
        head = self.clause.subject(verb)
        if head is not None and self.clause.word(head) in RELATIVES:
            head = self.clause.modified_noun(verb)
        if head is None and participle:
            head = self.clause.modified_noun(verb)
        if head is None or head >= verb:
            return None
        if ";" in self.clause.words[head:verb]:
            return None
        if self.clause.title and self.clause.word(head + 1) == ":":
            return self._first_behind(head + 1, verb)
        further = self.clause.subject(head)  # of a participle taken for a noun: "one of the three shot has died"
        return self._group_at(head) or (self._group_at(further) if further is not None else None)

    def _first_behind(self, colon: int, verb: int) -> Group | None:
        """Return who opens the headline behind its source: "Coroner: Infant in hot car died of heatstroke"."""
        finite = [i for i in range(colon, verb) if self.clause.tag(i) in {"VBD", "VBZ", "VBP"}]
        return self.starts.get(colon + 1) if not finite else None

    def _has_subject(self, verb: int) -> bool:
        """Whether the parse gives the verb a subject, or it stands in a clause without one ("despite being shot")."""
        return self.clause.subject(verb) is not None or "being" in self.clause.auxiliaries(verb)

    def _group_at(self, token: int) -> Group | None:
        return next((group for group in self.groups if group.start <= token < group.end), None)

    def _nearest(self, trigger: Trigger) -> Group | None:
        """Return the last group to the left with no verb of its own in between."""
        before = [group for group in self.groups if group.end <= trigger.start]
        if not before or trigger.start - before[-1].end > 10 or self.clause.word(before[-1].start - 1) in OBLIQUE:
            return None
        between = range(before[-1].end, self.chain_start(trigger.start) + 1)
        if any(self.clause.tag(i) in {"VBD", "VBZ", "VBP"} or self.clause.word(i) in {";", ":"} for i in between):
            return None
        return before[-1]

    def _coordinated_left(self, group: Group) -> Iterator[Group]:
        joined_once = False
        collected: list[Group] = []
        while True:
            index = group.start - 1
            joiner = self.clause.word(index) in JOINERS
            index -= joiner
            comma = self.clause.word(index) == ","
            index -= comma
            previous = self.ends.get(index + 1)
            if previous is None and joiner and group.possessive:
                before = [g for g in self.groups if g.end <= index and g.form in {Form.SINGLE, Form.NAME}]
                if before and self._past_phrase(before[-1].end) == group.start - 1:
                    previous = before[-1]
            if comma and joiner and (previous is None or previous.name):
                last = index if previous is None else previous.start - 1
                previous = named_in_commas(self.clause, self.ends, last) or previous
                previous = previous or told_of_in_commas(self.clause, self.groups, index)
            if previous is None or not (joiner or comma) or previous.form in {Form.BARE, Form.PRONOUN} or previous.none:
                return
            if self.is_listed(previous) and self._has_own_outcome(group):
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

    def _is_object(self, group: Group) -> bool:
        """Whether the group is what an earlier verb harmed: "killed two and three others were hurt"."""
        return any(t.end == group.start and t.word.shape is Shape.VERB for t in self.triggers)


def _lists(counted: Group, groups: list[Group]) -> bool:
    """Whether groups spell out a counted one: "three people, a man and two women"."""
    return counted.form is Form.COUNT and (counted.best or 0) > 1 and counted.best == sum_of(groups)[1]


def sum_of(groups: Iterable[Group]) -> tuple[int | None, int | None, int | None]:
    """Return low, best and high of coordinated groups together; a part that is not stated makes the sum not stated."""
    lows, bests, highs = zip(*((g.low, g.best, g.high) for g in groups), strict=True)
    return _sum(lows), _sum(bests), _sum(highs)


def _sum(values: tuple[int | None, ...]) -> int | None:
    return None if any(value is None for value in values) else sum(value for value in values if value is not None)
