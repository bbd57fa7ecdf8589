"""Who leads in a poll: "The same survey had Ms. Lee ahead of Mr. Cole by six points"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from pipeline.understand.clause import SUBJECTS
from pipeline.understand.speech.breaks import before_new_clause, trimmed_end
from pipeline.understand.speech.cues import words_of
from pipeline.understand.speech.mentions import mention_extent
from pipeline.understand.speech.report import Report, characters, extent_of
from pipeline.vocabulary import CueClass

POLLS = frozenset({"poll", "polls", "survey", "surveys", "polling"})
HAVING = frozenset({"had", "has", "have", "gives", "gave"})
LONGEST_NAME = 12  # tokens between "had" and "ahead"


def poll_leads(doc: Doc, words: Sequence[str], outside: Sequence[bool]) -> Iterator[Report]:
    """Yield what polls say of who is ahead; a poll that "had a margin of error" says nothing."""
    leads = words_of("leads")
    for index in [place for place, word in enumerate(words) if word in HAVING and outside[place]]:
        subject = next((c for c in doc[index].children if c.dep_ in SUBJECTS and c.i < index), None)
        ahead = next((i for i in range(index + 2, min(index + LONGEST_NAME, len(words))) if words[i] in leads), None)
        if subject is None or subject.lower_ not in POLLS or ahead is None or "," in words[index:ahead]:
            continue
        end = trimmed_end(doc, index + 1, before_new_clause(doc, index + 1, len(doc)))
        clause = characters(doc, index + 1, end)
        if clause is not None and end > ahead:
            named = extent_of(doc, *mention_extent(doc, subject.i))
            yield Report(extent_of(doc, index, index + 1), CueClass.REPORT, named, (clause,), "verb:clause", weak=True)
