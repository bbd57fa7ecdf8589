"""Those hurt whom a headline's count cannot hold: trampled where others were shot, a deputy beside "two residents"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Toll
from pipeline.understand.context import single
from pipeline.understand.counting.group import Form
from pipeline.understand.counting.people import GENERIC, KIN
from pipeline.understand.described import vehicles_in
from pipeline.understand.figure import Figure
from pipeline.understand.phrases import folded
from pipeline.understand.toll.chosen import opens, points_back
from pipeline.understand.toll.person import Person
from pipeline.understand.toll.rescuers import HELPERS, are_helpers
from pipeline.understand.toll.sides import CIVILIANS, FORCES, REBELS, side_of, side_of_person
from pipeline.understand.triggers import IN_CARE
from pipeline.vocabulary import AgeGroup, Outcome

RULE = ", with those hurt besides"
FEW = 2
SOON = 5  # sentences
LONGEST_LIST = 14  # tokens from people to what befell them also
MOST = 40  # a count beyond which single people told of later are no longer added
ANYBODY = frozenset(
    {"people", "persons", "person", "others", "other", "victims", "victim", "individuals", "patients", "patient"}
    | {"occupants", "occupant", "men", "man", "women", "woman", "family", "members", "ones", "casualties", "injured"}
)
RIDING = frozenset({"students", "pupils", "children", "kids", "schoolchildren", "campers", "schoolgirls", "schoolboys"})
AT_THE_WHEEL = frozenset({"driver", "trucker", "motorist", "operator", "teacher", "conductor", "pilot"})
TEENAGERS = frozenset({"teens", "teenagers", "students", "youths"})
NO_TEENAGERS = frozenset(
    {"baby", "infant", "toddler", "wife", "husband", "mother", "father", "grandmother", "grandfather", "trucker"}
)
_AS_WELL = re.compile(r"^[^.;,]{0,40}\b(?:as well|too)\b")
_SEVERE = re.compile(r"\b(?:critical|serious|grave|life-threatening)", re.IGNORECASE)
_SLIGHT = re.compile(
    r"\b(?:minor|slight|light|lesser|superficial) (?:\w+ )?(?:injur|wound|burn|cut)"
    r"|\b(?:cuts|bruises|scrapes|scratches)\b",
    re.IGNORECASE,
)
DEFENDERS = frozenset(
    {"homeowner", "owner", "officer", "deputy", "trooper", "clerk", "resident", "victim", "employee", "guard"}
    | {"bystander", "neighbor", "neighbour", "shopkeeper", "cashier", "tenant"}
)


def with_others(
    toll: Toll | None, first: Figure | None, figures: Sequence[Figure], people: Sequence[Person]
) -> Toll | None:
    """Add to the injured who were hurt in another way, or are of another kind, than those whom `first` counts.

    `first` is the figure that the toll stands on; None where it stands on single people.
    """
    if toll is None or first is None or not toll.best or toll.best > MOST or first.bounds[1] is None:
        return toll
    if first.bounds[1] in {None, 0, 1}:
        return toll
    told = [f for f in figures if f.outcome is Outcome.INJURED and f is not first and not f.mention.zero]
    if toll.best == first.bounds[1] and _are_told_singly(first, told):
        return toll
    apart = _others_than_forces(first, figures)
    if apart and toll.best == first.bounds[1] and toll.high is not None:
        return Toll(low=toll.best + apart, best=toll.best + apart, high=toll.high + apart, rule=toll.rule + RULE)
    if relatives := _relatives_of(first, told):
        low, high = (None if n is None else n + relatives for n in (toll.low, toll.high))
        return Toll(low=low, best=toll.best + relatives, high=high, rule=toll.rule + RULE)
    if toll.best == first.bounds[1] and (listed := _listed_beside(first, told)):
        best, high = toll.best + listed, None if toll.high is None else toll.high + listed
        return Toll(low=toll.low and toll.low + listed, best=best, high=high, rule=toll.rule + RULE)
    if not opens(first):
        return toll
    if drivers := _drivers_of_others(first, people):
        best, high = toll.best + drivers, None if toll.high is None else toll.high + drivers
        return Toll(low=toll.low and toll.low + drivers, best=best, high=high, rule=toll.rule + RULE)
    family = not first.in_title and all(g.kind is not None and (g.kind.kin or g.kind.id in KIN) for g in first.groups)
    if len(first.groups) > 1 and not family:
        return toll  # "Clerk, robber wounded" names everybody
    told = [f for f in told if not (_are_graded(f, first) or _is_counted_in(f, first, figures))]
    if _are_told_out(first, told):
        return toll  # "four police were hurt", later "An officer was wounded and three policemen suffered burns"
    if first.clause.word(first.groups[0].start) == "both":
        return toll  # who else is told of is one of the two
    if "counted beyond" in toll.rule:  # those it has been raised by are in it
        told = [f for f in told if (first.bounds[1] or 0) + (f.bounds[1] or 0) != toll.best]
    added = _in_flight(first, told) or _treated_on_the_spot(first, told) or _in_the_next_clause(first, told)
    added = added or _taken_elsewhere(first, told) or _counted_too(first, told) or _of_another_kind(first, told, people)
    if not added:
        return toll
    high = None if toll.high is None else toll.high + added
    low = None if toll.low is None else toll.low + added
    return Toll(low=low, best=toll.best + added, high=high, rule=toll.rule + RULE)


def _listed_beside(first: Figure, told: Sequence[Figure]) -> int:
    """Return the two of "A mother and her child were taken to hospital; a driver and a cyclist were slightly hurt".

    Each part of the sentence names single people of its own, and nothing counts them all.
    """
    if any(f.counted and f.sentence is not first.sentence for f in told) or not _names_singly(first):
        return 0
    beside = [f for f in told if f.sentence is first.sentence and f.whole is None and _names_singly(f)]
    nouns = {first.clause.words[group.head] for group in first.groups}
    others = [f for f in beside if _is_parted(f, first) and nouns.isdisjoint(f.clause.words[g.head] for g in f.groups)]
    return sum(len(f.groups) for f in others)


def _names_singly(figure: Figure) -> bool:
    """Whether a figure is of people named one by one."""
    return all(g.form is Form.SINGLE and not g.more for g in figure.groups) and not figure.mention.zero


def _is_parted(figure: Figure, other: Figure) -> bool:
    """Whether a semicolon stands between two figures of a sentence."""
    early, late = sorted((figure, other), key=lambda f: f.groups[0].start)
    return ";" in early.clause.words[early.groups[-1].end : late.groups[0].start]


def _are_told_out(first: Figure, told: Sequence[Figure]) -> bool:
    """Whether one sentence of the body tells of as many as were counted, some as a number and some as one person."""
    for sentence in {f.sentence.index for f in told if f.sentence.index > first.sentence.index}:
        same = [f for f in told if f.sentence.index == sentence]
        mixed = any(f.counted for f in same) and any(not f.counted for f in same)
        if mixed and sum(f.bounds[1] or 0 for f in same) == first.bounds[1]:
            return True
    return False


def _relatives_of(first: Figure, told: Sequence[Figure]) -> int:
    """Return the two of "His wife and Mark Ostrowski were taken to hospital. Ostrowski's two daughters were also"."""
    found = 0
    for figure in told:
        group = figure.groups[0]
        owner = figure.clause.word(group.start - 2) if figure.clause.word(group.start - 1) == "'s" else ""
        also = "also" in figure.clause.words[group.end : group.end + LONGEST_LIST]
        near = figure.number > first.number and figure.sentence.index - first.sentence.index <= SOON
        if owner and also and near and figure.counted and owner in folded(first.sentence.text).split():
            found += figure.bounds[1] or 0
    return found


def _are_told_singly(first: Figure, told: Sequence[Figure]) -> bool:
    """Whether the text tells of as many as were counted: "three friends were hurt", the driver, a man and a girl."""
    body = [f for f in told if f.sentence.index > first.sentence.index and f.whole is None and not f.in_title]
    body = [f for f in body if f.groups[0].form is not Form.PRONOUN and f.bounds != first.bounds]
    body = [f for f in body if not (points_back(f) or (f.groups[0].partitive and not _of_his_own(f)))]
    again = any(f.bounds == first.bounds and len(f.groups) > 1 and not f.sentence.leads for f in told)
    several = len({f.sentence.index for f in body}) > 1 and not again
    return several and sum(f.bounds[1] or 0 for f in body) == first.bounds[1]


def _of_his_own(figure: Figure) -> bool:
    """Whether some of somebody's people are counted, of whom nothing was told: "two of his colleagues"."""
    group = figure.groups[0]
    return bool(
        {("of", "his"), ("of", "her"), ("of", "their")} & {figure.clause.words[group.start + 1 : group.start + 3]}
    )


