"""Where the people of an outcome word stand: to its left as subject, to its right as object, in lists."""

from __future__ import annotations

from dataclasses import replace

from pipeline.understand.clause import BE, QUOTES, SUBJECTS
from pipeline.understand.counting.group import Form, Group
from pipeline.understand.counting.in_commas import (
    IN_PHRASE,
    before_brackets,
    before_comma,
    before_eldest,
    before_thing,
    past_years,
    told_of_in_commas,
)
from pipeline.understand.counting.people import is_thing
from pipeline.understand.harm.far_subjects import OBLIQUE, FarSubjects
from pipeline.understand.harm.opened_list import opened_list
from pipeline.understand.triggers import Shape, Trigger

RELATIVES = frozenset({"who", "whom", "that", "which"})
UNCOUNTED = frozenset(("the", word) for word in ("wounded", "injured", "dead", "survivors", "casualties"))
OBJECTIVE = frozenset({"him", "them", "me", "us"})
PERCEIVING = frozenset({"watched", "watch", "watches", "watching", "saw", "see", "sees", "seeing", "seen", "witnessed"})
NAMING = frozenset({"to", "by", "from", "with"})  # before people whom a relative clause tells of

TELLING = frozenset({"confirm", "say", "report", "announce", "reveal", "believe", "think"})
DYING = frozenset({"died", "drowned", "perished", "suffocated"})
LONGEST_MEANS = 5  # tokens of "and by return fire"


