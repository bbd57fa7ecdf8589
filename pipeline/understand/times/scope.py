"""Which time of a sentence a figure belongs to: not the trial's, and the day before in "a day after two men died"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from msgspec import structs

from pipeline.records import TimeRef
from pipeline.understand.lexicon import table
from pipeline.understand.time import TimeMention
from pipeline.vocabulary import DatePrecision

UNITS = {"hour": 0, "day": 1, "week": 7}
COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
_OFFSET = re.compile(
    r"\b(?:(?P<count>an?|one|two|three|four|five|six|seven|ten|\d{1,2}) )?"
    r"(?P<unit>hour|day|week)s? (?P<side>after|before)\b",
    re.IGNORECASE,
)
_SITS = re.compile(
    r"\b(?:start\w*|beg[aiu]n\w*|open(?:s|ed)|resum\w+|adjourn\w+|continu\w+|appear\w*|due|return\w*)\b", re.I
)
_AGO = re.compile(
    r"\b(?P<count>an?|one|two|three|four|five|six|seven|ten|\d{1,2}) years? ago (?:on |this )?$", re.IGNORECASE
)
_DEED = re.compile(r"\b(?:over|after|following|from|in connection with)\b", re.IGNORECASE)
_OWNED = re.compile(r"^(?:'s|’s)\s")
_ANSWERED = (
    r"(?:(?:arrest|charg|detain|identif|releas|recover|retriev|pull|locat|discover|resum|appear|plead|sentenc|convict|visit|"
    r"vow|condemn|search|launch|suspend|attend|donat|inspect|mourn|gather|protest|extend|promis|demand|continu|scrambl|climb|"
    r"increas|confirm|announc|revis|depart)(?:e?s|e?d|ing|ies|ied|y|ded|ching)?"
    r"|named|naming|found|finds?|finding|bur(?:y|ied|ying)|laid|lays?|laying|brought before|order(?:s|ed|ing)?|"
    r"lower(?:s|ed|ing)|march(?:es|ed|ing)|call(?:s|ed|ing)? (?:off|for)|dug|dig(?:s|ging)?|pa(?:ys?|id|ying)|"
    r"clos(?:es?|ed|ing)|ended|meets?|meeting|met|held|rall(?:y|ied|ies)|rush(?:es|ed|ing)?|rais(?:es?|ed|ing)|"
    r"rose|risen|ris(?:es|ing)|left (?:from|for)|set (?:off|out|sail))"
)
_ANSWERS_BEHIND = re.compile(
    rf"^,?\s(?:\w+ly\s)?(?:ha(?:d|ve|s)\s|was\s|were\s)?(?:\w+ly\s)?{_ANSWERED}\b", re.IGNORECASE
)
_ANSWERS_BEFORE = re.compile(
    rf"\b{_ANSWERED}\b"
    r"(?![^;]*\b(?:over|after|following|in connection with|for|who|which|when|as(?! of)|where|by|"
    r"happened|occurred|took place|broke out|"
    r"kill(?:s|ed|ing)?|died|struck|hit|shot|stabbed|crashed|collided|exploded|attacked|burned|sank|capsized|collapsed|"
    r"overturned|drowned|injur\w+|wound\w+|swept|bombed|erupted|devastated|destroyed|fell|plunged|derailed)\b)"
    r"[^;]*$",
    re.IGNORECASE,
)
_FOUND = re.compile(r"found|discover|recover|retriev|bod(?:y|ies)|corpse|remains|pull", re.IGNORECASE)
_TOLD_ON = re.compile(
    r"\b(?:said|says|announced|reported|confirmed|added|wrote|declared|stated|told (?:\w+ ){1,4}?)"
    r"(?: in (?:a|an|its) (?:\w+ )?\w+)?(?: (?:here|late|early|again))?(?: on)?\s?$"
)


def told_of(text: str, trigger: int, times: Sequence[TimeMention], published: date | None) -> tuple[TimeMention, ...]:
    """Return the times that can be those of the outcome at character `trigger`, moved where the words move them."""
    times = _years_ago(text, times)
    offset = _offset_of(text, trigger)
    if offset is not None:
        return _moved(text, trigger, offset, times, published)
    times = [t for t in times if ";" not in text[min(t.start, trigger) : max(t.start, trigger)]]
    told = [t for t in times if t.start < trigger or not _case_words().search(text, trigger, t.start)]
    of_event = [t for t in told if not is_of_the_answer(text, t, trigger) and not is_of_telling(text, t)]
    told = of_event or (told if _FOUND.match(text, trigger) else [])
    case = _case_before(text, trigger)
    return _of_the_deed(text, case, trigger, told) if case is not None else tuple(told)


def is_of_a_case(text: str, mention: TimeMention) -> bool:
    """Whether a time dates what a court or prosecutor did, and not the deed."""
    return bool(_case_words().search(text)) and not _OWNED.match(text[mention.end :])


def is_of_telling(text: str, mention: TimeMention) -> bool:
    """Whether a day is the one on which somebody said so: "Six people are missing, officials said on Friday"."""
    return _TOLD_ON.search(text[: mention.start]) is not None


def is_of_the_answer(text: str, mention: TimeMention, trigger: int | None = None) -> bool:
    """Whether a day is that of an arrest, a find or a burial: "Divers found a second man on Tuesday".

    `trigger` is where the outcome is told, if it is: what stands between it and a day decides whose day it is.
    """
    if (trigger is None or trigger > mention.end) and _ANSWERS_BEHIND.match(text[mention.end :]):
        return True
    told = trigger is not None and trigger < mention.start and not _FOUND.match(text, trigger)
    start = trigger if told and trigger is not None else 0
    return _ANSWERS_BEFORE.search(text[start : mention.start]) is not None


def _years_ago(text: str, times: Sequence[TimeMention]) -> list[TimeMention]:
    """Return the times, "ten years ago today" and "five years ago on Sunday" put back where they belong."""
    found = []
    for mention in times:
        ago = _AGO.search(text, 0, mention.start)
        if ago is not None and mention.time.start is not None and mention.time.end is not None:
            years, stated = _count(ago["count"]), text[ago.start() : mention.end]
            start, end = (_minus_years(day, years) for day in (mention.time.start, mention.time.end))
            time = structs.replace(mention.time, start=start, end=end, as_stated=stated, span=None)
            mention = replace(mention, time=time)
        if _AGO.search(text, mention.start, mention.end + 12) is None or ago is not None:
            found.append(mention)
    return found or list(times)


def _minus_years(day: date, years: int) -> date:
    return day.replace(year=day.year - years, day=min(day.day, 28 if day.month == 2 else day.day))


def _case_before(text: str, trigger: int) -> int | None:
    """Return where the last word of a criminal case before the outcome ends; None if there is none."""
    ends = [match.end() for match in _case_words().finditer(text, 0, trigger)]
    return ends[-1] if ends else None


def _of_the_deed(text: str, case: int, trigger: int, times: Sequence[TimeMention]) -> tuple[TimeMention, ...]:
    """Return the times behind the outcome, else those that own the deed: "charged over Monday's shooting"."""
    after = tuple(t for t in times if t.start > trigger)
    after = tuple(t for t in after if not _SITS.search(text, trigger, t.start))
    return after or tuple(t for t in times if t.start > case and _dates_deed(text, case, t))


def _dates_deed(text: str, case: int, mention: TimeMention) -> bool:
    return bool(_OWNED.match(text[mention.end :]) or _DEED.search(text[case : mention.start]))


def _offset_of(text: str, trigger: int) -> re.Match[str] | None:
    """Return "two days after" whose clause holds the outcome, or that follows the outcome's own clause."""
    for match in _OFFSET.finditer(text):
        between = text[match.end() : trigger] if match.end() <= trigger else text[trigger : match.start()]
        if "," not in between and ";" not in between:
            return match
    return None


