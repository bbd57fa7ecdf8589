"""One person as an article tells of them, and which two tellings must be of one person."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.understand.cast import may_be_one
from pipeline.understand.counting.group import ORDINALS, PRONOUNS
from pipeline.understand.counting.people import FORCE_KINDS, GENERIC, KIN
from pipeline.vocabulary import AgeGroup, CivilianStatus, Outcome, Sex

ROLES = frozenset(
    {"driver", "passenger", "pilot", "copilot", "co-pilot", "pedestrian", "motorcyclist", "cyclist", "bicyclist"}
    | {"mother", "father", "son", "daughter", "brother", "sister", "husband", "wife", "boyfriend", "girlfriend"}
    | {"grandmother", "grandfather", "uncle", "aunt", "nephew", "niece", "cousin", "grandson", "granddaughter"}
)


ENEMIES = frozenset({"rebel", "militant", "terrorist", "insurgent", "guerrilla", "jihadist", "bandit", "raider"})
"""Words for one of those who fight a state's forces, where both are combatants."""
LEAD = 2  # sentences with the headline, and a byline or dateline before the first
TEENS = frozenset({"teen", "teenager", "youth", "juvenile", "student"})
GROWN = frozenset({"teacher", "officer", "deputy", "doctor", "nurse", "judge", "lawyer", "soldier", "mayor", "priest"})


@dataclass(slots=True, eq=False)
class Person:
    """One person as the article has told of them so far."""

    sex: Sex | None = None
    age: int | None = None
    age_group: AgeGroup | None = None
    status: CivilianStatus | None = None
    nouns: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    outcomes: set[Outcome] = field(default_factory=set)
    struck: bool = False
    hit: bool = False  # by a weapon or a vehicle; who is only said to be in hospital is not
    alive: bool = False
    attacker: bool = False
    further: bool = False
    rank: int | None = None  # of "a fourth victim"
    also: bool = False  # "a man was also shot": beside whoever was told of before
    by_own_hand: bool = False
    headline: bool = False
    opens: bool = False
    on_the_spot: bool = False  # died there, and was not in hospital
    makes: set[str] = field(default_factory=set)  # of the vehicle they were in
    rides: set[str] = field(default_factory=set)  # kinds of vehicle
    beside: bool = False  # killed with somebody told of before: "his driver was killed"
    last: int = -1
    sentences: set[int] = field(default_factory=set)

    @property
    def dead(self) -> bool:
        """Whether the article says that they died."""
        return Outcome.KILLED in self.outcomes


def merged(people: list[Person]) -> list[Person]:
    """Return the people with those joined who must be one: a death told of again, with nothing that tells two apart."""
    kept: list[Person] = []
    for person in people:
        same = [o for o in kept if _are_one(o, person, kept) or _fills_place(o, person, people)]
        if len(same) != 1:
            same = [other for other in same if other.names or other.headline][:1]
        if same:
            _join(same[0], person)
        else:
            kept.append(person)
    return kept


def _is_the_other(first: Person, second: Person, people: list[Person]) -> bool:
    """Whether somebody hurt is "another" of whom headline or lead told: such a lead counts all who were hurt."""
    further = [p for p in people if p.further and p.alive and not p.dead and p.opens and min(p.sentences) <= 2]
    hurt = (second.alive or second.struck) and not second.dead and not second.sentences & first.sentences
    if len(further) != 1 or first is not further[0] or not hurt or (first.names and second.names):
        return False
    if first.words - {"another", "one", *ORDINALS} and second.words - GENERIC - first.words:
        return False  # the place is taken: "another was burned", "an aunt was hurt", "a firefighter was hurt"
    return first.attacker is second.attacker and not _differ(first, second)


AS_OFFICIALS_SAY = frozenset({"male", "female", "adult", "casualty", "patient", "individual", "victim"})
"""Words by which a service calls whomever a headline names otherwise: "one adult male had severe injuries"."""


def _fills_place(first: Person, second: Person, people: list[Person]) -> bool:
    """Whether somebody hurt is the one whom the headline only counts: "deputy wounded", nobody else hurt told of."""
    if not (first.headline and first.alive and not first.names and first.age is None and not first.struck):
        return False
    hurt = [p for p in people if Outcome.INJURED in p.outcomes and not p.dead and p not in (first, second)]
    seated = bool(first.words & {"passenger", "occupant"}) and bool(second.kinds & KIN)  # "His wife was treated"
    teen = bool(first.words & TEENS) and second.age is not None and 12 < second.age < 20
    plain = bool(second.words) and second.words <= AS_OFFICIALS_SAY and not second.attacker
    if not (second.names or second.words & first.words or seated or teen or plain):
        return False
    fits = Outcome.INJURED in second.outcomes and not second.dead and not second.further and not second.headline
    alike = first.attacker is second.attacker and _same_status(first, second) and not _differ(first, second)
    return fits and not hurt and not first.sentences & second.sentences and alike


