"""The injured of an incident: those said to be, else those hit less those who died of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.records import Toll
from pipeline.understand.cast import may_be_one
from pipeline.understand.counting.group import Form
from pipeline.understand.figure import Figure
from pipeline.understand.toll.apart_in_body import told_apart_in_body
from pipeline.understand.toll.beyond import beyond
from pipeline.understand.toll.chosen import chosen, is_total, opens, prominence
from pipeline.understand.toll.counted_with_dead import of_whom_died, without_the_dead
from pipeline.understand.toll.died_since import less_later_deaths
from pipeline.understand.toll.hurt_besides import with_others
from pipeline.understand.toll.nobody import of_some
from pipeline.understand.toll.one_toll import IN_BODY, OPENING, are_the_dead, toll_of, totals_of
from pipeline.understand.toll.person import Person
from pipeline.understand.toll.persons_told import persons_with
from pipeline.understand.toll.ranks import EACH_ONCE
from pipeline.understand.toll.rescuers import are_helpers
from pipeline.understand.toll.setting import is_carried
from pipeline.understand.toll.sides import FORCES, side_of
from pipeline.understand.toll.those_hit import covers_more, left_of_the_opening, next_hit
from pipeline.understand.toll.told_before import told_before
from pipeline.understand.toll.wholes import parts_of
from pipeline.vocabulary import Outcome, Qualifier

EARLY, MOST_OTHERS = 5, 2  # sentences; people
_CARRIED = re.compile(
    r"\b(?:flown|taken|rushed|airlifted|transported|carried|driven)\b[^.;]{0,50}\b(?:[Hh]ospitals?|[Mm]edical)\b"
    r"|\b(?:airlifted|medevaced)\b|\badmitted\b|\bon admission\b|\b(?:receiving|undergoing|under) treatment\b"
)
_ALL_DECLARED = re.compile(
    r"\bwhere\b[^.;]{0,60}\b(?:declared|pronounced|certified|confirmed) (?:them|both|all)(?: of them)?(?: \w+)? dead\b"
    r"|\bwhere (?:they|both|all)(?: of them| \w+)? were (?:\w+ )?(?:declared|pronounced|certified|confirmed) dead\b"
)
_DIE = re.compile(r"\b(?:pronounced|declared|certified) (?:\w+ ){0,5}dead\b|\bdied\b|\bsuccumbed\b")


def _dead_of_those_hit(hit: Figure, killed: Toll | None, people: Sequence[Person]) -> int | None:
    """Return how many of the dead can be among those hit: attackers who killed themselves, or whom police shot, not."""
    if killed is None or killed.best is None:
        return None
    if killed.rule != EACH_ONCE:
        return killed.best
    others = all(g.kind is not None and g.kind.id not in {"person", "attacker"} for g in hit.groups)
    apart = side_of(hit) == FORCES or (others and len(hit.groups) > 1)
    return killed.best - sum(p.dead and (p.by_own_hand or (apart and p.attacker)) for p in people)


def _exact_number(vague: Toll, figures: Sequence[Figure]) -> Toll:
    """Return "dozens", "more than a dozen hurt" with the number that the text gives of those taken to hospital."""
    open_ended = vague.best is not None and vague.high is None and vague.low == vague.best
    taken = [f for f in figures if f.mention.word.id == "carry_to_hospital" and f.counted and is_total(f, figures)]
    fitting = [f for f in taken if f.bounds[1] is not None and f.bounds[1] >= (vague.low or 0)]
    if open_ended:
        first = chosen(totals_of(figures, Outcome.INJURED, None) or taken) if fitting else None
        dozen = first is not None and "dozen" in first.clause.words[first.groups[0].start : first.groups[0].end]
        least = vague.low or 0
        fitting = [f for f in fitting if dozen and opens(f) and least < (f.bounds[1] or 0) <= 2 * least]
    if (vague.best is not None and not open_ended) or not fitting:
        return vague
    low, best, high = fitting[0].bounds
    return Toll(low=low, best=best, high=high, rule=vague.rule + ", as many as were taken to hospital")


def _beside(hit: Figure, figures: Sequence[Figure]) -> tuple[int | None, int | None, int | None] | None:
    """Return those hurt beside those hit: "three were shot and a bouncer broke his nose", "and one firefighter"."""
    hurt = [f for f in figures if f.outcome is Outcome.INJURED]
    others = [f for f in hurt if f is not hit]
    helpers = [f for f in others if f.sentence is hit.sentence and are_helpers(f) and f.whole is None]
    if hit.mention.word.weak:
        joined = [f for f in others if f.sentence is hit.sentence and f.number < hit.number and not f.counted]
        if any(_is_joined_to(f, hit) for f in joined):
            return 1, 1, 1
        return helpers[0].bounds if helpers and not are_helpers(hit) else None
    return beyond(hit, hurt)


def _is_joined_to(figure: Figure, hit: Figure) -> bool:
    """Whether one hurt is told of in one breath with others: "left the owner injured and two robbers in hospital"."""
    between = hit.clause.words[figure.mention.trigger.end : hit.groups[0].start]
    return between == ("and",) and figure.mention.rule == "reduced passive" and figure.whole is None


def _follow_the_dead(hit: Figure, figures: Sequence[Figure], killed: Toll | None) -> bool:
    """Whether a sentence counts the dead first and then those hit, who are others.

    They are none where the opening counts all of them as dead: "four died", "cut two throats, then shot a couple".
    """
    before = [f for f in figures if f.sentence is hit.sentence and f.number < hit.number]
    dead = sum(f.bounds[1] or 0 for f in before if f.outcome is Outcome.KILLED)
    all_told = killed is not None and dead > 0 and (hit.bounds[1] or 0) + dead == killed.best
    if all_told and hit.sentence.rank > 1:
        return False
    before = [f for f in before if f.counted or _is_told_first(f, hit)]
    if any(f.sentence is hit.sentence and f.mention.word.itself for f in figures):
        return False  # "family of three found dead; police believe father shot wife, daughter, then himself"
    pointing = hit.clause.word(hit.groups[0].start) == "the"
    if pointing and any((f.bounds[1] or 0) > (hit.bounds[1] or 0) for f in before if f.outcome is Outcome.KILLED):
        return False  # "five people, among them the man who had shot the other four, were found dead"
    return hit.mention.rule != "multiple" and any(f.outcome is Outcome.KILLED and not f.mention.zero for f in before)


def _is_told_first(dead: Figure, hit: Figure) -> bool:
    """Whether one who died opens a sentence that goes on with those hit: "killing one and leaving ten with wounds"."""
    group = dead.groups[0]
    if group.form is not Form.SINGLE or group.definite:
        return False
    joined = hit.clause.word(hit.groups[0].start - 1)
    return joined in {"leaving", "left"} or (group.start <= 1 and joined in {"and", ","})


def _die_there(carried: Figure) -> bool:
    """Whether those taken to hospital are all who were hit: "the three were rushed there, where two died"."""
    first = carried.clause.word(carried.groups[0].start)
    pointing = first == "both" or (carried.groups[0].definite and first in {"the", "all", "they"})
    return pointing and bool(_DIE.search(carried.tail))


def _carried_beside(hit: Figure, struck: Sequence[Figure]) -> Figure | None:
    """Return those taken to hospital where all who were hit have died: others, told of further down."""
    later = [f for f in struck if f.number > hit.number and f.mention.word.id == "carry_to_hospital"]
    return next((f for f in later if f.bounds[1] and not _die_there(f) and not f.groups[0].partitive), None)


def _reach_hospital(hit: Figure) -> bool:
    """Whether those hit are said to have been taken to hospital, and not to have died."""
    return bool(_CARRIED.search(hit.tail)) and not _DIE.search(hit.tail)


def _all_of_them(toll: Toll | None, figures: Sequence[Figure], killed: Toll | None) -> Toll | None:
    """Return the count of "all three are in hospital" where fewer were counted before and nobody died."""
    if toll is None or not toll.best or (killed is not None and killed.best):
        return toll
    for figure in figures:
        group, number = figure.groups[0], figure.bounds[1] or 0
        all_told = figure.outcome is Outcome.INJURED and figure.clause.word(group.start) == "all" and figure.counted
        if all_told and figure.sentence.rank <= EARLY and toll.best < number <= toll.best + MOST_OTHERS:
            return Toll(low=number, best=number, high=number, rule=toll.rule + ", all of them together")
    return toll


JUST_OVER = 1.2  # how far an exact number lies above "more than 50"
SOON, FEWEST = 2, 2  # sentences; counts that tell everybody apart


def injured_of(figures: Sequence[Figure], people: Sequence[Person], killed: Toll | None) -> Toll | None:
    """Return the injured: those said to be, else those hit less those who died of it; and those hurt besides."""
    figures = [f for f in figures if not (_has_died_too(f, figures) or _has_died_next(f, figures))]
    figures = [f for f in figures if not _are_the_murdered(f, figures)]
    figures = [f for f in without_the_dead(figures, killed) if not _is_told_in_full(f, figures)]
    toll, first = _injured(figures, people, killed)
    toll = _all_of_them(less_later_deaths(toll, figures, killed), figures, killed)
    if toll is not None and first is None and toll.rule.startswith((OPENING, IN_BODY)):
        totals = totals_of(figures, Outcome.INJURED, killed)
        first = chosen(totals) if totals else None
    if toll is not None and toll.best and first is not None and "less" not in toll.rule:
        dead = of_whom_died(first, figures, killed)
        left = toll.best - dead
        toll = Toll(low=left, best=left, high=left, rule=toll.rule + ", less those who died") if dead else toll
    if toll is not None and toll.best and any(_one_died_of(f, figures, toll.best) for f in figures):
        left = toll.best - 1
        toll = Toll(low=left, best=left, high=left, rule=toll.rule + ", less the one who died")
    if toll is not None and toll.best is None:
        toll = _counted_later(toll, figures) or toll
    toll = _exactly_carried(toll, figures) or toll
    toll = _told_beside_the_dead(toll, figures, killed) or toll
    return with_others(toll, first, figures, people)


def _exactly_carried(toll: Toll | None, figures: Sequence[Figure]) -> Toll | None:
    """Return the 51 of a headline's "more than 50 injured", of whom the lead says "51 were taken to hospital"."""
    if toll is None or not toll.best or toll.high is not None or not toll.rule.startswith(OPENING):
        return None
    carried = (f for f in figures if f.outcome is Outcome.INJURED and f.sentence.leads and is_carried(f) and f.counted)
    exact = (f for f in carried if f.groups[0].qualifier is Qualifier.EXACT and len(f.groups) == 1 and f.whole is None)
    number = next((f.bounds[1] for f in exact if toll.best < (f.bounds[1] or 0) <= toll.best * JUST_OVER), None)
    rule = f"{toll.rule}, more exactly told of those taken to hospital"
    return Toll(low=number, best=number, high=number, rule=rule) if number else None


