"""How sure a statement is, by the rule that read it and by what had to be guessed or mended."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.understand.lexicon import table
from pipeline.understand.speech.speaker import Speaker


def confidence_of(rules: Sequence[str], speaker: Speaker | None, *, weak: bool, mended: bool) -> float:
    """Return a share from 0 to 1, of the table `statement_confidence`: its first rule's, times the factors that hold.

    `weak`: its cue has other meanings; `mended`: a quotation of it lacks its closing mark.
    """
    shares = table("statement_confidence")
    factors = shares["factor"]
    share = float(shares["rule"].get(rules[0], shares["default"]))
    holds = {
        "weak": weak,
        "mended": mended,
        "joined": len(rules) > 1,
        "unknown": speaker is None or _is_nobody(speaker),
        "pronoun": speaker is not None and speaker.is_pronoun and not _is_nobody(speaker),
    }
    for name, factor in factors.items():
        share *= factor if holds[name] else 1
    return round(share, 3)


def _is_nobody(speaker: Speaker) -> bool:
    """Whether the words name nobody: a pronoun that was not resolved, or a noun for no known kind of speaker."""
    if speaker.is_pronoun:
        return speaker.person is None and speaker.stands_for is None
    return not speaker.known
