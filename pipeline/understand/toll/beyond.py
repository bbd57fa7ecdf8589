"""People counted beyond a figure: the other side's losses, bodies found later, those hurt less, "three more"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.understand.context import single
from pipeline.understand.counting.group import Form
from pipeline.understand.counting.people import GENERIC, REBEL_KINDS
from pipeline.understand.figure import Figure
from pipeline.understand.phrases import folded
from pipeline.understand.toll.made_up_of import make_up
from pipeline.understand.toll.other_side import (
    SOON,
    are_bodies,
    are_their_bodies,
    attackers_fell,
    is_of_the_other_side,
    lost_their_own,
    of_both_forces,
    of_own_side,
    stands_behind,
)
from pipeline.understand.toll.sides import RAIDERS, REBELS, raiders_counted, side_of, struck_back
from pipeline.understand.toll.told_apart import is_told_too
from pipeline.understand.toll.told_beside import are_the_rest, are_worst, of_another_trade
from pipeline.vocabulary import Outcome

TELLING = frozenset({"claimed", "claims", "claim", "reported", "reports", "said", "says", "put", "puts"})
ARMED = frozenset({"fighter", "soldier"})
_ANOTHER_TOLL = re.compile(r"\b(?:lower|higher|different) (?:death )?(?:toll|figure|count|number)\b")
_OF_WOUNDS = re.compile(r"\b(?:of|from|to) (?:their|his|her) (?:\w+ )?(?:wounds|injuries|burns)\b")


def beyond(first: Figure, own: Sequence[Figure]) -> tuple[int | None, int | None, int | None] | None:
    """Return those counted beyond a figure in its own sentence ("killed two soldiers; three more died later")."""
    if "found" in first.clause.words[: first.mention.trigger.end]:  # "Three were found dead. Then two more bodies"
        own = [f for f in own if f is first or f.sentence is first.sentence or not are_bodies(f)]
    near = [
        f
        for f in own
        if f.sentence.index == first.sentence.index and f is not first and not f.mention.zero and _is_no_part(f, own)
    ]
    near = [
        f
        for f in near
        if not (is_spelt_out(f, first) or are_some_there(f, first) or are_the_rest(f, first) or are_worst(f, first))
    ]
    near = [f for f in near if not _is_among(f, first)]
    if first.mention.rule == "active":
        near = [f for f in near if f.mention.rule != "reflexive" or blew_up(f)]
        near = [f for f in near if f.counted or not f.of_attackers or first.of_attackers or blew_up(f)]  # added later
    found = [
        f
        for f in near
        if f.groups[0].more
        or f.mention.rule == "gapped"
        or (not f.counted and not f.groups[0].definite)
        or (
            f.whole is not None and (f.bounds[1] == 1 or _are_of_whom(f))
        )  # "wounded 30 others, one of whom died hours later"
        or _others(f, first)
        or _in_another_clause(f, first)
        or _had_killed(f, first)
        or struck_back(f, first)
        or _overcome(f, first)
        or (f.in_title and f.of_attackers and f.counted and first.groups[0].kind is None)
    ]
    if first.groups[0].more:
        found = near
    if first.mention.rule == "multiple":
        found = []  # "triple shooting leaves one critical" counts all
    found = found or [
        f
        for f in own
        if is_of_the_other_side(f, first)
        or _are_found_later(f, first)
        or _died_too(f, first)
        or _of_another_force(f, first)
        or _not_listed(f, first)
        or _more_died(f, first)
        or lost_their_own(f, first)
        or _died_of_wounds(f, first, own)
        or are_their_bodies(f, first)
        or of_own_side(f, first)
        or attackers_fell(f, first)
        or of_both_forces(f, first)
    ]
    if not found or _tells_of_several(first):
        return None
    if _are_parts(found[0], first, own) or _is_the_rest(found[0], first, own):
        return None
    gaps = [f for f in found if f.mention.rule == "gapped" or (f.groups[0].more and f.sentence is found[0].sentence)]
    if len(gaps) > 1 and gaps[0] is found[0]:
        return _sum_of(gaps)
    died_too = [f for f in found if _died_too(f, first)]
    if len({f.sentence.index for f in died_too}) == len(died_too) > 1 and died_too[0] is found[0]:
        return _sum_of(died_too)  # "Two passers-by also died. The bomber's remains have been collected"
    clauses = [f for f in found if _in_another_clause(f, first)]
    return _sum_of(clauses) if len(clauses) > 1 and clauses[0] is found[0] else found[0].bounds


def _is_among(figure: Figure, first: Figure) -> bool:
    """Whether somebody is one of those counted: "A man with a broken jaw is among five people in hospital"."""
    between = figure.clause.words[figure.mention.trigger.start : first.groups[0].start]
    return figure.number < first.number and (between[-1:] == ("among",) or between[-2:] == ("one", "of"))


def _tells_of_several(first: Figure) -> bool:
    """Whether the opening counts the dead of several attacks together: "Three separate explosions have killed five"."""
    before = folded(first.sentence.text[: first.clause.doc[first.mention.groups[0].start].idx])
    return first.sentence.first and bool(single("several_told").search(before))


def _are_parts(figure: Figure, first: Figure, own: Sequence[Figure]) -> bool:
    """Whether figures told of one after the other make up the first: "eight wounded", "four more", "four wounded"."""
    later = [f for f in own if f.number > first.number and f.sentence is not first.sentence]
    if figure in later and make_up(first, later):
        return True
    later = [f for f in later if f.counted or f.whole is not None]
    total = sum(f.bounds[1] or 0 for f in later)
    beside = [f for f in own if f.sentence is figure.sentence and f.sentence is not first.sentence]
    beside = [f for f in beside if f.counted or f.whole is None]  # "eight, a journalist among them, and six others"
    together = len(beside) > 1 and sum(f.bounds[1] or 0 for f in beside) == first.bounds[1]  # "one died, five bodies"
    return together or (figure in later and len(later) > 1 and total == first.bounds[1])


def _is_the_rest(figure: Figure, first: Figure, own: Sequence[Figure]) -> bool:
    """Whether those who died since and those who died at once are the nine counted: "Five died at once. Four later"."""
    late = figure.outcome is first.outcome and figure.counted and figure.whole is not None
    before = [
        f for f in own if 0 < figure.sentence.index - f.sentence.index <= SOON and f.sentence is not first.sentence
    ]
    return late and any(
        f.counted and f.whole is None and (f.bounds[1] or 0) + (figure.bounds[1] or 0) == first.bounds[1]
        for f in before
    )


def _sum_of(figures: Sequence[Figure]) -> tuple[int | None, int | None, int | None]:
    """Return the bounds of figures together: "nineteen in the first village, thirteen in the second, three"."""
    low, best, high = (
        None if None in column else sum(n for n in column if n is not None)
        for column in zip(*(f.bounds for f in figures), strict=True)
    )
    return low, best, high


def _is_no_part(figure: Figure, own: Sequence[Figure]) -> bool:
    """Whether a figure is part of none of these; "one of whom died" is part of the wounded, and not of the dead."""
    one = not figure.counted or figure.bounds[1] == 1 or _are_of_whom(figure)
    return figure.whole is None or (one and all(f.number != figure.whole for f in own))


def _are_of_whom(figure: Figure) -> bool:
    """Whether a clause goes on with some of those before: "19 wounded, three of whom died during the night"."""
    group = figure.groups[0]
    said = {"whom", "them"} & set(figure.clause.words[max(0, group.start - 2) : group.end + 2])
    return bool(said) and figure.outcome is Outcome.KILLED


def _in_another_clause(figure: Figure, first: Figure) -> bool:
    """Whether the sentence goes on with others: "killed 13 people, and two children pulled out with burns died"."""
    group, words = figure.groups[0], figure.clause.words
    joiner = group.start - 1 - (words[group.start - 1] == "that")  # "and that 18 Tigers were killed"
    between = words[first.mention.trigger.end : figure.mention.trigger.end]
    parted = ";" in between and TELLING.isdisjoint(between)  # "; police later shot dead two armed youths"
    came = raiders_counted(figure)  # "while three of those who attacked were gunned down"
    joined = group.start > first.mention.trigger.end and (
        words[joiner] in ({"and", "while"} if came else {"and"}) or parted
    )
    rules = {"subject", "passive", "active"} if parted else {"subject", "passive"}
    told = figure.counted and figure.mention.rule in rules and figure.mention.word.id in {"die", "kill"}
    named = group.kind is not None and group.kind.id in REBEL_KINDS  # "and that two of the attackers were killed"
    apart = not group.definite and (named or came or not group.partitive)
    return joined and told and apart and first.mention.rule != "toll"


def _overcome(figure: Figure, first: Figure) -> bool:
    """Whether those who killed were killed in the end: "killing nine before they were shot dead"."""
    group = figure.groups[0]
    between = figure.clause.words[first.mention.trigger.end : max(group.start, figure.mention.trigger.start)]
    acts = first.mention.rule == "active" and figure.number > first.number
    return acts and figure.clause.word(group.start) == "they" and not {"before", "until"}.isdisjoint(between)


def _had_killed(figure: Figure, first: Figure) -> bool:
    """Whether a headline tells of the dead and of those whom they killed: "Police shoot dead 3 who killed 2"."""
    between = figure.clause.words[first.groups[-1].end : figure.mention.trigger.start]
    return (
        first.in_title and figure.counted and figure.mention.rule == "active" and between in {("who",), ("who", "had")}
    )


def blew_up(figure: Figure) -> bool:
    """Whether a bomber died of the bomb: other attackers who killed themselves are added with the attackers."""
    return "up" in figure.clause.words[figure.mention.trigger.start : figure.mention.trigger.end]


def are_some_there(figure: Figure, first: Figure) -> bool:
    """Whether a clause of place goes on with some of those counted: "14 are in Molo, where three are in the ICU"."""
    between = figure.clause.words[first.groups[-1].end : figure.groups[0].start]
    return "where" in between and ";" not in between and not figure.groups[0].more


def is_spelt_out(figure: Figure, first: Figure) -> bool:
    """Whether a list behind a colon names those just counted: "Four were hurt: Nestor Uy, 41, who had a wound"."""
    between = figure.clause.words[first.groups[0].end : figure.groups[0].start]
    return first.counted and ":" in between and not figure.groups[0].more


def _are_found_later(figure: Figure, first: Figure) -> bool:
    """Whether the next sentence tells of more bodies: "MONUSCO later recovered 7 more bodies"."""
    follows = stands_behind(figure, first)
    return follows and are_bodies(figure) and figure.groups[0].more and figure.counted


def _died_too(figure: Figure, first: Figure) -> bool:
    """Whether the next sentence adds others: "left 11 civilians dead. Three soldiers were also killed"."""
    follows = stands_behind(figure, first, SOON)
    group = figure.groups[0]
    if "among" in figure.clause.words[group.end : figure.mention.trigger.start]:
        return False  # "A boy was also among the injured"
    theirs = group.possessive and is_told_too(figure)  # "Their driver lost his life too"
    bomber = "bomber" in figure.clause.words[group.start : group.end]  # "The bomber also died"
    bomber = bomber and "thought" not in figure.clause.words  # "his body was thought to be among those found"
    fronted = figure.mention.rule == "fronted" and group.more and stands_behind(figure, first)
    fronted = fronted and not first.in_title  # "Also killed was the driver"
    new = theirs or bomber or fronted or not group.definite or "who" in _words_before(figure)
    one = group.form is Form.SINGLE and new
    told = follows and (figure.counted or one) and figure.whole is None and not figure.mention.zero
    unsaid = first.mention.rule == "active" and first.groups[0].kind is None and group.kind is not None
    remains = bomber and are_bodies(figure) and side_of(first) != REBELS  # "The bomber's remains have been collected"
    too = fronted or "also" in _words_before(figure) or is_told_too(figure) or remains
    heads = {first.clause.words[g.head] for g in first.groups}
    theirs_too = figure.of_attackers and not first.of_attackers and not group.partitive
    attacker = theirs_too and (not group.definite or (group.form is Form.SINGLE and "who" in _words_before(figure)))
    raider = group.partitive and figure.clause.word(group.end - 1) in RAIDERS and not heads & (RAIDERS | {"people"})
    others = _are_apart(figure, first) or of_another_trade(figure, first)
    besides = figure.mention.rule == "active" and figure.clause.word(figure.mention.trigger.start - 1) == "also"
    besides = besides and not group.definite and not group.partitive  # "The attack also killed 13 marines"
    return told and too and (others or unsaid or theirs or bomber or raider or attacker or fronted or besides)


def _of_another_force(figure: Figure, first: Figure) -> bool:
    """Whether the next sentence counts the fallen of another force: "Six Houthi fighters. Four STC fighters"."""
    follows = stands_behind(figure, first)
    if not follows or figure.whole is not None or figure.mention.zero or len(figure.groups) != 1:
        return False
    group, other = figure.groups[0], first.groups[0]
    if group.kind is None or other.kind is None or group.kind.id != other.kind.id or group.kind.id not in ARMED:
        return False
    names = _names_of(figure), _names_of(first)
    again = figure.bounds == first.bounds  # "two NATO soldiers", "two KFOR soldiers"
    apart = bool(names[0] and names[1]) and not names[0] & names[1] and not again
    return apart and not (group.definite or group.partitive)


def _names_of(figure: Figure) -> set[str]:
    """Return the capitalised words before the noun of a count: {"houthi"} of "six Houthi fighters"."""
    group = figure.groups[0]
    words = figure.clause.doc[group.start + 1 : group.head]
    return {token.lower_ for token in words if token.text[:1].isupper() or token.text.isupper()}


def _not_listed(figure: Figure, first: Figure) -> bool:
    """Whether the next sentence tells of one more than those named one by one: "A vendor, hit by a bullet, died"."""
    follows = stands_behind(figure, first)
    listed = len(first.groups) > 1 and all(g.best == 1 for g in first.groups)
    group = figure.groups[0]
    new = figure.outcome is first.outcome and not figure.counted and group.form is Form.SINGLE
    before = {"had", "also", "earlier"} & set(_words_before(figure))  # "The driver had been killed on the spot"
    new = new and (not group.definite or (bool(before) and not group.possessive))
    word = figure.clause.words[group.head]
    told = {first.clause.words[g.head] for g in first.groups}
    return follows and listed and new and group.kind is not None and word not in told | GENERIC and group.age is None


def _more_died(figure: Figure, first: Figure) -> bool:
    """Whether the next sentence adds to those counted: "Seven more civilians died in the fight that followed"."""
    new = figure.groups[0].more and not figure.groups[0].definite  # "the five other dead were policemen"
    added = new and figure.counted and figure.whole is None and not figure.mention.zero
    added = added and not _ANOTHER_TOLL.search(figure.sentence.text)
    added = added and not (figure.bounds == first.bounds and first.groups[0].more)  # told again
    words = folded(figure.sentence.text)
    later = bool(_OF_WOUNDS.search(words)) or not single("these_days").search(words)
    same = figure.outcome is first.outcome and later
    there = figure.sentence.rank <= SOON + 1 and "there" in figure.tail
    return added and same and stands_behind(figure, first, SOON if there else 1) and not first.in_title


def _died_of_wounds(figure: Figure, first: Figure, own: Sequence[Figure]) -> bool:
    """Whether one of the wounded died since: "Three others were injured, one of whom later died"."""
    words = figure.clause.words[max(0, figure.groups[-1].end - 1) : figure.mention.trigger.end + 2]
    later = {"later", "succumbed", "subsequently", "since", "afterwards"} & set(words)
    of_wounded = figure.whole is not None and all(f.number != figure.whole for f in own)
    of_wounded = of_wounded or (is_one_of_wounded(figure) and not first.in_title)
    tolls = [f for f in own if f.mention.rule == "toll" and f.sentence is figure.sentence and f.number > figure.number]
    if any((f.bounds[1] or 0) <= (first.bounds[1] or 0) for f in tolls):
        return False  # "One of them died, bringing the dead there to four" of six
    listed = {g.kind.id for g in first.groups if g.kind is not None and g.best == 1 and len(first.groups) > 1}
    if any(g.kind is not None and g.kind.id in listed for g in figure.groups):
        return False  # "A militant and a soldier were killed. ... One of the injured soldiers later died"
    hit = {"hit", "wounded", "injured", "hurt", "shot"} & set(figure.clause.words[: figure.groups[0].start])
    anew = hit and figure.sentence.index > first.sentence.index and figure.clause.word(0) != "they"
    anew = anew and figure.bounds != first.bounds and figure.mention.word.id != "fatally"
    of_others = anew and first.whole is None  # "Four pedestrians were hit by fragments; one of them died in hospital"
    told = later or of_others or (is_one_of_wounded(figure) and not first.in_title)
    told = told and figure.outcome is Outcome.KILLED
    return bool(told) and of_wounded and stands_behind(figure, first, SOON) and not first.groups[0].more


def is_one_of_wounded(figure: Figure) -> bool:
    """Whether a figure is of some of those hurt: "One of the wounded succumbed on the way"."""
    words = figure.clause.words[figure.groups[0].start : figure.groups[0].end]
    return words[1:3] == ("of", "the") and bool({"wounded", "injured"} & set(words[3:5]))


def _are_apart(figure: Figure, first: Figure) -> bool:
    kinds = [{g.kind.id for g in f.groups if g.kind is not None} for f in (figure, first)]
    return bool(kinds[0] and kinds[1]) and not (kinds[0] & kinds[1]) and "person" not in kinds[0] | kinds[1]


def _words_before(figure: Figure) -> tuple[str, ...]:
    return figure.clause.words[max(0, figure.mention.trigger.start - 3) : figure.mention.trigger.end]


def _others(figure: Figure, first: Figure) -> bool:
    """Whether two counts of a sentence are of different people: soldiers and insurgents, or "also"."""
    return _are_apart(figure, first) or "also" in _words_before(figure)
