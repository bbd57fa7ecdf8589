"""Whether two names are one person's: surnames, initials, other spellings, syllables behind a hyphen."""

from __future__ import annotations

from pipeline.understand.speech.name_marks import GENERATIONS
from pipeline.understand.speech.words import Word, keys_of, unaccented

SHORTEST_FULL = 2  # words
JOINING = frozenset({"ul", "ur", "us", "uz", "ud", "al", "el"})


def without_generation(name: str) -> str:
    """Return a name without "Jr." or "IV" behind it."""
    first, _, last = name.rpartition(" ")
    return first if first and last.lower().rstrip(".") in GENERATIONS else name


def last_part(name: str) -> str:
    """Return the surname of a name, folded: "al-Assad" of "Bashar al-Assad", "Drew" of "Ray Drew Jr."."""
    parts = without_generation(name).split()
    last = parts[-1].lower() if parts else ""
    joined = last.split("-")
    return joined[-1] if len(joined) > 2 and joined[-2] in JOINING else last  # "Naeem-ul-Haque"


def plain_parts(name: str) -> list[str]:
    """Return the words of a name, folded and without accents."""
    return [unaccented(part) for part in name.lower().split()]


def is_spelling(name: str, fuller: str) -> bool:
    """Whether a name is another's: with its first name's letter, or with a letter of its last doubled or not."""
    first, other = name.split(), fuller.split()
    if has_initial(name):
        alike = first[0][0] == other[0][0] and unaccented(first[-1].lower()) == unaccented(other[-1].lower())
        return alike and not has_initial(fuller)
    same = len(first) == len(other) and first[:-1] == other[:-1] and first[-1] != other[-1]
    longer, shorter = sorted((first[-1].lower(), other[-1].lower()), key=len, reverse=True)
    doubled = any(longer[:i] + longer[i + 1 :] == shorter and longer[i] == longer[i - 1] for i in range(1, len(longer)))
    return same and doubled


def has_initial(name: str) -> bool:
    """Whether a name is a letter and a surname: "T. Lee"."""
    parts = name.split()
    return len(parts) == SHORTEST_FULL and len(parts[0].rstrip(".")) == 1


def matched(words: list[Word], index: int, name: str) -> int:
    """Return how many words before and at `index` are those of `name`, from its end; 0 if its last is not."""
    plain = without_generation(name)
    parts = keys_of(plain)
    length = 0
    while length < len(parts) and index - length >= 0 and _are_alike(words[index - length].key, parts[-1 - length]):
        length += 1
    return length if length == len(parts) or length == len(keys_of(plain.split()[-1])) else 0


def _are_alike(word: str, part: str) -> bool:
    return word == part or unaccented(word) == unaccented(part)


def capital_part(name: str) -> str:
    """Return the part of a surname by which its mentions are found: "rahman" of Abdel-Rahman, "seong" of Seong-jun."""
    parts = name.split()[-1].split("-") if last_part(name) in name.lower() else [last_part(name)]
    capital = [part for part in parts if part[:1].isupper()]
    return unaccented(
        (capital[-1] if capital and not parts[-1][:1].isupper() else last_part(name).split("-")[-1]).lower()
    )


def past_syllables(words: list[Word], index: int) -> int:
    """Return the last word of a hyphenated name that goes on in small letters: of "Seong-jun" at "Seong"."""
    while index + 2 < len(words) and words[index + 1].text == "-" and words[index + 2].text.islower():
        if words[index].end != words[index + 1].start or words[index + 1].end != words[index + 2].start:
            break
        index += 2
    return index