def _are_the_murdered(hit: Figure, figures: Sequence[Figure]) -> bool:
    """Whether "two men were found shot" are the dead of "a double homicide": as many, and found."""
    found = "found" in hit.clause.words[max(0, hit.mention.trigger.start - 3) : hit.mention.trigger.start]
    if hit.outcome is not Outcome.INJURED or not (hit.mention.word.struck and found and hit.counted):
        return False
    return any(f.mention.rule == "multiple" and f.outcome is Outcome.KILLED and f.bounds == hit.bounds for f in figures)


def _is_told_in_full(figure: Figure, figures: Sequence[Figure]) -> bool:
    """Whether a headline's "2 dead, 2 critical" counts only the worst hurt, whom the text tells of again."""
    if not figure.in_title or figure.mention.word.id != "critical":
        return False
    return any(f.outcome is Outcome.INJURED and not f.in_title and f.bounds[1] == figure.bounds[1] for f in figures)


def _told_beside_the_dead(toll: Toll | None, figures: Sequence[Figure], killed: Toll | None) -> Toll | None:
    """Return the 120 of "two people were killed and 120 injured" behind "two policemen were slightly hurt".

    What headline or first sentence tell goes before it.
    """
    hurt = [f for f in figures if f.outcome is Outcome.INJURED and f.counted and not f.mention.zero]
    stands_on = [f for f in hurt if toll is not None and f.bounds[1] == toll.best]
    if toll is None or not toll.best or not stands_on or any(f.in_title or f.sentence.first for f in hurt):
        return None
    dead = [f for f in figures if f.outcome is Outcome.KILLED and f.counted and killed is not None and killed.best]
    sentences = {f.sentence.index for f in dead if killed is not None and f.bounds[1] == killed.best}
    beside = [f for f in hurt if f.sentence.index in sentences and f.whole is None]
    beside = [f for f in beside if (f.bounds[1] or 0) > (toll.best or 0) and not f.groups[0].more]
    if not beside or any(f.sentence.index in sentences for f in stands_on):
        return None
    low, best, high = beside[0].bounds
    return Toll(low=low, best=best, high=high, rule="told beside the dead")


