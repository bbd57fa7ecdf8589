"""Which of an article's figures of one outcome stands for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.understand.context import single
from pipeline.understand.counting.group import REMAINS
from pipeline.understand.figure import Figure
from pipeline.understand.harm.some_of_them import RULE as SOME_OF_THEM
from pipeline.understand.harm.tolls import is_label
from pipeline.understand.numbers_taken_up import MOVED
from pipeline.understand.passage import LEAD_SENTENCES
from pipeline.understand.phrases import folded
from pipeline.understand.times.days import NAMED_WEEKDAY
from pipeline.understand.toll.other_side import is_on_enemy_side
from pipeline.understand.toll.sides import FORCES, REBELS, side_of
from pipeline.vocabulary import Outcome, Qualifier, SourceKind

AUTHORITIES = frozenset(
    {
        SourceKind.GOVERNMENT,
        SourceKind.MILITARY,
        SourceKind.POLICE,
        SourceKind.EMERGENCY_SERVICES,
        SourceKind.HEALTH,
        SourceKind.OFFICIALS,
    }
)
HEARSAY = frozenset({SourceKind.WITNESS, SourceKind.RELATIVE, SourceKind.OTHER, SourceKind.POLITICAL})
_MOVED = re.compile(
    r"\b(?:brought|brings|bringing|raised|raises|raising|took|takes|taking|pushed|pushing|rose|risen|climbed)\b[^.;]{0,60}$"
)
_REACHED = re.compile(
    r"\b(?:thus|so|now|therefore|with this|with that),? (?:the )?(?:death )?toll (?:has |had )?(?:now )?"
    r"(?:reached|risen|climbed|come to)"
    r"|\b(?:taking|bringing|raising|pushing) the (?:death )?toll to\b",
    re.IGNORECASE,
)
_HAS_RISEN = re.compile(r"\bhas (?:now )?(?:risen|gone up|climbed|grown|increased|jumped) to\b")
_GRAVE = frozenset({"serious", "seriously", "severe", "severely", "critical", "critically", "grave", "gravely"})
_IN_HOSPITAL = re.compile(r"\b(?:[Hh]ospital|[Cc]linic|infirmary)\b")  # one of several may have fewer
_IN_TOTAL = re.compile(r"\b(?:in total|in all|altogether|all told)\b", re.IGNORECASE)


def opens(figure: Figure) -> bool:
    """Whether a figure stands in the headline or among the first sentences."""
    return figure.in_title or figure.sentence.leads


LATE = 6  # sentences
ROUND, MOST_OVER, NEARLY = 10, 1.5, 1.2  # what an exact number may be above a round one, or beside "about"
RUMOURS = HEARSAY | {SourceKind.MEDIA, SourceKind.ARMED_GROUP}
FEW_MORE = 2  # dead among those hit whom a headline leaves out
MOST_LATER = 5  # people who died since the headline was written


def is_total(figure: Figure, figures: Sequence[Figure]) -> bool:
    """Whether a figure counts people, and not only some of those that another counts."""
    if not figure.counted or figure.mention.zero:
        return False
    if figure.bounds == (None, None, None) and all(group.best is None for group in figure.groups):
        return False
    whole = next((f for f in figures if f.number == figure.whole), None) if figure.whole is not None else None
    if whole is not None and whole.mention.word.id == "carry_to_hospital" and _GRAVE & set(figure.clause.words):
        return False  # "36 were taken to hospital, of whom six had serious injuries"
    return whole is None or figure.outcome is not whole.outcome or whole.mention.word.struck


def is_one_of_them(figure: Figure) -> bool:
    """Whether "managed to kill one of them" tells of one person of several, and counts nobody else."""
    group = figure.groups[0]
    return len(figure.groups) == 1 and group.partitive and group.best == group.high == 1


def are_among_them(figure: Figure) -> bool:
    """Whether a figure says who was among those harmed, not how many: "The dead include two boys"."""
    return figure.mention.rule == SOME_OF_THEM


def chosen(totals: Sequence[Figure]) -> Figure:
    """Return the most prominent of the totals, or the one that outdoes it: later, exact, official."""
    label = next((f for f in totals if f.mention.rule == "toll" and is_label(f.clause.words, f.mention.trigger)), None)
    if label is not None:
        return label  # a record keeper's own sum
    first = _summed_for(min(totals, key=prominence), totals)
    return _official_for(_exact_for(_latest_for(_lead_for(first, totals), totals), totals), totals)


def _summed_for(first: Figure, totals: Sequence[Figure]) -> Figure:
    """Return the sum that a body arrives at, where neither headline nor lead counts: "In total 27 were injured"."""
    number = first.bounds[1] or 0
    sums = [f for f in totals if _IN_TOTAL.search(f.sentence.text) and (f.bounds[1] or 0) > number]
    if sums and not (first.in_title or first.sentence.first):
        return sums[-1]
    reached = [f for f in totals if f.mention.rule == "toll" and _REACHED.search(f.sentence.text) and not f.in_title]
    return next((f for f in reversed(reached) if number < (f.bounds[1] or 0) <= number + MOST_LATER), first)


def _lead_for(first: Figure, totals: Sequence[Figure]) -> Figure:
    """Return the lead's list where the headline names only some: "two children", "two children and their mother"."""
    fuller = next((f for f in totals if first.in_title and _holds_more(f, first)), None)
    if fuller is not None:
        return fuller
    if not first.in_title or first.bounds[1] is None:
        return first
    if len(first.groups) != 1:
        return next(iter(_in_first_sentence(first, totals)), first)  # "kills wife and friend": "Three were found dead"
    kind = first.groups[0].kind.id if first.groups[0].kind is not None else None
    lists = [f for f in totals if f.sentence.leads and len(f.groups) > 1 and (f.bounds[1] or 0) > first.bounds[1]]
    loose = kind in {"person", "man", "woman"}
    same = [
        f
        for f in lists
        for g in f.groups
        if g.best == first.bounds[1] and (g.more if g.kind is None else loose or g.kind.id == kind)
    ]
    if not same and kind == "couple":
        same = lists  # "teacher couple dead": "a teacher, his wife and their son died"
    later = [*_grown_since(first, totals), *_in_first_sentence(first, totals), *_of_all_hit(first, totals)]
    return next(iter([*same, *later]), first)


