"""Words that go on behind whoever says them: '"It is over," Lee said, "and we go."'."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from pipeline.understand.clause import folded_words
from pipeline.understand.speech.breaks import trimmed_end
from pipeline.understand.speech.cues import verb_cues
from pipeline.understand.speech.tokens import FINITE, goes_on, has_finite, is_finite
from pipeline.understand.speech.verbs import SpeechVerb

Range = tuple[int, int]

TORN = 2  # tokens; so few words before ", he said," are only the beginning of what he said
LATER = frozenset({"before", "while", "after", "then"})


def resumed(doc: Doc, verb: SpeechVerb, outside: Sequence[bool], before: Range) -> tuple[Range, ...]:
    """Return content that goes on after "..., he said, ...": a quotation, or a clause after the comma."""
    start = verb.end
    while start < len(doc) and outside[start]:
        start += 1
    if start < len(doc) and _may_resume(doc, verb, start):
        end = start
        while end < len(doc) and not outside[end]:
            end += 1
        return ((start, end),)
    return _resumed_clause(doc, verb, before)


def _may_resume(doc: Doc, verb: SpeechVerb, start: int) -> bool:
    """Whether nobody else's speech stands between the verb and the resumed quotation."""
    between = doc[verb.end : start]
    if any(token.tag_ == "VBG" and (goes_on(token) or token.nbor(-1).lower_ in LATER) for token in between):
        return False
    return (
        sum(token.tag_ in FINITE for token in between) == 0 or doc[start - 1].text in {",", ":"} and len(between) < 30
    )


def _resumed_clause(doc: Doc, verb: SpeechVerb, before: Range) -> tuple[Range, ...]:
    start = verb.end
    if verb.inverted or start + 1 >= len(doc) or doc[start].text != ",":
        return ()
    end = trimmed_end(doc, start + 1, len(doc))
    opener = doc[start + 1]
    if opener.lower_ in {"while", "whereas"}:
        return ()  # '"It is over," Lee said, while Kim said it was not'
    if opener.tag_ == "CC" and _has_speech(doc, start + 2):
        return ()  # '"It is over," Lee said, and the minister ordered an inquiry'
    if opener.tag_ == "CC" and doc[start - 1 : start + 1] and _acts_on(doc, verb, before, start + 2):
        return ()  # '"Of course," Lee says, and puts down her cup'
    opens = opener.tag_ in {"CC", "IN", "PRP", "DT", "EX", "NNP", "NNS", "WRB"} and has_finite(doc, start, end)
    torn = before[1] - before[0] <= TORN  # "It was, he said, the worst day"
    return ((start + 1, end),) if opens or torn else ()


def _acts_on(doc: Doc, verb: SpeechVerb, before: Range, start: int) -> bool:
    """Whether whoever was quoted does something next: a verb of the same tense without a subject."""
    quoted = doc[before[1] - 1].is_quote
    return quoted and start < len(doc) and doc[start].tag_ == doc[verb.index].tag_ and doc[start].tag_ in FINITE


def _has_speech(doc: Doc, start: int) -> bool:
    """Whether the first finite verb from here is one of speech, with a subject of its own before it."""
    verb = next((t for t in doc[start:] if is_finite(t)), None)
    return verb is not None and verb.i > start and bool(verb_cues(folded_words(doc), verb.i))
