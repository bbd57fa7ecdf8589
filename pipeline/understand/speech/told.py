"""Speech told from the hearer's side: "he was told that ...", "asked by a voter whether ...", "advised by aides to"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from pipeline.understand.clause import SUBJECTS, tags_of
from pipeline.understand.speech.breaks import trimmed_end
from pipeline.understand.speech.clauses import clause_start
from pipeline.understand.speech.cues import Cue, verb_cues, words_of
from pipeline.understand.speech.ends import end_after
from pipeline.understand.speech.mention_ends import DAYS
from pipeline.understand.speech.mentions import mention_extent
from pipeline.understand.speech.report import Report, characters, extent_of
from pipeline.understand.speech.tokens import ASKED, NEGATIONS, NOUNS
from pipeline.understand.speech.verbs import HYPOTHETICAL, MODALS, SpeechVerb

BE = frozenset({"be", "was", "were", "is", "are", "been", "being", "'s", "'re"})
QUESTIONS = frozenset({"whether", "if", "why", "how", "what", "who", "whom", "when", "where", "which"})
UNREAL = MODALS | {"will", "would", "'ll", "wo", *HYPOTHETICAL, "when", "until", "unless", "before"}
TOLD = "verb:told"
NEAREST = 6  # tokens around the verb: the auxiliaries before it, time and place behind it
LONGEST_SETTING = 9  # tokens between the verb (or who spoke) and what was said


@dataclass(frozen=True, slots=True)
class _Told:
    """A passive verb of speech, who spoke (tokens; None: nobody says) and where the words may begin."""

    verb: SpeechVerb
    agent: tuple[int, int] | None
    begin: int


def told_to_hearers(doc: Doc, words: Sequence[str], outside: Sequence[bool]) -> Iterator[Report]:
    """Yield what hearers were told or asked, in order; who spoke is the verb's agent, if it has one."""
    forms, tags = _hearers_verbs(), tags_of(doc)
    for index in [place for place, word in enumerate(words) if word in forms and outside[place]]:
        if tags[index] not in {"VBN", "VBD"}:
            continue
        told = _told(doc, words, index)
        if told is None:
            continue
        found = _content(doc, words, told) if _is_passive(doc, words, index) else _question(doc, words, told)
        clause = characters(doc, *found[:2]) if found is not None else None
        if clause is not None and found is not None:
            named = extent_of(doc, *told.agent) if told.agent is not None else None
            cue = extent_of(doc, index, index + 1)
            yield Report(cue, told.verb.cue.cue_class, named, (clause,), found[2])


@cache
def _hearers_verbs() -> frozenset[str]:
    return words_of("told") | ASKED


def _told(doc: Doc, words: Sequence[str], index: int) -> _Told | None:
    cue = next((c for c in verb_cues(words, index) if not c.particles and _may_be_told(c)), None)
    active = SUBJECTS - {"nsubj:pass", "nsubjpass"}
    spoke = any(child.dep_ in active and child.i + 1 >= index for child in doc[index].children)
    if cue is None or spoke:
        return None
    agent = _agent(doc, words, index)
    begin = agent[1] if agent is not None else index + 1
    return _Told(SpeechVerb(index, index + 1, cue, None), agent, begin)


def _may_be_told(cue: Cue) -> bool:
    return bool(cue.frames & {"clause", "that", "object_infinitive"})


def _is_passive(doc: Doc, words: Sequence[str], index: int) -> bool:
    """Whether somebody was told something that took place: no "if asked", no "will be told", no "was not asked"."""
    before = words[max(0, index - NEAREST) : index]
    start = next((i for i in range(len(before) - 1, -1, -1) if before[i] in {",", ";", "and", "but", '"', "that"}), -1)
    clause = before[start + 1 :]
    near = [*doc[max(0, index - 2) : index]]
    passive = any(token.lower_ in BE for token in near) and not any(t.tag_ in NOUNS for t in near[-1:])
    return passive and not any(word in NEGATIONS | UNREAL for word in clause)


def _agent(doc: Doc, words: Sequence[str], index: int) -> tuple[int, int] | None:
    """Return the tokens of who spoke: after "by", at once or behind a day ("told on Friday by the bank")."""
    by = next((i for i in range(index + 1, min(index + NEAREST, len(words) - 1)) if words[i] == "by"), None)
    if by is None or any(words[i] in QUESTIONS | {"that", "to", ","} for i in range(index + 1, by)):
        return None
    head = next((t for t in doc[by].ancestors if t.i > by), None)
    if head is None or head.tag_ not in NOUNS | {"PRP"}:
        return None
    start, end = mention_extent(doc, head.i)
    end = next((i for i in range(by + 1, end) if words[i] in QUESTIONS | {"that", "to"}), end)
    return (max(start, by + 1), end) if end > by + 1 else None


def _content(doc: Doc, words: Sequence[str], told: _Told) -> tuple[int, int, str] | None:
    """Return the clause after a passive; a question or infinitive only of somebody named, or if it is vouched for."""
    vouched = told.agent is not None or _is_vouched_for(doc[told.verb.index])
    if told.agent is None and {"is", "are"} & {*words[max(0, told.verb.index - 2) : told.verb.index]}:
        return None  # "Anyone with information is asked to call", a police notice
    opener = _opener(doc, words, told.begin)
    if opener is not None and words[opener] == "that" and opener + 2 < len(doc):
        return opener + 1, end_after(doc, told.verb, opener + 1), TOLD
    if opener is not None:
        return (opener, end_after(doc, told.verb, opener), TOLD) if vouched else None
    start = clause_start(doc, told.verb, told.begin) if "addressee" in told.verb.cue.frames else None
    return (start, end_after(doc, told.verb, start), TOLD) if start is not None else None


def _question(doc: Doc, words: Sequence[str], told: _Told) -> tuple[int, int, str] | None:
    """Return the question in "Asked by a voter whether she would run, Lee said"; often nobody is said to ask it."""
    index = told.verb.index
    opens = index == 0 or words[index - 1] == "when" or (words[index - 1] == "," and told.agent is not None)
    opener = _opener(doc, words, told.begin) if opens else None
    if opener is None or words[opener] not in QUESTIONS:
        return None
    end = next((t.i for t in doc[opener + 2 :] if t.text == ","), len(doc))
    return opener, trimmed_end(doc, opener, end), TOLD


def _opener(doc: Doc, words: Sequence[str], begin: int) -> int | None:
    """Return the "that", question word or "to" that opens what was said, behind time and place."""
    for index in range(begin, min(begin + LONGEST_SETTING, len(words) - 1)):
        if words[index] == "that" and doc[index].tag_ in {"IN", "WDT", "DT"}:
            return index
        if words[index] in QUESTIONS:
            return index
        if words[index] == "to" and any(token.tag_ == "VB" for token in doc[index + 1 : index + 4]):
            return index
        setting = doc[index].tag_ in {"IN", "RB", "CD", "JJ", "DT", "NN", "NNS", "NNP"} or words[index] in DAYS
        if not setting or (doc[index].tag_ in {"DT", "PRP$"} and index == begin):
            return None
    return None


def _is_vouched_for(token: Token) -> bool:
    """Whether the passive stands in a clause that somebody reports: "they say they have been told to leave"."""
    over = next((t for t in token.ancestors if t.tag_.startswith("V")), None)
    return token.dep_ in {"ccomp", "xcomp"} and over is not None and bool(verb_cues([over.lower_], 0))
