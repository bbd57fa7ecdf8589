"""Whom "they" counts: the only people told of in the sentence before, "A man and a boy got out. They were treated".

And whom "all the gunmen" counts: as many as the article told of before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.understand.clause import Clause
from pipeline.understand.counting.group import JOINERS, Form, Group, sum_of
from pipeline.understand.counting.people import REBEL_KINDS, plurals_of
from pipeline.understand.lexicon import table
from pipeline.understand.passage import Sentence
from pipeline.understand.quantities import groups_and_numbers
from pipeline.understand.relevance import may_hold_claim
from pipeline.vocabulary import TextField

_OPENS = re.compile(
    r"They (?:were|are|was|have been|had|have|suffered|sustained|died|remain|both|all)\b"
    r"|Their (?:[\w-]+ )?(?:bodies|corpses|remains)\b"
)
_ALL_OF = re.compile(r"\b[Aa]ll (?:of )?(?:the |these |those )?([a-z]+)(?: ([a-z]+))?")
MOST = 12  # people who can be meant one by one


def opens_with_they(text: str) -> bool:
    """Whether a sentence tells what became of "they"."""
    return bool(_OPENS.match(text)) and may_hold_claim(text)


def asked_for(sentences: Sequence[Sentence]) -> set[int]:
    """Return the indices of the sentences that stand before one that opens with "they", and so are worth a parse."""
    pairs = zip(sentences, sentences[1:], strict=False)
    return {s.index for s, after in pairs if s.field is TextField.TEXT and opens_with_they(after.text)}


def all_told_of(text: str, before: str) -> int | None:
    """Return how many "all the gunmen" are whom the text before tells of; None where it gives none, or two numbers."""
    pointing = _ALL_OF.search(text)
    noun = next((word for word in pointing.groups() if word in plurals_of(REBEL_KINDS)), None) if pointing else None
    if noun is None:
        return None
    counted = re.findall(rf"\b(?<!-)(\d{{1,2}}|{'|'.join(_units())})(?: [\w-]+){{0,2}} {noun}\b", before, re.IGNORECASE)
    numbers = {_units().get(word.lower()) or int(word) for word in counted}
    return next(iter(numbers)) if len(numbers) == 1 else None


@cache
def _units() -> dict[str, int]:
    return {word: number for word, number in table("numbers")["units"].items() if 1 < number <= MOST}


def counted_before(sentence: Sentence | None) -> Group | None:
    """Return the people of whom a sentence tells together; None where that is unclear, or it has no parse."""
    if sentence is None or sentence.doc is None or sentence.field is not TextField.TEXT:
        return None
    clause = Clause.of(sentence.doc, title=False)
    groups = [g for g in groups_and_numbers(clause)[0] if g.form is not Form.PRONOUN and not g.none]
    lists = [(sum_of(listed)[1], listed) for listed in _lists(clause, groups)]
    counted = [(number, listed) for number, listed in lists if number is not None and number > 1]
    if len(counted) != 1 or counted[0][0] > MOST:
        return None
    number, listed = counted[0]
    return Group(0, 1, 0, Form.COUNT, number, number, number, kind=listed[0].kind if len(listed) == 1 else None)


def _lists(clause: Clause, groups: Sequence[Group]) -> list[list[Group]]:
    """Return the groups in lists: each with those that "and" joins to it."""
    found: list[list[Group]] = []
    for group in groups:
        joined = bool(found) and clause.word(group.start - 1) in JOINERS and _adjoins(clause, found[-1][-1], group)
        if joined:
            found[-1].append(group)
        else:
            found.append([group])
    return found


def _adjoins(clause: Clause, before: Group, group: Group) -> bool:
    """Whether nothing but "and", a comma and an age stands between two groups, or a phrase of the first."""
    between = range(before.end, group.start - 1)
    return len(between) <= 6 and not any(clause.tag(i).startswith(("VB", "MD")) for i in between)
