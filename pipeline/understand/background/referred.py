"""Dead whom an opening only refers to: "eased a curfew in the city, where 55 were killed in fighting on Thursday".

In reports of conflict the main clause tells what happened, and a phrase goes back to an attack: a court, a truce, a
visit or a strike is news of its own. A report of a crime stays the crime's whatever its first clause tells.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.understand.context import single
from pipeline.understand.figure import Figure
from pipeline.understand.passage import Passage, Sentence
from pipeline.understand.phrases import folded
from pipeline.understand.times.days import NAMED_WEEKDAY
from pipeline.vocabulary import Assertion, Outcome, TextField

HARM = frozenset({Outcome.KILLED, Outcome.INJURED, Outcome.KILLED_OR_INJURED})
DEATHS = frozenset({Outcome.KILLED, Outcome.KILLED_OR_INJURED})
EARLY = 3  # sentences in which a report shows that it is of conflict


def only_referred_to(passage: Passage, figures: Sequence[Figure]) -> frozenset[int]:
    """Return the numbers of figures that belong to an attack which a report only goes back to.

    None where headline or main clause tell of violence themselves, or of what an attack's own report tells: who claims
    it, mourns it, looks for survivors.
    """
    head = next((s for s in passage.sentences if s.first), None)
    told = [f for f in figures if f.outcome in HARM and not f.mention.zero and f.assertion is Assertion.AFFIRMED]
    first = [f for f in told if f.sentence is head]
    if head is None or not any(f.outcome in DEATHS for f in first) or not is_of_conflict(passage):
        return frozenset()
    if single("same_day").search(folded(head.text), _reference(head)):
        return frozenset()
    referring = [f for f in first if _start(f) >= _reference(head)]
    titles = [f for f in told if f.in_title and _start(f) < _reference(f.sentence)]
    if len(referring) < len(first) or titles or not _is_other_news(head, passage.article.title):
        return frozenset()
    later = [f for f in told if f.sentence.rank > 1 and f.sentence.field is TextField.TEXT]
    days = set(NAMED_WEEKDAY.findall(head.text))
    anew = {f.number for f in later if days & set(NAMED_WEEKDAY.findall(f.sentence.text))}
    again = [f for f in later if _start(f) >= _reference(f.sentence) or f.groups[0].definite]
    again += [f for f in later if f.outcome in DEATHS and f.number not in anew]
    return frozenset(f.number for f in (*referring, *again, *(f for f in told if f.in_title)))


def is_of_conflict(passage: Passage) -> bool:
    """Whether headline and first sentences name armed groups, forces, protests or weapons of war."""
    opening = " ".join(s.text for s in passage.sentences if s.field is TextField.TITLE or s.rank <= EARLY)
    return bool(single("of_conflict").search(folded(opening)))


def _start(figure: Figure) -> int:
    return int(figure.clause.doc[figure.mention.groups[0].start].idx)


def _reference(sentence: Sentence) -> int:
    """Return where a sentence goes over to an event that it only refers to; its length where it does not."""
    found = single("refers_to").search(folded(sentence.text))
    return found.start() if found is not None else len(sentence.text)


def _is_other_news(head: Sentence, title: str) -> bool:
    own = folded(head.text)[: _reference(head)]
    headline = folded(title)
    found = single("refers_to").search(headline)
    headline = headline[: found.start()] if found is not None else headline
    telling = single("own_news").search(own)
    violent = any(
        single("violence_told").search(single("violence_as_topic").sub(" ", text)) for text in (own, headline)
    )
    kept = any(single("of_that_attack").search(text) for text in (own, headline))
    return bool(telling) and not violent and not kept
