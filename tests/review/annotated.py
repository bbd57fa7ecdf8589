"""Articles written with their annotations in place: "[q Two] shepherds were [o killed]" becomes text and spans."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.records import Span
from pipeline.vocabulary import TextField

_MARK = re.compile(r"\[([a-z]+)(\d?) ([^\[\]]+)\]")


@dataclass(frozen=True, slots=True)
class Annotated:
    """Plain text, and the spans of each letter; a digit after the letter tells several records apart."""

    text: str
    spans: dict[str, Span] = field(default_factory=dict)

    def span(self, letter: str, number: str = "") -> Span | None:
        return self.spans.get(letter + number) or (self.spans.get(letter) if letter not in "qo" else None)

    def sentence(self, span: Span) -> Span:
        """Return the sentence around a span; texts here keep full stops for ends of sentences."""
        start = max(self.text.rfind(". ", 0, span.start) + 2, self.text.rfind("\n\n", 0, span.start) + 2)
        start = start if start > 1 else 0
        ends = [at for at in (self.text.find(". ", span.end), self.text.find(".\n\n", span.end)) if at >= 0]
        end = min(ends) + 1 if ends else len(self.text)
        return Span(field=TextField.TEXT, start=start, end=end, text=self.text[start:end])


def annotated(marked: str) -> Annotated:
    plain, spans, at = "", {}, 0
    for found in _MARK.finditer(marked):
        plain += marked[at : found.start()]
        letter, number, words = found.groups()
        spans[letter + number] = Span(field=TextField.TEXT, start=len(plain), end=len(plain) + len(words), text=words)
        plain += words
        at = found.end()
    return Annotated(plain + marked[at:], spans)
