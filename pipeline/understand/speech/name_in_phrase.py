"""The name in a noun phrase that introduces somebody: the one after his office, and not that of whom he speaks for."""

from __future__ import annotations

from pipeline.understand.speech import official
from pipeline.understand.speech.official import roles
from pipeline.understand.speech.words import Word, name_run, written

LINKS = frozenset({"of", "for", "at", "from", "with", "in", "to"})
BASED = frozenset({"based", "led", "backed", "run", "controlled", "owned", "funded", "registered"})
"""Words that a hyphen joins to a name that only describes: "the Doha-based network"."""
POSSESSIVE = frozenset({"'s", "'"})
SEATS = frozenset({"district", "congress", "constituency", "parliament", "assembly"})
COURTESIES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "dame", "lord", "lady", "madam"})


def name_in(phrase: list[Word], marks: list[str]) -> str | None:
    """Return the run of name words that nothing else explains: the one after an office, else the longest.

    Of two people named together ("Ann Lee and Bob Ray") neither is the name.
    """
    runs = [run for run in _name_runs(phrase, marks) if not _is_linked(phrase, run[0])]
    runs = [run for run in runs if not _is_employer(phrase, run[0])]
    offices = [index for index, mark in enumerate(marks) if mark in {"role", "title"}]
    after = [run for run in runs if offices and run[0] > offices[0]]
    if len(runs) > 1 and any(phrase[run[0] - 1].key in {"and", "or", "nor"} for run in runs[1:]):
        return None
    fields = [run for run in runs if run[1] < len(marks) and marks[run[1]] == "role"]
    after = [run for run in after if run not in fields] or after  # "Deputy Foreign Relations Minister Ana Lee"
    chosen = max(after or runs, key=lambda run: run[1] - run[0], default=None)
    return written(phrase[behind_seat(phrase, *chosen) : chosen[1]]) if chosen else None


def behind_seat(phrase: list[Word], start: int, end: int) -> int:
    """Return where the name begins in "nominee for Ohio's 4th Congressional District Joan Garnett"."""
    seats = [index for index in range(start, end - 2) if phrase[index].key in SEATS]
    return seats[-1] + 1 if seats else start


def _is_employer(phrase: list[Word], start: int) -> bool:
    """Whether a name is that of somebody in office for whom another speaks: "a spokesman for President Lee"."""
    keys = [word.key for word in phrase]
    last = max((index for index, key in enumerate(keys[:start]) if key in LINKS), default=-1)
    if last < 1 or not official.office_words("speaking_for") & set(keys[:last]):
        return False
    between = range(last + 1, start + 1)
    return any(roles().at(keys, place) is not None or keys[place] in COURTESIES for place in between)


def _is_linked(phrase: list[Word], start: int) -> bool:
    """Whether a preposition stands before: "minister for the Middle East" names no person."""
    if start > 1 and phrase[start - 1].key == "and":
        start -= 1
        while start > 1 and phrase[start - 1].capital:
            start -= 1  # "for Health and Social Care"
    before = [word.key for word in phrase[max(0, start - 2) : start]]
    return before[-1:] != [] and (before[-1] in LINKS | {"on"} or (before[-1] == "the" and before[0] in LINKS))


def _name_runs(phrase: list[Word], marks: list[str]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    position = 0
    while position < len(phrase):
        end = position if marks[position] else name_run(phrase, position)
        end = next((i for i in range(position, end) if marks[i]), end)
        described = end > position + 1 and phrase[end - 1].key in BASED and phrase[end - 2].text == "-"
        if end > position and not described and not (end < len(phrase) and phrase[end].key in POSSESSIVE):
            runs.append((position, end))
        position = max(end, position + 1)
    return runs