def _differ(first: Person, second: Person) -> bool:
    """Whether sex or age tells two people apart."""
    if _is_grown(first, second) or _is_grown(second, first):
        return True
    if are_foes(first.words, first.kinds, second.words, second.kinds):
        return True
    return bool(
        (first.sex and second.sex and first.sex is not second.sex)
        or (first.age is not None and second.age is not None and first.age != second.age)
        or (first.age_group and second.age_group and first.age_group is not second.age_group)
        or (first.rides and second.rides and first.rides.isdisjoint(second.rides))
    )


def _is_grown(person: Person, other: Person) -> bool:
    """Whether a teacher or officer is told of, and a child."""
    return bool(person.words & GROWN) and other.age_group is AgeGroup.CHILD and other.age is None


def are_foes(words: set[str], kinds: set[str], others: set[str], other_kinds: set[str]) -> bool:
    """Whether of two people, told of by these words and kinds, one is a rebel and one a soldier or policeman."""
    first, second = bool(words & ENEMIES), bool(others & ENEMIES)
    return (first and not second and bool(other_kinds & FORCE_KINDS)) or (
        second and not first and bool(kinds & FORCE_KINDS)
    )


def _same_status(first: Person, second: Person) -> bool:
    return first.status is None or second.status is None or first.status is second.status


def _are_one(first: Person, second: Person, people: list[Person]) -> bool:
    if _is_the_other(first, second, people):
        return True
    died = first.dead and second.dead
    one_died = (first.dead and second.struck and not second.alive) or (second.dead and first.struck and not first.alive)
    later = (
        first.dead and first.alive and second.alive and first.words & second.words
    )  # in hospital first, dead when told of
    if not (died or one_died or (later and not second.names)) or first.sentences & second.sentences:
        return False
    if second.further or second.also or (first.rank and second.rank and first.rank != second.rank):
        return False
    told = second.words - GENERIC - set(PRONOUNS)
    if first.dead and not second.dead and second.struck and not second.hit and told and not second.words & first.words:
        return False  # "Woman killed", "A coworker riding with her was flown to hospital"
    if first.attacker and not second.attacker and second.kinds & KIN:
        return False  # "the suspect shot and killed his cousin"
    if second.beside and not first.words & (GENERIC | ROLES | second.words | set(PRONOUNS)):
        return False  # "Candidate shot dead", "his driver was killed at his side"
    if first.names and second.names and not any(may_be_one(a, b) for a in first.names for b in second.names):
        return False
    if _differ(first, second):
        return False
    nobody_else = first.headline and max(first.sentences) <= LEAD and not first.names and first.age is None
    if died and nobody_else and second.attacker and not second.also and first.words <= GENERIC | {"one", "1"}:
        # "1 dead, two deputies hurt", "a man was killed", "The suspect died"
        return not (first.attacker or first.struck)
    if died and first.words <= set(PRONOUNS) and second.attacker:
        return True  # "he's dead", says the headline
    if died and first.headline and second.words <= set(PRONOUNS) and sum(p.headline and p.dead for p in people) == 1:
        return True  # "man dead in exchange of gunfire", "shot him dead"
    if first.headline and sum(p.headline and p.dead for p in people) == 1 and died:
        return first.attacker is second.attacker or not (second.attacker or first.by_own_hand)
    shot_himself = first.by_own_hand and first.struck and not (first.dead or second.dead or second.hit)
    if shot_himself and second.alive and not second.names and not _differ(first, second):
        return True  # "shot his wife before shooting himself", "a man was taken to hospital"
    own_hand = first.by_own_hand and first.struck and not first.dead and second.dead
    if own_hand and not second.attacker:
        return second.sex is not None or bool(second.names)
    roles = first.words & ROLES, second.words & ROLES
    apart = bool(roles[0] and roles[1] and not roles[0] & roles[1])
    alone = first.headline and one_died and second.dead and sum(p.dead for p in people) + second.dead == 1
    return (first.attacker is second.attacker or alone) and (_same_status(first, second) or alone) and not apart


def _join(first: Person, second: Person) -> None:
    first.sex = first.sex or second.sex
    first.age = first.age if first.age is not None else second.age
    first.age_group = first.age_group or second.age_group
    first.status = first.status or second.status
    for name in ("nouns", "names", "words", "kinds", "outcomes", "sentences", "makes", "rides"):
        getattr(first, name).update(getattr(second, name))
    first.rank = first.rank or second.rank
    first.struck |= second.struck
    first.hit |= second.hit
    first.alive |= second.alive
    first.attacker |= second.attacker
    first.by_own_hand |= second.by_own_hand
    first.headline |= second.headline
    first.also |= second.also
    first.on_the_spot |= second.on_the_spot
    first.opens |= second.opens
    first.beside |= second.beside
    first.last = max(first.last, second.last)
