"""The words that say what happened to people, found in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from pipeline.understand.clause import MANAGING, Clause
from pipeline.understand.lexicon import table
from pipeline.understand.phrases import PhraseTable
from pipeline.vocabulary import Outcome

THROUGH = frozenset({"through", "into", "in", "down", "out", "up", "off", "open", "away", "free"})
IN_CARE = frozenset(  # entries of the lexicon that tell of patients: where they are is no place of an event
    {"carry_to_hospital", "still_in_hospital", "stay_in_hospital", "is_in_hospital"}
)
WITH_WOUNDS = frozenset({"with_wounds", "with_a_wound", "with_a_broken_bone", "with_a_cut"})  # entries of the lexicon
LETTERED_HOSPITAL = re.compile(r"\b[A-Z]{2,5}(?:H|MC)\b")  # "were taken to MUH"
INSTITUTIONS = frozenset(
    {"governing", "transitional", "ruling", "supervisory", "electoral", "oversight", "executive"}
    | {"interim", "independent", "statutory", "investigative", "consultative", "monitoring", "coordinating"}
    | {"sanctioning", "student", "students", "traders", "apex", "civic", "advisory", "regulatory"}
    | {"legislative", "umbrella", "security", "government", "state", "public", "professional"}
)
NO_DEAD = frozenset(
    {"police", "policemen", "troops", "opinion", "water", "evidence", "work", "law", "research", "data"}
)
PASSING = frozenset({"as", "while", "at", "after", "before", "shortly", "later", "yesterday", ".", ",", "in", "last"})
OR_TAKEN = frozenset(
    ("or", word) for word in ("captured", "arrested", "detained", "taken", "imprisoned", "surrendered")
)
AT_MOST = frozenset({("more", "than"), ("worse", "than"), ("less", "than"), ("fewer", "than")})
THREATENED = frozenset((word, verb) for word in ("to", "would", "will", "could") for verb in ("burn", "cut", "wound"))
CARED_FOR = frozenset({"condition", "survived", "hospital", "hospitalized", "hospitalised", "recovering", "stable"})
IN_NEED = frozenset(
    {"hospital", "clinic", "doctors", "rushed", "shifted", "taken", "treatment"}
    | {"injured", "wounded", "injuries", "wounds"}
)
FIELDS = frozenset({"in", "during", "on", "while", "as"})
SPELLS = frozenset({"days", "weeks", "months", "nights", "night", "week", "month"})
HARMLESS = frozenset({"pie", "egg", "eggs", "snowball", "snowballs", "tomato", "tomatoes", "flour", "cake"})
WHY = frozenset({"after", "as", "when", "while", "because", "following", "amid", "since", "due"})
NEARLY = frozenset({"nearly", "almost"})  # who nearly drowned is alive
ESCAPING = frozenset({"escape", "escapes", "escaped", "escaping", "cheat", "cheats", "cheated", "cheating", "defied"})


class Shape(Enum):
    """Where the victims of a trigger stand."""

    VERB = "verb"  # object, or subject of the passive
    SUBJECT = "subject"
    STATE = "state"  # subject of "be", right before, or object of "left"
    COUNTED = "counted"  # the number before the noun itself
    OF = "of"  # after "of", or the possessor
    TOLL = "toll"  # the number that follows
    MULTIPLE = "multiple"  # the adjective counts


@dataclass(frozen=True, slots=True)
class Word:
    """A trigger of the lexicon. `role` is the verb form: base, s, ing, past, participle; both for the last two."""

    id: str
    outcome: Outcome
    shape: Shape
    role: str = ""
    struck: bool = False
    weak: bool = False
    itself: bool = False
    denies: bool = False
    only_counted: bool = False
    title_only: bool = False
    of_forces: bool = False
    of_things: bool = False
    passive_only: bool = False
    of_further: bool = False
    in_vain: bool = False
    near: frozenset[str] = frozenset()
    reach: int = 0
    needs_before: tuple[str, ...] = ()
    needs_after: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger in a sentence, tokens `start` to `end`; `verb` is the token that the parse hangs its arguments on."""

    start: int
    end: int
    word: Word

    @property
    def verb(self) -> int:
        """The token whose arguments are asked for: the verb of "shot dead", the last word of a noun or state."""
        return self.start if self.word.shape in {Shape.VERB, Shape.SUBJECT} else self.end - 1


