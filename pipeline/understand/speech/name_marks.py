"""What shows that capitalised words are somebody's name: titles, offices and ages around, the spelling itself."""

from __future__ import annotations

from functools import cache

from pipeline.understand.lexicon import table
from pipeline.understand.speech.offices_in_phrase import office_at, portfolio_end
from pipeline.understand.speech.official import country_names, office_words, roles
from pipeline.understand.speech.sex import sex_of_name
from pipeline.understand.speech.words import Word, written

GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
LONGEST_SHORT = 5  # letters of "Inf." behind "Col."
LONGEST_LETTERS = 2  # initials written together, before a surname: "JD Vance"
LONGEST_PREFIX = 3  # letters before a capital inside a surname: McNally, MacLeod, DiCaprio


@cache
def no_persons() -> frozenset[str]:
    """Return the words that begin or end nobody's name, folded."""
    return frozenset(table("roles")["no_persons"]["words"])


def is_in_place(words: list[Word], start: int, end: int) -> bool:
    """Whether a name of unknown sex stands where a place does, and owns nothing: "in Palo Alto", no "in Lee's view"."""
    placed = start > 0 and words[start - 1].key in {"in", "near", "at"}
    owns = end < len(words) and words[end].key in {"'s", "'"}
    return placed and not owns and sex_of_name(words[start].text) is None


def is_made_name(name: str) -> bool:
    """Whether a single word is spelt as no surname is: KCNA, AdImpact, ConocoPhillips (but McNally, DiCaprio)."""
    if "-" in name and name.replace("-", "").isalpha() and name.isupper():
        return True  # "PML-N"
    if not name.isalpha():
        return False
    inner = [index for index in range(1, len(name)) if name[index].isupper() and name[index - 1].isalpha()]
    return bool(inner) and (name.isupper() or min(inner) > LONGEST_PREFIX)


ENDING_BODIES = frozenset(
    {"committee", "ministry", "council", "commission", "party", "department", "association", "union"}
)
LONGEST_NAME = 4  # words


def without_titles(words: list[Word], start: int, end: int) -> int:
    """Return where a name begins in a run of capitalised words: after the last office, title or country in it."""
    run = words[start:end]
    keys = [word.key for word in run]
    begin = 0
    for index in range(len(keys) - 1):
        if index > 0 and keys[index + 1].rstrip(".") in GENERATIONS:
            continue  # "Anthony Driver Jr."
        office, short = roles().at(keys, index), office_at(run, keys, index)
        place = country_names().at(keys, index) if index == begin else None
        ends = [found[0] for found in (office, short, place) if found is not None and index < found[0] < len(keys)]
        begin = max([begin, *ends])
        begin = index + 1 if is_name_behind(run, index + 1) else begin
    begin = max(begin, _office_over(words, start, end) - start)
    while begin < len(keys) - 1 and (keys[begin] == "elect" or not any(letter.isalnum() for letter in keys[begin])):
        begin += 1
    return start + begin


def is_name_behind(phrase: list[Word], index: int, *, held: bool = False) -> bool:
    """Whether the name of a body is over and a person's begins: "head of the Border Affairs Committee Mohsen Ali".

    `held` says that an office stands before the body; else the first name must be known.
    """
    left = phrase[index:]
    named = 1 < len(left) <= LONGEST_NAME and all(word.capital and word.text.isalpha() for word in left)
    if not (named and index > 0 and phrase[index - 1].key in ENDING_BODIES):
        return False
    keys = [word.key for word in left]
    placed = any(country_names().at(keys, n) for n in range(len(keys))) or not no_persons().isdisjoint(keys)
    return sex_of_name(left[0].text) is not None or (held and not placed)


