"""Figures that are told of somebody else than their own words name: "who had a wound. He died", "He is the seventh"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.understand.counting.group import PRONOUNS, Form
from pipeline.understand.described import sex_of
from pipeline.understand.figure import Figure
from pipeline.understand.toll.told_apart import lives
from pipeline.vocabulary import Outcome

_POLICE = r"(?:police|officers?|deput(?:y|ies)|troopers?|agents?)"
FELLED_RULES = frozenset({"passive", "reduced passive", "active", "state after"})  # "officers shot him dead"
_FELLED = re.compile(
    rf"\b(?:killed|shot dead|fatally shot|shot to death) by (?:[\w'-]+ ){{0,4}}?{_POLICE}\b.*\bafter\b(.*)"
    rf"|\b{_POLICE} (?:[\w'-]+ ){{0,3}}?(?:shot|killed)\b.*\bafter (?:he|she|the \w+)\b(.*)",
    re.IGNORECASE,
)
_OVERCOME = re.compile(
    r"\b(?:wounding|injuring|hurting|kill(?:ing|ed)|stabb\w+|ramm\w+|attack\w*|slash\w+|ran over|opened fire"
    r"|(?:drove|ploughed|plowed) [^.;]{0,40}\binto)\b[^.;]{0,90}"
    r"\bbefore (?:(?:he|she|being) (?:was |were )?(?:\w+ )?(?:shot|killed|gunned down|neutrali[sz]ed)\b"
    r"|[^.;,]{0,40}\b(?:police|officers?|guards?|soldiers|troops|agents?|forces|deput(?:y|ies)|troopers?)\b[^.;,]{0,20}"
    r"\b(?:shot|killed|gunned) (?:and killed |down )?(?:him|her)\b"
    r"|[^.;]{0,70}\b(?:beat|stoned|hacked|lynched|stabbed|clubbed|trampled) (?:him|her) to death\b)",
    re.IGNORECASE,
)
_HARMING = re.compile(r"^ (?:\w+ ){0,3}(?:shot|shooting|stabb|attack|open(?:ed|ing) fire|fir(?:ed|ing)|kill)")
_DIED_THERE = re.compile(
    r"\bwhere (?:he|she) (?:\w+ ){0,2}?(?:died|succumbed|was (?:\w+ )?(?:pronounced|declared|certified) dead)\b"
)

NAMED_AS = frozenset({("is",), ("was",), ("became",), ("becomes",), ("has", "become"), ("is", "at", "least")})


def last_harmed(figure: Figure, told: Figure, before: Figure | None) -> Figure | None:
    """Return the figure before as the one who died: "found Minh Tran, who had a gunshot wound. He died"."""
    if (
        figure.mention.rule == "possessor"
        and "own" in figure.clause.words[figure.groups[0].end : figure.mention.trigger.end]
    ):
        return None  # "wounded an officer in a gunfight that ended with his own death"
    if told is figure or before is None or before.sentence is not told.sentence or figure.outcome is not Outcome.KILLED:
        return None
    group, other = before.groups[0], told.groups[0]
    sex = sex_of(group, before)
    fits = before.outcome is Outcome.INJURED and group.form in {Form.SINGLE, Form.NAME} and group.start > other.start
    alike = sex is None or sex is sex_of(figure.groups[0], figure)
    if not (fits and alike) or lives(before) and not before.mention.word.weak:
        return None
    return replace(
        figure, sentence=before.sentence, clause=before.clause, mention=replace(figure.mention, groups=(group,))
    )


SUSPECTED = frozenset(
    {("suspected", "of"), ("accused", "of"), ("wanted", "for"), ("wanted", "in"), ("suspected", "in")}
)


def as_he(figure: Figure) -> Figure:
    """Return "He is the seventh reporter killed this year" as told of him; else the figure itself."""
    group, words = figure.groups[0], figure.clause.words
    he = words[:1] and words[0] in PRONOUNS and words[1 : group.start] in NAMED_AS
    if not (he and group.ordinal and group.definite) or figure.outcome is not Outcome.KILLED:
        return figure
    told = replace(group, start=0, end=1, head=0, form=Form.PRONOUN, kind=None, ordinal=None)
    return replace(figure, mention=replace(figure.mention, groups=(told,)))


def has_died_since(hurt: Figure, figures: Sequence[Figure]) -> bool:
    """Whether a sentence goes on with the death of whom it tells: "a man who had been in a critical condition died"."""
    if _died_there(hurt, figures):
        return True
    before = hurt.clause.words[max(0, hurt.mention.trigger.start - 3) : hurt.mention.trigger.start]
    if (
        hurt.outcome is not Outcome.INJURED
        or hurt.counted
        or before not in {("who", "had", "been"), (",", "who", "was")}
    ):
        return False
    return any(
        f.outcome is Outcome.KILLED
        and not f.counted
        and f.sentence is hurt.sentence
        and f.mention.word.id == "die"
        and f.groups[0].start <= hurt.groups[0].start < hurt.mention.trigger.start < f.mention.trigger.start
        for f in figures
    )


def _died_there(hurt: Figure, figures: Sequence[Figure]) -> bool:
    """Whether somebody was only carried to where he died: "A rider was rushed to a hospital, where he later died"."""
    carried = hurt.outcome is Outcome.INJURED and hurt.mention.word.weak and not hurt.counted
    group = hurt.groups[0]
    new = group.form is Form.NAME or (group.form is Form.SINGLE and not group.definite)
    if not (carried and new) or not _DIED_THERE.search(hurt.tail):
        return False
    after = [f for f in figures if f.sentence is hurt.sentence and f.number > hurt.number]
    return any(f.outcome is Outcome.KILLED and f.groups[0].form is Form.PRONOUN for f in after)


def is_suspected(figure: Figure) -> bool:
    """Whether somebody killed is said to be suspected of harm himself: "Police kill man suspected of shooting at"."""
    behind = figure.clause.words[figure.groups[0].end : figure.groups[0].end + 2]
    return figure.outcome is Outcome.KILLED and figure.mention.rule == "active" and behind in SUSPECTED


def is_felled(figure: Figure) -> bool:
    """Whether police are said to have killed somebody after he harmed others: "killed by police after shooting his"."""
    if figure.outcome is not Outcome.KILLED or figure.mention.rule not in FELLED_RULES:
        return False
    if figure.groups[0].form is Form.PRONOUN and _OVERCOME.search(figure.sentence.text):
        return True  # "drove into a group of soldiers, wounding six of them before he was shot dead"
    found = _FELLED.search(figure.sentence.text)
    return found is not None and bool(_HARMING.match(found[1] or found[2] or ""))
