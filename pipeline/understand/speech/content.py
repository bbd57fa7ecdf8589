"""What was said: the words before or after a verb of speech that it vouches for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.understand.clause import OBJECTS, RELATIVE, SUBJECTS
from pipeline.understand.speech.asides import sums_up
from pipeline.understand.speech.breaks import before_new_clause, before_remark
from pipeline.understand.speech.clauses import after_time, from_verb_on, is_day, is_gapped_in_commas
from pipeline.understand.speech.ends import NAMING, end_after
from pipeline.understand.speech.headlines import says_what_follows
from pipeline.understand.speech.mentions import left_edge_of
from pipeline.understand.speech.objects import has_subject_of
from pipeline.understand.speech.resumed import resumed
from pipeline.understand.speech.split import split_clause
from pipeline.understand.speech.starts import addressee_of, after_subject, start_after
from pipeline.understand.speech.tokens import AUXILIARIES, FINITE, has_finite, is_finite
from pipeline.understand.speech.verbs import SpeechVerb

Range = tuple[int, int]
LONGEST_NAME = 12  # tokens
ENDING = frozenset({",", ".", "!", "?", "…", "--", "—", "–", "-", "..."})
OPENING = frozenset({'"', "“", "„", "«", "``", "'", "‘", "”"})
PARTING = frozenset(
    {"while", "whereas", "although", "though", "because", "if", "given", "since", "but", "and", "or", "where"}
)
PERFECT = frozenset({"had", "has", "have", "also", "later", "earlier"})
SHORTEST = 4  # tokens; so many words before a closing ", he said" are what he said, even without a verb
GAPPED = "gapped-clause"
GAP_BEFORE = frozenset({"PRP$", "DT", "NN", "NNS", "JJ", "NNP", "POS"})
WITHOUT_CLAUSE = frozenset({"infinitive", "bidding", "object", "preposition"})
"""Rules by which no clause of its own is said: one joined to the words is the writer's."""
ADDRESSED = 8  # tokens of whoever is told
SUBORDINATORS = frozenset(
    {"when", "after", "before", "while", "although", "though", "as", "because", "since", "until", "asked", "speaking"}
)


@dataclass(frozen=True, slots=True)
class Content:
    """Token ranges of what was said, and the rule that found them."""

    ranges: tuple[Range, ...]
    rule: str
    addressee: Range | None = None


def content_of(doc: Doc, verb: SpeechVerb, outside: Sequence[bool], floor: int) -> Content | None:
    """Return what the verb vouches for; tokens before `floor` belong to somebody else. None if nothing is reported."""
    if "closing" in verb.cue.frames:
        before = _before(doc, verb, outside, floor) if doc[verb.index].tag_ in FINITE | {"VBN"} else None
        closes = before is not None and not outside[before[1] - 1] and verb.subject is not None
        return Content((before,), "content-before") if before is not None and closes else None
    if verb.cue.frames & {"clause", "quotation"} and doc[verb.index].tag_ != "VBG":
        if _is_gapped(doc, verb):
            return Content(((verb.end, end_after(doc, verb, verb.end)),), GAPPED)
        may_split = "clause" in verb.cue.frames and (not verb.cue.only_subjects or has_subject_of(doc, verb))
        split = split_clause(doc, verb, floor) if may_split else None
        if split is not None:
            return Content(split, "content-around")
        if is_gapped_in_commas(doc, verb):
            return Content(((verb.end + 1, end_after(doc, verb, verb.end + 1)),), GAPPED)
        before = _before(doc, verb, outside, floor) if _may_close(doc, verb) else None
        if before is not None and (_is_relative(doc, before[1], verb) or _follows(doc, verb)):
            before = None
        if before is not None and ("clause" in verb.cue.frames or not outside[before[1] - 1]):
            addressee = addressee_of(doc, verb, verb.end) if "addressee" in verb.cue.frames else None
            return Content((before, *resumed(doc, verb, outside, before)), "content-before", addressee)
    return _after(doc, verb, outside)


def _follows(doc: Doc, verb: SpeechVerb) -> bool:
    """Whether a headline's verb reports what stands behind it, whatever stands before its comma."""
    return not verb.inverted and verb.subject is not None and says_what_follows(doc, verb.end)


