"""Figures that repeat or divide others: "of those, 71 died", "three of the injured", a headline's copy of a sum."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.understand.context import single
from pipeline.understand.counting.group import Form
from pipeline.understand.counting.people import FORCE_KINDS, REBEL_KINDS
from pipeline.understand.figure import Figure
from pipeline.understand.harm.partitives import WORDS
from pipeline.understand.phrases import folded
from pipeline.understand.toll.chosen import are_among_them
from pipeline.understand.toll.other_side import are_shot_by_forces
from pipeline.understand.toll.sides import DEFENDING, RAIDERS, are_raided
from pipeline.vocabulary import Assertion, Outcome, Scope

_FORCES = re.compile(
    r"\b(?:police|troops?|soldiers?|army|forces|officers|guards|gendarmes|marines|jets|drones?)\b", re.IGNORECASE
)
OF_THEM = ("Of those", "Of them", "Of these", "Among them", "Among those", "Of the total")
ROUNDED = 1.1  # a headline rounds down by less
SHORT = 6  # tokens
SMALL = 9  # a repeated number up to this one is chance
BODIES = frozenset({"bodies", "corpses", "remains", "dead bodies"})
ARMED = FORCE_KINDS | REBEL_KINDS
VILLAGERS = frozenset({"villagers", "residents", "inhabitants", "townspeople", "locals", "herders", "farmers"})
RECORDING = frozenset({"recorded", "documented", "registered", "verified", "tallied", "logged"})
NEARBY = 3  # sentences
MEN = frozenset({"men", "soldiers", "troops", "personnel", "members"})
FORCE_NAMES = frozenset({"army", "police", "armed", "forces", "gendarmerie", "military", "navy", "guard", "army's"})
_BAND_SAYS = re.compile(r"\b(?:group|front|militia|movement|rebels?|militants|insurgents|Taliban|Shabaab)\b")
HARMED = frozenset({Outcome.KILLED, Outcome.INJURED})


def related(figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures, parts joined to their wholes; those that repeat or divide a sum are sums themselves."""
    sums = {(f.outcome, f.bounds[1]) for f in figures if f.scope is Scope.CUMULATIVE and (f.bounds[1] or 0) > SMALL}
    sums |= {(f.outcome, f.bounds[1]) for f in figures if _rounds_a_sum(f, figures)}
    lasting = _lasting(figures)
    sums -= lasting
    found: list[Figure] = []
    for figure in figures:
        if (figure.outcome, figure.bounds[1]) in lasting and figure.scope is Scope.CUMULATIVE:
            figure = replace(figure, scope=Scope.INCIDENT)
        known = next((f for f in found if f.number == figure.whole), None)
        whole = _whole_of(figure, found) if figure.whole is None else known
        divides = whole is not None and whole.scope is Scope.CUMULATIVE
        if whole is not None:
            if known is None:
                figure = replace(figure, whole=whole.number, background=figure.background and whole.background)
            elif figure.mention.rule == "part" and figure.background and not whole.background:
                figure = replace(figure, background=False)  # "killing six people, among them four herders"
            if (whole.outcome, whole.bounds[1]) in lasting and figure.sentence is whole.sentence:
                figure = replace(figure, scope=whole.scope)
        divides = divides or (bool(found) and _goes_on_with_a_sum(figure, found[-1])) or _is_recorded(figure, found)
        if figure.scope is Scope.INCIDENT and (divides or (figure.outcome, figure.bounds[1]) in sums):
            figure = replace(figure, scope=Scope.CUMULATIVE, background=False)
        found.append(figure)
    return found


def _goes_on_with_a_sum(figure: Figure, before: Figure) -> bool:
    """Whether another gives its count of a sum: "The war has left 300,000 dead. Khartoum puts the toll at 10,000"."""
    follows = figure.sentence.index - before.sentence.index == 1
    next_to = follows and figure.sentence.paragraph == before.sentence.paragraph
    sums = before.scope is Scope.CUMULATIVE and not figure.sentence.first and _same_field(figure, before)
    bare = figure.counted and figure.groups[0].kind is None and len(figure.clause) <= SHORT and not figure.in_title
    bare = bare or (figure.counted and "counted" in figure.clause.words)
    return (figure.mention.rule == "toll" or bare) and next_to and sums  # "174 children in 2022. Twenty-two died"


def _is_recorded(figure: Figure, before: Sequence[Figure]) -> bool:
    """Whether a count is of the same records as the sums an article opens with: "It recorded 412 people wounded"."""
    opening = [f for f in before if f.in_title or f.sentence.first]
    sums = bool(opening) and all(f.scope is Scope.CUMULATIVE for f in opening)
    return sums and figure.counted and not RECORDING.isdisjoint(figure.clause.words)


