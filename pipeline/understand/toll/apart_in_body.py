"""Those hurt of whom the body tells one by one, where the opening gives no count."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Toll
from pipeline.understand.counting.group import Form
from pipeline.understand.figure import Figure
from pipeline.understand.toll.beyond import are_some_there, is_spelt_out
from pipeline.understand.toll.chosen import opens
from pipeline.understand.toll.died_since import count_people_shot
from pipeline.understand.toll.person import Person
from pipeline.vocabulary import Outcome

_OF_THEM_DEAD = re.compile(r"\bof them\b[^.;]{0,40}\b(?:dead|died|succumbed)\b|\b(?:dead|died)\b[^.;]{0,20}\bof them\b")
NEAR_BODY = 3  # sentences
POINTING = frozenset({"his", "her", "hers", "he", "she", "him", "male", "female"})


def _points_back(figure: Figure, figures: Sequence[Figure]) -> bool:
    """Whether "the two" were counted before; "the two older children" of whom no figure told were not."""
    group = figure.groups[0]
    pointing = group.definite and figure.clause.word(group.start) in {"the", "those"}
    told = any(f.number < figure.number and f.counted and f.bounds[1] == figure.bounds[1] for f in figures)
    return pointing and (told or group.kind is None or group.kind.id == "person")


def _have_died_there(carried: Figure) -> bool:
    """Whether most of those carried to hospital died: "rushed there, where five of them were declared dead"."""
    weak = carried.mention.word.weak and carried.mention.word.struck
    return weak and bool(_OF_THEM_DEAD.search(carried.tail))


def _told_one_by_one(count: Figure, figures: Sequence[Figure]) -> set[str]:
    """Return the expressions of "two people with gunshot wounds. The driver died. The woman was shot in the leg"."""
    if not count_people_shot(count):
        return set()
    after = (f for f in figures if 0 < f.sentence.index - count.sentence.index <= NEAR_BODY and not f.counted)
    definite = (f for f in after if f.groups[0].definite and f.groups[0].form is Form.SINGLE)
    return {f"{f.sentence.index}:{f.groups[0].start}" for f in definite}


def _spelt_out_behind(count: Figure, figures: Sequence[Figure]) -> list[Figure]:
    """Return who is told of behind "five were taken to hospital, including a boy", up to the number counted."""
    parts = [f for f in figures if f.whole == count.number and f.sentence is count.sentence]
    left = (count.bounds[1] or 0) - sum(f.bounds[1] or 1 for f in parts)
    found: list[Figure] = []
    for figure in figures if parts else ():
        near = 0 <= figure.sentence.index - count.sentence.index <= NEAR_BODY and figure.number > count.number
        new = figure.outcome is Outcome.INJURED and figure.whole is None and not figure.groups[0].definite
        number = figure.bounds[1] or 1
        if near and new and figure not in parts and number <= left:
            found.append(figure)
            left -= number
    return found


def _list_of(figure: Figure) -> str:
    """Return the nouns of a list in one sentence with another list ("a mother and her child; the driver and a man")."""
    listed = len(figure.groups) > 1 and ";" in figure.clause.words
    return " ".join(figure.clause.words[group.head] for group in figure.groups) if listed else ""


def _is_one_of(figure: Figure, counts: Sequence[Figure]) -> bool:
    """Whether "One, a man with burns, was moved" is one of those of whom the sentence before gives the number."""
    opens_so = figure.clause.word(0) == "one" and not figure.counted
    before = (c for c in counts if c.sentence.index + 1 == figure.sentence.index)
    return opens_so and any(c.sentence.paragraph == figure.sentence.paragraph for c in before)


def told_apart_in_body(
    figures: Sequence[Figure],
    said: Sequence[Figure],
    struck: Sequence[Figure],
    people: Sequence[Person],
    plain: Toll | None,
) -> Toll | None:
    """Return the sum of those hurt where the opening gives none: counts and single people told of one by one.

    A count that points back, repeats another or holds a part is left out.
    """
    counts = [f for f in (*said, *struck) if f.bounds[1] and not f.mention.zero and not _have_died_there(f)]
    if plain is None or not (said or struck) or any(opens(f) for f in counts):
        return None
    total: dict[tuple[int, str], Figure] = {}
    for f in counts:
        group = f.groups[0]
        if (
            (len(f.groups) > 1 or not _points_back(f, figures))
            and f.clause.word(group.start) not in {"both", "all", "they"}
            and not group.partitive
            and not (f.whole is not None and any(g.number == f.whole and g.outcome is f.outcome for g in counts))
            and not any(
                is_spelt_out(f, g) or are_some_there(f, g)
                for g in counts
                if g.sentence is f.sentence and g.number < f.number
            )
        ):
            total.setdefault((f.bounds[1] or 0, _list_of(f)), f)
    carried = [f.sentence.index for f in (*said, *struck)]
    last = max((f.sentence.index for f in total.values()), default=max(carried, default=0))
    strong = [f for f in total.values() if not f.mention.word.weak]
    if any(f.mention.word.struck for f in strong):
        return None  # "shot three people" counts all who were hit
    if strong:  # "five more were wounded": who is told of behind it is one of them
        total, last = {(f.bounds[1] or 0, _list_of(f)): f for f in strong[:1]}, strong[0].sentence.index
    spelt_out = [g for f in total.values() for g in _spelt_out_behind(f, figures)]
    total = {key: f for key, f in total.items() if f not in spelt_out}
    spelt = {f.sentence.index for f in counts if ":" in f.clause.words[f.groups[-1].end :]}
    parts = {f"{f.sentence.index}:{f.groups[0].start}" for f in figures if f.whole is not None}
    parts |= {f"{f.sentence.index}:{group.start}" for f in spelt_out for group in f.groups}
    parts |= {f"{f.sentence.index}:{f.groups[0].start}" for f in figures if _is_one_of(f, [*total.values()])}
    among = {noun for f in total.values() for noun in _told_one_by_one(f, figures)}
    single = [
        p
        for p in people
        if not p.sentences & spelt
        and not p.nouns & among
        and not p.nouns & parts
        and (p.names or not p.words <= POINTING)
        and Outcome.INJURED in p.outcomes
        and not p.dead
        and p.alive
        and abs(min(p.sentences) - last) <= NEAR_BODY
        and (not strong or (min(p.sentences) <= last and not strong[0].groups[0].more))
        and not (p.further or p.words & {"one", "other", "another"})
    ]
    number = sum(counted for counted, _ in total) + len(single)
    if number <= (plain.best or 0) or len(total) + len(single) < 2:
        return None
    open_ended = any(f.bounds[2] is None for f in total.values())
    high = None if open_ended else number
    return Toll(low=number, best=number, high=high, rule="those told apart in the body, together")
