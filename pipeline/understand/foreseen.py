"""Tolls that are only foreseen: "the toll could reach 20", "is likely to rise to 30", "a toll of 40 is feared"."""

from __future__ import annotations

import re

from pipeline.understand.clause import Clause
from pipeline.understand.mention import Mention
from pipeline.understand.triggers import Shape

BEFORE, BEHIND = 8, 5  # tokens before the words for a toll, and behind its number, that may say who fears it
_FORESEEING = (
    r"(?:expect(?:s|ed|ing)?|likely|unlikely|fear(?:s|ed|ing)?|set|bound|due|sure|certain|threaten(?:s|ed|ing)?|poised"
    r"|predict(?:s|ed|ing)?|project(?:s|ed|ing)?|forecast(?:s|ed|ing)?|anticipat(?:e|es|ed|ing)|going|about)"
)
_RISE = (
    r"(?:have )?(?:reach|ris|rose|climb|exceed|pass|top|surpass|hit|grow|grew|increas|go|gone|be|been|jump|soar|doubl"
    r"|number|stand|approach|near|run|mount|end|cross|total|swell)\w*"
)
_UP_TO = (
    r"(?: (?:to|up|as|high|many|above|beyond|past|over|well|around|about|at|least|more|than|nearly|almost|close|in|the"
    r"|a|even|into|out|somewhere|between|further|upwards|of)){0,6}"
)
_TO_COME = re.compile(
    rf"\b(?:(?:could|may|might|will|would|can|'ll)(?: (?!to\b)\w+){{0,3}}?|{_FORESEEING}(?: \w+){{0,5}}? to)"
    rf" (?:\w+ )?{_RISE}{_UP_TO}$"
)
_FEARED_BEFORE = re.compile(r"\b(?:fear(?:s|ed|ing)?|predict(?:s|ed|ing)?|warn(?:s|ed|ing)? of)(?: \w+){0,2}$")
_FEARED_AFTER = re.compile(
    r"^(?: (?:dead|people|deaths|victims|lives))? (?:is|are|was|were|being) (?:\w+ )?"
    r"(?:feared|expected|forecast|predicted)\b"
)


def is_foreseen(mention: Mention, clause: Clause) -> bool:
    """Whether a toll's number is one that somebody fears or expects, and nobody has counted."""
    if mention.word.shape is not Shape.TOLL or mention.trigger.end > mention.groups[0].start:
        return False
    group = mention.groups[0]
    start = max(0, mention.trigger.start - BEFORE)
    until = " ".join(clause.words[start : group.start])
    before = " ".join(clause.words[start : mention.trigger.start])
    after = " " + " ".join(clause.words[group.end : group.end + BEHIND])
    return any((_TO_COME.search(until), _FEARED_BEFORE.search(before), _FEARED_AFTER.search(after)))
