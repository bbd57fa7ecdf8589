"""Where a thing begins that a verb of speech is about: what is announced, what is called "a disgrace"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from pipeline.understand.clause import OBJECTS, RELATIVE
from pipeline.understand.speech.verbs import SpeechVerb

NEAREST = 2  # tokens from a speaker to his verb: "a step [parents later described as] a betrayal"
JUDGEMENTS = frozenset({"xcomp", "acl", "obj", "appos", "obl:unmarked"})
"""What the parse takes "a mistake" for in "called the plan a mistake"."""
JUDGING = frozenset({"rate", "call", "label", "brand", "term", "dub", "deem", "pronounce"})


def has_subject_of(doc: Doc, verb: SpeechVerb) -> bool:
    """Whether the verb's subject is one of those that the table asks for."""
    if verb.subject is None:
        return False
    lower = doc[verb.subject].lower_
    singulars = {doc[verb.subject].lemma_.lower(), lower.removesuffix("s"), lower.removesuffix("ies") + "y"}
    return bool(singulars & verb.cue.only_subjects)


def object_start(doc: Doc, verb: SpeechVerb, begin: int) -> int | None:
    """Return where the object begins that carries what was said; None if the table rules it out."""
    children = [child for child in doc[verb.index].children if child.i >= begin]
    lemmas = {child.lemma_.lower() for child in children} | {child.lower_ for child in children}
    that = doc[begin : begin + 2]
    if lemmas & verb.cue.never_objects or _gives_two(children) or that.text.lower() == "that,":
        return None
    if verb.cue.only_objects and not lemmas & verb.cue.only_objects:
        return None
    if verb.cue.only_subjects and not has_subject_of(doc, verb):
        return None
    over = doc[verb.index].head
    if doc[verb.index].dep_ in {"amod", "conj"} and over.i >= begin and not verb.cue.only_objects:
        return begin  # "Mr Lee rejected claims that", which the parse takes for rejected claims
    for child in children:
        if child.i >= begin and child.dep_ in OBJECTS | {"ccomp", "xcomp", "iobj", "obl"}:
            if child.dep_ == "obl" and (verb.cue.particles == () or int(child.left_edge.i) > begin + 1):
                continue
            return max(begin, int(child.left_edge.i))
    return None


def named_start(doc: Doc, verb: SpeechVerb, begin: int, outside: Sequence[bool]) -> int | None:
    """Return where an object begins that is called something: in quotation marks, or by a word that judges it."""
    judged = verb.cue.base in JUDGING and (_is_judged(doc, verb) or _is_named_in_passing(doc, verb))
    if (all(outside[begin:]) and not judged) or doc[begin : begin + 1].text in {"for", "on", "upon"}:
        return None  # "called for repeal"
    return object_start(doc, verb, begin)


def _is_named_in_passing(doc: Doc, verb: SpeechVerb) -> bool:
    """Whether somebody gives a thing its name in "fled in what the premier called an act of war"."""
    named = doc[verb.end : verb.end + 1]
    over = doc[verb.index].head
    what = over.lower_ == "what" and over.i < verb.index
    what = what or any(c.lower_ == "what" and c.i < verb.index for c in doc[verb.index].children)
    return what and bool(named) and named[0].tag_ in {"DT", "PRP$", "JJ", "NN"}


def _is_judged(doc: Doc, verb: SpeechVerb) -> bool:
    """Whether a thing is called good, bad or "a mistake": "called the plan unconstitutional"."""
    after = [child for child in doc[verb.index].children if child.i >= verb.end]
    named = next((child for child in after if child.dep_ in OBJECTS), None)
    if named is None:
        return False
    others = [t for t in [*after, *named.children] if t.i > named.i and t.dep_ in JUDGEMENTS]
    return any(t.tag_ == "JJ" or (t.tag_ == "NN" and t.left_edge.lower_ in {"a", "an"}) for t in others)


def named_as_start(doc: Doc, verb: SpeechVerb, begin: int, outside: Sequence[bool]) -> int | None:
    """Return where the words begin in "which she described as '...'", "a ruling that Lee hailed as a victory"."""
    if begin + 1 >= len(doc) or doc[begin].lower_ != "as":
        return None
    what = any(child.tag_ == "WP" and child.i < verb.index for child in doc[verb.index].children)
    beside = verb.subject is not None and 0 < verb.index - verb.subject <= NEAREST
    told = (what or beside or doc[verb.index].dep_ in RELATIVE | {"acl"}) and doc[begin + 1].tag_ in {"DT", "PRP$"}
    return begin + 1 if not outside[begin + 1] or told else None


def _gives_two(children: Sequence[Token]) -> bool:
    """Whether the verb has two objects: "denied them entry" is no speech."""
    return any(c.dep_ in {"iobj", "dative"} for c in children) and any(c.dep_ in OBJECTS for c in children)