def _office_over(words: list[Word], start: int, end: int) -> int:
    """Return where an office ends that begins before a run and reaches into it: "Minister of Education Hana Novak"."""
    if start < 2 or words[start - 1].key not in {"of", "for", "and"}:
        return start
    phrase = words[max(0, start - 5) : end]
    keys = [word.key for word in phrase]
    inside = len(phrase) - (end - start)
    for first in range(inside):
        after, office = office_at(phrase, keys, first)
        reached = portfolio_end(keys, after, office) if office is not None and after > first else 0
        if inside < reached < len(keys):
            return start + reached - inside
    return start


def behind_place(words: list[Word], start: int, end: int) -> int:
    """Return where a name begins behind a place that opens the sentence: of "In Leeds David Hale asked" at "David"."""
    placed = start > 0 and words[start - 1].text in {"In", "At", "From", "Outside", "Near"}
    if not placed or sex_of_name(words[start].text) is not None:
        return start
    return next((i for i in range(start + 1, end - 1) if sex_of_name(words[i].text) is not None), start)


def without_drop_cap(words: list[Word], start: int, end: int) -> str:
    """Return a name as it is written elsewhere, where a paragraph opens in capitals: "JOHN Swinney called"."""
    first = words[start]
    opens = start == 0 or first.opens or words[start - 1].opens
    dropped = opens and len(first.text) > LONGEST_LETTERS and first.text.isupper() and not words[end - 1].text.isupper()
    plain = [first._replace(text=first.text.capitalize()), *words[start + 1 : end]] if dropped else words[start:end]
    return written(plain)


def has_office_before(words: list[Word], start: int) -> bool:
    """Whether an office stands before a name, one word apart from it, or with its place: "Envoy for Syria Xie Lan"."""
    posted = next((i for i in range(start - 2, max(0, start - 5), -1) if words[i].key in {"for", "to"}), None)
    if posted is not None and all(word.capital for word in words[posted + 1 : start]):
        before = [word.key for word in words[max(0, posted - 4) : posted]]
        if country_names().at([word.key for word in words[posted + 1 : start]], 0) and roles().before(
            before, len(before)
        ):
            return True
    keys = [word.key for word in words[max(0, start - 4) : start]]
    return any(roles().before(keys, len(keys) - drop) for drop in (0, 1) if len(keys) > drop)


def has_office_as_title(words: list[Word], start: int) -> bool:
    """Whether an office that goes with a surname stands right before it, both written large: "Governor LaFleur"."""
    if start == 0 or not words[start - 1].capital or words[start - 1].text.isupper():
        return False
    if start > 1 and words[start - 2].key in {"the", "a", "an"}:
        return False  # "The President Hotel", "the Chief Scribe"
    return words[start - 1].key in office_words("titular") and words[start - 1].end + 1 == words[start].start


def has_age_behind(words: list[Word], end: int) -> bool:
    """Whether an age between commas follows: ", 58,"."""
    aged = [word.text for word in words[end : end + 3]]
    return len(aged) == 3 and aged[0] == "," and aged[1].isdigit() and len(aged[1]) == 2 and aged[2] in {",", "."}


def has_title_before(words: list[Word], start: int) -> bool:
    """Whether a short title stands right before a name: "Gov. Ty Renfro", "Baroness Flint", "Mrs Justice Ferrers"."""
    last = start - 1 - (start > 1 and words[start - 1].text == ".")
    short = start + 1 < len(words) and words[start + 1].text == "." and len(words[start].text) < LONGEST_SHORT
    title = last >= 0 and words[last].capital and words[last].key in {*table("roles")["titles"], "justice"}
    return title and not short and not (words[last].text.isupper() and len(words[last].text) > 1)  # "MS Columbus"


def behind_field(words: list[Word], start: int, end: int) -> int:
    """Return where the name begins in "spokesman on National Security Paul Banton"; `start` where no field opens it."""
    if start == 0 or words[start - 1].key not in {"on", "for", "of"}:
        return start
    fields, index = office_words("portfolios"), start
    while end - index > 2 and (words[index].key in fields or words[index + 1].key == "affairs"):
        index += 1
    return index
