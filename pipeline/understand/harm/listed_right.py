"""People in lists behind a word: who is joined to whom by commas, "and", "together with"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.understand.clause import ALONG, QUOTES, Clause
from pipeline.understand.counting.group import DEFINITE, JOINERS, SINGLE_ARTICLES, Form, Group
from pipeline.understand.counting.in_commas import (
    PHRASE_TAGS,
    past_brackets,
    past_nouns,
    past_owner,
    past_rank,
    past_years,
)
from pipeline.understand.harm.bodies import are_found
from pipeline.understand.harm.spelt_out import spell_out
from pipeline.understand.quantities import groups_and_numbers
from pipeline.understand.triggers import WITH_WOUNDS, Shape, triggers_in

ALSO_DID = frozenset({("as", "did"), ("as", "do"), ("as", "has"), ("as", "have"), ("so", "did"), ("so", "have")})
FALLEN = frozenset({"fatalities", "dead", "deaths", "killed", "fallen", "fatality"})
GRADED = frozenset({"badly", "seriously", "severely", "critically", "gravely", "fatally", "slightly"})
SAID = frozenset({"said", "says", "told", "added", "reported", "announced", "confirmed", "wrote", "claimed"})
OWN_SHAPES = frozenset({Shape.VERB, Shape.STATE, Shape.SUBJECT})  # of words that tell what became of who stands before
LONGEST_PHRASE = 9  # tokens of "of the elite guard of the ministry"
FARTHEST = 9  # tokens from "died" to "along with"
LONGEST_SAYING = 9  # tokens of ", senior officials said,"
LONGEST_WHO_CLAUSE = 14  # tokens of ", who was walking home with her dog,"
WHO = frozenset({"who", "whose"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
YEAR_OLD = ("-", "year", "-", "old")  # "the death of 33-year-old Andre Gilliam"
WHOEVER = frozenset({"they", "he", "she", "police", "officers", "investigators"})
UNHURT = frozenset({"ok", "okay", "safe", "unhurt", "unharmed", "uninjured", "fine"})
NO_VERBS = WITH_WOUNDS | {"dead"}
"""States that are none of a group's own verb: "treated 11 with burns"."""
PARENTS = frozenset({"father", "mother", "dad", "mum", "mom", "grandfather", "grandmother"})
CAMPAIGNERS = frozenset({"activist", "campaigner", "philanthropist"})
TAKEN = frozenset(
    (word,)
    for word in ("arrested", "held", "sought", "detained", "charged", "jailed", "wanted", "caught", "captured", "flees")
)
AT_LARGE = frozenset({("at", "large"), ("still", "at", "large"), ("on", "the", "run"), ("on", "the", "loose")}) | {
    *(("on", "run"), ("still", "sought"), ("in", "custody"), ("in", "jail"), ("turns", "himself"), ("still", "missing"))
}
DEALT_WITH = frozenset(
    {
        "jailed",
        "sentenced",
        "charged",
        "arrested",
        "convicted",
        "released",
        "identified",
        "acquitted",
        "indicted",
        "remanded",
    }
    | {
        "detained",
        "imprisoned",
        "fined",
        "banned",
        "caught",
        "found",
        "named",
        "held",
        "cleared",
        "extradited",
        "freed",
    }
    | {"killed", "shot", "wounded"}
)
DOING = frozenset(
    {"admitted", "pleaded", "pled", "appeared", "faces", "faced", "walked", "surrendered", "confessed", "apologised"}
    | {"apologized", "fled", "escaped", "remains", "received", "denied", "denies", "admits", "appears", "got", "gets"}
)
"""What whoever harmed others does next, and they do not."""
SINGULAR = frozenset({"was", "is", "has"})
PLURAL = frozenset({"were", "are", "have"})


