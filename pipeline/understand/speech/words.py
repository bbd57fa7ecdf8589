"""Words with their places, cut as phrase tables are cut; and what makes a run of them a name."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.understand.lexicon import table
from pipeline.understand.phrases import folded

_TOKEN = re.compile(r"[^\W_]+(?:['’](?!s\b)[^\W_]+)*|['’]s\b|['’](?=\s|$)|[^\w\s]")
_PLAIN_TOKEN = re.compile(r"[a-zA-Z0-9]+(?:'(?!s\b)[a-zA-Z0-9]+)*|'s\b|'(?=\s|$)|[^\w\s]")
"""The same for a text in ASCII: to look a letter up in a short list takes two thirds of the time."""
_PARTICLES = frozenset(
    {
        "al",
        "el",
        "bin",
        "ibn",
        "de",
        "da",
        "di",
        "du",
        "del",
        "der",
        "den",
        "van",
        "von",
        "dos",
        "dela",
        "delos",
        "della",
        "la",
        "le",
        "ben",
        "abu",
        "ul",
        "in't",
        "'t",
    }
)


QUOTES = frozenset({'"', "“", "”", "‘", "’", "'"})
SHORT_LINE = 60  # characters; a longer line was wrapped by whoever typed it


class Word(NamedTuple):
    """A word and the characters it covers; `key` is its folded form, `opens` says that a paragraph begins with it."""

    start: int
    end: int
    text: str
    key: str
    opens: bool = False

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


_BARRED = str.maketrans("đłøıæœß", "dloiaos")  # letters that no accent is taken from
_word = tuple.__new__  # what Word(...) does, without a call in between: a text has thousands


def words_of(text: str) -> list[Word]:
    """Return the words and marks of a text in order."""
    plain, keys = text.isascii(), folded(text)
    places = [match.span() for match in (_PLAIN_TOKEN if plain else _TOKEN).finditer(text)]
    words = [_word(Word, (start, end, text[start:end], keys[start:end], False)) for start, end in places]
    for index in _openings(text, places) if "\n" in text else ():
        words[index] = words[index]._replace(opens=True)
    return words


@lru_cache(maxsize=4096)
def unaccented(word: str) -> str:
    """Return a word without accents, to compare names that are spelt with and without: "Lajčák", "Lajcak"."""
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFKD", word).translate(_BARRED)
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def moved(word: Word, by: int) -> Word:
    """Return a word so many characters further on."""
    start, end, text, key, opens = word
    return _word(Word, (start + by, end + by, text, key, opens))


def capitals_of(words: Sequence[Word]) -> list[int]:
    """Return the numbers of the words that begin with a capital letter."""
    return [index for index, (_, _, text, _, _) in enumerate(words) if text[0].isupper()]


def _openings(text: str, places: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Yield the numbers of the words, the first one aside, that stand first in a paragraph."""
    broken = text.find("\n", places[0][1]) if places else -1
    while broken >= 0:
        index = bisect_left(places, (broken, 0))
        if index == len(places):
            return
        start = places[index][0]
        if _parts_paragraphs(text, places[index - 1][1], start):
            yield index
        broken = text.find("\n", start)


@lru_cache(maxsize=1024)
def keys_of(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, which is compared with many places."""
    return tuple(word.key for word in words_of(name))


@lru_cache(maxsize=4)
def words_of_whole(text: str) -> list[Word]:
    """Return the words of a title or whole text, which figures and statements ask for in turn; not to be changed."""
    return words_of(text)


def _parts_paragraphs(text: str, start: int, end: int) -> bool:
    """Whether a blank line, or a break after a short line (a heading), stands here; a wrapped line parts nothing."""
    breaks = text.count("\n", start, end)
    return breaks > 1 or (breaks == 1 and start - text.rfind("\n", 0, start) <= SHORT_LINE)


def name_run(words: list[Word], start: int, limit: int = 6) -> int:
    """Return the end of the run of name words that begins at `start` (`start` itself if there is none)."""
    end = position = start
    while position < min(len(words), start + limit * 2) and not (position > start and words[position].opens):
        if _is_name_word(words, position, start):
            end = position = position + 1
        elif _links_names(words, position, start):
            position += 1
        elif position > start and _is_nickname(words, position):
            position += 3
        else:
            break
    return end


def _is_nickname(words: list[Word], position: int) -> bool:
    """Whether a nickname in quotation marks stands between first and last name: 'Joko "Jokowi" Widodo'."""
    inside = words[position : position + 4]
    marks = len(inside) == 4 and inside[0].text in QUOTES and inside[2].text in QUOTES
    if not marks or not inside[1].capital:
        return False
    last = inside[3].capital or _links_names(words, position + 3, position)  # "dela Rosa"
    return last and inside[3].key not in not_names()


def _is_name_word(words: list[Word], position: int, start: int) -> bool:
    word = words[position]
    if position > start and words[position - 1].text == "-" and words[position - 1].end == word.start:
        return word.text.isalpha()
    initial = position > start and len(word.text) == 1 and [w.text for w in words[position + 1 : position + 2]] == ["."]
    initials = len(word.text) == 1 and _are_initials(words[position : position + 3])
    named = initial or initials or word.key not in not_names() or _is_called_said(words, position, start)
    return word.capital and word.text[0].isalpha() and named


def _is_called_said(words: list[Word], position: int, start: int) -> bool:
    """Whether "Said" is somebody's name: behind another name, or before one inside a sentence."""
    if words[position].text != "Said":
        return False
    inside = position > 0 and words[position - 1].text.isalpha()
    return position > start or (inside and any(word.capital for word in words[position + 1 : position + 2]))


def _are_initials(words: list[Word]) -> bool:
    """Whether a letter, a stop and another letter stand together: "A.B."."""
    if len(words) < 3 or words[1].text != "." or not words[2].capital:
        return False
    return words[0].end == words[1].start and words[1].end == words[2].start


def _links_names(words: list[Word], position: int, start: int) -> bool:
    """Whether a word stands between parts of a name: a hyphen, an initial's stop, a particle (van, al)."""
    word = words[position]
    if word.text in {"-", "."}:
        return position > start and _joins(words, position)
    following = words[position + 1] if position + 1 < len(words) else None
    return word.key in _PARTICLES and following is not None and (following.capital or following.text == "-")


def _joins(words: list[Word], position: int) -> bool:
    """Whether a mark stands inside a name: al-Assad, Jean-Marc, John F. Kennedy."""
    before, mark = words[position - 1], words[position]
    if mark.text == ".":
        return len(before.text) == 1 and before.capital
    return before.end == mark.start and position + 1 < len(words) and words[position + 1].start == mark.end


@cache
def not_names() -> frozenset[str]:
    """Return capitalised words that begin or make no name: The, When, Monday."""
    return frozenset(table("roles")["not_names"]["words"])


def written(words: Sequence[Word]) -> str:
    """Return words as the text has them, one blank wherever white space stood."""
    parts: list[str] = []
    for index, word in enumerate(words):
        if index and words[index - 1].end < word.start:
            parts.append(" ")
        parts.append(word.text)
    return "".join(parts)
