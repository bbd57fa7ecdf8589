"""Reports of what comes after an attack: burials, protests, visits, releases, denials, counts over a war, ceremonies.

Headline and first sentence both say so; who died is then told to give the setting, in whatever words.
"""

from __future__ import annotations

import re

from pipeline.understand.background.recalled import names_earlier_year
from pipeline.understand.background.referred import is_of_conflict
from pipeline.understand.context import single
from pipeline.understand.passage import Passage
from pipeline.understand.phrases import folded
from pipeline.understand.times.days import WEEKDAYS
from pipeline.vocabulary import TextField

_TOLL_RISES = re.compile(
    r"\btoll\b[^.;]{0,30}?\b(?:ris(?:es|en|ing)|climbs?|reach(?:es)?|hits?|passe?s|tops?|jumps?|now|mounts?)\b"
)


def comes_after(passage: Passage) -> bool:
    """Whether an article reports what follows an attack and not the attack."""
    head = next((s for s in passage.sentences if s.first and s.field is TextField.TEXT), None)
    if head is None or not passage.article.title:
        return False
    title, first = folded(passage.article.title), folded(head.text)
    if _TOLL_RISES.search(title):
        return False  # "Funerals held as toll rises to 19"
    published = passage.published
    second, third = (_ranked(passage, head.rank + behind) for behind in (1, 2))
    dated = single("before_now").sub(" ", f"{title} {first} {second} {third}")
    years_on = published is not None and names_earlier_year(dated, published)
    years_on = years_on or bool(single("years_back").search(f"{title} {first} {second}"))
    of_now = bool(single("just_happened").search(title))
    if years_on and not of_now and (_is_remembrance(title, first) or _is_proceeding(title, first)):
        return True
    if _is_visit(title, first) or _is_count(title, first) or _is_release(title, first):
        return True
    if not is_of_conflict(passage):
        return False
    return (
        _is_payment(title, first)
        or _is_burial(title, first)
        or _is_protest(title, first, second)
        or _is_denial(title, first)
    )


def _ranked(passage: Passage, rank: int) -> str:
    """Return a sentence of an article, folded, by its rank; empty past the end."""
    return folded(" ".join(sentence.text for sentence in passage.sentences if sentence.rank == rank))


def _both(name: str, title: str, first: str) -> bool:
    return bool(single(name).search(title) and single(name).search(first))


def _either(name: str, title: str, first: str) -> bool:
    return bool(single(name).search(title) or single(name).search(first))


def _is_remembrance(title: str, first: str) -> bool:
    """Whether headline and first sentence remember, or one of them does and the other tells of years gone by."""
    past = bool(single("years_back").search(first)) and bool(single("report_remembrance").search(title))
    past |= bool(single("years_back").search(title)) and "anniversar" in first  # "41 Years On, Survivors March"
    return past or _both("report_remembrance", title, first) or bool(single("in_memory").search(first))


def _is_proceeding(title: str, first: str) -> bool:
    """Whether an inquiry, a trial or a fund is busy with a disaster of another year; a sentence closes it."""
    disaster = single("recalled_disaster").search(f"{title} {first}")
    crime = single("crime_tried").search(f"{title} {first}")
    return _both("report_proceeding", title, first) and bool(disaster) and not crime


def _is_payment(title: str, first: str) -> bool:
    return _both("report_compensation", title, first) and not single("just_happened").search(title)


def _is_burial(title: str, first: str) -> bool:
    return _both("report_burial", title, first) and not _either("attacked_mourners", title, first)


def _is_protest(title: str, first: str, second: str) -> bool:
    held = _both("report_protest", title, first) and _either("protested_over", title, first)
    return held and not _either("violence_at_protest", title, f"{first} {second}")


def _is_visit(title: str, first: str) -> bool:
    return _both("report_visit", title, first) and _both("visited_people", title, first)


def _is_release(title: str, first: str) -> bool:
    """Whether captives come home, by no force that might have cost lives."""
    free = _both("report_release", title, first) and _either("captives", title, first)
    return free and not _either("freed_by_force", title, first)


def _is_denial(title: str, first: str) -> bool:
    return _both("report_denial", title, first) and bool(single("what_is_denied").search(first))


def _is_count(title: str, first: str) -> bool:
    own = single("telling_day").sub(" ", first)
    dated = any(day in own for day in WEEKDAYS)  # "a bomb killed ten on Friday in the bloodiest month"
    return bool(single("report_count").search(title) or (not dated and single("report_count").search(first)))
