"""Who a description in commas belongs to: "The victim, a 38-year-old man,", "41 people, including five children,"."""

from __future__ import annotations

from dataclasses import replace

from pipeline.understand.clause import ALONG, BE
from pipeline.understand.counting.group import JOINERS, Form, Group
from pipeline.understand.counting.in_commas import NOUN_PHRASE, before_comma
from pipeline.understand.harm.coordination import Coordination

LONGEST_LIST, LONGEST_WHO, LONGEST_HOME = 30, 14, 7  # tokens
SOME_OF_THEM = frozenset({("of", "them"), ("of", "these")})
OPENS_LIST = frozenset({("among", "them"), ("among", "whom"), ("of", "whom")})
LED_BY_COUNT = frozenset({"aboard", "wounded", "injured", "hurt", "dead", "killed"})  # "seven wounded, including"
WITHIN = frozenset({"in", "inside", "aboard", "on", "at", "near", "from", "among", "with"})


class Appositions(Coordination):
    """The groups of a sentence, and which of them only describes another."""

    def has_that_clause(self, group: Group) -> bool:
        """Whether a relative clause tells of several people: "the mother of two siblings that were killed"."""
        several = group.form is Form.COUNT and group.best != 1 and not group.partitive
        return several and self.clause.words[group.end : group.end + 2] in {("that", "were"), ("that", "have")}

    def subject_proper(self, group: Group | None) -> Group | None:
        """Return the group that a description in commas belongs to: "The victim, a 38-year-old man, was shot"."""
        if group is None:
            return None
        whole = self.ends.get(group.start - 1)
        if whole is not None and whole.none and self.clause.word(group.start - 1) in WITHIN:
            return whole  # "Nobody in the Pilot was injured"
        told = whole is not None and (whole.form is Form.SINGLE or (group.definite and group.form is Form.COUNT))
        told_of_them = told and (self.clause.word(group.end) == "who" or self.has_that_clause(group))
        of = self.clause.word(group.start - 1) == "of" and not told_of_them  # "the mother of a boy who died"
        if of and whole is not None and whole.form is not Form.BARE:
            return self.subject_proper(whole)  # "four members of one family", "one of the injured men"
        if self.is_listed(group):
            of_them = (
                self.clause.word(group.start - 1) in {"whom", "them"} and self.clause.word(group.start - 2) == "of"
            )
            if of_them and group.start not in self.ends:
                return group  # "1,200 victims, of whom 300 died"
            return self.before_apposition(group) or group
        if self.clause.word(group.start - 1) == "," and self.clause.word(group.start) in {"all", "both", "most"}:
            before = self.ends.get(group.start - 1)
            if before is not None and before.form is Form.NAME:
                return before  # "John Smith, 34, and Mary Jones, 29, both of Akron,"
            return self.before_apposition(group) or group  # "thirteen people, all of one family, died"
        if self.clause.words[max(0, group.start - 2) : group.start] in {(",", "all"), (",", "both"), (",", "mostly")}:
            return self.before_apposition(group) or group  # "eight residents of the site, all Tutsis, were killed"
        bearer = self._bearer_before(group.start - 1)
        ranked_too = bearer is not None and bearer.possessive and self.clause.word(group.end) == ","
        named = group.form is Form.NAME and (group.kind is None or ranked_too)  # "their commander, Captain Li Wen,"
        if named and bearer is not None and _bears_name(bearer):
            age = bearer.age if bearer.age is not None else group.age
            return self.subject_proper(replace(bearer, name=group.name, age=age))
        ranked = self.ends.get(group.start - 1) if self.clause.word(group.start - 1) == "," else None
        one_of = ranked is not None and ranked.partitive and ranked.best == 1 and ranked.form is not Form.PRONOUN
        stricken = ranked is not None and {"wounded", "injured"} & set(self.clause.words[ranked.start : ranked.end])
        if (
            one_of
            and stricken
            and ranked is not None
            and group.form is Form.NAME
            and self.clause.word(group.end) == ","
        ):
            return replace(ranked, name=group.name)  # "One of the wounded, vendor Ana Ruiz, died"
        if ranked is not None and ranked.ordinal and ranked.more and self.clause.word(group.end) == ",":
            return ranked  # "A tenth victim, the imam, died"
        if group.form is not Form.SINGLE or group.definite or self.clause.word(group.start - 1) != ",":
            return group
        described = self.ends.get(group.start - 1) or before_comma(self.clause, self.ends, group.start - 1)
        described = described or self._apposed_to(group)
        if described is not None and described.partitive and self.clause.word(described.end - 1) in {"whom", "them"}:
            return described  # "one of whom, a girl of seven,"
        if described is None or described.form not in {Form.SINGLE, Form.NAME}:
            return group
        if described.form is Form.NAME and self._opens_with_place(described) and self.clause.word(group.end) != ",":
            return group  # "In the outskirts of al-Busayrah, a child was killed"
        home = group.start == group.head and self.clause.word(group.end) in {"of", "from"}  # ", resident of Serian,"
        marked = described.definite or described.name or described.ordinal or home
        if not (marked or self._has_a_part(described, group)):
            return group
        return described if described.age is not None else replace(described, age=group.age)

    def _opens_with_place(self, name: Group) -> bool:
        """Whether a name may be that of a place: a phrase that begins with a preposition stands before it."""
        before = self.clause.tags[: name.start]
        return before[-1:] == ("IN",) and not any(tag.startswith("VB") for tag in before)

    def _bearer_before(self, comma: int) -> Group | None:
        """Return who bears the name behind a comma: "the driver, Ana Ruiz,", "the driver of the Honda, Ana Ruiz,"."""
        if self.clause.word(comma) != ",":
            return None
        index = comma
        while comma - index < LONGEST_HOME and index not in self.ends and self.clause.tag(index - 1) in NOUN_PHRASE:
            index -= 1
        bearer = self.ends.get(index)
        at_home = bearer is not None and bearer.definite and self.clause.word(index) in {"of", "in"}
        return bearer if index == comma or at_home else None

    def _has_a_part(self, described: Group, group: Group) -> bool:
        """Whether "a passenger, a 29-year-old woman," is one person: who did what, then who that was."""
        part = described.kind is not None and described.kind.id == "civilian" and described.age is None
        return part and group.age is not None and self.clause.word(group.start) in {"a", "an"}

    def _apposed_to(self, group: Group) -> Group | None:
        """Return whom the parse lets a description belong to: "The woman driving the van, a 58-year-old cook,"."""
        token = self.clause.doc[group.head]
        told = self.group_at(token.head.i) if token.dep_ == "appos" and token.head.i < group.start else None
        if told is not None:
            return told
        index, finite = group.start - 2, {"VBD", "VBZ", "VBP"}
        while index > 0 and index + 1 not in self.ends and self.clause.word(index) != ",":
            if self.clause.tag(index) in finite:
                return None
            index -= 1
        found = self.ends.get(index + 1)
        fits = found is not None and found.definite and self.clause.tag(found.end) in {"VBG", "IN"}
        return found if fits else None  # "The woman driving the van"

    def before_apposition(self, group: Group) -> Group | None:
        """Return the counted group that a bare one describes: "20 people, mostly women and children, died"."""
        before = [g for g in self.groups if g.end <= group.start and g.form in {Form.COUNT, Form.SINGLE}]
        before = [g for g in before if g.none or not g.partitive]  # "one of them a child"
        while before and before[-1].form is Form.SINGLE and not self._goes_on_from_count(before[-1]):
            before.pop()
        between = range(before[-1].end, group.start) if before else range(0)
        if not {",", "-", "(", "--", "including", "incl", "incl."} & {self.clause.word(i) for i in between}:
            return None
        verbs = [i for i in between if self.clause.tag(i).startswith("VB") and self.clause.word(i) != "including"]
        doing = bool(verbs) and verbs[0] == before[-1].end and before[-1].form is Form.COUNT
        doing = doing and all(self.clause.tag(i) in {"VBG", "VBN"} for i in verbs)  # "20 people waiting for a bus, inc"
        return before[-1] if doing or not verbs else None

    def before_companions(self, close: int) -> Group | None:
        """Return who opens "two others, along with a street sweeper, were injured"; `close` is the last comma."""
        for start in range(close - 3, max(0, close - LONGEST_LIST), -1):
            if self.clause.word(start) != ",":
                continue
            joined = any(self.clause.words[start + 1 : start + 1 + len(words)] == words for words in ALONG)
            return self.ends.get(start) if joined else None
        return None

    def before_dashes(self, close: int) -> Group | None:
        """Return who stands before "two others — a woman and an infant — were": `close` is the second dash."""
        mark = self.clause.word(close)
        for start in range(close - 2, max(0, close - LONGEST_LIST), -1):
            if self.clause.word(start) == mark and self.clause.doc[start].whitespace_:
                group = self.ends.get(start)
                return group if group is not None and group.form is not Form.BARE else None
        return None

    def before_who_clause(self, close: int) -> Group | None:
        """Return who was told of in "His wife and two sons, who were in the van, were"; `close` is the second comma."""
        for start in range(close - 2, max(0, close - LONGEST_WHO), -1):
            if self.clause.word(start) == ",":
                who = self.clause.word(start + 1) == "who"
                group = self.ends.get(start) if who else None
                joined = group is not None and self.clause.word(group.start - 1) == "and"
                return group if joined and group is not None and group.form is not Form.BARE else None
        return None

    def before_list(self, close: int) -> Group | None:
        """Return the count before "Four people, among them a teenager with burns, were"; `close` is the last comma."""
        for start in range(close - 2, max(0, close - LONGEST_LIST), -1):
            words = self.clause.words[start + 1 : start + 3]
            some = ("of", "whom") in {self.clause.words[i : i + 2] for i in range(start + 1, start + 4)}
            opens = words[:1] == ("including",) or words in OPENS_LIST or some or self._tells_of_some(start, close)
            if self.clause.word(start) != "," or not opens:
                continue
            finite = [self.clause.word(i) for i in range(start, close) if self.clause.tag(i) in {"VBD", "VBP", "VBZ"}]
            said = words == ("of", "whom") and len(finite) == 1 and finite[0] in BE  # "22, of whom 16 are civilians,"
            of_whom = some and words != ("of", "whom")  # "most of whom never woke,"
            if of_whom and len(finite) != 1:
                continue  # "one of whom, a girl of seven, died"
            said = said or of_whom or self.clause.word(close - 1) == "included"  # "a dozen more, children included,"
            group = self.ends.get(start - 2 * (self.clause.words[start - 2 : start] == ("on", "board")))
            group = group or self.ends.get(start - (self.clause.word(start - 1) in LED_BY_COUNT))
            return group if group is not None and group.form is Form.COUNT and (said or not finite) else None
        return None

    def _tells_of_some(self, start: int, close: int) -> bool:
        """Whether words in commas tell of some of those counted: "one of them a girl", "the bomber among them"."""
        words = self.clause.words
        some = words[start + 2 : start + 4] in SOME_OF_THEM and self.clause.word(start + 4) != ","
        return some or words[close - 2 : close] == ("among", "them") or words[close - 1] == "included"

    def _goes_on_from_count(self, group: Group) -> bool:
        """Whether a single person ends a list of counts: "two women and a teenage boy"."""
        counted = self.ends.get(group.start - 1)
        joined = self.clause.word(group.start - 1) in JOINERS
        return joined and counted is not None and counted.form is Form.COUNT

    def group_at(self, token: int) -> Group | None:
        """Return the group that a token is part of; None if it is part of none."""
        return next((group for group in self.groups if group.start <= token < group.end), None)


def _bears_name(group: Group) -> bool:
    """Whether a name in commas can be that of the person before: "his passenger, Mary Jones, 29,"."""
    return group.form is Form.SINGLE and group.kind is not None and group.name is None