def _is_told_twice(figure: Figure, totals: Sequence[Figure]) -> bool:
    """Whether a later sentence gives the same exact count: what a body holds to is newer than its headline."""
    exact = figure.groups[0].qualifier is Qualifier.EXACT and figure.whole is None
    return exact and any(f.sentence.index > figure.sentence.index and f.bounds == figure.bounds for f in totals)


def _in_first_sentence(first: Figure, totals: Sequence[Figure]) -> list[Figure]:
    """Return the count of the first sentence where it is higher than the headline's: what was told last."""
    low = first.bounds[1] or 0
    vague = first.bounds[2] is None  # "More than 40 hurt", then "at least 44 were taken to hospitals"
    told = [f for f in totals if f.sentence.first or (vague and f.sentence.leads and not f.in_title)]
    again = {f.bounds for f in totals if not f.in_title}
    if first.bounds not in again:
        told += [f for f in totals if f.sentence.leads and not f.in_title and _is_told_twice(f, totals)]
    days = set(NAMED_WEEKDAY.findall(" ".join(f.sentence.text for f in totals if f.in_title or f.sentence.first)))
    told = [f for f in told if not days or days.issuperset(NAMED_WEEKDAY.findall(f.sentence.text))]
    body = [f for f in totals if not (f.in_title or f.sentence.first or f.groups[0].more)]
    if any(f.bounds == (low, low, low) for f in body):
        return []  # "at least five"; a channel said seven; "officials said five"
    told = [f for f in told if low < (f.bounds[1] or 0) <= 2 * low + MOST_LATER and not _by_the_dozen(f)]
    told = [f for f in told if {side_of(first), side_of(f)} != {FORCES, REBELS}]  # "Two soldiers, seven rebels die"
    return told[:1] if len({f.bounds for f in told}) == 1 and told[0].outcome is first.outcome else []


