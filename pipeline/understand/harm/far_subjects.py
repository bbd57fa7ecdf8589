"""Who is told of far from the verb: behind a relative clause, phrases, a plane that went down, a list of wounds."""

from __future__ import annotations

from pipeline.understand.counting.group import JOINERS, Form, Group
from pipeline.understand.counting.in_commas import (
    PHRASE_TAGS,
    past_nouns,
    past_years,
)
from pipeline.understand.harm.listed_right import SAID
from pipeline.understand.harm.whole_subject import WholeSubject

OBLIQUE = frozenset(
    {"at", "with", "by", "from", "to", "for", "near", "behind", "beside", "against", "into", "like", "than"}
    | {"alongside", "toward", "towards"}
)
COMPANIES = frozenset({("group", "of"), ("party", "of"), ("team", "of")})
RIDING = frozenset({"aboard", "on", "in", "inside"})
FINDING = frozenset({"found", "discovered", "located", "find", "finding"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
DIED = frozenset({"died", "dies", "succumbed"})
HIT = frozenset({"hurt", "hit", "shot", "struck", "stabbed", "wounded", "injured", "beaten"})
OPENING_CLAUSE = frozenset({",", ";", "that", "when", "after", "as", "and", "while", "where", "because"})
NO_DOING = frozenset({"including", "following", "concerning", "regarding", "excluding", "counting", "being"})
WANTED = frozenset({"wanted", "sought", "hunted", "pursued", "chased", "surrounded", "besieged", "cornered"})
MOST_BETWEEN = 3  # finite verbs of a relative clause between a subject and its own verb


class FarSubjects(WholeSubject):
    """The groups of a sentence, and which of them a verb far to the right tells of."""

    def _before_relative(self, verb: int, *, beyond: Group | None = None) -> Group | None:
        """Return who is told of in "a man who was wounded when a tractor hit a mine last week has died".

        `beyond`: people without a number who stand last in the clause, "a guide who was with the troops was wounded".
        """
        for group in reversed([g for g in self.groups if g.end < verb and g is not beyond]):
            who = self._relative_of(group, verb, far=beyond is not None)
            if who is not None and self._is_parted(who, verb):
                return None  # "the men, who came on bikes, withdrew, while a soldier was hurt"
            if who is not None:
                finite = [i for i in range(who, verb) if self.clause.tag(i) in FINITE]
                between = {self.clause.word(i) for i in finite}
                own = beyond is not None and self.clause.tag(verb) not in FINITE  # the auxiliary is counted with them
                return group if 1 + own <= len(finite) <= MOST_BETWEEN and not between & SAID else None
        return None

    def _is_parted(self, start: int, end: int) -> bool:
        """Whether a clause of its own begins between two places: ", while a soldier was hurt", no "while trying"."""
        marks = [i for i in range(start, end) if self.clause.word(i) in {"while", "whereas"}]
        return any(self.clause.tag(i + 1) != "VBG" for i in marks)

    def _relative_of(self, group: Group, verb: int, *, far: bool) -> int | None:
        """Return where "who" goes on from a group; `far` steps over "of the nearby village" in between."""
        aged = past_years(self.clause, group)  # "a woman in her 60s who"
        index = min(verb, past_nouns(self.clause, self.starts, group.end)) if far else min(aged, verb)
        index += self.clause.word(index) == ","
        return index if self.clause.word(index) == "who" else None

    def _of_main_clause(self, verb: int) -> Group | None:
        """Return who is told of in "he ran despite being shot in the hip": the subject of the clause it hangs on."""
        if "being" not in self.clause.auxiliaries(verb):
            return None
        token = self.clause.doc[verb]
        for _ in range(3):
            token = token.head
            head = self.clause.subject(token.i)
            if head is not None and head < verb:
                return self.group_at(head)
        if not self.groups:
            return None
        first = self.groups[0]
        opens = first.form in {Form.SINGLE, Form.NAME} and first.start <= 1 and first.end < verb
        return first if opens and self.clause.word(self.chain_start(verb)) == "before" else None

    def _struck_before(self, index: int) -> Group | None:
        """Return the councillor of "Councillor shot in bar by gunman, died", whatever the parse calls "shot"."""
        if self.clause.word(index) != ",":
            return None
        struck = (t for t in self.triggers if t.word.struck and t.start < index and t.start in self.ends)
        return next((self.ends[t.start] for t in struck if self.ends[t.start].form is Form.SINGLE), None)

    def _before_phrases(self, verb: int) -> Group | None:
        """Return who is told of in "A boy asleep in a tent was killed", prepositions and nouns stepped over."""
        index, crossed = self.chain_start(verb), False
        while index > 0 and not self._ends_person(index + 1) and self._is_in_phrase(index):
            crossed = crossed or self.clause.tag(index) == "IN"
            index -= 1
        group = self._beyond_participle(self.ends.get(index + 1))
        if group is not None and self.clause.word(group.start - 1) == "of":
            group = self.subject_proper(group)  # "The father of the family with a wound is in hospital"
        if group is None or not crossed or group.form not in {Form.SINGLE, Form.COUNT, Form.NAME}:
            return None
        own = self.has_own_verb(group) and not self._is_in_care(group)
        return None if self._is_oblique(group) or own or self._is_object(group) else group

    def whole_of_phrase(self, group: Group) -> Group | None:
        """Return the one of "A member of the search unit of the police was killed", whose phrase ends in people."""
        index = group.start - 1
        index -= self.clause.tag(index) == "CD"  # "A father of three girls was killed"
        if self.clause.word(index) != "of":
            return None
        while index > 0 and index + 1 not in self.ends and self.clause.tag(index) in PHRASE_TAGS - {"VBN", "VBG", "CD"}:
            if self.clause.tag(index) == "IN" and self.clause.word(index) != "of":
                return None
            index -= 1
        whole = self.ends.get(index + 1)
        fits = whole is not None and whole.form in {Form.SINGLE, Form.COUNT} and not self._is_oblique(whole)
        return whole if fits and whole is not None and self.clause.word(whole.end) == "of" else None

    def _aboard(self, verb: int) -> Group | None:
        """Return who is told of in "All four aboard a plane that went down in a field died"."""
        for group in reversed([g for g in self.groups if g.end < verb and g.form in {Form.COUNT, Form.SINGLE}]):
            if self.clause.word(group.end) not in RIDING:
                continue
            index = past_nouns(self.clause, self.starts, group.end)
            finite = sum(self.clause.tag(i) in FINITE for i in range(index, verb))
            return group if self.clause.word(index) in {"that", "which"} and finite == 1 else None
        return None

    def _found_hit(self, verb: int) -> Group | None:
        """Return who is told of in "They found Abdi Noor, 27, on the sidewalk, shot in the foot"."""
        before = [g for g in self.groups if g.end < verb]
        if self.clause.word(verb - 1) != "," or not before or self.clause.word(before[-1].start - 1) not in FINDING:
            return None
        between = range(before[-1].end, verb)
        apart = all(self.clause.tag(i) in PHRASE_TAGS | {","} for i in between)
        return before[-1] if apart and before[-1].form in {Form.NAME, Form.SINGLE, Form.COUNT} else None

    def _is_in_phrase(self, index: int) -> bool:
        """Whether a token is stepped over on the way to a subject; a hyphen of "Lashkar-e-Taiba" may bear any tag."""
        return self.clause.tag(index) in PHRASE_TAGS or self.clause.word(index) == "-"

    def _is_in_care(self, group: Group) -> bool:
        """Whether a participle only says where they were: "two of those admitted to the hospital have died"."""
        following = self.trigger_starts.get(group.end)
        return following is not None and following.word.weak and self.clause.tag(group.end) == "VBN"

    def _beyond_participle(self, group: Group | None) -> Group | None:
        """Return who does something to a group: "A deputy interviewing a woman and a man outside was shot"."""
        first = group
        while first is not None and self.clause.word(first.start - 1) in JOINERS:
            first = self.ends.get(first.start - 1)
        if (
            first is None
            or self.clause.tag(first.start - 1) != "VBG"
            or self.clause.word(first.start - 1) == "including"
        ):
            return group
        return self.ends.get(first.start - 1)

    def before_participle(self, verb: int) -> Group | None:
        """Return who was told of in "Seven men presented as members of a gang were lynched"."""
        chain = self.chain_start(verb)
        for group in reversed([g for g in self.groups if g.end <= chain and g.form in {Form.COUNT, Form.SINGLE}]):
            opens = group.start == 0 or self.clause.word(group.start - 1) in {",", ";", "that", "when", "after"}
            found = self.clause.word(group.end) == "found"  # "A man found shot in a car early Monday has died"
            hurt = self.clause.word(group.end + found) in HIT and self.clause.word(verb) in DIED
            if opens and (hurt or self.clause.tag(group.end) == "VBN"):
                between = range(group.end + 1, chain + 1)
                finite = [i for i in between if self.clause.tag(i) in FINITE or self.clause.word(i) == ","]
                return None if finite and not self._died_since(verb, group, finite) else group
        return None

    def busy_with(self, group: Group, verb: int) -> Group | None:
        """Return the officer of "An officer chasing two suspects was killed", whom a participle describes."""
        first = group
        while self.clause.word(first.start - 1) == "and" and (before := self.ends.get(first.start - 1)) is not None:
            first = before
        doing = first.start - 1
        busy = self.ends.get(doing) if self.clause.tag(doing) == "VBG" else None
        if busy is None or self.clause.word(doing) in NO_DOING or busy.form is Form.PRONOUN:
            return None
        several = busy.form is Form.BARE or (busy.best or 0) > 1
        plural = bool({"were", "are", "have"} & {self.clause.word(verb), *self.clause.auxiliaries(verb)})
        single = bool({"was", "is", "has"} & {self.clause.word(verb), *self.clause.auxiliaries(verb)})
        if (several and single) or (not several and plural):
            return None
        opens = busy.start == 0 or self.clause.word(busy.start - 1) in OPENING_CLAUSE
        return busy if opens or self.clause.tag(busy.start - 1) in FINITE else None

    def wanted_by(self, forces: Group) -> Group | None:
        """Return the men of "Three men wanted by the country's security forces were killed"."""
        index = forces.start - 1
        while index > 0 and self.clause.tag(index) in {"NNP", "POS", "DT", "JJ", "NN"}:
            index -= 1
        wanted = self.clause.word(index) == "by" and self.clause.word(index - 1) in WANTED
        group = self.ends.get(index - 1) if wanted else None
        return group if group is not None and group.form is not Form.BARE else None

    def _died_since(self, verb: int, hurt: Group, finite: list[int]) -> bool:
        """Whether one clause tells how somebody was hurt who died: "A man hurt when a van hit the stand died"."""
        if finite == [verb - 1] and hurt.start == 0 and self.clause.word(verb) in DIED:
            return True  # "Councillor shot in bar by gunman, died at scene", as notes have it
        opening = {"when", "as", "after", "while"}
        opens = next((i for i in range(hurt.end, verb) if self.clause.word(i) in opening), verb)
        return self.clause.word(verb) in DIED and len(finite) == 1 and opens < finite[0]

    def _is_oblique(self, group: Group) -> bool:
        """Whether a preposition keeps the group from being a subject; a bare number may follow one."""
        if self.clause.words[max(0, group.start - 2) : group.start] in COMPANIES:
            return True
        bare = group.form is Form.COUNT and group.kind is None and group.sure
        return self.clause.word(group.start - 1) in OBLIQUE and not bare  # "a man with more than 2,000 jumps died"
