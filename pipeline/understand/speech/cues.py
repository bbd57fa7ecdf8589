"""Words that report speech: which they are, and what carries their content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.understand.lexicon import table
from pipeline.understand.phrases import folded
from pipeline.vocabulary import CueClass

_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of speech: `frames` say what may carry its content (see the table), `particles` the words after it."""

    base: str
    particles: tuple[str, ...]
    cue_class: CueClass
    frames: frozenset[str]
    prepositions: frozenset[str] = frozenset()
    never_objects: frozenset[str] = frozenset()
    only_objects: frozenset[str] = frozenset()
    only_subjects: frozenset[str] = frozenset()

    @property
    def weak(self) -> bool:
        """Whether things do this too, so that only a person or body as subject makes it speech."""
        return "weak" in self.frames

    @property
    def is_attitude(self) -> bool:
        """Whether it tells what somebody thinks, which is no statement of its own within another's words."""
        return "attitude" in self.frames


def verb_cues(words: Sequence[str], index: int) -> list[Cue]:
    """Return the verbs of speech that begin at `index` of the folded words, the one with most particles first."""
    fitting = _forms().get(words[index])
    if fitting is None:
        return []
    return [cue for cue in fitting if tuple(words[index + 1 : index + 1 + len(cue.particles)]) == cue.particles]


@cache
def speech_form(word: str, *, third: bool) -> bool:
    """Whether a word is the third person, or the base, of a verb of speech that takes a clause and no particle."""
    cues = [cue for cue in _forms().get(word, ()) if not cue.particles and "clause" in cue.frames]
    return any(word == forms_of(cue.base)[1 if third else 0] for cue in cues)


def noun_cue(word: str) -> CueClass | None:
    """Return the class of a noun of speech ("claim", "statements"); None if it is none."""
    return noun_cues().get(word)


@cache
def phrases(section: str, key: str) -> tuple[tuple[str, ...], ...]:
    """Return phrases of the cue table, each as its words, longest first."""
    return tuple(sorted((tuple(p.split()) for p in table("cues")[section][key]), key=len, reverse=True))


@cache
def words_of(section: str) -> frozenset[str]:
    """Return the words of a section of the cue table."""
    return frozenset(table("cues")[section]["words"])


@cache
def venues() -> frozenset[str]:
    """Nouns for where something is said: statement, interview, briefing."""
    return frozenset(table("cues")["venues"]["words"])


@cache
def bland_words() -> frozenset[str]:
    """Nouns that tell nothing about a statement's topic."""
    return frozenset(table("cues")["bland"]["words"])


@cache
def negating_forms() -> frozenset[str]:
    """Forms of verbs that deny the speech after them: refused, declined."""
    return frozenset(form for verb in table("cues")["negating"]["verbs"] for form in forms_of(verb.split()[0]))


@cache
def all_forms() -> frozenset[str]:
    """Return every form of every verb of speech, without its particles."""
    return frozenset(_forms())


@cache
def _forms() -> dict[str, tuple[Cue, ...]]:
    found: dict[str, list[Cue]] = {}
    for cue in all_cues():
        for form in dict.fromkeys(forms_of(cue.base)):
            found.setdefault(form, []).append(cue)
    return {form: tuple(sorted(cues, key=lambda c: -len(c.particles))) for form, cues in found.items()}


def _cues() -> Iterator[Cue]:
    for group in table("cues")["verbs"]:
        for phrase in group["words"]:
            base, *particles = folded(phrase).split()
            lists = [
                frozenset(group.get(key, ()))
                for key in ("frames", "prepositions", "never_objects", "only_objects", "only_subjects")
            ]
            yield Cue(base, tuple(particles), CueClass[group["class"].upper()], *lists)


@cache
def noun_cues() -> dict[str, CueClass]:
    """Return the nouns of speech, singular and plural, with the class of each."""
    nouns = table("cues")["nouns"]
    return {
        form: CueClass[code.upper()] for code, words in nouns.items() for word in words for form in (word, word + "s")
    }


@cache
def all_cues() -> tuple[Cue, ...]:
    """Return every verb of speech of the table."""
    return tuple(_cues())


def forms_of(base: str) -> tuple[str, ...]:
    """Return the forms of a verb: base, third person, past, participle, -ing."""
    irregular = table("cues")["irregular"].get(base)
    return (base, *irregular) if irregular else (base, *_regular(base))


def _regular(base: str) -> tuple[str, ...]:
    if base.endswith("e"):
        return base + "s", base + "d", base + "d", base[:-1] + "ing"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ies", base[:-1] + "ied", base[:-1] + "ied", base + "ing"
    third = base + "es" if base.endswith(("s", "x", "z", "ch", "sh")) else base + "s"
    return third, base + "ed", base + "ed", base + "ing"
