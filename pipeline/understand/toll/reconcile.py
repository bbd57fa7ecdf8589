"""An article's own figure: its mentions of each outcome reconciled into one toll, with the rule that chose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from pipeline.records import Toll
from pipeline.understand.antecedents import Antecedents
from pipeline.understand.background.kinds_of_article import is_murder_suicide, tells_of_execution
from pipeline.understand.figure import Figure
from pipeline.understand.toll.individuals import people_of
from pipeline.understand.toll.injured import injured_of
from pipeline.understand.toll.not_yet_found import without_those_found
from pipeline.understand.toll.one_toll import toll_of
from pipeline.understand.toll.person import Person
from pipeline.understand.toll.rank_told import raised
from pipeline.understand.toll.ranks import EACH_ONCE
from pipeline.understand.toll.sides import are_men_of_arms
from pipeline.understand.toll.told_apart import lives, without_named_dead
from pipeline.vocabulary import Outcome

SHORT_REPORT = 9  # sentences, the headline among them
_LIVING = re.compile(
    r"\b(?:surviv\w+|hospital\w*|condition|treated|recover\w*|released|airlifted|rushed|taken|wounded|injured|hurt)\b",
    re.IGNORECASE,
)
TOGETHER = "kill_or_injure"  # the entry of the lexicon for "killed or injured"


@dataclass(frozen=True, slots=True)
class Tolls:
    """The tolls of one incident as one article tells it; None where nothing is stated."""

    killed: Toll | None
    injured: Toll | None
    missing: Toll | None


def tolls_of(figures: Sequence[Figure], antecedents: Antecedents | None = None) -> Tolls:
    """Return the tolls of the figures of one incident, all affirmed and none cumulative.

    In a murder-suicide the wounds of those who were found dead are no injured.
    """
    figures = without_named_dead(figures)
    people = people_of(figures, antecedents)
    murder_suicide = antecedents is not None and is_murder_suicide(antecedents.passage.article)
    inferred = _died_by_its_name(people) if murder_suicide else 0
    killed = toll_of(figures, people, Outcome.KILLED)
    missing = toll_of(without_those_found(figures), people, Outcome.MISSING)
    injured = injured_of(figures, people, killed)
    if murder_suicide and injured is not None and _all_died(killed, injured) and not _survived(figures):
        injured = None
    if killed is None and injured is not None and antecedents is not None:
        killed, injured = _executed(antecedents, figures, injured)
    if antecedents is not None:
        killed = raised(killed, figures, antecedents.passage)
    if killed is not None and inferred and killed.rule.startswith(EACH_ONCE):
        killed = replace(killed, rule=killed.rule + ", those shot in a murder-suicide among them")
    return Tolls(killed, injured or _rest_of_both(figures, killed), missing)


def _rest_of_both(figures: Sequence[Figure], killed: Toll | None) -> Toll | None:
    """Return the five hurt of "Nine were killed or injured. Four died on the spot"; None where that is not told."""
    both = [f for f in figures if f.outcome is Outcome.KILLED_OR_INJURED and (f.in_title or f.sentence.first)]
    both = [f for f in both if f.mention.word.id == TOGETHER and f.bounds[0] == f.bounds[1] == f.bounds[2]]
    number = both[0].bounds[1] if both else None
    if number is None or killed is None or not killed.best or killed.best >= number:
        return None
    left = number - killed.best
    return Toll(low=left, best=left, high=left, rule="killed and injured told together, less those killed")


def _executed(antecedents: Antecedents, figures: Sequence[Figure], injured: Toll) -> tuple[Toll | None, Toll | None]:
    """Return those shot as dead where a short report tells of an execution by men of arms and of no survivor.

    "They were accused of spying and shot in front of their families" says no more, and means that they died.
    """
    article = antecedents.passage.article
    told = [f for f in figures if f.outcome is Outcome.INJURED]
    shot = all(f.mention.word.id == "shoot" for f in told)
    short = len(antecedents.passage.sentences) <= SHORT_REPORT
    of_war = are_men_of_arms(article.title + " " + article.text)
    if not (told and shot and short and of_war and tells_of_execution(article.text)):
        return None, injured
    return replace(injured, rule=injured.rule + ", shot as at an execution, nobody said to have lived"), None


def _all_died(killed: Toll | None, injured: Toll) -> bool:
    """Whether those hurt can all be among the dead."""
    return killed is not None and (killed.best or 0) > 0 and (injured.best or 0) <= (killed.best or 0)


def _survived(figures: Sequence[Figure]) -> bool:
    """Whether the words about those hurt let one of them live."""
    hurt = [f for f in figures if f.outcome is Outcome.INJURED]
    struck = any(f.mention.word.struck and lives(f) for f in hurt)
    return struck or any(_LIVING.search(f.sentence.text) or f.in_title for f in hurt)


def _died_by_its_name(people: Sequence[Person]) -> int:
    """Count among the dead those hit in a murder-suicide of whom nothing says that they lived; return how many."""
    shot = [person for person in people if person.struck and not person.alive and not person.dead]
    for person in shot:
        person.outcomes.add(Outcome.KILLED)
    return len(shot)
