"""What a sentence does with a figure: fact, denial or fear; one incident or a sum; this incident or another."""

from __future__ import annotations

import re
from calendar import month_name
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from pipeline.sieve import Sieve
from pipeline.understand.clause import MODALS, Clause
from pipeline.understand.counting.group import ORDINALS
from pipeline.understand.lexicon import table
from pipeline.understand.phrases import folded
from pipeline.understand.triggers import Shape, Trigger
from pipeline.vocabulary import Assertion, Outcome, Scope

FACTUAL_BEFORE_TO = frozenset(table("contexts")["factual_before_to"]["words"])
ONLY_THOUGHT = frozenset(table("contexts")["only_thought"]["words"])
FINITE = frozenset({"VBD", "VBZ"})
BEFORE_STATES = frozenset(  # words behind which "dead", "seriously hurt" begin
    {"be", "been", "found", "left", "was", "were", "is", "are", "remains", "remain", "and", "but"}
)
ALIKE = frozenset({"cut", "hurt", "hit", "burst"})  # the same in the present and the past
MONTHS = tuple(name.lower() for name in month_name[1:])
IN_YEAR, SINCE = "in_year", "since"
DECLINING = frozenset({"declined", "refused", "declines", "refuses", "declining", "refusing"})
DEMANDING = frozenset(table("contexts")["demanding"]["words"])
ACCUSING = frozenset(table("contexts")["accusing"]["words"])
OPENING = 700  # characters
FEARED = frozenset({"feared", "presumed"})  # "were feared drowned"
NEAR = 15  # the same for an infinitive's "to": "tried to kill", not "tried to stop him, and he killed her"
DENIED_FAR = 60  # the same for a denial: "denied a Russian claim that field commander Basayev had been killed"
FAR = 45  # characters between a condition and the figure beyond which it no longer governs it


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern found in a sentence."""

    id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for all figures of one sentence."""

    hypothetical: tuple[Hit, ...]
    cumulative: tuple[Hit, ...]
    background: Hit | None
    natural: bool = False
    denied: tuple[Hit, ...] = ()


OTHERS = Hit("one_of_others", 0, 0, "")
"""What stands for the background of a sentence that belongs to other events."""


def is_of_others(before: str, text: str) -> bool:
    """Whether a sentence goes on with other events named just before it in its paragraph."""
    told = _hits("background", folded(before))
    if any(hit.id == "as_reported" for hit in told) or (told and single("that_day").search(folded(text))):
        return True
    return bool(before) and bool(single("other_events").search(folded(before)))


def context_of(
    text: str,
    published: datetime | None,
    *,
    lead: bool,
    corrects: bool = False,
    opens: bool = False,
    case: int | None = None,
) -> Context:
    """Return what a sentence does with its figures.

    `lead` says that it is among the first of the article, `opens` that it is the very first, `corrects` that the
    article corrects an earlier one; `case` is the year of the deed that an article from a court is about.
    """
    plain = folded(text)
    background = next(
        (
            hit
            for hit in _hits("background", plain)
            if not (opens and hit.id in backgrounds("not_in_opening"))
            and _is_elsewhere(hit, published, case, lead=lead, text=plain)
        ),
        None,
    )
    dated = background is not None and background.id.startswith(("dated_event", "month"))
    if opens and dated and single("full_date").match(plain):
        background = None  # a short report that begins with its day, read in another year
    return Context(
        natural=bool(_hits("natural", plain)) and not single("misadventure_told").search(plain),
        denied=(*_hits("denied", plain), *(_hits("correction", plain) if corrects else ())),
        hypothetical=tuple(_hits("hypothetical", plain)),
        cumulative=tuple(hit for hit in _sums(plain) if not _dates_one_event(hit, plain)),
        background=background,
    )


def sums_up(text: str) -> bool:
    """Whether a sentence tells of a sum over several events."""
    plain = folded(text)
    return any(not _dates_one_event(hit, plain) for hit in _sums(plain))


def _sums(plain: str) -> list[Hit]:
    """Return what tells of a sum over several events, outside of what only describes a place of the event."""
    return _hits("cumulative", single("place_described").sub(lambda aside: " " * len(aside[0]), plain))