def _counted_later(toll: Toll, figures: Sequence[Figure]) -> Toll | None:
    """Return those of "several others hurt" as the next sentences count them: "Three officers and one other were"."""
    hurt = [f for f in figures if f.outcome is Outcome.INJURED and not f.mention.zero and f.whole is None]
    vague = [f for f in hurt if f.bounds[1] is None and f.sentence.leads and not f.in_title]
    if not vague or toll.low is None:
        return None
    after = [f for f in hurt if 0 < f.sentence.index - vague[0].sentence.index <= SOON]
    later = [f for f in after if f.sentence is after[0].sentence]
    numbers = [f.bounds[1] or 0 if f.counted or f.groups[0].more else 0 for f in later]
    total = sum(numbers)
    if 0 in numbers or total < toll.low or len(numbers) < FEWEST:
        return None
    return Toll(low=total, best=total, high=total, rule="counted in the next sentences")


def _has_died_next(hurt: Figure, figures: Sequence[Figure]) -> bool:
    """Whether the next words tell of the death of one told of as hurt: "injuring a man and two more. The man died"."""
    group, word = hurt.groups[0], hurt.clause.words[hurt.groups[0].head]
    if hurt.outcome is not Outcome.INJURED or hurt.counted or group.definite or len(hurt.groups) > 1:
        return False
    return word in _died_behind(hurt, figures)


