"""Events of other countries in one report, each in a paragraph that says so: "In Bangladesh, a ferry capsized"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.understand.figure import Figure
from pipeline.understand.passage import Sentence
from pipeline.understand.references import References
from pipeline.vocabulary import TextField

_FRONTED = re.compile(
    r"(?:(?:Meanwhile|Elsewhere|Separately|Also|And),? )?(?:[Ii]n|[Oo]ff|[Nn]ear) (?:(?:the|central|neighbouring|"
    r"neighboring|nearby|(?:north|south|east|west)\w*) )*[A-Z]"
)
FRONT = 60  # characters within which the paragraph's first sentence names its place


def told_of_other_countries(figures: Sequence[Figure], references: References) -> dict[int, int]:
    """Return the paragraphs of the figures, by their numbers, that tell of events in other countries than the first.

    A country that the first sentence names is where the event of the report happened as well.
    """
    first = next((s for s in references.passage.sentences if s.first), None)
    here = {m.place.country for m in references.places(first) if m.place.country} if first is not None else set()
    if first is None or len(here) != 1:
        return {}
    paragraphs = {f.sentence.paragraph for f in figures if f.sentence.field is TextField.TEXT}
    opened = {s.paragraph: s for s in reversed(references.passage.sentences) if s.field is TextField.TEXT}
    abroad = {p for p in paragraphs - {first.paragraph} if _is_abroad(opened[p], here, references)}
    return {f.number: f.sentence.paragraph for f in figures if f.sentence.paragraph in abroad and not f.in_title}


def _is_abroad(opening: Sentence, here: set[str], references: References) -> bool:
    fronted = _FRONTED.match(opening.text)
    if fronted is None:
        return False
    named = [m for m in references.places(opening) if m.start <= FRONT and "," in opening.text[m.end : m.end + 20]]
    return bool(named) and named[0].place.country is not None and named[0].place.country not in here
