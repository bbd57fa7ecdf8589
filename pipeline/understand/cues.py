"""Words that report speech: which they are, what carries their content, and a cheap first look for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.understand.lexicon import table
from pipeline.understand.phrases import folded
from pipeline.vocabulary import CueClass

_WORD = re.compile(r"[a-z]+")
_MARKS = re.compile(r"[\"“”„«»]|``|''|(?:^|\s)['‘]\w")
_SPOKEN_AFTER_COLON = re.compile(r"[a-z]:\s[\"“„«‘]\w")  # 'Dietrich disagreed: "Give him a chance."'
_OPENING = (
    r"(?:that|whether|it|he|she|they|there|the|an?|no|its|his|her|their|how|why|what|to|for|on|all|both|more|many|some|most|"
    r":|,(?:\s?[\"“„«'‘]|\sthat\b|[^,]*,\s)|[\"“„«'‘])"
)
_CLOSING = r"\b(?=\s?(?:[.,;]|$|on\b|in\b|at\b|during\b|after\b|the\b|[A-Z]))"
_NAMED = (
    r"\b(?:he|she|who|it|government|ministry|party|campaign|company|opposition|official|spokesm[ae]n|spokeswom[ae]n|"
    r"president|minister|administration|union|group|report|lawsuit|complaint|indictment|police|army)"
)
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
    return _nouns().get(word)


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
def _nouns() -> dict[str, CueClass]:
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


def may_hold_statement(text: str) -> bool:
    """Whether a sentence has a word that reports speech in a place where it can: such sentences are parsed."""
    lower = text.lower()
    words = set(_WORD.findall(lower))
    if _SPOKEN_AFTER_COLON.search(text):
        return True
    if words & _plain():
        return True
    if words & _named_verbs().keys() and any(_named_verbs()[w].search(text) for w in words & _named_verbs().keys()):
        return True
    return any(pattern.search(lower) for word in words & _doubtful().keys() for pattern in _doubtful()[word])


def has_marks(text: str) -> bool:
    """Whether a sentence has a quotation mark or a colon: it may be speech without a word that says so."""
    return ":" in text or _MARKS.search(text) is not None


@cache
def _plain() -> frozenset[str]:
    """Return forms that are a sign of speech wherever they stand."""
    return frozenset(form for cue in all_cues() if _is_plain(cue) for form in forms_of(cue.base)) - _nouns_too()


def _is_plain(cue: Cue) -> bool:
    return not cue.particles and bool(cue.frames & ({"clause"} if cue.only_objects else {"clause", "object"}))


@cache
def _named_verbs() -> dict[str, re.Pattern[str]]:
    """Return third persons that are nouns too, with a pattern of one right behind a name: "Lee claims crime is"."""
    forms = [forms_of(cue.base)[1] for cue in all_cues() if _is_plain(cue) and "clause" in cue.frames]
    return {
        form: re.compile(
            rf"(?:(?:[\w.,]\s[A-Z]|^[A-Z])[\w’'.-]*|{_NAMED})\s(?:also\s)?{form}\s(?!of\b|for\b|by\b|in\b|and\b)[a-z]"
        )
        for form in forms
        if form in _nouns_too()
    }


@cache
def _nouns_too() -> frozenset[str]:
    return frozenset(table("cues")["nouns_too"]["words"])


@cache
def _doubtful() -> dict[str, tuple[re.Pattern[str], ...]]:
    """Return forms that need a neighbour to be a sign of speech, with the patterns that show it."""
    found: dict[str, list[str]] = {}
    for cue in all_cues():
        for form in forms_of(cue.base):
            if form not in _plain():
                found.setdefault(form, []).extend(_needs(cue, form))
    for noun in _nouns():
        found.setdefault(noun, []).append(rf"\b{noun}\s(?:\w+\s){{0,6}}that\b")
        found[noun].append(rf"(?:['’]s?|\b(?:his|her|its|their))\s(?:\w+\s){{0,3}}{noun}\s(?:to|for)\b")
    for verb in ("issued", "released", "posted", "published", "tweeted"):
        found.setdefault(verb, []).append(
            rf"\b{verb}\s(?:\w+\s){{0,6}}(?:statement|message|letter|post|tweet|communique)\b"
        )
    for verb in ("quoted", "quotes", "cited", "cites"):
        found.setdefault(verb, []).append(rf"\b{verb}\s(?:\S+\s){{1,12}}as\s\w+ing\b")
    for noun in ("opinion", "view", "words", "telling", "estimation"):
        found.setdefault(noun, []).append(rf"\bin\s(?:(?:\w+\s){{0,4}}\w+['’]s?|his|her|its|their)\s{noun}\b")
    for phrase in (*phrases("sources", "before"), *phrases("sources", "citing")):
        found.setdefault(phrase[0], []).append(rf"\b{' '.join(phrase)}\b")
    return {form: tuple(re.compile(pattern) for pattern in dict.fromkeys(patterns)) for form, patterns in found.items()}


def _needs(cue: Cue, form: str) -> list[str]:
    if cue.particles:
        return [rf"\b{form} {' '.join(cue.particles)}\b"]
    if "quotation" in cue.frames:
        told = [rf"\b{form}\s(?:\w+\s){{0,6}}that\b"] if "that" in cue.frames else []
        return [rf"[\"“”„«»](?s:.*)\b{form}\b|\b{form}\b(?s:.*)[\"“”„«»]", *told]
    if "quoted_object" in cue.frames:
        judged = rf"\b{form}\s(?:it|him|her|them|this|that|(?:the|his|its|their|an?)\s\w+)\s(?:an?|[a-z]+)\b"
        return [rf"\b{form}\b[^\"“”„«»]{{1,80}}(?:[\"“”„«»]|``|'')", *([judged] if cue.base == "call" else [])]
    if cue.only_subjects:
        subjects = "|".join(sorted(cue.only_subjects))
        return [rf"\b(?:{subjects})s?\s(?:\S+\s){{0,8}}?{form}\b", rf"\b{form}\s(?:\w+\s){{0,6}}that\b"]
    if cue.only_objects and "clause" not in cue.frames:
        return [rf"\b{form}\s(?:\w+\s){{0,5}}(?:{'|'.join(sorted(cue.only_objects))})"]
    closing = r"\b" if form.endswith("ed") else _CLOSING
    patterns = [rf"\b{form}\s?{_OPENING}(?![a-z])", rf"[,\"”»']\s?(?:\S+\s){{0,6}}{form}{closing}"]
    patterns.append(rf"\b{form}\s(?:\w+\s){{1,6}}that\b")
    if "object_infinitive" in cue.frames:
        patterns.append(rf"\b{form}\s(?:\w+\s){{1,6}}to\s")
    return [*patterns, *(rf"\b{form} {preposition}\b" for preposition in sorted(cue.prepositions))]