def _of_all_hit(first: Figure, totals: Sequence[Figure]) -> list[Figure]:
    """Return the dead of all who were hit, a few more than the headline's: "eight were shot, four of whom died"."""
    number = first.bounds[1] or 0
    some = [f for f in totals if f.whole is not None and f.sentence.leads and not f.in_title]
    return [f for f in some if f.outcome is first.outcome and number < (f.bounds[1] or 0) <= number + FEW_MORE]


def _holds_more(figure: Figure, first: Figure) -> bool:
    """Whether a list counts the headline's people again and others: "the three victims and a man, all dead"."""
    group = figure.groups[0]
    again = len(figure.groups) > 1 and group.definite and group.best == first.bounds[1]
    return again and figure.outcome is first.outcome and figure.sentence.rank <= LATE


def _grown_since(first: Figure, totals: Sequence[Figure]) -> list[Figure]:
    """Return the lead's count where somebody died since the headline was written: "Eight died. Seven died at once"."""
    number = first.bounds[1] if first.outcome is Outcome.KILLED else None
    later = [f for f in totals if f.sentence.first and number is not None and number < (f.bounds[1] or 0) <= number + 2]
    again = any(f.bounds == first.bounds and not f.in_title and not f.sentence.first for f in totals)
    risen = [f for f in totals if f.sentence.first and f.mention.rule == "toll" and _HAS_RISEN.search(f.sentence.text)]
    risen = [f for f in risen if number is not None and number < (f.bounds[1] or 0) <= number + MOST_LATER]
    return later if again else risen


def whole_of(first: Figure, own: Sequence[Figure]) -> Figure:
    """Return the lead's count of which a headline's is a part: "Five people, among them three students, died".

    Or the one soon after that counts the attackers too: "Eight died, including six civilians and two bombers".
    """
    with_them = _with_attackers_counted(first, own)
    if with_them is not None:
        return with_them
    if not first.in_title:
        return first
    parts = [f for f in own if f.whole is not None and f.sentence.first and f.bounds == first.bounds]
    kinds = {g.kind.id for g in first.groups if g.kind is not None}
    alike = [f for f in parts if kinds & {g.kind.id for g in f.groups if g.kind is not None}]
    wholes = {part.whole for part in alike}
    return next((f for f in own if f.number in wholes and f.sentence.first), first)


def _with_attackers_counted(first: Figure, own: Sequence[Figure]) -> Figure | None:
    """Return the count whose parts are those of the opening and the attackers; None where there is none."""
    attackers = {f.whole for f in own if f.whole is not None and f.counted and _are_attackers(f)}
    kinds = {g.kind.id for g in first.groups if g.kind is not None}
    same = {
        f.whole
        for f in own
        if f.whole in attackers and f.bounds == first.bounds and kinds <= {g.kind.id for g in f.groups if g.kind}
    }
    more = {f.whole for f in own if f.whole in attackers and f.counted and _are_attackers(f) and first.bounds[1]}
    soon = [f for f in own if f.sentence.rank <= LEAD_SENTENCES and f.whole is None]
    with_them = (f for f in soon if f.number in same or (f.number in more and _adds_attackers(f, first, own)))
    return next(with_them, None)


def _adds_attackers(figure: Figure, first: Figure, own: Sequence[Figure]) -> bool:
    """Whether a count is that of the opening with the attackers: "15 died", "19 dead, including the four bombers"."""
    theirs = [f.bounds[1] or 0 for f in own if f.whole == figure.number and _are_attackers(f)]
    return any(figure.bounds[1] == (first.bounds[1] or 0) + number for number in theirs)


def _are_attackers(figure: Figure) -> bool:
    return all(g.kind is not None and g.kind.id == "attacker" for g in figure.groups)


