"""Words set as paragraphs without quotation marks: "The minister said:" above what a ministry's own page reports."""

from __future__ import annotations

import re

from pipeline.understand.passage import Passage, Sentence
from pipeline.understand.speech.quote_marks import opens_with_mark

BLOCK = "verb:block"
_OURSELVES = re.compile(r"\b(?:I|we|We|our|Our|my|My|us|ours)\b(?!\.)")
Extent = tuple[int, int]


def block_after(sentence: Sentence, passage: Passage) -> tuple[Extent, ...]:
    """Return the paragraphs after a line that ends in a colon: the first, and those after it that speak of "us".

    Nothing if the line does not end a paragraph, or if the next one opens with a quotation mark.
    """
    if not sentence.text.rstrip().endswith(":"):
        return ()
    found: list[Extent] = []
    for start, end in _paragraphs_after(sentence, passage):
        text = passage.article.text[start:end]
        if opens_with_mark(text) or text.endswith(":") or (found and not _OURSELVES.search(text)):
            break
        found.append((start, end))
    return tuple(found)


def _paragraphs_after(sentence: Sentence, passage: Passage) -> list[Extent]:
    bounds: dict[int, Extent] = {}
    for after in passage.sentences[sentence.index + 1 :]:
        if after.field is not sentence.field or after.paragraph == sentence.paragraph:
            break
        bounds[after.paragraph] = (bounds.get(after.paragraph, (after.start, 0))[0], after.end)
    return list(bounds.values())
