"""Pages that were rewritten: whether what stands there now takes back that people were harmed."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping

from pipeline.records import Article, CasualtyClaim, Reading, ReportedIncident, Toll
from pipeline.vocabulary import INCIDENT_OUTCOMES, Assertion, Scope

_CORRECTS = re.compile(
    r"^\W*(?:correct(?:ion|ed|s)|retract(?:ion|ed|s))\b|\bearlier version\b|\berror was ours\b", re.IGNORECASE
)


READ = 1_500  # characters in which a report says what it corrects
_WORDS = (
    *("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_NUMBER = rf"(?:\d+|{'|'.join(_WORDS)})"
_REVISES = r"\b(?:revis|lower|correct|reduc|cut)\w*\b[^.;]{0,60}"
_REFUTES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?P<right>{_NUMBER})(?: \w+)?, (?:and )?not (?P<wrong>{_NUMBER})\b",
        rf"{_REVISES}\bfrom (?P<wrong>{_NUMBER}) to (?P<right>{_NUMBER})\b",
        rf"{_REVISES}\bto (?P<right>{_NUMBER}) from (?P<wrong>{_NUMBER})\b",
    )
)


def corrects(article: Article) -> bool:
    """Return whether an article says that it corrects what its outlet published."""
    return _CORRECTS.search(f"{article.title}. {article.text}") is not None


def refuted(article: Article) -> dict[int, int]:
    """Return the counts that an article says are wrong, each with the right one: "nine, not 11", "from 11 to nine"."""
    head = f"{article.title}. {article.text[:READ]}".lower()
    pairs = ((m["right"], m["wrong"]) for pattern in _REFUTES for m in pattern.finditer(head))
    numbers = ((number_in(right), number_in(wrong)) for right, wrong in pairs)
    return {wrong: right for right, wrong in numbers if right is not None and wrong is not None and right != wrong}


def number_in(word: str) -> int | None:
    """Return the number that digits or a word up to twenty give; None for any other word."""
    if word.isdigit():
        return int(word)
    return _WORDS.index(word) if word in _WORDS else None


def newest_of(article_id: str, next_versions: Mapping[str, str], read: Container[str]) -> str | None:
    """Return the newest version, of those that were read, of an article's page; None where the article is that itself.

    `next_versions`: what took the place of each version, by id.
    """
    newest, seen = None, {article_id}
    while (article_id := next_versions.get(article_id, article_id)) not in seen:
        seen.add(article_id)
        newest = article_id if article_id in read else newest
    return newest


def takes_back(article: Article, reading: Reading) -> bool:
    """Return whether a page's newest version takes back that anybody was harmed.

    It tells of nobody harmed, and says so: that nobody was, that a count is denied, or that it corrects the version
    before. A version that has merely lost its text, or tells of something else, takes nothing back.
    """
    if any(counts_somebody(told) for told in reading.incidents):
        return False
    none = any(_tolls(told) for told in reading.incidents)
    return none or corrects(article) or any(_is_denied(claim) for claim in reading.claims)


def counts_somebody(told: ReportedIncident) -> bool:
    """Return whether any toll of a reported incident is more than none."""
    return any(number for toll in _tolls(told) for number in (toll.low, toll.best, toll.high))


def _tolls(told: ReportedIncident) -> list[Toll]:
    return [toll for outcome in INCIDENT_OUTCOMES if (toll := getattr(told, outcome)) is not None]


def _is_denied(claim: CasualtyClaim) -> bool:
    return claim.assertion is Assertion.DENIED and claim.scope is Scope.INCIDENT and not claim.background
