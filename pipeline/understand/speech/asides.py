"""What the writer adds to words that somebody said: ", a charge Moscow denies", ", but he did not elaborate"."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.understand.clause import SUBJECTS, folded_words
from pipeline.understand.speech.cues import phrases, verb_cues, words_of
from pipeline.understand.speech.tokens import FINITE

UNSAID = frozenset({"elaborate", "declined", "refused", "specify", "offered", "detail", "stopped"})
BUT = frozenset({"but", "though", "although"})
LONGEST_SUBJECT = 8  # tokens
SPEAKING = frozenset(
    {"say", "tell", "claim", "warn", "accuse", "urge", "deny", "insist", "vow", "announce", "demand", "argue", "call"}
)
SHORTEST_TURN = 4  # tokens of "some labour unions saying"
LONGEST_TURN = 8  # tokens of "Leo Varadkar in turn claimed"


def sums_up(doc: Doc, start: int) -> bool:
    """Whether somebody speaks of the words before: ", a view that aides dismissed", ", a charge Moscow denies"."""
    if start + 3 >= len(doc) or doc[start].lower_ not in {"a", "an"}:
        return False
    noun = next((t.i for t in doc[start + 1 : start + 3] if t.lower_ in words_of("summaries")), None)
    if noun is None or doc[noun].dep_ in SUBJECTS:
        return False  # ", a statement from his office said"
    return any(t.tag_ in FINITE | {"VBN"} for t in doc[noun + 1 : noun + 9])


def adds_another(doc: Doc, start: int) -> bool:
    """Whether somebody else speaks in ", with one judge saying that"."""
    if start + 3 >= len(doc) or doc[start].lower_ != "with":
        return False
    words = folded_words(doc)
    return any(t.tag_ == "VBG" and verb_cues(words, t.i) for t in doc[start + 2 : start + LONGEST_SUBJECT])


def names_source(doc: Doc, start: int) -> bool:
    """Whether a clause begins that only names whoever the speaker has it from: "citing", "quoting"."""
    return doc[start : start + 1].text in {phrase[0] for phrase in phrases("sources", "citing")}


def says_no_more(doc: Doc, start: int) -> bool:
    """Whether the writer tells what was left unsaid: ", but he did not elaborate", ", but declined to say"."""
    words = folded_words(doc)[start : start + 5]
    return words[:1] in {(but,) for but in BUT} and "that" not in words and any(word in UNSAID for word in words)


def another_speaks(doc: Doc, start: int) -> bool:
    """Whether somebody else speaks from here on, at the same time: "as Leo Varadkar in turn claimed her party"."""
    named = doc[max(0, start - 2)].text == "," and doc[start : start + 1].text in {"he", "she"}  # ", as she warned"
    for token in doc[start + named : start + LONGEST_TURN]:
        if token.tag_ in {"VBD", "VBZ"}:
            return named and token.lemma_.lower() in SPEAKING
        if token.tag_ not in {"NNP", "NNPS", "NN", "NNS", "DT", "JJ", "IN", "RB"} or token.text == ",":
            return False
        named = named or token.tag_ == "NNP"
    return False


def another_tells(doc: Doc, start: int) -> bool:
    """Whether a relative clause goes on with somebody else's words: ", which Michaud says will cost $36 million"."""
    words = doc[start : start + LONGEST_TURN]
    if not len(words) or words[0].lower_ != "which":
        return False
    for token in words[1:]:
        if token.tag_ in {"VBD", "VBZ", "VBP"}:
            return token.lemma_.lower() in SPEAKING
        if token.tag_ not in {"NNP", "NNPS", "NN", "NNS", "DT", "JJ"}:
            return False
    return False


def another_joins(doc: Doc, start: int) -> bool:
    """Whether others are said to speak next: "arguing it hands out amnesty and unions saying it is unfair"."""
    for token in doc[start : start + SHORTEST_TURN]:
        if token.tag_ == "VBG":
            return token.i > start and token.lemma_.lower() in SPEAKING | {"argue", "complain", "fear"}
        if token.tag_ not in {"NNP", "NNPS", "NN", "NNS", "JJ", "DT"}:
            return token.i == start and token.lower_ in {"declined", "refused"}
    return False
