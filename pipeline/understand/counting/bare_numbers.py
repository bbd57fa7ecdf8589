"""Counts without a noun for people: "twelve were hurt", "five Fulani and three Dogon farmers", unsure ones too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wordfreq import zipf_frequency

from pipeline.understand.clause import BE, HAVE
from pipeline.understand.counting.counted import DAYS, Counted
from pipeline.understand.counting.group import Form, Group
from pipeline.understand.counting.numbers import Number
from pipeline.understand.counting.people import is_name_of_people, is_thing, person_noun_at
from pipeline.understand.lexicon import table
from pipeline.understand.places.nationality import nationality_of
from pipeline.vocabulary import Qualifier

KNOWN_WORD = 2.5  # on Zipf's scale: a word that English texts have less often is a foreign one or a name
STRICKEN = frozenset(
    word for words in table("outcomes")["stricken"].values() if isinstance(words, list) for word in words
)


FELLED = frozenset({"dead", "killed", "slain", "martyred", "wounded", "injured", "hurt"})
"""What a headline writes right behind letters for a force: "attacks leave 19 ANDSF dead"."""
IN_A_PHRASE = frozenset({"DT", "PRP$", "CD", "JJ", "NN", "NNS", "NNP"})


def numbers_alone(sentence: Counted) -> Iterator[Group]:
    """Yield the counts that no noun for people follows, in order."""
    for number in sentence.numbers.values():
        if not _stands_alone(sentence, number):
            continue
        end, partitive = _of_them(sentence, number)
        form = Form.COUNT if number.best != 1 or partitive else Form.SINGLE
        gapped = _shares_noun(sentence, number)
        noun = _past_adjectives(sentence, number.end)
        alone = not sentence.clause.is_noun(noun) or sentence.verb_like(noun)
        sure = gapped or alone or _are_nationals(sentence, noun)
        gapped = gapped or (alone and _are_nationals(sentence, number.end))  # "two Sudanese and a Chadian"
        last = number.end + 1 if gapped else end if alone else _past_nouns(sentence, noun)
        group = Group.counted_by(number, last)
        if sentence.clause.word(noun) == "generations":  # of a family: one of each at least
            group = replace(group, low=number.low, best=None, high=None, qualifier=Qualifier.INDEFINITE)
        head = number.core if number.core < end else number.start
        yield replace(group, head=head, form=form, partitive=partitive, sure=sure)


def counts_on_things(before: Sequence[str]) -> bool:
    """Whether the words before "a second" tell of things and of nobody: "flattened one house, burned a second"."""
    return any(is_thing(word) for word in before) and not any(person_noun_at((word,), 0) for word in before)


def as_many(sentence: Counted) -> Iterator[Group]:
    """Yield "as many" as were counted just before: "three persons were shot dead and as many injured"."""
    clause = sentence.clause
    for index in range(1, len(clause) - 2):
        same = clause.words[index : index + 2] == ("as", "many") and clause.word(index + 2) != "as"
        before = [n for n in sentence.numbers.values() if n.end <= index and n.best is not None]
        if same and before and clause.tag(index + 2) not in {"CD"}:
            number = max(before, key=lambda n: n.end)
            end = index + 2 + (clause.word(index + 2) in {"others", "more"})
            form = Form.COUNT if number.best != 1 else Form.SINGLE
            yield Group(index, end, index + 1, form, number.low, number.best, number.high)


def _are_nationals(sentence: Counted, noun: int) -> bool:
    """Whether people are named by their country or people: "three Palestinians"."""
    text = sentence.clause.doc[noun : noun + 1].text
    several = text.endswith("s") and nationality_of(text[:-1]) is not None
    return text[:1].isupper() and (several or (text.endswith("ese") and nationality_of(text) is not None))


def _stands_alone(sentence: Counted, number: Number) -> bool:
    """Whether no noun follows that says what is counted; a noun of no list is taken for people, unsurely."""
    clause, index = sentence.clause, number.end
    if _is_model(sentence, number) or _counts_things(sentence, number):
        return False
    if clause.word(number.start - 1) == "not" and (clause.word(number.end) in {",", ".", "as"} or clause.title):
        return False  # "One person, not three, shot", "three hurt, not seven dead"
    before = clause.word(number.start - 1)
    apart = before == "-" and number.start > 0 and bool(clause.doc[number.start - 1].whitespace_)
    apart = apart and (number.start == 1 or bool(clause.doc[number.start - 2].whitespace_))  # "Lice – 2 dead"
    spaced = clause.word(index) == "-" and clause.word(index + 1) in {"to", "year", "month", "week", "day", "hour"}
    if clause.is_hyphen(index) or spaced or clause.word(index) == "%" or (before in {"$", "#", "-", "."} and not apart):
        return False
    last = index
    parked = clause.tag(last).startswith("VB") and not sentence.verb_like(last) and clause.word(last) not in BE | HAVE
    if parked and is_thing(clause.word(last + 1)) and not sentence.verb_like(last + 1):
        return False  # "four parked cars"
    ending = DAYS | {"alive"}
    while (
        clause.tag(last).startswith(("NN", "JJ")) and not sentence.verb_like(last) and clause.word(last) not in ending
    ):
        if clause.title and clause.word(last) == "critical" and not clause.is_noun(last + 1):
            break  # "leaves one dead, two critical"
        last += 1
    noun = last - 1
    if noun < index or _shares_noun(sentence, number):
        return True
    if sentence.clause.word(last) in {"'s", "'"}:
        return False
    return (
        (
            clause.tag(noun) in {"NNS", "NNPS"}
            or _is_foreign_plural(sentence, noun)
            or _is_acronym(sentence, noun)
            or _is_people(sentence, noun, index)
        )
        and (not is_thing(clause.word(noun)) or (clause.doc[noun].text[:1].isupper() and not clause.title))
        and last - index <= 3
        and _may_be_people(sentence, noun)
    )


def _shares_noun(sentence: Counted, number: Number) -> bool:
    """Whether the noun follows later: "five Fulani and three Dogon farmers"."""
    clause, index = sentence.clause, number.end
    name = clause.doc[index : index + 1].text[:1].isupper() and clause.tag(index).startswith(("NNP", "JJ"))
    joined = clause.word(index + 1) in {"and", ","} and not sentence.verb_like(index)
    return name and joined and any(n.start == index + 2 for n in sentence.numbers.values())


def _past_adjectives(sentence: Counted, index: int) -> int:
    """Return where the noun stands that adjectives describe: "two ethnic Serbs"."""
    last = index
    while sentence.clause.tag(last) == "JJ" and not sentence.verb_like(last):
        last += 1
    return last if sentence.clause.is_noun(last) else index


def _past_nouns(sentence: Counted, index: int) -> int:
    """Return where the nouns behind a count end: "five gold prospectors"."""
    last = index
    while sentence.clause.is_noun(last) and not sentence.verb_like(last):
        last += 1
    return max(last, index + 1)


def _counts_things(sentence: Counted, number: Number) -> bool:
    """Whether "thousands of sheep" follows."""
    words, end = sentence.clause.words, number.end
    if sentence.clause.word(end) != "of":
        return False
    last = end + 1
    while sentence.clause.tag(last) in IN_A_PHRASE:
        last += 1
    owned = sentence.clause.is_noun(last - 1) and last > end + 3 and is_thing(words[last - 1])
    return owned or any(is_thing(w) for w in words[end + 1 : end + 3])  # "one of her four cats", "thousands of sheep"


def _is_model(sentence: Counted, number: Number) -> bool:
    """Whether figures after a name are part of it: "the Curve 8900"."""
    before = sentence.clause.tag(number.start - 1)
    if number.start and sentence.clause.doc[number.start - 1].is_lower:
        return False  # "Taliban behead 17"
    return before == "NNP" and sentence.clause.words[number.core].isdigit() and not sentence.clause.title


def _is_foreign_plural(sentence: Counted, noun: int) -> bool:
    """Whether a word that English does not know has a plural's ending: "twelve dahalos killed"."""
    word = sentence.clause.word(noun)
    return word.endswith("s") and word.isalpha() and zipf_frequency(word, "en") < KNOWN_WORD


