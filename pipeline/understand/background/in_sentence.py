"""Which figures of a sentence are of another event than that which it tells of."""

from __future__ import annotations

import re

from pipeline.understand.background.other_days import ANOTHER_DAY, brings_in
from pipeline.understand.clause import Clause
from pipeline.understand.context import FINITE, Context, Hit, backgrounds
from pipeline.understand.mention import Mention

YEARS_BEFORE = "years_before"
AFTER_OTHERS = frozenset({"weeks_after", "days_after_others"})
ASIDES = frozenset({"VBG", "WP", "WDT", "WRB", "CC", "CD"})  # what goes on behind a comma within the same clause
HARMED = frozenset(
    {"active", "passive", "reduced passive", "state after", "subject"}
)  # not "the deaths of 40", which may be the same
VERBS = FINITE | {"VBN"}  # the tagger takes "gunmen struck a bar" for a participle
_HARDLY = re.compile(
    r"(?:barely|just|only|hardly|scarcely|nearly|less than|about|some|more than|a mere) (?:a )?", re.IGNORECASE
)
_REASON = re.compile(r"\b(?:as|because|since)\b")


def is_background(clause: Clause, mention: Mention, context: Context) -> bool:
    """Whether the figure is of another event; of those mourned, only what follows: "two shot at a vigil for ..."."""
    hit = context.background
    at = clause.doc[mention.trigger.start].idx
    between = clause.text[min(hit.end, at) : max(hit.start, at)] if hit is not None else ""
    ranked = hit is not None and hit.id in {"nth_of_its_kind", "one_of_others"}
    if (";" in between and not ranked) or " and that " in between:
        return False  # "man killed; two others shot elsewhere" are two parts
    if mention.zero and hit is not None and hit.start > at and _REASON.search(between):
        return False  # "no casualty, as the families had moved away last year"
    if hit is not None and hit.id == YEARS_BEFORE and _dates_relative(clause, mention, hit):
        return False
    if hit is not None and hit.id == ANOTHER_DAY:
        return brings_in(mention)
    if hit is not None and hit.id in backgrounds("holds_within"):
        return hit.start <= clause.doc[mention.trigger.start].idx <= hit.end
    behind = hit is not None and hit.id in backgrounds("holds_behind")
    if behind and hit is not None and hit.id in AFTER_OTHERS and _in_main_clause(clause, mention, hit):
        return False
    return hit is not None and (not behind or clause.doc[mention.trigger.start].idx >= hit.start)


def _in_main_clause(clause: Clause, mention: Mention, hit: Hit) -> bool:
    """Whether a main clause follows: "Two days after police killed four men, gunmen struck, killing two"."""
    opens = hit.start == 0 or _HARDLY.fullmatch(clause.text[: hit.start]) is not None
    if not opens or " after " not in hit.text or mention.rule not in HARMED:
        return False
    at = mention.trigger.start
    words = [i for i in range(at) if hit.end <= clause.doc[i].idx]
    ends = [i for i in words if clause.word(i) == "," and clause.tag(i + 1) not in ASIDES]
    return bool(ends) and any(clause.tag(i) in VERBS for i in range(ends[0], at))


def _dates_relative(clause: Clause, mention: Mention, hit: Hit) -> bool:
    """Whether a time is that of a relative clause: "A commander who made peace two years ago was shot dead"."""
    end = mention.groups[-1].end
    inside = end < len(clause) and clause.doc[end].idx < hit.start and hit.end <= clause.doc[mention.trigger.start].idx
    return inside and clause.word(end + (clause.word(end) == ",")) in {"who", "whose", "whom"}