def _is_counted_in(figure: Figure, first: Figure, figures: Sequence[Figure]) -> bool:
    """Whether a count says that it holds somebody told of again: "13 people, a police officer among them"."""
    parts = {p.clause.words[g.head] for p in figures if p.whole == first.number for g in p.groups}
    return not figure.counted and bool(parts & {figure.clause.words[g.head] for g in figure.groups})


def _are_graded(figure: Figure, first: Figure) -> bool:
    """Whether the next sentence says how badly some of them were hurt: "four passengers are critically injured"."""
    before = " ".join(figure.clause.words[figure.groups[-1].end : figure.mention.trigger.end])
    few = figure.counted and (figure.bounds[1] or 0) < (first.bounds[1] or 0) and not figure.groups[0].more
    return few and bool(_SEVERE.search(before)) and figure.mention.word.id != "condition" and "also" not in before


def less_hurt(first: Figure, totals: Sequence[Figure]) -> int | None:
    """Return how many more "nine were treated for minor injuries" tells of, beside "two in critical condition"."""
    if first.mention.word.id != "condition" or not _says(first, _SEVERE):
        return None
    slight = [f for f in totals if f.mention.word.id != "condition" and _says(f, _SLIGHT) and f.groups[0].best]
    return slight[0].bounds[1] if len(slight) == 1 and len({f.bounds for f in totals}) == 2 else None