def triggers_in(clause: Clause) -> list[Trigger]:
    """Return the triggers of a sentence in order; several shapes may share the same words."""
    found: list[Trigger] = []
    openings = _openings()
    for index in (i for i, word in enumerate(clause.words) if word in openings):
        for shape_table in _tables():
            match = shape_table.at(clause.words, index)
            while match is not None:
                end, words = match
                held = [Trigger(index, end, word) for word in words if _holds(clause, index, end, word)]
                found += held
                # "left three dead and injured 27": where the longest words do not hold, shorter ones may
                match = None if held or end == index + 1 else shape_table.at(clause.words[: end - 1], index)
    return [trigger for trigger in found if not _inside_longer(trigger, found)]


def is_trigger_word(word: str) -> bool:
    """Whether a word alone is a form of a harming verb or a state."""
    return word in _single_words()


def _inside_longer(trigger: Trigger, others: list[Trigger]) -> bool:
    """Whether a longer trigger covers this one: "shot" in "shot dead"."""
    length = trigger.end - trigger.start
    return any(
        other.start <= trigger.start
        and trigger.end <= other.end
        and other.end - other.start > length
        and not (other.word.shape is Shape.STATE and trigger.word.shape is Shape.COUNTED)
        and not (other.word.shape is Shape.COUNTED and trigger.word.shape is Shape.OF)  # "serious injuries to three"
        and not other.word.only_counted
        for other in others
    )


def _holds(clause: Clause, start: int, end: int, word: Word) -> bool:
    if word.title_only and not clause.title:
        return False
    if word.near and not word.near & _reached(clause, end, word.reach):
        return False
    if clause.word(start) == "kia" and (clause.tag(end) in {"NNS", "NN"} or not clause.doc[start].text.isupper()):
        return False  # "Fifteen KIA fighters", the army of the Kachin; "three in a Kia"
    if word.id == "suicide" and clause.word(end - 1) == "head" and not CARED_FOR.isdisjoint(clause.words):
        return False  # "is in critical condition after shooting himself in the head"
    if word.id == "fell_in_battle" and clause.tag(end) in {"IN", "TO", "RP", "JJ"} and clause.word(end) not in FIELDS:
        return False  # "two soldiers fell from a roof"
    if (
        word.id == "treat"
        and clause.word(start).startswith("evaluat")
        and not wound_words() & _reached(clause, end, word.reach)
    ):
        return False  # "was evaluated at a hospital"
    if word.id == "spent_in_hospital" and not _is_a_stay(clause, end, word):
        return False
    if word.id == "treat" and _is_for_shock(clause, end):
        return False
    if word.id.startswith("treat") and clause.words[end : end + 2] == ("for", "its"):
        return False  # "One steer is being treated for its injuries"
    if word.id in {"hit", "hit_in_body", "run_down"} and not HARMLESS.isdisjoint(clause.words):
        return False  # "was hit in the face with a custard pie"
    if word.id == "not_made_it" and clause.word(end - 1) == "survive" and IN_NEED.isdisjoint(clause.words):
        return False  # "feared that the dairy couldn't survive"
    if word.id == "flee" and clause.word(start - 1) == "to" and clause.word(start - 2) in MANAGING:
        return False  # "two of the pirates managed to flee the area"
    if word.id == "force_out" and clause.word(end) == "home":
        return False  # "two were driven home"
    if word.id == "carry_to_hospital" and clause.word(start).startswith("evacuat"):
        behind = clause.words[end : end + word.reach]
        why = next((n for n, told in enumerate(behind) if told in WHY), len(behind))
        if word.near.isdisjoint(behind[:why]):
            return False  # "were evacuated from the aircraft after smoke filled the cabin"
    if word.id == "carry_to_hospital" and (_is_to_a_clinic(clause, end, word) or _is_in_good_health(clause, end, word)):
        return False
    if clause.word(end - 1) in {"body", "bodies"} and _is_institution(clause, end - 1):
        return False
    if word.shape is Shape.TOLL and clause.words[start:end] == ("confirmed", "dead"):
        return clause.word(end) == ":" or clause.word(start - 1) in {"of", "the"}  # and not "was confirmed dead"
    if word.id == "broke_bone" and clause.word(end) in THROUGH:
        return False  # "broke through his back door"
    tried = "attempted" in clause.words[max(0, start - 2) : start]
    if tried and word.outcome is Outcome.KILLED and word.shape is Shape.OF:
        return False  # "the attempted shooting murder of a man"
    if word.outcome is Outcome.KILLED and clause.word(start - 1) in NEARLY | ESCAPING:
        return False
    if word.shape is Shape.VERB and clause.word(end) in {"down", "out", "off"} and start + 1 == end:
        return False  # "shot down a plan", "burned out", "killed off a character"
    if word.shape is Shape.VERB and clause.word(end) == "-" and clause.word(end + 1) in {"out", "down", "off"}:
        return False  # "burned-out vehicles"
    if word.outcome is Outcome.KILLED and clause.words[end : end + 2] in OR_TAKEN:
        return False  # "20 jihadists had been killed or captured"
    if clause.words[start:end] == ("passed", "on") and clause.word(end) not in PASSING:
        return False  # "passed on the message"
    if word.id == "dead_or_injured":
        return clause.tag(end) != "CD"  # "left 12 dead and wounded 30" are two figures
    return word.shape is not Shape.VERB or _is_verb(clause, start, word)