def is_fiction(text: str) -> bool:
    """Whether a sentence tells of a film, drill or match or speaks in figures, and of nobody who came to harm there."""
    plain = folded(text)
    return any(not (real := _really_told().get(hit.id)) or not real.search(plain) for hit in _hits("fiction", plain))


def assertion_of(clause: Clause, trigger: Trigger, context: Context) -> Assertion:
    """Return whether the outcome at `trigger` is told as a fact, denied, or only feared, planned or supposed."""
    verb = trigger.start
    if trigger.word.in_vain:
        return Assertion.AFFIRMED  # "were unable to revive him"
    if trigger.word.shape is Shape.STATE and clause.word(verb - 1) not in MODALS:
        while verb > 0 and clause.word(verb - 1) not in BEFORE_STATES and trigger.start - verb < 3:
            verb -= 1
    auxiliaries = clause.auxiliaries(verb)
    only = clause.word(verb - 1) == "only"
    never = "never" in auxiliaries and "," not in clause.words[max(0, verb - 3) : verb]  # "who never woke, died"
    if ("not" in auxiliaries and not only) or "n't" in auxiliaries or never:
        return Assertion.DENIED
    denied = tuple(hit for hit in context.denied if not _is_taken_back(clause, trigger, hit))
    if _within(clause, trigger, denied, DENIED_FAR) or _goes_on_saying(clause, trigger, context.denied):
        return Assertion.DENIED
    likely = {"probably", "possibly", "perhaps", "maybe"} & set(clause.words[max(0, verb - 2) : verb])
    if likely and trigger.word.outcome is Outcome.INJURED:
        return Assertion.HYPOTHETICAL  # "was probably hit, judging by the blood"
    modal = bool(MODALS & set(auxiliaries)) or _would(clause, verb, auxiliaries, trigger.word.role)
    modal = modal or _is_subjunctive(clause, verb, auxiliaries, trigger.word.role)
    feared = any(clause.word(i) in FEARED and not clause.is_noun(i + 1) for i in (clause.before(verb) + 2, verb - 1))
    if trigger.word.outcome is Outcome.KILLED and feared:
        return Assertion.HYPOTHETICAL  # and not "leaves two presumed rebels dead"
    if any(clause.expects(index) for index in range(clause.before(verb) + 1, verb)):
        return Assertion.HYPOTHETICAL  # "are expected to have died"
    if modal or _is_purpose(clause, verb, auxiliaries) or _governed(clause, trigger, context):
        return Assertion.HYPOTHETICAL
    return Assertion.AFFIRMED


def _is_taken_back(clause: Clause, trigger: Trigger, hit: Hit) -> bool:
    """Whether what is denied ends before the outcome: "said initially he would survive, but he died".

    Or whoever denies a claim goes on with his own: "denied the claim and said that two had died".
    """
    between = clause.text[hit.end : max(hit.end, clause.doc[trigger.start].idx)]
    if hit.id == "denied":
        return bool(single("own_account").match(between))
    return hit.id == "first_reports" and ", but " in between


def _goes_on_saying(clause: Clause, trigger: Trigger, denied: tuple[Hit, ...]) -> bool:
    """Whether what was first told goes on: "had initially put the dead at two, saying both had been killed"."""
    start = clause.doc[trigger.start].idx
    return any(h.id == "first_reports" and ", saying" in clause.text[h.end : max(h.end, start)] for h in denied)


def _would(clause: Clause, verb: int, auxiliaries: tuple[str, ...], role: str) -> bool:
    """Whether "'d" is short for "would" ("they'd have to shoot him", "he'd die") and not for "had"."""
    bare = role == "base" or clause.tag(verb) == "VB"
    return "'d" in auxiliaries and (bare or bool({"have", "be"} & set(auxiliaries)))


def _is_subjunctive(clause: Clause, verb: int, auxiliaries: tuple[str, ...], role: str) -> bool:
    """Whether the verb is wished or ordered: "recommended that he be executed", "that he die"."""
    if clause.title:
        return False  # "Landslides kill 11 in Nepal"
    if clause.word(verb) in ALIKE:
        return False
    # A log in the present is none: "militants attack the village, kill 14".
    bare = role in {"", "base"} and clause.tag(verb) == "VB" and not auxiliaries
    wished = verb == 0 or clause.tag(verb - 1) in {"``", "''"} or bool(DEMANDING & set(clause.words[:verb]))
    return (bare and wished) or (bool(auxiliaries) and auxiliaries[0] == "be")