class ListedRight:
    """The groups, counts and outcome words of one sentence, and the lists that go on to the right of a group."""

    def __init__(self, clause: Clause) -> None:
        self.clause = clause
        self.triggers = triggers_in(clause)
        self.groups, self.numbers = groups_and_numbers(clause) if self.triggers else ([], {})
        self.starts = {group.start: group for group in self.groups}
        self.ends = {group.end: group for group in self.groups}
        verbs = [trigger for trigger in self.triggers if trigger.word.shape in OWN_SHAPES]
        self.trigger_starts = {trigger.start: trigger for trigger in (*self.triggers, *verbs)}

    def right(self, start: int, *, noun: bool = False, relative: bool = False) -> tuple[Group, ...]:
        """Return the object groups that begin right after `start`, with those coordinated with them.

        After a noun ("the bodies of ten men were found") the following verb is the noun's, not the group's; behind the
        verb of a `relative` clause it is that of whom the clause tells ("The driver who killed a woman was jailed").
        """
        index = start
        while index not in self.starts and (self.clause.tag(index) == "RB" or self.clause.word(index) in QUOTES):
            index += 1
        if self.clause.word(index) in {"himself", "herself"} and self.clause.word(index + 1) == ",":
            index += 2  # "killing himself, three scouts and five worshippers"
        index += 5 * (self.clause.words[index + 1 : index + 5] == YEAR_OLD and index + 5 in self.starts)
        index = self._past_possessor(index)
        following = self.trigger_starts.get(index + 1)
        if self.clause.word(index) in {"and", "or"} and following is not None and following.word.shape is Shape.VERB:
            return self.right(following.end)
        group = self.starts.get(index)
        if group is None or (not noun and self.has_own_verb(group) and not (relative and self._is_jailed(group))):
            return ()
        others = tuple(self.coordinated_right(group, bodies=noun, relative=relative))
        spelt = group.form is Form.COUNT and len(others) > 1 and self.clause.word(group.end) == ","
        if spelt and spell_out(group, others):
            return (group,)  # "beheaded four people, three peasants and a soldier"
        return (group, *others)

    def _past_possessor(self, index: int) -> int:
        """Return where "girlfriend" begins in "the victim's girlfriend", "the gang's two leaders"; else `index`."""
        for end in range(index + 1, index + 3):
            group = self.starts.get(end + 1) if self.clause.word(end) == "'s" else None
            owned = group is not None and (group.possessive or group.form is Form.COUNT)
            if group is not None and owned and index not in self.starts:
                return group.start
        return index

    def _is_jailed(self, group: Group) -> bool:
        """Whether the verb behind a group tells what became of whoever did it: "was sentenced", "has been charged"."""
        dealt_with = not DEALT_WITH.isdisjoint(self.clause.words[group.end + 1 : group.end + 5])
        return dealt_with or self.clause.word(group.end) in DOING

    def coordinated_right(
        self, group: Group, *, reduced: bool = False, bodies: bool = False, relative: bool = False
    ) -> Iterator[Group]:
        """Yield the groups joined to one that stands before them; `reduced` with "a girl hit by a stray bullet".

        `bodies`: a noun for the dead stands before them all, "the bodies of a girl and two men were recovered".
        """
        while True:
            index = self._past_phrase(past_brackets(self.clause, past_years(self.clause, group)))
            index = self._past_who_clause(index)
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
            if following is None or following.form is Form.BARE or self._acts(following) or self._is_event(following):
                return
            found = bodies and not comma and are_found(self.clause, following)
            if self.has_own_verb(following) and not (
                found
                or (relative and self._is_jailed(following))
                or (reduced and self.clause.word(following.end + 1) == "by")
            ):
                return
            if comma and (self._speaks(following) or self.clause.word(following.end) in UNHURT):
                return
            if comma and not joined and self._is_described(group, following):
                return  # "Ortiz, a 15-year veteran and member of the detail"
            if comma and joined and self.clause.word(following.end) in WHOEVER:
                return  # "found the car that killed a man, and the person they think was at the wheel"
            graded = following.kind is None and self.clause.word(following.end) in GRADED
            if self.clause.title and comma and not joined and (following.partitive or graded):
                return  # "hurts four, two of them CRPF men", "injures nine rangers, three badly"
            headline = self.clause.title and comma and following.form in {Form.SINGLE, Form.COUNT}
            if headline and self._goes_free(following):
                return  # "kills intruder, second suspect on the run"
            if headline and following.kind is None and self.clause.tag(following.end) in {"VBN", "VBD"}:
                return  # "kills 4, 30 treated"
            if not joined and not headline and not (comma and self._joins_later(following)):
                return
            if not self.tells_more_of(group, following):
                yield following
            elif self.clause.word(following.end) == "of":
                following = replace(following, end=following.end + 2)
            group = following

    def _past_who_clause(self, index: int) -> int:
        """Return where "and a girl" begins behind "a woman named Ana Ruiz, who was walking home,"; else `index`."""
        start = index
        if self.clause.word(start) == "named" and (name := self.starts.get(start + 1)) is not None:
            start = name.end
        comma = self.clause.word(start) == ","
        if self.clause.word(start + comma) not in WHO:
            return index if start == index else start
        for end in range(start + comma + 1, min(len(self.clause), start + LONGEST_WHO_CLAUSE)):
            word = self.clause.word(end)
            if word in {";", ":", "("} or end in self.trigger_starts:
                return index
            joins = end + (word == ",")
            if self.clause.word(joins) == "and" and (comma == (word == ",")):
                following = self.starts.get(joins + 1)
                told = following is not None and following.form in {Form.SINGLE, Form.NAME, Form.COUNT}
                goes_on = told and following is not None and self.clause.tag(following.end) in FINITE
                alone = comma or not any(
                    i in self.starts for i in range(start + 1, end)
                )  # no "who had a wife and two sons"
                return end if told and alone and not goes_on else index
            if word == ",":
                return index
        return index

    def tells_more_of(self, group: Group, following: Group) -> bool:
        """Whether two nouns with one article are one person: "the newlywed deputy and father of two"."""
        of_children = self.clause.word(following.end) == "of" and self.clause.tag(following.end + 1) == "CD"
        parent = self.clause.word(following.head) in PARENTS and of_children
        parent = parent and self.clause.word(group.head) not in PARENTS
        told = self.clause.word(following.head) in CAMPAIGNERS or parent
        single = group.form is following.form is Form.SINGLE and not following.possessive and following.name is None
        bare = self.clause.word(following.start) not in SINGLE_ARTICLES | DEFINITE
        return told and single and bare and self.clause.word(following.start - 1) == "and"

    def _acts(self, group: Group) -> bool:
        """Whether a pronoun opens a clause of its own: "lost 30 men, and he saw 70 bodies"."""
        nominative = self.clause.word(group.head) in {"he", "she", "they"}
        return nominative and self.clause.tag(group.end) in {"VBD", "VBZ", "VBP", "MD"}

    def _is_described(self, group: Group, following: Group) -> bool:
        """Whether two nouns with one article behind a name say who that is."""
        described = group.form is Form.NAME and self.clause.word(following.start) in SINGLE_ARTICLES
        further = self.starts.get(following.end + 1) if self.clause.word(following.end) == "and" else None
        bare = further is not None and further.form is Form.SINGLE and further.name is None and not further.possessive
        return described and bare and self.clause.word(following.end + 1) not in SINGLE_ARTICLES | DEFINITE

    def _goes_free(self, group: Group) -> bool:
        """Whether a headline tells what the others did or what was done with them: "at large", "flees", "arrested"."""
        behind = self.clause.words[group.end : group.end + 3]
        verb = self.clause.tag(group.end) == "VBZ" and group.end not in self.trigger_starts
        return verb or behind[:1] in TAKEN or behind[:2] in AT_LARGE or behind in AT_LARGE

    def _is_event(self, group: Group) -> bool:
        """Whether "the one" is a strike or blast: "killed one person and the one on the motorcycle wounded three"."""
        words = self.clause.words[group.start : group.end + 1]
        return words[:2] == ("the", "one") and words[2:] in {("on",), ("in",), ("at",), ("near",), ("outside",)}

    def _speaks(self, group: Group) -> bool:
        """Whether a group is who says so: "kills six, governor says", "an official and a villager said"."""
        following = self.clause.word(group.end)
        other = self.starts.get(group.end + 1) if following in JOINERS else None
        return following in SAID or (other is not None and self._speaks(other))

    def _past_phrase(self, index: int) -> int:
        """Return where "and his bodyguard" begins behind "a colonel of the security service"; else `index` itself."""
        if self.clause.word(index) == "aboard" or self.clause.words[index : index + 2] == ("on", "board"):
            last = index + 1 + (self.clause.word(index) == "on")
            counted = self.starts.get(last + 1)
            outside = counted is not None and self.clause.words[counted.end : counted.end + 2] == ("on", "the")
            joined = outside and self.clause.word(last) in JOINERS
            return last if joined else index  # "nine people aboard and five on the ground"
        if self.clause.word(index) not in {"of", "for", "from", "at", "in", "near"}:
            return index
        last = past_nouns(self.clause, self.starts, index)
        along = self._before_along(index)
        if along is not None:
            return along
        follows = self.starts.get(last + 1)
        if self.clause.word(last) == "," and follows is not None and follows.form is not Form.NAME:
            return last if self._joins_later(follows) else index  # "a colonel of the guard, two mutineers and a girl"
        owned = follows is not None and (follows.possessive or follows.partitive or follows.form is Form.SINGLE)
        return last if self.clause.word(last) in JOINERS and owned else index

    def _before_along(self, index: int) -> int | None:
        """Return where "together with his driver" begins behind "a colonel of the guard"; None where nothing does."""
        for start in range(index + 1, min(len(self.clause), index + LONGEST_PHRASE)):
            joined = self._joined(start)
            if joined and self.clause.word(start) not in JOINERS:
                return start if start + joined in self.starts else None
            if self.clause.tag(start) not in PHRASE_TAGS:
                return None
        return None

    def past_saying(self, index: int) -> int:
        """Return where the words go on behind ", officials said,"; `index` where nobody is said to say so."""
        if self.clause.word(index) != ",":
            return index
        for end in range(index + 2, index + LONGEST_SAYING):
            if self.clause.word(end) == ",":
                said = SAID & set(self.clause.words[index + 1 : end]) or self.clause.word(index + 1) == "according"
                return end if said else index
        return index

    def companions(self, index: int) -> tuple[Group, ...]:
        """Return who died with somebody: "She died along with seven others", "died there, together with a guard"."""
        index = self.past_saying(index)
        for start in range(index, index + FARTHEST):
            index = start + (self.clause.word(start) == ",")
            length = self._along(index)
            group = self.starts.get(index + length) if length else None
            if group is not None:
                counted = group.form in {Form.COUNT, Form.SINGLE, Form.NAME} and not self.has_own_verb(group)
                return (group, *self.coordinated_right(group)) if counted else ()
            if self.clause.tag(start).startswith("V") or self.clause.word(start) in {";", ".", "and", "but"}:
                return ()
        return ()

    def also_did(self, index: int) -> tuple[Group, ...]:
        """Return who else did behind `index`: "20 mourners lost their lives, as did the two bombers"."""
        for start in range(index, len(self.clause) - 2):
            if (
                self.clause.word(start) in {";", "and", "but"}
                and self.clause.words[start + 1 : start + 3] not in ALSO_DID
            ):
                return ()
            group = self.starts.get(start + 2) if self.clause.words[start : start + 2] in ALSO_DID else None
            if group is not None:
                return (group,) if group.form in {Form.SINGLE, Form.NAME, Form.COUNT} and not group.none else ()
        return ()

    def _joined(self, index: int) -> int:
        """Return how many words at `index` join what follows to what stands before: "and", "together with"."""
        return 1 if self.clause.word(index) in JOINERS else self._along(index)

    def _along(self, index: int) -> int:
        """Return how many words at `index` name a companion: "together with"; none of those who fell before."""
        length = next((len(words) for words in ALONG if self.clause.words[index : index + len(words)] == words), 0)
        group = self.starts.get(index + length) if length else None
        fallen = group is not None and self.clause.word(group.head) in FALLEN
        return 0 if fallen else length  # "injured two others, in addition to the three fatalities"

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
        described = described or (group.definite and self._is_anybody(following))
        end = past_nouns(
            self.clause, self.starts, past_years(self.clause, following)
        )  # "the shadow governor | of Logar"
        return end if (named or described) and self.clause.word(end) == "," else None

    def _is_anybody(self, group: Group) -> bool:
        """Whether a group only gives sex and age: "the driver, a man in his 60s, and a girl"."""
        anybody = group.kind is not None and group.kind.id in {"man", "woman", "boy", "girl"} and group.name is None
        return anybody and group.form is Form.SINGLE and self.clause.word(group.start) in SINGLE_ARTICLES

    def _is_title(self, group: Group) -> bool:
        """Whether a group is an office and no further person: "a former councillor", "local commander"."""
        nameless = group.form is Form.SINGLE and group.name is None
        return nameless or (self.clause.word(group.start) not in SINGLE_ARTICLES and self._lowers(group))

    def _lowers(self, group: Group) -> bool:
        """Whether the first word is none of a name: "local AQAP commander"."""
        return group.kind is not None and self.clause.doc[group.start].text[:1].islower()

    def _joins_later(self, group: Group) -> bool:
        end = past_years(self.clause, group)
        index = end + (self.clause.word(end) in {",", ";"})
        name = self.starts.get(index)
        if group.possessive and index > end and name is not None and name.form is Form.NAME:
            return self._joins_later(name)  # "his girlfriend, Ana Ruiz, 21, and her brother"
        if name is not None and index > end and not self.has_own_verb(name) and name.form is not Form.BARE:
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