def _lasting(figures: Sequence[Figure]) -> set[tuple[Outcome, int | None]]:
    """Return the counts of one event that lasts for days: a headline's toll, told as of "the past three weeks"."""
    titles = {(f.outcome, f.bounds[1]) for f in figures if f.in_title}
    spans = {
        (f.outcome, f.bounds[1])
        for f in figures
        if f.sentence.leads and single("days_or_weeks").search(folded(f.sentence.text))
    }
    least = [(f.outcome, f.bounds[0]) for f in figures if f.in_title and f.bounds[0] and f.bounds[2] is None]
    rounded = {
        (outcome, number)
        for outcome, number in spans
        if any(number and o is outcome and n and n <= number < ROUNDED * n for o, n in least)
    }  # "over 170 hurt" in the headline, "172 injured over the past three days"
    untold = not any(outcome in HARMED for outcome, _ in titles)
    of_unrest = {
        (f.outcome, f.bounds[1])
        for f in figures
        if untold and f.sentence.first and single("unrest_of_days").search(folded(f.sentence.text))
    }  # "164 people were killed during the unrest that rocked the country over the past week"
    return (titles & spans) | rounded | of_unrest


def _rounds_a_sum(figure: Figure, figures: Sequence[Figure]) -> bool:
    """Whether a headline's toll is a round number just below a sum of the text: "toll passes 2,000", "2,006 since"."""
    number = figure.bounds[1]
    if not figure.in_title or figure.mention.rule != "toll" or number is None or number % 50:
        return False
    sums = [f for f in figures if f.scope is Scope.CUMULATIVE and f.outcome is figure.outcome]
    return any(number <= (f.bounds[1] or f.bounds[0] or 0) < ROUNDED * number for f in sums)


def _whole_of(figure: Figure, before: Sequence[Figure]) -> Figure | None:
    """Return the figure told before that this one says it divides; None if it says no such thing."""
    kinds = {g.kind.id for g in figure.groups if g.kind is not None}
    if figure.groups[0].partitive and figure.mention.rule == "active" and kinds and kinds <= REBEL_KINDS:
        return None  # "killed two of the insurgents": those they are some of are named
    stricken = figure.mention.rule == "reduced passive" and figure.groups[0].end == figure.mention.trigger.start
    if stricken and figure.groups[0].partitive and figure.outcome is Outcome.KILLED:
        before = [f for f in before if f.outcome is Outcome.KILLED]  # "five were hurt", "One of those murdered was"
    if are_among_them(figure):
        before = [f for f in before if f.outcome is figure.outcome]  # "hurt 31. Among those killed were two boys"
    completed = next((f for f in reversed(before) if _completes(figure, f, before)), None)
    if completed is not None:
        return completed
    if not (are_among_them(figure) or _divides_next(figure) or _names_the_stricken(figure) or _are_bodies(figure)):
        return None  # most figures: nothing of what follows is asked about them
    held = [f for f in reversed(before) if _holds(f, figure)]
    candidates = [f for f in held if f.whole is None]
    if are_among_them(figure) and candidates:
        return candidates[0]
    if _divides_next(figure):
        at_once = figure.outcome is Outcome.KILLED and single("at_once").search(folded(figure.tail))
        dead = [f for f in candidates if f.outcome is Outcome.KILLED]
        hurt = [f for f in candidates if f.outcome is Outcome.INJURED and f.sentence is not figure.sentence]
        beyond = {f.number for f in hurt if f.groups[0].more}
        if figure.outcome is Outcome.KILLED and dead:  # "killed six, 12 more in hospital. Five of the workers died"
            candidates = [f for f in candidates if f.number not in beyond]
        candidates = dead or candidates if at_once else candidates
        far = NEARBY if at_once else 1
        near = (f for f in candidates if figure.sentence.index - f.sentence.index <= far and _same_field(f, figure))
        return next(near, None)
    if _names_the_stricken(figure):
        return next((f for f in held if f.outcome is figure.outcome), next(iter(candidates), None))
    if _are_bodies(figure):
        return next((f for f in candidates if f.outcome is Outcome.KILLED and f.bounds[1] != figure.bounds[1]), None)
    return None


def _completes(part: Figure, whole: Figure, before: Sequence[Figure]) -> bool:
    """Whether a count and the parts told before make up the whole: "13 dead, an officer among them. 12 gunmen died"."""
    if not 0 < part.sentence.index - whole.sentence.index <= NEARBY:
        return False
    own = [f for f in before if f.whole == whole.number and not are_among_them(f)]
    parts = [f.bounds[1] for f in own if f.outcome is whole.outcome]
    told = whole.assertion is Assertion.AFFIRMED and not whole.in_title and whole.whole is None and bool(parts)
    near = part.counted and whole.counted
    total, number = whole.bounds[1], part.bounds[1]
    if not (told and near and part.outcome is whole.outcome and total and number) or None in parts:
        return False
    return number + sum(n for n in parts if n is not None) == total


