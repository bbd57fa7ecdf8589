"""How many have died by what a report says of the last of them: "becoming the fifth victim of the blast"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Toll
from pipeline.understand.counting.group import ORDINALS
from pipeline.understand.figure import Figure
from pipeline.understand.passage import Passage
from pipeline.vocabulary import Outcome

EARLY = 4  # sentences
_LATER = {"seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20}
_RANK = r"(?P<rank>\d{1,3}(?:st|nd|rd|th)|" + "|".join(word for word in (*ORDINALS, *_LATER) if word.isalpha()) + ")"
_TOLD = re.compile(
    rf"(?:\b(?:is|was|become|becomes|became|becoming|as)|,)\s(?:now\s)?(?:the\s)?{_RANK}\s(?:confirmed\s|known\s)?"
    r"(?:(?:[a-z]+[ -]){0,2}?(?:to (?:die|be killed|lose (?:his|her|their) li(?:fe|ves)|succumb|perish|drown)"
    r"|lost to|claimed by|killed (?:by|in))\b|(?:victim|fatality|death)\b(?=[.,]| (?:of|in|from)\b))",
    re.IGNORECASE,
)
_OF_THE_EVENT = re.compile(
    r"\b(?:blasts?|explosions?|fires?|blaze|inferno|crash|wreck|collision|collapse|floods?|shooting|attacks?|bombing|parade"
    r"|bomb|quake|earthquake|accident|disaster|hurricane|avalanche|landslide|mudslide|stampede|crush|sinking|capsiz\w+"
    r"|derailment|massacre|stabbings?|ambush|siege|rampage|tornado|cyclone|typhoon|there)\b",
    re.IGNORECASE,
)
_OF_MANY_EVENTS = re.compile(
    r"\b(?:this|since|year|years|months|weeks|month|week|season|war|conflict|history|record|so far|recent|spate|series"
    r"|wave|city|state|county|province|custody|road|roads|in (?:19|20)\d\d)\b",
    re.IGNORECASE,
)


def raised(killed: Toll | None, figures: Sequence[Figure], passage: Passage) -> Toll | None:
    """Return the toll of the dead raised to the rank of the last, where the opening gives it for one event."""
    rank = _rank_in(passage)
    if killed is None and any(g.ordinal == rank for f in figures for g in f.groups if f.outcome is Outcome.KILLED):
        return Toll(low=rank, best=rank, high=rank, rule="rank of the last who died") if rank else None
    if killed is None or rank is None or killed.best is None or rank <= killed.best or killed.high is None:
        return killed
    return Toll(low=rank, best=rank, high=rank, rule=killed.rule + ", raised to the rank of the last")


def _rank_in(passage: Passage) -> int | None:
    """Return the highest rank that headline or opening give to somebody who died of the event."""
    found: list[int] = []
    for sentence in passage.sentences:
        told = _TOLD.search(sentence.text) if sentence.rank <= EARLY else None
        tail = sentence.text[told.end() :] if told is not None else ""
        if told is None or _OF_MANY_EVENTS.search(tail):
            continue
        if _OF_THE_EVENT.search(tail) or not tail.strip(' ."”'):
            word = told["rank"].lower()
            found.append(ORDINALS.get(word) or _LATER.get(word) or int(word[:-2]))
    return max(found, default=None)