def _is_gapped(doc: Doc, verb: SpeechVerb) -> bool:
    """Whether a clause follows whose subject stands before: "a case his supporters say is designed to silence him"."""
    if verb.subject is None or verb.inverted or verb.end + 1 >= len(doc) or "clause" not in verb.cue.frames:
        return False
    told = verb.subject == verb.index - 1 and verb.index > 1
    told = told and doc[verb.index - 2].tag_ in GAP_BEFORE | {"WDT", "WP"}
    following = doc[verb.end]
    follows = following.tag_ == "MD" or following.lower_ in AUXILIARIES
    edge = left_edge_of(doc, verb.subject, verb.index)
    relative = edge > 0 and doc[edge - 1].lower_ in {"which", "who", "that"} and doc[edge - 1].tag_ in {"WDT", "WP"}
    follows = follows or (relative and following.tag_ in FINITE)  # "attacks which officials say killed 12"
    return told and follows and doc[verb.index].tag_ in {"VBZ", "VBP", "VBD"}


def _may_close(doc: Doc, verb: SpeechVerb) -> bool:
    """Whether a verb may stand behind what it reports: any verb of speech; "show" and "find" after polls, figures."""
    only = verb.cue.only_subjects
    if not only:
        return True
    named = verb.subject is not None and not verb.inverted and doc[verb.subject].lemma_.lower() in only
    return named and _closes_sentence(doc, verb)


def _is_relative(doc: Doc, start: int, verb: SpeechVerb) -> bool:
    """Whether the verb stands in a relative clause: of "A, a charge that she denies" nothing before is her speech."""
    between = doc[start : verb.index]
    pronouns = any(t.lower_ in {"that", "which", "who", "whom"} for t in between)
    return (doc[verb.index].dep_ in RELATIVE and pronouns) or sums_up(doc, start) or sums_up(doc, start + 1)


def _before(doc: Doc, verb: SpeechVerb, outside: Sequence[bool], floor: int) -> Range | None:
    """Return the clause before ", X said": it ends in a comma or quotation mark and has a finite verb or a mark."""
    first = verb.index if verb.inverted or verb.subject is None else left_edge_of(doc, verb.subject, verb.index)
    while first > floor and doc[first - 1].tag_ in {"RB", "IN"} and not doc[first - 1].is_punct and not verb.inverted:
        first -= 1
    if doc[first].lower_ == "that" and doc[first].tag_ == "IN":
        return None  # "dismissing the claim that imports threaten", before quoted words
    if first > floor and (not doc[first - 1].is_punct or doc[first - 1].text == ".") and not verb.inverted:
        first = _after_comma(doc, verb.index, floor)
    if doc[first].lower_ in PARTING or (doc[first].tag_ == "WRB" and not verb.inverted):
        return None  # "..., while two in ten say it helps"; "..., where he asked to use the phone"
    if _goes_on_behind(doc, verb) and outside[first - 1]:
        return None  # "In a letter, Lee said it had a permit and asked the people to come"
    last = first - 1
    if last < floor or not doc[last].is_punct or doc[last].text in {":", "(", "-", "–", "—"}:
        return None
    quoted = not outside[last]
    if quoted and outside[floor] and doc[floor].lower_ in SUBORDINATORS and not all(outside[verb.end :]):
        return None  # 'When Kim shouted "No!", Lee replied, "Yes!"'
    if quoted and doc[floor].text not in OPENING and doc[last - 1].text not in ENDING and doc[last].is_quote:
        return None  # one quoted word, and nothing said: 'the "change candidate" voters say'
    if quoted and outside[floor] and doc[floor].tag_ == "IN" and not _has_finite_outside(doc, floor, last, outside):
        return None  # 'In a talk on "The Morning Show," Lee accused'
    if not quoted and (doc[last].text != "," or not _is_clause(doc, floor, last, verb)):
        return None
    end = last + 1 if quoted else last
    return (floor, end) if end > floor else None


def _goes_on_behind(doc: Doc, verb: SpeechVerb) -> bool:
    """Whether the verb is joined to one that stands behind their common subject: "Lee said it shut and asked"."""
    over = doc[verb.index].head
    if doc[verb.index].dep_ != "conj" or verb.subject is None:
        return False
    return verb.subject < over.i < verb.index and doc[verb.index - 1].tag_ in {"CC", "RB", "JJ"}


def _has_finite_outside(doc: Doc, start: int, end: int, outside: Sequence[bool]) -> bool:
    """Whether a finite verb stands among these tokens outside quotation marks."""
    return any(is_finite(token) and outside[token.i] for token in doc[start:end])


def _after_comma(doc: Doc, verb: int, floor: int) -> int:
    """Return where a long name between a comma and the verb begins, which the parse may have torn apart."""
    if doc[verb - 1].text == ",":
        return floor  # '"a farce," and its president, Ann Lee, told the Post that'
    last = verb - 1
    while last > floor and doc[last].lower_ in PERFECT:
        last -= 1  # '"We go," army spokesman Lt. Gen. Omar Said had said'
    for index in range(last, max(floor, last + 1 - LONGEST_NAME), -1):
        if doc[index].is_quote and index > floor and doc[index - 1].text in ENDING:
            return index + 1  # '"It is hard," Lee adviser David Plum said'
        if is_finite(doc[index]) or doc[index].is_quote:
            return floor
        if doc[index].text == ",":
            return index + 1
    return floor