def _same_field(first: Figure, second: Figure) -> bool:
    return first.sentence.field is second.sentence.field


def _divides_next(figure: Figure) -> bool:
    """Whether the words point back to people just counted: "of them", "of those"."""
    if "own" in figure.clause.words[figure.groups[0].start : figure.groups[0].end]:
        return False  # "admits the death of five of its own men"
    last = figure.clause.word(figure.groups[0].end - 1)
    own = figure.groups[0].partitive and last not in WORDS
    return own or (figure.sentence.text.startswith(OF_THEM) and figure.counted)


def _names_the_stricken(figure: Figure) -> bool:
    return figure.groups[0].partitive and figure.clause.word(figure.groups[0].end - 1) in WORDS


def _are_bodies(figure: Figure) -> bool:
    """Whether bodies found are counted, not said to be beyond those counted before."""
    words = figure.clause.words[figure.mention.trigger.start : figure.mention.trigger.end]
    return " ".join(words) in BODIES and figure.counted and not any(group.more for group in figure.groups)


def _holds(whole: Figure, part: Figure) -> bool:
    """Whether the people of `part` can be among those of `whole`."""
    told = whole.assertion is Assertion.AFFIRMED and whole.groups[0].form is Form.COUNT and not whole.mention.zero
    total, number = whole.bounds[1] or whole.bounds[0], part.bounds[1] or part.bounds[0]
    fits = total is not None and number is not None and number <= total and _covers(whole, part)
    of_the_dead = _names_the_stricken(part)  # "two of the slain were attackers"
    alike = whole.of_attackers is part.of_attackers and not _are_others(whole, part)
    return told and fits and (of_the_dead or alike)


def _are_others(whole: Figure, part: Figure) -> bool:
    """Whether "two of the raiders" are none of "three wounded": a noun for people of arms names others."""
    own = {g.kind.id for g in part.groups if g.kind is not None} & ARMED
    told = (g for g in whole.groups if whole.clause.words[g.head] not in VILLAGERS)
    if own and part.clause.word(part.groups[0].end - 1) not in DEFENDING and _defend(whole):
        return True  # "three vigilantes were hurt. Only one of the bandits was killed"
    heads = {whole.clause.words[g.head] for g in whole.groups}
    if are_shot_by_forces(part, whole):
        return True  # "Six were killed when three attackers drove ... Officers shot all three of the men dead"
    if _are_our_men(part) and any(g.kind is not None and g.kind.id in REBEL_KINDS for g in whole.groups):
        return True  # "Fourteen terrorists were killed. Eight of the men of the Armed Forces were martyred"
    if part.clause.word(part.groups[0].end - 1) in RAIDERS and heads & {"militiaman", "militiamen"}:
        return True  # "Two militiamen were slain. One of the bandits was also killed"
    theirs = whole.mention.rule == "active" and not _FORCES.search(whole.sentence.text)
    if own and own <= REBEL_KINDS and part.mention.rule in {"passive", "subject"} and (theirs or are_raided(whole)):
        return True  # "They killed 17 people. Five of the raiders were killed by pursuing villagers"
    return bool(own) and not any(g.kind is not None and g.kind.id in own | {"person"} for g in told)


def _are_our_men(part: Figure) -> bool:
    """Whether a figure counts some of the men of an army or police: "three of our men", "eight of the army's men"."""
    words = part.clause.words[part.groups[0].start : part.mention.trigger.start]
    theirs = bool({"its", "our"} & set(words[:4])) and not _BAND_SAYS.search(part.sentence.text)
    return "of" in words[:2] and bool(MEN & set(words[:6])) and (theirs or bool(FORCE_NAMES & set(words)))


def _defend(whole: Figure) -> bool:
    """Whether a figure counts villagers under arms."""
    return any(whole.clause.words[g.head] in DEFENDING for g in whole.groups)


def _covers(whole: Figure, part: Figure) -> bool:
    both = whole.outcome is Outcome.KILLED_OR_INJURED or whole.mention.word.struck
    worse = part.outcome is Outcome.KILLED and whole.outcome is Outcome.INJURED and _divides_next(part)
    return part.outcome is whole.outcome or (both and part.outcome in HARMED) or worse


def copies_of_sums(figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Yield each sum that a headline gives in short, with the sum of the text that it repeats."""
    sums = [figure for figure in figures if figure.scope is Scope.CUMULATIVE]
    for copy in (figure for figure in sums if figure.in_title and figure.whole is None):
        same = (s for s in sums if not s.in_title and (s.outcome, s.bounds) == (copy.outcome, copy.bounds))
        found = next(same, None)
        if found is not None:
            yield copy, found


def parts_of(figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Yield every part with its whole."""
    by_number = {figure.number: figure for figure in figures}
    for figure in figures:
        if figure.whole in by_number:
            yield figure, by_number[figure.whole]