def _one_died_of(hurt: Figure, figures: Sequence[Figure], number: int) -> bool:
    """Whether one of a list has died: "injuring the stallholder and four customers. The stallholder later died"."""
    if hurt.outcome is not Outcome.INJURED or hurt.bounds[1] != number or len(hurt.groups) < FEWEST:
        return False
    names = [g.name for g in hurt.groups if g.name]
    dead = [f.groups[0].name for f in figures if f.outcome is Outcome.KILLED and not f.mention.zero]
    if any(may_be_one(name, other) for name in names for other in dead if other):
        return True  # "Gabriel Barrera Jr. and eight of his family members were hurt", of whom he has died
    words = {hurt.clause.words[g.head] for g in hurt.groups if g.form is Form.SINGLE}
    return not words.isdisjoint(_died_behind(hurt, figures))


def _died_behind(hurt: Figure, figures: Sequence[Figure]) -> set[str]:
    """Return the nouns of those who the same or the next sentence says died: "the stallholder later died"."""
    dead = [f for f in figures if f.outcome is Outcome.KILLED and f.mention.word.id == "die" and f.number > hurt.number]
    dead = [f for f in dead if 0 <= f.sentence.index - hurt.sentence.index <= 1 and not f.counted]
    return {f.clause.words[f.groups[0].head] for f in dead if f.groups[0].definite}


def _has_died_too(hurt: Figure, figures: Sequence[Figure]) -> bool:
    """Whether those hurt are said to be dead in the same breath: "Five men were lynched and burned"."""
    if hurt.outcome is Outcome.INJURED and _ALL_DECLARED.search(hurt.tail):
        return True  # "They were taken to a clinic, where the doctor declared them dead"
    if hurt.outcome is not Outcome.INJURED or not hurt.counted or hurt.mention.word.struck:
        return False
    if hurt.mention.word.id == "burn" and hurt.sentence.text.startswith(("Among the victims", "Among the dead")):
        return True  # "Among the victims is a family of five, burned in their home", of those killed
    if (hurt.in_title or hurt.sentence.first) and hurt.mention.word.id == "burn":  # "Seven burned by crowd"
        return any(f.outcome is Outcome.KILLED and f.bounds == hurt.bounds and f.sentence.leads for f in figures)
    same = [f for f in figures if f.outcome is Outcome.KILLED and f.sentence is hurt.sentence and not f.mention.zero]
    same = [f for f in same if f.groups[0].start == hurt.groups[0].start and f.bounds == hurt.bounds]
    if any(f.mention.word.id == "die" and f.mention.trigger.start > hurt.mention.trigger.end for f in same):
        return True  # "Two men hurt as a wall fell succumbed to their injuries"
    return any(hurt.clause.words[f.mention.trigger.end : hurt.mention.trigger.start] == ("and",) for f in same)


def _dead_among(
    hit: Figure,
    figures: Sequence[Figure],
    people: Sequence[Person],
    killed: Toll | None,
    later_died: Mapping[int, int | None],
) -> int | None:
    """Return how many of those hit have died; None where the dead are told of apart from them."""
    dead = _dead_of_those_hit(hit, killed, people)
    divided = hit.number in later_died
    if _follow_the_dead(hit, figures, killed) and not divided:
        dead = None  # "eight dead and three with gunshot wounds" are eleven people
    more = divided and (hit.groups[0].more or (dead or 0) > (hit.bounds[1] or 0))  # "shot one dead, hurt six others"
    if not hit.mention.word.struck or more:
        dead = later_died[hit.number]
    if "also" in hit.clause.words[hit.groups[0].end : hit.mention.trigger.start] and not opens(hit):
        dead = None  # "was stabbed and died. Two of his friends were also stabbed"
    between = hit.clause.words[hit.groups[-1].end : hit.mention.trigger.start]
    carried = (
        hit.mention.word.id in {"carry_to_hospital", "send_to_hospital"} or "hospital" in between
    )  # "went to hospital with injuries"
    if carried and not divided:
        dead = dead if _die_there(hit) else None  # else the dead were not taken there
    in_body = not (hit.in_title or hit.sentence.first or divided)
    alive = _reach_hospital(hit) or "injuries" in hit.clause.words[hit.groups[-1].end : hit.mention.trigger.end]
    if killed is not None and killed.rule.startswith(OPENING) and in_body and alive:
        dead = None  # the opening counts the dead, the body those whom the ambulances took
    return dead


