"""What stands around a name and introduces its bearer: the office before it, the apposition after it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pipeline.understand.lexicon import table
from pipeline.understand.speech.cues import all_forms
from pipeline.understand.speech.introductions import Introduction, introduction
from pipeline.understand.speech.name_in_phrase import POSSESSIVE
from pipeline.understand.speech.official import office_words, organisations, roles
from pipeline.understand.speech.words import Word
from pipeline.vocabulary import TextField

LONGEST_SHORTENED = 4  # letters
SHORTENED = frozenset({"asst", "dep", "atty", "sec", "dir", "insp", "supt", "amb", "pres", "rev", "hon"})
"""Words cut short before a full stop that have vowels in them and stand in no table of titles."""
OFFICE = 8  # words of an office before a comma
BEFORE, AFTER = 9, 16  # words around a name that may introduce it
SPEAKING = frozenset({"said", "says", "told", "was", "is"})
SETTINGS = frozenset({"in", "through", "via", "during", "after", "before", "speaking", "addressing", "while", "when"})
"""Words that open where, when and by whom something was said, behind a name and a comma."""
STOPS = frozenset({".", ",", ";", ":", "(", ")", "?", "!", "—", "–"})


def introduced_around(words: list[Word], start: int, end: int, where: TextField) -> list[Introduction]:
    """Read the office before a name and the apposition after it (in a headline a comma means "and").

    What says nothing is left out.
    """
    before = introduction(_own_office(words[_phrase_start(words, start) : start]), named=False)
    closed = end < len(words) and words[end].text == ","
    if before.role is None and closed and where is TextField.TEXT:
        before = introduction(_office_before_comma(words, start), named=False)
    apposed = [] if where is TextField.TITLE else list(_apposition(words, end))
    after = introduction(apposed, named=False)
    return [read for read in (before, after) if read.role is not None or read.female is not None]


def _own_office(phrase: list[Word]) -> list[Word]:
    """Return the words of the last office, where another speaks for it: of "a spokesman for President" the second."""
    keys = [word.key for word in phrase]
    last = max((index for index, key in enumerate(keys) if key in {"for", "to", "of"}), default=-1)
    speaks = last > 0 and bool(office_words("speaking_for") & set(keys[:last]))
    return phrase[last + 1 :] if speaks and introduction(phrase[last + 1 :], named=False).role is not None else phrase


def office_behind(words: list[Word], end: int) -> bool:
    """Whether a comma and an office with its article follow a name: ", the union's secretary,", ", who is its head"."""
    if end + 1 >= len(words) or words[end].text != ",":
        return False
    after = words[end + 1].key
    owned = after in {"the", "a", "an", "its", "their"} or (end + 2 < len(words) and words[end + 2].key in POSSESSIVE)
    owned = owned or (end + 2 < len(words) and words[end + 2].key in {"of", "for"})  # ", spokesman of the league,"
    owned = owned or (end + 3 < len(words) and words[end + 3].key in {"of", "for"} and not words[end + 1].capital)
    owned = owned or (after == "who" and end + 2 < len(words) and words[end + 2].key in {"is", "was"})
    role = introduction([*_apposition(words, end)], named=False).role if owned else None
    return role is not None and not role.plural


def _office_before_comma(words: list[Word], start: int) -> list[Word]:
    """Return the words of "The director, Stan Wojcik," before the comma; none where no article opens them."""
    if start < 3 or words[start - 1].text != ",":
        return []
    for first in range(start - 2, max(-1, start - 2 - OFFICE), -1):
        if words[first].text in STOPS:
            return []
        if words[first].key in {"the", "its"} and not (first and words[first - 1].key in {"of", "for"}):
            return words[first : start - 1]
    return []


def has_office_before_comma(words: list[Word], start: int, end: int) -> bool:
    """Whether an office and a comma stand before a name that a comma or "and" ends: "the union's head, Ola Nordin,"."""
    closed = end < len(words) and (words[end].text == "," or words[end].key == "and")
    role = introduction(_office_before_comma(words, start), named=False).role if closed else None
    return role is not None and not role.plural


def _phrase_start(words: list[Word], start: int) -> int:
    """Return where the noun phrase that ends in a name begins: back over titles, offices, bodies and adjectives."""
    position = start
    while position > max(0, start - BEFORE) and not words[position].opens and _in_title(words, position - 1):
        position -= 1
    return position


def _in_title(words: list[Word], index: int) -> bool:
    word = words[index]
    if word.text == ".":
        return index > 0 and words[index - 1].capital and _is_shortened(words[index - 1])
    if word.key in POSSESSIVE or word.text == "-":
        return True
    if word.key == "accused":
        return False  # "The opposition accused Treasurer Karen Whitlock"
    keys = [w.key for w in words[max(0, index - 3) : index + 1]]
    return (
        word.capital or any(t.before(keys, len(keys)) for t in (roles(), organisations())) or word.key in _TITLE_WORDS
    )


def _is_shortened(word: Word) -> bool:
    """Whether a full stop behind a word belongs to it: "Gov.", "U.S.", "Asst."."""
    short = len(word.text) <= LONGEST_SHORTENED and (word.text.isupper() or not set(word.key) & set("aeiouáéíóú"))
    return short or f"{word.key}." in table("roles")["titles"] or word.key in SHORTENED


_TITLE_WORDS = frozenset(
    {
        "former",
        "foreign",
        "prime",
        "vice",
        "deputy",
        "acting",
        "defence",
        "defense",
        "interior",
        "finance",
        "health",
        "police",
        "party",
        "opposition",
        "us",
        "chief",
        "senior",
        "of",
        "state",
        "general",
        "executive",
        "attorney",
        "campaign",
        "presidential",
    }
)


@cache
def _reporting() -> frozenset[str]:
    """Return the past forms of verbs of speech."""
    return frozenset(form for form in all_forms() if form.endswith("ed"))


def _apposition(words: list[Word], end: int) -> Iterator[Word]:
    """Yield the words between the commas after a name, if they introduce him."""
    if end >= len(words) or words[end].text not in {",", "(", "—", "–", "-"}:
        return
    if end + 2 < len(words) and words[end + 1].text.isdigit() and words[end + 2].text == ",":
        end += 2  # an age
    if end + 2 < len(words) and words[end + 1].key in SETTINGS and words[end + 2].key != "charge":
        return  # "Atiku Bello, in a statement by his aide, said": the aide is another
    found: list[Word] = []
    for index in range(end + 1, min(end + 1 + AFTER, len(words))):
        word = words[index]
        if word.key in SPEAKING and found:
            return  # "after a call with Mark Rutte, the president said": another one speaks
        if word.key == "that" or (not found and word.key in _reporting()):
            return  # "Skip Dantley, posted on X that the judge": he is none
        stops = word.text in STOPS and not (word.text == "." and len(words[index - 1].text) == 1)
        named = word.key == "and" and words[index - 1].capital and words[min(index + 1, len(words) - 1)].capital
        if named and introduction(found, named=False).role is None:
            found.append(word)  # ", Middle East and North Africa director at Relief,"
            continue
        if stops or word.opens or word.key in {"who", "which", "and", "whose", *SPEAKING}:
            break
        found.append(word)
    yield from found