class Neighbourhood(FarSubjects):
    """The groups, counts and outcome words of one sentence, and how to get from one to the other.

    Tokens are asked first, the parse where they say nothing.
    """

    def left(self, trigger: Trigger, *, near: bool = False, verb: int | None = None) -> tuple[Group, ...]:
        """Return the subject groups of a trigger, or of the `verb` that joins them to it ("was found dead").

        `near` looks only where a participle's noun can stand.
        """
        verb = trigger.verb if verb is None else verb
        if not near and self._is_uncounted(self.chain_start(verb)):
            return ()
        group = None if near else self._of_headline_clause(verb)
        group = group or self.adjacent(min(verb, trigger.start))
        reduced = self.clause.tag(verb) == "VBN" and not self.clause.auxiliaries(verb)  # "six people shot outside"
        group = group if near or reduced else self._beyond_relative(group)
        if group is None and near and self.clause.tag(verb - 1) == "RB":
            group = self.ends.get(verb - 1)  # "leaving both seriously wounded"
        if near:
            group = group or self._in_absolute(verb, struck=trigger.word.struck)
            group = group or (self._found_hit(verb) if trigger.word.struck else None)
            group = self.of_household(group) if group is not None else None
            if group is not None and "incl" in self.clause.words[max(0, group.start - 2) : group.start]:
                group = self.before_apposition(group) or group  # "4 civilians incl. 2 children killed"
        else:
            group = self.subject_proper(self._agreeing(group, verb))
        if group is not None and group.form is Form.BARE:
            found = self.before_apposition(group) or self._before_relative(verb, beyond=group)
            found = found or self.wanted_by(group)
            group = found or self.whole_of_phrase(group) or group
        before = self.chain_start(verb)
        if group is None and not near and self._past_phrase_behind_and(before) != before:
            return self.gone_on(verb)
        if group is None and not near and self.clause.word(verb - 1) != "both" and self._is_of_a_thing(verb):
            return ()
        if group is None:
            group = self._agreeing(self._parsed_subject(verb, participle=trigger.word.shape is not Shape.STATE), verb)
            if group is not None and group.form is Form.BARE and self._is_oblique(group):
                group = self._before_relative(verb, beyond=group)
            elif group is not None and group.form is Form.BARE and "was" in self.clause.auxiliaries(verb):
                group = self._before_relative(verb, beyond=group) or group  # "Police met a man, who fired and was shot"
            if group is None and not near:
                group = self.subject_proper(self._before_relative(verb)) or self._of_main_clause(verb)
            if group is None and not near and not self._has_subject(verb):
                group = self._nearest(trigger)
            if group is None and not near:
                group = self._before_phrases(verb) or self._aboard(verb) or self._before_who(self.chain_start(verb))
                group = group or self.before_participle(verb)
            if group is None and not near and (going_on := self.gone_on(verb)):
                return going_on
            if group is not None and not near and self.clause.word(group.start - 1) == ",":
                group = self.subject_proper(group)  # "The officer, a nine-year veteran whose name was not given,"
        if group is not None and not (near or reduced):
            group = self.busy_with(group, verb) or group
        group = self._joined_bare(group or (None if near else self._struck_before(before)), verb)
        groups = self.with_coordinated(group) if group is not None else ()
        groups = self._of_the_list(self._with_the_rest(self._of_the_one(groups, verb), verb))
        groups = self._some_of_them(self._both_told_of(self._of_one(groups, verb), verb), verb)
        groups = groups if near else opened_list(self.clause, self.starts, verb, self.chain_start(verb) + 1, groups)
        if len(groups) > 1 and groups[-1].more and self._is_oblique(groups[0]) and not near:
            groups = groups[-1:]  # "shot in a confrontation with the gunman and one other person suffered injuries"
        if len(groups) > 1 and self._tells_of_last(groups[-1], verb):
            groups = groups[-1:]  # "Spence and another man, who was treated for a wound"
        if len(groups) > 1 and groups[0].form is Form.NAME and groups[1].form is Form.COUNT:
            groups = groups[1:] if self._is_oblique(groups[0]) else groups  # "clashes with Tajikistan, and 103 more"
        if not groups:
            return groups
        last, aged = groups[-1].end, past_years(self.clause, groups[-1])
        named = (
            self.clause.word(aged + (self.clause.word(aged) == ",")) == "who"
            and self.clause.word(groups[0].start - 1) in NAMING
        )
        named = named or (len(groups) == 1 and last < verb and self.has_that_clause(groups[0]))
        those = groups[0].form is Form.COUNT and groups[0].definite and self.clause.word(groups[0].start - 1) == "for"
        apart = those or self._opens_absolute(groups[0]) or self._marched_for(groups[0], verb)
        apart = named or (near and apart)  # "justice for the five people killed"
        return () if self._is_oblique(groups[0]) and not apart else groups

    def _is_uncounted(self, last: int) -> bool:
        """Whether a subject that ends here counts nobody: "and the wounded are treated", "those with injuries were"."""
        words = self.clause.words[max(0, last - 1) : last + 1]
        some = self.clause.word(last - 2) == "of"  # "Another of the injured died"
        return words in UNCOUNTED and last + 1 not in self.ends and not some

    def _of_the_one(self, groups: tuple[Group, ...], verb: int) -> tuple[Group, ...]:
        """Return the man of "A man suspected of shooting two deputies is dead": several people are no subject of "is".

        Else the groups as they are.
        """
        several = len(groups) == 1 and groups[0].form is Form.COUNT and (groups[0].best or 0) > 1
        token = self.clause.doc[verb]
        if not several or groups[0].partitive or token.dep_ != "cop" or token.lower_ not in {"is", "was"}:
            return groups
        heads = [int(child.i) for child in token.head.children if child.dep_ in SUBJECTS]
        one = self.group_at(heads[0]) if heads else None
        return (one,) if one is not None and one.form is Form.SINGLE and one.end < groups[0].start else groups

    def _joined_bare(self, group: Group | None, verb: int) -> Group | None:
        """Return the passenger of "The pilot and passenger aboard the plane died", where the parse names the pilot."""
        if group is not None and group.form is Form.COUNT and not group.partitive:
            return self._last_joined(group, verb) or group
        if group is None or self.clause.word(group.end) != "and":
            return group
        other = self.starts.get(group.end + 1)
        if group.form is Form.NAME and other is not None and other.form is Form.NAME and self._go_together(other, verb):
            return other  # "Major Edgar Cobo and Lieutenant Yohan Duarte, of the armed forces, fell in combat"
        if group.form is not Form.SINGLE:
            return group
        if other is None or other.form not in {Form.BARE, Form.SINGLE} or other.end >= verb:
            return group
        joined = self.clause.doc[other.head]
        pair = joined.dep_ == "conj" and joined.head.i == group.head and self.clause.tag(other.head) == "NN"
        return other if pair and self.clause.tag(other.end) == "IN" else group

    def _last_joined(self, first: Group, verb: int) -> Group | None:
        """Return the second count of "Six officers of the police and five members of the brigades also fell"."""
        tokens = self.clause.doc
        for group in reversed([g for g in self.groups if first.end < g.start and g.end < verb]):
            joined = tokens[group.head].dep_ == "conj" and first.start <= tokens[group.head].head.i < group.start
            counted = (
                joined and group.form is Form.COUNT and not group.none and self.clause.word(group.start - 1) == "and"
            )
            between = range(first.end, group.start - 1)
            if counted and self.clause.tag(first.end) == "IN" and all(self.clause.tag(i) in IN_PHRASE for i in between):
                return group
        return None

    def _go_together(self, last: Group, verb: int) -> bool:
        """Whether nothing but words in commas stands between the last of two people and their verb."""
        between = range(last.end, self.chain_start(verb) + 1)
        words = [self.clause.word(i) for i in between]
        plain = all(self.clause.tag(i) in IN_PHRASE or self.clause.word(i) == "," for i in between)
        return last.end <= verb and plain and (not words or words[0] == words[-1] == ",")

    def _marched_for(self, group: Group, verb: int) -> bool:
        """Whether people gather "for a boy killed by a stray bullet": a single person, and a participle of his own."""
        own = self.clause.tag(verb) == "VBN" and group.end == verb and self.clause.word(group.start - 1) == "for"
        return own and group.form in {Form.SINGLE, Form.NAME}

    def _tells_of_last(self, last: Group, verb: int) -> bool:
        """Whether a relative clause in the singular tells of the last of a list alone."""
        who = last.end + (self.clause.word(last.end) == ",")
        singular = last.form in {Form.SINGLE, Form.NAME} and "was" in self.clause.auxiliaries(verb)
        return singular and self.clause.word(who) == "who" and self.chain_start(verb) == who

    def _agreeing(self, group: Group | None, verb: int) -> Group | None:
        """Return the one person before "who confronted two men was shot": several people are no subject of "was"."""
        if group is not None and {"was", "is"} & set(self.clause.auxiliaries(verb)) and self._has_died(group):
            return None  # "The man wanted in the deaths of his wife and her partner was found dead"
        plural = {"were", "are"} & set(self.clause.auxiliaries(verb))
        if group is not None and plural and group.form is Form.SINGLE and self.clause.tag(group.start - 1) == "VBG":
            return self.before_participle(verb) or group  # "Two men accused of robbing a trader were beaten"
        several = group is not None and group.form is Form.COUNT and (group.best or 0) > 1 and not group.partitive
        one = {"was", "is", "has"} & {self.clause.word(verb), *self.clause.auxiliaries(verb)}
        if group is None or not several or not one:
            return group
        other = self._before_relative(verb)
        if other is None and "has" not in one:
            other = self._parsed_subject(verb, participle=True)
        single = other is not None and other.form in {Form.SINGLE, Form.NAME}
        return other if single and other is not None and other.end < group.start else group

    def _is_of_a_thing(self, verb: int) -> bool:
        """Whether the verb has a subject of its own, a thing: "15 men were seized and 20 houses were burned"."""
        head = self.clause.subject(verb)
        agrees = head is not None and (self.clause.tag(head) == "NNS") is not ("was" in self.clause.auxiliaries(verb))
        if agrees and head is not None and head < verb and is_thing(self.clause.word(head)) and not self.group_at(head):
            return True  # "detained a boy after two homes in the city were struck by gunfire"
        index = last = self.chain_start(verb)
        if not is_thing(self.clause.word(index)) or last == verb - 1:
            return False
        while index > 0 and self.clause.tag(index).startswith(("NN", "JJ", "CD")):
            index -= 1
        index -= self.clause.tag(index) in {"DT", "PRP$"}
        token = self.clause.doc[last]
        joined = token.dep_ == "conj" and token.head.tag_.startswith("NN") and self.clause.tag(token.head.i - 1) == "IN"
        if joined:
            return False  # "five people with bullet and machete wounds were admitted"
        opens = self.clause.word(index) in {"and", "but", "while", ";"} and index + 1 not in self.ends
        return opens and index not in self.ends

    def gone_on(self, verb: int) -> tuple[Group, ...]:
        """Return the subject of the clause that a participle behind "and" goes on with.

        "Twelve passengers were separated from the others and shot dead", "A fireman slipped on ice that had formed
        there and was taken to hospital", "His wife and two children were able to get out and were treated", "Two boys
        were unable to escape and died".
        """
        chain = self._past_phrase_behind_and(self.chain_start(verb))
        if self.clause.word(chain) != "and":
            return ()
        colon = max((i for i in range(chain) if self.clause.word(i) == ":"), default=-1)
        finite = [i for i in range(colon + 1, chain) if self.clause.tag(i) in {"VBD", "VBZ", "VBP"}]
        finite = [i for i in finite if self.clause.word(i - 1) not in {"that", "which"}]  # "ice that had formed"
        first = self.adjacent(finite[0]) or self._before_phrases(finite[0]) if len(finite) == 1 else None
        subject = self.subject_proper(first)
        if subject is None or subject.none:
            return ()
        if any(finite[0] < g.start < verb and g.form is not Form.BARE for g in self.groups):
            return ()
        passive = self.clause.word(finite[0]) in BE and self.clause.tag(finite[0] + 1) == "VBN"
        told = {"was", "were"} & set(self.clause.auxiliaries(verb)) or self.clause.word(verb) in DYING
        named = subject.form in {Form.SINGLE, Form.COUNT, Form.NAME, Form.PRONOUN}
        return self.with_coordinated(subject) if named and (told or passive) else ()

    def _past_phrase_behind_and(self, index: int) -> int:
        """Return the "and" of "offered resistance and by answering fire were killed"; else the index itself."""
        joined = next((i for i in range(index - 1, index - LONGEST_MEANS, -1) if self.clause.word(i) == "and"), None)
        means = joined is not None and self.clause.word(joined + 1) in {"by", "in", "during", "after"}
        return joined if joined is not None and means else index

    def adjacent(self, verb: int) -> Group | None:
        """Return the group that stands right before a verb and its auxiliaries, or before its relative pronoun."""
        index = self.chain_start(verb)
        group = self.ends.get(index + 1)
        if group is None and self.clause.word(index) in {",", ")", "-", "--", "—"}:
            group = self._before_inserted(index)
            group = group or self.ends.get(before_brackets(self.clause, self.ends, index) + 1)
            group = group or self.ends.get(index) or before_comma(self.clause, self.ends, index)
            group = group or (told_of_in_commas(self.clause, self.groups, index) if index + 1 < verb else None)
            group = None if group is not None and self._is_town_of_several(group, verb) else group
        if group is None and is_thing(self.clause.word(index)):
            group = before_thing(self.clause, self.ends, index)
        if group is None and self.clause.word(index) in RELATIVES:
            group = self.ends.get(index) or (self.ends.get(index - 1) if self.clause.word(index - 1) == "," else None)
            if group is None and self.clause.word(index - 1) == ",":
                group = before_comma(self.clause, self.ends, index - 1)  # "the woman, 31, who was pulled out"
            named = group is not None and self.clause.word(group.start - 1) in NAMING
            if named and self.clause.word(index) == "who" and group is not None and group.form is not Form.BARE:
                return group  # "put names to the three men who died", "was out with his son, who was also hit"
            if group is not None and self.has_that_clause(group):
                return group
        if group is not None and group.form is Form.NAME and (before := self._named_before(group.start)) is not None:
            bearer = self.ends.get(before)
            group = (
                None if bearer is None else replace(bearer, name=bearer.name or group.name, age=bearer.age or group.age)
            )
        if group is not None and group.form is Form.PRONOUN and self.clause.word(group.head) in OBJECTIVE:
            return None  # "ran to help him and was shot"
        some = (
            self.ends.get(group.start - 1) if group is not None and self.clause.word(group.start - 1) == "," else None
        )
        if group is not None and group.form is Form.NAME and some is not None and some.partitive and some.best == 1:
            group = some  # "One of the main attackers, Bashir Shar, was gunned down"
        return None if group is not None and self._is_oblique(group) else group

    def _is_town_of_several(self, group: Group, verb: int) -> bool:
        """Whether a name in commas stands before a verb of several: "Two men from Port Maria, Portmore, were shot"."""
        name = group.form is Form.NAME and group.kind is None and group.age is None
        apart = self.clause.word(group.start - 1) == "," and self.clause.word(group.end) == ","
        return name and apart and not {"were", "are"}.isdisjoint(self.clause.auxiliaries(verb))

    def _before_inserted(self, close: int) -> Group | None:
        """Return who stands before words in commas or dashes; `close` is the mark that ends them."""
        mark = self.clause.word(close)
        if mark == ",":
            ranked = before_eldest(self.clause, self.ends, close)
            return ranked or self.before_list(close) or self.before_companions(close) or self.before_who_clause(close)
        return None if mark == ")" else self.before_dashes(close)

    def _beyond_relative(self, group: Group | None) -> Group | None:
        """Return whom a relative clause is about: "A waiter who blocked the way of two men died"."""
        if group is None or self.clause.word(group.start - 1) in PERCEIVING:
            return group  # "A climber who watched his brother die"
        shot = group.form is Form.PRONOUN and self.clause.word(group.head) in {"her", "him", "them"}
        if shot and self.clause.tag(group.start - 1).startswith("VB"):
            return self._before_who(group.start - 1)  # "the man who shot her is dead"
        first = group
        while self.clause.word(first.start - 1) == "and" and (before := self.ends.get(first.start - 1)) is not None:
            first = before  # "Man who shot wife and stepson dies"
        if self.clause.tag(first.start - 1) == "VBD" and group.form in {Form.SINGLE, Form.NAME}:
            return self._before_who(first.start - 1) or group  # "A constable who confronted the man was slashed"
        if self.clause.tag(group.start - 1) != "IN" or group.form is not Form.COUNT:
            return group
        return self._before_who(group.start - 1) or group

    def _of_headline_clause(self, verb: int) -> Group | None:
        """Return the child of a headline's "Mother charged after 3-year-old finds gun, dies"; None where none is."""
        if not self.clause.title or self.clause.word(verb - 1) != ",":
            return None
        opens = max((i for i in range(verb - 1) if self.clause.word(i) in {"after", "when", "as"}), default=None)
        group = self.starts.get(opens + 1) if opens is not None else None
        one = group is not None and group.form in {Form.SINGLE, Form.NAME}
        acts = one and group is not None and self.clause.tag(group.end).startswith("VB")
        return group if acts and self.clause.tag(verb) == "VBZ" else None

    def _named_before(self, start: int) -> int | None:
        """Return where the bearer ends of "a boy named Eli", "the burglar, identified as Tyler Oakes, 29,"."""
        words = self.clause.words
        start -= self.clause.word(start - 1) in QUOTES
        if words[max(0, start - 1) : start] in {("named",), ("called",)}:
            index = start - 1
        elif words[max(0, start - 2) : start] in {("identified", "as"), ("named", "as"), ("known", "as")}:
            index = start - 2
        elif words[max(0, start - 3) : start] in {("identified", "only", "as"), ("identified", "simply", "as")}:
            index = start - 3
        else:
            return None
        return index - (self.clause.word(index - 1) == ",")

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
        titled = self.starts.get(head + 1)  # "Engineer Zarif Mangal, an employee of the company, was shot"
        named = titled is not None and titled.form is Form.NAME and self.clause.doc[head].text[:1].isupper()
        further_group = self.group_at(further) if further is not None else None
        return self.group_at(head) or (titled if named else None) or further_group

    def _first_behind(self, colon: int, verb: int) -> Group | None:
        """Return who opens the headline behind its source: "Coroner: Infant in hot car died of heatstroke"."""
        finite = [i for i in range(colon, verb) if self.clause.tag(i) in {"VBD", "VBZ", "VBP"}]
        return self.starts.get(colon + 1) if not finite else None

    def _has_subject(self, verb: int) -> bool:
        """Whether the parse gives the verb a subject, or it stands in a clause without one ("despite being shot")."""
        return self.clause.subject(verb) is not None or "being" in self.clause.auxiliaries(verb)

    def _is_helped(self, group: Group) -> bool:
        """Whether somebody does something to the group: "ran to help him", "was able to pull Slone to cover"."""
        acts = self.clause.tag(group.start - 1) == "VB" and self.clause.word(group.start - 1) not in TELLING
        return acts or self.clause.word(group.head) in OBJECTIVE  # but "can confirm the two men are dead"

    def _nearest(self, trigger: Trigger) -> Group | None:
        """Return the last group to the left with no verb of its own in between."""
        before = [g for g in self.groups if g.end <= trigger.start and not self._is_helped(g)]
        if (
            not before
            or trigger.start - before[-1].end > 10
            or self.clause.word(before[-1].start - 1) in OBLIQUE | {"as"}
        ):
            return None
        between = range(before[-1].end, self.chain_start(trigger.start) + 1)
        if any(self.clause.tag(i) in {"VBD", "VBZ", "VBP"} or self.clause.word(i) in {";", ":"} for i in between):
            return None
        return before[-1]