def _is_clause(doc: Doc, start: int, end: int, verb: SpeechVerb) -> bool:
    """Whether the words before a comma are a main clause of their own, and no opening phrase of the speech verb's."""
    while start < end - 1 and (doc[start].tag_ == "CC" or doc[start].text == ","):
        start += 1
    if doc[start].tag_ == "VBG" and not has_finite(doc, start, end):
        return False  # "Speaking today, ..."
    children = [*doc[verb.index].children]
    parsed = any(child.dep_ == "ccomp" and start <= child.i < end for child in children)
    misread = any(token.tag_ == "VBN" for token in doc[start:end]) and not verb.cue.weak
    if _opens_right(doc, verb):
        return False
    opens = doc[start].lower_ in SUBORDINATORS or doc[start].tag_ == "VBN"
    if opens and any(token.is_quote for token in doc[verb.end : verb.end + 2]):
        return False  # "When asked, she said: '...'"
    if _closes_sentence(doc, verb) and not verb.cue.weak and end - start >= SHORTEST:
        return True
    if not (parsed or misread or has_finite(doc, start, end)):
        return False
    told = "addressee" in verb.cue.frames
    if not parsed and not verb.inverted and _is_setting(doc, start, end):
        return False
    if doc[start].lower_ in SUBORDINATORS and not any(token.text == "," for token in doc[start:end]):
        return False
    takes = {"ccomp", "xcomp", *(() if told else OBJECTS)}
    return "object" not in verb.cue.frames or not any(c.i > verb.index and c.dep_ in takes for c in children)


def _closes_sentence(doc: Doc, verb: SpeechVerb) -> bool:
    """Whether only the speaker's name and the day follow the verb: "three dead, say police", "a poll found today"."""
    after = doc[after_subject(doc, verb) :]
    if verb.inverted and len(after) and after[0].text == ",":
        return all(token.is_punct or token.tag_ in {"NNP", "NNPS"} for token in after)  # ", said its head, Ana Lee"
    return all(token.is_punct or is_day(doc, token.i) for token in after)


def _is_setting(doc: Doc, start: int, end: int) -> bool:
    """Whether the words are a phrase whose only verbs stand in a relative clause: "In the cases when it lost"."""
    if doc[start].tag_ != "IN":
        return False
    first = next((token.i for token in doc[start:end] if is_finite(token)), end)
    return any(t.tag_ in {"WRB", "WP", "WDT"} or t.lower_ in SUBORDINATORS for t in doc[start + 1 : first])


def _opens_right(doc: Doc, verb: SpeechVerb) -> bool:
    """Whether the speech verb clearly takes the words after it: that-clause, or a clause with its own subject."""
    after = verb.end
    if after < len(doc) and (doc[after].lower_ == "that" or _tells_somebody_that(doc, verb)):
        return True
    if after + 1 < len(doc) and doc[after].text == "," and doc[after + 1].tag_ == "CC" and not verb.cue.weak:
        return False  # "She was last seen on Saturday, prosecutors said, and when her employer called"
    return any(
        child.dep_ == "ccomp"
        and child.i > verb.index
        and any(c.dep_ in SUBJECTS and c.i > verb.index for c in child.children)
        for child in doc[verb.index].children
    )


def _tells_somebody_that(doc: Doc, verb: SpeechVerb) -> bool:
    """Whether a that-clause follows whoever is addressed: "told the host that she would stay"."""
    if "addressee" not in verb.cue.frames:
        return False
    stop = next(
        (t for t in doc[verb.end : verb.end + ADDRESSED] if t.is_punct or is_finite(t) or t.lower_ == "that"), None
    )
    return stop is not None and stop.lower_ == "that" and stop.tag_ == "IN"


def _after(doc: Doc, verb: SpeechVerb, outside: Sequence[bool]) -> Content | None:
    found = start_after(doc, verb, outside)
    if found is None:
        return None
    start, rule, addressee = found
    whole = from_verb_on(doc, verb, start)
    addressee = addressee if whole == start else None
    start = after_time(doc, whole)
    end = end_after(doc, verb, start)
    end = before_new_clause(doc, start, end) if rule in WITHOUT_CLAUSE else end
    names = verb.cue.base in NAMING or "quoted_object" in verb.cue.frames
    end = before_remark(doc, start, end) if names else end
    return Content(((start, end),), rule, addressee) if end > start else None
