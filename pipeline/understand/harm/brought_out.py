"""People brought out in a state: "were pulled out dead", "was dug from the rubble injured", "saved but hurt"."""

from __future__ import annotations

from pipeline.understand.clause import BE, Clause

BROUGHT_OUT = frozenset(
    {"pulled", "dug", "brought", "dragged", "carried", "rescued", "recovered", "extricated", "freed", "hauled"}
    | {"plucked", "winched", "lifted", "retrieved", "removed", "fished", "extracted", "saved", "evacuated"}
)
WHENCE = frozenset({"RB", "RBR", "RP", "IN", "DT", "NN", "NNS", "NNP", "JJ", "PRP$", "VBN"})
LONGEST = 8  # tokens of "out of the wreck of the bus alive but"


def brought_out_before(clause: Clause, start: int) -> int | None:
    """Return the participle before the state at `start` that tells who was brought out so; None where none does."""
    index = start - 1
    while index > 0 and start - index <= LONGEST:
        if clause.word(index) in BROUGHT_OUT and clause.tag(index) in {"VBN", "VBD"}:
            passive = clause.title or not BE.isdisjoint(clause.auxiliaries(index))
            return index if passive and clause.tag(start) != "VBG" else None
        alive = clause.word(index) in {"but", "and", "though"} and clause.word(index - 1) == "alive"
        if clause.tag(index) not in WHENCE and not alive:
            return None
        index -= 1
    return None