def _is_purpose(clause: Clause, verb: int, auxiliaries: tuple[str, ...]) -> bool:
    """Whether the verb is an infinitive of purpose ("a plan to kill") and not of fact ("went on to kill")."""
    if "to" in auxiliaries and DECLINING & set(clause.words[max(0, verb - 4) : verb]):
        return True  # "the driver, who declined to be taken to hospital"
    if "to" not in auxiliaries or {"have", "be"} & set(auxiliaries) or clause.tag(verb) == "VBG":
        return False  # "admitted to stabbing him"
    left = [clause.word(i) for i in range(max(0, verb - 6), verb)]
    forced = left[-2:] == ["had", "to"] and not ONLY_THOUGHT & set(left)  # "police had to shoot him"
    forced = forced or left[-4:] == ["made", "it", "possible", "to"]
    forced = forced or not ORDINALS.keys().isdisjoint(left[-4:])  # "the 12th person to die"
    return not forced and not FACTUAL_BEFORE_TO & set(left)


def _governed(clause: Clause, trigger: Trigger, context: Context) -> bool:
    """Whether a word of fear, plan or condition stands before the outcome and near it."""
    finite = clause.tag(trigger.verb) in FINITE  # "who tried to help him suffered burns"
    auxiliaries = clause.auxiliaries(trigger.verb)
    finite = finite or ("to" not in auxiliaries and bool({"was", "were"} & set(auxiliaries)))  # "and was shot"
    told = trigger.word.shape is Shape.STATE and clause.word(trigger.start - 1) in {"is", "are", "was", "were"}
    finite = finite or told  # "who went back to try to get her, is in the burn unit"
    hits = [hit for hit in context.hypothetical if not (finite and _is_infinitive(hit, clause, trigger))]
    hits = [hit for hit in hits if not _is_foiled_first(hit, clause, trigger)]
    return any(_within(clause, trigger, (hit,), NEAR if hit.text.endswith(" to") else FAR) for hit in hits)


def _is_foiled_first(hit: Hit, clause: Clause, trigger: Trigger) -> bool:
    """Whether an attack was foiled and people killed in doing so: "foils attack, kills seven", ", killing seven"."""
    before = clause.word(trigger.start - 1)
    goes_on = trigger.word.role in {"s", "ing", "past", "both"} and clause.tag(trigger.start).startswith("V")
    return hit.text.startswith(("foil", "thwart")) and before in {",", "and"} and goes_on


def _is_infinitive(hit: Hit, clause: Clause, trigger: Trigger) -> bool:
    """Whether the word is an infinitive's and governs no finite verb: "braking to avoid it, broke a collarbone"."""
    closed = clause.text[: hit.start].endswith("to ") and "," in clause.text[hit.end : clause.doc[trigger.start].idx]
    return hit.text.endswith(" to") or closed


def _within(clause: Clause, trigger: Trigger, hits: tuple[Hit, ...], distance: int) -> bool:
    """Whether one of the patterns stands before the outcome, not further than `distance` characters."""
    start = clause.doc[trigger.start].idx
    return any(hit.start < start and start - hit.end < distance for hit in hits)


def scope_of(clause: Clause, trigger: Trigger, context: Context, *, counted: bool, statistic: bool = False) -> Scope:
    """Return whether a figure sums up several events.

    A year alone sums up nothing where one person is told of, where "killing" hangs on the event of the main clause, or
    where somebody is accused: then it dates the deed. `statistic`: cases are counted ("among 77 homicides"), which no
    report of one event does.
    """
    told = [hit for hit in context.cumulative if not _in_later_part(clause, trigger, hit)]
    if not counted:
        told = [hit for hit in told if hit.id != SINCE]  # "died in hospital, where she had been since May 3"
        told = [hit for hit in told if not single("ranked_person").search(folded(clause.text)[: hit.start])]
    hits = [hit for hit in told if hit.id != IN_YEAR or _may_sum(clause, trigger, counted=counted)]
    return Scope.CUMULATIVE if hits or (counted and statistic) else Scope.INCIDENT


