"""How deep a parser would nest the tags of a page: a count of open elements that closing tags cannot fool.

A closing tag closes nothing when no element of its name is open, or only outside the table cell or object it stands in;
bold, italics and the like that a block's end leaves open are opened again by the parser after it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

# Closed by the parser itself when left open, or never holding anything: they do not deepen the tree.
NOT_NESTING = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p",
     "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "html", "head",
     "body"]
)  # fmt: skip
# Opened again after the block that ended around them.
_FORMATTING = frozenset(
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"]
)
# A closing tag does not reach through these.
_BOUNDARIES = frozenset(["table", "caption", "object", "applet", "marquee", "template", "svg", "math"])
# Looking for what a closing tag closes may take this many steps in all; no page that people read comes near.
MAX_STEPS = 2_000_000


@dataclass(slots=True)
class Nesting:
    """The elements open at one point of a page, as far as they deepen it."""

    open: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    left_open: Counter[str] = field(default_factory=Counter)
    steps: int = 0

    @property
    def depth(self) -> int:
        """Open elements, those that would be opened again included."""
        return len(self.open) + self.left_open.total() if self.left_open else len(self.open)

    def start(self, name: str) -> None:
        """Take in an opening tag that is not in NOT_NESTING."""
        self.open.append(name)
        self.counts[name] += 1

    def end(self, name: str) -> None:
        """Take in a closing tag."""
        if self.open and self.open[-1] == name:
            self.counts[name] -= 1
            self.open.pop()
            return
        if not self.counts[name]:
            if self.left_open[name]:
                self.left_open[name] -= 1
            return
        at = self._reach(name)
        if at is None:
            return
        for closed in self.open[at:]:
            self.counts[closed] -= 1
        if name not in _FORMATTING:
            self.left_open.update(closed for closed in self.open[at + 1 :] if closed in _FORMATTING)
        del self.open[at:]

    def _reach(self, name: str) -> int | None:
        """Return the place of the innermost open element of that name that a closing tag reaches; None if it cannot."""
        for at in range(len(self.open) - 1, -1, -1):
            self.steps += 1
            if self.open[at] == name:
                return at
            if self.open[at] in _BOUNDARIES:
                return None
        return None