def _is_institution(clause: Clause, body: int) -> bool:
    """Whether a body is an institution: "a students' body", "the civic body"."""
    several = clause.word(body - 1) == "'" and clause.tag(body - 2) == "NNS" and clause.word(body) == "body"
    crowd = clause.word(body + 1) == "of" and clause.word(body + 2) in NO_DEAD  # "a large body of police"
    return several or crowd or clause.word(body - 1) in INSTITUTIONS


def _is_to_a_clinic(clause: Clause, end: int, word: Word) -> bool:
    """Whether somebody goes to be treated for a habit: "was admitted to the Promises Treatment Center"."""
    words = clause.words[end : end + word.reach]
    at = words.index("treatment") if "treatment" in words else None
    alone = word.near & set(words) == {"treatment"}
    return at is not None and alone and bool({"center", "centre", "program", "programme"} & set(words[at + 1 : at + 2]))


def _is_in_good_health(clause: Clause, end: int, word: Word) -> bool:
    """Whether somebody is brought away unhurt, and no hospital is named: "were brought ashore in good health"."""
    words = clause.words[end : end + word.reach]
    return word.near & set(words) <= {"health", "condition"} and "good" in words


def _is_a_stay(clause: Clause, end: int, word: Word) -> bool:
    """Whether days or weeks are told of, and in which bed: "spent five weeks in hospital", "11 days in a coma"."""
    words = clause.words[end : end + word.reach]
    unit = next((n for n, told in enumerate(words[:3]) if told in SPELLS), None)
    place = words[unit + 1 : unit + 5] if unit is not None else ()
    there = place[:1] == ("in",) or (place[:1] == ("at",) and words[unit or 0] in {"days", "nights"})
    return there and not word.near.isdisjoint(place)


def _is_for_shock(clause: Clause, end: int) -> bool:
    """Whether "treated at the scene for shock" names nothing else: shock alone is no wound."""
    words = clause.words[end : end + 7]
    at = words.index("for") if "for" in words else None
    return at is not None and words[at + 1 : at + 2] == ("shock",) and words[at + 2 : at + 3] in {(".",), (",",), ()}


def _reached(clause: Clause, end: int, reach: int) -> set[str]:
    """Return the words that stand near enough behind an outcome word, in its own part of the sentence."""
    words = clause.words[end : end + reach]
    words = words[: words.index(";")] if ";" in words else words
    ended = next((n for n in range(len(words) - 1) if words[n] == "," and words[n + 1] in {"is", "are"}), len(words))
    words = words[:ended]  # "who went back to get her, is in the burn unit"
    threat = next((n for n in range(len(words) - 1) if words[n : n + 2] in THREATENED), len(words))
    words = words[:threat]  # "had a gun and would burn the house down"
    no = next((n for n, word in enumerate(words) if word == "no" and words[n + 1 : n + 3] not in AT_MOST), len(words))
    words = words[:no]  # "escaped with no injuries", but "with no more than cuts"
    words = words[: words.index("without")] if "without" in words else words  # "got away without causing injuries"
    lettered = any(LETTERED_HOSPITAL.fullmatch(token.text) for token in clause.doc[end : end + len(words)])
    return {*words, "hospital"} if lettered else set(words)


def _is_verb(clause: Clause, index: int, word: Word) -> bool:
    """Whether the word is used as a verb: nouns like "a shot", "wounds", "kills" (in sports) are none."""
    if clause.word(index) in {"fatally", "mortally"} or word.id == "kill_or_injure":
        return True
    tag, before = clause.tag(index), clause.word(index - 1)
    if clause.tag(index + 1) == "NNP" and index > 0 and not clause.title and _is_in_name(clause, index):
        return False  # "a Lost Hills man"
    if clause.word(index) == "slew" and clause.tag(index + 1) == "CD":
        return True  # "and slew 29 of them", which the tagger takes for any other word
    if before in {
        "a",
        "an",
        "the",
        "gun",
        "his",
        "her",
        "their",
        "of",
        "first",
        "single",
        "this",
        "that",
    } and tag.startswith("NN"):
        return False
    if tag.startswith("VB"):
        return not (word.role == "ing" and before in {"the", "a", "this"})
    if tag in {"JJ", "NN", "NNP", "NNS"} and word.role in {"both", "past", "participle"}:
        return True
    if word.role == "base" and tag in {"NNP", "NN", "NNS"} and clause.tag(index + 1) == "CD":
        return index in {1, 2} and clause.is_noun(index - 1)  # "Taliban behead 17 in Helmand"
    return clause.title and word.role in {"s", "both", "ing"}