def _are_both_told_of(figure: Figure, people: Sequence[Person]) -> bool:
    """Whether "the two were brought to a hospital" counts the dead and the wounded told of one by one before."""
    words = figure.clause.words[figure.groups[0].start : figure.groups[0].end]
    known = [p for p in people if min(p.sentences) < figure.sentence.index]
    pointing = words in {("both",), ("the", "two"), ("the", "three")}
    both = any(p.dead for p in known) and any(p.alive and not p.dead for p in known)
    return pointing and both and len(known) == figure.bounds[1]


def _injured(
    figures: Sequence[Figure], people: Sequence[Person], killed: Toll | None
) -> tuple[Toll | None, Figure | None]:
    """Return the toll with the figure of those hit that it stands on; None where it stands on none of these."""
    plain = toll_of(figures, people, Outcome.INJURED, killed)
    parts = [(part, whole) for part, whole in parts_of(figures) if part.outcome is Outcome.KILLED]
    later_died = {whole.number: part.bounds[1] for part, whole in parts if whole.outcome is Outcome.INJURED}
    struck = [f for f in figures if is_total(f, figures) and (f.mention.word.struck or f.number in later_died)]
    struck = [f for f in struck if not (f.clause.words[f.groups[0].head] == "they" and are_the_dead(f, killed))]
    struck = [f for f in struck if not _are_both_told_of(f, people)]
    said = [f for f in figures if f.counted and f.outcome is Outcome.INJURED and f not in struck]
    said = [
        f for f in said if not f.groups[0].partitive and not (f.mention.zero and of_some(f))
    ]  # "one of the victims is still in hospital"
    first = min(struck, key=prominence) if struck else None
    if first is not None and (left := left_of_the_opening(first, later_died, plain, people)):
        return Toll(low=left, best=left, high=left, rule="those hit less those who died"), first
    apart = told_apart_in_body(figures, said, struck, people, plain)
    if apart is not None:
        return apart, None
    some = [f for f in said if not f.mention.zero]  # "a holdup in which no one was hurt" is of another day
    if first is not None and first.bounds[1] is None and plain is not None and plain.best is not None:
        return plain, None  # "on reports that multiple people had been shot"
    died = (later_died.get(first.number) or 0) if first is not None else 0
    if first is None or (
        plain is not None and (some or plain.best == 0) and not covers_more(first, plain, killed, died)
    ):
        return plain and _exact_number(plain, figures), None
    low, best, high = first.bounds
    if best is not None and (one := next_hit(first, figures)):
        low, best, high = (None if n is None else n + one for n in first.bounds)
    before = told_before(first, persons_with(people, Outcome.INJURED, killed, figures))
    if before is not None and best is not None:
        low, best, high = (None if n is None else n + before[0] for n in (low, best, high))
    added = _beside(first, figures) if before is None else None
    if added is not None:
        low, best, high = (
            None if n is None or m is None else n + m for n, m in zip((low, best, high), added, strict=True)
        )
    dead = _dead_among(first, figures, people, killed, later_died)
    told = first.number in later_died or first.clause.word(first.groups[0].start) == "the"  # "shot the other four"
    if dead and best is not None and (not first.groups[0].more or told):
        left = best - dead
        if left < 0 and plain is None and first.mention.word.weak:
            return Toll(low=low, best=best, high=high, rule="those hit"), first  # fewer than died: they are others
        less = Toll(low=left, best=left, high=left, rule="those hit less those who died")
        if left <= 0 and plain is None and (carried := _carried_beside(first, struck)) is not None:
            low, best, high = carried.bounds
            return Toll(low=low, best=best, high=high, rule="those taken to hospital"), carried
        told = plain is not None and plain.rule == EACH_ONCE and first.mention.word.weak
        alive = plain.best or 0 if told and plain is not None else 0
        return (less, first) if left > 0 and left >= alive else (plain, None)  # "the six", then who of them is alive
    return Toll(low=low, best=best, high=high, rule="those hit"), first
