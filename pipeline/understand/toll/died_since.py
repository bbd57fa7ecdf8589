"""Those hurt of whom a report goes on to say that they died: "two men were shot. One was pronounced dead"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Toll
from pipeline.understand.context import single
from pipeline.understand.counting.group import Form
from pipeline.understand.counting.numbers import numbers_in
from pipeline.understand.figure import Figure
from pipeline.understand.lexicon import table
from pipeline.understand.toll.hurt_besides import ANYBODY
from pipeline.understand.toll.other_side import is_shot_by_forces
from pipeline.understand.toll.ranks import RAISED
from pipeline.vocabulary import Outcome

SOON = 2  # sentences
STAYING = frozenset({"stay_in_hospital", "still_in_hospital"})
RULE = ", less those who died later"
SEVERALLY = ANYBODY | {"males", "females", "youths"}  # a number of people of no calling
_OF_THEM = re.compile(
    r"^(?:But |However, )?(\w+) of (?:them|these|those|the (?:injured|wounded|victims))\b", re.IGNORECASE
)
_ONE_OF = re.compile(r"\b[Oo]ne of the (?:\w+ ){0,2}(?:injured|wounded|victims|patients)\b")
_OTHERS_LEFT = re.compile(r"^Of the (?:other |remaining )?(\w+) (?:others|survivors|still|remaining)\b", re.IGNORECASE)


def count_people_shot(figure: Figure) -> bool:
    """Whether a figure counts people of no calling, in a sentence that tells of gunshots or stabs."""
    anybody = figure.clause.words[figure.groups[0].head] in SEVERALLY
    return anybody and bool(single("by_weapon").search(figure.sentence.text))


def less_later_deaths(toll: Toll | None, figures: Sequence[Figure], killed: Toll | None) -> Toll | None:
    """Take those who died since from the injured of a first report: "One is dead and four hurt", "a second has died".

    A report that counts fewer dead than the toll is older than the toll; one that counts as many is not.
    """
    if toll is None or not toll.best or killed is None or killed.best is None or "less those" in toll.rule:
        return toll
    hurt = [f for f in figures if _counts_hurt(f) and f.bounds[1] == toll.best]
    current = [f for f in hurt if (f.in_title or f.sentence.leads) and _dead_beside(f, figures) == killed.best]
    plainly = any(f.outcome is Outcome.INJURED and not f.mention.word.struck for f in current)  # "one dead, four hurt"
    if current and (killed.best > 1 or plainly):
        return toll
    rest = next((n for f in figures if (n := _others_left(f))), 0)
    counts = {f.bounds[1] for f in figures if _counts_hurt(f)}
    if rest and rest + killed.best in counts:
        return Toll(low=rest, best=rest, high=rest, rule=toll.rule + RULE)
    early = any(single("first_reports").search(f.sentence.text.lower()) for f in hurt)
    remaining = [f for f in figures if _counts_hurt(f) and (_are_the_rest(f) or (early and _stay(f)))]
    if remaining and _tells_of_one_more(remaining[0], figures):
        return toll  # "One of the six injured was sent to the capital. The remaining five are under treatment"
    if remaining and 0 < toll.best - (remaining[0].bounds[1] or 0) <= killed.best:
        low, best, high = remaining[0].bounds
        return Toll(low=low, best=best, high=high, rule=toll.rule + RULE)
    deaths = [f for f in figures if f.outcome is Outcome.KILLED and hurt and _may_follow(f, hurt[0])]
    out_of = [f.bounds[1] or 0 for f in deaths if _out_of(f, toll.best) == toll.best]
    since = max([*out_of, *(_died_among(f, figures) for f in hurt)], default=0)
    if 0 < since < toll.best and since <= killed.best:
        left, high = toll.best - since, None if toll.high is None else toll.high - since
        return Toll(low=left, best=left, high=high, rule=toll.rule + RULE)
    if not killed.rule.endswith(RAISED) or toll.high is None:
        return toll  # "at least six": others may have died
    for report in (f for f in hurt if f.outcome is Outcome.INJURED):
        then = _dead_beside(report, figures)
        if 0 < then < killed.best and report.sentence.index > 0:
            left = toll.best - (killed.best - then)
            return Toll(low=left, best=left, high=left, rule=toll.rule + RULE)
    return toll


def _tells_of_one_more(rest: Figure, figures: Sequence[Figure]) -> bool:
    """Whether the sentence before "the remaining five" tells what became of one of those hurt, who lives."""
    before = [f for f in figures if 0 < rest.sentence.index - f.sentence.index <= 1]
    dead = any(f.outcome is Outcome.KILLED for f in before)
    return not dead and any(_ONE_OF.search(f.sentence.text) for f in before)


def _others_left(figure: Figure) -> int:
    """Return the four of "Of the four others, two are still in serious condition"; 0 where nothing is told so."""
    found = _OTHERS_LEFT.match(figure.sentence.text)
    return _number(found[1]) if found is not None else 0


def _are_the_rest(figure: Figure) -> bool:
    """Whether a figure counts those hurt who still live: "the remaining 20 are being treated"."""
    return "remaining" in figure.clause.words[figure.groups[0].start : figure.groups[0].end]


def _stay(figure: Figure) -> bool:
    """Whether those hurt are still in hospital, behind a first count of which some died: "Five remain in hospital"."""
    return figure.mention.word.id in STAYING and not figure.groups[0].partitive


def _may_follow(death: Figure, hurt: Figure) -> bool:
    """Whether a death stands behind a count of those hurt, or around it: "One of the two soldiers hurt has died"."""
    return death.number > hurt.number or (death.sentence is hurt.sentence and _out_of(death, 0) is not None)


def _counts_hurt(figure: Figure) -> bool:
    """Whether a figure counts people hurt, of whom some may have died since."""
    hurt = figure.outcome is Outcome.INJURED or figure.mention.word.struck
    return hurt and figure.counted and not figure.mention.zero


def _dead_beside(hurt: Figure, figures: Sequence[Figure]) -> int:
    """Return how many dead the sentence of a count of injured tells of."""
    dead = [f for f in figures if f.outcome is Outcome.KILLED and f.sentence is hurt.sentence and f.whole is None]
    return sum(f.bounds[1] or 0 for f in dead if not f.groups[0].ordinal and not f.groups[0].more)


def _out_of(figure: Figure, hurt: int) -> int | None:
    """Return the seven of "one of the seven died", those `hurt` of "one of the injured"; else None."""
    group = figure.groups[0]
    bare = group.end == group.start + 1 and figure.clause.word(group.end) == "of"  # "One of the three soldiers hurt"
    words = figure.clause.words[group.start : group.end + 4 * bare]
    if not (group.partitive or bare) or words[1:3] != ("of", "the"):
        return None
    if {"injured", "wounded"} & set(words[3:4]):
        return hurt
    return next((number.best for number in numbers_in(words, frozenset()) if number.core > 2), None)


def _died_among(hurt: Figure, figures: Sequence[Figure]) -> int:
    """Return how many of those hurt the next sentences say died: "One was pronounced dead", "two of them have died"."""
    after = [
        f
        for f in figures
        if f.outcome is Outcome.KILLED and 0 < f.sentence.index - hurt.sentence.index <= SOON and not hurt.in_title
    ]
    found = 0
    for figure in after:
        said = _OF_THEM.match(figure.sentence.text)
        if said is not None:
            found = max(found, _number(said[1]))
        elif _is_one_of_several(figure, hurt):
            found += figure.bounds[1] or 0
    return found


def _number(word: str) -> int:
    """Return the small number that a word or figure stands for; 0 where it is none."""
    return int(word) if word.isdigit() else int(table("numbers")["units"].get(word.lower(), 0))


def _is_one_of_several(figure: Figure, hurt: Figure) -> bool:
    """Whether "One was pronounced dead" and "The driver died" speak of "two men with gunshot wounds"."""
    group = figure.groups[0]
    if len(figure.groups) > 1 or group.more or figure.sentence.index - hurt.sentence.index > 1:
        return False
    if group.end == group.start + 1 and _number(figure.clause.words[group.start]):
        return group.start == 0 or figure.clause.word(group.start - 1) in {",", "and", "but", ";"}
    if figure.of_attackers or is_shot_by_forces(figure):
        return False  # "five were hurt in a stabbing. The attacker was shot dead by police"
    return count_people_shot(hurt) and group.form is Form.SINGLE and group.definite and not group.possessive
