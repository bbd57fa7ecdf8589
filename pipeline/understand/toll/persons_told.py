"""The single people to whom something happened, as far as the opening and the toll of the dead allow."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.records import Toll
from pipeline.understand.counting.group import Form
from pipeline.understand.counting.people import KIN
from pipeline.understand.figure import Figure
from pipeline.understand.toll.person import ENEMIES, Person
from pipeline.understand.toll.sides import fell_opposite_alone
from pipeline.vocabulary import Outcome

OWNERS = frozenset({"his", "her", "their"})


def of_the_opening(persons: list[Person]) -> list[Person]:
    """Return those told of in the opening: a body that tells of other single deaths tells of other events."""
    return [p for p in persons if p.opens]


def _survivors(hit: list[Person], killed: Toll, dead: int, figures: Sequence[Figure]) -> list[Person]:
    """Leave out those hit who must be among the dead: more are said to have died than are told of one by one.

    Where the dead are somebody's ("her roommates, both 22, died"), those hit are not among them.
    """
    deaths = [f for f in figures if f.outcome is Outcome.KILLED and f.bounds[1] == killed.best]
    if any(OWNERS & set(f.clause.words[group.start : group.end]) for f in deaths for group in f.groups):
        untold = max(0, (killed.best or 0) - dead)
        relatives = [p for p in hit if p.struck and not (p.alive or p.further) and p.kinds and p.kinds <= KIN]
        return [p for p in hit if p not in relatives[:untold]]
    if any(len(f.groups) > 1 and all(group.name for group in f.groups) for f in deaths):
        return hit  # the dead are named, one by one
    untold = max(0, (killed.best or 0) - dead)
    beside = {index for p in hit if p.alive and p.further for index in p.sentences}  # "another escaped, a boy was hit"
    beside |= {
        f.sentence.index for f in deaths if f.counted and f.mention.rule == "active"
    }  # "killing two, hitting a girl"
    for person in [p for p in hit if p.struck and not (p.alive or p.further or p.sentences & beside)][:untold]:
        hit = [p for p in hit if p is not person]
    return hit


def persons_with(
    people: Sequence[Person], outcome: Outcome, killed: Toll | None, figures: Sequence[Figure]
) -> list[Person]:
    """Return the single people to whom it happened; those who died are not among the injured."""
    found = [p for p in people if outcome in p.outcomes and not (outcome is Outcome.INJURED and p.dead)]
    if outcome is Outcome.KILLED:
        opening = of_the_opening(found)
        beside = (p for p in found if p.beside or (p.attacker and p.on_the_spot) or _fell_with(p, opening, figures))
        later = [p for p in beside if not p.opens] or [p for p in found if fell_opposite_alone(p, opening, figures)]
        opening = [*opening, *later] if opening else found
        return _one_and_further(opening, figures) if any(map(_counts_one, figures)) else opening
    if any(_counts_one_hurt(f, figures) for f in figures):
        found = [*[p for p in found if not p.also][:1], *(p for p in found if p.also)]
    if killed is None:
        return found
    return _survivors(found, killed, sum(person.dead for person in people), figures)


def _fell_with(person: Person, opening: Sequence[Person], figures: Sequence[Figure]) -> bool:
    """Whether one sentence tells of a rebel and of the opening's dead: "a bandit was killed, and Musa Ali died"."""
    if person.words.isdisjoint(ENEMIES):
        return False  # "The day before her death another climber died"
    shared = {index for p in opening if p.dead for index in p.sentences & person.sentences}
    deaths = [f for f in figures if f.outcome is Outcome.KILLED and not (f.counted or f.mention.zero)]
    return any(len({f.groups[0].start for f in deaths if f.sentence.index == index}) > 1 for index in shared)


def _counts_one(figure: Figure) -> bool:
    """Whether the opening says of the dead that there was one: "One man was killed", "One dies in crash"."""
    group = figure.groups[0]
    one = group.form is Form.SINGLE and len(figure.groups) == 1 and figure.clause.word(group.start) in {"one", "1"}
    first = figure.in_title or figure.sentence.first
    return one and first and figure.outcome is Outcome.KILLED and not (group.partitive or figure.background)


def _counts_one_hurt(figure: Figure, figures: Sequence[Figure]) -> bool:
    """Whether headline or first sentence say that one was hurt beside the dead: "one dead, another wounded"."""
    group, same = figure.groups[0], [f for f in figures if f.sentence is figure.sentence and f.whole is None]
    one = group.form is Form.SINGLE and figure.clause.word(group.start) in {"one", "1", "another"}
    first = (figure.in_title or figure.sentence.first) and len(figure.groups) == 1 and not group.partitive
    beside = any(f.outcome is Outcome.KILLED and not f.mention.zero for f in same)
    alone = all(f.groups[0].start == group.start for f in same if f.outcome is Outcome.INJURED)
    hurt = figure.outcome is Outcome.INJURED and not (figure.background or figure.mention.word.struck)
    return one and first and hurt and beside and alone


def _one_and_further(persons: list[Person], figures: Sequence[Figure]) -> list[Person]:
    """Return the one, and those who are said to have died besides."""
    further = [p for p in persons if p.further or p.also or p.rank or p.attacker or p.by_own_hand or p.beside]
    first = next((p for p in persons if p not in further), None)
    if first is None:
        return further
    others = (p for p in persons if p is not first and p not in further)
    return [first, *further, *(p for p in others if _fell_with(p, [first], figures))]