def _moved(
    text: str, trigger: int, offset: re.Match[str], times: Sequence[TimeMention], published: date | None
) -> tuple[TimeMention, ...]:
    """Return the time of the other clause, moved by the offset; times of the outcome's own clause go first."""
    inside = offset.end() <= trigger
    own = tuple(t for t in times if _beside(t, offset, inside=inside) and "," not in text[trigger : t.start])
    if own:
        return own
    other = [t for t in times if t not in own and t.time.precision is DatePrecision.DAY]
    other = [t for t in other if inside or _beside(t, offset, inside=True)]
    if not other:
        return ()
    earlier = (offset["side"].lower() == "after") == inside
    days = UNITS[offset["unit"].lower()] * _count(offset["count"])
    return (_shifted(other[0], -days if earlier else days, offset[0], published),)


def _beside(mention: TimeMention, offset: re.Match[str], *, inside: bool) -> bool:
    """Whether a time stands on the side of the offset's clause (`inside`) or on the other."""
    return mention.start >= offset.end() if inside else mention.end <= offset.start()


def _count(words: str | None) -> int:
    return int(words) if words and words.isdigit() else COUNTS.get((words or "a").lower(), 1)


def _shifted(mention: TimeMention, days: int, words: str, published: date | None) -> TimeMention:
    time: TimeRef = mention.time
    if time.start is None or time.end is None or (published is not None and time.start + timedelta(days) > published):
        return mention
    span = timedelta(days)
    stated = f"{words} {time.as_stated}" if time.as_stated else words
    moved = structs.replace(time, start=time.start + span, end=time.end + span, as_stated=stated, span=None)
    return replace(mention, time=moved)


@cache
def _case_words() -> re.Pattern[str]:
    words = "|".join(map(re.escape, table("contexts")["case"]["words"]))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