def _says(figure: Figure, words: re.Pattern[str]) -> bool:
    return bool(words.search(figure.sentence.text[figure.clause.doc[figure.mention.trigger.start].idx :]))


def _drivers_of_others(first: Figure, people: Sequence[Person]) -> int:
    """Return the one of "Two people in the minivan were taken to hospital. The semi driver had minor injuries"."""
    if first.in_title or not first.mention.word.weak or first.mention.rule == "multiple":
        return 0
    kinds = vehicles_in(first.clause.words)
    later = [
        p
        for p in people
        if Outcome.INJURED in p.outcomes and p.alive and not p.dead and min(p.sentences) > first.sentence.index
    ]
    return sum(bool(p.words & AT_THE_WHEEL and p.rides and kinds) and p.rides.isdisjoint(kinds) for p in later)


def _others_than_forces(first: Figure, figures: Sequence[Figure]) -> int:
    """Return the ten of "Two soldiers sustained injuries", later "Ten others were treated for pellet wounds"."""
    later = [
        f
        for f in figures
        if f.outcome is Outcome.INJURED and f.counted and f.number > first.number and not f.mention.zero
        if f.groups[0].more and f.whole is None and side_of(f) is None and f.sentence.field is first.sentence.field
    ]
    more = [f for f in later if (f.bounds[1] or 0) > (first.bounds[1] or 0)]
    return more[0].bounds[1] or 0 if more and side_of(first) == FORCES else 0