def _latest_for(first: Figure, totals: Sequence[Figure]) -> Figure:
    """Return the toll that a lead arrives at: "two bodies were found, bringing to six the number killed"."""
    tolls = [f for f in totals if f.mention.rule == "toll" and opens(f) and f.bounds[1] is not None]
    tolls = [f for f in tolls if not is_on_enemy_side(f)]
    updated = [f for f in tolls if _is_update(f, totals if first.in_title else [first])]
    if updated:
        return updated[-1]
    moved = [f for f in totals if f.mention.word.id == MOVED and f.sentence.rank <= LATE and f.number > first.number]
    if moved and (moved[-1].bounds[1] or 0) > (first.bounds[1] or 0):
        return moved[-1]  # "41 were killed. By evening the figure had climbed to 53"
    newer = [f for f in totals if f.number > first.number and (_replaces(f, first) or _recovered_since(f, first))]
    if newer:
        return newer[0]
    early = single("first_reports").search(folded(first.sentence.text[: first.clause.doc[first.groups[0].start].idx]))
    later = [f for f in tolls if early and f.number > first.number and (f.bounds[1] or 0) != first.bounds[1]]
    if early and not later:
        soon = (f for f in totals if 0 < f.sentence.index - first.sentence.index <= 2 and f.whole is None)
        soon = (f for f in soon if not f.groups[0].more)
        more = [f for f in soon if (f.bounds[1] or 0) > (first.bounds[1] or 0)]
        later = [f for f in more if f.source in AUTHORITIES | {None}][:1]
    if later:
        return later[-1]  # "initially spoke of ten dead; the council has since put the toll at 24"
    whole = [f for f in tolls if first.groups[0].more and f.number > first.number]
    if whole:
        return whole[0]  # "killed a further five. Police put the number of victims at 12"
    moved = [f for f in totals if f.mention.rule == "toll" and f.sentence.rank <= LATE and _has_moved(f, first)]
    tolls = [*(f for f in tolls if f.source is first.source), *moved]  # another's is a disagreement
    return next((f for f in tolls if first.bounds[1] is not None and (f.bounds[1] or 0) > first.bounds[1]), first)


def _has_moved(toll: Figure, first: Figure) -> bool:
    """Whether the writer tells by how much a count grew: "Two more persons brought the number of injured to 17"."""
    before = toll.sentence.text[: toll.clause.doc[toll.groups[0].start].idx]
    few = (toll.bounds[1] or 0) <= (first.bounds[1] or 0) + MOST_LATER
    return toll.source is None and few and toll.number > first.number and bool(_MOVED.search(before))


def _replaces(figure: Figure, first: Figure) -> bool:
    """Whether a sentence says that its count is a later one: "In a later update, the army put the toll at ten"."""
    tellers = AUTHORITIES | {SourceKind.INTERNATIONAL_BODY, None, first.source}
    near = figure.sentence.rank <= LATE and figure.whole is None and figure.source in tellers
    more = (first.bounds[1] or 0) < (figure.bounds[1] or 0) <= (first.bounds[1] or 0) + 2 * MOST_LATER
    told = near and more and first.bounds[1] is not None
    start = figure.clause.doc[figure.groups[0].start].idx
    return told and bool(single("later_update").search(folded(figure.sentence.text[:start])))


def _recovered_since(figure: Figure, first: Figure) -> bool:
    """Whether more bodies were found than first counted: "The army reported 36 dead; a group later recovered 51"."""
    words = figure.clause.words[max(0, figure.groups[0].start - 3) : figure.mention.trigger.end]
    bodies = not REMAINS.isdisjoint(words) and bool({"later", "since", "subsequently"} & set(words))
    near = figure.sentence.index - first.sentence.index <= 1 and not first.in_title
    more = (figure.bounds[1] or 0) > (first.bounds[1] or 0) > 0 and not any(g.more for g in figure.groups)
    return bodies and near and more and figure.whole is None


def _is_update(toll: Figure, totals: Sequence[Figure]) -> bool:
    """Whether a sentence tells of one more death and what that makes: "One of the seven died, taking the toll to"."""
    before = folded(toll.sentence.text[: toll.clause.doc[toll.groups[0].start].idx])
    counted = max((f.bounds[1] or 0 for f in totals if f.in_title or len(totals) == 1), default=0)
    return bool(single("makes_toll").search(before)) and counted < (toll.bounds[1] or 0) <= counted + MOST_LATER


