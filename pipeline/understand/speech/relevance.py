"""A cheap first look: which sentences can hold a statement, so that only those are parsed (for claims: `relevance`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from pipeline.understand.lexicon import table
from pipeline.understand.speech.cues import Cue, all_cues, forms_of, noun_cues, phrases, words_of

REMEMBERED = 4096  # sentences: those of the articles that are parsed together, which are looked at again when read
_WORD = re.compile(r"[^\W\d_]+|(?:[^\s\w]|[\d_])+")
_MARKS = re.compile(r"[\"“”„«»]|``|''|(?:^|\s)['‘]\w")
_DOUBLE_MARKS = re.compile('["“”„«»]')
_MARK = r"(?:[\"“”„«»]|``|'')"
_SPOKEN_AFTER_COLON = re.compile(r"[a-z]:\s[\"“„«‘]\w")  # 'Dietrich disagreed: "Give him a chance."'
_OPENING = (
    r"(?:(?:that|whether|it|he|him|she|they|them|this|there|the|an?|no|its|his|her|their|how|why|what|all|both|more|many|some|"
    r"most{more})(?![a-z])|:(?!\s?\d)|,(?:\s?[\"“„«'‘]|\sthat\b|[^,]*,\s)|[\"“„«'‘])"
)
_SETTING = r"(?:to|for|on)\b(?s:.*)(?:\bthat\b|[:\"“”„«»]|``|'')"  # "posted on Friday that"
_CLOSING = r"\b(?=\s?(?:[.,;]|$|on\b|in\b|at\b|during\b|after\b|the\b|[A-Z]))"
_NAMED = (
    r"\b(?:he|she|who|it|government|ministry|party|campaign|company|opposition|official|spokesm[ae]n|spokeswom[ae]n|"
    r"president|minister|administration|union|group|report|lawsuit|complaint|indictment|police|army)"
)


@lru_cache(maxsize=REMEMBERED)
def may_hold_statement(text: str) -> bool:
    """Whether a sentence has a word that reports speech in a place where it can: such sentences are parsed."""
    if _SPOKEN_AFTER_COLON.search(text):
        return True
    lower = text.lower()
    words = _WORD.findall(lower)
    known = frozenset(words)
    if any(_may_be_said(words, form, text) for form in known & _plain()):
        return True
    for form in known & _named_verbs().keys():
        if _named_verbs()[form].search(text) and _may_be_said(words, form, text):
            return True
    if any(sign.search(lower) for word in known & _signs().keys() for sign in _signs()[word]):
        return True
    return any(
        pattern.search(lower) and _may_be_said(words, form, text)
        for form in known & _doubtful().keys()
        for pattern in _doubtful()[form]
    )


def has_marks(text: str) -> bool:
    """Whether a sentence has a quotation mark or a colon: it may be speech without a word that says so."""
    if ":" in text or _DOUBLE_MARKS.search(text) is not None:
        return True
    return ("'" in text or "‘" in text or "`" in text) and _MARKS.search(text) is not None


def _may_be_said(words: Sequence[str], form: str, text: str) -> bool:
    """Whether some place of a word lets it report speech that takes place."""
    return any(word == form and _is_free(words, place, text) for place, word in enumerate(words))


def _is_free(words: Sequence[str], place: int, text: str) -> bool:
    """Whether a verb of speech may report any: not in "the offer", "is expected", "to say", "can say"."""
    form, barred = words[place], _barred()
    before = words[place - 1] if place else ""
    if before in barred["determiners"] or (form in _nominal() and (before in barred["nouns"] or before.isdigit())):
        return False
    passed = before in barred["adverbs"] or before.endswith("ly")
    over = words[place - 2] if passed and place > 1 else before
    if form in _participles() and _is_passive(form, place, over) and "by" not in words and not _MARKS.search(text):
        return False
    if form not in _bases():
        return True
    able = before in barred["modals"] or (before != "not" and over in barred["modals"])
    return not able and not (over == "to" and barred["leading"].isdisjoint(words))


def _is_passive(form: str, place: int, over: str) -> bool:
    """Whether a participle opens the sentence or stands behind a form of "be"; "he was told that" is speech."""
    if form in _told():
        return over in _barred()["told"]
    return (place == 0 and form != "said") or over in _barred()["passive"]


@cache
def _barred() -> dict[str, frozenset[str]]:
    lists = table("cues")["barred"]
    return {name: frozenset(words) for name, words in lists.items() if name != "reason"}


@cache
def _bases() -> frozenset[str]:
    return frozenset(cue.base for cue in all_cues())


@cache
def _participles() -> frozenset[str]:
    return frozenset(forms_of(cue.base)[3] for cue in all_cues())


@cache
def _told() -> frozenset[str]:
    """Return the participles that tell what hearers were told or asked."""
    return words_of("told") | _barred()["asked"]


@cache
def _nominal() -> frozenset[str]:
    """Return the bases and third persons that are nouns as often."""
    return _nouns_too() & frozenset(form for cue in all_cues() for form in forms_of(cue.base)[:2])


@cache
def _plain() -> frozenset[str]:
    """Return forms that are a sign of speech wherever they stand."""
    return frozenset(form for cue in all_cues() if _is_plain(cue) for form in forms_of(cue.base)) - _nouns_too()


def _is_plain(cue: Cue) -> bool:
    told = cue.frames & ({"clause"} if cue.only_objects else {"clause", "object"})
    return not cue.particles and not cue.only_subjects and bool(told)


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
    """Return forms of verbs that need a neighbour to be a sign of speech, with the patterns that show it."""
    found: dict[str, list[str]] = {}
    for cue in all_cues():
        for form in forms_of(cue.base):
            if form not in _plain():
                found.setdefault(form, []).extend(_needs(cue, form))
    return _compiled(found)


@cache
def _signs() -> dict[str, tuple[re.Pattern[str], ...]]:
    """Return words of reports without such a verb, with the patterns that show them: "his claim that", "as per"."""
    found: dict[str, list[str]] = {}
    for noun in noun_cues():
        found.setdefault(noun, []).append(rf"\b{noun}\s(?:\w+\s){{0,6}}that\b")
        found[noun].append(rf"(?:['’]s?|\b(?:his|her|its|their))\s(?:\w+\s){{0,3}}{noun}\s(?:to|for)\b")
    for verb in ("issued", "released", "posted", "published", "tweeted"):
        found.setdefault(verb, []).append(
            rf"\b{verb}\s(?:\w+\s){{0,6}}(?:statement|message|letter|post|tweet|communique)\b"
        )
    for verb in ("quoted", "quotes", "cited", "cites"):
        found.setdefault(verb, []).append(rf"\b{verb}\s(?:\S+\s){{1,12}}as\s\w+ing\b")
    leads = "|".join(sorted(words_of("leads")))
    for noun in ("poll", "polls", "survey", "surveys"):
        found.setdefault(noun, []).append(rf"\b{noun}\b.*\b(?:ha[sd]|have|gives|gave)\s(?:\S+\s){{1,10}}(?:{leads})\b")
    for noun in ("opinion", "view", "words", "telling", "estimation"):
        found.setdefault(noun, []).append(rf"\bin\s(?:(?:\w+\s){{0,4}}\w+['’]s?|his|her|its|their)\s{noun}\b")
    for phrase in (*phrases("sources", "before"), *phrases("sources", "citing")):
        found.setdefault(phrase[0], []).append(rf"\b{' '.join(phrase)}\b")
    return _compiled(found)


def _compiled(patterns: dict[str, list[str]]) -> dict[str, tuple[re.Pattern[str], ...]]:
    return {word: tuple(re.compile(pattern) for pattern in dict.fromkeys(found)) for word, found in patterns.items()}


def _needs(cue: Cue, form: str) -> list[str]:
    words = " ".join((form, *cue.particles))
    if "closing" in cue.frames:
        return [rf"{_MARK}(?s:.*)\b{words}\b"]
    if "quotation" in cue.frames:
        told = [rf"\b{words}\s(?:\w+\s){{0,6}}that\b"] if "that" in cue.frames else []
        return [rf"{_MARK}(?s:.*)\b{words}\b|\b{words}\b(?s:.*){_MARK}", *told]
    if cue.particles:
        return [rf"\b{words}\b"]
    if "quoted_object" in cue.frames:
        judged = rf"\b{form}\s(?:it|him|her|them|this|that|(?:the|his|its|their|an?)\s\w+)\s(?:an?|[a-z]+)\b"
        what = rf"\bwhat\s(?:\S+\s){{1,6}}{form}\s(?:an?|the|his|her|its|their)\b"  # "in what aides called a trap"
        return [what, rf"\b{form}\b[^\"“”„«»]{{1,80}}{_MARK}", *([judged] if cue.base == "call" else [])]
    if cue.only_subjects:
        subjects = "|".join(sorted(cue.only_subjects))
        return [rf"\b(?:{subjects})s?\s(?:\S+\s){{0,8}}?{form}\b", rf"\b{form}\s(?:\w+\s){{0,6}}that\b"]
    if cue.only_objects and "clause" not in cue.frames:
        return [rf"\b{form}\s(?:\w+\s){{0,5}}{_MARK}?(?:{'|'.join(sorted(cue.only_objects))})"]
    named = [rf"\b{form}\s(?:(?:\S+\s){{1,6}}as\b|[a-z]+ing\b)"] if cue.base == "describe" else []
    closing = r"\b" if form.endswith("ed") else _CLOSING
    bare = cue.frames <= {"clause", "weak", "attitude"}
    opening = _OPENING.replace("{more}", "" if bare else "|to|for|on")
    patterns = [*named, rf"\b{form}\s?{opening}", rf"[,\"”»']\s?(?:\S+\s){{0,6}}{form}{closing}"]
    patterns.append(rf"\b{form}\s(?:\w+\s){{1,6}}that\b")
    if bare:
        patterns.append(rf"\b{form}\s{_SETTING}")
    if "infinitive" in cue.frames:
        patterns.append(rf"\b{form}\s(?:in|last|this|late|early)\s(?:\w+\s){{1,3}}to\s")  # "threatened in May to quit"
    if "object_infinitive" in cue.frames:
        patterns.append(rf"\b{form}\s(?:\w+\s){{1,6}}to\s")
    return [*patterns, *(rf"\b{form} {preposition}\b" for preposition in sorted(cue.prepositions))]
