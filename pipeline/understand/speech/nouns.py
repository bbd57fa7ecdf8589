"""Reports of speech by nouns: "Aliyev's claim that ...", "a warning from the ministry that ...", "her call for ..."."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from pipeline.understand.clause import OBJECTS, SUBJECTS
from pipeline.understand.speech.cues import noun_cues
from pipeline.understand.speech.mentions import mention_extent
from pipeline.understand.speech.report import Report, characters, extent_of
from pipeline.understand.speech.tokens import FINITE
from pipeline.vocabulary import CueClass

INFINITIVES = frozenset({CueClass.PROMISE, CueClass.WARN, CueClass.URGE, CueClass.SUGGEST})
"""Classes of nouns that take an infinitive: a promise, a threat to leave; a report to the king is no speech."""
GIVING = frozenset(
    {"make", "give", "issue", "repeat", "renew", "raise", "deliver", "send", "level", "withdraw", "drop"}
)
"""Verbs that say no more than the noun: "made a promise to voters that", "issued a warning that"."""
JUDGING = frozenset({"dismiss", "describe", "denounce", "reject", "ridicule", "call", "deride", "condemn", "brand"})
REJECTING = frozenset({"deny", "dispute", "refute", "repeat", "debunk", "contest", "make", "retract", "contradict"})
NAMELESS = frozenset({CueClass.CLAIM, CueClass.ACCUSE})
"""Classes of nouns that somebody must have spoken: claims and allegations; a promise or a report may be a paper."""
AUTHORS = frozenset({"by", "from"})


def nouns_of_speech(doc: Doc, words: Sequence[str], outside: Sequence[bool]) -> Iterator[Report]:
    """Yield what nouns of speech report whose speaker is named beside them, in order."""
    kinds = noun_cues()
    for index in [place for place, word in enumerate(words) if word in kinds and outside[place]]:
        kind = kinds[words[index]]
        if not (doc[index].tag_ in {"NN", "NNS"} or _opens(doc, index)):
            continue
        token = doc[index]
        content = _that_clause(doc, token.i) or _infinitive(token, kind) or _matter(token, kind)
        owner = _owner(doc, token.i) if content is not None else None
        if content is None or (owner is None and not _is_somebodys(doc, token, kind)):
            continue
        start, end, rule = content
        clause = characters(doc, start, end)
        if clause is not None:
            named = extent_of(doc, *mention_extent(doc, owner)) if owner is not None else None
            cue = extent_of(doc, token.i, token.i + 1)
            yield Report(cue, kind, named, (clause,), rule, weak=owner is not None)


def _opens(doc: Doc, index: int) -> bool:
    """Whether a noun opens the sentence that the tagger takes for a verb: "Claims that he lied were false"."""
    return index == 0 and doc[0].tag_ == "VBZ" and doc[1:2].text == "that"


def _is_somebodys(doc: Doc, noun: Token, kind: CueClass) -> bool:
    """Whether a noun tells of speech though nobody is named: "allegations that", "rejected the claim that"."""
    if kind not in NAMELESS or noun.i + 1 >= len(doc) or doc[noun.i + 1].lower_ != "that":
        return False
    return not any(child.lower_ in {"no", "any", "without"} for child in noun.children)


def _that_clause(doc: Doc, noun: int) -> tuple[int, int, str] | None:
    for token in doc[noun + 1 : noun + 8]:
        if token.lower_ == "that":
            follows = token.i + 1 < len(doc) and doc[token.i + 1].text != ","
            opens = follows and token.tag_ == "IN" and not _is_gap(token)
            return (token.i + 1, _that_end(doc, token.i + 1), "noun:that-clause") if opens else None
        if token.tag_ in FINITE or token.is_punct:
            return None
    return None


def _is_gap(that: Token) -> bool:
    """Whether the noun before "that" is what its clause judges: "a claim that officials have rejected"."""
    over = that.head
    judged = over.i > that.i and over.lemma_.lower() in JUDGING | REJECTING
    return judged and not any(c.dep_ in OBJECTS | {"ccomp", "xcomp"} and c.i > over.i for c in over.children)


def _that_end(doc: Doc, start: int) -> int:
    """Return the end of a that-clause in the middle of a sentence: of the clause its complementizer marks."""
    stop = _without_stop(doc)
    head = doc[start - 1].head
    end = int(head.right_edge.i) + 1 if head.i >= start else stop
    judged = doc[start - 2].head.lemma_.lower() in JUDGING
    end = next((t.i for t in doc[start:end] if judged and t.lower_ == "as" and _opens_name(t)), end)
    return min(end, stop) if end > start else stop


def _opens_name(token: Token) -> bool:
    """Whether "as" comes before what a claim is called: "dismissed the claim that he lied as 'a fantasy'"."""
    after = token.doc[token.i + 1 : token.i + 2]
    return len(after) > 0 and (after[0].is_quote or after[0].lower_ in {"a", "an"})


def _infinitive(noun: Token, kind: CueClass) -> tuple[int, int, str] | None:
    """Return the infinitive after a noun and its month: "his promise to build", "its vow in May to act"."""
    doc = noun.doc
    opener = noun.i + 3 if doc[noun.i + 1 : noun.i + 2].text in {"in", "on"} else noun.i + 1
    if kind not in INFINITIVES or opener + 1 >= len(doc) or doc[opener].tag_ != "TO":
        return None
    verb = doc[opener].head
    if verb.i <= noun.i or verb.tag_ != "VB":
        return None
    return opener, min(int(verb.right_edge.i) + 1, _without_stop(doc)), "noun:infinitive"


def _matter(noun: Token, kind: CueClass) -> tuple[int, int, str] | None:
    """Return what is asked for: "the senator's call for an inquiry"."""
    doc = noun.doc
    if kind is not CueClass.URGE or noun.i + 2 >= len(doc) or doc[noun.i + 1].lower_ != "for":
        return None
    asked = next((child for child in noun.children if child.i > noun.i + 1 and child.left_edge.i == noun.i + 1), None)
    if asked is None:
        return None
    return noun.i + 2, min(int(asked.right_edge.i) + 1, _without_stop(doc)), "noun:matter"


def _owner(doc: Doc, noun: int) -> int | None:
    """Return who speaks: the noun's owner or author; for "his", "its", the subject of the verb over the noun."""
    if doc[noun].dep_ in OBJECTS and doc[noun].head.lemma_.lower() in GIVING:
        giver = next((child.i for child in doc[noun].head.children if child.dep_ in SUBJECTS and child.i < noun), None)
        if giver is not None:
            return int(giver)
    for child in doc[noun].children:
        if child.tag_ == "PRP$":
            over = _subject_over(doc[noun])
            return over if over is not None else int(child.i)
        if child.dep_ in {"nmod:poss", "poss"}:
            return int(child.i)
        if child.dep_ == "nmod" and any(case.lower_ in AUTHORS for case in child.children):
            return int(child.i)
    return None


def _subject_over(noun: Token) -> int | None:
    for over in noun.ancestors:
        subjects = [child for child in over.children if child.dep_ in SUBJECTS and child.i < noun.i]
        if subjects:
            return int(subjects[0].i)
    return None


def _without_stop(doc: Doc) -> int:
    end = len(doc)
    while end and doc[end - 1].text in {".", "!", "?"}:
        end -= 1
    return end