def _in_flight(first: Figure, told: Sequence[Figure]) -> int:
    """Return how many were hurt as they fled from those who shot others."""
    opening = {first.sentence.text, *(f.sentence.text for f in told if f.sentence.first)}
    if not (first.mention.word.struck or any(map(single("by_weapon").search, opening))):
        return 0
    if first.in_title and any(opens(f) and f.counted and 0 < (f.bounds[1] or 0) < (first.bounds[1] or 0) for f in told):
        return 0  # the headline's count holds those whom the lead tells apart
    fled = [f for f in told if not f.mention.word.struck and _fled(f, told) and f.whole is None]
    fled = [f for f in fled if not single("some_of_the_rest").search(f.sentence.text)]
    fled = [f for f in fled if (f.groups[0].ordinal or MOST) > (first.bounds[1] or 0)]  # "a ninth" of nine
    fled = [f for f in fled if f.sentence is not first.sentence or f.groups[0].more]
    singly = [f for f in told if not f.counted and f.whole is None and not f.in_title]
    if len({(f.sentence.index, f.groups[0].start) for f in singly}) == first.bounds[1] and first.in_title:
        return 0  # as many are told of one by one as the headline counts
    beside = [f for f in told if fled and f.sentence is fled[0].sentence and f.whole is None and f is not first]
    if len(beside) > 1 and sum(f.bounds[1] or 0 for f in beside) == first.bounds[1]:
        return 0  # "three hurt": "two people fell as they ran, and another was hit by a fragment"
    counted = [f for f in fled if f.counted and not f.groups[0].partitive]
    if counted:
        return counted[0].bounds[1] or 0
    leading = [f for f in fled if opens(f)]
    body = {f.sentence.index for f in fled if not opens(f)}
    return max(len(body), min(1, len(leading)))


def _fled(figure: Figure, told: Sequence[Figure]) -> bool:
    """Whether the words from one figure to the next tell of flight, or those that open its sentence."""
    start = figure.clause.doc[figure.groups[0].start].idx
    near = [f.clause.doc[f.groups[0].start].idx for f in told if f.sentence is figure.sentence and f is not figure]
    end = min((at for at in near if at > start), default=len(figure.sentence.text))
    opens_with = 0 if all(at > start for at in near) else start
    return bool(single("in_flight").search(figure.sentence.text[opens_with:end]))


def _treated_on_the_spot(first: Figure, told: Sequence[Figure]) -> int:
    """Return how many were treated at the scene where the headline counts those taken to hospital."""
    if first.mention.word.id not in IN_CARE:
        return 0
    treated = [
        f
        for f in told
        if f.counted
        and f.mention.word.id == "treat"
        and single("on_the_spot").search(f.sentence.text)
        and not f.groups[0].definite
        and not f.groups[0].partitive
        and f.whole is None
        and "before" not in f.clause.words[f.mention.trigger.end :]
    ]
    return treated[0].bounds[1] or 0 if treated else 0


def _in_the_next_clause(first: Figure, told: Sequence[Figure]) -> int:
    """Return those of "fourteen others were wounded, and two women selling bread were hit by shrapnel"."""
    later = [
        f
        for f in told
        if f.sentence is first.sentence
        and not first.in_title
        and f.counted
        and f.groups[0].start > first.mention.trigger.end
        and f.whole is None
        and f.mention.rule in {"passive", "subject", "reduced passive", "state after"}
        and (f.mention.word.struck or not f.mention.word.weak)
        and not (f.groups[0].definite or f.groups[0].partitive)
        and "including" not in f.clause.words[first.mention.trigger.end : f.groups[0].start]
        and _are_named_otherwise(f, first)
    ]
    return later[0].bounds[1] or 0 if len(later) == 1 else 0


def _taken_elsewhere(first: Figure, told: Sequence[Figure]) -> int:
    """Return those of "seven were taken to hospital. Two other pupils were taken there by their parents"."""
    if first.in_title or first.mention.word.id not in IN_CARE | {"condition"} or (first.bounds[1] or 0) < FEW:
        return 0
    later = [
        f
        for f in told
        if f.counted
        and f.groups[0].more
        and not (first.groups[0].more and f.bounds == first.bounds)
        and f.whole is None
        and f.mention.word.id in IN_CARE
        and 0 < f.sentence.rank - first.sentence.rank <= SOON
        and not (f.groups[0].definite or f.groups[0].partitive)
    ]
    return later[0].bounds[1] or 0 if len(later) == 1 else 0


