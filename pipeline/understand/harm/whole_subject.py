"""The whole subject of a verb: lists with ages, phrases and companions in them, members of a family, absolutes."""

from __future__ import annotations

from pipeline.understand.clause import ALONG, BE
from pipeline.understand.counting.group import JOINERS, Form, Group, sum_of
from pipeline.understand.counting.in_commas import past_years
from pipeline.understand.harm.appositions import Appositions
from pipeline.understand.triggers import Shape

OWN_ARTICLES = frozenset({"a", "an", "the", "his", "her", "their", "another", "one"})
BARE_PASTS = frozenset({"suffered", "sustained", "died", "drowned", "perished"})
ABSOLUTES = frozenset({(",", "with"), ("ended", "with"), ("ending", "with")})


class WholeSubject(Appositions):
    """The groups of a sentence, and who belongs to a subject together."""

    def chain_start(self, verb: int) -> int:
        """Return the index before a verb's auxiliaries and the verbs it is coordinated with ("was shot and killed")."""
        index = self.clause.before(verb)
        while index > 0 and self.clause.word(index) in {"and", "or", ",", "then"} and index not in self.ends:
            if self.clause.word(index) == "," and self.clause.word(index + 1) in BE | {"have", "has", "had"}:
                break  # "most of whom never woke, are known to have died"
            previous = index - 1
            if self.clause.word(previous) in {",", "and"}:
                previous -= 1
            previous -= self.clause.tag(previous) == "RP"  # "was pulled out and treated"
            if self.clause.tag(previous) not in {"VBN", "VBD"} or self.clause.word(previous) in BE:
                break
            index = self.clause.before(previous)
        return index

    def _of_the_list(self, groups: tuple[Group, ...]) -> tuple[Group, ...]:
        """Return the whole of a list in commas: "41 people, including five children and two rescuers, died"."""
        if len(groups) < 2 or not self.is_listed(groups[0]):
            return groups
        whole = self.before_apposition(groups[0])
        return groups if whole is None or whole.form is not Form.COUNT else self.with_coordinated(whole)

    def _of_one(self, groups: tuple[Group, ...], verb: int) -> tuple[Group, ...]:
        """Return one person of "Hale's passenger and wife, Rhonda Hale, was pronounced dead": the verb is singular."""
        singular = bool({"was", "has"} & {self.clause.word(verb), *self.clause.auxiliaries(verb)})
        one = singular and len(groups) == 2 and not self.clause.title
        if not one or any(g.form not in {Form.SINGLE, Form.NAME} for g in groups):
            return groups
        first, last = groups
        bare = first.form is Form.SINGLE and first.start == first.head and last.name is not None
        if bare and self.clause.words[first.end : last.start] == ("and",):
            return groups[1:]  # "Actress and champion swimmer Esther Wils, who made films, has died"
        if "was" not in self.clause.auxiliaries(verb):
            return groups
        return groups[1:] if first.possessive and not last.possessive and last.start == first.end + 1 else groups

    def _some_of_them(self, groups: tuple[Group, ...], verb: int) -> tuple[Group, ...]:
        """Return one person of "One of the two people who were hurt is dead": the first verb is that of them all."""
        group = groups[0] if len(groups) == 1 else None
        some = self.ends.get(group.start - 1) if group is not None else None
        if group is None or some is None or self.clause.word(group.start - 1) != "of" or some.kind is not None:
            return groups
        fewer = some.form in {Form.SINGLE, Form.COUNT} and 0 < (some.best or 0) < (group.best or 0)
        told = any(self.clause.tag(i) in {"VBD", "VBN", "VBP"} for i in range(group.end, self.chain_start(verb)))
        return (some,) if fewer and told else groups

    def _with_the_rest(self, groups: tuple[Group, ...], verb: int) -> tuple[Group, ...]:
        """Return one subject of a plural verb with those joined to it.

        "A, 34, and B, 29, both of Bury, were shot", "six guards and a trader travelling with them were killed", "two
        others, along with a sweeper, were injured".
        """
        chain = self.chain_start(verb)
        plural = bool({"were", "are", "have"} & set(self.clause.auxiliaries(verb)))
        several = plural or self.clause.word(verb) == "remain" or self._bare_past(verb)
        if len(groups) != 1:
            return groups
        first = groups[0]
        if not several:  # "The mayor along with two guards was killed"
            behind = first.end + (self.clause.word(first.end) == ",")
            joined = any(self.clause.words[behind : behind + len(words)] == words for words in ALONG)
            return (first, *self._companions(behind, chain)) if joined and first.form is not Form.COUNT else groups
        if first.form not in {Form.NAME, Form.SINGLE, Form.COUNT} or first.none:
            return groups
        others = [g for g in self.coordinated_right(first, reduced=True) if g.end <= chain + 1]
        others = [g for g in others if first.form is not Form.NAME or g.form is not Form.COUNT]
        if not plural and self._bare_past(verb):  # "The newlywed and father of two died" is one
            others = [g for g in others if g.form is not Form.SINGLE or self.clause.word(g.start) in OWN_ARTICLES]
        last = others[-1].end if others else first.end
        along = self._companions(last, chain)
        finite = [i for i in range(last, chain + 1) if self.clause.tag(i) in {"VBD", "VBZ", "VBP"}]
        finite = [i for i in finite if self.clause.word(i + 1) != "by"]  # "a girl hit by a stray bullet"
        if others and self.clause.word(past_years(self.clause, others[-1])) == "who":
            finite = finite[1:]  # "an officer and two of the teenagers who tried to rob him were shot"
        total = sum_of(others)[1] if others else None
        listed = bool(others) and self.clause.word(others[0].start - 1) == ","
        spelt = first.form is Form.COUNT and listed and (total or 0) <= (first.best or 0)
        if finite and not along:
            return groups
        return (first, *along) if spelt else (first, *others, *along)  # "three occupants, two men and a woman,"

    def _bare_past(self, verb: int) -> bool:
        """Whether a verb alone may tell of several: "a driver, 33, and a girl suffered injuries"."""
        return self.clause.word(verb) in BARE_PASTS and not self.clause.auxiliaries(verb)

    def _both_told_of(self, groups: tuple[Group, ...], verb: int) -> tuple[Group, ...]:
        """Return the two of "A boy who was swept off a bar and a man who swam out to him both drowned".

        Or the "both" itself where it counts more than was found: "The driver of the car and a red van both received".
        """
        single = len(groups) < 2 and all(g.form is Form.SINGLE for g in groups)
        if self.clause.word(verb - 1) != "both" or not single:
            return groups
        told = [g for g in self.groups if g.end < verb and g.form is Form.SINGLE and self.clause.word(g.end) == "who"]
        joined = len(told) == 2 and self.clause.word(told[1].start - 1) in JOINERS
        if joined and groups and groups[0] in told:
            return told[0], told[1]
        both = self.starts.get(verb - 1)
        before = [g for g in self.groups if g.end < verb - 1 and g.form is Form.SINGLE]
        two = len(before) < 3 and any("and" in self.clause.words[g.end : verb] for g in before[:1])
        return (both,) if both is not None and two else groups

    def _companions(self, start: int, chain: int) -> tuple[Group, ...]:
        """Return those behind "together with" from `start` on, in front of a verb's chain."""
        for index in range(start, chain):
            joined = next((len(w) for w in ALONG if self.clause.words[index : index + len(w)] == w), 0)
            group = self.starts.get(index + joined) if joined else None
            if group is not None and chain - group.end <= 1 and group.form in {Form.SINGLE, Form.NAME, Form.COUNT}:
                return (group,)
        return ()

    def _has_died(self, last: Group) -> bool:
        """Whether a list that ends here hangs on a noun of death: "the shooting deaths of his wife and her partner"."""
        first = last
        while self.clause.word(first.start - 1) in JOINERS and (before := self.ends.get(first.start - 1)) is not None:
            first = before
        of = any(t.word.shape is Shape.OF and first.start - 1 <= t.end <= first.start for t in self.triggers)
        return first is not last and of

    def of_household(self, group: Group) -> Group:
        """Return the five of "five members of a family killed"."""
        whole = self.ends.get(group.start - 1) if self._is_of(group) else None
        of_household = group.kind is not None and group.kind.id == "household"
        return whole if of_household and whole is not None and whole.form is Form.COUNT else group

    def _is_of(self, group: Group) -> bool:
        return self.clause.word(group.start - 1) == "of"

    def _in_absolute(self, verb: int, *, struck: bool) -> Group | None:
        """Return the one of "came under fire, with one civilian killed", "a dispute ended with one man shot"."""
        group = self.ends.get(verb)
        if group is None:
            return None
        ended = self.clause.words[max(0, group.start - 2) : group.start] in {("ended", "with"), ("ending", "with")}
        return group if ended or (not struck and self._opens_absolute(group)) else None

    def _opens_absolute(self, group: Group) -> bool:
        one = self.clause.word(group.start) in {"one", "a", "an"}
        behind_comma = self.clause.words[max(0, group.start - 2) : group.start] in ABSOLUTES
        return behind_comma and (one or group.form is Form.COUNT)