def _exact_for(first: Figure, totals: Sequence[Figure]) -> Figure:
    """Return the first number that fits an indefinite word: "dozens injured", then "at least 50"."""
    low, best, high = first.bounds
    if best is not None:
        return _counted_out(first, totals)
    if high is not None:
        return first
    exact = [f for f in totals if f.bounds[1] is not None and f.bounds[1] >= (low or 0)]
    return exact[0] if exact else first


def _counted_out(first: Figure, totals: Sequence[Figure]) -> Figure:
    """Return the body's exact number where headline or lead only round it: "more than 100", then "112 wounded"."""
    best = first.bounds[1] or 0
    about = any(g.qualifier is Qualifier.ABOUT for g in first.groups)
    rounded = any(f.bounds[1] == best and f.bounds[2] is None and opens(f) for f in totals) and not best % ROUND
    if not (rounded or about) or not opens(first):
        return first
    low, high = (best / NEARLY, best * NEARLY) if about else (best + 1, best * MOST_OVER)
    fitting = [f for f in totals if low <= (f.bounds[1] or 0) <= high and f.bounds[2] is not None]
    fitting = [f for f in fitting if not (f.groups[0].definite or f.source in RUMOURS or _by_the_dozen(f))]
    fitting = [f for f in fitting if not f.groups[0].more or _beside_the_dead(f)]
    fitting = [f for f in fitting if (f.bounds[1] or 0) > best or not _IN_HOSPITAL.search(f.sentence.text)]
    return fitting[0] if len({f.bounds[1] for f in fitting}) == 1 else first


def _by_the_dozen(figure: Figure) -> bool:
    """Whether a count is a round one in words: "a dozen gendarmes" beside "at least ten"."""
    return "dozen" in figure.clause.words[figure.groups[0].start : figure.groups[0].end]


def _beside_the_dead(figure: Figure) -> bool:
    """Whether "others" are those hurt beside the dead: "killed four people and wounded 54 others"."""
    between = figure.clause.words[: figure.groups[0].start]
    return figure.outcome is Outcome.INJURED and bool({"killed", "killing", "dead", "died", "kills"} & set(between))


def _official_for(first: Figure, totals: Sequence[Figure]) -> Figure:
    """Return the authorities' count where an armed group's own claim stands beside it."""
    told = [f for f in totals if f.bounds[1] is not None]
    authorities = [f for f in told if f.source in AUTHORITIES]
    seen = single("seen_by_reporters").search(first.sentence.text[: first.clause.doc[first.mention.trigger.start].idx])
    hearsay = first.source in HEARSAY or (bool(seen) and not REMAINS.isdisjoint(first.clause.words))
    if hearsay and not first.in_title and first.outcome is Outcome.KILLED:
        return next((f for f in authorities if f.number > first.number), first)
    if first.source is not SourceKind.ARMED_GROUP:
        return first
    return next(iter(authorities or [f for f in told if f.source is SourceKind.NGO]), first)


def other_side(first: Figure, totals: Sequence[Figure]) -> Figure | None:
    """Return an armed group's count beside that of the authorities."""
    if first.source not in AUTHORITIES:
        return None
    return next((f for f in totals if f.source is SourceKind.ARMED_GROUP and f.bounds[1] != first.bounds[1]), None)


def prominence(figure: Figure) -> tuple[int, int, int]:
    """Return the order in which figures are believed: opening before body, exact before vague, first before later."""
    return (0 if opens(figure) else 1, 0 if figure.bounds[1] is not None else 1, figure.number)


def points_back(figure: Figure) -> bool:
    """Whether a figure counts people told of before: "both", "all", "they"."""
    return figure.clause.words[figure.groups[0].start] in {"both", "all", "they"}


def have_died(hurt: Figure, figures: Sequence[Figure]) -> bool:
    """Whether the next sentence says that all of them died: "two women with stab wounds. Both were pronounced dead"."""
    dead = [f for f in figures if f.outcome is Outcome.KILLED and f.bounds == hurt.bounds and f.bounds[1] is not None]
    after = [f for f in dead if f.sentence.index == hurt.sentence.index + 1 and f.sentence.field is hurt.sentence.field]
    return hurt.outcome is Outcome.INJURED and any(points_back(f) for f in after)