def _counted_too(first: Figure, told: Sequence[Figure]) -> int:
    """Return those of another kind who are counted too: "seven pupils were hurt. Two adults were also injured"."""
    kinds = {g.kind.id for g in first.groups if g.kind is not None} | first.beside
    later = [
        f
        for f in told
        if f.counted
        and f.whole is None
        and 0 < f.sentence.rank - first.sentence.rank <= SOON
        and not (f.groups[0].definite or f.groups[0].partitive)
        and (
            "also" in f.clause.words[max(0, f.mention.trigger.start - 3) : f.mention.trigger.end]
            or _AS_WELL.search(f.tail)
        )
        and (
            all(g.kind is not None and g.kind.id not in kinds | {"person"} for g in f.groups)
            or _differ_in_age(f, first)
        )
    ]
    apart = bool(kinds - {"person"}) or any(_differ_in_age(f, first) for f in later)
    return later[0].bounds[1] or later[0].bounds[2] or 0 if len(later) == 1 and apart else 0


def _differ_in_age(figure: Figure, first: Figure) -> bool:
    """Whether adults stand beside children."""
    grown = {"adults", "adult", "grown-ups"} & set(figure.clause.words[figure.groups[0].start : figure.groups[0].end])
    return bool(grown) and first.clause.words[first.groups[0].head] in RIDING


def _are_named_otherwise(figure: Figure, first: Figure) -> bool:
    """Whether a count is of people of another kind, or of another people: "12 French soldiers", "22 Albanians"."""
    group, other = figure.groups[0], first.groups[0]
    words = figure.clause.doc[group.start + 1 : group.end]
    named = any(word.text[:1].isupper() for word in words)
    kind = group.kind is not None and group.kind.id != "person"
    bare = group.kind is None and figure.clause.word(group.start - 1) == "and" and first.groups[0].more
    return bare or ((kind or named) and (other.kind is None or group.kind is None or group.kind.id != other.kind.id))


def _of_another_kind(first: Figure, told: Sequence[Figure], people: Sequence[Person]) -> int:
    """Return how many single people told of in the body are of a kind that the count leaves out."""
    sentences = {f.sentence.index for f in told if opens(f) and not first.of_attackers} | {first.sentence.index}
    spelt = {f.sentence.index for f in told if single("list_of_hurt").match(f.sentence.text)}
    later = [
        p
        for p in people
        if Outcome.INJURED in p.outcomes and not p.sentences & spelt and p.alive and not p.dead and not p.further
        if not p.sentences & ({first.sentence.index} if side_of_person(p) == CIVILIANS else sentences)
    ]
    return sum(_cannot_be_among(person, first, told) for person in later)


def _cannot_be_among(person: Person, first: Figure, told: Sequence[Figure]) -> bool:
    group = first.groups[0]
    word = first.clause.words[group.head]
    if first.of_attackers or "attacker" in first.beside:
        return not person.attacker and bool(person.words & DEFENDERS)
    civilian = side_of(first) in {FORCES, REBELS} and side_of_person(person) == CIVILIANS
    if civilian and (person.struck or not are_helpers(first)):
        return True
    if word in ANYBODY or group.kind is None or are_helpers(first):
        return False
    if all(g.kind is not None and g.kind.id in KIN for g in first.groups) and person.words & AT_THE_WHEEL:
        return True  # "the father and two sons remain in hospital", "the truck's driver broke a wrist"
    if word in RIDING and person.words & AT_THE_WHEEL and person.age_group is not AgeGroup.CHILD:
        return True  # "three students were hurt", and the driver of the truck
    if word in TEENAGERS and person.words & NO_TEENAGERS:
        return True
    if group.kind.age and person.age_group and group.kind.age is not person.age_group:
        return True
    helper = bool(person.words & HELPERS)
    another = helper or (bool(person.words - GENERIC) and not person.kinds & KIN and _too(person, told))
    return another and not any(word.startswith(own) for own in person.words if len(own) > 2)


def _too(person: Person, told: Sequence[Figure]) -> bool:
    """Whether the text says of somebody that they were hurt "also"."""
    own = [
        f
        for f in told
        if f.sentence.index in person.sentences and f"{f.sentence.index}:{f.groups[0].start}" in person.nouns
    ]
    before = [f.clause.words[max(0, f.mention.trigger.start - 3) : f.mention.trigger.end] for f in own]
    return any(
        "also" in words and not "".join(words[words.index("also") + 1 :][:1]).isdigit() for words in before
    )  # no "also 21"