def _is_acronym(sentence: Counted, noun: int) -> bool:
    """Whether a force is named by its letters: "seven VDP killed"."""
    text, after = sentence.clause.doc[noun].text, sentence.clause.word(noun + 1)
    capitals = sentence.clause.title and (after not in FELLED or all(not t.is_lower for t in sentence.clause.doc))
    return len(text) > 1 and text.isalpha() and text.isupper() and not capitals


def _is_people(sentence: Counted, noun: int, first: int) -> bool:
    """Whether a people is named that needs no plural ending: "killed six Fulani", "19 South Sudanese"."""
    first += sentence.clause.word(first) == "ethnic"  # "33 ethnic Vietnamese"
    text = sentence.clause.doc[first : noun + 1].text
    if first and sentence.clause.word(first - 1) == "ethnic" and first == noun:
        return text[:1].isupper() and nationality_of(text) is not None
    return is_name_of_people(text) if noun == first else noun == first + 1 and nationality_of(text) is not None


def _may_be_people(sentence: Counted, noun: int) -> bool:
    named = sentence.clause.doc[noun].text[:1].isupper() or sentence.clause.tag(noun) == "NNS"
    return named or _is_foreign_plural(sentence, noun)


def _acts(sentence: Counted, index: int) -> bool:
    """Whether a verb follows, and no participle before a noun: "one of the four injured firefighters"."""
    clause, last = sentence.clause, index
    while clause.tag(last) in {"JJ", "VBN"} and last - index < 3:
        last += 1
    verb = clause.tag(index).startswith(("VB", "MD")) and clause.word(index) not in STRICKEN  # "30 of the 80 wounded"
    return verb and not clause.is_noun(last)


def _of_them(sentence: Counted, number: Number) -> tuple[int, bool]:
    words, end = sentence.clause.words, number.end
    if sentence.clause.word(end) != "of":
        return end, False
    if words[end + 1 : end + 2] in {("those",), ("these",)} and sentence.clause.word(end + 2) in STRICKEN:
        return end + 3, True
    if sentence.clause.word(end + 1) in {"them", "whom", "those", "these", "us"}:
        return end + 2, True
    if words[end + 1 : end + 2] == ("the",) and sentence.clause.word(end + 2) in STRICKEN:
        return end + 3, True
    counted = next((n for n in sentence.numbers.values() if n.start == end + 1 and n.definite), None)
    if counted is not None and counted.best is not None and _acts(sentence, counted.end):
        return counted.end, True  # "one of the seven"
    return end, False
