"""Headlines in which two speak, with a comma between them: "Police say 2 dead, rights group says 9"."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.understand.clause import folded_words, tags_of
from pipeline.understand.speech.cues import speech_form

LONGEST = 30  # tokens
LONGEST_SPEAKER = 5  # tokens of "state human rights group"
SPEAKER = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "POS", "CD"})
NOTHING_SAID = frozenset({"IN", "TO", "RB", "CC", ",", ":", "``", "''"})
"""Tags behind the verb that begin where or when it was said: "..., police say in report"."""
NOUNS_AS_WELL = frozenset({"blast", "claim", "report", "charge", "demand", "call", "pledge", "protest", "vow", "slam"})


def is_headline(doc: Doc) -> bool:
    """Whether a line has no mark at its end, as headlines have none."""
    return 0 < len(doc) <= LONGEST and not doc[-1].is_punct and "." not in folded_words(doc)


def tells_next(doc: Doc, start: int) -> bool:
    """Whether behind a headline's comma somebody else begins to speak: ", medics say"."""
    tags, words = tags_of(doc), folded_words(doc)
    if not is_headline(doc):
        return False
    for index in range(start, min(start + LONGEST_SPEAKER + 1, len(doc))):
        third = tags[index] == "VBZ"
        if index > start and (third or tags[index] == "VBP") and speech_form(words[index], third=third):
            return True
        if tags[index] not in SPEAKER:
            return False
    return False


def says_what_follows(doc: Doc, end: int) -> bool:
    """Whether a headline's verb that ends here reports what stands behind it, and not what stands before."""
    return is_headline(doc) and end < len(doc) and tags_of(doc)[end] not in NOTHING_SAID


def is_noun_in_headline(doc: Doc, index: int, subject: int | None) -> bool:
    """Whether a form is the noun: "mine blast death toll"; a verb's subject in the singular would have "blasts"."""
    alone = subject is None or tags_of(doc)[subject] in {"NN", "NNP"}
    return alone and is_headline(doc) and folded_words(doc)[index] in NOUNS_AS_WELL