def _is_in_name(clause: Clause, index: int) -> bool:
    """Whether a word and the next have capitals, and the words around them do not."""
    named = clause.doc[index].text.istitle() and clause.doc[index + 1].text[:1].isupper()
    return named and any(token.is_lower for token in clause.doc)


@cache
def _tables() -> tuple[PhraseTable[tuple[Word, ...]], ...]:
    merged: dict[Shape, dict[str, list[Word]]] = {shape: {} for shape in Shape}
    for phrase, word in trigger_words():
        merged[word.shape].setdefault(phrase, []).append(word)
    return tuple(PhraseTable({p: tuple(w) for p, w in entries.items()}) for entries in merged.values() if entries)


@cache
def wound_words() -> frozenset[str]:
    """Return the words for a wound that somebody is treated for or suffers: "burns", "broken", "gash"."""
    return frozenset(table("outcomes")["wounds"]["words"])


@cache
def _openings() -> frozenset[str]:
    return frozenset().union(*(shape_table.openings for shape_table in _tables()))


@cache
def _single_words() -> frozenset[str]:
    shapes = {Shape.VERB, Shape.SUBJECT, Shape.STATE}
    return frozenset(
        phrase
        for phrase, word in trigger_words()
        if " " not in phrase and word.shape in shapes and not word.weak and not word.of_forces
    )


def trigger_words() -> Iterator[tuple[str, Word]]:
    """Yield every trigger phrase of the lexicon with its entry."""
    data = table("outcomes")
    for entry in data["verb"]:
        yield from _verb_words(entry)
    for name in ("subject", "state", "counted", "of", "toll"):
        for entry in data[name]:
            for phrase in entry["words"]:
                yield phrase, _word(entry, Shape(name))
    yield from _numbers_of_people(data)
    multiples = data["multiples"]
    for adjective, count in multiples["adjectives"].items():
        for kind in ("killed", "struck"):
            for noun in multiples[kind]:
                outcome = Outcome.KILLED if kind == "killed" else Outcome.INJURED
                yield (
                    f"{adjective} {noun}",
                    Word("multiple", outcome, Shape.MULTIPLE, struck=kind == "struck", count=count),
                )


def _numbers_of_people(data: dict[str, Any]) -> Iterator[tuple[str, Word]]:
    """Yield "number of inmates who died", "number of deceased persons" for the nouns that may be counted so."""
    for entry in data["number_of"]:
        word = _word(entry, Shape.TOLL)
        for people in data["numbered"]["people"]:
            yield from ((f"number of {before} {people}", word) for before in entry["before"])
            yield from ((f"number of {people} {after}", word) for after in entry["after"])


def _verb_words(entry: dict[str, Any]) -> Iterator[tuple[str, Word]]:
    for line in entry["forms"]:
        base, third, ing, past, participle = line.split("|") if "|" in line else line.split()
        if past == participle:
            yield past, _word(entry, Shape.VERB, "both")
        else:
            if not entry.get("participle_only"):
                yield past, _word(entry, Shape.VERB, "past")
            yield participle, _word(entry, Shape.VERB, "participle")
        if not entry.get("participle_only"):
            for role, form in (("base", base), ("s", third), ("ing", ing)):
                if form not in {past, participle}:
                    yield form, _word(entry, Shape.VERB, role)


def _word(entry: dict[str, Any], shape: Shape, role: str = "") -> Word:
    return Word(
        id=entry["id"],
        outcome=Outcome.of(entry["outcome"]),
        shape=shape,
        role=role,
        struck=entry.get("struck", False),
        weak=entry.get("weak", False),
        itself=entry.get("self", False),
        denies=entry.get("denies", False),
        only_counted=entry.get("only_counted", False),
        title_only=entry.get("title_only", False),
        of_forces=entry.get("of_forces", False),
        of_things=entry.get("of_things", False),
        passive_only=entry.get("passive_only", False),
        of_further=entry.get("of_further", False),
        in_vain=entry.get("in_vain", False),
        near=frozenset(entry.get("near", ())) | (wound_words() if entry.get("near_wounds") else frozenset()),
        reach=entry.get("reach", 0),
        needs_before=tuple(entry.get("needs_before", ())),
        needs_after=tuple(entry.get("needs_after", ())),
    )