def _in_later_part(clause: Clause, trigger: Trigger, hit: Hit) -> bool:
    """Whether the span stands in another part of the sentence: "killed 32, as the toll since the war passed 44,000".

    A span that opens the sentence governs all of it; one behind a semicolon, "as" or "bringing" only what follows.
    """
    end = clause.doc[trigger.end - 1].idx
    return hit.start > end and bool(single("parting").search(clause.text, end, hit.end))


def _may_sum(clause: Clause, trigger: Trigger, *, counted: bool) -> bool:
    return counted and trigger.word.role != "ing" and not ACCUSING & set(clause.words)


def _dates_one_event(hit: Hit, text: str) -> bool:
    """Whether the span dates or ranks one event instead of summing up several."""
    if hit.id == "in_which_have":
        return False  # "on the first day of the war, in which both sides have lost"
    until = hit.start + max(0, hit.text.rfind("since"))  # "have been killed, the worst toll since May"
    if any(single(name).search(text[:end]) for name in ("ranking", "latest_of") for end in (hit.start, until)):
        return True
    if hit.id == SINCE and single("held_since").search(text[: hit.start]):
        return True  # "Eleven hostages held since March were killed"
    lasts = single("since_a_day").match(text[hit.start :]) or single("operation_since").search(text)
    if hit.id.startswith(("since", "perfect_since")) and lasts:
        return True  # "52 have been hurt since the violence flared on Wednesday"
    return hit.id == "in_year" and bool(single("single_event").search(text))


@cache
def backgrounds(mark: str) -> frozenset[str]:
    """Return the patterns of the background that carry a mark of the table: "aside", "not_in_opening"."""
    return frozenset(entry["id"] for entry in table("contexts")["background"] if entry.get(mark))


@cache
def single(name: str) -> re.Pattern[str]:
    """Return the one pattern of a section of the table of contexts."""
    return re.compile(table("contexts")[name]["pattern"], re.IGNORECASE)


def _is_elsewhere(hit: Hit, published: datetime | None, case: int | None, *, lead: bool, text: str) -> bool:
    """Whether a pattern of the background speaks of another time than that of the article."""
    if hit.id == "tried_attack":
        return bool(single("court").search(text))
    if hit.id == "weeks_after" and hit.text.startswith("since") and single("held_since").search(text[: hit.start]):
        return False
    if hit.id == "last_weeks":
        return not single("case_goes_on").search(text)
    if hit.id == "death_of_before":
        return bool(single("own_harm_told").search(text[: hit.start]))
    if hit.id == "days_after_others":
        return not single("told_of_after").search(text[: hit.start])
    if hit.id.startswith("dated_event") and not single("latest_of").search(text[: hit.start]):
        found = re.search(r"\b(?:19|20)\d\d\b", hit.text)
        before = text[: hit.start + found.start()] if found is not None else ""
        if before.endswith("since ") and single("ranking").search(before):
            return False  # "in the most deadly day for the group since 2012"
        year = int(found[0]) if found else None
        return year is not None and year != case and (year < published.year if published else not lead)
    if hit.id.startswith("dated_event"):
        return False  # "in the latest of a string of massacres since late 2014"
    if hit.id.startswith("days_earlier") or hit.id == "fighting_so_far":
        return not lead
    if hit.id == "month":
        month = next((n for n, name in enumerate(MONTHS, 1) if name in hit.text), 0)
        return not lead and (published is None or (published.month - month) % 12 > 1)
    return True


def _hits(section: str, text: str) -> list[Hit]:
    found = [Hit(name, match.start(), match.end(), match[0]) for name, match in _patterns(section).matches(text)]
    return sorted(found, key=lambda hit: hit.start)


@cache
def _really_told() -> dict[str, re.Pattern[str]]:
    """Return, of films, matches and drills, what says that somebody really came to harm."""
    return {entry["id"]: re.compile(entry["unless"]) for entry in table("contexts")["fiction"] if "unless" in entry}


@cache
def _patterns(section: str) -> Sieve[str]:
    entries = ((entry["id"], entry.get("patterns") or [entry["pattern"]]) for entry in table("contexts")[section])
    return Sieve((name, re.compile(pattern)) for name, patterns in entries for pattern in patterns)
