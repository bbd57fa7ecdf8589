"""The single people told of before "two other people were also hurt", who are counted beyond these."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.understand.described import vehicles_in
from pipeline.understand.figure import Figure
from pipeline.understand.toll.other_side import are_opposed
from pipeline.understand.toll.person import Person
from pipeline.vocabulary import Outcome

ATTACKED = frozenset(
    ("who", word) for word in ("attacked", "carried", "staged", "mounted", "stabbed", "shot", "opened")
)
ATTACKED |= {("behind", "the"), ("behind", "it"), ("who", "launched"), ("who", "committed")}


def told_before(first: Figure, persons: Sequence[Person]) -> tuple[int, int, int] | None:
    """Return the single people told of before "two other people were also hurt"."""
    if first.mention.rule == "multiple":
        return None  # "a double shooting" counts them all
    certain = [p for p in persons if p.alive or p.dead]
    before = [p for p in certain if min(p.sentences) < first.sentence.index and first.sentence.index not in p.sentences]
    beside = [p for p in persons if first.outcome is Outcome.INJURED and _opens_sentence_of(p, first)]
    if beside and not first.in_title:
        return len(beside), len(beside), len(beside)
    kinds = {g.kind.id for g in first.groups if g.kind is not None}
    others = [p for p in before if not p.kinds & kinds]  # "One more militant": "five militants and two soldiers"
    opposed = [p for p in others if are_opposed(p.kinds, kinds) or _of_other_sex(p, first)]
    opposed += [p for p in others if p not in opposed and p.dead and not p.attacker and _attacked(first)]
    also = first.mention.rule == "fronted"  # "Also killed were his wife and a guard"
    further = first.groups[0].more and (also or not first.groups[0].definite)  # "the other two" may be those
    number = len(before if further or _are_hurt_too(first) or _from_the_other(first) else opposed)
    return (number, number, number) if number else None


def _attacked(first: Figure) -> bool:
    """Whether those counted are pointed to as who did it: "The three youths who carried out the attack were killed"."""
    group = first.groups[0]
    return group.definite and first.clause.words[group.end : group.end + 2] in ATTACKED


def _from_the_other(first: Figure) -> bool:
    """Whether those counted were in another vehicle than whoever was told of: "The two in the other car"."""
    words = first.clause.words[first.groups[0].start : first.mention.trigger.start]
    other = words.index("other") + 1 if "other" in words else len(words)
    return (
        not first.in_title
        and ("vehicle" in words[other : other + 2] or bool(vehicles_in(words[other : other + 2])))
        and words[other - 2] == "the"
    )


def _are_hurt_too(first: Figure) -> bool:
    """Whether others are told to be harmed as well: "Gunmen killed the mayor. Three aides were also killed"."""
    group = first.groups[0]
    also = "also" in first.clause.words[first.groups[-1].end : first.mention.trigger.end]
    owned = {"his", "her"} & set(first.clause.words[group.start : group.end])  # "three of his aides"
    return also and first.whole is None and not (first.in_title or group.definite or (group.partitive and not owned))


def _of_other_sex(person: Person, first: Figure) -> bool:
    """Whether a mother is none of those of "Both men were taken to hospital"."""
    sexes = {g.kind.sex for g in first.groups if g.kind is not None}
    pointing = first.clause.word(first.groups[0].start) == "both" and len(first.groups) == 1
    return pointing and bool(sexes) and None not in sexes and person.sex not in sexes | {None}


def _opens_sentence_of(person: Person, first: Figure) -> bool:
    """Whether a person opens the sentence of a count: "A driver was flown to hospital and four passengers treated"."""
    starts = [int(noun.split(":")[1]) for noun in person.nouns if noun.startswith(f"{first.sentence.index}:")]
    group = first.groups[0]
    joined = first.clause.word(group.start - 1) in {"and", "while", ";"}
    injuring = first.mention.rule == "active" and first.mention.word.role == "ing" and not first.mention.word.weak
    joined = joined or (injuring and not person.attacker)  # "A man was shot and crashed, injuring two women"
    apart = not (group.definite or group.partitive) and first.whole is None
    return (
        min(person.sentences - ({0} if person.headline else set()), default=-1) == first.sentence.index
        and bool(starts)
        and min(starts) < group.start
        and joined
        and apart
    )
